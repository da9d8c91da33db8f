#pragma once
#include <stdexcept>

#include "tests/gui/screen.h"
#include "workbench/gui/controls/table.h"

/// A window of this name that is on the screen, in whichever top-level window; null: none.
inline wxWindow* shown_window(const wxString& name) {
    for (auto* top : wxTopLevelWindows)
        if (auto* found = wxWindow::FindWindowByName(name, top); found && found->IsShownOnScreen()) return found;
    return nullptr;
}
inline yorozu::gui::Table& table_named(const char* name) { return dynamic_cast<yorozu::gui::Table&>(*shown_window(wxString::FromUTF8(name))); }

/// What the menu would do; it may open a dialog.
inline void do_action(Person& person, const std::string& id) {
    person.ask<bool>([id](yorozu::gui::Frame& frame) {
        for (const auto& action : frame.actions())
            if (action.id == id && action.may_run()) {
                frame.CallAfter(action.run);
                return true;
            }
        throw std::runtime_error("the action is not there: " + id);
    });
}

inline bool focus_on(Person& person, const char* name) {
    return person.is([name](yorozu::gui::Frame&) { return wxWindow::FindFocus() && wxWindow::FindFocus()->GetName() == name; });
}
