#include <catch2/catch.hpp>
#include <set>

#include "flows/bpmn/diff_flow.h"
#include "flows/bpmn/flow_document.h"
#include "flows/bpmn/lint.h"
#include "flows/bpmn/step_list.h"
#include "tests/flows-bpmn/corpus_files.h"

using namespace yorozu::flows;

namespace {

std::string with_process(const std::string& inside) {
    return "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" targetNamespace=\"x\"><process id=\"P\">" + inside + "</process></definitions>";
}
std::string edge(const std::string& from, const std::string& to, const std::string& inside = "") {
    return "<sequenceFlow id=\"" + from + to + "\" sourceRef=\"" + from + "\" targetRef=\"" + to + "\">" + inside + "</sequenceFlow>";
}

/// Rules that are broken, but for no-bpmndi, which everything without a drawing breaks.
std::set<std::string> broken(const std::string& inside, bool municipal = false) {
    const auto reading = read_flow(with_process(inside));
    REQUIRE(reading.whole);
    std::set<std::string> rules;
    for (const auto& problem : lint(reading.flow, {.municipal = municipal}))
        if (problem.rule != "no-bpmndi") rules.insert(problem.rule);
    return rules;
}

using Rules = std::set<std::string>;
const std::string s = "<startEvent id=\"s\" name=\"始まる\"/>", e = "<endEvent id=\"e\" name=\"終わる\"/>", a = "<task id=\"a\" name=\"a\"/>", b = "<task id=\"b\" name=\"b\"/>", x = "<exclusiveGateway id=\"x\" name=\"x?\"/>";

}  // namespace

TEST_CASE("A sound flow breaks no rule") { CHECK(broken(s + a + e + edge("s", "a") + edge("a", "e")) == Rules{}); }

TEST_CASE("Each lint rule finds what it is named after") {
    CHECK(broken(s + "<task id=\"a\"/>" + e + edge("s", "a") + edge("a", "e")) == Rules{"label-required"});
    CHECK(broken(s + a + b + e + edge("s", "a") + edge("s", "b") + edge("a", "e") + edge("b", "e")) == Rules{"no-implicit-split", "fake-join"});
    CHECK(broken(a + e + edge("a", "e")) == Rules{"start-event-required", "no-implicit-start"});
    CHECK(broken(s + a + edge("s", "a")) == Rules{"end-event-required", "no-implicit-end"});
    CHECK(broken(s + a + b + e + edge("s", "a") + edge("a", "e")) == Rules{"no-disconnected"});
    CHECK(broken(s + x + e + edge("s", "x") + edge("x", "e")) == Rules{"superfluous-gateway"});
    CHECK(broken(s + x + a + b + e + edge("s", "x") + edge("x", "a") + edge("x", "b") + edge("a", "x") + edge("b", "e")) == Rules{"no-gateway-join-fork"});
    CHECK(broken(s + a + e + edge("s", "a") + edge("a", "e") + "<sequenceFlow id=\"again\" sourceRef=\"s\" targetRef=\"a\"/>") == Rules{"no-duplicate-sequence-flows", "no-implicit-split", "fake-join"});
    CHECK(broken(s + "<startEvent id=\"s2\" name=\"二つ目\"/>" + a + x + e + edge("s", "x") + edge("s2", "x") + edge("x", "a") + edge("a", "e")) == Rules{"single-blank-start-event"});
    CHECK(broken(s + "<complexGateway id=\"c\" name=\"c\"/>" + a + x + e + edge("s", "c") + edge("c", "a") + edge("c", "x") + edge("a", "x") + edge("x", "e")) == Rules{"no-complex-gateway"});
    CHECK(broken(s + x + a + b + "<exclusiveGateway id=\"j\"/>" + e + edge("s", "x") + "<sequenceFlow id=\"xa\" name=\"はい\" sourceRef=\"x\" targetRef=\"a\"><conditionExpression>y</conditionExpression></sequenceFlow>" +
                 edge("x", "b") + edge("a", "j") + edge("b", "j") + edge("j", "e")) == Rules{"conditional-flows"});
    CHECK(broken(s + "<subProcess id=\"u\" name=\"u\"><startEvent id=\"us\" name=\"時\"><timerEventDefinition/></startEvent><endEvent id=\"ue\" name=\"済\"/>" + edge("us", "ue") + "</subProcess>" + e + edge("s", "u") + edge("u", "e")) ==
          Rules{"sub-process-blank-start-event"});
    CHECK(broken(s + a + e + edge("s", "a") + edge("a", "e") + "<subProcess id=\"u\" triggeredByEvent=\"true\"><startEvent id=\"us\" name=\"時\"/><endEvent id=\"ue\" name=\"済\"/>" + edge("us", "ue") + "</subProcess>") ==
          Rules{"event-sub-process-typed-start-event"});
    CHECK(broken(s + a + e + "<scriptTask id=\"q\" name=\"q\"/>" + edge("s", "a") + edge("a", "q") + edge("q", "e"), true) == Rules{"municipal-subset"});
}

