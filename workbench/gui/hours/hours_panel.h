#pragma once
#include <wx/panel.h>

#include "workbench/desk/hours/hours.h"
#include "workbench/desk/hours/hours_targets.h"
#include "workbench/desk/hours/plans.h"
#include "workbench/gui/frame/session.h"

class wxStaticText;

namespace yorozu::gui {

class PlanBars;
class Table;

/// The year's hours and what was planned.
struct HoursStanding {
    desk::HoursReport report;
    std::vector<desk::TargetProgress> targets;
    std::vector<desk::Policy> policies;
    double passed = 0;  ///< share of the year's days that are over
    int days = 0, all_days = 365;
};

/// This fiscal year on ホーム: the planned amounts as bars, or, while none are kept, the hours of each scenario; the numbers of
/// `yorozu hours report`, nothing added. Counted off the UI thread; the last ones stay until the new ones are there. Not for
/// people without the right manager or it: then it hides.
class HoursPanel : public wxPanel {
public:
    HoursPanel(wxWindow* parent, Session& session, std::function<void()> open);
    void refresh();
    std::function<void()> shown_or_hidden;  ///< the column is laid out anew

private:
    void show(const HoursStanding& standing);

    Session& session_;
    void show_plan(const HoursStanding& standing);

    Table* table_;
    PlanBars* bars_;
    wxStaticText* title_;
    wxStaticText* remark_;
    bool counting_ = false, again_ = false;
};

}  // namespace yorozu::gui
