#include <catch2/catch.hpp>
#include <map>

#include "flows/layout/layout.h"
#include "tests/flows-layout/generated_diagram.h"
#include "tests/flows-layout/layout_faults.h"

using namespace yorozu;
using namespace yorozu::flows;
using namespace yorozu::flows::layout;
using test::generated_diagram;
using test::layout_faults;

namespace {

void check(const Diagram& diagram, const Placed& placed, std::uint64_t seed) {
    const auto faults = layout_faults(diagram, placed);
    INFO("seed " << seed << ": " << (faults.empty() ? "" : faults.front()));
    CHECK(faults.size() == 0);
    CHECK(placed.faults.size() == 0);
}

void arrange_all(std::uint64_t from, std::uint64_t to) {
    for (std::uint64_t seed = from; seed < to; ++seed) {
        const auto diagram = generated_diagram(seed);
        check(diagram, arrange(diagram), seed);
    }
}

Diagram as_placed(Diagram diagram, const Placed& placed) {
    for (std::size_t n = 0; n < diagram.nodes.size(); ++n) {
        diagram.nodes[n].at = Point{placed.nodes[n].x, placed.nodes[n].y};
        diagram.nodes[n].size = {placed.nodes[n].width, placed.nodes[n].height};
    }
    for (std::size_t l = 0; l < diagram.lanes.size(); ++l) diagram.lanes[l].at = placed.lanes[l];
    for (std::size_t e = 0; e < diagram.edges.size(); ++e) diagram.edges[e].way = placed.ways[e];
    return diagram;
}

Node a_step(int lane) {
    Node node;
    node.size = {76, 56};
    node.lane = lane;
    return node;
}

}  // namespace

TEST_CASE("Of 1,000 generated flows nothing overlaps, every node is in its lane and no edge runs through a foreign shape") {
    arrange_all(0, 1000);
}

TEST_CASE("Nor of 20,000 others", "[.slow]") { arrange_all(1000, 21000); }

TEST_CASE("The same diagram is placed the same to the last bit") {
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        const auto once = arrange(generated_diagram(seed)), again = arrange(generated_diagram(seed));
        CHECK(once.nodes == again.nodes);
        CHECK(once.ways == again.ways);
        CHECK(once.node_labels == again.node_labels);
        CHECK(once.edge_labels == again.edge_labels);
    }
}

TEST_CASE("What a person placed is not moved, and the rest is placed around it without fault") {
    for (std::uint64_t seed = 0; seed < 150; ++seed) {
        test::Wanted wanted;
        wanted.steps = 30;
        wanted.inside = false;
        const auto diagram = generated_diagram(seed, wanted);
        Diagram by_hand = as_placed(diagram, arrange(diagram));
        test::Seeded random(seed);
        for (auto& node : by_hand.nodes) {
            node.keep = node.host < 0 && random.one_in(3);
            if (!node.keep) continue;
            // Dragged within its lane to the right of all, each to a place of its own.
            if (random.one_in(4)) node.at->x += 4000 + 200.0 * (&node - by_hand.nodes.data());
        }
        const auto placed = arrange(by_hand);
        check(by_hand, placed, seed);
        for (std::size_t n = 0; n < by_hand.nodes.size(); ++n)
            if (by_hand.nodes[n].keep) {
                CHECK(placed.nodes[n].x == by_hand.nodes[n].at->x);
                CHECK(placed.nodes[n].y == by_hand.nodes[n].at->y);
            }
    }
}

TEST_CASE("Placing a selection moves nothing else, neither node nor edge") {
    for (std::uint64_t seed = 0; seed < 150; ++seed) {
        const auto diagram = generated_diagram(seed);
        const Diagram before = as_placed(diagram, arrange(diagram));
        std::vector<bool> chosen(diagram.nodes.size(), false);
        test::Seeded random(seed);
        for (std::size_t n = 0; n < chosen.size(); ++n) chosen[n] = random.one_in(5) && diagram.nodes[n].host < 0;
        const auto placed = arrange_selection(before, chosen);
        for (std::size_t n = 0; n < chosen.size(); ++n) {
            const bool sits_on_chosen = before.nodes[n].host >= 0 && chosen[static_cast<std::size_t>(before.nodes[n].host)];
            bool inside_chosen = false;
            for (int outer = before.nodes[n].inside; outer >= 0; outer = before.nodes[static_cast<std::size_t>(outer)].inside)
                inside_chosen = inside_chosen || chosen[static_cast<std::size_t>(outer)];
            if (chosen[n] || sits_on_chosen || inside_chosen) continue;
            CHECK(placed.nodes[n].x == Approx(before.nodes[n].at->x).margin(1e-9));
            CHECK(placed.nodes[n].y == Approx(before.nodes[n].at->y).margin(1e-9));
        }
        // Edges that stay may now lie under a node that was moved; everything else must hold.
        for (const auto& fault : layout_faults(before, placed)) {
            INFO("seed " << seed << ": " << fault);
            CHECK(fault.rfind("an edge runs through", 0) == 0);
        }
    }
}

