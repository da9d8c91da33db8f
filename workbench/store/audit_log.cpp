#include "workbench/store/audit_log.h"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "workbench/store/audit_chain.h"
#include "workbench/store/sql.h"

namespace yorozu::store {
namespace {

const std::string no_hash(64, '0');

/// Broken UTF-8 becomes U+FFFD before it is kept, so that what is hashed is what is kept.
std::string sound_text(const std::string& text) {
    using nlohmann::json;
    return json::parse(json(text).dump(-1, ' ', false, json::error_handler_t::replace)).get<std::string>();
}

std::string canonical(const AuditEntry& entry) {
    return nlohmann::json::array({entry.number, entry.at, entry.who, entry.act, entry.subject, entry.field, entry.detail}).dump();
}

std::string chained(const std::string& before, const AuditEntry& entry) {
    const std::string text = before + canonical(entry);
    unsigned char digest[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(digest, reinterpret_cast<const unsigned char*>(text.data()), text.size());
    char hex[2 * sizeof digest + 1];
    sodium_bin2hex(hex, sizeof hex, digest, sizeof digest);
    return hex;
}

constexpr const char* audit_columns = "SELECT number, at_ms, who, act, subject, field, detail, hash FROM audit_entries ";

AuditEntry audit_entry_at(const Statement& row) {
    return {row.integer(0), row.integer(1), row.text(2), row.text(3), row.text(4), row.text(5), row.text(6), row.text(7)};
}

AuditHead newest(const Database& database) {
    Statement row(database, "SELECT number, hash FROM audit_entries ORDER BY number DESC LIMIT 1");
    if (!row.step()) return {0, no_hash};
    return {row.integer(0), row.text(1)};
}

/// Fixed width, so that a write in place never leaves less than a whole line.
std::string head_line(const AuditHead& head) {
    std::string number = std::to_string(head.number);
    return std::string(20 - std::min<std::size_t>(20, number.size()), '0') + number + ":" + head.hash + "\n";
}

std::optional<AuditHead> head_beside(const Database& database) {
    std::ifstream in(audit_head_file(database.file()));
    std::string line;
    std::getline(in, line);
    return AuditHead::from(line);
}

std::string numbers(std::int64_t first, std::int64_t last) {
    return first == last ? "記録 " + std::to_string(first) : "記録 " + std::to_string(first) + " から " + std::to_string(last) + " まで";
}

/// Where a head that was kept apart does not agree with the chain; `hash_there`: the chain's at its number.
void compare(AuditCheck& check, const AuditHead& kept, const std::string& hash_there, const std::string& name) {
    if (!check.sound()) return;
    if (kept.number > check.head.number) {
        check.broken = check.head.number + 1;
        check.fault = numbers(check.broken, kept.number) + " がありません（末尾が切り取られたか、古い控えに置き換わっています。" + name + "は " +
                      std::to_string(kept.number) + " 件まで知っています）";
    } else if (hash_there != kept.hash) {
        check.broken = kept.number;
        check.fault = "記録 " + std::to_string(kept.number) + " までのどこかが、" + name + "を取った後に書き直されています";
    }
}

}  // namespace

std::string AuditHead::text() const { return std::to_string(number) + ":" + hash; }

std::optional<AuditHead> AuditHead::from(const std::string& text) {
    const auto colon = text.find(':');
    if (colon == std::string::npos || colon == 0 || colon > 20) return std::nullopt;
    const std::string number = text.substr(0, colon);
    AuditHead head{0, text.substr(colon + 1)};
    const bool digits = std::all_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; });
    const bool hex = head.hash.size() == 64 && head.hash.find_first_not_of("0123456789abcdef") == std::string::npos;
    if (!digits || !hex) return std::nullopt;
    try {
        head.number = std::stoll(number);
    } catch (const std::out_of_range&) {
        return std::nullopt;
    }
    return head;
}

std::filesystem::path audit_head_file(const std::filesystem::path& database_file) {
    return database_file.parent_path() / "audit.head";
}

