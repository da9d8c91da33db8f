#include "workbench/store/case_syncs.h"

#include <nlohmann/json.hpp>

#include "workbench/store/sql.h"

namespace yorozu::store {
namespace {

CaseSync sync_at(const Statement& row) {
    return {row.text(0), row.text(1), row.integer(2), nlohmann::json::parse(row.text(3)).get<std::map<std::string, std::string>>(), row.integer(4)};
}

constexpr const char* sync_columns = "SELECT tracker, external, case_id, base, synced_ms FROM case_syncs ";

void remove(Database& database, const std::string& tracker, std::int64_t case_id) {
    Statement(database, "DELETE FROM case_syncs WHERE tracker = ? AND case_id = ?").bind(tracker, case_id).run();
}

}  // namespace

std::optional<CaseSync> CaseSyncs::find(const std::string& tracker, const std::string& external) const {
    Statement row(database_, std::string(sync_columns) + "WHERE tracker = ? AND external = ?");
    if (!row.bind(tracker, external).step()) return std::nullopt;
    return sync_at(row);
}

std::optional<CaseSync> CaseSyncs::of_case(const std::string& tracker, std::int64_t case_id) const {
    Statement row(database_, std::string(sync_columns) + "WHERE tracker = ? AND case_id = ?");
    if (!row.bind(tracker, case_id).step()) return std::nullopt;
    return sync_at(row);
}

void CaseSyncs::keep(const CaseSync& sync) {
    const auto other = of_case(sync.tracker, sync.case_id);
    if (other && !intended(*other) && other->external != sync.external)
        throw StoreError(Blame::request, "この相談は相手側の別の番号とつながっています（" + other->external + "）", sync.external, "相手側で二重に登録されていないか確かめてください");
    Write write(database_);
    if (other && intended(*other)) remove(database_, sync.tracker, sync.case_id);
    Statement(database_,
              "INSERT INTO case_syncs (tracker, external, case_id, base, synced_ms) VALUES (?1, ?2, ?3, ?4, ?5) "
              "ON CONFLICT (tracker, external) DO UPDATE SET case_id = ?3, base = ?4, synced_ms = ?5")
        .bind(sync.tracker, sync.external, sync.case_id, nlohmann::json(sync.base).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace), sync.synced)
        .run();
    write.commit();
}

void CaseSyncs::intend(const std::string& tracker, std::int64_t case_id, TimeMs now) {
    if (of_case(tracker, case_id)) return;  // the first intention counts: its answer is the one that may be missing
    Write write(database_);
    Statement(database_, "INSERT INTO case_syncs (tracker, external, case_id, base, synced_ms) VALUES (?, ?, ?, '{}', ?)")
        .bind(tracker, "?" + std::to_string(case_id), case_id, now)
        .run();
    write.commit();
}

void CaseSyncs::forget(const std::string& tracker, std::int64_t case_id) {
    Write write(database_);
    remove(database_, tracker, case_id);
    write.commit();
}

std::vector<CaseSync> CaseSyncs::all(const std::string& tracker) const {
    std::vector<CaseSync> found;
    Statement rows(database_, std::string(sync_columns) + "WHERE tracker = ? ORDER BY external");
    rows.bind(tracker);
    while (rows.step()) found.push_back(sync_at(rows));
    return found;
}

}  // namespace yorozu::store
