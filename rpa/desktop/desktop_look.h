#pragma once
#include <map>
#include <string>
#include <vector>

#include "rpa/desktop/accessibility.h"
#include "rpa/desktop/locator.h"

// Private to the room.
namespace yorozu::rpa {

/// All that a recording needs to know of a program's windows at one moment.
struct DesktopLook {
    std::vector<AccessibleNode> nodes;   ///< parents before children; windows have no parent
    std::vector<Box> boxes;              ///< of each node on the display; empty where a press means nothing
    std::vector<std::string> values;     ///< of each node: what a field holds, a list has chosen, a box is; "" for passwords

    int find(const ObjectRef& object) const;             ///< index, -1 if it is not there
    int root_of(int node) const;
    /// The innermost element that a press at the point reaches, -1 if none: what dropped down or asks first, then the windows.
    int at(int x, int y) const;
    int focused() const;                                 ///< -1: none
    /// What people call it: its label or name, without the key that belongs to it.
    std::string words_for(int node) const;
    /// Texts of the labels in a window, one a line.
    std::string labels_in(int root) const;
};

/// Looks at every window that is open, and into the open menu, "" bus for none.
DesktopLook look_at_windows(Accessibility& objects, const ObjectRef& open_menu);

bool is_text_entry(Role role);
bool is_box(Role role);          ///< check boxes and toggles that stay
bool is_menu_part(Role role);
bool is_main_window(const AccessibleNode& root);
/// A window that asks: neither a program's main one nor what drops down.
bool asks(const AccessibleNode& root);

/// How the element is found, each alternative finding it alone now; 1 to 4, none if nothing does.
Target target_of(const DesktopLook& look, int node, Accessibility& objects);

}  // namespace yorozu::rpa
