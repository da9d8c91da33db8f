#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "workbench/cli/command.h"
#include "workbench/cli/sign_in.h"
#include "workbench/cli/system_clock.h"
#include "workbench/desk/workspace/workspace_backup.h"
#include "workbench/desk/workspace/workspace_export.h"

namespace yorozu::cli {

namespace {

int run_check(const Context& context) {
    desk::Workspace workspace(context.workspace, store::Access::read, system_clock()());
    const auto result = desk::check_workspace(workspace);
    if (context.json)
        std::cout << nlohmann::ordered_json{{"sound", result.faults.empty()},
                                            {"faults", result.faults},
                                            {"scans", result.scans},
                                            {"scan_bytes", result.scan_bytes}}
                         .dump(2)
                  << '\n';
    else if (result.faults.empty())
        std::cout << "異常なし: データベース、参照、スキャン " << result.scans << " 件（" << (result.scan_bytes >> 20) << " MiB）の内容\n";
    for (const auto& fault : result.faults)
        std::cerr << "yorozu: ワークスペースに異常があります: " << fault << ": 控え（workspace backup）から戻してください\n";
    return result.faults.empty() ? exit_done : exit_environment_failed;
}

int run_backup(const std::filesystem::path& target, const Context& context) {
    desk::Workspace workspace(context.workspace, store::Access::read, system_clock()());
    sign_in(workspace, context);
    const auto result = desk::backup_workspace(workspace, target);
    if (context.json)
        std::cout << nlohmann::ordered_json{{"target", target.string()}, {"files", result.files}, {"faults", result.faults}}.dump(2) << '\n';
    else
        std::cout << "控えを作り、開いて確かめました: " << target.string() << "（" << result.files << " ファイル）\n";
    for (const auto& fault : result.faults)
        std::cerr << "yorozu: 控えを作りましたが、もとのワークスペースに異常があります: " << fault << ": 前の控えから戻すことを考えてください\n";
    return result.faults.empty() ? exit_done : exit_some_wait;
}

int run_restore(const std::filesystem::path& backup, const Context& context) {
    const int files = desk::restore_workspace(backup, context.workspace, system_clock()());
    if (context.json)
        std::cout << nlohmann::ordered_json{{"workspace", context.workspace.string()}, {"files", files}}.dump(2) << '\n';
    else
        std::cout << "控えから戻しました: " << context.workspace.string() << "（" << files << " ファイル、異常なし）\n";
    return exit_done;
}

int run_export(const std::filesystem::path& target, const Context& context) {
    desk::Workspace workspace(context.workspace, store::Access::read, system_clock()());
    sign_in(workspace, context);
    const auto result = desk::export_workspace(workspace, target);
    if (context.json)
        std::cout << nlohmann::ordered_json{{"target", target.string()}, {"batches", result.batches}, {"scans", result.scans}, {"left_out", result.left_out}, {"importable", result.importable}}.dump(2)
                  << '\n';
    else
        std::cout << "すべてを書き出しました: " << target.string() << "（束 " << result.batches << "、スキャン " << result.scans << "）\n";
    for (const auto& batch : result.left_out)
        std::cerr << "yorozu: 書き出していません: 束 " << batch << ": 別の課の束です。その課の人が書き出してください\n";
    if (!result.importable) std::cerr << "yorozu: 新しいワークスペースに取り込める形では書き出していません: " << target.string() << ": すべての課を見られる、IT 担当か管理者の人が書き出してください\n";
    if (result.cases_left_out) std::cerr << "yorozu: 書き出していません: 相談: 相談担当の人が書き出してください\n";
    return result.importable ? exit_done : exit_some_wait;
}

int run_import_workspace(const std::filesystem::path& exported, const Context& context) {
    const auto result = desk::import_workspace(exported, context.workspace, system_clock()());
    if (context.json)
        std::cout << nlohmann::ordered_json{{"workspace", context.workspace.string()}, {"rows", result.rows}, {"scans", result.scans}, {"files", result.files}}.dump(2) << '\n';
    else
        std::cout << "書き出したものからワークスペースを作り、確かめました: " << context.workspace.string() << "（記録 " << result.rows << " 行、スキャン " << result.scans << "、ほかのファイル " << result.files
                  << "）\n金庫（vault.json）は書き出しに入りません。添付と秘密の値を使うには、もとのワークスペースから移してください\n";
    return exit_done;
}

}  // namespace

void add_workspace(Commands& commands) {
    CLI::App* workspace = commands.app.add_subcommand("workspace", "ワークスペースの手入れ");
    workspace->require_subcommand(1);
    Context& context = commands.context;
    commands.on_run(workspace->add_subcommand("check", "データベースとスキャンの内容が壊れていないか確かめる"),
                    [&context] { return run_check(context); });
    auto target = std::make_shared<std::filesystem::path>();
    CLI::App* backup = workspace->add_subcommand("backup", "ワークスペース全体の控えを作る");
    backup->add_option("FOLDER", *target, "控えを置く、まだないフォルダー")->required();
    commands.on_run(backup, [target, &context] { return run_backup(*target, context); });
    CLI::App* restore = workspace->add_subcommand("restore", "控えから、まだないワークスペースを作る");
    restore->add_option("BACKUP", *target, "workspace backup で作ったフォルダー")->required();
    commands.on_run(restore, [target, &context] { return run_restore(*target, context); });
    CLI::App* write = workspace->add_subcommand("export", "すべてを、ほかのプログラムで開けるファイルに書き出す（JSON・CSV・元のスキャン）");
    write->add_option("FOLDER", *target, "まだないフォルダー")->required();
    commands.on_run(write, [target, &context] { return run_export(*target, context); });
    CLI::App* read = workspace->add_subcommand("import", "書き出したものから、まだないワークスペースを作る");
    read->add_option("EXPORT", *target, "workspace export で書き出したフォルダー")->required();
    commands.on_run(read, [target, &context] { return run_import_workspace(*target, context); });
    add_workspace_retention(*workspace, commands);
}

}  // namespace yorozu::cli
