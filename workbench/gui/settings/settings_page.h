#pragma once
#include <wx/panel.h>

#include "workbench/gui/frame/action.h"
#include "workbench/gui/frame/session.h"

namespace yorozu::gui {

/// One page of 設定, under its own tab. To add one: write it, and add one line to the table in settings_room.cpp.
class SettingsPage : public wxPanel {
public:
    SettingsPage(wxWindow* parent, Session& session) : wxPanel(parent, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxTAB_TRAVERSAL), session_(session) {}

    /// The page is shown now: load what it shows and take the focus.
    virtual void enter() = 0;
    /// What is kept changed elsewhere; only called while the page is shown.
    virtual void refresh() {}
    virtual Actions actions() { return {}; }

protected:
    Session& session_;
};

SettingsPage* make_general_page(wxWindow* parent, Session& session);  ///< what one person likes to see; reading; the workspace
SettingsPage* make_people_page(wxWindow* parent, Session& session);   ///< who may sign in, and what they may do
SettingsPage* make_audit_page(wxWindow* parent, Session& session);    ///< who did what with personal data; is the log whole?
SettingsPage* make_retention_page(wxWindow* parent, Session& session); ///< when personal data goes, and what must stay

}  // namespace yorozu::gui
