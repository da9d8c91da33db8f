#include "workbench/desk/templates/template_snap.h"

#include <algorithm>
#include <cmath>

namespace yorozu::desk {
namespace {

constexpr double least_mm = 1.0;

/// Lower and upper end of a box in one direction.
struct Span {
    double from, to;
};
Span across(const ocr::BoxMm& box) { return {box.x, box.x + box.width}; }
Span down(const ocr::BoxMm& box) { return {box.y, box.y + box.height}; }

struct Pull {
    double by = 0;
    double at = 0;
    const ocr::BoxMm* other = nullptr;
};

/// The shortest way from one of `marks` to a mark of another box.
Pull nearest(const std::vector<double>& marks, const std::vector<ocr::BoxMm>& others, Span (*span)(const ocr::BoxMm&), double reach) {
    Pull best;
    double least = reach;
    for (const auto& other : others) {
        const Span its = span(other);
        for (const double target : {its.from, its.to, (its.from + its.to) / 2})
            for (const double mark : marks)
                if (std::abs(target - mark) < least) least = std::abs(target - mark), best = {target - mark, target, &other};
    }
    return best;
}

std::vector<double> marks(const Span& span, bool from, bool to) {
    if (from && to) return {span.from, span.to, (span.from + span.to) / 2};
    if (from) return {span.from};
    if (to) return {span.to};
    return {};
}

}  // namespace

ocr::BoxMm dragged(const ocr::BoxMm& box, Edges edges, double dx, double dy) {
    double left = box.x, top = box.y, right = box.x + box.width, bottom = box.y + box.height;
    if (edges.moves()) return {left + dx, top + dy, box.width, box.height};
    if (edges.left) left = std::min(left + dx, right - least_mm);
    if (edges.right) right = std::max(right + dx, left + least_mm);
    if (edges.top) top = std::min(top + dy, bottom - least_mm);
    if (edges.bottom) bottom = std::max(bottom + dy, top + least_mm);
    return {left, top, right - left, bottom - top};
}

Snapped snapped(const ocr::BoxMm& box, Edges edges, const std::vector<ocr::BoxMm>& others, double reach_mm) {
    Snapped result{box, {}};
    if (reach_mm <= 0) return result;
    const Pull x = nearest(marks(across(box), edges.left, edges.right), others, across, reach_mm);
    const Pull y = nearest(marks(down(box), edges.top, edges.bottom), others, down, reach_mm);
    result.box = dragged(box, edges, x.by, y.by);
    const auto over = [](const Span& a, const Span& b) { return Span{std::min(a.from, b.from), std::max(a.to, b.to)}; };
    if (x.other) {
        const Span along = over(down(result.box), down(*x.other));
        result.guides.push_back({true, x.at, along.from, along.to});
    }
    if (y.other) {
        const Span along = over(across(result.box), across(*y.other));
        result.guides.push_back({false, y.at, along.from, along.to});
    }
    return result;
}

ocr::BoxMm on_paper(ocr::BoxMm box, double width_mm, double height_mm) {
    box.width = std::min(box.width, width_mm), box.height = std::min(box.height, height_mm);
    box.x = std::clamp(box.x, 0.0, width_mm - box.width), box.y = std::clamp(box.y, 0.0, height_mm - box.height);
    return box;
}

}  // namespace yorozu::desk
