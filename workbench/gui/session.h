#pragma once
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "workbench/desk/workspace.h"
#include "workbench/gui/action.h"
#include "workbench/gui/jobs.h"
#include "workbench/gui/undo.h"

namespace yorozu::gui {

/// A sentence in the quiet bar above the room. It never takes the focus.
struct Message {
    enum class Kind { notice, doubt, failure } kind = Kind::notice;
    wxString text;
    Actions buttons = {};  ///< at most two; label and run are used
};

/// What rooms are given: the open workspace, who works, what time it is, and the ways to the rest of the window.
/// For the UI thread. The frame sets the functions before any room is made.
struct Session {
    desk::Clock clock;
    std::string person;            ///< who decides; never empty
    std::filesystem::path folder;  ///< of the workspace; "" while none is open
    std::unique_ptr<desk::Workspace> workspace;  ///< the window's own connection; null while none is open
    Jobs& jobs;
    UndoHistory undo;

    /// Shows another room: go("check", "11月第3週") opens the batch in 確認. The subject is told to Room::open.
    std::function<void(const std::string& room, const std::string& subject)> go;
    std::function<void(Message)> say;
    /// What is kept changed: badges, ホーム and the status bar's "saved at" follow.
    std::function<void()> changed;
    /// Words for the middle of the status bar.
    std::function<void(const wxString&)> note;
    /// Labels, keys or enabling of the room's actions changed in number: menus and toolbar are made anew.
    std::function<void()> actions_changed;

    bool is_open() const { return workspace != nullptr; }
};

}  // namespace yorozu::gui
