#include "workbench/desk/hours/hours_output.h"

#include <cstdio>
#include <nlohmann/json.hpp>

namespace yorozu::desk {
namespace {

using Json = nlohmann::ordered_json;
using Row = std::vector<std::string>;

double hours(DurationMs ms) { return static_cast<double>(ms) / 3'600'000.0; }

Json saved_json(const HoursSaved& saved, bool lines) {
    Json json{{"scenario", saved.scenario.empty() ? Json(nullptr) : Json(saved.scenario)},
              {"counted", saved.counted},
              {"verified_counted", saved.verified_counted},
              {"not_counted", saved.not_counted},
              {"no_baseline", saved.no_baseline},
              {"gross_hours", hours(saved.gross_ms)},
              {"net_hours", hours(saved.net_ms)},
              {"verified_hours", hours(saved.verified_ms)},
              {"half_width_hours", saved.half_width_hours},
              {"interval", "95 %, Student's t"},
              {"gross_ms", saved.gross_ms},
              {"checking_ms", saved.checking_ms},
              {"set_up_ms", saved.set_up_ms},
              {"exception_ms", saved.exception_ms},
              {"maintenance_ms", saved.maintenance_ms},
              {"build_ms", saved.build_ms},
              {"net_ms", saved.net_ms},
              {"verified_ms", saved.verified_ms},
              {"robot_ms", saved.robot_ms},
              {"formula", saved.formula}};
    json["baselines"] = Json::array();
    for (const auto& use : saved.baselines)
        json["baselines"].push_back({{"version", use.version},
                                     {"n", use.n},
                                     {"mean_minutes", use.mean_minutes},
                                     {"deviation_minutes", use.deviation_minutes},
                                     {"per_record_ms", use.per_record_ms},
                                     {"records", use.records},
                                     {"verified_records", use.verified_records},
                                     {"who", use.who},
                                     {"method", use.method},
                                     {"valid_from", use.valid_from}});
    if (!lines) return json;
    json["lines"] = Json::array();
    for (const auto& line : saved.lines)
        json["lines"].push_back({{"kind", line.kind},
                                 {"day", line.day},
                                 {"item", line.item},
                                 {"run", line.run},
                                 {"ms", line.ms},
                                 {"counted", line.counted},
                                 {"verified", line.verified},
                                 {"baseline_version", line.baseline_version},
                                 {"note", line.note},
                                 {"target_number", line.target_number},
                                 {"evidence", line.evidence},
                                 {"source", line.source}});
    return json;
}

const Row summary_head{"シナリオ", "数えた件数", "先方の番号あり", "総削減(時間)", "確認(時間)", "準備(時間)", "例外(時間)", "保守(時間)",
                       "作成(時間)", "純削減(時間)", "95%の幅(時間)", "確かめた分(時間)", "機械の時間", "備考"};
const Row lines_head{"シナリオ", "種別", "日", "処理対象", "実行", "時間(分)", "数えた", "先方の番号", "基準の版", "備考", "証跡", "元"};

std::string decimal(double value, int places) {
    char text[48];
    std::snprintf(text, sizeof text, "%.*f", places, value);
    return text;
}

Row summary_row(const HoursSaved& saved) {
    const auto h = [](DurationMs ms) { return decimal(hours(ms), 2); };
    return {saved.scenario.empty() ? "合計" : saved.scenario,
            std::to_string(saved.counted),
            std::to_string(saved.verified_counted),
            h(saved.gross_ms),
            h(saved.checking_ms),
            h(saved.set_up_ms),
            h(saved.exception_ms),
            h(saved.maintenance_ms),
            h(saved.build_ms),
            h(saved.net_ms),
            decimal(saved.half_width_hours, 2),
            h(saved.verified_ms),
            h(saved.robot_ms),
            saved.no_baseline ? "基準なし：0" : ""};
}

Row line_row(const std::string& scenario, const HoursLine& line) {
    return {scenario,
            line.kind,
            line.day,
            line.item ? std::to_string(line.item) : "",
            line.run ? std::to_string(line.run) : "",
            decimal(static_cast<double>(line.ms) / 60'000.0, 3),
            line.counted ? "○" : "×",
            line.target_number,
            line.baseline_version ? std::to_string(line.baseline_version) : "",
            line.note,
            line.evidence,
            line.source};
}

}  // namespace

std::vector<Row> hours_summary_rows(const HoursReport& report) {
    std::vector<Row> rows{summary_head};
    for (const auto& saved : report.scenarios) rows.push_back(summary_row(saved));
    rows.push_back(summary_row(report.total));
    return rows;
}

std::vector<Row> hours_line_rows(const HoursReport& report) {
    std::vector<Row> rows{lines_head};
    for (const auto& saved : report.scenarios)
        for (const auto& line : saved.lines) rows.push_back(line_row(saved.scenario, line));
    return rows;
}

std::vector<Row> hours_formula_rows(const HoursReport& report) {
    std::vector<Row> formulas{{"シナリオ", "式"}};
    for (const auto& saved : report.scenarios)
        for (const auto& line : saved.formula) formulas.push_back({saved.scenario, line});
    for (const auto& line : report.total.formula) formulas.push_back({"合計", line});
    return formulas;
}

std::string hours_heading(const HoursReport& report) {
    return report.period.name + " 年度の削減時間（" + report.period.first_day + " から " + report.period.last_day + " まで）";
}

std::string hours_json(const HoursReport& report, bool lines) {
    Json json{{"period",
               {{"name", report.period.name}, {"first_day", report.period.first_day}, {"last_day", report.period.last_day}}}};
    json["scenarios"] = Json::array();
    for (const auto& saved : report.scenarios) json["scenarios"].push_back(saved_json(saved, lines));
    json["total"] = saved_json(report.total, false);
    return json.dump(2);
}

}  // namespace yorozu::desk
