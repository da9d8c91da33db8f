#include "workbench/desk/flows/flow_moves.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "workbench/desk/flows/flow_scene.h"

namespace yorozu::desk {

namespace {

constexpr double same_place = 0.5, gap = 22;

const flows::Diagram* diagram_of(const flows::Flow& flow, int number) {
    return number >= 0 && number < static_cast<int>(flow.diagrams.size()) ? &flow.diagrams[static_cast<std::size_t>(number)] : nullptr;
}

bool inside(const flows::Box& outer, const flows::Box& inner) { return inner.x >= outer.x && inner.y >= outer.y && inner.right() <= outer.right() && inner.bottom() <= outer.bottom(); }
bool overlaps(const flows::Box& a, const flows::Box& b) { return a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom(); }
flows::Box moved(flows::Box box, double dx, double dy) { return {box.x + dx, box.y + dy, box.width, box.height}; }

/// All that goes along: what sits on a moved step, what is inside a moved frame.
std::set<std::string> with_contents(const flows::Flow& flow, const flows::Diagram& diagram, const std::vector<std::string>& ids) {
    std::set<std::string> all(ids.begin(), ids.end());
    for (bool more = true; more;) {
        more = false;
        for (const auto& node : flow.nodes) {
            const bool along = (node.attached_to >= 0 && all.count(flow.nodes[static_cast<std::size_t>(node.attached_to)].id)) || (node.parent >= 0 && all.count(flow.nodes[static_cast<std::size_t>(node.parent)].id));
            if (along && all.insert(node.id).second) more = true;
        }
        for (const auto& shape : diagram.shapes) {
            if ((shape.of.what != flows::What::lane && shape.of.what != flows::What::pool) || !all.count(shape.element)) continue;
            for (const auto& other : diagram.shapes)
                if (&other != &shape && inside(shape.bounds, other.bounds) && all.insert(other.element).second) more = true;
        }
    }
    return all;
}

std::string container_of_lane(const flows::Flow& flow, const std::string& lane) {
    const auto ref = flow.find(lane);
    if (ref.what != flows::What::lane) return {};
    const int process = flow.lanes[static_cast<std::size_t>(ref.index)].process;
    return process < 0 ? std::string() : flow.processes[static_cast<std::size_t>(process)].id;
}

/// A line whose one end moved: the piece at that end stays level or upright, all other bends stay.
flows::Line follow(flows::Line line, bool first_end, double dx, double dy) {
    if (line.size() < 2) return line;
    if (!first_end) std::reverse(line.begin(), line.end());
    const bool level = std::abs(line[0].y - line[1].y) < same_place, upright = std::abs(line[0].x - line[1].x) < same_place;
    line[0].x += dx, line[0].y += dy;
    if (line.size() == 2) {
        if (level && std::abs(dy) > same_place) {
            const double middle = (line[0].x + line[1].x) / 2;
            line.insert(line.begin() + 1, {{middle, line[0].y}, {middle, line[1].y}});
        } else if (upright && std::abs(dx) > same_place) {
            const double middle = (line[0].y + line[1].y) / 2;
            line.insert(line.begin() + 1, {{line[0].x, middle}, {line[1].x, middle}});
        }
    } else {
        if (level) line[1].y += dy;
        else if (upright) line[1].x += dx;
    }
    if (!first_end) std::reverse(line.begin(), line.end());
    return line;
}

/// The first piece turned back into its own shape, or the last one: the bend no longer fits.
bool spoiled(const flows::Line& line, const flows::Box* from, const flows::Box* to) {
    const auto into = [](const flows::Box& box, flows::Point end, flows::Point next) {
        const flows::Point middle{(end.x + next.x) / 2, (end.y + next.y) / 2};
        return middle.x > box.x + same_place && middle.x < box.right() - same_place && middle.y > box.y + same_place && middle.y < box.bottom() - same_place;
    };
    return (from && into(*from, line[0], line[1])) || (to && into(*to, line.back(), line[line.size() - 2]));
}

/// Lines of everything that moved or changed its size, `boxes` being where shapes are now.
void lines_after(const flows::Flow& flow, int number, const std::unordered_map<std::string, flows::Box>& boxes, FlowEdits& edits) {
    const auto& diagram = *diagram_of(flow, number);
    for (const auto& drawn : diagram.edges) {
        const auto* edge = flow.edge(drawn.element);
        if (!edge || drawn.points.size() < 2) continue;
        const auto from = boxes.find(edge->source), to = boxes.find(edge->target);
        const bool from_moved = from != boxes.end(), to_moved = to != boxes.end();
        if (!from_moved && !to_moved) continue;
        const flows::Shape *source = diagram.shape(edge->source), *target = diagram.shape(edge->target);
        const auto shift = [](const flows::Shape* shape, const flows::Box& now, flows::Point end) {
            // The end keeps its place on the border, also when the size changed.
            const flows::Box& was = shape->bounds;
            const double tx = was.width > 0 ? (end.x - was.x) / was.width : 0.5, ty = was.height > 0 ? (end.y - was.y) / was.height : 0.5;
            return flows::Point{now.x + tx * now.width - end.x, now.y + ty * now.height - end.y};
        };
        flows::Line line = drawn.points;
        const flows::Point a = from_moved && source ? shift(source, from->second, line.front()) : flows::Point{}, b = to_moved && target ? shift(target, to->second, line.back()) : flows::Point{};
        if (from_moved && to_moved && std::abs(a.x - b.x) < same_place && std::abs(a.y - b.y) < same_place) {
            for (auto& point : line) point.x += a.x, point.y += a.y;
        } else {
            if (a.x != 0 || a.y != 0) line = follow(std::move(line), true, a.x, a.y);
            if (b.x != 0 || b.y != 0) line = follow(std::move(line), false, b.x, b.y);
            const flows::Box* source_box = from_moved ? &from->second : source ? &source->bounds : nullptr;
            const flows::Box* target_box = to_moved ? &to->second : target ? &target->bounds : nullptr;
            if (source_box && target_box && spoiled(line, source_box, target_box)) line = simple_line(*source_box, *target_box);
        }
        if (line != drawn.points) edits.push_back(flows::Reroute{number, drawn.element, line});
        if (drawn.label && drawn.label->bounds && from_moved && to_moved) edits.push_back(flows::MoveLabel{number, drawn.element, moved(*drawn.label->bounds, a.x, a.y)});
    }
}

/// The process or sub-process at a point: of the lane there, else of the innermost expanded sub-process, else the diagram's.
std::string container_at(const flows::Flow& flow, int number, flows::Point at, std::string& lane) {
    const auto& diagram = *diagram_of(flow, number);
    lane = FlowScene(flow, number).lane_at(at);
    std::string container = container_of_lane(flow, lane);
    double smallest = 1e18;
    for (const auto& shape : diagram.shapes) {
        const flows::Box& box = shape.bounds;
        if (at.x < box.x || at.x > box.right() || at.y < box.y || at.y > box.bottom() || box.width * box.height > smallest) continue;
        if (shape.of.what == flows::What::node && flow.nodes[static_cast<std::size_t>(shape.of.index)].is_sub_process() && shape.expanded.value_or(false)) {
            container = shape.element, lane.clear(), smallest = box.width * box.height;
        } else if (shape.of.what == flows::What::pool && container.empty()) {
            const int process = flow.pools[static_cast<std::size_t>(shape.of.index)].process;
            if (process >= 0) container = flow.processes[static_cast<std::size_t>(process)].id, smallest = box.width * box.height;
        }
    }
    if (container.empty())
        if (const int process = process_of(flow, number); process >= 0) container = flow.processes[static_cast<std::size_t>(process)].id;
    return container;
}

/// Lanes and pools of the sheet that must reach at least this far to the right.
void widen_to(const flows::Flow& flow, int number, double right, FlowEdits& edits) {
    for (const auto& shape : diagram_of(flow, number)->shapes)
        if ((shape.of.what == flows::What::lane || shape.of.what == flows::What::pool) && shape.horizontal.value_or(true) && shape.bounds.right() < right)
            edits.push_back(flows::MoveShape{number, shape.element, {shape.bounds.x, shape.bounds.y, right - shape.bounds.x, shape.bounds.height}});
}

std::string beginning_of(flows::NodeKind kind) {
    if (kind <= flows::NodeKind::receive_task) return "Task_";
    if (kind <= flows::NodeKind::ad_hoc_sub_process) return "Activity_";
    if (kind <= flows::NodeKind::end_event) return "Event_";
    if (kind <= flows::NodeKind::event_based_gateway) return "Gateway_";
    if (kind <= flows::NodeKind::data_output) return "Data_";
    return "Note_";
}

flows::AddEdge edge_between(const flows::Flow& flow, int number, const std::string& from, flows::NodeKind from_kind, int from_process, const flows::Box& from_box, const std::string& to, flows::NodeKind to_kind, int to_process, const flows::Box& to_box) {
    const auto flows_on = [](flows::NodeKind kind) { return kind <= flows::NodeKind::event_based_gateway; };
    flows::EdgeKind kind = flows::EdgeKind::association;
    if (flows_on(from_kind) && flows_on(to_kind)) kind = from_process == to_process ? flows::EdgeKind::sequence : flows::EdgeKind::message;
    int at = 1;
    return {free_flow_id(flow, kind == flows::EdgeKind::sequence ? "Flow_" : kind == flows::EdgeKind::message ? "Message_" : "Link_", at), "", kind, from, to, number, simple_line(from_box, to_box)};
}

/// After a step with one way on, the new one comes into that way, and what follows moves on to make room. Empty where that is not so.
FlowEdits insert_between(const flows::Flow& flow, int number, const flows::Diagram& diagram, const NewNode& made, const flows::Node& node, const flows::Shape& shape) {
    if (!(made.kind <= flows::NodeKind::event_based_gateway) || made.kind == flows::NodeKind::end_event || made.kind == flows::NodeKind::start_event) return {};
    if (node.is_gateway() || !node.is_flow_node() || node.outgoing.size() != 1) return {};
    const auto& out = flow.edges[static_cast<std::size_t>(node.outgoing[0])];
    const auto* target = out.to < 0 ? nullptr : diagram.shape(out.target);
    if (!target || target->bounds.x <= shape.bounds.x) return {};
    const flows::Box size = box_of_new(made.kind, {0, 0});
    const flows::Box box = box_of_new(made.kind, {shape.bounds.right() + gap + size.width / 2, shape.bounds.centre().y});
    const double from = std::min(shape.bounds.right() + 1, target->bounds.x), amount = size.width + gap;
    FlowEdits edits = make_room(flow, number, true, from, amount);
    const std::string lane = node.lane < 0 ? std::string() : flow.lanes[static_cast<std::size_t>(node.lane)].id;
    const std::string container = node.parent >= 0 ? flow.nodes[static_cast<std::size_t>(node.parent)].id : node.process >= 0 ? flow.processes[static_cast<std::size_t>(node.process)].id : std::string();
    edits.push_back(flows::AddNode{made.id, made.name, made.kind, made.trigger, container, lane, "", number, box});
    edits.push_back(flows::Reconnect{out.id, made.id, ""});
    flows::Box to = target->bounds;
    if (to.x >= from) to.x += amount;
    edits.push_back(flows::Reroute{number, out.id, simple_line(box, to)});
    int at = 1;
    edits.push_back(flows::AddEdge{free_flow_id(flow, "Flow_", at), "", flows::EdgeKind::sequence, node.id, made.id, number, simple_line(shape.bounds, box)});
    // The sentence of the whole is that of what was put there, not of what moved for it.
    std::rotate(edits.begin(), edits.end() - 4, edits.end() - 3);
    return edits;
}

}  // namespace

flows::Box box_of_new(flows::NodeKind kind, flows::Point centre) {
    double width = step_width, height = step_height;
    if (kind >= flows::NodeKind::start_event && kind <= flows::NodeKind::end_event) width = height = event_size;
    else if (kind >= flows::NodeKind::exclusive_gateway && kind <= flows::NodeKind::event_based_gateway) width = height = gateway_size;
    else if (kind == flows::NodeKind::data_store) width = data_width, height = data_height;
    else if (kind == flows::NodeKind::data_object || kind == flows::NodeKind::data_input || kind == flows::NodeKind::data_output) width = 36, height = 46;
    else if (kind == flows::NodeKind::text_annotation) width = 120, height = 40;
    else if (kind == flows::NodeKind::sub_process || kind == flows::NodeKind::call_activity) width = 96;
    return {std::round(centre.x - width / 2), std::round(centre.y - height / 2), width, height};
}

std::string free_flow_id(const flows::Flow& flow, const std::string& beginning, int& from) {
    for (;; ++from)
        if (std::string id = beginning + std::to_string(from); !flow.find(id)) return ++from, id;
}

flows::Line simple_line(const flows::Box& from, const flows::Box& to) {
    const flows::Point a = from.centre(), b = to.centre();
    const bool right_of = to.x > from.right() + same_place, left_of = to.right() < from.x - same_place;
    const bool below = to.y > from.bottom() + same_place, above = to.bottom() < from.y - same_place;
    if (std::abs(a.y - b.y) < same_place && right_of) return {{from.right(), a.y}, {to.x, b.y}};
    if (right_of && b.x > from.right() + 10 && (below || above)) return {{from.right(), a.y}, {b.x, a.y}, {b.x, below ? to.y : to.bottom()}};
    if (right_of) {
        const double middle = (from.right() + to.x) / 2;
        return {{from.right(), a.y}, {middle, a.y}, {middle, b.y}, {to.x, b.y}};
    }
    if (below || above) {
        const double start = below ? from.bottom() : from.y, end = below ? to.y : to.bottom();
        if (std::abs(a.x - b.x) < same_place) return {{a.x, start}, {b.x, end}};
        const double middle = (start + end) / 2;
        return {{a.x, start}, {a.x, middle}, {b.x, middle}, {b.x, end}};
    }
    const double under = std::max(from.bottom(), to.bottom()) + 16;   // back to the left: around below
    if (left_of) return {{a.x, from.bottom()}, {a.x, under}, {b.x, under}, {b.x, to.bottom()}};
    return {{from.right(), a.y}, {to.x, b.y}};
}

FlowEdits move_shapes(const flows::Flow& flow, int number, const std::vector<std::string>& ids, double dx, double dy) {
    FlowEdits edits;
    const auto* diagram = diagram_of(flow, number);
    if (!diagram || (dx == 0 && dy == 0)) return edits;
    const auto all = with_contents(flow, *diagram, ids);
    std::unordered_map<std::string, flows::Box> boxes;
    double right = 0;
    for (const auto& shape : diagram->shapes) {
        if (!all.count(shape.element)) continue;
        const flows::Box box = moved(shape.bounds, dx, dy);
        boxes[shape.element] = box;
        right = std::max(right, box.right() + gap);
        edits.push_back(flows::MoveShape{number, shape.element, box});
        if (shape.label && shape.label->bounds) edits.push_back(flows::MoveLabel{number, shape.element, moved(*shape.label->bounds, dx, dy)});
    }
    if (boxes.empty()) {   // lines alone: their bends move
        for (const auto& drawn : diagram->edges) {
            if (!all.count(drawn.element) || drawn.points.size() < 3) continue;
            flows::Line line = drawn.points;
            for (std::size_t i = 1; i + 1 < line.size(); ++i) line[i].x += dx, line[i].y += dy;
            edits.push_back(flows::Reroute{number, drawn.element, line});
        }
        return edits;
    }
    lines_after(flow, number, boxes, edits);
    const FlowScene scene(flow, number);
    for (const auto& [id, box] : boxes) {
        const auto* node = flow.node(id);
        if (!node || !node->is_flow_node() || node->parent >= 0 || node->attached_to >= 0) continue;
        const std::string lane = scene.lane_at(box.centre()), now = node->lane < 0 ? std::string() : flow.lanes[static_cast<std::size_t>(node->lane)].id;
        const auto ref = flow.find(lane);
        if (lane != now && ref.what == flows::What::lane && flow.lanes[static_cast<std::size_t>(ref.index)].process == node->process && !all.count(lane)) edits.push_back(flows::SetLane{id, lane});
    }
    const bool frames = std::any_of(boxes.begin(), boxes.end(), [&](const auto& one) { return !flow.node(one.first); });
    if (!frames) widen_to(flow, number, right, edits);
    return edits;
}

FlowEdits resize_shape(const flows::Flow& flow, int number, const std::string& id, const flows::Box& box) {
    FlowEdits edits;
    const auto* diagram = diagram_of(flow, number);
    const auto* shape = diagram ? diagram->shape(id) : nullptr;
    if (!shape || box == shape->bounds || box.width < 8 || box.height < 8) return edits;
    if (shape->of.what == flows::What::lane || shape->of.what == flows::What::pool) {
        const double down = box.bottom() - shape->bounds.bottom(), wider = box.right() - shape->bounds.right();
        if (down != 0) edits = make_room(flow, number, false, shape->bounds.bottom() - same_place, down);
        if (wider != 0)
            for (const auto& other : diagram->shapes)
                if ((other.of.what == flows::What::lane || other.of.what == flows::What::pool) && std::abs(other.bounds.right() - shape->bounds.right()) < same_place)
                    edits.push_back(flows::MoveShape{number, other.element, {other.bounds.x, other.bounds.y, other.bounds.width + wider, other.bounds.height}});
        return edits;
    }
    edits.push_back(flows::MoveShape{number, id, box});
    lines_after(flow, number, {{id, box}}, edits);
    return edits;
}

FlowEdits create_at(const flows::Flow& flow, int number, NewNode made, flows::Point centre) {
    FlowEdits edits;
    if (!diagram_of(flow, number)) return edits;
    int at = 1;
    if (made.id.empty()) made.id = free_flow_id(flow, beginning_of(made.kind), at);
    std::string lane;
    const std::string container = container_at(flow, number, centre, lane);
    if (made.kind >= flows::NodeKind::data_object) lane.clear();
    const flows::Box box = box_of_new(made.kind, centre);
    edits.push_back(flows::AddNode{made.id, made.name, made.kind, made.trigger, container, lane, "", number, box});
    widen_to(flow, number, box.right() + gap, edits);
    return edits;
}

FlowEdits append_after(const flows::Flow& flow, int number, NewNode made, const std::string& after) {
    const auto* diagram = diagram_of(flow, number);
    const auto* shape = diagram ? diagram->shape(after) : nullptr;
    const auto* node = flow.node(after);
    if (!shape || !node) return {};
    int at = 1;
    if (made.id.empty()) made.id = free_flow_id(flow, beginning_of(made.kind), at);
    if (auto spliced = insert_between(flow, number, *diagram, made, *node, *shape); !spliced.empty()) return spliced;
    const bool beside = made.kind >= flows::NodeKind::data_object;   // data and notes stand below, not in the way on
    const flows::Box size = box_of_new(made.kind, {0, 0});
    const flows::Point from = shape->bounds.centre();
    flows::Point centre{shape->bounds.right() + gap + size.width / 2, from.y};
    if (beside) centre = {from.x, shape->bounds.bottom() + 30 + size.height / 2};
    const auto taken = [&](flows::Point c) {
        const flows::Box box = box_of_new(made.kind, c);
        const flows::Box wide{box.x - 8, box.y - 8, box.width + 16, box.height + 16};
        return std::any_of(diagram->shapes.begin(), diagram->shapes.end(), [&](const flows::Shape& other) {
            return other.of.what == flows::What::node && other.element != after && overlaps(wide, other.bounds) && !(other.expanded.value_or(false) && inside(other.bounds, box));
        });
    };
    // Where it is taken: further on in the same lane, as a person would do.
    for (int tries = 0; tries < 200 && taken(centre); ++tries) centre.x += 22;
    FlowEdits edits = create_at(flow, number, made, centre);
    edits.push_back(edge_between(flow, number, after, node->kind, node->process, shape->bounds, made.id, made.kind, node->process, box_of_new(made.kind, centre)));
    return edits;
}

FlowEdits connect(const flows::Flow& flow, int number, const std::string& from, const std::string& to) {
    const auto* diagram = diagram_of(flow, number);
    const auto *source = diagram ? diagram->shape(from) : nullptr, *target = diagram ? diagram->shape(to) : nullptr;
    const auto *a = flow.node(from), *b = flow.node(to);
    if (!source || !target || !a || !b || from == to) return {};
    for (const auto& edge : flow.edges)
        if (edge.source == from && edge.target == to) return {};
    return {edge_between(flow, number, from, a->kind, a->process, source->bounds, to, b->kind, b->process, target->bounds)};
}

FlowEdits remove_elements(const flows::Flow& flow, int number, const std::vector<std::string>& ids) {
    FlowEdits edits;
    const auto* diagram = diagram_of(flow, number);
    if (!diagram) return edits;
    if (ids.size() == 1) {
        const auto* node = flow.node(ids[0]);
        if (node && node->is_flow_node() && node->incoming.size() == 1 && node->outgoing.size() == 1) {
            const auto &in = flow.edges[static_cast<std::size_t>(node->incoming[0])], &out = flow.edges[static_cast<std::size_t>(node->outgoing[0])];
            const auto *source = diagram->shape(in.source), *target = diagram->shape(out.target);
            if (in.from >= 0 && out.to >= 0 && in.source != out.target && source && target) {
                int at = 1;
                const std::string id = free_flow_id(flow, "Flow_", at);
                edits.push_back(flows::Remove{ids[0]});   // takes both lines along: a new one stands for them
                edits.push_back(flows::AddEdge{id, in.name.empty() ? out.name : in.name, flows::EdgeKind::sequence, in.source, out.target, number, simple_line(source->bounds, target->bounds)});
                if (!in.condition.empty()) edits.push_back(flows::SetCondition{id, in.condition});
                if (in.probability) edits.push_back(flows::SetProbability{id, in.probability});
                return edits;
            }
        }
    }
    for (const auto& id : ids)
        if (flow.find(id).what == flows::What::edge) edits.push_back(flows::Remove{id});
    for (const auto& id : ids)
        if (const auto what = flow.find(id).what; what == flows::What::node || what == flows::What::lane || what == flows::What::pool) edits.push_back(flows::Remove{id});
    return edits;
}

FlowEdits make_room(const flows::Flow& flow, int number, bool across, double from, double amount) {
    FlowEdits edits;
    const auto* diagram = diagram_of(flow, number);
    if (!diagram || amount == 0) return edits;
    const auto start = [&](const flows::Box& box) { return across ? box.x : box.y; };
    const auto end = [&](const flows::Box& box) { return across ? box.right() : box.bottom(); };
    if (amount < 0) {   // only as much as is empty
        double last = -1e18, first = 1e18;
        for (const auto& shape : diagram->shapes) {
            const bool frame = shape.of.what == flows::What::lane || shape.of.what == flows::What::pool;
            if (frame && across) continue;
            if (start(shape.bounds) >= from) first = std::min(first, start(shape.bounds));
            else if (!frame) last = std::max(last, end(shape.bounds));
        }
        if (first > 1e17) first = from;
        if (last > -1e17) amount = std::min(0.0, std::max(amount, last + 8 - std::max(first, from)));
        if (amount == 0) return edits;
    }
    for (const auto& shape : diagram->shapes) {
        flows::Box box = shape.bounds;
        if (start(box) >= from) (across ? box.x : box.y) += amount;
        else if (end(box) > from) (across ? box.width : box.height) += amount;
        else continue;
        if (shape.of.what == flows::What::node && box.x == shape.bounds.x && box.y == shape.bounds.y) {
            const auto& node = flow.nodes[static_cast<std::size_t>(shape.of.index)];
            if (!node.is_sub_process() && node.kind != flows::NodeKind::group) continue;   // a step that spans the place stays
        }
        edits.push_back(flows::MoveShape{number, shape.element, box});
        if (shape.label && shape.label->bounds && start(*shape.label->bounds) >= from)
            edits.push_back(flows::MoveLabel{number, shape.element, moved(*shape.label->bounds, across ? amount : 0, across ? 0 : amount)});
    }
    for (const auto& drawn : diagram->edges) {
        flows::Line line = drawn.points;
        for (auto& point : line)
            if (double& place = across ? point.x : point.y; place >= from) place += amount;
        if (line != drawn.points) edits.push_back(flows::Reroute{number, drawn.element, line});
    }
    return edits;
}

FlowEdits add_lane(const flows::Flow& flow, int number, const std::string& after, const std::string& name) {
    const auto* diagram = diagram_of(flow, number);
    const int process = process_of(flow, number);
    if (!diagram || process < 0) return {};
    constexpr double height = 96;
    const flows::Shape* above = diagram->shape(after);
    if (!above || above->of.what != flows::What::lane)
        for (const auto& shape : diagram->shapes)
            if (shape.of.what == flows::What::lane && (!above || shape.bounds.bottom() > above->bounds.bottom())) above = &shape;
    int at = 1;
    const std::string id = free_flow_id(flow, "Lane_", at);
    if (!above || above->of.what != flows::What::lane) {
        const flows::Box all = FlowScene(flow, number).bounds();
        return {flows::AddLane{id, name, flow.processes[static_cast<std::size_t>(process)].id, "", number, flows::Box{all.x - 40, all.y - 20, all.width + 80, std::max(height, all.height + 40)}}};
    }
    FlowEdits edits = make_room(flow, number, false, above->bounds.bottom() - same_place, height);
    // make_room grew the lane above by the new lane's height: it stays as it was.
    std::erase_if(edits, [&](const flows::FlowEdit& edit) { const auto* move = std::get_if<flows::MoveShape>(&edit); return move && move->id == above->element; });
    edits.push_back(flows::AddLane{id, name, container_of_lane(flow, above->element), "", number, flows::Box{above->bounds.x, above->bounds.bottom(), above->bounds.width, height}});
    return edits;
}

FlowEdits straighten(const flows::Flow& flow, int number, const std::string& id) {
    const auto* diagram = diagram_of(flow, number);
    const auto* edge = flow.edge(id);
    if (!diagram || !edge) return {};
    const auto *source = diagram->shape(edge->source), *target = diagram->shape(edge->target);
    if (!source || !target) return {};
    return {flows::Reroute{number, id, simple_line(source->bounds, target->bounds)}};
}

}  // namespace yorozu::desk
