#include <catch2/catch.hpp>
#include <random>
#include <set>

#include "flows/bpmn/flow_document.h"
#include "flows/bpmn/write_flow.h"
#include "tests/flows-bpmn/corpus_files.h"

using namespace yorozu::flows;

namespace {

/// The lines that are in one text only.
std::vector<std::string> other_lines(const std::string& before, const std::string& after) {
    std::multiset<std::string> old;
    std::vector<std::string> found;
    std::istringstream a(before), b(after);
    for (std::string line; std::getline(a, line);) old.insert(line);
    for (std::string line; std::getline(b, line);)
        if (const auto same = old.find(line); same != old.end()) old.erase(same);
        else found.push_back("+" + line);
    for (const auto& line : old) found.push_back("-" + line);
    return found;
}

/// All that a flow says, places and lines included, as text.
std::string everything(const Flow& flow) {
    std::ostringstream all;
    all << write_flow(flow) << '\n';
    const auto list = [&](const std::vector<int>& places) { for (const int place : places) all << place << ','; };
    for (const auto& node : flow.nodes) {
        all << node.id << ' ' << node.name << ' ' << static_cast<int>(node.kind) << ' ' << node.process << ' ' << node.parent << ' ' << node.lane << ' ' << node.attached_to << ' ' << node.default_flow << ' ' << static_cast<int>(node.trigger) << ' '
            << node.undrawn << node.inside_rest << node.by_event << node.text << ' ' << node.quantities.stage << ' ' << (node.quantities.minutes ? node.quantities.minutes->expected() : -1) << ' ' << node.attachments.template_id << ' ' << node.line << " in ";
        list(node.incoming);
        all << " out ";
        list(node.outgoing);
        all << '\n';
    }
    for (const auto& edge : flow.edges)
        all << edge.id << ' ' << edge.from << ' ' << edge.to << ' ' << edge.parent << ' ' << edge.is_default << ' ' << edge.condition << ' ' << edge.probability.value_or(-1) << ' ' << edge.line << '\n';
    for (const auto& lane : flow.lanes) {
        all << lane.id << ' ' << lane.line << ' ';
        list(lane.nodes);
        all << '\n';
    }
    for (const auto& diagram : flow.diagrams) {
        for (const auto& shape : diagram.shapes) all << shape.element << ' ' << static_cast<int>(shape.of.what) << shape.of.index << ' ' << shape.bounds.x << ' ' << shape.bounds.width << ' ' << shape.colours.fill << ' ' << shape.line << '\n';
        for (const auto& edge : diagram.edges) all << edge.element << ' ' << static_cast<int>(edge.of.what) << edge.of.index << ' ' << edge.points.size() << ' ' << edge.line << '\n';
        list(diagram.order);
    }
    return all.str();
}

FlowDocument opened(const char* name = "bpmn-io.bpmn") { return FlowDocument(bytes_of(corpus / name)); }

}  // namespace

TEST_CASE("Renaming a step changes its name in the file and nothing else") {
    auto document = opened();
    const auto before = document.text();
    REQUIRE(document.apply(Rename{"Activity_input", "住基 \"に\" 入力 & 確認"}) == "");
    CHECK(other_lines(before, document.text()) == std::vector<std::string>{"+    <bpmn:userTask id=\"Activity_input\" name=\"住基 &quot;に&quot; 入力 &amp; 確認\">", "-    <bpmn:userTask id=\"Activity_input\" name=\"住基に入力\">"});
    CHECK(document.flow().node("Activity_input")->name == "住基 \"に\" 入力 & 確認");
    CHECK(document.undo_sentence() == "「住基に入力」の名前を「住基 \"に\" 入力 & 確認」に変更");
    CHECK(document.modified());
    REQUIRE(document.undo());
    CHECK((document.text() == before));
    CHECK_FALSE(document.modified());
    CHECK(document.redo_sentence() == "「住基に入力」の名前を「住基 \"に\" 入力 & 確認」に変更");
}

