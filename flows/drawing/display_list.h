#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "flows/bpmn/geometry.h"

/// What is to be painted, as plain values: one list for the window, SVG, PNG, PDF and paper, so that all show the same. draw_flow.h makes
/// it from a Flow, picture.h writes it to files.
///
/// How a canvas uses it:
/// - Paint `items` in their order, each moved and scaled by the view alone; nothing in the list depends on zoom or screen. A Figure
///   is a path (wxGraphicsPath: MoveToPoint, AddLineToPoint, AddCurveToPoint, CloseSubpath), filled, then stroked. A Text is one line that
///   is broken and measured already: draw it at its anchor, never measure or wrap again.
/// - Culling: make a DrawnIndex (drawn_index.h) once per list; `items_in(visible area)` gives the numbers to paint, in order.
/// - Below 35 % zoom skip Text items and fill their box with a grey bar of a third of its height.
/// - Cached text: runs repeat; keep laid-out text (or its bitmap) by (text, size, bold, zoom), the list itself has no handles.
/// - Hit testing: DrawnIndex::at(point, tolerance) gives the element under the pointer, the topmost and smallest first.
/// - Dragging: paint the list once into a bitmap without the dragged elements, then only those elements' items per frame.
/// - After an edit make a new list (8,000 elements take tens of ms off the UI thread) and swap it in; lists are values and may be handed between threads.
/// - What belongs to the person and not to the flow (selection handles, tint of the chosen step, guides) is painted on top by the canvas, at
///   Element::bounds.
namespace yorozu::flows {

struct Colour {
    std::uint8_t red = 0, green = 0, blue = 0, alpha = 255;
    friend bool operator==(const Colour&, const Colour&) = default;
};

struct PathStep {
    enum class Kind { move, line, curve, close } kind;
    Point to;                     ///< where the step ends (nothing for close)
    Point control_1{}, control_2{};  ///< of a curve (cubic Bézier)
};
using Path = std::vector<PathStep>;

enum class Dash { solid, dashed, dotted, dash_dot };

struct Stroke {
    Colour colour;
    double width = 1;   ///< diagram units
    Dash dash = Dash::solid;
};

struct Figure {
    Path path;
    std::optional<Colour> fill;
    std::optional<Stroke> stroke;
};

enum class Align { left, centre, right };

/// One line of text in the font `text_font`. `turned`: read from below upwards, as the title of a lane; the anchor is then
/// the middle of the line.
struct Text {
    std::string text;    ///< UTF-8
    Point anchor;        ///< x by `align`, y the top of the line
    double size = 11;    ///< height of the letters' box
    double width = 0;    ///< as measured
    Colour colour;
    Align align = Align::left;
    bool bold = false;
    bool turned = false;
};

struct Item {
    std::variant<Figure, Text> what;
    Box bounds;        ///< encloses all ink
    int element = -1;  ///< in DisplayList::elements; -1: belongs to none
};

enum class DrawnKind { pool, lane, stage, node, edge, label, badge };

/// What a person can point at.
struct Element {
    std::string id;       ///< of the BPMN element; of a badge or label: of the element that it belongs to
    DrawnKind kind = DrawnKind::node;
    Box bounds;           ///< of a node, the shape itself; of an edge, around its points
    Line points;          ///< of an edge
    std::string tip;      ///< what a badge opens (template id, scenario id), a stage's name; else ""
};

struct DisplayList {
    Box bounds;           ///< encloses all items, with a margin
    std::vector<Item> items;
    std::vector<Element> elements;
};

/// Family of all texts, for pango and for wxFont alike.
inline constexpr const char* text_font = "Noto Sans CJK JP";
inline constexpr double text_line_height = 13;   ///< of 11 px text

}  // namespace yorozu::flows
