#pragma once
#include <wx/panel.h>

#include <string>
#include <vector>

#include "workbench/gui/frame/action.h"
#include "workbench/gui/frame/session.h"

namespace yorozu::gui {

/// One room of the window. To add a room:
///   1. write check.h / check.cpp with `class CheckRoom : public Room`;
///   2. add one line to the table in rooms.cpp.
/// Rail, Ctrl+1…8, menus, toolbar, F1 and Ctrl+K then know it. A room is made when it is first entered and kept until the
/// workspace is closed. What a handler throws becomes a message in the bar (failure.h); the room must then stay usable.
class Room : public wxPanel {
public:
    Room(wxWindow* parent, Session& session) : wxPanel(parent, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxTAB_TRAVERSAL), session_(session) {}

    /// For the title bar: 読取・確認 — 口座振替依頼書 11月第3週
    virtual wxString title() const = 0;
    /// Asked once after the room was made and after session.actions_changed(). Order is that of menu and toolbar.
    virtual Actions actions() { return {}; }
    /// What session.go was given, "" when the rail was used; called before enter().
    virtual void open(const std::string& /*subject*/) {}
    /// The room is shown now: load what changed and take the focus.
    virtual void enter() {}
    /// Before another room is shown or the window closes. False: not now (something was said to the person).
    virtual bool leave() { return true; }
    /// Before the workspace or the window is closed, also while another room is shown. False: not now.
    virtual bool may_close() { return true; }
    /// Something would be lost if the power went now: the status bar of every room says so.
    virtual bool unsaved() const { return false; }
    /// What is kept changed elsewhere (a job ended); only called while the room is shown.
    virtual void refresh() {}
    /// Panes in the order of F6; empty: F6 goes to the room itself.
    virtual std::vector<wxWindow*> panes() { return {}; }
    /// Files dropped anywhere on the window: true when the room took them; else they become a new batch.
    virtual bool take_files(const std::vector<std::filesystem::path>& /*files*/) { return false; }
    /// Esc: true when the room did something with it (closed a page, took back a choice).
    virtual bool back() { return false; }

protected:
    Session& session_;
};

/// A line of the table of rooms.
struct RoomEntry {
    std::string id;         ///< "check"
    const char* word;       ///< on the rail, as tr() takes it
    std::string icon;       ///< of icons.h
    std::string rail;       ///< its own id, or the room of the rail it belongs to: 確認 lies in 読取
    std::string manual;     ///< page of the manual for F1: "check"
    Room* (*make)(wxWindow* parent, Session& session);

    bool on_rail() const { return rail == id; }
};
/// All rooms; those on the rail in its order.
const std::vector<RoomEntry>& room_table();

}  // namespace yorozu::gui
