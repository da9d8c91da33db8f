#pragma once
#include <wx/panel.h>

#include <optional>
#include <string>
#include <vector>

#include "workbench/gui/flows/flow_state.h"

class wxListBox;

namespace yorozu::gui {

/// Templates and scenarios of the workspace beside the diagrams: dragged onto a step, or hung on the chosen one with Enter.
class FlowShelf : public wxPanel {
public:
    FlowShelf(wxWindow* parent, FlowState& state);

    struct Thing {
        bool scenario = false;
        std::string id;
        /// What is dragged from one window to the other, and back; nothing: other text.
        wxString text() const;
        static std::optional<Thing> from(const wxString& text);
    };
    void follow();                                        ///< the workspace may have others now
    void focus();
    std::function<void(const Thing&)> hang;               ///< on the chosen step

private:
    void drag();
    FlowState& state_;
    std::vector<Thing> things_;
    wxListBox* list_;
    wxPoint pressed_;
};

}  // namespace yorozu::gui
