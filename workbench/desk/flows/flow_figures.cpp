#include "workbench/desk/flows/flow_figures.h"

#include <algorithm>
#include <cstdlib>

#include "workbench/desk/workspace/request_fault.h"

namespace yorozu::desk {
namespace {

namespace fs = std::filesystem;
using namespace flows;

std::string name_of(const Analysis& analysis) {
    const char* variant = analysis.variant == Variant::as_is ? "As-Is" : analysis.variant == Variant::can_be ? "Can-Be" : analysis.variant == Variant::to_be ? "To-Be" : "";
    const std::string name = analysis.name.empty() ? analysis.id : analysis.name;
    return *variant ? std::string(variant) + " " + name : name;
}

/// Processes with steps, or the named one.
std::vector<int> processes_of(const Flow& flow, const fs::path& file, const std::string& wanted) {
    std::vector<int> found;
    for (std::size_t p = 0; p < flow.processes.size(); ++p) {
        const auto& process = flow.processes[p];
        const bool named = process.id == wanted || process.name == wanted || (process.pool >= 0 && flow.pools[static_cast<std::size_t>(process.pool)].name == wanted);
        const bool steps = std::any_of(flow.nodes.begin(), flow.nodes.end(), [&](const Node& node) { return node.process == static_cast<int>(p) && node.is_activity(); });
        if (wanted.empty() ? steps : named) found.push_back(static_cast<int>(p));
    }
    if (found.empty())
        throw RequestFault((wanted.empty() ? "工程のある業務フローがありません: " : "業務フロー「" + wanted + "」がありません: ") + file.string() + ": yorozu flow check で中身を確かめてください");
    return found;
}

/// The pair that is worth comparing: As-Is with To-Be, else with Can-Be, else the only two.
std::pair<const FlowFigures::One*, const FlowFigures::One*> pair_of(const std::vector<FlowFigures::One>& all) {
    const auto with = [&](Variant variant) {
        const auto found = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.analysis.variant == variant; });
        return found == all.end() ? nullptr : &*found;
    };
    const auto* before = with(Variant::as_is);
    const auto* after = with(Variant::to_be) ? with(Variant::to_be) : with(Variant::can_be);
    if (before && after) return {before, after};
    if (all.size() == 2) return {&all[0], &all[1]};
    return {nullptr, nullptr};
}

std::string trimmed(const std::string& text) {
    const auto first = text.find_first_not_of(" \t"), last = text.find_last_not_of(" \t");
    return first == std::string::npos ? "" : text.substr(first, last - first + 1);
}

/// A number without % may be a step's minutes or a flow's share: the flow tells.
Inputs sorted(const Flow& flow, Inputs inputs) {
    for (auto one = inputs.minutes.begin(); one != inputs.minutes.end();) {
        if (!flow.edge(one->first)) {
            ++one;
            continue;
        }
        inputs.probability[one->first] = one->second;
        one = inputs.minutes.erase(one);
    }
    return inputs;
}

void check_names(const Flow& flow, const Inputs& inputs, const fs::path& file) {
    const auto unknown = unknown_names(flow, inputs);
    if (!unknown.empty()) throw RequestFault("「" + unknown.front() + "」という工程も線もありません: " + file.string() + ": id を yorozu flow analyse --json で確かめてください");
}

}  // namespace

Flow shown_flow(const fs::path& file) {
    auto reading = load_flow(file);
    if (reading.shown) return std::move(reading.flow);
    std::string lines;
    for (const auto& problem : reading.problems)
        if (problem.weight == Problem::Weight::error && lines.empty())
            lines = problem.what + ": " + file.string() + (problem.line > 0 ? " " + std::to_string(problem.line) + " 行目" : "") + ": " + problem.mend;
    throw RequestFault(lines.empty() ? "業務フローとして読めません: " + file.string() + ": BPMN 2.0 のファイルを指定してください" : lines);
}

FlowFigures count_flows(const FigureRequest& request) {
    FlowFigures figures;
    for (const auto& file : request.files) {
        const Flow flow = shown_flow(file);
        check_names(flow, request.inputs, file);
        for (const auto& line : request.what_if) check_names(flow, line.inputs, file);
        for (const int process : processes_of(flow, file, request.process)) {
            FlowFigures::One one{file, flow, analyse(flow, process, sorted(flow, request.inputs)), {}};
            auto table = request.what_if;
            for (auto& line : table) line.inputs = sorted(flow, line.inputs);
            if (!table.empty()) one.what_if = what_if(flow, process, table);
            figures.processes.push_back(std::move(one));
        }
    }
    if (const auto [before, after] = pair_of(figures.processes); before && before->analysis.fault.empty() && after->analysis.fault.empty()) {
        figures.comparison = compare(before->analysis, after->analysis);
        figures.older = name_of(before->analysis), figures.newer = name_of(after->analysis);
    }
    return figures;
}

WhatIf what_if_line(const std::string& text) {
    WhatIf line;
    line.name = text;
    std::string rest = text;
    if (const auto colon = text.find(": "); colon != std::string::npos) line.name = trimmed(text.substr(0, colon)), rest = text.substr(colon + 2);
    for (std::size_t begin = 0; begin <= rest.size();) {
        const auto end = std::min(rest.find(',', begin), rest.size());
        const std::string part = trimmed(rest.substr(begin, end - begin));
        begin = end + 1;
        const auto equals = part.find('=');
        const std::string name = trimmed(part.substr(0, equals)), value = equals == std::string::npos ? "" : trimmed(part.substr(equals + 1));
        char* after = nullptr;
        const double number = std::strtod(value.c_str(), &after);
        const bool percent = after && *after == '%';
        if (name.empty() || value.empty() || after == value.c_str() || (*after && !(percent && !after[1])) || !(number >= 0) || number > 1e12)
            throw RequestFault("仮定の書き方が違います: " + part + ": 「工程の id=分」「線の id=割合（0.2 か 20%）」「cases=件数」をコンマで並べてください");
        if (name == "cases") line.inputs.cases = number;
        else if (percent) line.inputs.probability[name] = number / 100;
        else line.inputs.minutes[name] = number;   // a flow's share, if the name turns out to be one: see sorted()
    }
    return line;
}

std::vector<std::string> unknown_names(const Flow& flow, const Inputs& inputs) {
    std::vector<std::string> unknown;
    for (const auto* names : {&inputs.minutes, &inputs.probability})
        for (const auto& [id, value] : *names)
            if (!flow.node(id) && !flow.edge(id)) unknown.push_back(id);
    return unknown;
}

SimulationReport simulate_flow_file(const fs::path& file, const std::string& process, const SimulationOptions& options) {
    SimulationReport report;
    report.flow = shown_flow(file);
    check_names(report.flow, options.inputs, file);
    const auto found = processes_of(report.flow, file, process);
    if (found.size() > 1) {
        std::string names;
        for (const int p : found) names += (names.empty() ? "" : "、") + report.flow.processes[static_cast<std::size_t>(p)].id;
        throw RequestFault("業務フローが複数あります: " + file.string() + ": --process で一つ選んでください（" + names + "）");
    }
    auto asked = options;
    asked.inputs = sorted(report.flow, options.inputs);
    report.analysis = analyse(report.flow, found.front(), asked.inputs);
    report.simulation = simulate(report.flow, found.front(), asked);
    return report;
}

}  // namespace yorozu::desk
