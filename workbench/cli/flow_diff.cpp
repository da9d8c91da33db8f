#include <cstdio>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "workbench/cli/flow.h"
#include "workbench/desk/flows/flow_difference.h"
#include "workbench/desk/flows/flow_export.h"
#include "workbench/desk/flows/flow_figures.h"
#include "workbench/desk/flows/flow_files.h"

namespace yorozu::cli {
namespace {

using Json = nlohmann::ordered_json;
using flows::Change;

const char* word_of(Change change) {
    switch (change) {
        case Change::added: return "added";
        case Change::removed: return "removed";
        case Change::changed: return "changed";
        case Change::moved: return "moved";
        case Change::same: break;
    }
    return "same";
}

const char* mark_of(Change change) {
    switch (change) {
        case Change::added: return "＋追加";
        case Change::removed: return "−削除";
        case Change::changed: return "＊変更";
        case Change::moved: return "→移動";
        case Change::same: break;
    }
    return "";
}

Json json_of(const flows::VersionSums& sums) {
    return {{"steps", sums.steps}, {"minutes", sums.minutes}, {"waiting_minutes", sums.waiting}, {"cases_per_year", sums.cases_per_year}};
}

Json json_of(const flows::FlowDifference& difference) {
    Json json{{"added", difference.count(Change::added)}, {"removed", difference.count(Change::removed)}, {"changed", difference.count(Change::changed)},
              {"moved", difference.count(Change::moved)}, {"before", json_of(difference.before)}, {"after", json_of(difference.after)}, {"items", Json::array()}};
    for (const auto& item : difference.items) {
        Json one{{"change", word_of(item.change)}, {"id", item.id}, {"kind", item.kind}, {"name", item.name}, {"lane", item.lane}, {"attributes", Json::array()}};
        for (const auto& each : item.attributes) one["attributes"].push_back({{"name", each.name}, {"before", each.before}, {"after", each.after}});
        json["items"].push_back(std::move(one));
    }
    return json;
}

void print_sum(const char* name, double before, double after) {
    const auto text = [](double value) {
        char room[32];
        std::snprintf(room, sizeof room, value == static_cast<long long>(value) ? "%.0f" : "%.1f", value);
        return std::string(room);
    };
    std::cout << name << ": " << text(before) << " → " << text(after) << "（" << (after > before ? "+" : "") << text(after - before) << "）\n";
}

void print(const flows::FlowDifference& difference) {
    for (const auto& item : difference.items) {
        std::cout << mark_of(item.change) << "\t" << item.kind << "\t" << item.name;
        if (!item.lane.empty()) std::cout << "（" << item.lane << "）";
        std::cout << "\n";
        for (const auto& each : item.attributes)
            std::cout << "\t\t" << each.name << ": " << (each.before.empty() ? "なし" : each.before) << " → " << (each.after.empty() ? "なし" : each.after) << "\n";
    }
    std::cout << "追加 " << difference.count(Change::added) << "、削除 " << difference.count(Change::removed) << "、変更 " << difference.count(Change::changed) << "、移動 "
              << difference.count(Change::moved) << "\n";
    print_sum("工程", difference.before.steps, difference.after.steps);
    print_sum("分数の合計（分岐を考えない）", difference.before.minutes, difference.after.minutes);
    print_sum("件数／年", difference.before.cases_per_year, difference.after.cases_per_year);
}

/// The variants of one file, step by step.
Json json_of(const std::vector<desk::StepDifference>& differences) {
    Json items = Json::array();
    double before = 0, after = 0;
    for (const auto& one : differences) {
        before += one.older_minutes, after += one.newer_minutes;
        items.push_back({{"change", word_of(one.change)}, {"before", one.older}, {"after", one.newer}, {"minutes_before", one.older_minutes}, {"minutes_after", one.newer_minutes}, {"what", one.words}});
    }
    return {{"minutes_before", before}, {"minutes_after", after}, {"steps", items}};
}

void print(const flows::Flow& flow, const std::vector<desk::StepDifference>& differences) {
    double before = 0, after = 0;
    for (const auto& one : differences) {
        before += one.older_minutes, after += one.newer_minutes;
        if (one.change == Change::same) continue;
        std::cout << mark_of(one.change) << "\t" << flow.called(one.newer.empty() ? one.older : one.newer) << "\t" << one.words << "\n";
    }
    print_sum("1 件の分数", before, after);
}

bool is_json(const std::filesystem::path& out) { return out.extension() == ".json"; }

}  // namespace

void add_flow_diff(Commands& commands, CLI::App& group) {
    struct Options { std::filesystem::path before, after, out; };
    auto options = std::make_shared<Options>();
    auto* command = group.add_subcommand("diff", "二つの版（または一つのファイルの As-Is と To-Be）を意味で比べる（追加・削除・変更・移動、分数と件数）");
    command->add_option("before", options->before, "前の版（.bpmn）")->required();
    command->add_option("after", options->after, "後の版（.bpmn）。なければ、前の版の中の As-Is と To-Be を比べる");
    command->add_option("--out", options->out, "書き出すファイル（.json、または色と印を付けた図 .svg .png .pdf）");
    Context& context = commands.context;
    commands.on_run(command, [&context, options] {
        const auto& [before, after, out] = *options;
        const auto finish = [&](const Json& json, const auto& draw, const auto& tell) {
            const auto text = json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
            std::vector<std::filesystem::path> written;
            if (is_json(out)) desk::write_whole_file(out, text), written = {out};
            else if (!out.empty()) written = draw();
            if (context.json) return void(std::cout << text);
            tell();
            for (const auto& file : written) std::cout << file.string() << " を書きました\n";
        };
        if (!after.empty()) {
            const auto difference = desk::diff_flow_files(before, after);
            finish(json_of(difference), [&] { return desk::draw_difference(before, after, out); }, [&] { print(difference); });
            return exit_done;
        }
        const auto flow = desk::shown_flow(before);
        const auto [older, newer] = desk::variants_to_compare(flow, before);
        const auto difference = desk::variant_difference(flow, older, newer);
        finish(json_of(difference), [&] { return desk::draw_variant_difference(flow, older, newer, out); }, [&] { print(flow, difference); });
        return exit_done;
    });
}

}  // namespace yorozu::cli
