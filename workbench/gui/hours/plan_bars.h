#pragma once
#include <wx/window.h>

#include <vector>

#include "workbench/desk/hours/plans.h"
#include "workbench/gui/controls/typesetter.h"

namespace yorozu::gui {

/// The planned amounts of a fiscal year, one bar each, with a line where the year stands. Hatched: entered by hand, never added to
/// what is counted here. ↑↓ walk the amounts, each is said to screen readers.
class PlanBars : public wxWindow {
public:
    PlanBars(wxWindow* parent, const wxString& name);

    /// `passed`: share of the year's days that are over, 0 … 1; `days`: 234 / 365, for the legend.
    void show(std::vector<desk::Measure> measures, double passed, const wxString& days);
    bool empty() const { return measures_.empty(); }
    wxString words_of_row(std::size_t at) const;  ///< RPA 削減時間、1,012 / 1,600 時間、日割りとの差 −14

private:
    void draw();
    void draw_row(wxDC& dc, std::size_t at, const wxRect& place);
    void draw_legend(wxDC& dc, wxRect place);
    void walk(int to);

    wxString name_;
    std::vector<desk::Measure> measures_;
    double passed_ = 0;
    wxString days_;
    int at_ = -1;
    Typesetter type_{*this};
};

}  // namespace yorozu::gui
