#include "workbench/desk/flows/flow_import.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "flows/bpmn/step_list.h"
#include "flows/bpmn/words.h"
#include "flows/layout/of_flow.h"
#include "ocr/lexicon/csv_table.h"

namespace yorozu::desk {
namespace {

constexpr std::size_t most_steps = 20'000;

struct Columns {
    std::optional<std::size_t> lane, step, minutes, source, stage;
};

Columns columns_of(const std::vector<std::string>& heading) {
    const auto find = [&](std::initializer_list<const char*> names) -> std::optional<std::size_t> {
        for (std::size_t at = 0; at < heading.size(); ++at)
            if (std::find(names.begin(), names.end(), heading[at]) != names.end()) return at;
        return std::nullopt;
    };
    return {find({"レーン", "lane", "担当"}), find({"工程", "step", "作業"}), find({"分", "分数", "minutes"}), find({"出所", "source"}), find({"段階", "stage"})};
}

}  // namespace

std::string flow_from_step_list(const std::filesystem::path& csv, const std::string& title) {
    const ocr::CsvTable table = [&] {
        try {
            return ocr::read_csv(csv, 16u << 20);
        } catch (const ocr::CsvFault& fault) {
            throw RequestFault(fault.what());
        }
    }();
    if (table.rows.empty()) throw RequestFault("工程の一覧が空です: " + csv.string() + ": 見出し（レーン,工程,分）と工程を書いてください");
    const Columns columns = columns_of(table.rows.front());
    if (!columns.step) throw RequestFault("「工程」の列がありません: " + csv.string() + " " + std::to_string(table.lines.front()) + " 行目: 見出しを レーン,工程,分 にしてください");
    if (table.rows.size() > most_steps) throw RequestFault("工程が多すぎます: " + csv.string() + ": " + std::to_string(most_steps) + " 工程までに分けてください");
    std::vector<flows::ListedStep> steps;
    for (std::size_t row = 1; row < table.rows.size(); ++row) {
        const auto& cells = table.rows[row];
        const auto cell = [&](const std::optional<std::size_t>& column) { return column && *column < cells.size() ? cells[*column] : std::string(); };
        const auto fault = [&](const std::string& what, const std::string& mend) {
            return RequestFault(what + ": " + csv.string() + " " + std::to_string(table.lines[row]) + " 行目: " + mend);
        };
        flows::ListedStep step;
        step.name = cell(columns.step);
        step.lane = cell(columns.lane);
        step.stage = cell(columns.stage);
        if (step.name.empty() && step.lane.empty()) continue;
        if (step.name.empty()) throw fault("工程の名前がありません", "名前を書くか、行を消してください");
        if (const auto text = cell(columns.minutes); !text.empty()) {
            double minutes = 0;
            const auto result = std::from_chars(text.data(), text.data() + text.size(), minutes);
            if (result.ec != std::errc() || result.ptr != text.data() + text.size() || minutes < 0 || minutes > 1e6) throw fault("分「" + text + "」を数として読めません", "0 以上の数を半角で書いてください");
            step.minutes = minutes;
        }
        if (const auto text = cell(columns.source); !text.empty()) {
            for (const auto each : {flows::Source::published, flows::Source::timed, flows::Source::shared, flows::Source::estimated})
                if (text == flows::japanese(each)) step.source = each;
            if (step.source == flows::Source::unsaid) throw fault("出所「" + text + "」が分かりません", "公表・計測・按分・見積のどれかにしてください");
        }
        if (step.minutes && step.source == flows::Source::unsaid) step.source = flows::Source::estimated, step.source_note = csv.filename().string();
        steps.push_back(std::move(step));
    }
    if (steps.empty()) throw RequestFault("工程が一つもありません: " + csv.string() + ": 見出しの下に工程を書いてください");
    flows::FlowDocument document(flows::flow_of_steps(title.empty() ? csv.stem().string() : title, steps));
    if (const auto why = document.apply(flows::arrange_flow(document.flow(), 0, {}).edits); !why.empty()) throw RequestFault("工程を並べられません（" + why + "）: " + csv.string() + ": 工程の数を減らしてください");
    return document.text();
}

OpenedFlow open_step_list(const Workspace& workspace, const std::filesystem::path& csv) {
    return {free_flow_file(workspace, csv.stem().string()), flows::FlowDocument(flow_from_step_list(csv, "")), true};
}

}  // namespace yorozu::desk
