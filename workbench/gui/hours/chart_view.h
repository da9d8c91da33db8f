#pragma once
#include <wx/panel.h>

#include "workbench/desk/export/drawing.h"

namespace yorozu::gui {

/// A chart of the desk's on the screen: the same shapes as in the files, in the system's colours. ← → walk its marks; each is
/// said to screen readers and shown below the pointer.
class ChartView : public wxPanel {
public:
    /// `make`: lays the chart out for a size in px; asked again when the size changes.
    ChartView(wxWindow* parent, const wxString& name, std::function<desk::Chart(double, double)> make);
    void refresh_chart();  ///< the numbers changed
    void set_quiet(bool quiet) { quiet_ = quiet; Refresh(); }  ///< grey: numbers of an earlier moment
    const desk::Chart& chart() const { return chart_; }
    int at() const { return at_; }

private:
    void draw();
    void walk(int to);
    double scale() const { return FromDIP(1000) / 1000.0; }  ///< the window's px in a chart's; 1 where the toolkit itself enlarges (GTK)
    wxString name_;
    std::function<desk::Chart(double, double)> make_;
    desk::Chart chart_;
    int at_ = -1;
    bool quiet_ = false;
};

}  // namespace yorozu::gui
