#pragma once
#include <wx/panel.h>

#include <functional>
#include <vector>

#include "workbench/gui/flows/flow_state.h"

namespace yorozu::gui {

/// The municipal subset of BPMN at the left edge; everything else behind 「ほか… N」. One focusable button each: ↑↓ move, Enter or Space
/// takes it; the next click on the canvas puts it there.
class FlowPalette : public wxPanel {
public:
    FlowPalette(wxWindow* parent, FlowState& state);
    void follow();                        ///< tool or rights changed
    std::function<void()> more;           ///< ほか…
    std::function<void()> lane;           ///< レーン
    std::function<void()> taken;          ///< a tool was chosen: the canvas gets the keys

private:
    class Item;
    FlowState& state_;
    std::vector<Item*> items_;
};

}  // namespace yorozu::gui
