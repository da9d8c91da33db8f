#include "workbench/desk/flows/flow_scene.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace yorozu::desk {


namespace {

bool holds(const flows::Box& box, flows::Point at) { return at.x >= box.x && at.x <= box.right() && at.y >= box.y && at.y <= box.bottom(); }
bool holds(const flows::Box& outer, const flows::Box& inner) { return inner.x >= outer.x && inner.y >= outer.y && inner.right() <= outer.right() && inner.bottom() <= outer.bottom(); }

double distance(flows::Point p, flows::Point a, flows::Point b) {
    const double dx = b.x - a.x, dy = b.y - a.y, length = dx * dx + dy * dy;
    const double t = length > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length, 0.0, 1.0) : 0;
    return std::hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

constexpr double frame_rim = 4, frame_heading = 30;

/// A frame is pointed at by its heading (left of a pool or lane) or its border: its inside belongs to what is in it.
bool on_frame(const FlowScene::Thing& frame, flows::Point at) {
    if (!holds(frame.box, at)) return false;
    if (frame.of.what == flows::What::lane || frame.of.what == flows::What::pool) return at.x <= frame.box.x + frame_heading;
    const flows::Box& box = frame.box;
    return at.x - box.x <= frame_rim || box.right() - at.x <= frame_rim || at.y - box.y <= frame_rim || box.bottom() - at.y <= frame_rim;
}

}  // namespace

flows::Box around(const flows::Box& a, const flows::Box& b) {
    const double x = std::min(a.x, b.x), y = std::min(a.y, b.y);
    return {x, y, std::max(a.right(), b.right()) - x, std::max(a.bottom(), b.bottom()) - y};
}

FlowScene::FlowScene(const flows::Flow& flow, int number) {
    if (number < 0 || number >= static_cast<int>(flow.diagrams.size())) return;
    const auto& diagram = flow.diagrams[static_cast<std::size_t>(number)];
    std::vector<Thing> frames, lines, shapes;
    for (const auto& shape : diagram.shapes) {
        Thing thing{shape.element, shape.of, shape.bounds, {}, false};
        if (shape.of.what == flows::What::lane || shape.of.what == flows::What::pool) thing.is_frame = true;
        if (shape.of.what == flows::What::node) {
            const auto& node = flow.nodes[static_cast<std::size_t>(shape.of.index)];
            thing.is_frame = node.kind == flows::NodeKind::group || ((node.is_sub_process() || node.kind == flows::NodeKind::call_activity) && shape.expanded.value_or(false));
        }
        (thing.is_frame ? frames : shapes).push_back(std::move(thing));
    }
    for (const auto& edge : diagram.edges) {
        if (edge.points.size() < 2) continue;
        flows::Box box{edge.points[0].x, edge.points[0].y, 0, 0};
        for (const auto& point : edge.points) box = around(box, {point.x, point.y, 0, 0});
        lines.push_back({edge.element, edge.of, box, edge.points, false});
    }
    things_ = std::move(frames);
    things_.insert(things_.end(), std::make_move_iterator(lines.begin()), std::make_move_iterator(lines.end()));
    things_.insert(things_.end(), std::make_move_iterator(shapes.begin()), std::make_move_iterator(shapes.end()));
    places_.reserve(things_.size());
    for (std::size_t i = 0; i < things_.size(); ++i) {
        places_.emplace(things_[i].id, i);
        bounds_ = i == 0 ? things_[i].box : around(bounds_, things_[i].box);
    }
    for (const auto& edge : flow.edges) {
        if (edge.kind != flows::EdgeKind::sequence && edge.kind != flows::EdgeKind::message) continue;
        const auto from = places_.find(edge.source), to = places_.find(edge.target);
        if (from != places_.end() && to != places_.end()) ways_.emplace_back(from->second, to->second);
    }
    std::vector<const Thing*> ordered;
    for (const auto& thing : things_)
        if (thing.line.empty() && thing.of.what == flows::What::node) ordered.push_back(&thing);
    std::stable_sort(ordered.begin(), ordered.end(), [](const Thing* a, const Thing* b) {
        const auto p = a->box.centre(), q = b->box.centre();
        return p.x != q.x ? p.x < q.x : p.y < q.y;
    });
    for (const auto* thing : ordered) order_.push_back(thing->id);
}

const FlowScene::Thing* FlowScene::find(const std::string& id) const {
    const auto found = places_.find(id);
    return found == places_.end() ? nullptr : &things_[found->second];
}

std::string FlowScene::at(flows::Point point, double reach) const {
    for (auto thing = things_.rbegin(); thing != things_.rend(); ++thing) {
        if (thing->is_frame) {
            if (on_frame(*thing, point)) return thing->id;
        } else if (thing->line.empty()) {
            const flows::Box& box = thing->box;
            if (holds({box.x - reach / 2, box.y - reach / 2, box.width + reach, box.height + reach}, point)) return thing->id;
        } else if (holds({thing->box.x - reach, thing->box.y - reach, thing->box.width + 2 * reach, thing->box.height + 2 * reach}, point)) {
            for (std::size_t i = 1; i < thing->line.size(); ++i)
                if (distance(point, thing->line[i - 1], thing->line[i]) <= reach) return thing->id;
        }
    }
    return {};
}

