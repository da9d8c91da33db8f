// Two cases that are one, and taking that back.
#include <algorithm>

#include "workbench/desk/cases/cases.h"

namespace yorozu::desk {
namespace {

Case wanted(const store::Cases& kept, const std::string& number) {
    const auto one = kept.find(number);
    if (!one) throw RequestFault("相談がありません: " + number + ": yorozu case list で番号を確かめてください");
    return *one;
}

const CaseEvent* last_of(const std::vector<CaseEvent>& holding, const std::string& kind, const std::string& number) {
    const CaseEvent* found = nullptr;
    for (const auto& event : holding)
        if (event.kind == kind && event.changes.at(kind) == number) found = &event;
    return found;
}

}  // namespace

void merge_cases(Workspace& workspace, const std::string& number, const std::string& into) {
    want_case_writer(workspace, number);
    auto kept = stored_cases(workspace);
    const auto one = wanted(kept, number);
    if (!one.merged_into.empty()) throw RequestFault("もう統合されている相談です: " + number + ": " + one.merged_into + " に統合されています（戻すには yorozu case merge " + number + " --undo）");
    const auto target = standing_case(workspace, wanted(kept, into).number);
    if (target->id == one.id) throw RequestFault("自分自身には統合できません: " + number + ": 別の相談の番号にしてください");
    const auto& session = workspace.session();
    const auto now = session.clock();
    const store::Cases::CaseEvents events[] = {
        {one.id, {{.kind = "merged", .changes = {{"merged", target->number}}, .who = session.who, .at = now}}},
        {target->id, {{.kind = "absorbed", .changes = {{"absorbed", number}}, .text = number + " " + one.field("title"), .minutes = one.minutes, .who = session.who, .at = now}}}};
    kept.append_all(events, now);
}

void part_cases(Workspace& workspace, const std::string& number) {
    want_case_writer(workspace, number);
    auto kept = stored_cases(workspace);
    const auto one = wanted(kept, number);
    if (one.merged_into.empty()) throw RequestFault("統合されていない相談です: " + number + ": yorozu case show で番号を確かめてください");
    const auto target = wanted(kept, one.merged_into);
    const auto ours = store::holding(kept.events(one.id)), theirs = store::holding(kept.events(target.id));
    const auto *merged = last_of(ours, "merged", target.number), *absorbed = last_of(theirs, "absorbed", number);
    const auto& session = workspace.session();
    const auto now = session.clock();
    std::vector<store::Cases::CaseEvents> events{{one.id, {{.kind = "withdrawn", .corrects = merged->id, .who = session.who, .at = now}}}};
    if (absorbed) events.push_back({target.id, {{.kind = "withdrawn", .text = number, .corrects = absorbed->id, .who = session.who, .at = now}}});
    kept.append_all(events, now);
}

}  // namespace yorozu::desk
