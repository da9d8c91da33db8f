#include <algorithm>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "workbench/cli/batch_verify.h"
#include "workbench/cli/command.h"
#include "workbench/cli/sign_in.h"
#include "workbench/cli/system_clock.h"
#include "workbench/desk/export/profile_export.h"
#include "workbench/desk/reading/batch.h"
#include "workbench/desk/workspace/calendar.h"

namespace yorozu::cli {

namespace {

using Json = nlohmann::ordered_json;

Json as_json(const store::BatchCounts& counts) {
    return {{"name", counts.name},         {"created", desk::date_and_time(counts.created)},
            {"files", counts.files},       {"unread_files", counts.unread_files},
            {"pages", counts.pages},       {"pages_to_check", counts.pages_to_check},
            {"refused", counts.refused},   {"failed", counts.failed},
            {"fields", counts.fields},     {"accepted", counts.accepted},
            {"to_check", counts.to_check}, {"verified", counts.verified},
            {"blank", counts.blank}};
}

void print_counts(const store::BatchCounts& counts) {
    std::cout << counts.name << "  " << desk::date_and_time(counts.created) << "  ファイル " << counts.files << "、ページ " << counts.pages
              << "（確認待ち " << counts.pages_to_check << "、帳票不明 " << counts.refused << "、読めない " << counts.failed << "）、項目 "
              << counts.fields << "（自動確定 " << counts.accepted << "、要確認 " << counts.to_check << "、確認済み " << counts.verified
              << "、空欄 " << counts.blank << "）";
    if (counts.unread_files) std::cout << "、まだ読んでいないファイル " << counts.unread_files << "（yorozu import をもう一度）";
    std::cout << '\n';
}

int run_list(const Context& context) {
    const auto clock = system_clock();
    desk::Workspace workspace(context.workspace, store::Access::read, clock());
    const auto batches = store::Documents(workspace.database()).batches();
    if (context.json) {
        Json all = Json::array();
        for (const auto& batch : batches) all.push_back(as_json(batch));
        std::cout << Json{{"batches", all}}.dump(2) << '\n';
        return exit_done;
    }
    if (batches.empty()) std::cout << "束はまだありません（yorozu import --batch 名前 --template … スキャン で取り込みます）\n";
    for (const auto& batch : batches) print_counts(batch);
    return exit_done;
}

/// Labels of the fields that wait, and what the rules found: never a value.
std::vector<std::string> reasons_of(const desk::FilledForm& form) {
    std::vector<std::string> reasons;
    for (const int page : form.missing_pages) reasons.push_back(std::to_string(page) + " ページ目がありません");
    for (const auto& field : form.fields)
        if (field.state == desk::FieldState::review) reasons.push_back(field.label + ": 確認待ち");
    for (const auto& finding : form.findings) {
        const auto* field = form.field(finding.field);
        if (!field || field->state != desk::FieldState::review)
            reasons.push_back((field ? field->label + ": " : "") + finding.message);
    }
    return reasons;
}

Json form_as_json(const desk::FilledForm& form) {
    Json fields = Json::array();
    for (const auto& field : form.fields)
        fields.push_back({{"id", field.id},
                          {"label", field.label},
                          {"value", field.masked ? Json(nullptr) : Json(field.value)},
                          {"state", std::string(desk::name_of(field.state))},
                          {"confidence", field.confidence}});
    Json findings = Json::array();
    for (const auto& finding : form.findings)
        findings.push_back({{"field", finding.field}, {"rule", finding.rule}, {"message", finding.message}});
    return {{"record", form.id},     {"template", form.template_id},
            {"source", form.source}, {"page", form.page},
            {"state", form.checked() ? "checked" : "to_check"},
            {"waits_for", reasons_of(form)}, {"fields", fields}, {"findings", findings}};
}

int run_show(const std::string& name, const Context& context) {
    const auto clock = system_clock();
    desk::Workspace workspace(context.workspace, store::Access::read, clock());
    sign_in(workspace, context);
    const auto batch = desk::open_batch(workspace, name, desk::iso_date(clock()));
    if (context.json) {
        Json json = as_json(batch.counts);
        json["records"] = Json::array();
        for (const auto& form : batch.filled.forms) json["records"].push_back(form_as_json(form));
        json["unfit"] = Json::array();
        for (const auto& page : batch.filled.unfit)
            json["unfit"].push_back(
                {{"source", page.source}, {"page", page.page}, {"failed", page.failed}, {"why_not", page.why_not}});
        std::cout << json.dump(2) << '\n';
        return exit_done;
    }
    print_counts(batch.counts);
    std::map<std::string, std::pair<int, int>> by_form;  // title → all, checked
    for (const auto& form : batch.filled.forms) {
        auto& [all, checked] = by_form[form.title];
        ++all;
        checked += form.checked();
    }
    for (const auto& [title, counts] : by_form)
        std::cout << "  " << title << ": " << counts.first << " 件、うち確認の要らないもの " << counts.second << " 件\n";
    for (const auto& form : batch.filled.forms) {
        const auto reasons = reasons_of(form);
        if (reasons.empty()) continue;
        std::cout << "  要確認  " << form.source << ' ' << form.page << " ページ（" << form.id << "）:";
        for (const auto& reason : reasons) std::cout << ' ' << reason << (&reason == &reasons.back() ? "" : "、");
        std::cout << '\n';
    }
    for (const auto& page : batch.filled.unfit)
        std::cout << (page.failed ? "  読めない  " : "  帳票不明  ") << page.source << ' ' << page.page << " ページ: " << page.why_not << '\n';
    return exit_done;
}

struct ExportWords {
    std::string batch;
    std::filesystem::path out;
    std::string encoding = "utf-8";
    std::string profile;
};

/// By a saved profile: what could not be written as wished, and what waits, is listed.
int run_profile(const ExportWords& words, const Context& context) {
    const auto clock = system_clock();
    desk::Workspace workspace(context.workspace, store::Access::read, clock());
    const auto profile = desk::kept_profile(workspace, words.profile);
    sign_in(workspace, context);
    const auto done = desk::export_with_profile(workspace, words.batch, profile, words.out, desk::iso_date(clock()));
    for (const auto& one : done.left_out) {
        std::cerr << "yorozu: 確認待ちなので書いていません: " << one.source << ' ' << one.page << " ページ:";
        for (const auto& reason : one.reasons) std::cerr << ' ' << reason << (&reason == &one.reasons.back() ? "" : "、");
        std::cerr << '\n';
    }
    for (const auto& one : done.problems)
        std::cerr << "yorozu: 設定のとおりに書けないので、そのまま書きました: " << one.source << ' ' << one.page << " ページ 列「" << one.column << "」: " << one.why << '\n';
    for (const auto& one : done.lost)
        std::cerr << "yorozu: CP932 にない文字を 〓 にしました: " << one.source << ' ' << one.page << " ページ 列「" << one.field
                  << "」: 設定の encoding を utf-8 にすれば残ります\n";
    if (!context.quiet)
        std::cout << "束 " << words.batch << " を設定 " << profile.name << " で " << words.out.string() << " に書き出しました: " << done.rows << " 件、確認待ち "
                  << done.left_out.size() << "、ほかの帳票 " << done.other_forms << '\n';
    return done.left_out.empty() && done.problems.empty() && done.lost.empty() ? exit_done : exit_some_wait;
}

int run_export(const ExportWords& words, const Context& context) {
    if (!words.profile.empty()) return run_profile(words, context);
    const auto format = desk::export_format(words.out);
    if (!format)
        throw Failure(exit_request_wrong, "書き出す形が分かりません", words.out.string(), ".json、.csv、.xlsx のどれかで終わる名前にしてください");
    const auto encoding = desk::export_encoding(words.encoding);
    if (!encoding) throw Failure(exit_request_wrong, "知らない文字コードです", words.encoding, "utf-8、utf-8-bom、cp932 のどれかにしてください");
    desk::Workspace workspace(context.workspace, store::Access::read, system_clock()());
    sign_in(workspace, context);
    const auto lost = desk::export_batch(workspace, words.batch, words.out, *format, *encoding);
    for (const auto& one : lost)
        std::cerr << "yorozu: CP932 にない文字を 〓 にしました: " << one.source << ' ' << one.page << " ページ " << one.field
                  << ": --encoding utf-8 か .xlsx なら残ります\n";
    if (!context.quiet) std::cout << "束 " << words.batch << " を " << words.out.string() << " に書き出しました\n";
    return lost.empty() ? exit_done : exit_some_wait;
}

}  // namespace

void add_batch(Commands& commands) {
    CLI::App* batch = commands.app.add_subcommand("batch", "束を見る、書き出す、項目を確認する");
    batch->require_subcommand(1);
    Context& context = commands.context;

    commands.on_run(batch->add_subcommand("list", "束の一覧と件数"), [&context] { return run_list(context); });

    auto shown = std::make_shared<std::string>();
    CLI::App* show = batch->add_subcommand("show", "束の件数、確認待ち、読めないページとその理由");
    show->add_option("BATCH", *shown, "束の名前")->required();
    commands.on_run(show, [shown, &context] { return run_show(*shown, context); });

    auto words = std::make_shared<ExportWords>();
    CLI::App* write = batch->add_subcommand("export", "束をいまの値で JSON・CSV・XLSX に書き出す");
    write->add_option("BATCH", words->batch, "束の名前")->required();
    write->add_option("--out", words->out, "書き出すファイル（.json .csv .xlsx）")->required();
    auto* encoding = write->add_option("--encoding", words->encoding, "CSV の文字コード: utf-8（既定）、utf-8-bom、cp932");
    write->add_option("--profile", words->profile, "書き出し設定の名前（yorozu export-profile list）")->excludes(encoding);
    commands.on_run(write, [words, &context] { return run_export(*words, context); });

    auto checking = std::make_shared<VerifyWords>();
    CLI::App* verify = batch->add_subcommand("verify", "要確認の項目を端末で確認する");
    verify->add_option("BATCH", checking->batch, "束の名前")->required();
    verify->add_option("--who", checking->who, "確認する人（既定: サインインした人、なければログイン名）");
    commands.on_run(verify, [checking, &context] { return run_verify(*checking, context); });
}

}  // namespace yorozu::cli
