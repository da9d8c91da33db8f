#include "workbench/cli/case_attach.h"

#include <algorithm>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "workbench/cli/sign_in.h"
#include "workbench/desk/cases/case_attachments.h"
#include "workbench/desk/rpa/vault.h"
#include "workbench/desk/workspace/calendar.h"

namespace yorozu::cli {
namespace {

struct AttachWords {
    std::string number, passphrase_file;
    std::vector<std::filesystem::path> files;
    std::vector<std::int64_t> ids;
    std::filesystem::path folder;
    bool back = false;
};

desk::GuardedBytes opened_key(desk::Workspace& workspace, const AttachWords& words) {
    if (!desk::has_vault(workspace))
        throw Failure(exit_request_wrong, "金庫がないので、添付を封じられません", words.number, "yorozu vault create で金庫を作ってから、もう一度実行してください");
    return desk::attachment_key(workspace, *passphrase_from(words.passphrase_file, "YOROZU_VAULT_PASSPHRASE_FILE", "金庫のパスフレーズ"));
}

int attach(const AttachWords& words, const Context& context) {
    const auto workspace = open_signed_in(context, store::Access::change);
    const auto key = opened_key(*workspace, words);
    auto added = nlohmann::ordered_json::array();
    for (const auto& file : words.files) {
        const auto id = desk::attach_file(*workspace, words.number, file, key);
        added.push_back({{"id", id}, {"name", file.filename().string()}});
        if (!context.json) std::cout << "相談 " << words.number << " に添付しました: [" << id << "] " << file.filename().string() << '\n';
    }
    if (context.json) std::cout << nlohmann::ordered_json{{"number", words.number}, {"attached", added}}.dump(2) << '\n';
    return exit_done;
}

int list(const AttachWords& words, const Context& context) {
    const auto workspace = open_signed_in(context, store::Access::change);
    auto found = desk::attachments(*workspace, words.number);
    if (!words.folder.empty()) {
        const auto key = opened_key(*workspace, words);
        for (const auto id : words.ids)
            if (std::none_of(found.begin(), found.end(), [&](const auto& one) { return one.id == id; }))
                throw Failure(exit_request_wrong, "添付がありません", "相談 " + words.number + " の " + std::to_string(id), "yorozu case attachments で番号を確かめてください");
        if (!words.ids.empty()) std::erase_if(found, [&](const auto& one) { return std::find(words.ids.begin(), words.ids.end(), one.id) == words.ids.end(); });
        std::filesystem::create_directories(words.folder);
        for (const auto& one : found) {
            // Two files of one name, or one that lies there already: the attachment's number tells them apart.
            auto target = words.folder / std::filesystem::path(one.name).filename();
            if (std::filesystem::exists(target)) target = words.folder / (target.stem().string() + "-" + std::to_string(one.id) + target.extension().string());
            if (std::filesystem::exists(target)) throw Failure(exit_request_wrong, "同じ名前のファイルがもうあります", target.string(), "別のフォルダーを指定してください");
            desk::save_attachment(*workspace, words.number, one.id, target, key);
            if (!context.json && !context.quiet) std::cout << target.string() << " に取り出しました\n";
        }
    }
    if (context.json) {
        auto all = nlohmann::ordered_json::array();
        for (const auto& one : found)
            all.push_back({{"id", one.id}, {"name", one.name}, {"bytes", one.bytes}, {"who", one.who}, {"at", desk::date_and_time(one.at)}});
        std::cout << nlohmann::ordered_json{{"number", words.number}, {"attachments", all}}.dump(2) << '\n';
    } else if (words.folder.empty()) {
        for (const auto& one : found) std::cout << '[' << one.id << "] " << one.name << "  " << desk::size_words(one.bytes) << "  " << desk::date_and_time(one.at) << "  " << one.who << '\n';
        if (found.empty()) std::cout << "添付はありません（yorozu case attach で足します）\n";
    }
    return exit_done;
}

int detach(const AttachWords& words, const Context& context) {
    const auto workspace = open_signed_in(context, store::Access::change);
    for (const auto id : words.ids) desk::detach_file(*workspace, words.number, id, words.back);
    if (!context.json) std::cout << (words.back ? "添付を戻しました\n" : "添付を外しました（--back で戻せます）\n");
    else std::cout << nlohmann::ordered_json{{"number", words.number}}.dump(2) << '\n';
    return exit_done;
}

}  // namespace

void add_case_attach(CLI::App& group, Commands& commands) {
    auto words = std::make_shared<AttachWords>();
    Context& context = commands.context;
    const auto command = [&](const char* name, const char* help) {
        auto* made = group.add_subcommand(name, help);
        made->add_option("NUMBER", words->number, "相談の番号（R8-0001）")->required();
        return made;
    };
    const auto opens = [&](CLI::App* made) {
        made->add_option("--vault-passphrase-file", words->passphrase_file, "金庫のパスフレーズを 1 行目に書いたファイル（既定: YOROZU_VAULT_PASSPHRASE_FILE、なければ尋ねる）");
    };
    auto* attaching = command("attach", "ファイルを添付する（金庫の鍵で封じて保管する）");
    attaching->add_option("FILE", words->files, "ファイル")->required();
    opens(attaching);
    commands.on_run(attaching, [words, &context] { return attach(*words, context); });

    auto* listing = command("attachments", "添付の一覧。--save-to で取り出す");
    auto* folder = listing->add_option("--save-to", words->folder, "取り出す先のフォルダー");
    listing->add_option("--id", words->ids, "取り出す添付の番号（既定: すべて）")->needs(folder);
    opens(listing);
    commands.on_run(listing, [words, &context] { return list(*words, context); });

    auto* detaching = command("detach", "添付を外す（経過には残る）");
    detaching->add_option("--id", words->ids, "添付の番号")->required();
    detaching->add_flag("--back", words->back, "外した添付を戻す");
    commands.on_run(detaching, [words, &context] { return detach(*words, context); });
}

}  // namespace yorozu::cli
