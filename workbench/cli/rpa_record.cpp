#include "workbench/cli/rpa_record.h"

#include <filesystem>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "workbench/cli/interruption.h"
#include "workbench/desk/rpa/recording.h"
#include "workbench/desk/workspace/whole_file.h"

namespace yorozu::cli {
namespace {

struct RecordWords {
    desk::RecordingRequest request;
    std::vector<std::string> what;
    std::string data, out;
    bool replace = false, desktop = false;
};

int record(const RecordWords& words, const Context& context) {
    auto request = words.request;
    if (words.what.empty()) throw Failure(exit_request_wrong, "アドレスがありません", "rpa record", "録画を始めるアドレスを書いてください（yorozu rpa record https://… --out シナリオ.json。デスクトップのプログラムは --desktop --out シナリオ.json -- プログラム 引数…）");
    if (words.what.size() > 1 && !words.desktop) throw Failure(exit_request_wrong, "アドレスが2つ以上あります", words.what[1], "始めるアドレスを1つだけ書いてください");
    if (words.desktop) request.program = words.what;
    else request.address = words.what.front();
    if (!words.data.empty()) request.data = words.data;
    if (request.title.empty()) request.title = std::filesystem::path(words.out).stem().string();
    if (!words.replace && std::filesystem::exists(words.out))
        throw Failure(exit_request_wrong, "同じ名前のファイルがあります", words.out, "別の名前にするか、--replace を付けてください");
    desk::WholeFile file(words.out);  // before anybody works for nothing
    if (!context.quiet) std::cerr << (words.desktop ? "開いた窓の中でプログラムを操作してください。終わったらプログラムを閉じるか、ここで Ctrl+C を押してください\n"
                                                  : "ブラウザーで操作してください。終わったらブラウザーを閉じるか、ここで Ctrl+C を押してください\n");
    const Interruption interruption;
    rpa::RecordedScenario made;
    int number = 0;
    try {
        made = desk::record_scenario(
            request,
            [&](const rpa::RecordedEvent& event) {
                const auto sentence = desk::words_of(event);
                if (!sentence.empty() && !context.quiet) std::cerr << ++number << ". " << sentence << '\n';
            },
            [](const std::string& sentence) { std::cerr << "yorozu: 注意: " << sentence << '\n'; }, interruption.token());
    } catch (const rpa::StepFailure& failure) {
        throw Failure(exit_environment_failed, failure.message);
    }
    if (made.scenario.empty()) throw Failure(exit_request_wrong, "何も録画されませんでした", words.out, "操作してから閉じてください");
    file.write(made.scenario);
    file.place();
    if (context.json)
        std::cout << nlohmann::ordered_json{{"file", words.out}, {"steps", made.steps}, {"columns", made.columns}, {"secrets", made.secrets}, {"commit", made.commit}, {"finds", made.finds}, {"doubts", made.doubts}}.dump(2) << '\n';
    else
        std::cout << made.steps << " 操作を録画しました: " << words.out << '\n';
    for (const auto& doubt : made.doubts) std::cerr << "yorozu: 確かめてください: " << words.out << ": " << doubt << '\n';
    for (const auto& name : made.secrets) std::cerr << "yorozu: 金庫に入れてください: " << name << ": yorozu vault set " << name << '\n';
    return exit_done;
}

}  // namespace

void add_rpa_record(CLI::App* group, Commands& commands) {
    const Context& context = commands.context;
    const auto words = std::make_shared<RecordWords>();
    CLI::App* command = group->add_subcommand("record", "ブラウザーかデスクトップのプログラムでの操作を録画し、シナリオの下書きにする");
    command->add_option("address,--address", words->what, "始めるアドレス（http://…）。--desktop では、-- の後にプログラムと引数");
    command->add_flag("--desktop", words->desktop, "デスクトップのプログラムを録画する");
    command->add_option("--out", words->out, "シナリオ（.json）")->required();
    command->add_option("--data", words->data, "手もとのレコードの CSV（打った値が列の値と同じなら、その列にする）");
    command->add_option("--title", words->request.title, "シナリオの題（既定: ファイル名）");
    command->add_option("--owner", words->request.owner, "持ち主（所管課 係）");
    command->add_flag("--replace", words->replace, "同じ名前のファイルを置き換える");
    command->add_flag("--headless", words->request.headless, "画面を出さない（試験用）");
    command->add_option("--chromedriver", words->request.chromedriver, "chromedriver の場所");
    commands.on_run(command, [words, &context] { return record(*words, context); });
}

}  // namespace yorozu::cli
