#pragma once
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "flows/drawing/draw_flow.h"
#include "flows/drawing/symbols.h"
#include "flows/layout/box_index.h"

// Private to flows/drawing: one diagram on its way onto a list.
namespace yorozu::flows {

class FlowDrawing {
public:
    FlowDrawing(const Flow& flow, const Diagram& diagram, const DrawOptions& options, DisplayList& list);

    void all();
    /// Steps and edges, without pools and bands.
    void parts();

private:
    bool hidden(const std::string& id) const { return options_.without.count(id) > 0; }
    Change change_of(const std::string& id) const;
    Look look_of(const Colours& colours, const std::string& id) const;
    Colour label_colour(const Colours& colours) const { return colour_in(colours.label).value_or(paint::ink); }
    bool is_container(const Shape& shape) const;
    void change_mark(const std::string& id, const Box& box);
    static std::optional<Colour> colour_in(const std::string& text);   ///< "#rrggbb"

    // Pools, lanes, stages and what surrounds others: flow_drawing_frames.cpp
    void title(const std::string& name, const Box& heading, bool upright, Colour colour, bool bold);
    void frame(const Shape& shape, DrawnKind kind, const std::string& name, double heading, Colour fill, bool bold);
    void pool(const Shape& shape);
    void lane(const Shape& shape);
    /// The band over the diagram: where each stage lies and how long it takes.
    void stages();
    void container(const Shape& shape);

    // Steps, events, gateways, data: flow_drawing_shapes.cpp
    void activity_outline(const Node& node, const Box& box, const Look& look);
    void leaf(const Shape& shape);
    void dotted_box(const std::string& name, const Shape& shape, const Look& look);
    void outside_name(const std::string& name, const Shape& shape);
    /// Minutes at the lower left, attachments at the lower right.
    void around_activity(const Node& node, const Box& box);
    /// Right of `left` (the minutes). Gives the badge's left border.
    double badge(const Node& node, const char* sign, const std::string& id, double left, double right, double bottom);

    /// The first of these places that no shape but `own` lies under; the first of all if there is none.
    Box clear_place(const std::vector<Box>& places, const std::string& own);

    // Lines and their names: flow_drawing_edges.cpp
    void edge(const DrawnEdge& drawn);
    bool joins_data(const Edge& edge) const;
    void edge_name(const DrawnEdge& drawn, const Edge& edge);
    void body(const Line& points, double from_start, double from_end, Stroke stroke);
    void head(const Line& points, bool filled, Colour colour, bool at_end);
    void open_head(const Line& points, Colour colour, bool at_end);
    void default_slash(const Line& points, Colour colour);
    void diamond(const Line& points, Colour colour);

    const Flow& flow_;
    const Diagram& diagram_;
    const DrawOptions& options_;
    Pen pen_;
    std::optional<layout::BoxIndex> leaves_;   ///< shapes that a name must not touch, by place in Diagram::shapes; made when first asked
    std::set<int> surrounding_;   ///< nodes that others are drawn in, in Flow::nodes
};

}  // namespace yorozu::flows
