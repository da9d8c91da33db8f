#pragma once
#include <wx/panel.h>
#include <wx/splitter.h>
#include <wx/stattext.h>

#include <string>
#include <vector>

#include "workbench/gui/controls/accessible.h"

/// Controls below `in` that a screen reader would pass over in silence, each as its class and name.
inline void collect_nameless(wxWindow* in, std::vector<std::string>& nameless) {
    for (auto* child : in->GetChildren()) {
        if (!child->IsShown()) continue;
        const bool text = dynamic_cast<wxStaticText*>(child);
        const bool says = !yorozu::gui::accessible_name(*child).empty() || !child->GetLabel().empty();
        if (child->AcceptsFocusFromKeyboard() && !text && !says && !dynamic_cast<wxPanel*>(child) && !dynamic_cast<wxSplitterWindow*>(child))
            nameless.push_back((wxString(child->GetClassInfo()->GetClassName()) + " " + child->GetName()).utf8_string());
        collect_nameless(child, nameless);
    }
}
