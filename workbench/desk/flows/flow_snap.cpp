#include "workbench/desk/flows/flow_snap.h"

#include <algorithm>
#include <cmath>

namespace yorozu::desk {

FlowSnap snap_box(const FlowScene& scene, const flows::Box& box, const std::set<std::string>& moving, double reach) {
    FlowSnap snap;
    double best_x = reach, best_y = reach;
    const FlowScene::Thing *level = nullptr, *upright = nullptr;
    const double mine_x[] = {box.centre().x, box.x, box.right()}, mine_y[] = {box.centre().y, box.y, box.bottom()};
    for (const auto& thing : scene.things()) {
        if (thing.is_frame || !thing.line.empty() || moving.count(thing.id)) continue;
        // Far away nobody means it.
        if (thing.box.right() < box.x - 1200 || thing.box.x > box.right() + 1200 || thing.box.bottom() < box.y - 800 || thing.box.y > box.bottom() + 800) continue;
        const double its_x[] = {thing.box.centre().x, thing.box.x, thing.box.right()}, its_y[] = {thing.box.centre().y, thing.box.y, thing.box.bottom()};
        for (int side = 0; side < 3; ++side) {
            const double favour = side == 0 ? 0 : 1;
            if (const double away = its_x[side] - mine_x[side]; std::abs(away) + favour < best_x) best_x = std::abs(away) + favour, snap.dx = away, upright = &thing;
            if (const double away = its_y[side] - mine_y[side]; std::abs(away) + favour < best_y) best_y = std::abs(away) + favour, snap.dy = away, level = &thing;
        }
    }
    const auto equal = [](double a, double b) { return std::abs(a - b) < 0.01; };
    if (upright) {
        double at = box.centre().x + snap.dx;
        if (!equal(at, upright->box.centre().x)) at = equal(box.x + snap.dx, upright->box.x) ? upright->box.x : upright->box.right();
        snap.guides.push_back({true, at, std::min(box.y, upright->box.y), std::max(box.bottom(), upright->box.bottom())});
    }
    if (level) {
        double at = box.centre().y + snap.dy;
        if (!equal(at, level->box.centre().y)) at = equal(box.y + snap.dy, level->box.y) ? level->box.y : level->box.bottom();
        snap.guides.push_back({false, at, std::min(box.x, level->box.x), std::max(box.right(), level->box.right())});
    }
    return snap;
}

}  // namespace yorozu::desk
