#include "workbench/desk/flows/flow_desk.h"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "flows/bpmn/read_flow.h"
#include "workbench/desk/cases/case_links.h"
#include "workbench/desk/flows/flow_files.h"
#include "workbench/desk/rpa/scenario_library.h"
#include "workbench/desk/workspace/folder_copy.h"
#include "workbench/desk/workspace/kept_files.h"
#include "workbench/desk/workspace/whole_file.h"
#include "workbench/store/durable.h"

namespace yorozu::desk {
namespace fs = std::filesystem;

namespace {

/// The fault that a person mends first: errors before remarks, in the file's order.
std::string words_of_fault(const flows::Problems& problems, const fs::path& file) {
    const auto first = std::find_if(problems.begin(), problems.end(), [](const auto& problem) { return problem.weight == flows::Problem::Weight::error; });
    if (first == problems.end()) return "業務フローを開けません: " + file.string() + ": BPMN 2.0 の XML ファイルを選んでください";
    std::string where = file.string();
    if (first->line > 0) where += " " + std::to_string(first->line) + " 行目";
    return "業務フローを開けません（" + first->what + "）: " + where + ": " + first->mend;
}

std::string text_of(const fs::path& file) {
    std::error_code error;
    const auto size = fs::file_size(file, error);
    if (error) throw FlowRequestFault("業務フローを開けません: " + file.string() + ": ファイルがあるか、読む権限があるかを確かめてください");
    if (size > flows::largest_flow_file) throw FlowRequestFault("業務フローを開けません: " + file.string() + ": 100 MB より小さなファイルに分けてください");
    std::ifstream in(file, std::ios::binary);
    std::ostringstream all;
    all << in.rdbuf();
    if (!in) throw FlowRequestFault("業務フローを読めません: " + file.string() + ": ディスクと接続を確かめてください");
    return all.str();
}

OpenedFlow document_of(const fs::path& file, const fs::path& from) {
    OpenedFlow opened{file, flows::FlowDocument(text_of(from)), file != from};
    if (!opened.document.editable()) {
        opened.fault = words_of_fault(opened.document.problems(), from);
        if (opened.document.flow().nodes.empty()) throw FlowRequestFault(opened.fault);
    }
    return opened;
}

std::string xml_escaped(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (c == '&') out += "&amp;";
        else if (c == '<') out += "&lt;";
        else if (c == '"') out += "&quot;";
        else if (static_cast<unsigned char>(c) >= 0x20) out += c;
    }
    return out;
}

}  // namespace

fs::path flows_folder(const Workspace& workspace) { return workspace.folder() / "flows"; }

std::string name_of(const flows::Flow& flow, const fs::path& file) {
    if (!flow.name.empty()) return flow.name;
    for (const auto& process : flow.processes)
        if (!process.name.empty()) return process.name;
    return file.stem().string();
}

OpenedFlow open_flow(const fs::path& file) { return document_of(file, file); }

OpenedFlow open_draft(const fs::path& file) { return document_of(file, draft_of(file)); }

fs::path free_flow_file(const Workspace& workspace, const std::string& name) {
    std::string plain;
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        plain += byte < 0x20 || c == '/' || c == '\\' || c == ':' ? '_' : c;
    }
    while (!plain.empty() && (plain.front() == '.' || plain.front() == ' ')) plain.erase(0, 1);
    if (plain.empty()) plain = "フロー";
    for (int n = 1;; ++n) {
        const fs::path file = flows_folder(workspace) / (plain + (n == 1 ? "" : " " + std::to_string(n)) + ".bpmn");
        if (!fs::exists(file) && !fs::exists(draft_of(file))) return file;
    }
}

OpenedFlow new_flow(const Workspace& workspace, const std::string& name) {
    const std::string title = xml_escaped(name);
    const std::string text =
        R"(<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:yorozu="urn:yorozu:flow:1" id="flow" name=")" + title + R"(" targetNamespace="urn:yorozu:flows">
  <bpmn:process id="Process_1" name=")" + title + R"(" isExecutable="false">
    <bpmn:extensionElements>
      <yorozu:process variant="as-is" />
    </bpmn:extensionElements>
    <bpmn:laneSet id="Lanes_1">
      <bpmn:lane id="Lane_1" name="市民">
        <bpmn:flowNodeRef>Start_1</bpmn:flowNodeRef>
      </bpmn:lane>
      <bpmn:lane id="Lane_2" name="職員" />
    </bpmn:laneSet>
    <bpmn:startEvent id="Start_1" name="開始" />
  </bpmn:process>
  <bpmndi:BPMNDiagram id="Diagram_1" name=")" + title + R"(">
    <bpmndi:BPMNPlane id="Plane_1" bpmnElement="Process_1">
      <bpmndi:BPMNShape id="Lane_1_shape" bpmnElement="Lane_1" isHorizontal="true">
        <dc:Bounds x="0" y="0" width="1000" height="96" />
      </bpmndi:BPMNShape>
      <bpmndi:BPMNShape id="Lane_2_shape" bpmnElement="Lane_2" isHorizontal="true">
        <dc:Bounds x="0" y="96" width="1000" height="96" />
      </bpmndi:BPMNShape>
      <bpmndi:BPMNShape id="Start_1_shape" bpmnElement="Start_1">
        <dc:Bounds x="40" y="37" width="22" height="22" />
      </bpmndi:BPMNShape>
    </bpmndi:BPMNPlane>
  </bpmndi:BPMNDiagram>
</bpmn:definitions>
)";
    return {free_flow_file(workspace, name), flows::FlowDocument(text), false};
}

