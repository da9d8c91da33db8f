#include "workbench/cli/case_table.h"

#include <cstdio>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "workbench/cli/dates.h"
#include "workbench/cli/sign_in.h"
#include "workbench/cli/system_clock.h"
#include "workbench/desk/cases/case_report.h"
#include "workbench/desk/cases/case_table.h"
#include "workbench/desk/hours/plans.h"

namespace yorozu::cli {
namespace {

using Json = nlohmann::ordered_json;

struct TableWords {
    std::filesystem::path file;
    std::string mapping, encoding, year, source, who;
    bool take_theirs = false, open = false;
};

desk::CaseMapping mapping_of(const desk::Workspace& workspace, const TableWords& words) {
    const std::filesystem::path named = words.mapping;
    auto mapping = named.extension() == ".json" ? desk::read_case_mapping(named) : desk::kept_case_mapping(workspace, words.mapping);
    if (!words.encoding.empty()) mapping.encoding = desk::export_encoding(words.encoding).value_or(mapping.encoding);
    return mapping;
}

int run_import(const TableWords& words, const Context& context) {
    const auto workspace = open_signed_in(context, store::Access::write);
    const auto result = desk::import_cases(*workspace, words.file, mapping_of(*workspace, words), words.take_theirs);
    if (context.json) {
        Json json{{"added", result.added}, {"changed", result.changed}, {"same", result.same}, {"conflicts", Json::array()}, {"faults", Json::array()}};
        for (const auto& one : result.conflicts) json["conflicts"].push_back({{"number", one.number}, {"external", one.external}, {"field", one.field}, {"ours", one.ours}, {"theirs", one.theirs}});
        for (const auto& one : result.faults) json["faults"].push_back({{"line", one.line}, {"fault", one.fault}});
        std::cout << json.dump(2) << '\n';
    } else {
        std::cout << "相談を取り込みました: 新しい " << result.added << " 件、変わった " << result.changed << " 件、同じ " << result.same << " 件\n";
    }
    for (const auto& one : result.conflicts)
        std::cerr << "yorozu: 両方で変わっています: 相談 " << one.number << " の" << desk::case_field_words(one.field) << ": こちら「" << one.ours << "」、ファイル「" << one.theirs
                  << "」。こちらを残しました。ファイルを採るなら --take-theirs を付けてください\n";
    for (const auto& one : result.faults)
        std::cerr << "yorozu: 取り込めない行があります: " << words.file.string() << " の " << one.line << " 行目: " << one.fault << "。直して、もう一度取り込んでください\n";
    return result.conflicts.empty() && result.faults.empty() ? exit_done : exit_some_wait;
}

int run_export(const TableWords& words, const Context& context) {
    const auto workspace = open_signed_in(context, store::Access::change);
    desk::CaseFilter filter;
    filter.open = words.open;
    if (!words.year.empty()) filter.year = fiscal_year_named(words.year, "");
    std::vector<desk::LostCell> lost;
    const auto count = desk::export_cases(*workspace, words.file, mapping_of(*workspace, words), filter, &lost);
    if (context.json) std::cout << Json{{"cases", count}, {"lost_characters", lost.size()}}.dump(2) << '\n';
    else std::cout << "相談 " << count << " 件を " << words.file.string() << " に書き出しました\n";
    if (!lost.empty())
        std::cerr << "yorozu: CP932 にない文字があります: " << words.file.string() << ": " << lost.size() << " 文字を 〓 にしました。--encoding utf-8-bom なら残ります\n";
    return lost.empty() ? exit_done : exit_some_wait;
}

int run_report(const TableWords& words, const Context& context) {
    const auto workspace = open_signed_in(context, store::Access::read);
    const auto now = system_clock()();
    const std::string today = desk::iso_date(now);
    const auto report = desk::case_report(*workspace, fiscal_year_named(words.year, today), today);
    if (!words.file.empty()) {
        desk::write_case_report(report, words.file, desk::date_and_time(now) + " " + workspace->session().who);
        if (!context.json) std::cout << "相談の報告を " << words.file.string() << " に書き出しました\n";
    }
    if (context.json) std::cout << desk::case_report_json(report) << '\n';
    if (context.json || !words.file.empty()) return exit_done;
    const auto table = [&](const char* name, const std::vector<desk::CaseCount>& rows) {
        std::cout << '\n' << name << "  全庁 相談/解決  窓口 相談/解決\n";
        for (const auto& row : rows) std::cout << "  " << row.name << "  " << row.all << " / " << row.resolved << "  " << row.counter << " / " << row.counter_resolved << '\n';
    };
    std::cout << report.year.name() << " 年度の相談 " << report.total.all << " 件、解決 " << report.total.resolved << " 件";
    std::printf("（%.1f %%）、事業化 %d 件\n", 100 * report.resolution_rate(), report.projects);
    auto rows = report.by_category;
    rows.push_back(report.total);
    table("区分", rows);
    table("所管課", report.by_department);
    std::printf("\n初回回答: %d 件、中央値 %.1f 時間、24 時間以内 %d 件。終了まで中央値 %.1f 日。使った時間 %.1f 時間\n", report.answered, report.first_answer_hours, report.answered_in_a_day,
                report.days_to_close, report.minutes / 60);
    for (const auto& age : report.ages) std::cout << "進行中 " << age.name << " " << age.open << " 件\n";
    for (const auto& [reason, count] : report.declined) std::cout << "見送り " << reason << " " << count << " 件\n";
    for (const auto& rule : desk::case_report_rules(report)) std::cout << "※ " << rule << '\n';
    return exit_done;
}

int import_published(const TableWords& words, const Context& context) {
    const auto workspace = open_signed_in(context, store::Access::write);
    const auto year = fiscal_year_named(words.year, "");
    const auto kept = desk::import_published_cases(*workspace, words.file, year, words.source, words.who);
    std::cout << year.name() << " 年度の公表値（" << words.source << "）を別に保管しました: " << kept.rows.size() << " 行。相談の件数には足しません\n";
    return exit_done;
}

int add_mapping(const TableWords& words, const Context& context) {
    const auto workspace = open_signed_in(context, store::Access::write);
    desk::keep_case_mapping(*workspace, words.file);
    if (!context.quiet) std::cout << "列の対応 " << words.file.stem().string() << " を加えました\n";
    return exit_done;
}

}  // namespace

void add_case_table(CLI::App& group, Commands& commands) {
    auto words = std::make_shared<TableWords>();
    Context& context = commands.context;
    const char* years = "年度: R5、令和5年度、2023（既定: 今年度）";

    CLI::App* report = group.add_subcommand("report", "年度の相談と解決（監査の表）、課別、月別、回答の速さ、見送りの理由");
    report->add_option("--fiscal-year", words->year, years);
    report->add_option("--out", words->file, "書き出すファイル（.csv .xlsx .json）");
    commands.on_run(report, [words, &context] { return run_report(*words, context); });

    CLI::App* importing = group.add_subcommand("import", "相談を CSV・XLSX から取り込む（同じファイルをもう一度取り込んでも増えない）");
    importing->add_option("FILE", words->file, "表（.csv は UTF-8 でも CP932 でも）")->required();
    importing->add_option("--mapping", words->mapping, "列の対応: case mapping で加えた名前か、.json のファイル");
    importing->add_flag("--take-theirs", words->take_theirs, "両方で変わった項目はファイルの値を採る");
    commands.on_run(importing, [words, &context] { return run_import(*words, context); });

    CLI::App* exporting = group.add_subcommand("export", "相談を CSV・XLSX・JSON に書き出す");
    exporting->add_option("--out", words->file, "書き出すファイル")->required();
    exporting->add_option("--mapping", words->mapping, "列の対応");
    exporting->add_option("--encoding", words->encoding, "CSV の文字コード")->check(CLI::IsMember({"utf-8", "utf-8-bom", "cp932"}));
    exporting->add_option("--fiscal-year", words->year, years);
    exporting->add_flag("--open", words->open, "進行中だけ");
    commands.on_run(exporting, [words, &context] { return run_export(*words, context); });

    CLI::App* published = group.add_subcommand("published", "公表された相談の表（category,ward_total,…）を別に保管する");
    published->add_option("FILE", words->file, "CSV")->required();
    published->add_option("--fiscal-year", words->year, "表の年度")->required();
    published->add_option("--source", words->source, "出典（例: 図表16）")->required();
    published->add_option("--who", words->who, "取り込む人")->required();
    commands.on_run(published, [words, &context] { return import_published(*words, context); });

    CLI::App* mapping = group.add_subcommand("mapping", "ほかの課題管理の列の対応を、点検してワークスペースに加える");
    mapping->add_option("FILE", words->file, "列の対応（.json の前が名前になる）")->required();
    commands.on_run(mapping, [words, &context] { return add_mapping(*words, context); });
}

}  // namespace yorozu::cli
