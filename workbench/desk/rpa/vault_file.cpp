#include "workbench/desk/rpa/vault_file.h"

#include <sodium.h>

#include <cstdint>
#include <cstring>
#include <nlohmann/json.hpp>

#include "workbench/desk/workspace/request_fault.h"
#include "workbench/store/error.h"

namespace yorozu::desk {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t block = 512;
constexpr auto key_bytes = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
constexpr auto nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr auto tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
/// A file that asks for more was not written by us and would only hold the machine up.
constexpr std::size_t largest_memory = std::size_t{1} << 30;
constexpr unsigned long long most_passes = 10;
constexpr auto base64 = sodium_base64_VARIANT_ORIGINAL;

RequestFault broken(const std::string& where, const std::string& what) {
    return RequestFault("金庫のファイルを読めません（" + what + "）: " + where + ": 控え（yorozu workspace backup）から戻してください");
}

std::string encoded(const unsigned char* bytes, std::size_t size) {
    std::string text(sodium_base64_ENCODED_LEN(size, base64), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes, size, base64);
    text.resize(std::strlen(text.c_str()));
    return text;
}

std::optional<std::string> decoded(const std::string& text) {
    std::string bytes(text.size(), '\0');
    std::size_t size = 0;
    if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(), text.size(), nullptr, &size, nullptr, base64) != 0)
        return std::nullopt;
    bytes.resize(size);
    return bytes;
}

/// The file without its sealed block: what is authenticated.
struct Header {
    PassphraseCost cost;
    std::string salt, nonce;
    std::vector<SecretNote> notes;

    Json json() const {
        Json secrets = Json::array();
        for (const auto& note : notes) secrets.push_back({{"name", note.name}, {"setAt", note.set_at}, {"setBy", note.set_by}});
        const auto text = [](const std::string& bytes) { return encoded(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()); };
        return {{"formatVersion", 1},
                {"key", {{"way", "argon2id"}, {"passes", cost.passes}, {"memoryBytes", cost.memory_bytes}, {"salt", text(salt)}}},
                {"seal", {{"way", "xchacha20-poly1305"}, {"nonce", text(nonce)}}},
                {"secrets", std::move(secrets)}};
    }
};

GuardedBytes key_of(const Passphrase& passphrase, const Header& header) {
    GuardedBytes key(key_bytes);
    if (crypto_pwhash(key.data(), key.size(), passphrase.text().data(), passphrase.text().size(), reinterpret_cast<const unsigned char*>(header.salt.data()),
                      header.cost.passes, header.cost.memory_bytes, crypto_pwhash_ALG_ARGON2ID13) != 0)
        throw store::StoreError(store::Blame::environment, "メモリーが足りません", "金庫の鍵の計算", "他のプログラムを閉じてから、もう一度実行してください");
    return key;
}

std::string random_bytes(std::size_t size) {
    std::string bytes(size, '\0');
    randombytes_buf(bytes.data(), bytes.size());
    return bytes;
}

struct File {
    Header header;
    std::string sealed;
};

File file_of(std::string_view bytes, const std::string& where) {
    start_sodium();
    const Json json = Json::parse(bytes, nullptr, false);
    if (!json.is_object()) throw broken(where, "JSON ではありません");
    if (json.value("formatVersion", Json(0)) != 1) throw broken(where, "知らない版の書き方です。新しいよろずで開いてください");
    try {
        File file;
        const auto& key = json.at("key");
        file.header.cost = {key.at("passes").get<unsigned long long>(), key.at("memoryBytes").get<std::size_t>()};
        const auto salt = decoded(key.at("salt")), nonce = decoded(json.at("seal").at("nonce")), sealed = decoded(json.at("sealed"));
        for (const auto& one : json.at("secrets")) file.header.notes.push_back({one.at("name"), one.at("setAt"), one.at("setBy")});
        if (key.at("way") != "argon2id" || json.at("seal").at("way") != "xchacha20-poly1305" || !salt || salt->size() != crypto_pwhash_SALTBYTES || !nonce ||
            nonce->size() != nonce_bytes || !sealed || sealed->size() < tag_bytes + block || (sealed->size() - tag_bytes) % block != 0 ||
            file.header.cost.passes < crypto_pwhash_argon2id_OPSLIMIT_MIN || file.header.cost.passes > most_passes ||
            file.header.cost.memory_bytes < crypto_pwhash_argon2id_MEMLIMIT_MIN || file.header.cost.memory_bytes > largest_memory)
            throw broken(where, "中身が足りないか、途中で切れています");
        file.header.salt = *salt;
        file.header.nonce = *nonce;
        file.sealed = *sealed;
        return file;
    } catch (const nlohmann::json::exception&) {
        throw broken(where, "中身が足りないか、途中で切れています");
    }
}

}  // namespace

