#include "workbench/desk/flows/flow_lint.h"

#include <algorithm>
#include <cstdio>

#include "flows/bpmn/lint.h"
#include "workbench/desk/flows/flow_hours.h"
#include "workbench/desk/flows/flow_scene.h"

namespace yorozu::desk {

flows::Problems problems_of(const flows::Flow& flow, const flows::Problems& of_reader, const Attachable& known) {
    flows::Problems all = of_reader;
    // Shared-out minutes are said once, not once for each step.
    const auto gather = [&](flows::Problems problems) {
        std::vector<flows::Problem> unmeasured;
        for (auto& one : problems) {
            if (one.rule == "minutes-unmeasured") unmeasured.push_back(std::move(one));
            else all.push_back(std::move(one));
        }
        if (unmeasured.size() == 1) return all.push_back(unmeasured[0]);
        if (unmeasured.empty()) return;
        flows::Problem one = unmeasured[0];
        one.where = std::to_string(unmeasured.size()) + " 工程";
        one.what = "公表値を按分したか見積もった仮の分数です";
        one.mend = "計るか、出典を入れてください";
        all.push_back(std::move(one));
    };
    gather(flows::lint(flow));
    gather(missing_attachments(flow, known));
    const auto worst_first = [&] { std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.weight < b.weight; }); };
    const auto shown = diagrams_to_show(flow);
    if (shown.size() < 2) return worst_first(), all;
    const auto before = flow_hours(flow, shown[0]), after = flow_hours(flow, shown[1]);
    for (const auto& stage : after.stages)
        for (const auto& was : before.stages) {
            if (stage.name.empty() || was.name != stage.name || stage.minutes <= was.minutes + 1e-9) continue;
            char words[160];
            std::snprintf(words, sizeof words, "%s は %g 分 → %g 分で %g 分長くなります", stage.name.c_str(), was.minutes, stage.minutes, stage.minutes - was.minutes);
            const int process = process_of(flow, shown[1]);
            all.push_back({flows::Problem::Weight::hint, "stage-longer", process < 0 ? "" : flow.processes[static_cast<std::size_t>(process)].id, stage.name, 0, words, "増えた工程が要るかを確かめてください"});
        }
    worst_first();
    return all;
}

}  // namespace yorozu::desk
