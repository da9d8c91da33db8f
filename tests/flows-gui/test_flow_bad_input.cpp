// What is wrong with a file is said with its line, what can be shown of it is shown, and the file on disk stays as it is.
#include <catch2/catch.hpp>
#include <set>

#include "tests/flows-gui/flow_person.h"

using namespace yorozu;
using namespace yorozu::gui;
using namespace yorozu::test;

namespace {

const std::string bpmn = "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:di='http://www.omg.org/spec/BPMN/20100524/DI' xmlns:dc='http://www.omg.org/spec/DD/20100524/DC' targetNamespace='urn:x'>\n";

/// A drawing of these elements beside each other.
std::string drawn(const std::vector<std::string>& ids) {
    std::string shapes;
    for (std::size_t i = 0; i < ids.size(); ++i)
        shapes += "<di:BPMNShape id='s" + std::to_string(i) + "' bpmnElement='" + ids[i] + "'><dc:Bounds x='" + std::to_string(100 * i + 10) + "' y='10' width='76' height='56'/></di:BPMNShape>\n";
    return "<di:BPMNDiagram id='g'><di:BPMNPlane id='l' bpmnElement='p'>\n" + shapes + "</di:BPMNPlane></di:BPMNDiagram>\n";
}

struct Bad {
    const char* name;
    std::string text;
    bool shown;             ///< something can be shown
    bool editable;          ///< and changed
    const char* rule = "";  ///< in the list of problems
};

std::string laughs() {
    std::string text = "<?xml version='1.0'?>\n<!DOCTYPE definitions [\n<!ENTITY lol 'lol'>\n";
    for (char each = 'a'; each < 'k'; ++each) text += std::string("<!ENTITY ") + each + " '&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;'>\n";
    return text + "]>\n" + bpmn + "<process id='p'><task id='t' name='&j;'/></process>\n" + drawn({"t"}) + "</definitions>";
}

}  // namespace

TEST_CASE("Each kind of bad file is told with its line or shown with its problems, and none is changed on disk") {
    const std::vector<Bad> all{
        {"cut", bpmn + "<process id='p'>\n<task id='t' name='受付'/>\n<task id='u' name='", true, false, "malformed-xml"},
        {"empty", "", false, false},
        {"text", "hello", false, false},
        {"laughs", laughs(), true, true, "undefined-entity"},
        {"other", "<html><body/></html>", false, false},
        {"draft-of-bpmn", "<definitions xmlns='http://schema.omg.org/spec/BPMN/1.0'>\n<process id='P'><task id='T' name='t'/></process></definitions>", true, false, "wrong-namespace"},
        {"twice", bpmn + "<process id='p'>\n<task id='t' name='a'/>\n<task id='t' name='b'/></process>\n" + drawn({"t"}) + "</definitions>", true, true, "duplicate-id"},
        {"dangling", bpmn + "<process id='p'>\n<task id='t' name='a'/>\n<sequenceFlow id='f' sourceRef='t' targetRef='gone'/></process>\n" + drawn({"t"}) + "</definitions>", true, true, "dangling-reference"},
        {"circle", bpmn + "<process id='p'><callActivity id='a' name='a' calledElement='q'/></process>\n<process id='q'><callActivity id='b' name='b' calledElement='p'/></process>\n" + drawn({"a"}) + "</definitions>", true, true, "process-cycle"},
        {"undrawn", bpmn + "<process id='p'><task id='t' name='a'/><task id='u' name='b'/></process>\n" + drawn({"t"}) + "</definitions>", true, true, "no-bpmndi"},
        {"ghost", bpmn + "<process id='p'><task id='t' name='a'/></process>\n" + drawn({"t", "nobody"}) + "</definitions>", true, true, "dangling-reference"},
    };
    const Home home;
    fs::create_directories(home.workspace / "flows");
    const auto file_of = [&](const Bad& bad) { return home.workspace / "flows" / (std::string(bad.name) + ".bpmn"); };
    for (const auto& bad : all) std::ofstream(file_of(bad), std::ios::binary) << bad.text;
    with_window(home, [&](Person& person) {
        go_to_flows(person, home);
        for (const auto& bad : all) {
            INFO(bad.name);
            const auto file = file_of(bad);
            person.ask<bool>([&](Frame& frame) {
                frame.enter("flows", file.string());
                return true;
            });
            const bool shown = person.is([&](Frame& frame) { return tab(frame) && tab(frame)->opened.file == file; });
            CHECK(shown == bad.shown);
            if (!bad.editable) CHECK(person.message().find("行目") != std::string::npos);
            if (shown) {
                CHECK(person.is([](Frame& frame) { return room(frame).state().editable(); }) == bad.editable);
                person.wait("its problems", [](Frame& frame) { return tab(frame)->checked == tab(frame)->version; });
                CHECK(person.is([&](Frame& frame) {
                    const auto& problems = tab(frame)->problems;
                    return std::any_of(problems.begin(), problems.end(), [&](const auto& problem) { return problem.rule == bad.rule; });
                }));
                if (!bad.editable) person.key("ctrl+a Delete ctrl+s");   // it is only looked at
            }
            CHECK(bytes_of(file) == bad.text);
            CHECK_FALSE(fs::exists(desk::draft_of(file)));
        }
    });
}

TEST_CASE("While large files are read for the list, the strip says how far; one that is opened is read beside the window") {
    const Home home;
    fs::create_directories(home.workspace / "flows");
    for (int n = 0; n < 2; ++n) {
        std::ofstream out(home.workspace / ("flows/large" + std::to_string(n) + ".bpmn"), std::ios::binary);
        out << bpmn << "<process id='p' name='大きな手続き'><task id='t' name='受付'/>\n";
        for (int i = 0; i < 95'000; ++i) out << "<!-- 長い覚え書き 長い覚え書き 長い覚え書き 長い覚え書き 長い覚え書き -->\n";
        out << "</process>\n" << drawn({"t"}) << "</definitions>";
    }
    REQUIRE(fs::file_size(home.workspace / "flows/large0.bpmn") > (9 << 20));
    with_window(home, [&](Person& person) {
        auto told = std::make_shared<std::set<std::string>>();   // the strip follows the same word
        person.ask<bool>([&](Frame& frame) {
            auto& jobs = frame.session().jobs;
            jobs.changed = [&jobs, told, before = jobs.changed] {
                for (const auto& job : jobs.running()) told->insert(job.words.kind.utf8_string());
                if (before) before();
            };
            return true;
        });
        go_to_flows(person, home);
        person.wait("the list", [](Frame& frame) { auto* table = table_in("flow-list", "ワークスペースの業務フロー"); return table && table->rows().size() == 2 && frame.session().jobs.idle(); });
        person.key("Return");
        person.wait("it is read", [](Frame& frame) { return tab(frame) != nullptr; });
        CHECK(person.is([](Frame& frame) { return tab(frame)->flow().node("t") != nullptr; }));
        CHECK(person.ask<std::set<std::string>>([&](Frame&) { return *told; }) == std::set<std::string>{"業務フローの一覧", "業務フローを開く"});
    });
}
