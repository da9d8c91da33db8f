#pragma once
#include <wx/panel.h>

#include <functional>

#include "workbench/gui/flows/flow_kinds.h"

class wxListBox;
class wxTextCtrl;

namespace yorozu::gui {

/// Create by typing: what is typed is a kind of element (分岐, end, まち …) or the name of a new step. Enter takes the first row, ↑↓
/// another one, Esc nothing.
class FlowFindKind : public wxPanel {
public:
    explicit FlowFindKind(wxWindow* parent);
    void begin(const wxPoint& at);
    std::function<void(desk::NewNode)> take;
    std::function<void()> ended;    ///< the canvas gets the keys again

private:
    void look();
    void accept();
    void close();
    wxTextCtrl* field_;
    wxListBox* list_;
    std::vector<desk::NewNode> rows_;
};

}  // namespace yorozu::gui
