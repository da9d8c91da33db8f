#include <catch2/catch.hpp>

#include "flows/analysis/analysis.h"
#include "tests/flows-analysis/made_flow.h"

using namespace yorozu::flows;
using yorozu::test::MadeFlow;

namespace {

/// A procedure as a chain of stages, one step each, begun and ended by events.
MadeFlow chain(double cases, const std::vector<std::pair<std::string, double>>& stages) {
    MadeFlow made(cases);
    int last = made.node(NodeKind::start_event);
    for (const auto& [stage, minutes] : stages) {
        const int next = made.step(minutes, stage);
        made.edge(last, next);
        last = next;
    }
    made.edge(last, made.node(NodeKind::end_event));
    return made;
}

}  // namespace

TEST_CASE("The published minutes of a moving-in procedure give its hours a year, with the formula beside them") {
    // つくば市 (2023): 届書記入, 受付, 入力, 審査 as published; 交付 is the rest of 39 and 29 minutes. 29,622 cases: 葛飾区 R4.
    auto paper = chain(29622, {{"届書記入", 5}, {"受付", 7}, {"入力", 5}, {"審査", 4}, {"交付・次窓口", 18}});
    auto digital = chain(29622, {{"届書記入", 0}, {"受付", 11}, {"入力", 4}, {"審査", 5}, {"交付・次窓口", 9}});
    const auto older = analyse(paper.done(), 0), newer = analyse(digital.done(), 0);
    CHECK(older.minutes_per_case == Approx(39));
    CHECK(newer.minutes_per_case == Approx(29));
    CHECK(older.formula == "29,622 件 × 39 分 ÷ 60 = 19,254.3 時間");
    CHECK(newer.formula == "29,622 件 × 29 分 ÷ 60 = 14,317.3 時間");
    const auto both = compare(older, newer);
    CHECK(both.hours_difference == Approx(-4937.0));
    CHECK(both.difference_formula == "14,317.3 − 19,254.3 = -4,937.0 時間");
    CHECK(both.rule.find("実績には足しません") != std::string::npos);
    const double expected[] = {-5, 4, -1, 1, -9};
    REQUIRE(both.stages.size() == 5);
    for (std::size_t i = 0; i < 5; ++i) CHECK(both.stages[i].difference == Approx(expected[i]).margin(1e-12));
    CHECK(older.steps[0].formula == "29,622 件 × 1 回 × 5 分 ÷ 60 = 2,468.5 時間");
}

TEST_CASE("A rework loop is counted as often as it runs on average: 1 ÷ (1 − p)") {
    MadeFlow made(600);
    const int start = made.node(NodeKind::start_event), work = made.step(10), check = made.step(2), gate = made.node(NodeKind::exclusive_gateway), end = made.node(NodeKind::end_event);
    made.edge(start, work);
    made.edge(work, check);
    made.edge(check, gate);
    made.edge(gate, work, 0.2);
    made.edge(gate, end);
    const auto result = analyse(made.done(), 0);
    CHECK(result.steps[0].visits == Approx(1.25).epsilon(1e-12));
    CHECK(result.minutes_per_case == Approx(15));
    CHECK(result.hours == Approx(150));
    CHECK(result.assumptions.size() == 1);  // the way out has no share: it takes what is left
}

TEST_CASE("Two loops that share steps are solved together") {
    MadeFlow made(1);
    const int a = made.step(1), b = made.step(1), g1 = made.node(NodeKind::exclusive_gateway), g2 = made.node(NodeKind::exclusive_gateway), end = made.node(NodeKind::end_event), start = made.node(NodeKind::start_event);
    made.edge(start, a);
    made.edge(a, b);
    made.edge(b, g1);
    made.edge(g1, b, 0.5);
    made.edge(g1, g2, 0.5);
    made.edge(g2, a, 0.25);
    made.edge(g2, end, 0.75);
    const auto visits = expected_visits(made.done(), 0);
    // b = a + b/2; g2 = b/2; a = 1 + g2/4 → a = 4/3, b = 8/3.
    CHECK(visits.of_node[static_cast<std::size_t>(a)] == Approx(4.0 / 3));
    CHECK(visits.of_node[static_cast<std::size_t>(b)] == Approx(8.0 / 3));
    CHECK(visits.of_node[static_cast<std::size_t>(end)] == Approx(1));
}

TEST_CASE("A loop without a way out is said, not counted") {
    MadeFlow made(100);
    const int start = made.node(NodeKind::start_event), a = made.step(1), b = made.step(1);
    made.edge(start, a);
    made.edge(a, b);
    made.edge(b, a);
    CHECK(analyse(made.done(), 0).fault.find("出口のない繰り返し") == 0);
}

