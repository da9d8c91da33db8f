#include "workbench/store/cases.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <set>

#include "workbench/store/audit_chain.h"
#include "workbench/store/case_words.h"
#include "workbench/store/sql.h"

namespace yorozu::store {
namespace {

using Json = nlohmann::json;

/// Broken UTF-8 becomes U+FFFD: JSON and the index refuse it.
std::string dumped(const std::map<std::string, std::string>& fields) { return Json(fields).dump(-1, ' ', false, Json::error_handler_t::replace); }

std::map<std::string, std::string> fields_in(const std::string& json) { return Json::parse(json).get<std::map<std::string, std::string>>(); }

constexpr const char* state_columns =
    "SELECT c.id, c.number, s.fields, s.received_ms, s.first_answer_ms, s.closed_ms, s.minutes, s.changed_ms, s.last_event, s.merged_into "
    "FROM case_state s JOIN cases c ON c.id = s.case_id ";

StoredCase state_at(const Statement& row) {
    return {row.integer(0), row.text(1), fields_in(row.text(2)), row.integer(3), row.integer(4), row.integer(5), row.number(6), row.integer(7), row.integer(8), row.text(9)};
}

/// "R6-0027" → R6, 27; numbers of another shape have no year of their own.
std::pair<std::string, int> parts_of(const std::string& number) {
    const auto dash = number.rfind('-');
    int running = 0;
    if (dash == std::string::npos) return {"", 0};
    const char* end = number.data() + number.size();
    const auto [stop, error] = std::from_chars(number.data() + dash + 1, end, running);
    if (error != std::errc() || stop != end) return {"", 0};
    return {number.substr(0, dash), running};
}

std::string number_of(const Database& database, std::int64_t id) {
    Statement row(database, "SELECT number FROM cases WHERE id = ?");
    if (!row.bind(id).step()) throw StoreError(Blame::request, "相談がありません", std::to_string(id), "yorozu case list で番号を確かめてください");
    return row.text(0);
}

[[noreturn]] void refuse(const std::string& what, const std::string& number, const std::string& mend) {
    throw StoreError(Blame::request, what, "相談 " + number, mend);
}

}  // namespace

void Cases::write_event(std::int64_t id, const StoredCaseEvent& event, TimeMs now) {
    std::optional<std::int64_t> corrects;
    if (event.corrects) corrects = event.corrects;
    Statement(database_,
              "INSERT INTO case_events (case_id, kind, changes, text, minutes, corrects, internal, who, at_ms, entered_ms) "
              "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .bind(id, event.kind, dumped(event.changes), event.text, event.minutes, corrects, event.internal, event.who, event.at, now)
        .run();
}

void Cases::keep_state(const StoredCase& state, std::span<const StoredCaseEvent> events, bool is_new) {
    Statement(database_,
              "INSERT INTO case_state (case_id, fields, external, received_ms, first_answer_ms, closed_ms, minutes, changed_ms, last_event, merged_into) "
              "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT (case_id) DO UPDATE SET fields = ?2, external = ?3, received_ms = ?4, "
              "first_answer_ms = ?5, closed_ms = ?6, minutes = ?7, changed_ms = ?8, last_event = ?9, merged_into = ?10")
        .bind(state.id, dumped(state.fields), state.field("external"), state.received, state.first_answer, state.closed, state.minutes, state.changed,
              state.last_event, state.merged_into)
        .run();
    index_case(database_, state.id, case_text(state, events, key_), is_new);
}

void Cases::keep_links(std::int64_t id, std::span<const StoredCaseEvent> events) {
    Statement(database_, "DELETE FROM case_links WHERE case_id = ?").bind(id).run();
    for (const auto& link : links_of(events))
        Statement(database_, "INSERT INTO case_links (case_id, kind, target, at_ms) VALUES (?, ?, ?, ?)").bind(id, link.kind, link.target, link.at).run();
}

std::vector<std::int64_t> Cases::add(std::span<const NewCase> cases, TimeMs now) {
    if (cases.empty()) return {};
    std::vector<std::int64_t> ids;
    Write write(database_);
    for (const auto& one : cases) {
        Statement taken(database_, "SELECT 1 FROM cases WHERE number = ?");
        if (taken.bind(one.number).step()) refuse("この番号の相談がもうあります", one.number, "別の番号にするか、番号を空けて自動で付けてください");
        const auto [year, running] = parts_of(one.number);
        Statement(database_, "INSERT INTO cases (number, year, running) VALUES (?, ?, ?)").bind(one.number, year, running).run();
        const auto id = last_id(database_);
        for (const auto& event : one.events) write_event(id, event, now);
        const auto kept = events(id);
        keep_state(case_of(id, one.number, kept), kept, true);
        keep_links(id, kept);
        if (!one.tracker.empty())
            Statement(database_, "INSERT INTO case_syncs (tracker, external, case_id, base, synced_ms) VALUES (?, ?, ?, ?, ?)").bind(one.tracker, one.external, id, dumped(one.base), now).run();
        ids.push_back(id);
    }
    const auto& first = cases.front();
    const bool many = cases.size() > 1;
    chain_entry(database_, {0, now, first.events.front().who, many ? "import" : "correct", many ? "cases" : "case/" + first.number, "",
                            many ? std::to_string(cases.size()) + " 件" : "received", ""});
    write.commit();
    keep_audit_head(database_);
    return ids;
}

void Cases::append_inside(std::int64_t id, std::span<const StoredCaseEvent> added, TimeMs now, std::int64_t seen) {
    const std::string number = number_of(database_, id);
    const auto before = events(id);
    for (const auto& event : added) {
        for (const auto& other : before) {
            if (event.corrects && other.corrects == event.corrects)
                refuse("その経過はもう直されています", number, "いちばん新しいものを直してください");
            if (!seen || other.id <= seen) continue;
            for (const auto& [name, value] : event.changes)
                if (name != "link" && other.changes.count(name) && other.who != event.who)
                    refuse("ほかの人（" + other.who + "）がその間に同じ項目を書きました", number, "開き直し、いまの値を確かめてから書いてください");
        }
        const bool known = std::any_of(before.begin(), before.end(), [&](const auto& other) { return other.id == event.corrects; });
        if (event.corrects && !known) refuse("直すもとの経過がありません", number, "yorozu case show で経過の番号を確かめてください");
        write_event(id, event, now);
        chain_entry(database_, {0, now, event.who, "correct", "case/" + number, event.changes.size() == 1 ? event.changes.begin()->first : "", event.kind, ""});
    }
    const auto kept = events(id);
    keep_state(case_of(id, number, kept), kept, false);
    keep_links(id, kept);
}

void Cases::append(std::int64_t id, std::span<const StoredCaseEvent> added, TimeMs now, std::int64_t seen) {
    if (added.empty()) return;
    Write write(database_);
    append_inside(id, added, now, seen);
    write.commit();
    keep_audit_head(database_);
}

void Cases::append_all(std::span<const CaseEvents> cases, TimeMs now) {
    Write write(database_);
    for (const auto& [id, added] : cases) append_inside(id, added, now, 0);
    write.commit();
    keep_audit_head(database_);
}

std::optional<StoredCase> Cases::find(const std::string& number) const {
    Statement row(database_, std::string(state_columns) + "WHERE c.number = ?");
    if (!row.bind(number).step()) return std::nullopt;
    return state_at(row);
}

std::optional<StoredCase> Cases::find_external(const std::string& external) const {
    Statement row(database_, std::string(state_columns) + "WHERE s.external <> '' AND s.external = ?");
    if (!row.bind(external).step()) return std::nullopt;
    return state_at(row);
}

bool Cases::counter_department(const std::string& department) const {
    Statement row(database_, "SELECT json_extract(fields, '$.counter') FROM case_state WHERE json_extract(fields, '$.department') = ? ORDER BY received_ms DESC LIMIT 1");
    return row.bind(department).step() && row.text(0) == "1";
}

std::vector<StoredCase> Cases::all(const Among& among) const {
    std::vector<StoredCase> found;
    Statement rows(database_, std::string(state_columns) + "WHERE s.received_ms >= ?1 AND s.received_ms < ?2 AND (NOT ?3 OR s.closed_ms = 0) AND (?4 = '' OR json_extract(s.fields, '$.next_date') BETWEEN '1' AND ?4) "
                                                          "ORDER BY s.received_ms DESC, c.id DESC");
    rows.bind(among.from, among.before, among.open, among.next_until);
    while (rows.step())
        if (among.merged || rows.text(9).empty()) found.push_back(state_at(rows));
    return found;
}

std::vector<StoredCase> Cases::with_ids(std::span<const std::int64_t> ids) const {
    std::vector<StoredCase> found;
    Statement row(database_, std::string(state_columns) + "WHERE c.id = ?");
    for (const auto id : ids)
        if (row.bind(id).step()) found.push_back(state_at(row));
    return found;
}

std::vector<StoredCaseEvent> Cases::events(std::int64_t id) const {
    std::vector<StoredCaseEvent> found;
    Statement rows(database_,
                   "SELECT id, kind, changes, text, minutes, ifnull(corrects, 0), internal, who, at_ms, entered_ms FROM case_events WHERE case_id = ? ORDER BY id");
    rows.bind(id);
    while (rows.step())
        found.push_back({rows.integer(0), rows.text(1), fields_in(rows.text(2)), rows.text(3), rows.number(4), rows.integer(5), rows.integer(6) != 0,
                         rows.text(7), rows.integer(8), rows.integer(9)});
    return found;
}

std::vector<CaseLink> Cases::links(std::int64_t id) const {
    std::vector<CaseLink> found;
    Statement rows(database_, "SELECT kind, target, at_ms FROM case_links WHERE case_id = ? ORDER BY kind, at_ms, target");
    rows.bind(id);
    while (rows.step()) found.push_back({rows.text(0), rows.text(1), rows.integer(2)});
    return found;
}

std::vector<std::string> Cases::linked_to(const std::string& kind, const std::string& target) const {
    std::vector<std::string> found;
    Statement rows(database_, "SELECT c.number FROM case_links l JOIN cases c ON c.id = l.case_id WHERE l.kind = ? AND l.target = ? ORDER BY l.case_id DESC");
    rows.bind(kind, target);
    while (rows.step()) found.push_back(rows.text(0));
    return found;
}

int Cases::last_number(const std::string& year) const {
    Statement row(database_, "SELECT ifnull(max(running), 0) FROM cases WHERE year = ?");
    row.bind(year).step();
    return static_cast<int>(row.integer(0));
}

std::int64_t Cases::count() const {
    Statement row(database_, "SELECT count(*) FROM cases");
    row.step();
    return row.integer(0);
}

void Cases::index_all() {
    Write write(database_);
    Statement rows(database_, "SELECT id, number FROM cases ORDER BY id");
    while (rows.step()) {
        const auto kept = events(rows.integer(0));
        index_case(database_, rows.integer(0), case_text(case_of(rows.integer(0), rows.text(1), kept), kept, key_), true);
    }
    write.commit();
}

std::vector<std::string> Cases::faults() const {
    std::vector<std::string> found;
    const Snapshot snapshot(database_);
    Statement rows(database_, "SELECT c.id, c.number FROM cases c ORDER BY c.id");
    while (rows.step()) {
        const auto id = rows.integer(0);
        const std::string number = rows.text(1);
        const auto kept_events = events(id);
        const auto expected = case_of(id, number, kept_events);
        const auto kept = find(number);
        const bool same = kept && kept->fields == expected.fields && kept->received == expected.received && kept->closed == expected.closed &&
                          kept->first_answer == expected.first_answer && kept->minutes == expected.minutes && kept->last_event == expected.last_event && kept->merged_into == expected.merged_into &&
                          links(id).size() == links_of(kept_events).size() && indexed_text(database_, id) == case_text(expected, kept_events, key_);
        const auto files = attachments_of(kept_events);
        const bool whole = std::all_of(files.begin(), files.end(), [&](const auto& file) { return read_attachment(file, [](const std::string&) {}); });
        if (!same || !whole) found.push_back(number);
    }
    return found;
}

}  // namespace yorozu::store
