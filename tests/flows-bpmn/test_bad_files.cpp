#include <catch2/catch.hpp>
#include <random>

#include "flows/bpmn/flow_document.h"
#include "flows/bpmn/lint.h"
#include "flows/bpmn/write_flow.h"
#include "tests/flows-bpmn/corpus_files.h"

using namespace yorozu::flows;

namespace {

bool has(const FlowReading& reading, const std::string& rule, int line = 0) {
    for (const auto& problem : reading.problems)
        if (problem.rule == rule && (line == 0 || problem.line == line)) return true;
    return false;
}

const std::string head = "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" targetNamespace=\"x\">\n";

}  // namespace

TEST_CASE("A billion laughs are not laughed: entities stay what they are, and the file is shown") {
    std::string text = "<?xml version=\"1.0\"?>\n<!DOCTYPE definitions [\n<!ENTITY lol \"lol\">\n";
    for (char each = 'a'; each < 'k'; ++each) text += std::string("<!ENTITY ") + each + " \"&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;\">\n";
    text += "]>\n" + head + "<process id=\"P\"><task id=\"T\" name=\"&j;\"/></process></definitions>";
    const auto reading = read_flow(text);
    CHECK(has(reading, "undefined-entity", 16));
    CHECK(reading.flow.node("T")->name == "&j;");
}

TEST_CASE("Another vocabulary, duplicate ids and references to nothing are named with their lines") {
    CHECK(has(read_flow("<html><body/></html>"), "wrong-namespace", 1));
    CHECK_FALSE(read_flow("<html><body/></html>").shown);
    const auto draft = read_flow("<definitions xmlns=\"http://schema.omg.org/spec/BPMN/1.0\">\n<process id=\"P\"><task id=\"T\" name=\"t\"/></process></definitions>");
    CHECK(has(draft, "wrong-namespace", 1));
    CHECK(draft.flow.node("T"));
    CHECK_FALSE(draft.whole);
    const auto reading = read_flow(head + "<process id=\"P\">\n<task id=\"T\"/>\n<task id=\"T\"/>\n<sequenceFlow id=\"F\" sourceRef=\"T\" targetRef=\"gone\"/>\n<boundaryEvent id=\"B\" attachedToRef=\"B\"/>\n</process></definitions>");
    CHECK(has(reading, "duplicate-id", 4));
    CHECK(has(reading, "dangling-reference", 5));
    CHECK(has(reading, "dangling-reference", 6));
    CHECK(reading.whole);
}

TEST_CASE("Processes that call each other in a circle are found, and walking them ends") {
    const auto reading = read_flow(head + "<process id=\"A\"><callActivity id=\"a\" calledElement=\"B\"/></process>\n<process id=\"B\"><callActivity id=\"b\" calledElement=\"A\"/></process></definitions>");
    CHECK(has(reading, "process-cycle", 3));
}

TEST_CASE("Bad numbers, depth and bytes are said, not swallowed") {
    const std::string di = " xmlns:bpmndi=\"http://www.omg.org/spec/BPMN/20100524/DI\" xmlns:dc=\"http://www.omg.org/spec/DD/20100524/DC\"";
    const auto drawn = [&](const std::string& bounds) {
        return read_flow("<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\"" + di + "><process id=\"P\"><task id=\"T\"/></process><bpmndi:BPMNDiagram><bpmndi:BPMNPlane bpmnElement=\"P\"><bpmndi:BPMNShape bpmnElement=\"T\">\n<dc:Bounds " + bounds +
                         "/></bpmndi:BPMNShape></bpmndi:BPMNPlane></bpmndi:BPMNDiagram></definitions>");
    };
    for (const char* bad : {"x=\"NaN\" y=\"0\" width=\"1\" height=\"1\"", "x=\"1e300\" y=\"0\" width=\"1\" height=\"1\"", "x=\"0\" y=\"0\" width=\"-1\" height=\"1\"", "x=\"0\" y=\"0\" width=\"1\""}) CHECK(has(drawn(bad), "bad-number", 2));
    CHECK(drawn("x=\"1\" y=\"2\" width=\"3\" height=\"4\"").problems.empty());
    std::string deep = head + "<process id=\"P\">";
    for (int n = 0; n < 100'000; ++n) deep += "<subProcess id=\"s" + std::to_string(n) + "\">";
    const auto reading = read_flow(deep);
    CHECK(has(reading, "malformed-xml"));
    CHECK_FALSE(reading.whole);
    CHECK(has(read_flow(head + "\n<process id=\"\xff\"/></definitions>"), "malformed-xml", 3));
    CHECK(has(read_flow(head + "<process id=\"a\" id=\"b\"/></definitions>"), "malformed-xml", 2));
    CHECK(has(read_flow(""), "malformed-xml"));
    CHECK(has(load_flow("/nowhere/at/all.bpmn"), "unreadable-file"));
}

TEST_CASE("A file cut anywhere shows what stood before, and is never taken for whole") {
    const auto text = bytes_of(corpus / "bpmn-io.bpmn");
    for (std::size_t length = 0; length < text.size() - 20; length += 97) {
        const auto reading = read_flow(std::string_view(text).substr(0, length));
        CHECK_FALSE(reading.whole);
        CHECK_FALSE(reading.problems.empty());
    }
    CHECK(read_flow(std::string_view(text).substr(0, text.size() / 2)).flow.nodes.size() > 5);
}

TEST_CASE("Mutated files never crash the reader, the lint, the writer or an editor") {
    std::mt19937 random(20261121);
    for (const auto& file : std::filesystem::directory_iterator(corpus)) {
        const auto text = bytes_of(file.path());
        const int rounds = text.size() > 10'000 ? 40 : 150;
        for (int n = 0; n < rounds; ++n) {
            auto mutated = text;
            for (int changes = 1 + static_cast<int>(random() % 6); changes > 0; --changes) {
                const auto at = random() % mutated.size(), length = random() % 60, from = random() % mutated.size();
                switch (random() % 4) {
                    case 0: mutated[at] = static_cast<char>(random()); break;
                    case 1: mutated.erase(at, length); break;
                    case 2: mutated.insert(at, mutated.substr(from, length)); break;
                    default: mutated.replace(at, length, mutated.substr(from, length)); break;
                }
            }
            const auto reading = read_flow(mutated);
            lint(reading.flow);
            FlowDocument document(mutated);
            CHECK((document.text() == mutated));
            CHECK(document.editable() == reading.whole);
            if (!reading.whole || reading.flow.nodes.empty()) continue;
            CHECK(read_flow(write_flow(reading.flow)).whole);
            const auto id = reading.flow.nodes[random() % reading.flow.nodes.size()].id;
            if (document.apply(Remove{id}).empty() && document.modified()) document.undo();
            CHECK((document.text() == mutated));
        }
    }
}