TEST_CASE("Making room moves what lies beyond the line and keeps every edge joined") {
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        const auto diagram = generated_diagram(seed);
        const Diagram before = as_placed(diagram, arrange(diagram));
        const double middle = before.nodes[before.nodes.size() / 2].at->x;
        const auto wider = make_room(before, Axis::across, middle, 200);
        for (std::size_t n = 0; n < before.nodes.size(); ++n) {
            const int host = before.nodes[n].host;
            const double deciding = before.nodes[host >= 0 ? static_cast<std::size_t>(host) : n].at->x;
            CHECK(wider.nodes[n].x == before.nodes[n].at->x + (deciding >= middle ? 200 : 0));
        }
        for (const auto& fault : layout_faults(before, wider)) {
            INFO("seed " << seed << ": " << fault);
            CHECK(fault.find("overlap") == std::string::npos);
            CHECK(fault.find("join") == std::string::npos);
            CHECK(fault.find("lane") == std::string::npos);
            CHECK(fault.find("slants") == std::string::npos);
        }
        // Taken away again, everything is as before.
        const auto back = make_room(as_placed(before, wider), Axis::across, middle, -200);
        for (std::size_t n = 0; n < before.nodes.size(); ++n) CHECK(back.nodes[n].x == Approx(before.nodes[n].at->x));
    }
}

TEST_CASE("Steps that alternate between two lanes stand half a step apart, as close as their edges allow") {
    Diagram diagram;
    diagram.lanes = {{0, 24, 24, 96, {}}, {0, 24, 24, 96, {}}};
    for (int i = 0; i < 4; ++i) diagram.nodes.push_back(a_step(i % 2));
    for (int i = 0; i < 3; ++i) diagram.edges.push_back({i, i + 1, EdgeKind::sequence, {}, {}, false});
    const auto placed = arrange(diagram);
    CHECK(placed.nodes[1].x - placed.nodes[0].x == 48);
    CHECK(placed.nodes[2].x - placed.nodes[0].x == 96);
    // Out at the right, in at the top: one bend.
    REQUIRE(placed.ways[0].size() == 3);
    CHECK(placed.ways[0][0] == Point{placed.nodes[0].right(), placed.nodes[0].centre().y});
    CHECK(placed.ways[0][2] == Point{placed.nodes[1].centre().x, placed.nodes[1].y});
}

TEST_CASE("Stages follow each other and do not mix") {
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        const auto diagram = generated_diagram(seed);
        const auto placed = arrange(diagram);
        std::map<int, std::pair<double, double>> spans;
        for (std::size_t n = 0; n < diagram.nodes.size(); ++n) {
            if (diagram.nodes[n].stage < 0 || diagram.nodes[n].inside >= 0 || diagram.nodes[n].host >= 0) continue;
            auto& [left, right] = spans.try_emplace(diagram.nodes[n].stage, 1e9, -1e9).first->second;
            left = std::min(left, placed.nodes[n].x), right = std::max(right, placed.nodes[n].right());
        }
        double before = -1e9;
        for (const auto& [stage, span] : spans) {
            INFO("seed " << seed);
            CHECK(span.first >= before);
            before = span.second;
        }
    }
}

TEST_CASE("Counterparts stand under each other") {
    Diagram diagram;
    diagram.lanes = {{0, 24, 24, 96, {}}, {1, 24, 24, 96, {}}};
    for (int i = 0; i < 3; ++i) diagram.nodes.push_back(a_step(0));
    for (int i = 0; i < 5; ++i) diagram.nodes.push_back(a_step(1));
    for (int i : {0, 1, 3, 4, 5, 6}) diagram.edges.push_back({i, i + 1, EdgeKind::sequence, {}, {}, false});
    diagram.same_column = {{0, 3}, {1, 6}, {2, 7}};
    const auto placed = arrange(diagram);
    CHECK(placed.nodes[1].centre().x == placed.nodes[6].centre().x);
    CHECK(placed.nodes[2].centre().x == placed.nodes[7].centre().x);
    check(diagram, placed, 0);
}

TEST_CASE("Rubbish is placed as far as it makes sense and never crashes") {
    Diagram diagram;
    CHECK(arrange(diagram).nodes.empty());
    diagram.nodes.resize(6);
    diagram.nodes[0].inside = 1, diagram.nodes[1].inside = 0;
    diagram.nodes[2].host = 2, diagram.nodes[3].host = 77, diagram.nodes[4].lane = -5;
    diagram.nodes[5].size = {std::nan(""), -1e300};
    diagram.nodes[5].keep = true;
    for (const auto& [from, to] : {std::pair{0, 1}, {5, 5}, {-1, 3}, {4, 900}, {2, 3}}) diagram.edges.push_back({from, to, EdgeKind::sequence, {}, {}, false});
    diagram.lanes.resize(1);
    diagram.lanes[0].pool = 100000;
    diagram.same_column = {{0, 99}, {-3, 1}};
    const auto placed = arrange(diagram);
    CHECK(placed.nodes.size() == 6);
    CHECK(placed.ways[1].size() > 2);  // an edge to itself goes round
    CHECK(placed.ways[2].empty());
}
