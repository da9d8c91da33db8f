#include "flows/layout/of_flow.h"

#include <algorithm>
#include <map>

namespace yorozu::flows {
namespace {

Box swapped(const Box& box) { return {box.y, box.x, box.height, box.width}; }
Point swapped(Point point) { return {point.y, point.x}; }

/// About the size of a name outside its shape: eight letters of 11 px a line.
layout::Size label_size(const std::string& name) {
    double letters = 0;
    for (const char byte : name)
        if ((byte & 0xC0) != 0x80) letters += (byte & 0x80) ? 1 : 0.55;
    if (letters == 0) return {};
    const double lines = std::min(3.0, std::ceil(letters / 8));
    return {std::ceil(std::min(letters, 8.0) * 11) + 2, lines * 13};
}

layout::Shape shape_of(const Node& node) {
    if (node.is_gateway()) return layout::Shape::gateway;
    if (node.is_event()) return layout::Shape::event;
    if (node.is_data() || node.is_artifact()) return layout::Shape::data;
    return layout::Shape::step;
}

bool name_stands_outside(const Node& node) {
    return node.is_event() || node.is_gateway() || (node.is_data() && node.kind != NodeKind::data_store);
}

/// One diagram turned into plain values, and which of our elements each value is.
class Translation {
public:
    Translation(const Flow& flow, int number) : flow_(flow), number_(number), drawing_(flow.diagrams[at(number)]) {
        for (const Shape& shape : drawing_.shapes)
            if (shape.of.what == What::pool && shape.horizontal && !*shape.horizontal) upright_ = true;
        add_lanes();
        add_nodes();
        add_edges();
    }

    layout::Diagram diagram;
    bool upright() const { return upright_; }

    void keep(const ArrangeRequest& request) {
        for (std::size_t n = 0; n < diagram.nodes.size(); ++n) {
            auto& node = diagram.nodes[n];
            const bool named = request.ids.count(flow_.nodes[at(nodes_[n])].id) > 0;
            node.keep = node.at && (request.part == ArrangeRequest::Part::missing || (request.part == ArrangeRequest::Part::whole && named));
        }
    }
    std::vector<bool> chosen(const std::set<std::string>& ids) const {
        std::vector<bool> flags;
        for (const int node : nodes_) flags.push_back(ids.count(flow_.nodes[at(node)].id) > 0);
        return flags;
    }

    /// Everything where it is, with ways for the edges that have none; nothing if some node has no place yet.
    std::optional<layout::Placed> as_drawn(const layout::Options& options) const {
        layout::Placed placed;
        for (const auto& node : diagram.nodes) {
            if (!node.at) return std::nullopt;
            placed.nodes.push_back({node.at->x, node.at->y, node.size.width, node.size.height});
        }
        for (const auto& lane : diagram.lanes) placed.lanes.push_back(lane.at.value_or(Box{}));
        for (const int pool : pools_) {
            const Shape* shape = pool >= 0 ? drawing_.shape(flow_.pools[at(pool)].id) : nullptr;
            placed.pools.push_back(shape ? turned(shape->bounds) : Box{});
        }
        std::vector<bool> which;
        for (const auto& edge : diagram.edges) {
            placed.ways.push_back(edge.way);
            which.push_back(edge.way.size() < 2);
        }
        if (std::find(which.begin(), which.end(), true) != which.end()) layout::route(diagram, which, options, placed);
        placed.node_labels.assign(diagram.nodes.size(), std::nullopt);
        placed.edge_labels.resize(diagram.edges.size());
        return placed;
    }

