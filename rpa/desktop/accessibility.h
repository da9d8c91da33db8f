#pragma once
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "rpa/desktop/display.h"

// Private to the room. The AT-SPI 2 protocol over D-Bus, by sd-bus: every call has its own time limit and every session
// its own connection, so that a program that hangs never hangs us. sd-bus stays in the .cpp.
namespace yorozu::rpa {

/// An object of a program: the program's name on the bus and the path inside it.
struct ObjectRef {
    std::string bus, path;
    friend bool operator==(const ObjectRef&, const ObjectRef&) = default;
};

/// AT-SPI's numbers, those that we tell apart.
enum class Role : std::uint32_t {
    check_box = 7, check_menu_item = 8, column_header = 10, combo_box = 11, dialog = 16, filler = 20, frame = 23, label = 29, list = 31, list_item = 32, menu = 33,
    menu_bar = 34, menu_item = 35, page_tab = 37, panel = 39, password = 40, popup_menu = 41, push_button = 43, radio_button = 44, radio_menu_item = 45,
    spin_button = 52, table = 55, table_cell = 56, text = 61, toggle_button = 62, tree_table = 66, window = 69, paragraph = 73, application = 75, entry = 79,

};
/// Bits of an object's states, AT-SPI's numbers.
enum class State { checked = 4, editable = 7, enabled = 8, expanded = 10, focusable = 11, focused = 12, modal = 16, multi_line = 17, selected = 23, sensitive = 24, showing = 25, single_line = 26, visible = 30, manages_descendants = 31, read_only = 43 };

struct AccessibleNode {
    ObjectRef ref;
    int parent = -1;            ///< index in the same list, -1 for a window
    Role role = Role::filler;
    std::uint64_t states = 0;
    std::string name;           ///< its own; a list's name is often what is chosen in it
    std::string label;          ///< of a field: the label that belongs to it
    bool is(State state) const { return states >> static_cast<int>(state) & 1; }
};

struct TableSize {
    int rows = 0, columns = 0;
};

/// Objects of all programs on one accessibility bus. Nothing is kept between calls. What a program does not answer in
/// time throws ProgramSilent; what has gone in the meantime is left out or empty.
class Accessibility {
public:
    struct ProgramSilent {};
    using Milliseconds = std::chrono::milliseconds;

    /// Finds the accessibility bus of a session and switches it on for programs that look. Throws StepFailure (environment).
    explicit Accessibility(const std::string& session_bus);
    ~Accessibility();

    /// How long one round of questions may take.
    void give_time(Milliseconds time);
    /// The windows of all programs, as nodes without parents.
    std::vector<AccessibleNode> windows();
    /// These nodes and all that is visible inside them, parents before children, fields with their labels. Menus, and
    /// tables that make their cells on demand, are not entered.
    std::vector<AccessibleNode> inside(std::vector<AccessibleNode> roots);
    /// The node again with its present states and name; nothing if it has gone.
    std::optional<AccessibleNode> look_again(const ObjectRef& object);
    std::vector<AccessibleNode> children(const ObjectRef& object);

    std::vector<Box> boxes(const std::vector<ObjectRef>& objects);  ///< on the display
    std::vector<std::string> texts(const std::vector<ObjectRef>& objects);  ///< of the Text interface, "" without one
    std::optional<double> number(const ObjectRef& object);  ///< of the Value interface; a sheet's text cell says 0
    bool grab_focus(const ObjectRef& object);
    void scroll_into_view(const ObjectRef& object);
    bool set_text(const ObjectRef& object, const std::string& text);
    bool select_child(const ObjectRef& object, int index);
    std::optional<ObjectRef> selected_child(const ObjectRef& object);

    std::optional<TableSize> table_size(const ObjectRef& table);
    std::vector<std::string> column_names(const ObjectRef& table, int columns);
    struct Place {
        int row = 0, column = 0;
    };
    std::vector<ObjectRef> cells(const ObjectRef& table, const std::vector<Place>& places);
    std::vector<std::string> names(const std::vector<ObjectRef>& objects);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

}  // namespace yorozu::rpa