TEST_CASE("Moving a shape changes two numbers, and its label follows") {
    auto document = opened();
    const auto before = document.text();
    const auto old = document.flow().diagrams[0].shape("Gateway_split")->bounds;
    REQUIRE(document.apply(MoveShape{0, "Gateway_split", {old.x + 10, old.y, old.width, old.height}}) == "");
    CHECK(other_lines(before, document.text()).size() == 4);   // one line for the shape, one for its label
    CHECK(document.flow().diagrams[0].shape("Gateway_split")->label->bounds == Box{299, 201, 42, 14});
}

TEST_CASE("A step that is removed takes its flows, lines, numbers and places in lanes along, and undo brings them back") {
    auto document = opened();
    const auto before = document.text();
    REQUIRE(document.apply(Remove{"SubProcess_check"}) == "");
    const auto after = document.text();
    for (const char* gone : {"SubProcess_check", "Event_timeout", "Activity_inner", "Flow_2", "Flow_3", "id=\"Association_1\"", "SubProcess_event"}) {
        INFO(gone);
        CHECK(after.find(gone) == std::string::npos);
    }
    CHECK(read_flow(after).problems.empty());
    REQUIRE(document.undo());
    CHECK((document.text() == before));
}

TEST_CASE("Minutes, probability, cases and attachments are kept as BPSim and in our namespace, and read back") {
    auto document = opened();
    StepQuantities step;
    step.minutes = Minutes{Minutes::Kind::triangular, 0, 0, 3, 5, 9};
    step.waiting = Minutes{Minutes::Kind::fixed, 2.5};
    step.source = Source::shared;
    step.source_note = "受付 7 分を按分";
    step.people = 2;
    step.yen = 84;
    step.priority = 3;
    step.stage = "受付";
    Volume volume{29622, {}, Source::published, "葛飾区 R4"};
    volume.monthly[0] = 0.5;
    volume.monthly[11] = 0.5;
    const Attachments attached{"tennyu", "tennyu-nyuryoku", "S-1", "to-be.bpmn#Task_9", "paper"};
    const auto before = document.text();
    REQUIRE(document.apply({SetStep{"Activity_input", step}, SetProbability{"Flow_bad", 0.125}, SetVolume{"Process_office", volume},
                            Attach{"Activity_input", attached}, SetStaff{"Lane_check", {1.5, 2400.0, "mon-fri 08:30-17:15"}},
                            SetProcess{"Process_office", "戸籍住民課", "", "Process_ToBe", Variant::as_is}}) == "");
    const auto reading = read_flow(document.text());
    CHECK(reading.problems.empty());
    const Node& input = *reading.flow.node("Activity_input");
    CHECK(input.quantities == step);
    CHECK(input.attachments == attached);
    CHECK(reading.flow.edge("Flow_bad")->probability == 0.125);
    CHECK(reading.flow.processes[0].volume == volume);
    CHECK(reading.flow.processes[0].department == "戸籍住民課");
    CHECK(reading.flow.processes[0].variant == Variant::as_is);
    CHECK(reading.flow.lanes[3].staff == LaneStaff{1.5, 2400.0, "mon-fri 08:30-17:15"});
    CHECK(document.text().find("relationship type=\"BPSimData\"") != std::string::npos);
    // Taken away again, nothing of it stays but the declared namespaces and the empty scenario.
    REQUIRE(document.apply({SetStep{"Activity_input", {}}, SetProbability{"Flow_bad", {}}, Attach{"Activity_input", {}}}) == "");
    CHECK(document.text().find("ElementParameters") == std::string::npos);
    CHECK(document.text().find("attachments") == std::string::npos);
    document.undo();
    document.undo();
    CHECK((document.text() == before));
}

