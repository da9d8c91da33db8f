#pragma once
#include <wx/window.h>

#include <optional>
#include <string>
#include <vector>

#include "workbench/desk/rpa/item_decisions.h"
#include "workbench/desk/rpa/rpa.h"

namespace yorozu::gui {

/// What a person decides about an item. The button that decides is never the default one.
struct DecisionWords {
    desk::ItemDecision decision;
    std::string second_passphrase;
};
std::optional<DecisionWords> ask_decision(wxWindow* parent, desk::ItemDecision::What what, bool has_people);

struct AskedLine {
    wxString label, start = {};
    bool hidden = true;  ///< what is typed is not shown
};
/// Some lines to type; nothing when the person goes back.
std::vector<std::string> ask_lines(wxWindow* parent, const wxString& title, const wxString& words, const std::vector<AskedLine>& questions);

/// The type of a new step, chosen by typing its Japanese name or type; "" : none.
std::string ask_step_type(wxWindow* parent);

/// One of the elements of a page, chosen by typing its name; null: none.
const rpa::PageElement* ask_element(wxWindow* parent, const std::vector<rpa::PageElement>& elements);

}  // namespace yorozu::gui
