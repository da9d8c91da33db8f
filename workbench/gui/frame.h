#pragma once
#include <wx/frame.h>

#include <map>
#include <string>

#include "workbench/gui/room.h"
#include "workbench/gui/session.h"

class wxToolBar;

namespace yorozu::gui {

class JobStrip;
class MessageBar;
class Rail;

/// The one window: menu, toolbar, rail, message bar, the room, job strip, status bar. Everything a person can do in it
/// comes from actions(): the frame's own and those of the room that is shown.
class Frame : public wxFrame {
public:
    Frame(desk::Clock clock, std::string person, Jobs::Worker worker = Jobs::Worker::threads);
    ~Frame() override;

    /// Opens (or makes) the workspace and shows ホーム. False, with a message, when that is not possible.
    bool open_workspace(const std::filesystem::path& folder, store::Access access);
    void close_workspace();
    void enter(const std::string& room, const std::string& subject = {});

    Session& session() { return session_; }
    Room* room() const { return room_; }
    const std::string& room_id() const { return room_id_; }
    Actions actions() const;  ///< all that can be done now
    void say(const Message& message);
    MessageBar& message_bar() { return *message_bar_; }

private:
    Actions own_actions();
    void run_actions();
    void build_menus();
    void build_toolbar();
    void show_state();
    void next_pane(bool backwards);
    void escape();
    void on_close(wxCloseEvent& event);

    Jobs jobs_;
    Session session_;
    Rail* rail_ = nullptr;
    MessageBar* message_bar_ = nullptr;
    JobStrip* job_strip_ = nullptr;
    wxPanel* place_ = nullptr;  ///< where rooms stand
    std::map<std::string, Room*> rooms_;
    Room* room_ = nullptr;
    std::string room_id_;
    Actions actions_;
    bool closing_ = false;
};

}  // namespace yorozu::gui