TEST_CASE("What is added is found again where it was put") {
    auto document = opened();
    REQUIRE(document.apply({AddNode{"Task_new", "通知", NodeKind::send_task, Trigger::none, "Process_office", "Lane_window", "", 0, Box{700, 210, 100, 80}},
                            AddEdge{"Flow_new", "", EdgeKind::sequence, "Task_new", "Event_end", 0, {{800, 250}, {972, 250}}},
                            AddNode{"Event_new", "", NodeKind::boundary_event, Trigger::error, "Process_office", "", "Task_new", 0, Box{782, 272, 36, 36}},
                            AddNode{"Data_new", "控え", NodeKind::data_object, Trigger::none, "Process_office", "", "", 0, Box{730, 120, 36, 50}},
                            AddEdge{"Data_edge", "", EdgeKind::data_output, "Task_new", "Data_new", 0, {{750, 210}, {750, 170}}}}) == "");
    const auto reading = read_flow(document.text());
    CHECK(reading.problems.empty());
    const Node& task = *reading.flow.node("Task_new");
    CHECK(task.kind == NodeKind::send_task);
    CHECK(reading.flow.lanes[static_cast<std::size_t>(task.lane)].name == "窓口");
    CHECK(task.listed_outgoing == std::vector<std::string>{"Flow_new"});
    CHECK(reading.flow.node("Event_new")->trigger == Trigger::error);
    CHECK(reading.flow.edge("Data_edge")->target == "Data_new");
    CHECK(reading.flow.diagrams[0].edge("Flow_new")->points.size() == 2);
}

TEST_CASE("An edit that can't be done says why and changes nothing") {
    auto document = opened();
    const auto before = document.text();
    for (const FlowEdit& edit : std::vector<FlowEdit>{Rename{"nobody", "x"}, AddEdge{"", "", EdgeKind::sequence, "Activity_inner", "Event_end"}, AddNode{"Event_end", "", NodeKind::task, Trigger::none, "Process_office"},
                                                      SetProbability{"Flow_ok", 1.5}, Reroute{0, "Flow_ok", {{1, 1}}}, Morph{"SubProcess_check", NodeKind::task, {}},
                                                      AddNode{"", "", NodeKind::boundary_event, Trigger::timer, "Process_office"}, MoveShape{7, "Event_end", {}}}) {
        INFO(edit.index());
        const auto why = document.apply({Rename{"Activity_issue", "x"}, edit});
        CHECK_FALSE(why.empty());
        CHECK((document.text() == before));
    }
    CHECK(document.history().empty());
}

