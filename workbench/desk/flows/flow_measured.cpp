#include "workbench/desk/flows/flow_measured.h"

#include <algorithm>

#include "flows/analysis/analysis.h"
#include "flows/bpmn/words.h"
#include "workbench/desk/flows/flow_scene.h"
#include "workbench/desk/hours/hours_data.h"
#include "workbench/desk/workspace/calendar.h"

namespace yorozu::desk {
namespace {

using flows::figure_text;

const flows::StepFigure* figure_of(const std::vector<flows::Analysis>& all, const std::string& step) {
    for (const auto& analysis : all)
        for (const auto& figure : analysis.steps)
            if (figure.id == step) return &figure;
    return nullptr;
}

std::string minutes_words(const std::optional<double>& minutes) { return minutes ? figure_text(*minutes, 2, true) : "？"; }

std::string predicted_words(const MeasuredStep& one) {
    if (!one.hours.predicted) return "見込み: " + std::string(!one.cases.predicted ? "件数" : !one.by_hand.predicted ? "対応する工程の分数" : "分数") + "がないので、年の時間は出ません";
    return "見込み/年 = " + figure_text(*one.cases.predicted, 1, true) + " 件 × (" + minutes_words(one.by_hand.predicted) + " − " + minutes_words(one.people.predicted) + ") 分 ÷ 60 = " + figure_text(*one.hours.predicted, 1) + " 時間";
}

std::string measured_words(const MeasuredStep& one, const HoursSaved& saved) {
    const std::string period = one.period.first_day + " から " + one.period.last_day;
    if (saved.no_baseline) return "計測（" + period + "）: 基準なし：0（手作業を " + std::to_string(least_timings) + " 回以上計ると数えます）";
    return "計測（" + period + "）: 純 = " + figure_text(*one.cases.measured, 0) + " 件 × " + minutes_words(one.by_hand.measured) + " 分 ÷ 60 − 人の時間 − 維持 = " + figure_text(*one.hours.measured, 1) + " ± " + figure_text(one.half_width_hours, 1) +
           " 時間（n = " + std::to_string(one.timings) + "）。人の時間 = 確認 " + hours_text(saved.checking_ms) + " + 準備 " + hours_text(saved.set_up_ms) + " + 例外 " + hours_text(saved.exception_ms) + " 時間（フローでは別の工程のこともある）";
}

/// What the flow says of a step: its side of the pairs.
MeasuredStep predicted(const flows::Flow& flow, const flows::Node& node, const std::vector<flows::Analysis>& analyses, const Period& period) {
    const auto& process = flow.processes[static_cast<std::size_t>(node.process)];
    MeasuredStep one;
    one.step = node.id;
    one.name = flows::called(node);
    one.process = std::string(flows::japanese(process.variant)) + (process.variant == flows::Variant::unsaid ? "" : "　") + process.name;
    one.period = period;
    if (const auto* own = figure_of(analyses, node.id)) {
        // A step that a machine does takes nobody's minutes unless the flow says so.
        one.people.predicted = own->said ? own->minutes * own->people : 0;
        if (const auto& cases = analyses[static_cast<std::size_t>(node.process)].cases) one.cases.predicted = *cases * own->visits;
    }
    if (const auto* by_hand = figure_of(analyses, counterpart_of(flow, node.id)); by_hand && by_hand->said) {
        one.by_hand.predicted = by_hand->minutes * by_hand->people;
        if (by_hand->source == flows::Source::timed) one.by_hand.measured = one.by_hand.predicted;
    }
    if (one.cases.predicted && one.by_hand.predicted && one.people.predicted) one.hours.predicted = *one.cases.predicted * (*one.by_hand.predicted - *one.people.predicted) / 60;
    return one;
}

void add_measured(MeasuredStep& one, const HoursSaved& saved) {
    one.by_hand.measured.reset();   // a scenario has a stopwatch sample of its own
    one.cases.measured = saved.counted;
    one.hours.measured = static_cast<double>(saved.net_ms) / 3'600'000;
    one.half_width_hours = saved.half_width_hours;
    if (!saved.baselines.empty()) one.by_hand.measured = saved.baselines.back().mean_minutes, one.timings = saved.baselines.back().n;
    if (saved.counted > 0) {
        const double records = saved.counted;
        one.people.measured = static_cast<double>(saved.checking_ms + saved.set_up_ms + saved.exception_ms) / 60'000 / records;
        one.robot.measured = static_cast<double>(saved.robot_ms) / 60'000 / records;
    }
    one.formula = {predicted_words(one), measured_words(one, saved)};
}

void add_measured(MeasuredStep& one, const store::ReadForms& read) {
    const auto forms = static_cast<double>(read.forms);
    one.cases.measured = forms;
    if (read.forms > 0) one.people.measured = read.checking_seconds / 60 / forms;
    if (read.timed_pages > 0) one.robot.measured = static_cast<double>(read.reading_ms) / 60'000 / static_cast<double>(read.timed_pages);
    std::string words = "計測（" + one.period.first_day + " から " + one.period.last_day + "）: 確認 = " + std::to_string(read.decisions) + " 項目 " + figure_text(read.checking_seconds / 60, 1) + " 分 ÷ " + figure_text(forms, 0) + " 枚 = " +
                        minutes_words(one.people.measured) + " 分/枚。読み取り（機械）= " + (read.timed_pages > 0 ? figure_text(static_cast<double>(read.reading_ms) / 1000, 1) + " 秒 ÷ " + figure_text(static_cast<double>(read.timed_pages), 0) + " ページ" : std::string("続けて読んだページがない"));
    if (one.by_hand.measured && one.people.measured) {
        one.hours.measured = forms * (*one.by_hand.measured - *one.people.measured) / 60;
        words += "。時間 = " + figure_text(forms, 0) + " 枚 × (" + minutes_words(one.by_hand.measured) + " − " + minutes_words(one.people.measured) + ") 分 ÷ 60 = " + figure_text(*one.hours.measured, 1) + " 時間（準備と維持は含まない）";
    } else {
        words += "。手作業の分数は計っていない（対応する工程を計測すると時間も出ます）";
    }
    one.formula = {predicted_words(one), words};
}

}  // namespace

std::vector<MeasuredStep> measured_steps(const flows::Flow& flow, const HoursReport& report, const std::vector<store::ReadForms>& forms) {
    std::vector<flows::Analysis> analyses;
    for (std::size_t process = 0; process < flow.processes.size(); ++process) analyses.push_back(flows::analyse(flow, static_cast<int>(process)));
    std::vector<MeasuredStep> all;
    for (const auto& node : flow.nodes) {
        if (node.process < 0) continue;
        const auto& attached = node.attachments;
        const auto saved = std::find_if(report.scenarios.begin(), report.scenarios.end(), [&](const auto& one) { return one.scenario == attached.scenario_id; });
        if (!attached.scenario_id.empty() && saved != report.scenarios.end()) {
            all.push_back(predicted(flow, node, analyses, report.period));
            all.back().scenario = attached.scenario_id;
            add_measured(all.back(), *saved);
        }
        const auto read = std::find_if(forms.begin(), forms.end(), [&](const auto& one) { return one.template_id == attached.template_id; });
        if (!attached.template_id.empty() && read != forms.end()) {
            all.push_back(predicted(flow, node, analyses, report.period));
            all.back().template_id = attached.template_id;
            add_measured(all.back(), *read);
        }
    }
    return all;
}

std::vector<MeasuredStep> measured_steps(const flows::Flow& flow, Workspace& workspace, const std::string& fiscal_year) {
    const auto period = period_of(fiscal_year, iso_date(workspace.session().clock()));
    const auto forms = store::read_forms(workspace.database(), start_of_day(period.first_day), start_of_day(iso_of_day(day_number(period.last_day).value_or(0) + 1)));
    return measured_steps(flow, hours_saved(hours_input(workspace), period), forms);
}

}  // namespace yorozu::desk
