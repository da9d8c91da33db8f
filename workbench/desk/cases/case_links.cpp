#include "workbench/desk/cases/case_links.h"

#include <algorithm>
#include <set>

#include "workbench/desk/flows/flow_attach.h"
#include "workbench/desk/flows/flow_desk.h"
#include "workbench/desk/reading/listed_forms.h"
#include "workbench/store/baselines.h"
#include "workbench/store/work_queue.h"

namespace yorozu::desk {

std::vector<LinkTarget> link_targets(Workspace& workspace) {
    std::vector<LinkTarget> all;
    const auto known = attachable(workspace);
    for (const auto& [id, title] : known.templates) all.push_back({"template", id, title});
    auto scenarios = known.scenarios;
    const store::Baselines baselines(workspace.database());
    for (const auto& one : baselines.scenarios()) scenarios.emplace(one.id, one.id);
    for (const auto& one : baselines.all()) scenarios.emplace(one.scenario, one.scenario);
    for (const auto& [id, title] : scenarios) all.push_back({"scenario", id, title.empty() ? id : title});
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(flows_folder(workspace), ignored))
        if (entry.path().extension() == ".bpmn") all.push_back({"flow", entry.path().stem().string(), entry.path().stem().string()});
    return all;
}

void link_case(Workspace& workspace, const std::string& number, const std::string& kind, const std::string& target, bool add) {
    const auto targets = link_targets(workspace);
    const bool there = kind == "case" ? standing_case(workspace, target).has_value()
                                      : std::any_of(targets.begin(), targets.end(), [&](const auto& one) { return one.kind == kind && one.id == target; });
    if (kind != "flow" && kind != "template" && kind != "scenario" && kind != "case")
        throw RequestFault("つなぐ相手の種類が分かりません: " + kind + ": flow、template、scenario、case のどれかにしてください");
    if (kind == "case" && target == number) throw RequestFault("自分自身にはつなげません: 相談 " + number + ": 別の相談の番号にしてください");
    if (add && !there) throw RequestFault("つなぐ相手がありません: " + kind + "「" + target + "」: 名前を確かめてください");
    write_case(workspace, number, {{.kind = add ? "link" : "unlink", .changes = {{"link", kind + "/" + target}}}});
}

std::string link_fact(Workspace& workspace, const store::CaseLink& link) {
    if (link.kind == "case") {
        const auto one = standing_case(workspace, link.target);
        return one ? std::string(words_of(stage_of(*one))) : "";
    }
    if (link.kind == "template") {
        for (const auto& form : listed_forms(workspace))
            if (form.id == link.target) return std::to_string(form.fields) + " 項目";
        return "";
    }
    if (link.kind != "scenario") return "";
    int done = 0, all = 0;
    for (const auto& items : store::WorkItems(workspace.database()).counts())
        if (items.scenario == link.target) {
            all += items.count;
            if (items.state == "done") done += items.count;
        }
    return all ? "完了 " + std::to_string(done) + " / " + std::to_string(all) + " 件" : "";
}

std::vector<Case> cases_linked_to(Workspace& workspace, const std::string& kind, const std::string& id) {
    const auto sight = case_sight(workspace);
    std::vector<Case> found;
    std::set<std::int64_t> known;
    for (const auto& number : stored_cases(workspace).linked_to(kind, id)) {
        auto one = standing_case(workspace, number);
        if (one && sight.own(*one) && known.insert(one->id).second) found.push_back(std::move(*one));
    }
    return found;
}

std::filesystem::path begin_flow_for(Workspace& workspace, const std::string& number) {
    want_case_writer(workspace, number);
    const auto page = case_page(workspace, number);
    auto flow = new_flow(workspace, page.now.field("title"));
    save_flow(flow, workspace);
    link_case(workspace, page.now.number, "flow", flow.file.stem().string());
    return flow.file;
}

void carry_links(Workspace& workspace, const std::string& flow_id, const flows::Flow& flow) {
    auto kept = stored_cases(workspace);
    const auto numbers = kept.linked_to("flow", flow_id);
    if (numbers.empty()) return;
    std::set<std::string> hanging;
    for (const auto& node : flow.nodes) {
        if (!node.attachments.template_id.empty()) hanging.insert("template/" + node.attachments.template_id);
        if (!node.attachments.scenario_id.empty()) hanging.insert("scenario/" + node.attachments.scenario_id);
    }
    const auto& session = workspace.session();
    const auto now = session.clock();
    for (const auto& number : numbers) {
        const auto one = kept.find(number);
        auto wanted = hanging;
        for (const auto& event : kept.events(one->id))
            if (const auto link = event.changes.find("link"); link != event.changes.end()) wanted.erase(link->second);  // linked, or taken back
        std::vector<CaseEvent> events;
        for (const auto& link : wanted) events.push_back({.kind = "link", .changes = {{"link", link}}, .text = "業務フロー「" + flow_id + "」から", .who = session.who, .at = now});
        if (one->merged_into.empty()) kept.append(one->id, events, now);
    }
}

}  // namespace yorozu::desk
