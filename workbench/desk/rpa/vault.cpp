#include "workbench/desk/rpa/vault.h"

#include <sodium.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "ocr/lexicon/text_key.h"
#include "workbench/desk/workspace/whole_file.h"
#include "workbench/store/durable.h"

namespace yorozu::desk {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t longest_value = 4096;

std::string vault_bytes(const Workspace& workspace) {
    std::ifstream in(vault_file(workspace), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void require_vault(const Workspace& workspace) {
    if (!has_vault(workspace))
        throw RequestFault("金庫がありません: " + vault_file(workspace).string() + ": yorozu vault create か、RPA の「金庫」で作ってください");
}

bool unprintable(char32_t c) { return c < 0x20 || c == 0x7F || (c >= 0x80 && c < 0xA0) || c == 0xFFFD; }

void check_name(const std::string& name) {
    const auto points = ocr::code_points(name);
    if (points.empty() || points.size() > 64 || std::any_of(points.begin(), points.end(), [](char32_t c) { return unprintable(c) || c == U'=' || c == U' ' || c == U'　'; }))
        throw RequestFault("秘密の値の名前に使えません: " + (points.empty() ? std::string("（空）") : name) + ": 空白と「=」のない、64 文字までの名前にしてください");
}

void check_value(const std::string& name, std::string_view value) {
    if (value.empty()) throw RequestFault("秘密の値が空です: " + name + ": 値を入れてください（要らなければ yorozu vault remove で消します）");
    const auto points = ocr::code_points(value);
    if (value.size() > longest_value || std::any_of(points.begin(), points.end(), unprintable))
        throw RequestFault("秘密の値に使えない文字があるか、長すぎます: " + name + ": 改行や制御文字のない、4096 バイトまでの値にしてください");
}

void check_new(const Passphrase& passphrase) {
    if (const auto weakness = passphrase.weakness(); !weakness.empty()) throw RequestFault("このパスフレーズは使えません: 金庫の新しいパスフレーズ: " + weakness);
}

/// One program changes the vault at a time.
store::FileLock lock_of_vault(const Workspace& workspace) {
    return {workspace.folder() / "vault.lock", 5000, "ほかのプログラムが金庫を書き換えています"};
}

void keep(Workspace& workspace, const Vault& vault, const Passphrase& passphrase, const PassphraseCost& cost) {
    const std::string sealed = sealed_vault(vault, passphrase, cost);
    WholeFile file(vault_file(workspace));
    fs::permissions(file.beside(), fs::perms::owner_read | fs::perms::owner_write);
    file.write(sealed);
    file.place();
    store::make_durable(workspace.folder());
}

Vault opened(const Workspace& workspace, const Passphrase& passphrase) {
    require_vault(workspace);
    guard_process();
    return opened_vault(vault_bytes(workspace), passphrase, vault_file(workspace).string());
}

/// No secret's name can begin so: check_name refuses it.
bool is_key(const std::string& name) { return name.starts_with('='); }

void permit_change(Workspace& workspace, const char* act, const std::string& name) {
    permit(workspace, {Right::it, Right::admin}, {act, name.empty() ? "vault" : "vault/" + name, ""});
}

}  // namespace

fs::path vault_file(const Workspace& workspace) { return workspace.folder() / "vault.json"; }

bool has_vault(const Workspace& workspace) {
    std::error_code ignored;
    return fs::exists(vault_file(workspace), ignored);
}

void create_vault(Workspace& workspace, const Passphrase& passphrase, const PassphraseCost& cost) {
    check_new(passphrase);
    require(workspace, {Right::it, Right::admin});
    guard_process();
    const auto lock = lock_of_vault(workspace);
    if (has_vault(workspace))
        throw RequestFault("金庫がもうあります: " + vault_file(workspace).string() + ": パスフレーズを変えるには yorozu vault passphrase を使ってください");
    permit_change(workspace, "vault-create", "");
    keep(workspace, Vault(), passphrase, cost);
}

std::vector<SecretNote> secret_notes(Workspace& workspace) {
    require(workspace, {Right::it, Right::admin, Right::clerk});
    if (!has_vault(workspace)) return {};
    auto notes = notes_of_vault(vault_bytes(workspace), vault_file(workspace).string());
    std::erase_if(notes, [](const SecretNote& note) { return is_key(note.name); });
    return notes;
}

void set_secret(Workspace& workspace, const Passphrase& passphrase, const std::string& name, std::string_view value, const PassphraseCost& cost) {
    check_name(name);
    check_value(name, value);
    require(workspace, {Right::it, Right::admin});
    const auto lock = lock_of_vault(workspace);
    Vault vault = opened(workspace, passphrase);
    permit_change(workspace, "vault-set", name);
    vault.set({name, workspace.session().clock(), workspace.session().who}, value);
    keep(workspace, vault, passphrase, cost);
}

void remove_secret(Workspace& workspace, const Passphrase& passphrase, const std::string& name, const PassphraseCost& cost) {
    require(workspace, {Right::it, Right::admin});
    const auto lock = lock_of_vault(workspace);
    Vault vault = opened(workspace, passphrase);
    if (is_key(name) || !vault.remove(name)) throw RequestFault("その名前の秘密の値はありません: " + name + ": yorozu vault list で名前を確かめてください");
    permit_change(workspace, "vault-remove", name);
    keep(workspace, vault, passphrase, cost);
}

void change_vault_passphrase(Workspace& workspace, const Passphrase& old, const Passphrase& fresh, const PassphraseCost& cost) {
    check_new(fresh);
    require(workspace, {Right::it, Right::admin});
    const auto lock = lock_of_vault(workspace);
    const Vault vault = opened(workspace, old);
    permit_change(workspace, "vault-passphrase", "");
    keep(workspace, vault, fresh, cost);
}

Vault open_vault(Workspace& workspace, const Passphrase& passphrase, const std::string& scenario) {
    require(workspace, {Right::clerk, Right::it});
    Vault vault = opened(workspace, passphrase);
    permit(workspace, {Right::clerk, Right::it}, {"vault-open", "vault", "シナリオ " + scenario});
    return vault;
}

GuardedBytes vault_key(Workspace& workspace, const Passphrase& passphrase, const std::string& name, std::initializer_list<Right> any_of, const PassphraseCost& cost) {
    constexpr std::size_t key_size = 32;
    require(workspace, any_of);
    const auto lock = lock_of_vault(workspace);
    Vault vault = opened(workspace, passphrase);
    permit(workspace, any_of, {"vault-open", "vault/=" + name, ""});
    if (auto kept = vault.find("=" + name)) return GuardedBytes(std::move(*kept));
    GuardedBytes key(key_size);
    randombytes_buf(key.data(), key.size());
    vault.set({"=" + name, workspace.session().clock(), workspace.session().who}, key.text());
    keep(workspace, vault, passphrase, cost);
    return key;
}

Vault open_vault_for_tracker(Workspace& workspace, const Passphrase& passphrase, const std::string& tracker) {
    require(workspace, {Right::help_desk, Right::it});
    Vault vault = opened(workspace, passphrase);
    permit(workspace, {Right::help_desk, Right::it}, {"vault-open", "vault", "課題管理 " + tracker});
    return vault;
}

std::string vault_fault(const Workspace& workspace) {
    if (!has_vault(workspace)) return "";
    try {
        notes_of_vault(vault_bytes(workspace), vault_file(workspace).string());
        return "";
    } catch (const RequestFault& fault) {
        return fault.what();
    }
}

}  // namespace yorozu::desk
