#pragma once
#include <wx/panel.h>

#include "workbench/desk/hours.h"
#include "workbench/desk/hours_targets.h"
#include "workbench/gui/session.h"

class wxStaticText;

namespace yorozu::gui {

class Table;

/// The year's hours and what was planned.
struct HoursStanding {
    desk::HoursReport report;
    std::vector<desk::TargetProgress> targets;
};

/// The hours of this fiscal year on ホーム: the numbers of `yorozu hours report`, nothing added. Counted off the UI
/// thread; the last ones stay in grey until the new ones are there.
class HoursPanel : public wxPanel {
public:
    HoursPanel(wxWindow* parent, Session& session, std::function<void()> open);
    void refresh();

private:
    void show(const HoursStanding& standing);

    Session& session_;
    Table* table_;
    wxStaticText* title_;
    wxStaticText* remark_;
    bool counting_ = false;
};

}  // namespace yorozu::gui
