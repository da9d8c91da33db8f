#include <cstdio>
#include <iostream>
#include <memory>
#include <optional>

#include "workbench/cli/command.h"
#include "workbench/cli/progress_line.h"
#include "workbench/cli/reading_options.h"
#include "workbench/desk/export/export.h"
#include "workbench/desk/reading/evaluation_plots.h"
#include "workbench/desk/reading/reading_setup.h"
#include "workbench/desk/workspace/whole_file.h"

#include <nlohmann/json.hpp>

namespace yorozu::cli {

namespace {

struct EvaluateOptions {
    ReadingWords words;
    std::filesystem::path truth, curve, reliability, worst;
};

using Json = nlohmann::ordered_json;

void print_row(const std::string& name, const desk::EvaluationRow& row) {
    std::printf("%-28s %6zu %6.2f%% %7zu %6.2f%% %5zu/%-5zu %6zu %6.1f%% %5zu/%zu\n", name.c_str(), row.fields, 100 * row.right_share(),
                row.characters, 100 * row.characters_share(), row.blanks_right, row.blanks, row.accepted, 100 * row.accepted_share(),
                row.wrong_accepted, row.unseen);
}

Json row_json(const desk::EvaluationRow& row) {
    return {{"fields", row.fields},       {"right", row.right},       {"characters", row.characters}, {"wrong_characters", row.wrong_characters},
            {"blanks", row.blanks},       {"blanks_right", row.blanks_right}, {"accepted", row.accepted}, {"unseen", row.unseen},
            {"wrong_accepted", row.wrong_accepted}, {"review_share", 1 - row.accepted_share()}};
}

Json rows_json(const std::map<std::string, desk::EvaluationRow>& rows) {
    Json json = Json::object();
    for (const auto& [name, row] : rows) json[name] = row_json(row);
    return json;
}

Json as_json(const desk::Evaluation& evaluation, const desk::ReadingSummary& summary) {
    Json curve = Json::array();
    for (const auto& point : evaluation.curve())
        curve.push_back({{"confidence", point.confidence}, {"review_share", point.review_share}, {"error_share", point.error_share},
                         {"taken", point.taken}, {"wrong", point.wrong}});
    return {{"pages", evaluation.pages},
            {"seconds", summary.seconds},
            {"wrong_template", evaluation.wrong_template},
            {"refused", evaluation.refused},
            {"rightly_refused", evaluation.rightly_refused},
            {"failed", evaluation.failed},
            {"pages_without_truth", evaluation.pages_without_truth},
            {"truth_not_met", evaluation.truth_not_met()},
            {"all", row_json(evaluation.all())},
            {"kinds", rows_json(evaluation.by_kind())},
            {"fields", rows_json(evaluation.by_field())},
            {"curve", std::move(curve)}};
}

void print_table(const desk::Evaluation& evaluation) {
    std::printf("%zu 枚: 別の帳票とした %zu、知っている帳票を断った %zu、正しく断った %zu、読めない %zu、正解がない %zu、画像がない正解 %zu\n\n", evaluation.pages,
                evaluation.wrong_template, evaluation.refused, evaluation.rightly_refused, evaluation.failed,
                evaluation.pages_without_truth, evaluation.truth_not_met());
    std::puts("種類／項目                     記入   正しい    文字  正しい  空欄正/空欄  自動    自動率  自動の誤り/人が見ない");
    for (const auto& [kind, row] : evaluation.by_kind()) print_row(kind, row);
    print_row("すべて", evaluation.all());
    std::puts("");
    for (const auto& [field, row] : evaluation.by_field()) print_row(field, row);
    std::puts("\n確認する割合と、すり抜ける誤り（自信の高い順に自動確定したとき）");
    const auto curve = evaluation.curve();
    for (const double review : {0.0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7}) {
        const desk::CurvePoint* nearest = nullptr;
        for (const auto& point : curve)
            if (point.review_share >= review && (!nearest || point.review_share < nearest->review_share)) nearest = &point;
        if (nearest)
            std::printf("  確認 %5.1f%%  誤り %6.3f%%（%zu 件中 %zu）  自信 %.4f 以上\n", 100 * nearest->review_share, 100 * nearest->error_share,
                        nearest->taken, nearest->wrong, nearest->confidence);
    }
}

/// Writes a small file whole or not at all.
void write_file(const std::filesystem::path& path, const std::string& bytes) {
    try {
        desk::WholeFile file(path);
        file.write(bytes);
        file.place();
    } catch (const desk::ExportFailure& failure) {
        throw Failure(exit_environment_failed, failure.what());
    }
}

/// A table or a picture, by the file's name. Throws Failure for another ending before anything is read.
bool is_picture(const std::filesystem::path& path) {
    if (path.empty() || path.extension() == ".csv") return false;
    if (path.extension() == ".svg") return true;
    throw Failure(exit_request_wrong, "書き出す形が分かりません", path.string(), "ファイル名の終わりを .csv か .svg にしてください");
}

/// Where to look: places only, no values.
std::string worst_csv(const desk::Evaluation& evaluation) {
    std::string text = "field,source,page,accepted,confidence,characters,wrong_characters\r\n";
    for (const auto& field : evaluation.fields()) {
        if (field.right) continue;
        char numbers[96];
        std::snprintf(numbers, sizeof numbers, ",%d,%s,%.6f,%d,%d\r\n", field.page, field.accepted || field.called_blank ? "yes" : "no",
                      field.confidence, field.characters, field.wrong_characters);
        text += field.id + "," + field.source + numbers;
    }
    return text;
}

int run_evaluate(const EvaluateOptions& options, const Context& context) {
    const bool curve_picture = is_picture(options.curve), reliability_picture = is_picture(options.reliability);
    std::optional<desk::Truth> truth;
    try {
        truth = desk::load_truth(options.truth);
    } catch (const desk::TruthFault& fault) {
        throw Failure(exit_request_wrong, fault.what());
    }
    const ReadingSetup setup = prepare(options.words, context);
    desk::Evaluation evaluation(std::move(*truth), setup.forms);
    ProgressLine line(context.quiet);
    desk::ReadingOptions reading = setup.options;
    reading.progress = [&](const desk::ReadingProgress& progress) { line.show(progress); };
    const auto summary = desk::read_scans(setup.files, setup.forms, setup.lexicons, reading,
                                          [&](ocr::Document&& document) { evaluation.add(document); });
    line.clear();
    if (evaluation.pages == evaluation.pages_without_truth)
        throw Failure(exit_request_wrong, "読んだページの正解が一つもありません", options.truth.string(), "source の列を画像のファイル名にしてください");
    if (context.json) std::cout << as_json(evaluation, summary).dump(1) << '\n';
    else print_table(evaluation);
    if (!options.curve.empty())
        write_file(options.curve, curve_picture ? desk::curve_svg(evaluation, options.words.error_limit) : desk::curve_csv(evaluation));
    if (!options.reliability.empty())
        write_file(options.reliability, reliability_picture ? desk::reliability_svg(evaluation) : desk::reliability_csv(evaluation));
    if (!options.worst.empty()) write_file(options.worst, worst_csv(evaluation));
    if (!context.quiet) print_summary(summary, setup.files.size());
    return exit_done;
}

}  // namespace

void add_evaluate(Commands& commands) {
    auto options = std::make_shared<EvaluateOptions>();
    CLI::App* command = commands.app.add_subcommand("evaluate", "読取を正解と比べ、種類ごとの正しさと、確認する割合ごとの誤りを出す");
    add_reading_words(*command, options->words);
    command->add_option("--truth", options->truth, "正解の CSV（source,page,template と項目の id。x- で始まる列は覚え書き）")->required();
    command->add_option("--curve", options->curve, "確認の割合と誤りの曲線を書き出す（.csv は表、.svg は図）");
    command->add_option("--reliability", options->reliability, "信頼度ごとの実際の誤りを書き出す（.csv は表、.svg は図）");
    command->add_option("--worst", options->worst, "誤った項目の場所（値は書かない）を書き出す CSV");
    commands.on_run(command, [options, &context = commands.context] { return run_evaluate(*options, context); });
}

}  // namespace yorozu::cli
