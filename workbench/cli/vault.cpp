#include "workbench/cli/vault.h"

#include <unistd.h>

#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "workbench/cli/sign_in.h"
#include "workbench/desk/rpa/vault.h"
#include "workbench/desk/workspace/calendar.h"

namespace yorozu::cli {
namespace {

struct VaultWords {
    std::string name, passphrase_file, new_passphrase_file;
};

std::unique_ptr<desk::Passphrase> vault_passphrase(const VaultWords& words) {
    return passphrase_from(words.passphrase_file, "YOROZU_VAULT_PASSPHRASE_FILE", "金庫のパスフレーズ");
}

std::unique_ptr<desk::Passphrase> new_vault_passphrase(const std::string& file) {
    return file.empty() ? ask_new_passphrase("金庫") : passphrase_from(file, "", "");
}

int create(const VaultWords& words, const Context& context) {
    const auto workspace = open_signed_in(context, store::Access::write);
    desk::create_vault(*workspace, *new_vault_passphrase(words.passphrase_file));
    if (!context.quiet) std::cout << "金庫を作りました。パスフレーズを忘れると、中の値は二度と取り出せません\n";
    return exit_done;
}

int set(const VaultWords& words, const Context& context) {
    const auto workspace = open_signed_in(context, store::Access::change);
    const auto passphrase = vault_passphrase(words);
    desk::guard_process();
    desk::GuardedBytes value(ask_silently(words.name + " の値"));
    if (::isatty(STDIN_FILENO) == 1 && desk::GuardedBytes(ask_silently("もう一度")).text() != value.text())
        throw Failure(exit_request_wrong, "二つの値が違います", words.name, "もう一度実行してください");
    desk::set_secret(*workspace, *passphrase, words.name, value.text());
    if (!context.quiet) std::cout << words.name << " を金庫に入れました\n";
    return exit_done;
}

int list_secrets(const Context& context) {
    const auto workspace = open_signed_in(context, store::Access::read);
    const auto notes = desk::secret_notes(*workspace);
    if (context.json) {
        auto all = nlohmann::ordered_json::array();
        for (const auto& note : notes) all.push_back({{"name", note.name}, {"setOn", desk::iso_date(note.set_at)}, {"setBy", note.set_by}});
        std::cout << nlohmann::ordered_json{{"vault", desk::has_vault(*workspace)}, {"secrets", all}}.dump(2) << '\n';
        return exit_done;
    }
    for (const auto& note : notes) std::cout << note.name << '\t' << desk::iso_date(note.set_at) << '\t' << note.set_by << '\n';
    if (notes.empty()) std::cout << (desk::has_vault(*workspace) ? "金庫は空です（yorozu vault set 名前）\n" : "金庫はまだありません（yorozu vault create）\n");
    return exit_done;
}

int remove(const VaultWords& words, const Context& context) {
    const auto workspace = open_signed_in(context, store::Access::change);
    desk::remove_secret(*workspace, *vault_passphrase(words), words.name);
    if (!context.quiet) std::cout << words.name << " を金庫から消しました\n";
    return exit_done;
}

int passphrase(const VaultWords& words, const Context& context) {
    const auto workspace = open_signed_in(context, store::Access::change);
    const auto old = vault_passphrase(words);
    desk::change_vault_passphrase(*workspace, *old, *new_vault_passphrase(words.new_passphrase_file));
    if (!context.quiet) std::cout << "金庫のパスフレーズを変え、中の値を封じ直しました（前の控えは前のパスフレーズで開きます）\n";
    return exit_done;
}

}  // namespace

void add_vault(Commands& commands) {
    CLI::App* group = commands.app.add_subcommand("vault", "金庫: シナリオがサインインに使う秘密の値（値は端末か標準入力から。引数にはしない）");
    group->require_subcommand(1);
    const Context& context = commands.context;
    const auto words = std::make_shared<VaultWords>();
    const auto opens = [words](CLI::App* command) {
        command->add_option("--vault-passphrase-file", words->passphrase_file, "金庫のパスフレーズを 1 行目に書いたファイル（既定: YOROZU_VAULT_PASSPHRASE_FILE、なければ尋ねる）");
        return command;
    };

    CLI::App* creating = group->add_subcommand("create", "空の金庫を作る");
    creating->add_option("--vault-passphrase-file", words->passphrase_file, "新しいパスフレーズを 1 行目に書いたファイル（なければ尋ねる）");
    commands.on_run(creating, [words, &context] { return create(*words, context); });

    CLI::App* setting = opens(group->add_subcommand("set", "値を入れる、または置き換える（端末で尋ねる。端末でなければ標準入力の 1 行）"));
    setting->add_option("NAME", words->name, "名前（シナリオの secret と同じ）")->required();
    commands.on_run(setting, [words, &context] { return set(*words, context); });

    commands.on_run(group->add_subcommand("list", "名前、入れた日、入れた人（値は見せない）"), [&context] { return list_secrets(context); });

    CLI::App* removing = opens(group->add_subcommand("remove", "値を消す"));
    removing->add_option("NAME", words->name, "名前")->required();
    commands.on_run(removing, [words, &context] { return remove(*words, context); });

    CLI::App* renewing = opens(group->add_subcommand("passphrase", "金庫のパスフレーズを変える"));
    renewing->add_option("--new-passphrase-file", words->new_passphrase_file, "新しいパスフレーズを 1 行目に書いたファイル（なければ尋ねる）");
    commands.on_run(renewing, [words, &context] { return passphrase(*words, context); });
}

}  // namespace yorozu::cli