TEST_CASE("Any row of edits is undone to the first byte, and the values are always those of the text") {
    for (const auto& file : std::filesystem::directory_iterator(corpus)) {
        INFO(file.path());
        std::mt19937 random(7);
        FlowDocument document(bytes_of(file.path()));
        const auto before = document.text();
        std::vector<std::string> texts{before};
        const auto any = [&](const auto& values) -> const auto& { return values[random() % values.size()]; };
        int done = 0;
        for (int n = 0; n < 300; ++n) {
            const Flow& flow = document.flow();
            if (flow.nodes.empty() || flow.edges.empty()) break;
            const Node& node = any(flow.nodes);
            const Edge& edge = any(flow.edges);
            const double x = static_cast<double>(random() % 900), y = static_cast<double>(random() % 900);
            StepQuantities step;
            if (random() % 2) step.minutes = Minutes{Minutes::Kind::fixed, x};
            if (random() % 2) step.stage = "受付";
            FlowEdit edit = Rename{node.id, std::to_string(n)};
            switch (random() % 18) {
                case 0: edit = MoveShape{0, node.id, {x, y, 100, 80}}; break;
                case 1: edit = Reroute{0, edge.id, Line(2 + random() % 4, Point{x, y})}; break;
                case 2: edit = SetStep{node.id, step}; break;
                case 3: edit = SetProbability{edge.id, random() % 3 ? std::optional<double>(0.5) : std::nullopt}; break;
                case 4: edit = AddNode{"", "新しい\n<工程>", random() % 2 ? NodeKind::task : NodeKind::data_object, Trigger::none, flow.processes.empty() ? "" : any(flow.processes).id, flow.lanes.empty() ? "" : any(flow.lanes).id, "", 0, Box{x, y, 100, 80}}; break;
                case 5: edit = AddEdge{"", "", random() % 2 ? EdgeKind::sequence : EdgeKind::association, node.id, any(flow.nodes).id, 0, {{x, y}, {y, x}}}; break;
                case 6: if (flow.nodes.size() > 5) edit = Remove{node.id}; break;
                case 7: if (flow.edges.size() > 4) edit = Remove{edge.id}; break;
                case 8: edit = SetLane{node.id, flow.lanes.empty() ? "" : any(flow.lanes).id}; break;
                case 9: edit = Reconnect{edge.id, node.id, ""}; break;
                case 10: edit = Attach{node.id, {random() % 2 ? "t" : "", "", "", "", ""}}; break;
                case 11: edit = Morph{node.id, NodeKind::user_task, {}}; break;
                case 12: edit = SetText{node.id, random() % 2 ? "説明 ]]> & <b>" : ""}; break;
                case 13: edit = SetCondition{edge.id, random() % 2 ? "a < b" : ""}; break;
                case 14: edit = SetColours{0, node.id, {"#ffffff", "", ""}}; break;
                case 15: edit = MoveLabel{0, edge.id, Box{x, y, 10, 10}}; break;
                case 16: edit = AddLane{"", "新しい係", flow.processes.empty() ? "" : any(flow.processes).id, "", 0, Box{x, y, 600, 100}}; break;
                default: break;
            }
            if (!document.apply(edit).empty()) continue;
            const auto text = document.text();
            if (text == texts.back()) continue;
            texts.push_back(text);
            ++done;
            // An edit reads anew only what it touched; the values are those of the whole text all the same.
            REQUIRE((everything(document.flow()) == everything(read_flow(text).flow)));
            if (n % 20 != 0) continue;
            const auto again = read_flow(text);
            REQUIRE(again.whole);
            for (const auto& problem : again.problems) FAIL_CHECK(n << " " << problem.line << " " << problem.rule << " " << problem.what);
            CHECK(again.flow.nodes.size() == document.flow().nodes.size());
            CHECK(again.flow.edges.size() == document.flow().edges.size());
            for (std::size_t at = 0; at < again.flow.nodes.size(); ++at) CHECK(again.flow.nodes[at].line == document.flow().nodes[at].line);
        }
        CHECK(done > 12);
        while (!texts.empty()) {
            REQUIRE((document.text() == texts.back()));
            texts.pop_back();
            CHECK(document.undo() == !texts.empty());
            REQUIRE((everything(document.flow()) == everything(read_flow(document.text()).flow)));
        }
        CHECK((document.text() == before));
        while (document.redo()) {}
        CHECK((everything(document.flow()) == everything(read_flow(document.text()).flow)));
        CHECK(read_flow(document.text()).whole);
    }
}

TEST_CASE("Dragging is one step of the history, and what was saved stays a place of its own") {
    auto document = opened();
    for (int n = 1; n <= 5; ++n) REQUIRE(document.apply({MoveShape{0, "Activity_issue", {840.0 + n, 210, 100, 80}}}, "", "drag") == "");
    CHECK(document.history().size() == 1);
    document.saved();
    CHECK_FALSE(document.modified());
    REQUIRE(document.apply({MoveShape{0, "Activity_issue", {900, 210, 100, 80}}}, "", "drag") == "");
    CHECK(document.history().size() == 2);
    document.undo();
    CHECK_FALSE(document.modified());
}

TEST_CASE("A broken file can be looked at and not changed") {
    auto text = bytes_of(corpus / "bpmn-io.bpmn");
    text.resize(text.find("<bpmn:boundaryEvent"));
    FlowDocument document(text);
    CHECK_FALSE(document.editable());
    CHECK(document.flow().node("Activity_input"));
    REQUIRE_FALSE(document.problems().empty());
    CHECK(document.problems().front().rule == "malformed-xml");
    CHECK(document.problems().front().line > 80);
    CHECK_FALSE(document.apply(Rename{"Activity_input", "x"}).empty());
    CHECK(document.text() == text);
}
