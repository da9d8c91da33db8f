#include "workbench/desk/hours/hours_formula.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace yorozu::desk {
namespace {

std::string grouped(long long whole) {
    std::string digits = std::to_string(whole);
    for (int at = static_cast<int>(digits.size()) - 3; at > 0; at -= 3) digits.insert(static_cast<std::size_t>(at), ",");
    return digits;
}

std::string decimals(double value, int places) {
    char text[48];
    std::snprintf(text, sizeof text, "%.*f", places, value);
    return text;
}

std::string gross_terms(const HoursSaved& saved, int BaselineUse::*records) {
    std::string terms;
    for (const auto& use : saved.baselines) {
        if (!terms.empty()) terms += " + ";
        terms += grouped(use.*records) + " 件 × " + decimals(use.mean_minutes, 2) + " 分 ÷ 60";
    }
    return terms.empty() ? "0 件" : terms;
}

std::string samples(const HoursSaved& saved) {
    std::string text;
    for (const auto& use : saved.baselines) {
        if (!text.empty()) text += "、";
        text += "第 " + std::to_string(use.version) + " 版 n = " + std::to_string(use.n) + "、平均 " +
                decimals(use.mean_minutes, 2) + " 分、標準偏差 " + decimals(use.deviation_minutes, 2) + " 分、" +
                use.valid_from + " から、" + use.method;
    }
    return text;
}

}  // namespace

std::string hours_text(DurationMs ms) {
    const double tenths = std::round(static_cast<double>(ms) / 360'000.0);
    const auto whole = std::llabs(static_cast<long long>(tenths));
    return (tenths < 0 ? "-" : "") + grouped(whole / 10) + "." + std::to_string(whole % 10);
}

std::vector<std::string> formula_of(const HoursSaved& saved) {
    std::vector<std::string> lines;
    const DurationMs people = saved.checking_ms + saved.set_up_ms + saved.exception_ms;
    const DurationMs upkeep = saved.maintenance_ms + saved.build_ms;
    if (saved.no_baseline) {
        lines.push_back("基準なし：0（手作業の時間を " + std::to_string(least_timings) +
                        " 回以上計ると、その日からの分を数えます）");
    } else if (saved.scenario.empty()) {
        lines.push_back("総削減 = 各シナリオの和 = " + hours_text(saved.gross_ms) + " 時間");
    } else {
        lines.push_back("総削減 = " + gross_terms(saved, &BaselineUse::records) + " = " + hours_text(saved.gross_ms) + " 時間");
    }
    lines.push_back("人の時間 = 確認 " + hours_text(saved.checking_ms) + " + 準備 " + hours_text(saved.set_up_ms) + " + 例外 " +
                    hours_text(saved.exception_ms) + " = " + hours_text(people) + " 時間");
    lines.push_back("維持 = 保守 " + hours_text(saved.maintenance_ms) + " + 作成（" + std::to_string(build_months) + " か月に割る）" +
                    hours_text(saved.build_ms) + " = " + hours_text(upkeep) + " 時間");
    lines.push_back("純削減 = " + hours_text(saved.gross_ms) + " − " + hours_text(people) + " − " + hours_text(upkeep) + " = " +
                    hours_text(saved.net_ms) + " ± " + decimals(saved.half_width_hours, 1) + " 時間（95 %、t 分布）");
    if (saved.scenario.empty() || saved.no_baseline)
        lines.push_back("先方の番号まで確かめた分 = " + hours_text(saved.verified_ms) + " 時間");
    else
        lines.push_back("先方の番号まで確かめた分 = " + gross_terms(saved, &BaselineUse::verified_records) + " − " +
                        hours_text(people + upkeep) + " = " + hours_text(saved.verified_ms) + " 時間");
    if (!saved.baselines.empty()) lines.push_back("基準: " + samples(saved));
    if (!saved.not_counted.empty()) {
        std::string text = "数えなかった記録: ";
        for (const auto& [reason, records] : saved.not_counted) text += reason + " " + std::to_string(records) + " 件、";
        text.resize(text.size() - std::string("、").size());
        lines.push_back(text);
    }
    return lines;
}

}  // namespace yorozu::desk
