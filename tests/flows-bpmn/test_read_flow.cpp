#include <catch2/catch.hpp>

#include "flows/bpmn/kept_xml.h"
#include "flows/bpmn/read_flow.h"
#include "tests/flows-bpmn/corpus_files.h"

using namespace yorozu::flows;

TEST_CASE("A text that nothing was changed in is written back byte for byte") {
    for (const auto& file : std::filesystem::directory_iterator(corpus)) {
        INFO(file.path());
        const auto text = bytes_of(file.path());
        Problems problems;
        const KeptXml xml(text, problems);
        CHECK(problems.empty());
        CHECK(xml.text() == text);
    }
}

TEST_CASE("Steps, lanes, pools, data, edges and their drawing are read into values") {
    const auto reading = load_flow(corpus / "bpmn-io.bpmn");
    for (const auto& problem : reading.problems) UNSCOPED_INFO(problem.line << " " << problem.rule << " " << problem.what);
    REQUIRE(reading.whole);
    CHECK(reading.problems.empty());
    const Flow& flow = reading.flow;
    CHECK(flow.pools.size() == 2);
    CHECK(flow.pools[0].process == -1);
    CHECK(flow.pools[1].process == 0);
    CHECK(flow.processes[0].pool == 1);
    REQUIRE(flow.lanes.size() == 4);

    const Node& input = *flow.node("Activity_input");
    CHECK(input.kind == NodeKind::user_task);
    CHECK(input.name == "住基に入力");
    CHECK(input.text == "二人で読み合わせる");
    CHECK(input.repeat == Repeat::sequential_instances);
    CHECK(flow.lanes[static_cast<std::size_t>(input.lane)].name == "入力係");
    REQUIRE(input.incoming.size() == 1);
    CHECK(flow.edges[static_cast<std::size_t>(input.incoming[0])].id == "Flow_ok");
    CHECK(flow.edge("Flow_ok")->is_default);
    CHECK(flow.edge("Flow_bad")->condition == "${fubi > 0}");

    const Node& timeout = *flow.node("Event_timeout");
    CHECK(timeout.trigger == Trigger::timer);
    CHECK_FALSE(timeout.interrupting);
    CHECK(flow.nodes[static_cast<std::size_t>(timeout.attached_to)].id == "SubProcess_check");
    CHECK(flow.nodes[static_cast<std::size_t>(flow.node("Activity_inner")->parent)].id == "SubProcess_check");
    CHECK(flow.node("SubProcess_event")->by_event);
    CHECK(flow.node("TextAnnotation_1")->name == "2名で");
    CHECK(flow.node("Group_1")->name == "システム & 紙");
    CHECK(flow.node("DataObject_1")->undrawn);
    CHECK(flow.edge("DataInputAssociation_1")->source == "DataObjectReference_1");
    CHECK(flow.edge("DataInputAssociation_1")->target == "Activity_input");
    CHECK(flow.edge("Flow_message")->from_ref == Ref{What::pool, 0});

    const Diagram& diagram = flow.diagrams.at(0);
    CHECK(diagram.of.what == What::collaboration);
    CHECK(diagram.shape("Activity_issue")->bounds == Box{840, 210, 100, 80});
    CHECK(diagram.shape("Participant_citizen")->colours.fill == "#bbdefb");
    CHECK(diagram.shape("SubProcess_check")->expanded == true);
    CHECK(diagram.edge("Flow_bad")->points.size() == 5);
    CHECK(diagram.edge("Flow_ok")->label->bounds == Box{315, 300, 21, 14});
}