    /// What differs from the drawing, as edits. Names of what stays where it is stay, too, unless all are placed anew.
    Arrangement edits(const layout::Placed& placed, bool names_too = false) const {
        Arrangement made;
        const auto move = [&](const std::string& id, const Box& box) {
            const Shape* shape = drawing_.shape(id);
            if (!shape || !(shape->bounds == box)) made.edits.push_back(MoveShape{number_, id, box});
        };
        for (std::size_t p = 0; p < placed.pools.size(); ++p)
            if (p < pools_.size() && pools_[p] >= 0 && placed.pools[p].width > 0) move(flow_.pools[at(pools_[p])].id, turned(placed.pools[p]));
        std::map<int, Box> lanes;
        for (std::size_t l = 0; l < placed.lanes.size(); ++l) {
            Box box = placed.lanes[l];
            if (l >= lanes_.size() || box.width <= 0) continue;
            for (int lane = lanes_[l]; lane >= 0; lane = flow_.lanes[at(lane)].parent) {
                const auto [known, fresh] = lanes.try_emplace(lane, box);
                if (!fresh) known->second = layout::box_around(known->second, box);
                box.x -= title, box.width += title;
            }
        }
        for (const auto& [lane, box] : lanes) move(flow_.lanes[at(lane)].id, turned(box));
        // Outer shapes first: what lies inside is drawn above them.
        std::vector<std::size_t> order;
        for (std::size_t n = 0; n < nodes_.size(); ++n) order.push_back(n);
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return depth(a) < depth(b); });
        for (const std::size_t n : order) {
            const Node& node = flow_.nodes[at(nodes_[n])];
            move(node.id, turned(placed.nodes[n]));
            if (surrounds_.count(nodes_[n]) && !drawing_.shape(node.id)) made.edits.push_back(SetExpanded{number_, node.id, true});
        }
        for (std::size_t e = 0; e < edges_.size(); ++e) reroute(made, flow_.edges[at(edges_[e])], placed.ways[e], placed.edge_labels[e], names_too);
        for (std::size_t n = 0; n < nodes_.size(); ++n) {
            const Node& node = flow_.nodes[at(nodes_[n])];
            const Shape* shape = drawing_.shape(node.id);
            if (!placed.node_labels[n]) continue;
            const bool stayed = shape && shape->bounds == turned(placed.nodes[n]), named = shape && shape->label && shape->label->bounds == turned(*placed.node_labels[n]);
            if (!stayed || (names_too && !named)) made.edits.push_back(MoveLabel{number_, node.id, turned(*placed.node_labels[n])});
        }
        for (const Edge& edge : flow_.edges) to_pool(made, edge, placed);
        for (const auto& fault : placed.faults) made.faults.push_back(sentence(fault));
        return made;
    }

private:
    static constexpr double title = 24;

    void reroute(Arrangement& made, const Edge& edge, const Line& way, const std::optional<Box>& label, bool names_too) const {
        if (way.size() < 2) return;
        Line points = way;
        if (upright_)
            for (Point& point : points) point = swapped(point);
        const DrawnEdge* drawn = drawing_.edge(edge.id);
        if (drawn && drawn->points == points) {
            if (label && names_too && !(drawn->label && drawn->label->bounds == turned(*label))) made.edits.push_back(MoveLabel{number_, edge.id, turned(*label)});
            return;
        }
        made.edits.push_back(Reroute{number_, edge.id, points});
        if (label) made.edits.push_back(MoveLabel{number_, edge.id, upright_ ? swapped(*label) : *label});
        else if (drawn && drawn->label && drawn->label->bounds) made.edits.push_back(MoveLabel{number_, edge.id, std::nullopt});
    }

    std::string sentence(const layout::Fault& fault) const {
        const auto name = [&](int node) { return "「" + flow_.called(flow_.nodes[at(nodes_[at(node)])].id) + "」"; };
        switch (fault.kind) {
            case layout::FaultKind::kept_overlap: return "置いたままにした" + name(fault.node) + "と" + name(fault.other) + "が重なっています";
            case layout::FaultKind::kept_off_lane: return "置いたままにした" + name(fault.node) + "がレーンの外にあります";
            case layout::FaultKind::edge_through: {
                const auto& edge = diagram.edges[at(fault.edge)];
                return name(edge.from) + "から" + name(edge.to) + "への線を、図形をよけて引けません";
            }
        }
        return "";
    }