std::vector<SecretNote> Vault::notes() const {
    std::vector<SecretNote> all;
    for (const auto& [name, kept] : kept_) all.push_back(kept.note);
    return all;
}

std::optional<std::string> Vault::find(const std::string& name) const {
    const auto found = kept_.find(name);
    if (found == kept_.end()) return std::nullopt;
    return std::string(found->second.value.text());
}

void Vault::set(const SecretNote& note, std::string_view value) {
    kept_.erase(note.name);
    kept_.emplace(note.name, Kept{note, GuardedBytes(value)});
}

bool Vault::remove(const std::string& name) { return kept_.erase(name) > 0; }

// The block: for each secret in the header's order, its length (4 bytes, little end first) and its bytes. No JSON: its reader
// would leave copies on the heap.
std::string sealed_vault(const Vault& vault, const Passphrase& passphrase, const PassphraseCost& cost) {
    start_sodium();
    const Header header{cost, random_bytes(crypto_pwhash_SALTBYTES), random_bytes(nonce_bytes), vault.notes()};
    std::size_t size = 0;
    for (const auto& [name, kept] : vault.kept_) size += 4 + kept.value.size();
    GuardedBytes plain((size / block + 1) * block);
    auto* at = plain.data();
    for (const auto& [name, kept] : vault.kept_) {
        for (int byte = 0; byte < 4; ++byte) *at++ = static_cast<unsigned char>(kept.value.size() >> (8 * byte));
        std::memcpy(at, kept.value.data(), kept.value.size());
        at += kept.value.size();
    }
    std::size_t padded = 0;
    sodium_pad(&padded, plain.data(), size, block, plain.size());
    const auto key = key_of(passphrase, header);
    Json json = header.json();
    const std::string clear = json.dump();
    std::string sealed(padded + tag_bytes, '\0');
    crypto_aead_xchacha20poly1305_ietf_encrypt(reinterpret_cast<unsigned char*>(sealed.data()), nullptr, plain.data(), padded,
                                               reinterpret_cast<const unsigned char*>(clear.data()), clear.size(), nullptr,
                                               reinterpret_cast<const unsigned char*>(header.nonce.data()), key.data());
    json["sealed"] = encoded(reinterpret_cast<const unsigned char*>(sealed.data()), sealed.size());
    return json.dump(1) + "\n";
}

Vault opened_vault(std::string_view bytes, const Passphrase& passphrase, const std::string& where) {
    const File file = file_of(bytes, where);
    const auto key = key_of(passphrase, file.header);
    const std::string clear = file.header.json().dump();
    GuardedBytes plain(file.sealed.size() - tag_bytes);
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(plain.data(), nullptr, nullptr, reinterpret_cast<const unsigned char*>(file.sealed.data()), file.sealed.size(),
                                                   reinterpret_cast<const unsigned char*>(clear.data()), clear.size(),
                                                   reinterpret_cast<const unsigned char*>(file.header.nonce.data()), key.data()) != 0)
        throw RequestFault("金庫を開けません: " + where + ": パスフレーズを確かめてください（正しいのに開かないときは、ファイルが書き換えられています。控えから戻してください）");
    std::size_t size = 0;
    if (sodium_unpad(&size, plain.data(), plain.size(), block) != 0) throw broken(where, "中身が合いません");
    Vault vault;
    std::size_t at = 0;
    for (const auto& note : file.header.notes) {
        if (size - at < 4) throw broken(where, "中身が合いません");
        std::size_t length = 0;
        for (int byte = 0; byte < 4; ++byte) length |= static_cast<std::size_t>(plain.data()[at++]) << (8 * byte);
        if (size - at < length) throw broken(where, "中身が合いません");
        vault.set(note, plain.text().substr(at, length));
        at += length;
    }
    return vault;
}

std::vector<SecretNote> notes_of_vault(std::string_view bytes, const std::string& where) { return file_of(bytes, where).header.notes; }

}  // namespace yorozu::desk