bool may_change_flows(Workspace& workspace, const std::string& department) {
    try {
        require(workspace, {Right::clerk, Right::help_desk, Right::it}, department);
        return true;
    } catch (const NotAllowed&) {
        return false;
    }
}

void save_flow(OpenedFlow& flow, Workspace& workspace) {
    if (!flow.fault.empty()) throw FlowRequestFault(flow.fault);
    const auto& processes = flow.document.flow().processes;
    require(workspace, {Right::clerk, Right::help_desk, Right::it}, processes.empty() ? "" : processes[0].department);
    store::make_folder(flow.file.parent_path());
    save_flow_file(flow.file, flow.document.text());
    flow.document.saved();
    flow.from_draft = false;
    drop_draft(flow.file);   // a draft of somebody else was put aside when this one was kept
    if (flow.file.parent_path() == flows_folder(workspace)) carry_links(workspace, flow.file.stem().string(), flow.document.flow());
}

fs::path draft_of(const fs::path& file) { return file.parent_path() / ".drafts" / file.filename(); }

void keep_draft(const fs::path& file, std::string_view text) {
    const auto draft = draft_of(file);
    store::make_folder(draft.parent_path());
    WholeFile whole(draft);
    whole.write(text);
    whole.place();
}

void drop_draft(const fs::path& file) {
    std::error_code ignored;
    fs::remove(draft_of(file), ignored);
}

void put_draft_aside(const fs::path& file) {
    const auto draft = draft_of(file);
    std::error_code error;
    if (!fs::exists(draft, error)) return;
    for (int n = 1;; ++n) {
        const auto aside = draft.parent_path() / (file.stem().string() + " 前の下書き" + (n == 1 ? "" : " " + std::to_string(n)) + file.extension().string());
        if (fs::exists(aside)) continue;
        fs::rename(draft, aside);
        return;
    }
}

std::vector<fs::path> drafts(const Workspace& workspace) {
    std::vector<fs::path> found;
    std::error_code error;
    for (auto it = fs::directory_iterator(flows_folder(workspace) / ".drafts", error); !error && it != fs::directory_iterator(); it.increment(error))
        if (it->path().extension() == ".bpmn") found.push_back(flows_folder(workspace) / it->path().filename());
    std::sort(found.begin(), found.end());
    return found;
}

namespace {

void copy_missing(const fs::path& from, const fs::path& to) {
    std::error_code error;
    for (auto it = fs::directory_iterator(from, error); !error && it != fs::directory_iterator(); it.increment(error)) {
        store::make_folder(to);
        if (!fs::exists(to / it->path().filename())) store::copy_whole(it->path(), to / it->path().filename());
    }
}

/// What the flow's steps name comes along from samples/forms and samples/scenarios, so that a badge opens something.
void take_attachments(Workspace& workspace, const flows::Flow& flow, const fs::path& samples) {
    for (const auto& node : flow.nodes) {
        const auto &form = node.attachments.template_id, &scenario = node.attachments.scenario_id;
        if (!form.empty() && fs::is_directory(samples / "forms" / form) && !fs::exists(workspace.templates_folder() / form)) copy_folder(samples / "forms" / form, workspace.templates_folder() / form);
        const fs::path file = samples / "scenarios" / (scenario + ".json");
        if (!scenario.empty() && fs::exists(file) && !fs::exists(scenarios_folder(workspace) / file.filename()) && may_change_scenarios(workspace)) keep_scenario(workspace, scenario, text_of(file), "見本");
    }
}

}  // namespace

std::vector<fs::path> take_sample_flows(Workspace& workspace, const fs::path& samples) {
    require(workspace, {Right::clerk, Right::help_desk, Right::it});
    std::vector<fs::path> files;
    std::error_code error;
    store::make_folder(flows_folder(workspace));
    for (auto it = fs::directory_iterator(samples / "flows", error); !error && it != fs::directory_iterator(); it.increment(error)) {
        if (it->path().extension() != ".bpmn") continue;
        const fs::path target = flows_folder(workspace) / it->path().filename();
        if (!fs::exists(target)) store::copy_whole(it->path(), target);
        take_attachments(workspace, flows::load_flow(target).flow, samples);
        files.push_back(target);
    }
    copy_missing(samples / "flows/lists", flows_folder(workspace) / "lists");
    note_files(workspace, "templates");
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace yorozu::desk