    Box turned(const Box& box) const { return upright_ ? swapped(box) : box; }

    /// Processes and black boxes that this plane shows, in the order of their drawing, else of the file.
    std::vector<std::pair<int, int>> bands() const {  // process, pool
        std::vector<std::pair<int, int>> bands;
        if (drawing_.of.what == What::collaboration || drawing_.of.what == What::nothing) {
            for (std::size_t p = 0; p < flow_.pools.size(); ++p) {
                if (drawing_.of.what == What::collaboration && flow_.pools[p].collaboration != drawing_.of.index) continue;
                bands.push_back({flow_.pools[p].process, static_cast<int>(p)});
            }
            std::stable_sort(bands.begin(), bands.end(), [&](const auto& a, const auto& b) { return top_of(flow_.pools[at(a.second)].id) < top_of(flow_.pools[at(b.second)].id); });
            for (std::size_t p = 0; p < flow_.processes.size(); ++p)
                if (flow_.processes[p].pool < 0) bands.push_back({static_cast<int>(p), -1});
        } else if (drawing_.of.what == What::process) {
            bands.push_back({drawing_.of.index, -1});
        } else if (drawing_.of.what == What::node) {
            bands.push_back({flow_.nodes[at(drawing_.of.index)].process, -1});
        }
        return bands;
    }
    double top_of(const std::string& id) const {
        const Shape* shape = drawing_.shape(id);
        return shape ? turned(shape->bounds).y : 1e9;
    }

    void add_lane(int lane, int pool, double indent) {
        layout::Lane made;
        made.pool = static_cast<int>(pools_.size()) - 1;
        made.indent = indent;
        made.heading = lane >= 0 ? title : 0;
        if (lane >= 0)
            if (const Shape* shape = drawing_.shape(flow_.lanes[at(lane)].id)) made.at = turned(shape->bounds);
        if (lane < 0 && pool >= 0)
            if (const Shape* shape = drawing_.shape(flow_.pools[at(pool)].id)) {
                made.at = turned(shape->bounds);
                made.at->x += indent, made.at->width -= indent;
            }
        if (lane < 0) made.min_height = pool >= 0 ? 60 : 0;
        diagram.lanes.push_back(made);
        lanes_.push_back(lane);
    }

    void add_leaves(int lane, int pool, double indent) {
        if (flow_.lanes[at(lane)].children.empty()) {
            lane_place_[lane] = static_cast<int>(diagram.lanes.size());
            add_lane(lane, pool, indent);
            return;
        }
        lane_place_[lane] = static_cast<int>(diagram.lanes.size());
        for (const int child : flow_.lanes[at(lane)].children) add_leaves(child, pool, indent + title);
    }

    void add_lanes() {
        const bool inside_only = drawing_.of.what == What::node;
        for (const auto& [process, pool] : bands()) {
            pools_.push_back(pool);
            const std::size_t before = diagram.lanes.size();
            const double indent = pool >= 0 ? title : 0;
            process_place_.try_emplace(process, static_cast<int>(before));
            if (process >= 0 && !inside_only)
                for (std::size_t l = 0; l < flow_.lanes.size(); ++l)
                    if (flow_.lanes[l].process == process && flow_.lanes[l].parent < 0) add_leaves(static_cast<int>(l), pool, indent);
            if (diagram.lanes.size() == before) add_lane(-1, pool, indent);
        }
    }

    bool shown_inside(int container) const {
        const Shape* shape = drawing_.shape(flow_.nodes[at(container)].id);
        if (!shape || shape->expanded.value_or(false)) return true;
        return drawn_inside_.count(container) > 0;
    }