std::string FlowScene::lane_at(flows::Point point) const {
    std::string found;
    double smallest = std::numeric_limits<double>::max();
    for (const auto& thing : things_) {
        if (thing.of.what != flows::What::lane || !holds(thing.box, point)) continue;
        if (const double area = thing.box.width * thing.box.height; area < smallest) smallest = area, found = thing.id;
    }
    return found;
}

std::vector<std::string> FlowScene::inside(const flows::Box& area) const {
    std::vector<std::string> found, frames;
    for (const auto& thing : things_) {
        if (!thing.line.empty() || !holds(area, thing.box)) continue;
        (thing.is_frame ? frames : found).push_back(thing.id);
    }
    return found.empty() ? frames : found;
}

std::string FlowScene::next(const std::string& from, Way way) const {
    const Thing* here = find(from);
    if (!here || order_.empty()) return order_.empty() ? std::string() : order_.front();
    const flows::Point at = here->box.centre();
    if (way == Way::onward || way == Way::back) {
        // Several ways on: the one that goes straight is taken, the others are reached across lanes.
        const Thing* flattest = nullptr;
        for (const auto& [source, target] : ways_) {
            if (&things_[way == Way::onward ? source : target] != here) continue;
            const Thing& end = things_[way == Way::onward ? target : source];
            if (!flattest || std::abs(end.box.centre().y - at.y) < std::abs(flattest->box.centre().y - at.y)) flattest = &end;
        }
        if (flattest) return flattest->id;
        if (!here->line.empty()) return {};
    }
    std::string best;
    double least = std::numeric_limits<double>::max();
    for (const auto& id : order_) {
        if (id == from) continue;
        const flows::Point p = find(id)->box.centre();
        const double dx = p.x - at.x, dy = p.y - at.y;
        double cost = 0;
        if (way == Way::up || way == Way::down) {
            const double ahead = way == Way::up ? -dy : dy;
            if (ahead < 8) continue;
            cost = ahead + 2 * std::abs(dx);
        } else {
            const double ahead = way == Way::onward ? dx : -dx;
            if (ahead < 8) continue;
            cost = ahead + 3 * std::abs(dy);
        }
        if (cost < least) least = cost, best = id;
    }
    return best;
}

std::string FlowScene::in_order(const std::string& from, int step) const {
    if (order_.empty()) return {};
    const auto found = std::find(order_.begin(), order_.end(), from);
    if (found == order_.end()) return step > 0 ? order_.front() : order_.back();
    const auto count = static_cast<std::ptrdiff_t>(order_.size());
    return order_[static_cast<std::size_t>(((found - order_.begin()) + step % count + count) % count)];
}

std::string lane_name(const flows::Flow& flow, const flows::Node& node) {
    return node.lane < 0 ? std::string() : flow.lanes[static_cast<std::size_t>(node.lane)].name;
}

std::string counterpart_of(const flows::Flow& flow, const std::string& id) {
    const auto* node = flow.node(id);
    if (!node) return {};
    if (flow.node(node->attachments.counterpart)) return node->attachments.counterpart;
    for (const auto& other : flow.nodes)   // the link may be said at the other end only
        if (other.attachments.counterpart == id) return other.id;
    return {};
}

int process_of(const flows::Flow& flow, int diagram) {
    if (diagram < 0 || diagram >= static_cast<int>(flow.diagrams.size())) return -1;
    const auto& of = flow.diagrams[static_cast<std::size_t>(diagram)].of;
    if (of.what == flows::What::process) return of.index;
    if (of.what == flows::What::node) return flow.nodes[static_cast<std::size_t>(of.index)].process;
    for (const auto& shape : flow.diagrams[static_cast<std::size_t>(diagram)].shapes)
        if (shape.of.what == flows::What::node)
            if (const int process = flow.nodes[static_cast<std::size_t>(shape.of.index)].process; process >= 0) return process;
    return flow.processes.empty() ? -1 : 0;
}

std::vector<int> diagrams_to_show(const flows::Flow& flow) {
    std::vector<int> shown;
    for (const auto variant : {flows::Variant::as_is, flows::Variant::can_be, flows::Variant::to_be})
        for (int i = 0; i < static_cast<int>(flow.diagrams.size()); ++i) {
            const int process = process_of(flow, i);
            if (process >= 0 && flow.processes[static_cast<std::size_t>(process)].variant == variant) shown.push_back(i);
        }
    for (int i = 0; i < static_cast<int>(flow.diagrams.size()); ++i)
        if (std::find(shown.begin(), shown.end(), i) == shown.end()) shown.push_back(i);
    return shown;
}

std::vector<int> steps_of(const flows::Flow& flow, int process) {
    std::vector<int> steps;
    for (int i = 0; i < static_cast<int>(flow.nodes.size()); ++i)
        if (const auto& node = flow.nodes[static_cast<std::size_t>(i)]; node.process == process && node.is_activity()) steps.push_back(i);
    return steps;
}

int step_number(const flows::Flow& flow, const std::string& id) {
    const auto ref = flow.find(id);
    if (ref.what != flows::What::node || !flow.nodes[static_cast<std::size_t>(ref.index)].is_activity()) return 0;
    const auto steps = steps_of(flow, flow.nodes[static_cast<std::size_t>(ref.index)].process);
    return static_cast<int>(std::find(steps.begin(), steps.end(), ref.index) - steps.begin()) + 1;
}

}  // namespace yorozu::desk
