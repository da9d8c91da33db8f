#include "workbench/store/keyed.h"

#include <nlohmann/json.hpp>

#include "workbench/store/sql.h"

namespace yorozu::store {
namespace {

// Few are excluded: looked up in a list that fits memory.
constexpr const char* now_excluded = "(SELECT item, reason FROM exclusions e WHERE excluded AND id = (SELECT max(id) FROM exclusions WHERE item = e.item))";

}  // namespace

std::vector<KeyedGroup> Keyed::groups() const {
    std::vector<KeyedGroup> found;
    const Snapshot snapshot(database_);
    Statement rows(database_, "SELECT scenario, day, state, test, confirmed, numbered, count(*), sum(robot_ms) FROM keyed GROUP BY 1, 2, 3, 4, 5, 6");
    while (rows.step())
        found.push_back({rows.text(0), static_cast<int>(rows.integer(1)), rows.text(2), rows.integer(3) != 0, rows.integer(4) != 0, rows.integer(5) != 0, false, rows.integer(6), rows.integer(7)});
    Statement out(database_, std::string("SELECT k.scenario, k.day, k.state, k.test, k.confirmed, k.numbered, k.robot_ms FROM keyed k JOIN ") + now_excluded + " x ON x.item = k.item");
    while (out.step()) {
        KeyedGroup one{out.text(0), static_cast<int>(out.integer(1)), out.text(2), out.integer(3) != 0, out.integer(4) != 0, out.integer(5) != 0, true, 1, out.integer(6)};
        for (auto& group : found)
            if (!group.excluded && group.scenario == one.scenario && group.day == one.day && group.state == one.state && group.test == one.test && group.confirmed == one.confirmed && group.numbered == one.numbered) {
                --group.count;
                group.robot_ms -= one.robot_ms;
            }
        found.push_back(std::move(one));
    }
    std::erase_if(found, [](const KeyedGroup& group) { return group.count == 0; });
    return found;
}

std::vector<KeyedItem> Keyed::items(const std::string& scenario) const {
    std::vector<KeyedItem> found;
    Statement rows(database_, std::string("SELECT k.scenario, k.day, k.state, k.test, k.confirmed, k.numbered, x.item IS NOT NULL, k.robot_ms, k.item, k.run, i.business_key, i.target_number, "
                                          "k.evidence, i.source, ifnull(x.reason, '') FROM keyed k JOIN items i ON i.id = k.item LEFT JOIN ") +
                                  now_excluded + " x ON x.item = k.item WHERE ?1 = '' OR k.scenario = ?1 ORDER BY k.item");
    rows.bind(scenario);
    while (rows.step()) {
        KeyedItem one;
        one.scenario = rows.text(0), one.day = static_cast<int>(rows.integer(1)), one.state = rows.text(2);
        one.test = rows.integer(3) != 0, one.confirmed = rows.integer(4) != 0, one.numbered = rows.integer(5) != 0, one.excluded = rows.integer(6) != 0;
        one.count = 1, one.robot_ms = rows.integer(7), one.item = rows.integer(8), one.run = rows.integer(9);
        one.business_key = rows.text(10), one.target_number = rows.text(11), one.evidence = rows.text(12), one.source = rows.text(13), one.exclusion = rows.text(14);
        found.push_back(std::move(one));
    }
    return found;
}

namespace {

// The first item of each record, and every decision about the record's pages.
constexpr const char* checking =
    "FROM keyed k JOIN records r ON r.document = k.record JOIN json_each(r.documents) d JOIN corrections c ON c.document = d.value "
    "WHERE k.record IS NOT NULL AND k.item = (SELECT min(item) FROM keyed WHERE record = k.record) ";

}  // namespace

std::vector<CheckedTime> Keyed::checked() const {
    std::vector<CheckedTime> found;
    // Whole milliseconds for each item and day, as the single lines have them: sums are then the same in any order.
    Statement rows(database_, std::string("SELECT scenario, day, sum(ms) FROM (SELECT k.scenario AS scenario, (c.at_ms + 32400000) / 86400000 AS day, "
                                          "CAST(round(sum(c.seconds) * 1000) AS INTEGER) AS ms ") + checking + "GROUP BY k.item, day) GROUP BY 1, 2");
    while (rows.step()) found.push_back({rows.text(0), 0, static_cast<int>(rows.integer(1)), static_cast<double>(rows.integer(2)) / 1000});
    return found;
}

std::vector<CheckedTime> Keyed::checked_items(const std::string& scenario) const {
    std::vector<CheckedTime> found;
    Statement rows(database_, std::string("SELECT k.scenario, k.item, (c.at_ms + 32400000) / 86400000 AS day, CAST(round(sum(c.seconds) * 1000) AS INTEGER) ") + checking +
                                  "AND (?1 = '' OR k.scenario = ?1) GROUP BY k.item, day ORDER BY k.item, day");
    rows.bind(scenario);
    while (rows.step()) found.push_back({rows.text(0), rows.integer(1), static_cast<int>(rows.integer(2)), static_cast<double>(rows.integer(3)) / 1000});
    return found;
}

void Keyed::exclude(const Exclusion& exclusion, TimeMs now) {
    Write write(database_);
    Statement there(database_, "SELECT 1 FROM items WHERE id = ?");
    if (!there.bind(exclusion.item).step())
        throw StoreError(Blame::request, "その番号の処理対象はありません", std::to_string(exclusion.item), "yorozu hours explain で番号を確かめてください");
    Statement(database_, "INSERT INTO exclusions (item, excluded, reason, who, entered_ms) VALUES (?, ?, ?, ?, ?)")
        .bind(exclusion.item, exclusion.excluded, exclusion.reason, exclusion.who, now)
        .run();
    write.commit();
}

std::map<std::string, std::string> Keyed::tools() const {
    std::map<std::string, std::string> found;
    Statement rows(database_, "SELECT scenario, tool FROM scenario_tools ORDER BY id");
    while (rows.step()) found[rows.text(0)] = rows.text(1);
    return found;
}

void Keyed::set_tool(const std::string& scenario, const std::string& tool, TimeMs now) {
    Write write(database_);
    Statement(database_, "INSERT INTO scenario_tools (scenario, tool, entered_ms) VALUES (?, ?, ?)").bind(scenario, tool, now).run();
    write.commit();
}

std::vector<std::int64_t> Keyed::faults() const {
    std::vector<std::int64_t> found;
    Statement rows(database_,
                   "SELECT i.id FROM items i LEFT JOIN keyed k ON k.item = i.id WHERE k.item IS NULL OR k.scenario <> i.scenario OR k.state <> i.state "
                   "OR k.numbered <> (i.target_number <> '') OR (k.confirmed AND NOT EXISTS (SELECT 1 FROM run_entries e WHERE e.item = i.id AND e.outcome = 'done')) "
                   "OR (k.over AND NOT EXISTS (SELECT 1 FROM run_entries e WHERE e.item = i.id AND e.outcome = 'done')) "
                   "OR (k.run <> 0 AND NOT EXISTS (SELECT 1 FROM run_entries e WHERE e.item = i.id AND e.run = k.run))");
    while (rows.step()) found.push_back(rows.integer(0));
    return found;
}

void Plans::plan(const std::vector<PlannedAmount>& amounts, TimeMs now) {
    Write write(database_);
    for (const auto& one : amounts)
        Statement(database_, "INSERT INTO planned (fiscal_year, measure, unit, amount, who, entered_ms) VALUES (?, ?, ?, ?, ?, ?)")
            .bind(one.fiscal_year, one.measure, one.unit, one.amount, one.who, now)
            .run();
    write.commit();
}

std::vector<PlannedAmount> Plans::planned(int fiscal_year) const {
    std::vector<PlannedAmount> found;
    Statement rows(database_,
                   "SELECT fiscal_year, measure, unit, amount, who FROM planned p WHERE fiscal_year = ? AND id = (SELECT max(id) FROM planned WHERE fiscal_year = p.fiscal_year AND measure = p.measure) "
                   "AND amount > 0 ORDER BY (SELECT min(id) FROM planned WHERE fiscal_year = p.fiscal_year AND measure = p.measure)");
    rows.bind(fiscal_year);
    while (rows.step()) found.push_back({static_cast<int>(rows.integer(0)), rows.text(1), rows.text(2), rows.number(3), rows.text(4)});
    return found;
}

void Plans::achieve(const AchievedAmount& amount, TimeMs now) {
    Write write(database_);
    Statement(database_, "INSERT INTO achieved (fiscal_year, measure, amount, reason, who, entered_ms) VALUES (?, ?, ?, ?, ?, ?)")
        .bind(amount.fiscal_year, amount.measure, amount.amount, amount.reason, amount.who, now)
        .run();
    write.commit();
}

std::map<std::string, AchievedAmount> Plans::achieved(int fiscal_year) const {
    std::map<std::string, AchievedAmount> found;
    Statement rows(database_, "SELECT fiscal_year, measure, amount, reason, who FROM achieved WHERE fiscal_year = ? ORDER BY id");
    rows.bind(fiscal_year);
    while (rows.step()) found[rows.text(1)] = {static_cast<int>(rows.integer(0)), rows.text(1), rows.number(2), rows.text(3), rows.text(4)};
    return found;
}

void Plans::publish(const PublishedTable& table, TimeMs now) {
    Write write(database_);
    Statement(database_, "INSERT INTO published (kind, fiscal_year, source, rows, who, entered_ms) VALUES (?, ?, ?, ?, ?, ?)")
        .bind(table.kind, table.fiscal_year, table.source, nlohmann::json(table.rows).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace), table.who, now)
        .run();
    write.commit();
}

std::vector<PublishedTable> Plans::published(const std::string& kind) const {
    std::vector<PublishedTable> found;
    Statement rows(database_, "SELECT kind, fiscal_year, source, rows, who, entered_ms FROM published p WHERE kind = ? AND id = (SELECT max(id) FROM published WHERE kind = p.kind AND "
                              "fiscal_year = p.fiscal_year AND source = p.source) ORDER BY fiscal_year, id");
    rows.bind(kind);
    while (rows.step())
        found.push_back({rows.text(0), static_cast<int>(rows.integer(1)), rows.text(2), nlohmann::json::parse(rows.text(3)).get<std::vector<std::vector<std::string>>>(), rows.text(4), rows.integer(5)});
    return found;
}

}  // namespace yorozu::store
