// Not a promise but a measurement, run by hand: yorozu-test-flows-gui "[measure]". 8,000 elements in the real window: how long
// an edit keeps the window busy, until it is painted.
#include <catch2/catch.hpp>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iostream>

#include "tests/gui/screen.h"
#include "workbench/gui/flows/flow_room.h"

using namespace yorozu;
using namespace yorozu::gui;
namespace fs = std::filesystem;

namespace {

/// Five lanes, 4,000 steps in them, each connected with the next: 8,000 elements, all drawn.
std::string large_flow() {
    constexpr int steps = 4000, lanes = 5, in_row = steps / lanes;
    std::string process, plane;
    process += "<laneSet id='ls'>";
    for (int lane = 0; lane < lanes; ++lane) {
        process += "<lane id='lane" + std::to_string(lane) + "' name='係" + std::to_string(lane) + "'>";
        for (int i = 0; i < in_row; ++i) process += "<flowNodeRef>t" + std::to_string(i * lanes + lane) + "</flowNodeRef>";
        process += "</lane>";
        plane += "<di:BPMNShape id='lane" + std::to_string(lane) + "_s' bpmnElement='lane" + std::to_string(lane) + "' isHorizontal='true'><dc:Bounds x='0' y='" + std::to_string(lane * 96) + "' width='" + std::to_string(60 + in_row * 100) + "' height='96'/></di:BPMNShape>";
    }
    process += "</laneSet>";
    for (int i = 0; i < steps; ++i) {
        const std::string n = std::to_string(i);
        const int x = 60 + i / lanes * 100, y = i % lanes * 96 + 16;
        process += "<task id='t" + n + "' name='申請書の内容を確かめる " + n + "'/>";
        plane += "<di:BPMNShape id='t" + n + "_s' bpmnElement='t" + n + "'><dc:Bounds x='" + std::to_string(x) + "' y='" + std::to_string(y) + "' width='76' height='56'/></di:BPMNShape>";
        if (i + 1 == steps) break;
        const std::string m = std::to_string(i + 1);
        process += "<sequenceFlow id='f" + n + "' sourceRef='t" + n + "' targetRef='t" + m + "'/>";
        const int x2 = 60 + (i + 1) / lanes * 100, y2 = (i + 1) % lanes * 96 + 16;
        plane += "<di:BPMNEdge id='f" + n + "_l' bpmnElement='f" + n + "'><i:waypoint x='" + std::to_string(x + 38) + "' y='" + std::to_string(y + 56) + "'/><i:waypoint x='" + std::to_string(x2 + 38) + "' y='" + std::to_string(y2) + "'/></di:BPMNEdge>";
    }
    return "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL' xmlns:di='http://www.omg.org/spec/BPMN/20100524/DI' xmlns:dc='http://www.omg.org/spec/DD/20100524/DC' xmlns:i='http://www.omg.org/spec/DD/20100524/DI' id='d' targetNamespace='urn:x'><process id='p' name='大きな流れ'>" +
           process + "</process><di:BPMNDiagram id='g'><di:BPMNPlane id='pl' bpmnElement='p'>" + plane + "</di:BPMNPlane></di:BPMNDiagram></definitions>";
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

}  // namespace

TEST_CASE("8,000 elements: opening, an edit, panning", "[.][measure]") {
    const Home home;
    fs::create_directories(home.workspace / "flows");
    const fs::path file = home.workspace / "flows/large.bpmn";
    std::ofstream(file, std::ios::binary) << large_flow();
    with_window(home, [&](Person& person) {
        person.ask<bool>([&](Frame& frame) { return frame.open_workspace(home.workspace, store::Access::write); });
        const auto timed = [](const std::function<void()>& deed) {
            // The window's own thread: what other programs on the machine do is not counted. What the display draws is another program's.
            const auto cpu = [] {
                timespec now{};
                clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
                return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
            };
            const double start = cpu();
            deed();
            return cpu() - start;
        };
        const auto canvas = [](Frame& frame) { return dynamic_cast<FlowCanvas*>(wxWindow::FindWindowByName("flow-canvas-0", &frame)); };
        std::cout << "CPU 時間（窓のスレッド）。開く: " << person.ask<double>([&](Frame& frame) { return timed([&] { frame.enter("flows", file.string()); canvas(frame)->Update(); }); }) << " ms\n";
        std::vector<double> edits, steps, pans, zooms, rooms;
        for (int i = 0; i < 15; ++i) {
            edits.push_back(person.ask<double>([&](Frame& frame) {
                auto& state = dynamic_cast<FlowRoom*>(frame.room())->state();
                return timed([&] {
                    state.apply(desk::move_shapes(state.open->flow(), state.open->diagram(), {"t12"}, 0, i % 2 ? -4 : 4));
                    canvas(frame)->Update();
                });
            }));
            steps.push_back(person.ask<double>([&](Frame& frame) {
                auto& state = dynamic_cast<FlowRoom*>(frame.room())->state();
                return timed([&] { state.apply({flows::Rename{"t7", "名前 " + std::to_string(i)}}); canvas(frame)->Update(); });
            }));
            pans.push_back(person.ask<double>([&](Frame& frame) {
                return timed([&] { canvas(frame)->scroll_to(canvas(frame)->view().x + 37); canvas(frame)->Update(); });
            }));
            zooms.push_back(person.ask<double>([&](Frame& frame) {
                return timed([&] { canvas(frame)->zoom_by(i % 2 ? 1.25 : 0.8); canvas(frame)->Update(); });
            }));
            rooms.push_back(person.ask<double>([&](Frame& frame) {
                auto& state = dynamic_cast<FlowRoom*>(frame.room())->state();
                return timed([&] {
                    state.apply(desk::make_room(state.open->flow(), state.open->diagram(), true, 10000, i % 2 ? -40 : 40));
                    canvas(frame)->Update();
                });
            }));
        }
        std::cout << "場所をあける: " << median(rooms) << " ms、拡大・縮小: " << median(zooms) << " ms\n";
        std::cout << "動かす: 中央値 " << median(edits) << " ms、名前: " << median(steps) << " ms、横に動かす: " << median(pans) << " ms\n";
    });
}
