#pragma once
#include <optional>
#include <string>
#include <vector>

#include "rpa/desktop/accessibility.h"
#include "rpa/scenario.h"

// Private to the room.
namespace yorozu::rpa {

/// What a target names on the desktop: an accessible object, a table's cell, or a place on the picture.
struct Element {
    AccessibleNode node;   ///< ref empty for a place on the picture
    int root = -1;         ///< index of its window in the tree
    ObjectRef table;       ///< of a cell
    Box place;             ///< of something found on the picture
    bool on_picture() const { return node.ref.bus.empty(); }
    friend bool operator==(const Element& a, const Element& b) { return a.on_picture() == b.on_picture() && (a.on_picture() ? a.place == b.place : a.node.ref == b.node.ref); }
};

/// One part of a path.
struct DesktopSelector {
    enum class Kind {
        aria,   ///< aria/名前[role="button"]: accessible name or label, exactly or else as same_name; role; either may be missing
        text,   ///< text/…: whatever shows exactly this text
        cell,   ///< cell/B2 or cell/A2:D20: cells of the table that stands before it in the path
        ocr,    ///< ocr/…: text read from the picture
        image,  ///< image/FILE: a picture beside the scenario
    };
    Kind kind = Kind::aria;
    std::string name, role;
    int row = 0, column = 0, last_row = 0, last_column = 0;  ///< from 0
};
/// Nothing if it cannot be understood.
std::optional<DesktopSelector> desktop_selector(const std::string& text);
/// Without white space at its ends.
std::string trimmed(const std::string& text);
/// 登録(R) and 登録… without the key and the dots that programs add: 登録.
std::string plain_name(std::string name);
/// 登録(R), 登録… and 登録 are the same to a person.
bool same_name(const std::string& name, const std::string& wanted);
/// Whether a role's name as scenarios write it (ARIA's, else AT-SPI's) is that role.
bool has_role(Role role, const std::string& name);
/// The name that a scenario writes for the role, "" if it has none.
std::string role_name(Role role);

/// What looks for text and pictures on the picture of the current window.
class PictureSearch {
public:
    virtual ~PictureSearch() = default;
    virtual std::vector<Box> text(const std::string& text) = 0;
    virtual std::vector<Box> image(const std::string& file) = 0;
};

/// The elements that one alternative of a target finds in a tree; nothing if it cannot be understood.
std::optional<std::vector<Element>> find_elements(const std::vector<std::string>& path, const std::vector<AccessibleNode>& tree, Accessibility& objects, PictureSearch& pictures);

}  // namespace yorozu::rpa
