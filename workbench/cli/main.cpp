#include <cstdlib>
#include <iostream>
#include <new>
#include <system_error>

#include "workbench/cli/argument_fault.h"
#include "workbench/cli/command.h"
#include "workbench/cli/vault.h"
#include "workbench/desk/export/export.h"
#include "workbench/desk/reading/reading_setup.h"
#include "workbench/desk/workspace/workspace.h"

namespace {

using namespace yorozu::cli;

std::filesystem::path default_workspace() {
    if (const char* named = std::getenv("YOROZU_WORKSPACE"); named && *named) return named;
    if (const char* data = std::getenv("XDG_DATA_HOME"); data && *data) return std::filesystem::path(data) / "yorozu";
    if (const char* home = std::getenv("HOME"); home && *home)
        return std::filesystem::path(home) / ".local" / "share" / "yorozu";
    return "yorozu-workspace";
}

int fail(Exit code, const std::string& text) {
    std::cerr << "yorozu: " << text << '\n';
    return code;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app{"よろず: 帳票を読み、業務システムへ一度だけ入力し、削減時間を数える"};
    app.require_subcommand(1);
    app.set_version_flag("--version", YOROZU_VERSION);
    app.fallthrough();
    Context context;
    context.workspace = default_workspace();
    app.add_option("--workspace", context.workspace, "ワークスペースのフォルダー");
    app.add_option("--lang", context.language, "ja または en")->check(CLI::IsMember({"ja", "en"}));
    app.add_option("--person", context.person, "サインインする人（既定: YOROZU_PERSON）");
    app.add_option("--passphrase-file", context.passphrase_file, "パスフレーズを 1 行目に書いたファイル（既定: YOROZU_PASSPHRASE_FILE、なければ尋ねる）");
    app.add_flag("--json", context.json, "結果を JSON で標準出力へ");
    app.add_flag("--quiet", context.quiet, "進み具合を出さない");

    Commands commands{app, context, {}};
    add_read(commands);
    add_evaluate(commands);
    add_template(commands);
    add_import(commands);
    add_batch(commands);
    add_rpa(commands);
    add_hours(commands);
    add_lexicon(commands);
    add_report(commands);
    add_workspace(commands);
    add_export_profile(commands);
    add_people(commands);
    add_audit(commands);
    add_flow(commands);
    add_train(commands);
    add_case(commands);
    add_vault(commands);

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) return app.exit(error);
        return fail(exit_request_wrong, words_of(app, error));
    }
    try {
        return commands.chosen ? commands.chosen() : exit_done;
    } catch (const Failure& failure) {
        return fail(failure.code, failure.what());
    } catch (const yorozu::store::StoreError& error) {
        return fail(error.blame == yorozu::store::Blame::request ? exit_request_wrong : exit_environment_failed, error.what());
    } catch (const yorozu::desk::RequestFault& fault) {
        return fail(exit_request_wrong, fault.what());
    } catch (const yorozu::desk::ExportFailure& failure) {
        return fail(exit_environment_failed, failure.what());
    } catch (const std::bad_alloc&) {
        return fail(exit_environment_failed, "メモリーが足りません: 処理中: 他のプログラムを閉じてから、もう一度実行してください");
    } catch (const std::exception& error) {
        return fail(exit_environment_failed, std::string("処理を続けられません: ") + error.what() +
                                                 ": 上の原因を取り除いてから、もう一度実行してください");
    }
}
