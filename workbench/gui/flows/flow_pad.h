#pragma once
#include <wx/panel.h>

#include <functional>
#include <vector>

#include "workbench/desk/flows/flow_moves.h"

namespace yorozu::gui {

/// What can be done next with the chosen element, beside it: append a step, a branch, an end; connect, name, kind, remove. Space
/// opens it, arrows walk it, Enter does it, Esc closes it.
class FlowPad : public wxPanel {
public:
    explicit FlowPad(wxWindow* canvas);
    void begin(const wxRect& beside, bool is_flow_node);
    std::function<void(desk::NewNode)> append;
    std::function<void()> connect, name, kind, remove;

private:
    void close();
    std::vector<wxWindow*> buttons_;
    std::vector<bool> for_flow_nodes_;
};

}  // namespace yorozu::gui
