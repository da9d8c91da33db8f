#pragma once
#include <wx/panel.h>
#include <wx/timer.h>

#include <functional>
#include <optional>
#include <set>
#include <string>

#include "workbench/desk/cases/cases.h"
#include "workbench/desk/cases/standard_questions.h"
#include "workbench/gui/frame/session.h"

class wxCheckBox;
class wxChoice;
class wxSearchCtrl;
class wxStaticText;

namespace yorozu::gui {

class CasesStrip;
class Table;

/// The list of cases: full-text search, filters with the views that a person kept of them, and below it what was published elsewhere. The strip's
/// stage is one of the filters.
class CasesList : public wxPanel {
public:
    CasesList(wxWindow* parent, Session& session, CasesStrip& strip);

    std::function<void(const std::string& number)> picked;  ///< another case is chosen
    std::function<void()> opened;                           ///< Enter on it
    std::function<void()> filtered;                         ///< some filter changed: whoever owns the list calls show()

    /// Fills the list by its filters. Reports failures in the message bar.
    void show();
    /// What the filters offer, and how many are late.
    void show_choices(const std::set<std::string>& departments, int late);
    void show_views(const std::string& chosen);
    void keep_shown_view() { show_views(chosen_view()); }

    void keep_view();    ///< asks for a name
    void remove_view();  ///< the chosen one; can be undone
    bool view_chosen() const;

    wxSearchCtrl* search() const { return search_; }
    Table* table() const { return table_; }

private:
    desk::CaseView shown_view() const;
    std::string chosen_view() const;
    void take_view();
    void show_published();

    Session& session_;
    CasesStrip& strip_;
    wxStaticText *count_, *empty_, *published_;
    wxSearchCtrl* search_;
    wxChoice *department_, *views_;
    wxCheckBox *only_open_, *only_mine_, *only_counter_, *only_overdue_;
    Table* table_;
    wxTimer wait_;
    int late_ = 0;
};

}  // namespace yorozu::gui
