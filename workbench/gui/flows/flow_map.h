#pragma once
#include <wx/geometry.h>
#include <wx/window.h>

#include <vector>

#include "workbench/gui/flows/flow_state.h"

namespace yorozu::gui {

class FlowCanvas;

/// Both diagrams in small, with the frame of what is seen to drag. Arrow keys move the frame.
class FlowMap : public wxWindow {
public:
    FlowMap(wxWindow* parent, FlowState& state, std::vector<FlowCanvas*> canvases);
    std::function<void(std::size_t side, double x, double y)> go;   ///< left upper corner of the view

private:
    struct Sheet { std::size_t side; flows::Box all; wxRect2DDouble at; double scale; };
    std::vector<Sheet> sheets() const;
    void draw();
    void point(const wxPoint& at);
    FlowState& state_;
    std::vector<FlowCanvas*> canvases_;
};

}  // namespace yorozu::gui
