#include "workbench/desk/cases/cases.h"

#include <algorithm>
#include <cstdio>

#include "ocr/lexicon/text_key.h"
#include "workbench/store/people.h"

namespace yorozu::desk {
namespace {

std::string search_key(const std::string& text) { return ocr::utf8_of(ocr::text_key(text)); }

/// What of a finished case another department may read: what was asked and what solved it, nobody's name.
Case without_names(Case one) {
    for (const char* field : {"requester", "assignee", "next_action", "external"}) one.fields[field].clear();
    return one;
}

Case found(Workspace& workspace, const std::string& number) {
    const auto one = stored_cases(workspace).find(number);
    if (!one) throw RequestFault("相談がありません: " + number + ": yorozu case list で番号を確かめてください");
    if (!one->merged_into.empty()) throw RequestFault("統合された相談には書けません: " + number + ": " + one->merged_into + " に書いてください");
    return *one;
}

bool one_of(const std::vector<std::string>& all, const std::string& value) { return std::find(all.begin(), all.end(), value) != all.end(); }

std::string enumerated(const std::vector<std::string>& all) {
    std::string text;
    for (const auto& one : all) text += (text.empty() ? "" : "、") + one;
    return text;
}

std::string next_number(const store::Cases& kept, store::TimeMs received) {
    const std::string year = fiscal_year_of(iso_date(received)).name();
    char text[32];
    std::snprintf(text, sizeof text, "-%04d", kept.last_number(year) + 1);
    return year + text;
}

/// What came along with the cases that were merged into this one, and with those before them.
void add_merged(CasePage& page, const store::Cases& kept, std::span<const CaseEvent> events) {
    for (const auto& number : store::absorbed_by(events)) {
        const auto one = kept.find(number);
        if (!one) continue;
        auto theirs = kept.events(one->id);
        for (auto& file : store::attachments_of(theirs)) page.attachments.push_back(std::move(file));
        for (auto& link : kept.links(one->id))
            if (std::none_of(page.links.begin(), page.links.end(), [&](const auto& known) { return known.kind == link.kind && known.target == link.target; })) page.links.push_back(std::move(link));
        for (auto& from : kept.linked_to("case", number))
            if (!one_of(page.linked_from, from) && from != page.now.number) page.linked_from.push_back(std::move(from));
        page.merged.push_back({number, one->field("title"), theirs});
        add_merged(page, kept, theirs);
    }
}

}  // namespace

store::Cases stored_cases(Workspace& workspace) { return store::Cases(workspace.database(), search_key); }

void want_case_writer(Workspace& workspace, const std::string& number) {
    if (!case_sight(workspace).whole)
        permit(workspace, {Right::help_desk}, {"correct", number.empty() ? "cases" : "case/" + number, ""});  // refuses, and writes that down
}

std::optional<Case> standing_case(Workspace& workspace, const std::string& number) {
    const auto kept = stored_cases(workspace);
    auto one = kept.find(number);
    while (one && !one->merged_into.empty()) one = kept.find(one->merged_into);
    return one;
}

bool CaseSight::own(const Case& one) const { return whole || departments.empty() || one_of(departments, one.field("department")); }
bool CaseSight::sees(const Case& one) const { return own(one) || one.field("stage") == name_of(CaseStage::done); }

CaseSight case_sight(Workspace& workspace) {
    if (!has_people(workspace)) return {};
    require(workspace, {});
    const auto person = store::People(workspace.database()).find(workspace.session().who);
    if (person && one_of(person->rights, std::string(name_of(Right::help_desk)))) return {};
    return {false, person ? person->departments : std::vector<std::string>{}};
}

CaseStage stage_of(const Case& one) { return case_stage(one.field("stage")).value_or(CaseStage::received); }

std::vector<Case> due_cases(Workspace& workspace, const std::string& today) {
    const auto sight = case_sight(workspace);
    std::vector<Case> due;
    for (auto& one : stored_cases(workspace).all({.open = true, .next_until = today})) {
        const auto& assignee = one.field("assignee");
        if (sight.whole && (assignee.empty() || assignee == workspace.session().who)) due.push_back(std::move(one));
    }
    std::stable_sort(due.begin(), due.end(), [](const Case& a, const Case& b) { return a.field("next_date") < b.field("next_date"); });
    return due;
}

bool overdue(const Case& one, const std::string& today) { return one.open() && !one.field("next_date").empty() && one.field("next_date") < today; }

bool passes(const Case& one, const CaseFilter& filter, const std::string& today) {
    const auto wrong = [&](const std::string& wanted, const char* field) { return !wanted.empty() && one.field(field) != wanted; };
    if (filter.stage && stage_of(one) != *filter.stage) return false;
    if (wrong(filter.department, "department") || wrong(filter.assignee, "assignee") || wrong(filter.category, "category")) return false;
    if (filter.open && !one.open()) return false;
    if (filter.counter && one.field("counter") != "1") return false;
    if (filter.overdue && !overdue(one, today)) return false;
    if (!filter.year) return true;
    const std::string day = iso_date(one.received);
    return day >= filter.year->first_day() && day <= filter.year->last_day();
}

std::vector<Case> cases(Workspace& workspace, const CaseFilter& filter, const std::string& today) {
    const auto sight = case_sight(workspace);
    std::vector<Case> seen;
    store::Cases::Among among{.open = filter.open};
    if (filter.year) {
        among.from = start_of_day(filter.year->first_day());
        among.before = start_of_day(FiscalYear{filter.year->begins + 1}.first_day());
    }
    for (auto& one : stored_cases(workspace).all(among))
        if (sight.sees(one) && passes(one, filter, today)) seen.push_back(sight.own(one) ? std::move(one) : without_names(std::move(one)));
    return seen;
}

CasePage case_page(Workspace& workspace, const std::string& number) {
    const auto sight = case_sight(workspace);
    const auto kept = stored_cases(workspace);
    const auto one = standing_case(workspace, number);
    // A case that one may not see and one that is not there answer alike.
    if (!one || !sight.sees(*one)) throw RequestFault("相談がありません: " + number + ": 番号を確かめてください（別の課の進行中の相談は見られません）");
    permit(workspace, {}, {"view", "case/" + one->number, ""});
    CasePage page;
    page.now = *one;
    page.events = kept.events(one->id);
    page.links = kept.links(one->id);
    page.linked_from = kept.linked_to("case", one->number);
    page.attachments = store::attachments_of(page.events);
    page.may_write = sight.whole;
    for (const auto& event : store::holding(page.events)) {
        if (event.kind == "received") page.stages.emplace(CaseStage::received, event.at);
        if (const auto stage = event.changes.find("stage"); stage != event.changes.end())
            if (const auto known = case_stage(stage->second)) page.stages[*known] = event.at;
    }
    add_merged(page, kept, page.events);
    const auto hide_internal = [](std::vector<CaseEvent>& events) { std::erase_if(events, [](const CaseEvent& event) { return event.internal; }); };
    if (!sight.whole) {
        hide_internal(page.events);
        for (auto& merged : page.merged) hide_internal(merged.events);
    }
    if (!sight.own(*one)) {
        page.now = without_names(page.now);
        page.events.clear();
        page.merged.clear();
        page.attachments.clear();
    }
    return page;
}

std::string fault_of_field(const std::string& field, const std::string& value) {
    const auto fault = [&](const std::string& what, const std::string& mend) { return what + ": " + case_field_words(field) + "「" + value + "」: " + mend; };
    if (!one_of(store::case_fields(), field)) return "知らない項目です: " + field + ": yorozu case set --help の項目名にしてください";
    if ((field == "title" || field == "department") && value.empty()) return "空にできない項目です: " + case_field_words(field) + ": 言葉を入れてください";
    if (field == "stage" || field == "reason" || field == "outcome") return fault("ここでは変えられません", "yorozu case advance で進めてください");
    if (field == "counter" && value != "0" && value != "1") return fault("はい・いいえで答える項目です", "1（窓口の課）か 0 にしてください");
    if (field == "next_date" && !value.empty() && !day_number(value)) return fault("日付が正しくありません", "2026-04-01 のように書いてください");
    if (field == "priority" && !one_of(case_priorities(), value)) return fault("その値はありません", enumerated(case_priorities()) + " のどれかにしてください");
    constexpr std::size_t most = 20'000;
    if (value.size() > most) return case_field_words(field) + "が長すぎます: " + std::to_string(value.size()) + " バイト: " + std::to_string(most) + " バイトまでにしてください";
    return "";
}

std::string add_case(Workspace& workspace, CaseFields fields, store::TimeMs received, double minutes, const std::string& number) {
    want_case_writer(workspace, number);
    const auto& session = workspace.session();
    auto kept = stored_cases(workspace);
    for (const char* needed : {"title", "department"}) fields[needed];
    const auto otherwise = [&](const char* field, const std::string& value) {
        if (fields[field].empty()) fields[field] = value;
    };
    otherwise("channel", case_channels().front());
    otherwise("category", case_categories().back());
    otherwise("priority", "中");
    otherwise("assignee", session.who);
    otherwise("counter", kept.counter_department(fields["department"]) ? "1" : "0");
    for (const auto& [field, value] : fields)
        if (const auto fault = fault_of_field(field, value); !fault.empty()) throw RequestFault(fault);
    const auto now = session.clock();
    CaseEvent event{.kind = "received", .changes = std::move(fields), .minutes = minutes, .who = session.who, .at = received ? received : now};
    store::NewCase added{number, {event}};
    if (number.empty()) return add_numbered(workspace, std::move(added));
    kept.add({&added, 1}, now);
    return number;
}

std::string add_numbered(Workspace& workspace, store::NewCase added) {
    want_case_writer(workspace, "");
    auto kept = stored_cases(workspace);
    for (int tries = 0;; ++tries) {
        added.number = next_number(kept, added.events.front().at);
        try {
            kept.add({&added, 1}, workspace.session().clock());
            return added.number;
        } catch (const store::StoreError& error) {
            // Somebody else took the number meanwhile: the next one.
            if (error.blame != store::Blame::request || tries == 20) throw;
        }
    }
}

void write_case(Workspace& workspace, const std::string& number, std::vector<CaseEvent> events, std::int64_t seen) {
    want_case_writer(workspace, number);
    const auto& session = workspace.session();
    const auto now = session.clock();
    for (auto& event : events) {
        if (event.who.empty()) event.who = session.who;
        if (!event.at) event.at = now;
        if (event.minutes < 0 || event.minutes > 100'000) throw RequestFault("使った時間が正しくありません: 相談 " + number + ": 0 以上の分にしてください");
        if (event.kind == "field")
            for (const auto& [field, value] : event.changes)
                if (const auto fault = fault_of_field(field, value); !fault.empty()) throw RequestFault(fault);
    }
    stored_cases(workspace).append(found(workspace, number).id, events, now, seen);
}

std::string fault_of(const CaseAdvance& advance) {
    if (advance.to == CaseStage::done) {
        if (advance.outcome == "見送り") return "完了の結果にはできません: 結果「見送り」: 段階を見送りにして理由を付けてください";
        if (!one_of(case_outcomes(), advance.outcome)) return "完了には結果が要ります: 結果「" + advance.outcome + "」: 解決、事業化、他課紹介 のどれかを付けてください";
    }
    if (advance.to == CaseStage::declined) {
        if (!one_of(case_reasons(), advance.reason)) return "見送りには理由が要ります: 理由「" + advance.reason + "」: " + enumerated(case_reasons()) + " のどれかを付けてください";
        if (advance.reason == "その他" && advance.text.empty()) return "理由「その他」には言葉が要ります: 経過: どんな理由かを一行書いてください";
    }
    return "";
}

void advance_case(Workspace& workspace, const std::string& number, const CaseAdvance& advance, std::int64_t seen) {
    if (const auto fault = fault_of(advance); !fault.empty()) throw RequestFault(fault);
    CaseEvent event{.kind = "stage", .changes = {{"stage", std::string(name_of(advance.to))}}, .text = advance.text, .minutes = advance.minutes};
    if (advance.to == CaseStage::done) event.changes["outcome"] = advance.outcome;
    if (advance.to == CaseStage::declined) event.changes.insert({{"outcome", "見送り"}, {"reason", advance.reason}});
    if (!advance.solution.empty()) event.changes["solution"] = advance.solution;
    write_case(workspace, number, {event}, seen);
}

}  // namespace yorozu::desk
