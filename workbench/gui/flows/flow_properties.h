#pragma once
#include <wx/propgrid/propgrid.h>

#include "workbench/gui/flows/flow_state.h"

namespace yorozu::gui {

/// What the chosen step, line or lane is, in Japanese; of the procedure itself while nothing is chosen.
class FlowProperties : public wxPropertyGrid {
public:
    FlowProperties(wxWindow* parent, FlowState& state);
    void follow();             ///< the flow or what is chosen changed
    void edit(const char* row);///< puts the caret into "name", "minutes" …
    wxString heading() const;


private:
    void show_node(const flows::Node& node);
    void show_line(const flows::Edge& edge);
    void show_lane(const flows::Lane& lane);
    void show_process(const flows::Process& process);
    void put_values();
    void changed(const wxPropertyGridEvent& event);
    void change(const wxString& name, const wxVariant& value);
    wxPGProperty* add(wxPGProperty* property, bool editable = true, const wxString& help = {});

    FlowState& state_;
    wxString shown_;           ///< what the rows were made for: made anew only when that changes
    std::vector<flows::NodeKind> kinds_;
    std::vector<std::string> lanes_, counterparts_;
};

}  // namespace yorozu::gui
