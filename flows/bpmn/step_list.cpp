#include "flows/bpmn/step_list.h"

#include <algorithm>
#include <stdexcept>

#include "flows/bpmn/flow_document.h"
#include "flows/bpmn/kept_xml.h"

namespace yorozu::flows {

std::string flow_of_steps(const std::string& title, const std::vector<ListedStep>& steps) {
    FlowDocument document("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<bpmn:definitions xmlns:bpmn=\"" + std::string(bpmn_uri) + "\" xmlns:bpmndi=\"" + std::string(bpmn_di_uri) + "\" xmlns:dc=\"" +
                          std::string(dc_uri) + "\" xmlns:di=\"" + std::string(di_uri) + "\" xmlns:bpsim=\"" + std::string(bpsim_uri) + "\" xmlns:yorozu=\"" + std::string(yorozu_uri) +
                          "\" id=\"Definitions_1\" targetNamespace=\"" + std::string(yorozu_uri) + "\" exporter=\"yorozu\">\n  <bpmn:process id=\"Process_1\" name=\"" + encoded(title, true) +
                          "\" isExecutable=\"false\">\n  </bpmn:process>\n  <bpmndi:BPMNDiagram id=\"Diagram_1\">\n    <bpmndi:BPMNPlane id=\"Plane_1\" bpmnElement=\"Process_1\">\n    </bpmndi:BPMNPlane>\n  </bpmndi:BPMNDiagram>\n</bpmn:definitions>\n");
    std::vector<FlowEdit> edits;
    std::vector<std::string> lanes;
    const auto lane_id = [&](const std::string& name) -> std::string {
        if (name.empty()) return "";
        auto found = std::find(lanes.begin(), lanes.end(), name);
        if (found == lanes.end()) {
            lanes.push_back(name);
            found = lanes.end() - 1;
            edits.push_back(AddLane{"Lane_" + std::to_string(lanes.size()), name, "Process_1", "", 0, {}});
        }
        return "Lane_" + std::to_string(found - lanes.begin() + 1);
    };
    const std::string first = steps.empty() ? "" : lane_id(steps.front().lane), last = steps.empty() ? "" : lane_id(steps.back().lane);
    edits.push_back(AddNode{"Start_1", "始まり", NodeKind::start_event, Trigger::none, "Process_1", first, "", 0, {}});
    for (std::size_t n = 0; n < steps.size(); ++n) {
        const std::string lane = lane_id(steps[n].lane);
        edits.push_back(AddNode{"Step_" + std::to_string(n + 1), steps[n].name, NodeKind::task, Trigger::none, "Process_1", lane, "", 0, {}});
    }
    edits.push_back(AddNode{"End_1", "終わり", NodeKind::end_event, Trigger::none, "Process_1", last, "", 0, {}});
    std::vector<FlowEdit> joins;
    for (std::size_t n = 0; n <= steps.size(); ++n)
        joins.push_back(AddEdge{"Flow_" + std::to_string(n + 1), "", EdgeKind::sequence, n == 0 ? "Start_1" : "Step_" + std::to_string(n), n == steps.size() ? "End_1" : "Step_" + std::to_string(n + 1), 0, {}});
    for (std::size_t n = 0; n < steps.size(); ++n) {
        StepQuantities quantities;
        if (steps[n].minutes) quantities.minutes = Minutes{Minutes::Kind::fixed, *steps[n].minutes};
        quantities.source = steps[n].source;
        quantities.source_note = steps[n].source_note;
        quantities.stage = steps[n].stage;
        if (quantities != StepQuantities{}) joins.push_back(SetStep{"Step_" + std::to_string(n + 1), quantities});
    }
    for (const auto* batch : {&edits, &joins})
        if (const auto why = document.apply(*batch); !why.empty()) throw std::invalid_argument(why);
    return document.text();
}

}  // namespace yorozu::flows
