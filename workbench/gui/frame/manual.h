#pragma once
#include <string>

class wxWindow;

namespace yorozu::gui {

/// Opens a page of the manual (docs/manual/PAGE.md, or beside an installed program) in a window of its own.
void show_manual(wxWindow* parent, const std::string& page);

}  // namespace yorozu::gui