    void add_nodes() {
        const int root = drawing_.of.what == What::node ? drawing_.of.index : -1;
        for (const Shape& shape : drawing_.shapes)
            if (shape.of.what == What::node && flow_.nodes[at(shape.of.index)].parent >= 0) drawn_inside_.insert(flow_.nodes[at(shape.of.index)].parent);
        std::vector<int> place(flow_.nodes.size(), -1);
        for (std::size_t n = 0; n < flow_.nodes.size(); ++n) {
            const Node& node = flow_.nodes[n];
            if (node.kind == NodeKind::group || node.tag == "dataObject") continue;
            const Shape* shape = drawing_.shape(node.id);
            bool shown = node.process < 0 ? drawing_.of.what != What::node : process_place_.count(node.process) > 0;
            bool below_root = root < 0;
            int depth = 0;
            for (int outer = node.parent; outer >= 0 && shown && depth < 300; outer = flow_.nodes[at(outer)].parent, ++depth) {
                if (outer == root) {
                    below_root = true;
                    break;
                }
                shown = shown_inside(outer);
            }
            if (!shape && (!shown || !below_root)) continue;
            layout::Node made;
            made.shape = shape_of(node);
            made.size = usual_size(node.kind);
            if (shape && shape->bounds.width > 0 && shape->bounds.height > 0) {
                const Box box = turned(shape->bounds);
                made.size = {box.width, box.height};
                made.at = Point{box.x, box.y};
            } else if (upright_) {
                std::swap(made.size.width, made.size.height);
            }
            made.stage = stage_of(node);
            if (name_stands_outside(node)) made.label = label_size(node.name);
            if (upright_) std::swap(made.label.width, made.label.height);
            place[n] = static_cast<int>(diagram.nodes.size());
            diagram.nodes.push_back(made);
            nodes_.push_back(static_cast<int>(n));
        }
        for (std::size_t n = 0; n < nodes_.size(); ++n) {
            const Node& node = flow_.nodes[at(nodes_[n])];
            if (node.parent >= 0 && node.parent != root && place[at(node.parent)] >= 0) {
                diagram.nodes[n].inside = place[at(node.parent)];
                surrounds_.insert(node.parent);
            }
            if (node.attached_to >= 0 && place[at(node.attached_to)] >= 0) diagram.nodes[n].host = place[at(node.attached_to)];
        }
        place_ = std::move(place);
        std::set<int> with_steps;
        for (const int node : nodes_)
            if (flow_.nodes[at(node)].is_flow_node()) with_steps.insert(flow_.nodes[at(node)].lane);
        for (const auto& [lane, where] : lane_place_)
            if (!with_steps.count(lane) && flow_.lanes[at(lane)].children.empty()) {
                systems_lane_.try_emplace(flow_.lanes[at(lane)].process, where);
                diagram.lanes[at(where)].min_height = 52;
            }
        for (std::size_t n = 0; n < nodes_.size(); ++n) diagram.nodes[n].lane = lane_of(nodes_[n]);
    }

    int lane_of(int number) const {
        const Node& node = flow_.nodes[at(number)];
        if (const auto lane = lane_place_.find(node.lane); node.lane >= 0 && lane != lane_place_.end()) return lane->second;
        // BPMN puts no data into lanes: a lane without steps is meant for the systems.
        if (const auto systems = systems_lane_.find(node.process); node.kind == NodeKind::data_store && systems != systems_lane_.end()) return systems->second;
        if (!node.is_flow_node())  // beside the first step that uses it
            for (const Edge& edge : flow_.edges)
                for (const auto& [mine, other] : {std::pair{edge.from, edge.to}, std::pair{edge.to, edge.from}})
                    if (mine == number && other >= 0 && flow_.nodes[at(other)].is_flow_node()) return lane_of(other);
        if (node.parent >= 0 && node.parent != number && flow_.nodes[at(node.parent)].parent != node.parent) {
            int outer = node.parent;
            for (int depth = 0; depth < 300 && flow_.nodes[at(outer)].parent >= 0; ++depth) outer = flow_.nodes[at(outer)].parent;
            if (const auto lane = lane_place_.find(flow_.nodes[at(outer)].lane); lane != lane_place_.end()) return lane->second;
        }
        const auto process = process_place_.find(node.process);
        return process == process_place_.end() ? 0 : process->second;
    }

