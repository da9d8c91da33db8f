#pragma once
#include <wx/string.h>

#include <functional>
#include <string>
#include <vector>

namespace yorozu::gui {

/// One thing a person can do, said once: menu, toolbar, list of keys and the search (Ctrl+K) are made from it.
struct Action {
    std::string id;         ///< "reading.new-batch"; unique in the program
    wxString label;         ///< tr("新しい束(&N)…"); the mnemonic is for the menu only
    wxString key = {};      ///< "Ctrl+O", "F5"; empty: none. F7–F10 and plain letters are never used: the input method's
    wxString help = {};     ///< one sentence: status bar, tooltip, list of keys
    std::function<void()> run;
    std::function<bool()> enabled = {};  ///< empty: always. Asked often: answer from memory
    std::function<bool()> checked = {};  ///< for what is on or off; empty: nothing to show
    wxString menu = {};     ///< title of its menu, tr("束(&B)"); empty: in no menu
    std::string icon = {};  ///< of icons.h; needed in the toolbar
    bool toolbar = false;
    bool icon_only = false;  ///< in the toolbar: its word is in the tooltip
    bool begins_group = false;  ///< a line before it in menu and toolbar

    bool may_run() const { return run && (!enabled || enabled()); }
};
using Actions = std::vector<Action>;

/// The label without mnemonic and dots: 新しい束(&N)… → 新しい束
wxString plain_label(const Action& action);

}  // namespace yorozu::gui
