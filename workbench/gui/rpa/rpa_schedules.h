#pragma once
#include <wx/panel.h>

#include <functional>
#include <string>
#include <vector>

#include "workbench/desk/rpa/schedules.h"
#include "workbench/gui/frame/session.h"

class wxButton;
class wxStaticText;

namespace yorozu::gui {

class Table;

/// 予定: when scenarios run by themselves, what is ahead with the days on which the office is closed, and what became of each
/// time. While 「予定を行う」 is on, this window runs them; else `yorozu rpa schedule work` does.
class SchedulesPane : public wxPanel {
public:
    SchedulesPane(wxWindow* parent, Session& session);

    void show();              ///< reads the book anew
    void add(const std::string& scenario = {});  ///< name of the kept scenario that is offered first
    void change();
    void pause();             ///< or takes it up again
    void remove();
    void work();              ///< begins to run what comes due, or ends it
    bool works() const { return job_ != 0; }
    bool any() const { return !schedules_.empty(); }
    Table& table() const { return *table_; }
    Table& coming() const { return *coming_; }
    Table& past() const { return *past_; }
    std::function<void()> shown_anew;  ///< something changed: actions may be enabled otherwise

private:
    const desk::Schedule* chosen() const;
    void show_chosen();
    /// Does it, and can take it back; what the desk refuses is said.
    void deed(const wxString& sentence, const std::string& choose, const std::function<void()>& how, const std::function<void()>& back);
    void replace(const wxString& sentence, const desk::Schedule& was, const desk::Schedule& is);

    Session& session_;
    wxStaticText *said_, *ahead_words_;
    wxButton *add_, *change_, *pause_, *remove_, *work_;
    Table *table_, *coming_, *past_;
    std::vector<desk::Schedule> schedules_;
    JobId job_ = 0;
};

}  // namespace yorozu::gui