    int stage_of(const Node& node) {
        if (node.quantities.stage.empty() || node.parent >= 0) return -1;
        return stages_.try_emplace(node.quantities.stage, static_cast<int>(stages_.size())).first->second;
    }

    void add_edges() {
        for (std::size_t e = 0; e < flow_.edges.size(); ++e) {
            const Edge& edge = flow_.edges[e];
            if (edge.from < 0 || edge.to < 0 || place_[at(edge.from)] < 0 || place_[at(edge.to)] < 0) continue;
            layout::Edge made;
            made.from = place_[at(edge.from)], made.to = place_[at(edge.to)];
            made.kind = edge.kind == EdgeKind::sequence ? layout::EdgeKind::sequence : edge.kind == EdgeKind::message ? layout::EdgeKind::message : layout::EdgeKind::data;
            made.label = label_size(edge.name);
            if (upright_) std::swap(made.label.width, made.label.height);
            if (const DrawnEdge* drawn = drawing_.edge(edge.id)) {
                made.way = drawn->points;
                if (upright_)
                    for (Point& point : made.way) point = swapped(point);
            }
            diagram.edges.push_back(made);
            edges_.push_back(static_cast<int>(e));
        }
    }

    /// A message from or to a whole pool: straight up or down to its border.
    void to_pool(Arrangement& made, const Edge& edge, const layout::Placed& placed) const {
        const bool from_pool = edge.from_ref.what == What::pool, to_pool = edge.to_ref.what == What::pool;
        const int inner = from_pool ? edge.to : edge.from;
        if (from_pool == to_pool || inner < 0 || place_[at(inner)] < 0) return;
        const int pool = from_pool ? edge.from_ref.index : edge.to_ref.index;
        const auto found = std::find(pools_.begin(), pools_.end(), pool);
        const auto place = static_cast<std::size_t>(found - pools_.begin());
        if (found == pools_.end() || place >= placed.pools.size()) return;
        if (const DrawnEdge* drawn = drawing_.edge(edge.id); drawn && drawn->points.size() >= 2) {
            const Shape* shape = drawing_.shape(flow_.nodes[at(inner)].id);
            if (shape && turned(shape->bounds) == placed.nodes[at(place_[at(inner)])]) return;  // it still fits
        }
        const Box &node = placed.nodes[at(place_[at(inner)])], &box = placed.pools[place];
        if (box.width <= 0) return;
        const bool above = box.bottom() <= node.y;
        Line way{{node.centre().x, above ? node.y : node.bottom()}, {node.centre().x, above ? box.bottom() : box.y}};
        if (from_pool) std::swap(way.front(), way.back());
        reroute(made, edge, way, std::nullopt, false);
    }

    int depth(std::size_t node) const {
        int depth = diagram.nodes[node].host >= 0 ? 1 : 0;
        for (int outer = diagram.nodes[node].inside; outer >= 0 && depth < 300; outer = diagram.nodes[at(outer)].inside) depth += 2;
        return depth;
    }

    const Flow& flow_;
    int number_;
    const Diagram& drawing_;
    bool upright_ = false;
    std::vector<int> nodes_, edges_, lanes_, pools_;   ///< their numbers in the flow
    std::vector<int> place_;                           ///< of the flow's nodes here
    std::map<int, int> lane_place_, process_place_, systems_lane_;
    std::set<int> surrounds_, drawn_inside_;
    std::map<std::string, int> stages_;
};

