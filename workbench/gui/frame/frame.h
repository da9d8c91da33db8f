#pragma once
#include <wx/frame.h>
#include <wx/timer.h>

#include <map>
#include <optional>
#include <string>

#include "workbench/gui/checking/input_method.h"
#include "workbench/gui/frame/patrol.h"
#include "workbench/gui/frame/room.h"
#include "workbench/gui/frame/session.h"

namespace yorozu::gui {

class JobStrip;
class MessageBar;
class Rail;
class Search;
struct Found;

/// The one window: menu, toolbar, rail, message bar, the room, job strip, status bar. Everything a person can do in it
/// comes from actions(): the frame's own and those of the room that is shown.
class Frame : public wxFrame {
public:
    Frame(desk::Clock clock, Memory memory, Jobs::Worker worker = Jobs::Worker::threads);
    ~Frame() override;

    /// Opens (or makes) the workspace and shows ホーム. False, with a message, when that is not possible.
    bool open_workspace(const std::filesystem::path& folder, store::Access access);
    /// Goes back to the page that asks for a workspace.
    void close_workspace();
    void enter(const std::string& room, const std::string& subject = {});

    Session& session() { return session_; }
    Room* room() const { return room_; }
    const std::string& room_id() const { return room_id_; }
    const Actions& actions() const { return actions_; }  ///< all that can be done now
    void say(const Message& message);
    const MessageBar& message_bar() const { return *message_bar_; }

private:
    // frame_actions.cpp
    Actions own_actions();
    void run_actions();
    void build_menus();
    void build_toolbar();
    void enable_menus();
    bool list_would_take(const wxKeyEvent& event);
    std::vector<Found> everything();
    void show_keys();
    void open_manual();

    void lay_out();
    void connect();
    void show_room(Room* room, const std::string& id, const std::string& rail);
    void admit();
    void sign_out();
    bool may_close_rooms();
    void drop_rooms();
    void show_state();
    void show_badges();
    void note(const wxString& words);
    wxString standing() const;
    void check_audit_log();
    void next_pane(bool backwards);
    void escape();
    void take_files(std::vector<std::filesystem::path> files);
    void watch_arrivals();
    void arrived(const std::vector<std::filesystem::path>& files);
    void workspace_gone();
    void on_close(wxCloseEvent& event);

    InputMethodFirst input_method_first_;
    Jobs jobs_;
    Session session_;
    Rail* rail_ = nullptr;
    MessageBar* message_bar_ = nullptr;
    JobStrip* job_strip_ = nullptr;
    Search* search_ = nullptr;
    wxPanel* place_ = nullptr;  ///< where rooms stand
    std::map<std::string, Room*> rooms_;
    Room* room_ = nullptr;
    std::string room_id_;
    Actions actions_;
    std::optional<wxString> note_;  ///< not yet in the status bar
    std::unique_ptr<Patrol> workspace_watch_, arrivals_watch_;
    wxTimer look_again_;
    bool close_when_idle_ = false;
};

}  // namespace yorozu::gui
