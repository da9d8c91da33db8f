#pragma once

class wxToolBar;

namespace yorozu::gui {

/// The tool at the place shows its icon alone; its word stays for screen readers and the overflow menu. wx shows all words or none.
void show_icon_only(wxToolBar& bar, int place);

}  // namespace yorozu::gui
