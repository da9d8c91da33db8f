#include <catch2/catch.hpp>

#include "flows/bpmn/lint.h"
#include "flows/bpmn/read_flow.h"
#include "flows/bpmn/write_flow.h"
#include "tests/flows-bpmn/corpus_files.h"
#include "tests/flows-bpmn/same_structure.h"

using namespace yorozu::flows;

TEST_CASE("A file written from the values alone has every element, attribute, shape, waypoint and extension") {
    int files = 0;
    for (const auto& file : std::filesystem::directory_iterator(corpus)) {
        INFO(file.path());
        const auto text = bytes_of(file.path());
        const auto reading = read_flow(text);
        REQUIRE(reading.whole);
        const auto rebuilt = write_flow(reading.flow);
        std::istringstream before(structure_of(text)), after(structure_of(rebuilt));
        std::string a, b;
        while (true) {   // the first difference says more than both texts
            const bool more = static_cast<bool>(std::getline(before, a)), also = static_cast<bool>(std::getline(after, b));
            REQUIRE(more == also);
            if (!more) break;
            REQUIRE(a == b);
        }
        // Written again, it stays to the byte.
        CHECK((write_flow(read_flow(rebuilt).flow) == rebuilt));
        ++files;
    }
    CHECK(files >= 5);
}

TEST_CASE("The comparer sees what is lost") {
    const auto text = bytes_of(corpus / "bpmn-io.bpmn");
    const auto without = [&](const std::string& piece) {
        auto changed = text;
        const auto at = changed.find(piece);
        REQUIRE(at != std::string::npos);
        changed.erase(at, piece.size());
        return structure_of(changed) != structure_of(text);
    };
    CHECK(without("        <di:waypoint x=\"640\" y=\"250\" />\n"));
    CHECK(without(" isCollection=\"true\""));
    CHECK(without("<bpmn:incoming>Flow_bad</bpmn:incoming>"));
    CHECK(without(" bioc:stroke=\"#0d4372\""));
    CHECK(without("<bpmndi:BPMNLabel />"));
}

TEST_CASE("What the values say wins over what was written") {
    auto flow = load_flow(corpus / "bpmn-io.bpmn").flow;
    flow.nodes[0].name = "<新しい>";
    flow.diagrams[0].shapes[0].bounds.x = 0.1 + 0.2;
    flow.edges[0].target = "Gateway_split";
    const auto again = read_flow(write_flow(flow));
    CHECK(again.flow.node(flow.nodes[0].id)->name == "<新しい>");
    CHECK(again.flow.diagrams[0].shapes[0].bounds.x == 0.3);
    CHECK(again.flow.edge(flow.edges[0].id)->target == "Gateway_split");
}

TEST_CASE("The samples are sound, survive being rebuilt, and have the published minutes") {
    const auto samples = std::filesystem::path(YOROZU_SOURCE_DIR) / "samples/flows";
    for (const char* name : {"tennyu.bpmn", "koza-furikae-hagaki.bpmn"}) {
        const auto reading = load_flow(samples / name);
        REQUIRE(reading.whole);
        CHECK(reading.problems.empty());
        for (const auto& problem : lint(reading.flow))
            if (problem.rule != "minutes-unmeasured") FAIL_CHECK(name << " " << problem.line << " " << problem.rule << " " << problem.what);
        CHECK((structure_of(write_flow(reading.flow)) == structure_of(bytes_of(samples / name))));
    }
    const Flow flow = load_flow(samples / "tennyu.bpmn").flow;
    double minutes[2] = {};
    for (const auto& node : flow.nodes)
        if (node.quantities.minutes) minutes[node.process] += node.quantities.minutes->expected();
    CHECK(minutes[0] == Approx(39));
    CHECK(minutes[1] == Approx(29));
    // Counterparts lead both ways.
    int linked = 0;
    for (const auto& node : flow.nodes) {
        if (node.process != 0 || node.attachments.counterpart.empty()) continue;
        const Node* other = flow.node(node.attachments.counterpart);
        REQUIRE(other);
        CHECK(other->attachments.counterpart == node.id);
        ++linked;
    }
    CHECK(linked == 19);
    CHECK(flow.processes[0].volume->cases_per_year == 29622);
}