/// The few edits that only concern the drawing, done on the values.
void draw_edits(Flow& flow, const std::vector<FlowEdit>& edits) {
    for (const FlowEdit& edit : edits) {
        if (const auto* shape = std::get_if<MoveShape>(&edit)) {
            auto& diagram = flow.diagrams[at(shape->diagram)];
            const auto known = diagram.shape_places.find(shape->id);
            if (known != diagram.shape_places.end()) {
                diagram.shapes[at(known->second)].bounds = shape->bounds;
                continue;
            }
            Shape made;
            made.element = shape->id, made.of = flow.find(shape->id), made.bounds = shape->bounds;
            diagram.shape_places[shape->id] = static_cast<int>(diagram.shapes.size());
            diagram.order.push_back(static_cast<int>(diagram.shapes.size()));
            diagram.shapes.push_back(made);
        } else if (const auto* expanded = std::get_if<SetExpanded>(&edit)) {
            auto& diagram = flow.diagrams[at(expanded->diagram)];
            diagram.shapes[at(diagram.shape_places.at(expanded->id))].expanded = expanded->expanded;
        } else if (const auto* line = std::get_if<Reroute>(&edit)) {
            auto& diagram = flow.diagrams[at(line->diagram)];
            const auto known = diagram.edge_places.find(line->id);
            if (known != diagram.edge_places.end()) {
                diagram.edges[at(known->second)].points = line->points;
                continue;
            }
            DrawnEdge made;
            made.element = line->id, made.of = flow.find(line->id), made.points = line->points;
            diagram.edge_places[line->id] = static_cast<int>(diagram.edges.size());
            diagram.order.push_back(-1 - static_cast<int>(diagram.edges.size()));
            diagram.edges.push_back(made);
        } else if (const auto* label = std::get_if<MoveLabel>(&edit)) {
            auto& diagram = flow.diagrams[at(label->diagram)];
            Label made;
            made.bounds = label->bounds;
            if (const auto known = diagram.shape_places.find(label->id); known != diagram.shape_places.end()) diagram.shapes[at(known->second)].label = made;
            if (const auto known = diagram.edge_places.find(label->id); known != diagram.edge_places.end()) diagram.edges[at(known->second)].label = made;
        }
    }
}

}  // namespace

layout::Size usual_size(NodeKind kind) {
    Node node;
    node.kind = kind;
    if (node.is_gateway()) return {26, 26};
    if (node.is_event()) return {24, 24};
    if (kind == NodeKind::data_store) return {80, 34};
    if (node.is_data()) return {30, 40};
    if (kind == NodeKind::text_annotation) return {110, 40};
    return {76, 56};
}

Arrangement arrange_flow(const Flow& flow, int diagram, const ArrangeRequest& request, const layout::Options& options) {
    Translation translation(flow, diagram);
    translation.keep(request);
    if (request.part == ArrangeRequest::Part::chosen)
        return translation.edits(layout::arrange_selection(translation.diagram, translation.chosen(request.ids), options));
    if (request.part == ArrangeRequest::Part::missing)
        if (const auto placed = translation.as_drawn(options)) return translation.edits(*placed);
    if (request.part == ArrangeRequest::Part::missing)
        for (auto& edge : translation.diagram.edges) edge.keep = edge.way.size() >= 2;
    return translation.edits(layout::arrange(translation.diagram, options), request.part == ArrangeRequest::Part::whole);
}

Arrangement make_room_in_flow(const Flow& flow, int diagram, layout::Axis axis, double from, double amount) {
    const Translation translation(flow, diagram);
    if (translation.upright()) axis = axis == layout::Axis::across ? layout::Axis::down : layout::Axis::across;
    return translation.edits(layout::make_room(translation.diagram, axis, from, amount));
}

Flow with_drawing(Flow flow) {
    if (flow.diagrams.empty()) {
        Diagram made;
        if (!flow.collaborations.empty()) made.plane_element = flow.collaborations.front().id;
        else if (!flow.processes.empty()) made.plane_element = flow.processes.front().id;
        made.of = flow.find(made.plane_element);
        // Several processes without a collaboration are shown on one plane.
        if (flow.collaborations.empty() && flow.processes.size() > 1) made.of = {};
        flow.diagrams.push_back(std::move(made));
    }
    for (std::size_t d = 0; d < flow.diagrams.size(); ++d) {
        const auto arrangement = arrange_flow(flow, static_cast<int>(d), {ArrangeRequest::Part::missing, {}});
        draw_edits(flow, arrangement.edits);
    }
    return flow;
}

}  // namespace yorozu::flows
