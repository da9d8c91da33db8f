#include "workbench/desk/flows/flow_attach.h"

#include <fstream>
#include <nlohmann/json.hpp>

#include "flows/bpmn/words.h"
#include "workbench/desk/flows/flow_desk.h"
#include "workbench/desk/reading/listed_forms.h"
#include "workbench/desk/rpa/scenario_library.h"
#include "workbench/store/work_queue.h"

namespace yorozu::desk {

flows::Attachments with_file(flows::Attachments attachments, const std::filesystem::path& file) {
    std::error_code error;
    const auto size = std::filesystem::file_size(file, error);
    std::ifstream in(file);
    const auto json = error || size > (16u << 20) ? nlohmann::json() : nlohmann::json::parse(in, nullptr, false);
    const auto refuse = [&] { return FlowRequestFault("工程に付けられません: " + file.string() + ": 帳票テンプレートかシナリオの JSON を落としてください"); };
    if (!json.is_object() || !json.contains("id") || !json["id"].is_string()) throw refuse();
    if (json.contains("fields")) attachments.template_id = json["id"];
    else if (json.contains("perRecord")) attachments.scenario_id = json["id"];
    else throw refuse();
    return attachments;
}

std::map<std::string, std::string> Attachable::titles() const {
    auto all = scenarios;
    all.insert(templates.begin(), templates.end());
    return all;
}

Attachable attachable(Workspace& workspace) {
    Attachable known;
    for (const auto& form : listed_forms(workspace)) known.templates[form.id] = form.title;
    for (const auto& kept : kept_scenarios(workspace))
        if (!kept.id.empty()) known.scenarios[kept.id] = kept.title;
    for (const auto& id : store::WorkItems(workspace.database()).scenarios()) known.scenarios.emplace(id, id);
    return known;
}

flows::Problems missing_attachments(const flows::Flow& flow, const Attachable& known) {
    flows::Problems problems;
    for (const auto& node : flow.nodes) {
        const auto look = [&](const std::string& id, const std::map<std::string, std::string>& there, const char* what, const char* room) {
            if (id.empty() || there.count(id)) return;
            problems.push_back({flows::Problem::Weight::warning, "attachment-missing", node.id, flows::called(node), node.line, std::string("付けた") + what + "「" + id + "」がこのワークスペースにありません",
                                std::string(room) + "で作るか取り込むか、付けた" + what + "を選び直してください"});
        };
        look(node.attachments.template_id, known.templates, "帳票テンプレート", "テンプレートの部屋");
        look(node.attachments.scenario_id, known.scenarios, "シナリオ", "RPA の部屋");
    }
    return problems;
}

}  // namespace yorozu::desk
