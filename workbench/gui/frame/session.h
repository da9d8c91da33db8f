#pragma once
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "workbench/desk/workspace/workspace.h"
#include "workbench/gui/frame/action.h"
#include "workbench/gui/frame/jobs.h"
#include "workbench/gui/frame/memory.h"
#include "workbench/gui/frame/undo.h"

namespace yorozu::gui {

/// A sentence in the quiet bar above the room. It never takes the focus.
struct Message {
    enum class Kind { notice, doubt, failure } kind = Kind::notice;
    wxString text;
    Actions buttons = {};  ///< at most two; label and run are used
};

/// What a job opens for itself, off the UI thread: the same folder, in the name of the same person.
struct OwnWorkspace {
    std::filesystem::path folder;
    desk::Session who;
    desk::Clock clock;

    /// Access::change for whatever is written, and for what is logged as a view or export.
    std::unique_ptr<desk::Workspace> open(store::Access access) const {
        auto own = std::make_unique<desk::Workspace>(folder, access, clock());
        own->begin(who);
        return own;
    }
};

/// What rooms are given: the open workspace, who works, what time it is, and the ways to the rest of the window.
/// For the UI thread. The frame sets the functions before any room is made.
struct Session {
    desk::Clock clock;
    std::string person;            ///< who decides: signed in, else the operating system's user; never empty
    bool admitted = false;         ///< signed in, or the workspace has no people
    std::filesystem::path folder;  ///< of the workspace; "" while none is open
    std::unique_ptr<desk::Workspace> workspace;  ///< the window's own connection; null while none is open
    Jobs& jobs;
    Memory memory;                 ///< of this person, between starts
    UndoHistory undo;

    /// Shows another room: go("check", "11月第3週") opens the batch in 確認. The subject is told to Room::open.
    std::function<void(const std::string& room, const std::string& subject)> go;
    /// Shows the room and does one of its actions: act("cases", "cases.new").
    std::function<void(const std::string& room, const std::string& action)> act;
    std::function<void(Message)> say;
    /// The person has signed in: rooms may be entered.
    std::function<void()> admit;
    /// Opens another workspace; Access::write makes it when it is not there. The rooms of the old one go.
    std::function<void(const std::filesystem::path&, store::Access)> open_workspace;
    /// What is kept changed: badges, ホーム and the status bar's "saved at" follow.
    std::function<void()> changed;
    /// Words for the middle of the status bar.
    std::function<void(const wxString&)> note;
    std::function<void()> title_changed;    ///< Room::title() says something else now
    std::function<void()> watched_changed;  ///< memory.watched was changed
    /// Labels, keys or enabling of the room's actions changed in number: menus and toolbar are made anew.
    std::function<void()> actions_changed;

    bool is_open() const { return workspace != nullptr && admitted; }
    OwnWorkspace own() const { return {folder, workspace->session(), clock}; }
};

}  // namespace yorozu::gui
