#include "workbench/desk/flows/flow_difference.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "workbench/desk/flows/flow_hours.h"
#include "workbench/desk/flows/flow_scene.h"
#include "workbench/desk/workspace/request_fault.h"

namespace yorozu::desk {

std::vector<StepDifference> variant_difference(const flows::Flow& flow, int older_diagram, int newer_diagram) {
    const auto before = flow_hours(flow, older_diagram), after = flow_hours(flow, newer_diagram);
    const auto minutes = [](const FlowHours& hours, const std::string& id) {
        for (const auto& step : hours.analysis.steps)
            if (step.id == id) return step.minutes_per_case;
        return 0.0;
    };
    const auto steps = [&](int diagram) {
        std::vector<std::string> ids;
        const int process = process_of(flow, diagram);
        for (const int at : steps_of(flow, process)) ids.push_back(flow.nodes[static_cast<std::size_t>(at)].id);
        return ids;
    };
    const auto older = steps(older_diagram), newer = steps(newer_diagram);
    std::vector<StepDifference> all;
    std::size_t told = 0;   // of the older ones
    std::vector<std::string> matched;
    const auto tell_removed_until = [&](const std::string& id) {
        const auto end = static_cast<std::size_t>(std::find(older.begin(), older.end(), id) - older.begin());
        for (; told < end && told < older.size(); ++told) {
            const auto other = counterpart_of(flow, older[told]);
            if (std::find(newer.begin(), newer.end(), other) != newer.end()) continue;
            all.push_back({flows::Change::removed, older[told], "", minutes(before, older[told]), 0, "なくなる"});
        }
    };
    for (const auto& id : newer) {
        const auto same = counterpart_of(flow, id);
        if (std::find(older.begin(), older.end(), same) == older.end() || std::find(matched.begin(), matched.end(), same) != matched.end()) {
            all.push_back({flows::Change::added, "", id, 0, minutes(after, id), "新しい"});
            continue;
        }
        matched.push_back(same);
        tell_removed_until(same);
        const auto &was = *flow.node(same), &is = *flow.node(id);
        StepDifference one{flows::Change::same, same, id, minutes(before, same), minutes(after, id), ""};
        const auto add = [&](const std::string& words) { one.words += (one.words.empty() ? "" : "、") + words; };
        const bool other_lane = lane_name(flow, was) != lane_name(flow, is);
        if (other_lane) one.change = flows::Change::moved, add("レーン " + lane_name(flow, was) + " → " + lane_name(flow, is));
        if (was.name != is.name) one.change = flows::Change::changed, add("名前「" + was.name + "」");
        if (was.kind != is.kind) one.change = flows::Change::changed, add("種類");
        if (std::abs(one.older_minutes - one.newer_minutes) > 1e-9) {
            char words[64];
            std::snprintf(words, sizeof words, "%g 分 → %g 分", one.older_minutes, one.newer_minutes);
            one.change = flows::Change::changed, add(words);
        }
        all.push_back(std::move(one));
    }
    tell_removed_until("");
    return all;
}

std::pair<int, int> variants_to_compare(const flows::Flow& flow, const std::filesystem::path& file) {
    const auto shown = diagrams_to_show(flow);
    if (shown.size() < 2) throw RequestFault("比べるもう一つの図がありません: " + file.string() + ": 後の版のファイルも指定するか、図を二つ（As-Is と To-Be）にしてください");
    return {shown[0], shown[1]};
}

}  // namespace yorozu::desk
