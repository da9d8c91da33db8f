#pragma once
#include <wx/panel.h>
#include <wx/timer.h>

#include "workbench/gui/flows/flow_state.h"
#include "workbench/gui/frame/session.h"

class wxStaticText;

namespace yorozu::gui {

class Table;

/// What lint and reader say of the open flow, looked for off the UI thread after each change. Enter goes to the place; nothing here ever
/// keeps a flow from being saved.
class FlowProblems : public wxPanel {
public:
    FlowProblems(wxWindow* parent, FlowState& state, Session& session);
    void follow();     ///< the flow changed: look again, soon
    void look_now();   ///< Ctrl+E
    std::function<void(const std::string& id)> go;
    Table* table() { return table_; }

private:
    void look();
    void show();
    FlowState& state_;
    Session& session_;
    wxStaticText *heading_, *remark_;
    Table* table_;
    bool looking_ = false;
    const FlowTab* shown_ = nullptr;   ///< whose problems stand in the table
    wxTimer pause_;    ///< in the typing: an edit does not wait for the copy that is looked over
};

}  // namespace yorozu::gui
