// Flow files of a given number of elements: opening, one edit, writing. Goals: 8,000 elements open in 1 s, edited in 50 ms.
#include <benchmark/benchmark.h>

#include <string>

#include "flows/bpmn/flow_document.h"
#include "flows/bpmn/lint.h"
#include "flows/bpmn/write_flow.h"
#include "workbench/desk/flows/flow_hours.h"
#include "workbench/desk/flows/flow_moves.h"
#include "workbench/desk/flows/flow_picture.h"
#include "workbench/desk/flows/flow_scene.h"

namespace yorozu::bench {
namespace {

/// `elements` of nodes and edges (half each) in ten lanes, all drawn, with minutes on every step.
std::string big_flow(int elements) {
    const int steps = elements / 2;
    std::string nodes, edges, shapes, numbers, lanes[10];
    for (int n = 0; n < steps; ++n) {
        const std::string id = "Task_" + std::to_string(n), flow = "Flow_" + std::to_string(n), before = "Flow_" + std::to_string(n - 1);
        lanes[n % 10] += "<bpmn:flowNodeRef>" + id + "</bpmn:flowNodeRef>\n";
        nodes += "    <bpmn:userTask id=\"" + id + "\" name=\"申請書の内容を確認する " + std::to_string(n) + "\">\n" + (n ? "      <bpmn:incoming>" + before + "</bpmn:incoming>\n" : "") + "      <bpmn:outgoing>" + flow +
                 "</bpmn:outgoing>\n    </bpmn:userTask>\n";
        shapes += "      <bpmndi:BPMNShape id=\"" + id + "_di\" bpmnElement=\"" + id + "\">\n        <dc:Bounds x=\"" + std::to_string(n / 10 * 120) + "\" y=\"" + std::to_string(n % 10 * 100) +
                  "\" width=\"100\" height=\"80\" />\n      </bpmndi:BPMNShape>\n";
        numbers += "<bpsim:ElementParameters elementRef=\"" + id + "\"><bpsim:TimeParameters><bpsim:ProcessingTime><bpsim:FloatingParameter value=\"5\" timeUnit=\"min\"/></bpsim:ProcessingTime></bpsim:TimeParameters></bpsim:ElementParameters>\n";
        if (n + 1 == steps) continue;
        edges += "    <bpmn:sequenceFlow id=\"" + flow + "\" sourceRef=\"" + id + "\" targetRef=\"Task_" + std::to_string(n + 1) + "\" />\n";
        shapes += "      <bpmndi:BPMNEdge id=\"" + flow + "_di\" bpmnElement=\"" + flow + "\">\n        <di:waypoint x=\"100\" y=\"40\" />\n        <di:waypoint x=\"110\" y=\"40\" />\n        <di:waypoint x=\"110\" y=\"140\" />\n        <di:waypoint x=\"120\" y=\"140\" />\n      </bpmndi:BPMNEdge>\n";
    }
    std::string set;
    for (int n = 0; n < 10; ++n) set += "<bpmn:lane id=\"Lane_" + std::to_string(n) + "\" name=\"係\">\n" + lanes[n] + "</bpmn:lane>\n";
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<bpmn:definitions xmlns:bpmn=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" xmlns:bpmndi=\"http://www.omg.org/spec/BPMN/20100524/DI\" xmlns:dc=\"http://www.omg.org/spec/DD/20100524/DC\" xmlns:di=\"http://www.omg.org/spec/DD/20100524/DI\" xmlns:bpsim=\"http://www.bpsim.org/schemas/1.0\" targetNamespace=\"x\">\n  <bpmn:process id=\"P\">\n<bpmn:laneSet id=\"LS\">\n" +
           set + "</bpmn:laneSet>\n" + nodes + edges + "  </bpmn:process>\n  <bpmndi:BPMNDiagram id=\"D\">\n    <bpmndi:BPMNPlane id=\"Pl\" bpmnElement=\"P\">\n" + shapes +
           "    </bpmndi:BPMNPlane>\n  </bpmndi:BPMNDiagram>\n<bpmn:relationship type=\"BPSimData\"><bpmn:extensionElements><bpsim:BPSimData><bpsim:Scenario id=\"S\"><bpsim:ScenarioParameters baseTimeUnit=\"min\"/>" + numbers +
           "</bpsim:Scenario></bpsim:BPSimData></bpmn:extensionElements></bpmn:relationship></bpmn:definitions>\n";
}

void flow_open(benchmark::State& state) {
    const std::string text = big_flow(static_cast<int>(state.range(0)));
    for (auto _ : state) {
        flows::FlowDocument document(text);
        benchmark::DoNotOptimize(document.flow().nodes.size());
    }
    state.counters["MB"] = static_cast<double>(text.size()) / 1e6;
}

/// One edit with all that follows: the text changed and the values read anew.
void flow_edit(benchmark::State& state, const std::vector<flows::FlowEdit>& edits) {
    flows::FlowDocument document(big_flow(static_cast<int>(state.range(0))));
    std::size_t n = 0;
    for (auto _ : state)
        if (!document.apply(edits[n++ % edits.size()]).empty()) state.SkipWithError("the edit was refused");
}

/// What a person waits for besides the screen: the edit, then lint apart, the scene for pointing, the display list and the figures.
void flow_follow(benchmark::State& state) {
    const flows::FlowDocument document(big_flow(static_cast<int>(state.range(0))));
    for (auto _ : state) {
        benchmark::DoNotOptimize(desk::FlowScene(document.flow(), 0).things().size());
        benchmark::DoNotOptimize(desk::picture_of(document.flow(), 0, false));
        benchmark::DoNotOptimize(desk::flow_hours(document.flow(), 0).steps);
    }
}

/// The space tool in the middle of the diagram, there and back: worked out and applied.
void flow_space(benchmark::State& state) {
    flows::FlowDocument document(big_flow(static_cast<int>(state.range(0))));
    bool wider = false;
    for (auto _ : state)
        if (!document.apply(desk::make_room(document.flow(), 0, true, 24000, (wider = !wider) ? 40 : -40)).empty()) state.SkipWithError("the edit was refused");
}

void flow_undo(benchmark::State& state) {
    flows::FlowDocument document(big_flow(static_cast<int>(state.range(0))));
    document.apply(flows::Remove{"Task_100"});
    for (auto _ : state) {
        document.undo();
        document.redo();
    }
}

void flow_write(benchmark::State& state) {
    const flows::FlowDocument document(big_flow(static_cast<int>(state.range(0))));
    for (auto _ : state) benchmark::DoNotOptimize(document.text().size());
}

void flow_rebuild(benchmark::State& state) {
    const flows::FlowDocument document(big_flow(static_cast<int>(state.range(0))));
    for (auto _ : state) benchmark::DoNotOptimize(flows::write_flow(document.flow()).size());
}

void flow_lint(benchmark::State& state) {
    const flows::FlowDocument document(big_flow(static_cast<int>(state.range(0))));
    for (auto _ : state) benchmark::DoNotOptimize(flows::lint(document.flow()).size());
}

flows::StepQuantities six_minutes() {
    flows::StepQuantities step;
    step.minutes = flows::Minutes{flows::Minutes::Kind::fixed, 6};
    return step;
}

BENCHMARK(flow_open)->Arg(8000)->Arg(80000)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(flow_edit, move, {flows::MoveShape{0, "Task_100", {1, 1, 100, 80}}, flows::MoveShape{0, "Task_100", {2, 2, 100, 80}}})->Arg(8000)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(flow_edit, rename, {flows::Rename{"Task_100", "審査"}, flows::Rename{"Task_100", "受付"}})->Arg(8000)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(flow_edit, add_node, {flows::AddNode{"", "新しい", flows::NodeKind::task, flows::Trigger::none, "P", "Lane_1", "", 0, flows::Box{0, 0, 100, 80}}})->Arg(8000)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(flow_edit, minutes, {flows::SetStep{"Task_100", six_minutes()}, flows::SetStep{"Task_100", {}}})->Arg(8000)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(flow_edit, add_edge, {flows::AddEdge{"", "", flows::EdgeKind::sequence, "Task_5", "Task_50", 0, {{0, 0}, {9, 9}}}})->Arg(8000)->Unit(benchmark::kMillisecond);
BENCHMARK(flow_follow)->Arg(8000)->Unit(benchmark::kMillisecond);
BENCHMARK(flow_space)->Arg(8000)->Unit(benchmark::kMillisecond);
BENCHMARK(flow_undo)->Arg(8000)->Unit(benchmark::kMillisecond);
BENCHMARK(flow_write)->Arg(8000)->Unit(benchmark::kMillisecond);
BENCHMARK(flow_rebuild)->Arg(8000)->Unit(benchmark::kMillisecond);
BENCHMARK(flow_lint)->Arg(8000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace yorozu::bench