TEST_CASE("A problem names rule, place, line and mend; overlapping steps and steps without a place are found") {
    auto document = FlowDocument(bytes_of(corpus / "bpmn-io.bpmn"));
    REQUIRE(document.apply(MoveShape{0, "Activity_issue", {280, 230, 100, 80}}) == "");
    bool overlaps = false;
    for (const auto& problem : lint(document.flow())) {
        CHECK_FALSE(problem.what.empty());
        CHECK_FALSE(problem.mend.empty());
        CHECK(problem.line > 0);
        if (problem.rule == "no-overlapping-elements") overlaps = problem.element == "Gateway_split" || problem.element == "Activity_issue";
    }
    CHECK(overlaps);
    int unplaced = 0;
    for (const auto& problem : lint(load_flow(corpus / "no-drawing.bpmn").flow)) unplaced += problem.rule == "no-bpmndi";
    CHECK(unplaced == 5);
}

TEST_CASE("A file compared with itself differs in nothing") {
    for (const auto& file : std::filesystem::directory_iterator(corpus)) {
        const auto flow = load_flow(file.path()).flow;
        CHECK(diff_flows(flow, flow).items.empty());
    }
}

TEST_CASE("What was added, removed, changed and moved between two versions is told apart") {
    auto document = FlowDocument(bytes_of(corpus / "bpmn-io.bpmn"));
    const Flow before = document.flow();
    StepQuantities step;
    step.minutes = Minutes{Minutes::Kind::fixed, 5};
    REQUIRE(document.apply({SetStep{"Activity_input", step}, MoveShape{0, "Event_end", {900, 400, 36, 36}}, Remove{"TextAnnotation_1"},
                            AddNode{"New", "増えた", NodeKind::task, Trigger::none, "Process_office", "Lane_window", "", 0, Box{0, 0, 100, 80}}, SetVolume{"Process_office", Volume{100, {}, Source::unsaid, ""}}}) == "");
    const auto difference = diff_flows(before, document.flow());
    CHECK(difference.of("Activity_input") == Change::changed);
    CHECK(difference.of("Event_end") == Change::moved);
    CHECK(difference.of("TextAnnotation_1") == Change::removed);
    CHECK(difference.of("Association_1") == Change::removed);
    CHECK(difference.of("New") == Change::added);
    CHECK(difference.of("Activity_issue") == Change::same);
    CHECK(difference.after.minutes == 5);
    CHECK(difference.after.cases_per_year == 100);
    for (const auto& item : difference.items)
        if (item.id == "Activity_input") CHECK(item.attributes == std::vector<ChangedAttribute>{{"分数", "", "5"}});
}

TEST_CASE("A step list becomes a flow in lanes, in order, with its minutes") {
    const auto reading = read_flow(flow_of_steps("転入 <紙>", {{"市民", "書く", 5, Source::published, "", "届書記入"}, {"職員", "入力 & 審査", 4.5, Source::shared, "", ""}, {"市民", "帰る", {}, Source::unsaid, "", ""}}));
    REQUIRE(reading.whole);
    CHECK(reading.problems.empty());
    CHECK(reading.flow.lanes.size() == 2);
    CHECK(reading.flow.node("Step_2")->name == "入力 & 審査");
    CHECK(reading.flow.node("Step_2")->quantities.minutes->mean == 4.5);
    CHECK(reading.flow.edges.size() == 4);
    CHECK(reading.flow.processes[0].name == "転入 <紙>");
}
