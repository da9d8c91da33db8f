#include <algorithm>

#include "workbench/desk/cases/case_remarks.h"
#include "workbench/desk/cases/case_sync_run.h"

namespace yorozu::desk {
namespace {

/// Two reads so far apart with one stamp: whatever changes from now on gets another. Redmine's stamps are seconds.
constexpr store::TimeMs coarsest_clock = 2'000;

/// Nobody there has changed the field since we made the entry: what differs was not taken at the making (a workflow that begins with
/// a status of its own), and is sent once more.
bool untouched(const store::CaseSync& known, const tracker::Entry& entry, const std::string& column) {
    if (!known.base.count(kept_made)) return false;
    if (!entry.revision.empty()) return entry.revision == "1";
    return std::none_of(entry.changes.begin(), entry.changes.end(), [&](const auto& change) { return change.field == column; });
}

}  // namespace

void CaseSyncRun::reconcile(const CaseSync& known) {
    external_ = known.external;
    seen_.insert(known.external);
    auto ours = case_with(known.case_id);
    number_ = ours->number;
    const auto entry = there_.read(known.external);
    if (!entry.number.empty() && entry.number != ours->number)
        return wait("相手側の番号の欄が " + entry.number + " に書き換えられています。もとの番号に直してください");
    CaseSync agreed = known;
    std::map<std::string, std::string> to_send;
    CaseEvent fields{.kind = "field"}, stage{.kind = "stage"};
    for (const auto& [field, column] : settings_.fields) {
        const auto there = entry.fields.find(column);
        if (there == entry.fields.end()) {
            wait("相手側のこの項目に「" + column + "」の欄がありません。トラッカーと権限の設定を確かめてください");
            continue;
        }
        const auto mine = theirs_of(settings_, field, *ours);
        if (!mine) {
            wait("相手側に言葉がありません: " + case_field_words(field) + "「" + ours->field(field) + "」: 課題管理の設定の values に加えてください");
            continue;
        }
        const std::string here = trimmed(*mine), theirs = trimmed(there->second);
        const auto base = known.base.find(field);
        if (here == theirs) {
            agreed.base[field] = theirs;
            continue;
        }
        const bool only_here = base == known.base.end() ? theirs.empty() || untouched(known, entry, column) : trimmed(base->second) == theirs;
        const bool only_there = base == known.base.end() ? here.empty() : trimmed(base->second) == here;
        auto take = only_here ? std::optional(SyncSide::ours) : only_there ? std::optional(SyncSide::theirs) : decided(field, here, theirs);
        if (!take) {
            result_.conflicts.push_back({ours->number, known.external, field, base == known.base.end() ? "" : base->second, here, theirs});
            open_.insert(known.external);
        } else if (*take == SyncSide::ours) {
            to_send[field] = *mine;
        } else if (take_over(field, theirs, fields, stage)) {
            agreed.base[field] = theirs;
        }
    }
    std::vector<CaseEvent> events;
    for (const auto& event : {fields, stage})
        if (!event.changes.empty()) events.push_back(event);
    if (!events.empty()) ++result_.taken;
    if (ours->field("external").empty()) events.push_back({.kind = "field", .changes = {{"external", known.external}}});
    if (settings_.remarks) {
        const auto news = remarks_to_take(entry, stored_cases(workspace_).events(ours->id), ours->number, key_);
        result_.remarks_taken += static_cast<int>(news.size());
        events.insert(events.end(), news.begin(), news.end());
    }
    if (!events.empty()) write_case(workspace_, ours->number, events, ours->last_event);
    const bool wrote = send(entry, *ours, to_send, agreed);
    ours = case_with(known.case_id);
    agreed.base[kept_event] = std::to_string(ours->last_event);
    agreed.base.erase(kept_made);
    const bool same_stamp = known.base.count(kept_stamp) && known.base.at(kept_stamp) == agreed.base[kept_stamp];
    const auto now = workspace_.session().clock();
    const bool read_again = !wrote && same_stamp && now - known.synced >= coarsest_clock;
    agreed.base[kept_settled] = !open_.count(known.external) && (!entry.revision.empty() || read_again) ? "1" : "0";
    if (wrote || !same_stamp) agreed.synced = now;
    syncs_.keep(agreed);
    if (events.empty() && !wrote) ++result_.same;
}

std::optional<SyncSide> CaseSyncRun::decided(const std::string& field, const std::string& here, const std::string& theirs) const {
    for (const auto& one : decisions_)
        if (one.number == number_ && (one.field.empty() || one.field == field) && (!one.seen || *one.seen == std::pair(here, theirs))) return one.take;
    return std::nullopt;
}

bool CaseSyncRun::take_over(const std::string& field, const std::string& theirs, CaseEvent& fields, CaseEvent& stage) {
    const auto ours = ours_of(settings_, field, theirs);
    if (!ours) {
        wait("知らない値です: " + case_field_words(field) + "「" + theirs + "」: 課題管理の設定の values に加えてください");
        return false;
    }
    if (field != "stage")
        if (const auto fault = fault_of_field(field, theirs); settings_.values.count(field) == 0 && !fault.empty()) {
            wait(fault);
            return false;
        }
    for (const auto& [name, value] : *ours) (field == "stage" ? stage : fields).changes[name] = value;
    return true;
}

bool CaseSyncRun::send(const tracker::Entry& entry, const Case& ours, const std::map<std::string, std::string>& fields, CaseSync& agreed) {
    std::map<std::string, std::string> named;
    for (const auto& [field, column] : settings_.fields)
        if (const auto value = fields.find(field); value != fields.end()) named[column] = value->second;
    std::vector<RemarkToSend> remarks;
    if (settings_.remarks) remarks = remarks_to_send(entry, stored_cases(workspace_).events(ours.id), ours.number, agreed.base);
    agreed.base[kept_stamp] = stamp_of(entry);
    if (named.empty() && remarks.empty() && !entry.number.empty()) return false;
    if (!named.empty() || entry.number.empty()) there_.change(entry, named, entry.number.empty() ? ours.number : "");
    for (const auto& remark : remarks) {
        there_.remark(entry.id, remark.text);
        ++result_.remarks_sent;
    }
    const auto after = there_.read(entry.id);
    if (after.number != ours.number)
        throw Fault(Fault::Kind::settings, "番号の欄に書けません", there_.name() + "「" + settings_.place.number_field + "」", "そのトラッカーで使え、この鍵の人が書ける欄にしてください");
    for (const auto& [field, column] : settings_.fields) {
        const auto value = fields.find(field);
        if (value == fields.end()) continue;
        const auto there = after.fields.find(column);
        if (there != after.fields.end() && trimmed(there->second) == trimmed(value->second)) agreed.base[field] = value->second;
        else wait("相手側が受け取りませんでした: " + case_field_words(field) + "「" + value->second + "」: 相手側のワークフロー（状態の移り方）と権限を確かめてください");
    }
    if (!named.empty()) ++result_.sent;
    say_what_was_overwritten(entry, after, named);
    agreed.base[kept_stamp] = stamp_of(after);
    return true;
}

void CaseSyncRun::say_what_was_overwritten(const tracker::Entry& before, const tracker::Entry& after, const std::map<std::string, std::string>& sent) {
    for (const auto& change : after.changes) {
        const auto ours = sent.find(change.field);
        if (ours == sent.end() || change.journal.size() < before.journal.size() || (change.journal.size() == before.journal.size() && change.journal <= before.journal)) continue;
        if (trimmed(change.after) == trimmed(ours->second)) continue;
        wait("同期しているあいだに、相手側で " + change.author + " が「" + change.field + "」を「" + change.after + "」に変えました。こちらの「" + ours->second + "」が後から入っています。正しいほうに直してください");
    }
}

}  // namespace yorozu::desk
