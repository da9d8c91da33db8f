#include "tests/flows-layout/generated_diagram.h"

namespace yorozu::test {
namespace {

using namespace flows::layout;

class Generator {
public:
    Generator(std::uint64_t seed, const Wanted& wanted) : random_(seed), wanted_(wanted) {}

    Diagram make() {
        const int pools = wanted_.pools && random_.one_in(4) ? 2 : 1;
        for (int lane = 0; lane < wanted_.lanes; ++lane)
            diagram_.lanes.push_back({pools == 2 && lane * 2 >= wanted_.lanes ? 1 : 0, 24, 24, random_.one_in(5) ? 52.0 : 96.0, {}});
        stages_ = wanted_.stages && random_.one_in(3) ? 2 + random_.below(4) : 0;
        chain(-1, wanted_.steps);
        if (wanted_.data) hang_data();
        return std::move(diagram_);
    }

private:
    int add(Shape shape, Size size, int inside) {
        Node node;
        node.shape = shape;
        node.size = size;
        node.lane = lane_;
        node.inside = inside;
        if (stages_ > 0 && inside < 0) node.stage = std::min(stages_ - 1, made_ * stages_ / std::max(1, wanted_.steps));
        if (shape != Shape::step && random_.one_in(2)) node.label = {20.0 + random_.below(70), 13.0 * (1 + random_.below(2))};
        diagram_.nodes.push_back(node);
        return static_cast<int>(diagram_.nodes.size()) - 1;
    }
    void join(int from, int to) {
        Edge edge;
        edge.from = from, edge.to = to;
        const auto &a = diagram_.nodes[static_cast<std::size_t>(from)], &b = diagram_.nodes[static_cast<std::size_t>(to)];
        if (diagram_.lanes[static_cast<std::size_t>(a.lane)].pool != diagram_.lanes[static_cast<std::size_t>(b.lane)].pool) edge.kind = EdgeKind::message;
        if (random_.one_in(8)) edge.label = {24.0 + random_.below(40), 13};
        diagram_.edges.push_back(edge);
    }
    int step(int inside) {
        ++made_;
        if (inside < 0 && !random_.one_in(3)) lane_ = random_.below(wanted_.lanes);
        const Size size = random_.one_in(6) ? Size{60.0 + random_.below(90), 40.0 + random_.below(50)} : Size{76, 56};
        const int node = add(Shape::step, size, inside);
        if (random_.one_in(12)) {
            Node guest;
            guest.shape = Shape::event, guest.size = {24, 24}, guest.host = node, guest.inside = inside, guest.lane = lane_;
            diagram_.nodes.push_back(guest);
            guests_.push_back(static_cast<int>(diagram_.nodes.size()) - 1);
        }
        return node;
    }

    /// A chain with branches and loops; gives its first and last node.
    std::pair<int, int> chain(int inside, int length) {
        const int first = add(Shape::event, {24, 24}, inside);
        int last = first;
        std::vector<int> seen{first};
        for (int i = 0; i < length;) {
            const int choice = random_.below(10);
            if (choice == 0 && length - i > 4) {
                const int split = add(Shape::gateway, {26, 26}, inside);
                join(last, split);
                const int branches = 2 + random_.below(3);
                const int lane_before = lane_;
                std::vector<int> ends;
                for (int b = 0; b < branches; ++b) {
                    int end = split;
                    const int steps = random_.below(4);
                    for (int s = 0; s < steps && i < length; ++s, ++i) {
                        const int next = step(inside);
                        join(end, next);
                        end = next;
                    }
                    ends.push_back(end);
                }
                if (inside < 0) lane_ = lane_before;
                const int merge = add(Shape::gateway, {26, 26}, inside);
                for (const int end : ends) join(end, merge);
                last = merge;
                ++i;
            } else if (choice == 1 && wanted_.inside && inside < 0 && length - i > 6) {
                const int box = step(inside);
                join(last, box);
                chain(box, 2 + random_.below(4));
                last = box;
                i += 4;
            } else {
                const int next = step(inside);
                join(last, next);
                last = next;
                ++i;
            }
            seen.push_back(last);
            if (random_.one_in(9)) join(last, earlier(seen));
            if (random_.one_in(15)) join(earlier(seen), last);
            if (!guests_.empty() && random_.one_in(3) && diagram_.nodes[static_cast<std::size_t>(guests_.back())].inside == inside) {
                join(guests_.back(), last);
                guests_.pop_back();
            }
        }
        const int end = add(Shape::event, {24, 24}, inside);
        join(last, end);
        return {first, end};
    }

    /// Mostly a few steps back, seldom anywhere.
    int earlier(const std::vector<int>& seen) {
        const int all = static_cast<int>(seen.size());
        return seen[static_cast<std::size_t>(random_.one_in(40) ? random_.below(all) : all - 1 - random_.below(std::min(all, 12)))];
    }

    void hang_data() {
        const int steps = static_cast<int>(diagram_.nodes.size());
        for (int i = 0; i < steps / 8; ++i) {
            lane_ = random_.below(wanted_.lanes);
            const int data = add(Shape::data, {60.0 + random_.below(30), 30}, -1);
            diagram_.nodes[static_cast<std::size_t>(data)].stage = -1;
            const int user = random_.below(steps);
            for (int use = 1 + random_.below(3); use > 0; --use) {
                Edge edge;
                edge.from = std::min(steps - 1, user + random_.below(10)), edge.to = data, edge.kind = EdgeKind::data;
                diagram_.edges.push_back(edge);
            }
        }
    }

    Seeded random_;
    Wanted wanted_;
    Diagram diagram_;
    std::vector<int> guests_;
    int lane_ = 0, made_ = 0, stages_ = 0;
};

}  // namespace

Diagram generated_diagram(std::uint64_t seed, const Wanted& wanted) { return Generator(seed, wanted).make(); }

Diagram generated_diagram(std::uint64_t seed) {
    Seeded random(seed ^ 0xABCDEF);
    Wanted wanted;
    wanted.steps = 1 + random.below(random.one_in(4) ? 120 : 40);
    wanted.lanes = 1 + random.below(8);
    return generated_diagram(seed, wanted);
}

}  // namespace yorozu::test
