#include <cstdio>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "workbench/cli/command.h"
#include "workbench/cli/sign_in.h"
#include "workbench/cli/system_clock.h"
#include "workbench/desk/export/export.h"
#include "workbench/desk/reading/accept_limits.h"
#include "workbench/desk/reading/training_crops.h"

namespace yorozu::cli {

namespace {

using Json = nlohmann::ordered_json;

struct TrainOptions {
    bool dry_run = false, reset = false;
    double error_limit = -1;  ///< below 0: as it was
};

Json as_json(const desk::AcceptLimits& limits, const std::vector<desk::KindThreshold>& kinds) {
    Json rows = Json::array();
    for (const auto& one : kinds)
        rows.push_back({{"kind", ocr::name_of(one.kind)}, {"before", one.before}, {"after", one.after}, {"fields", one.fields},
                        {"accepted_before", one.accepted_before}, {"accepted_after", one.accepted_after}, {"verified", one.verified},
                        {"verified_wrong", one.verified_wrong}, {"accepted_wrong", one.accepted_wrong}, {"most_wrong_after", one.most_wrong_after}});
    return {{"error_limit", limits.error_limit}, {"kinds", std::move(rows)}};
}

void print_table(const desk::AcceptLimits& limits, const std::vector<desk::KindThreshold>& kinds) {
    std::printf("自動確定の誤りの上限 %.4g %%\n", 100 * limits.error_limit);
    if (kinds.empty()) std::puts("まだ読み取った項目がありません");
    for (const auto& one : kinds) {
        std::printf("%-9s しきい値 %.5f → %.5f  自動確定 %d → %d / %d 件  人が確かめた %d 件（加わる分の誤り %d、自動確定の誤り %d）", std::string(ocr::name_of(one.kind)).c_str(),
                    one.before, one.after, one.accepted_before, one.accepted_after, one.fields, one.verified, one.verified_wrong, one.accepted_wrong);
        if (one.after != one.before) std::printf("  誤りは %.3f %% 以内（95 %%）", 100 * one.most_wrong_after);
        std::puts("");
    }
}

int run_thresholds(const TrainOptions& options, const Context& context) {
    desk::Workspace workspace(context.workspace, options.dry_run ? store::Access::read : store::Access::write, system_clock()());
    sign_in(workspace, context);
    try {
        desk::AcceptLimits limits = desk::accept_limits(workspace);
        if (!options.dry_run && (options.reset || options.error_limit >= 0)) {
            if (options.reset) limits = {};
            if (options.error_limit >= 0) limits = {options.error_limit, {}};  // what was learnt was learnt for another limit
            desk::keep_accept_limits(workspace, limits);
        }
        const auto kinds = options.reset ? std::vector<desk::KindThreshold>{} : desk::train_thresholds(workspace, !options.dry_run);
        if (context.json) std::cout << as_json(limits, kinds).dump(1) << '\n';
        else if (options.reset) std::puts("しきい値を既定に戻しました");
        else print_table(limits, kinds);
    } catch (const desk::ExportFailure& failure) {
        throw Failure(exit_environment_failed, failure.what());
    }
    return exit_done;
}

int run_crops(bool remove, const Context& context) {
    desk::Workspace workspace(context.workspace, store::Access::write, system_clock()());
    sign_in(workspace, context);
    try {
        if (remove) {
            const int deleted = desk::delete_crops(workspace);
            if (context.json) std::cout << Json{{"deleted", deleted}}.dump(1) << '\n';
            else std::printf("切り抜き %d 件を消しました\n", deleted);
            return exit_done;
        }
        const auto kept = desk::keep_crops(workspace);
        if (context.json)
            std::cout << Json{{"folder", kept.folder.string()}, {"crops", kept.crops}, {"added", kept.added}, {"unreadable_scans", kept.unreadable_scans}}.dump(1) << '\n';
        else
            std::printf("切り抜き %d 件（新しく %d 件）: %s\n個人情報です。要らなくなったら yorozu train crops --delete で消してください\n", kept.crops, kept.added,
                        kept.folder.string().c_str());
        return kept.unreadable_scans == 0 ? exit_done : exit_some_wait;
    } catch (const desk::ExportFailure& failure) {
        throw Failure(exit_environment_failed, failure.what());
    }
}

}  // namespace

void add_train(Commands& commands) {
    CLI::App* train = commands.app.add_subcommand("train", "人が確かめた結果から学ぶ");
    train->require_subcommand(1);
    auto options = std::make_shared<TrainOptions>();
    CLI::App* thresholds = train->add_subcommand("thresholds", "自動確定のしきい値を、確かめた結果から種類ごとに決め直し、前後を示す");
    thresholds->add_flag("--dry-run", options->dry_run, "示すだけで変えない");
    CLI::Option* limit = thresholds->add_option("--error-limit", options->error_limit, "自動確定のうち誤りを許す割合（0.001 は 0.1 %）。以後の設定になる")->check(CLI::Range(0.0, 0.05));
    thresholds->add_flag("--reset", options->reset, "設定としきい値を既定に戻す")->excludes(limit);
    auto remove = std::make_shared<bool>(false);
    CLI::App* crops = train->add_subcommand("crops", "確かめた項目の画像を、正しい値と一緒にワークスペースの中へ切り抜く");
    crops->add_flag("--delete", *remove, "切り抜きをすべて消す");
    commands.on_run(crops, [remove, &context = commands.context] { return run_crops(*remove, context); });
    commands.on_run(thresholds, [options, &context = commands.context] { return run_thresholds(*options, context); });
}

}  // namespace yorozu::cli