TEST_CASE("Parallel ways are all taken and joined once; inclusive ones by their own shares") {
    MadeFlow made(60);
    const int start = made.node(NodeKind::start_event), fork = made.node(NodeKind::parallel_gateway), join = made.node(NodeKind::parallel_gateway);
    const int a = made.step(1), b = made.step(2), c = made.step(4);
    made.edge(start, fork);
    for (const int way : {a, b}) made.edge(fork, way), made.edge(way, join);
    made.edge(join, c);
    const int some = made.node(NodeKind::inclusive_gateway), all = made.node(NodeKind::inclusive_gateway), d = made.step(10), e = made.step(20), last = made.step(1), end = made.node(NodeKind::end_event);
    made.edge(c, some);
    made.edge(some, d, 0.5);
    made.edge(some, e, 0.1);
    made.edge(d, all);
    made.edge(e, all);
    made.edge(all, last);
    made.edge(last, end);
    const auto result = analyse(made.done(), 0);
    CHECK(result.minutes_per_case == Approx(1 + 2 + 4 + 5 + 2 + 1));
    CHECK(result.steps.back().visits == Approx(1));
}

TEST_CASE("An interrupting event takes its share of the cases from the step's own way") {
    MadeFlow made(1);
    const int start = made.node(NodeKind::start_event), work = made.step(5), event = made.node(NodeKind::boundary_event), late = made.step(3), next = made.step(1), end = made.node(NodeKind::end_event);
    made[event].attached_to = work;
    made.edge(start, work);
    made.edge(work, next);
    made.edge(event, late, 0.2);
    made.edge(late, end);
    made.edge(next, end);
    const auto visits = expected_visits(made.done(), 0);
    CHECK(visits.of_node[static_cast<std::size_t>(late)] == Approx(0.2));
    CHECK(visits.of_node[static_cast<std::size_t>(next)] == Approx(0.8));
}

TEST_CASE("Without cases the minutes are counted and the missing number is said; steps without minutes too") {
    auto made = chain(0, {{"", 5}, {"", 7}});
    made[made.node(NodeKind::task)].quantities = {};
    const auto result = analyse(made.done(), 0);
    CHECK_FALSE(result.cases);
    CHECK(result.hours == 0);
    CHECK(result.formula.find("件数がない") == 0);
    CHECK(analyse(made.done(), 7).fault == "業務フローがありません");
}

TEST_CASE("Lanes, people and wages are summed up: 2 people on a step count twice") {
    MadeFlow made(600);
    const int lane = made.lane(3);
    made.flow.lanes[0].staff.yen_per_hour = 3000;
    const int start = made.node(NodeKind::start_event), work = made.step(10, "", lane);
    made[work].quantities.people = 2;
    made[work].quantities.yen = 94;
    made[work].quantities.waiting = Minutes{Minutes::Kind::fixed, 60};
    made.edge(start, work);
    const auto result = analyse(made.done(), 0);
    CHECK(result.hours == Approx(200));
    CHECK(result.waiting_per_case == Approx(60));
    REQUIRE(result.lanes.size() == 1);
    CHECK(result.lanes[0].hours == Approx(200));
    CHECK(result.yen == Approx(200 * 3000 + 600 * 94));
    CHECK(result.steps[0].formula == "600 件 × 1 回 × 10 分 × 2 人 ÷ 60 = 200.0 時間");
}

TEST_CASE("A what-if table changes minutes, shares and cases one line at a time") {
    auto made = chain(600, {{"", 10}, {"", 20}});
    const auto rows = what_if(made.done(), 0, {{"入力を 2 分に", {std::nullopt, {{"n1", 2.0}}, {}}}, {"件数が倍", {1200.0, {}, {}}}});
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].hours == Approx(300));
    CHECK(rows[1].difference == Approx(-80));
    CHECK(rows[2].hours == Approx(600));
}

TEST_CASE("A whole flow in one loop of 3,000 steps is solved at once") {
    MadeFlow made(1);
    const int start = made.node(NodeKind::start_event);
    const int first = made.step(1);
    made.edge(start, first);
    int last = first;
    for (int i = 0; i < 3000; ++i) {
        const int next = made.step(1);
        made.edge(last, next);
        last = next;
    }
    const int gate = made.node(NodeKind::exclusive_gateway), end = made.node(NodeKind::end_event);
    made.edge(last, gate);
    made.edge(gate, first, 0.5);
    made.edge(gate, end, 0.5);
    const auto visits = expected_visits(made.done(), 0);
    CHECK(visits.of_node[static_cast<std::size_t>(last)] == Approx(2));
}

TEST_CASE("Figures are rounded as on a pocket calculator") {
    CHECK(figure_text(19254.3, 1) == "19,254.3");
    CHECK(figure_text(-4937, 1) == "-4,937.0");
    CHECK(figure_text(0.25, 1) == "0.3");
    CHECK(figure_text(1234567.5, 0) == "1,234,568");
    CHECK(figure_text(2.5, 3, true) == "2.5");
    CHECK(figure_text(-0.00001, 1, true) == "0");
}