std::int64_t chain_entry(Database& database, const AuditEntry& given) {
    const AuditHead before = newest(database);
    const AuditEntry entry{before.number + 1,          given.at,
                           sound_text(given.who),      sound_text(given.act),
                           sound_text(given.subject),  sound_text(given.field),
                           sound_text(given.detail),   ""};
    Statement(database,
              "INSERT INTO audit_entries (number, at_ms, who, act, subject, field, detail, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
        .bind(entry.number, entry.at, entry.who, entry.act, entry.subject, entry.field, entry.detail, chained(before.hash, entry))
        .run();
    return entry.number;
}

void keep_audit_head(const Database& database) { write_audit_head(audit_head_file(database.file()), newest(database)); }

void write_audit_head(const std::filesystem::path& file, const AuditHead& head) {
    const std::string line = head_line(head);
    // In place and without fsync: one sector, and being behind after a power cut is allowed.
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
    const bool written = descriptor >= 0 && ::pwrite(descriptor, line.data(), line.size(), 0) == static_cast<ssize_t>(line.size());
    if (descriptor >= 0) ::close(descriptor);
    if (!written)
        throw StoreError(Blame::environment, "監査ログの末尾の控えを書けません", file.string(),
                         "フォルダーの空きと書き込みの権限を確かめてください");
}

std::int64_t AuditLog::append(const AuditEntry& entry) {
    Write write(database_);
    const auto number = chain_entry(database_, entry);
    write.commit();
    keep_audit_head(database_);
    return number;
}

void AuditLog::append(std::span<const AuditEntry> entries) {
    if (entries.empty()) return;
    Write write(database_);
    for (const auto& entry : entries) chain_entry(database_, entry);
    write.commit();
    keep_audit_head(database_);
}

AuditHead AuditLog::head() const { return newest(database_); }

AuditCheck AuditLog::check(const std::optional<AuditHead>& noted) const {
    AuditCheck result;
    // Read before the entries: another process may be writing, and being behind is allowed.
    const auto beside = head_beside(database_);
    std::string hash = no_hash, at_beside = no_hash, at_noted = no_hash;
    const Snapshot snapshot(database_);
    Statement rows(database_, std::string(audit_columns) + "ORDER BY number");
    while (rows.step()) {
        const auto entry = audit_entry_at(rows);
        const auto expected = result.head.number + 1;
        if (entry.number != expected) {
            result.broken = std::min(entry.number, expected);
            result.fault = entry.number > expected ? numbers(expected, entry.number - 1) + " がありません（取り除かれています）"
                                                   : "記録 " + std::to_string(entry.number) + " は番号が 1 からの順ではありません";
            return result;
        }
        hash = chained(hash, entry);
        if (hash != entry.hash) {
            result.broken = entry.number;
            result.fault = "記録 " + std::to_string(entry.number) + " が、書かれたときと違います（書き換えか、入れ替え）";
            return result;
        }
        result.head = {entry.number, hash};
        if (beside && beside->number == entry.number) at_beside = hash;
        if (noted && noted->number == entry.number) at_noted = hash;
    }
    if (result.head.hash.empty()) result.head.hash = no_hash;
    if (beside) {
        compare(result, *beside, at_beside, "末尾の控え（audit.head）");
    } else if (result.head.number > 0) {
        result.broken = result.head.number + 1;
        result.fault = "末尾の控え（audit.head）がないか壊れているので、記録 " + std::to_string(result.head.number) +
                       " より後が切り取られていないとは言えません";
    }
    if (noted) compare(result, *noted, at_noted, "別に取った控え");
    return result;
}

std::vector<AuditEntry> AuditLog::entries(const Filter& filter) const {
    std::vector<AuditEntry> found;
    Statement rows(database_, std::string(audit_columns) +
                                  "WHERE (?1 = '' OR who = ?1) AND (?2 = '' OR act = ?2) AND (?3 = '' OR subject = ?3) "
                                  "AND at_ms >= ?4 ORDER BY number DESC LIMIT ?5");
    rows.bind(filter.who, filter.act, filter.subject, filter.since, filter.last > 0 ? filter.last : -1);
    while (rows.step()) found.push_back(audit_entry_at(rows));
    std::reverse(found.begin(), found.end());
    return found;
}

}  // namespace yorozu::store
