#pragma once
#include <wx/bitmap.h>
#include <wx/panel.h>
#include <wx/vlbox.h>

#include <vector>

#include "workbench/gui/templates/designer_state.h"

class wxStaticText;
class wxBitmapButton;

namespace yorozu::gui {

/// 試し読み: the doubtful fields of the sample page with crop, reading and confidence, and what it all adds up to.
class DesignerTrial : public wxPanel {
public:
    DesignerTrial(wxWindow* parent, DesignerState& state);

    struct Heading {
        std::size_t sample = 0, samples = 0;   ///< from 1; 0 samples: none was opened
        wxString source;
        bool reading = false;                  ///< a job is under way
        wxString trouble;                      ///< why there is no reading
        std::size_t pages = 0, fields = 0, accepted = 0, review = 0, blank = 0;  ///< of all pages tried with the form as it is
    };
    void show(Heading heading);
    wxString summary() const { return summary_; }

    std::function<void(int step)> sample;              ///< the page before or after
    std::function<void(std::size_t at)> picked;        ///< a row: its field

private:
    class Rows;
    Rows* rows_;
    wxStaticText *title_, *source_, *totals_, *details_;
    wxWindow *before_, *after_;
    void wrap_details();
    wxString summary_, details_words_;
    DesignerState& state_;
};

}  // namespace yorozu::gui
