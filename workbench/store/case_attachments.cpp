// Files of cases, as sealed parts.
#include <sodium.h>

#include <array>

#include "workbench/store/audit_chain.h"
#include "workbench/store/cases.h"
#include "workbench/store/erasing.h"
#include "workbench/store/sql.h"

namespace yorozu::store {
namespace {

class Sha256 {
public:
    Sha256() { crypto_hash_sha256_init(&state_); }
    void take(const std::string& bytes) { crypto_hash_sha256_update(&state_, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()); }
    std::string hexadecimal() {
        std::array<unsigned char, crypto_hash_sha256_BYTES> hash;
        crypto_hash_sha256_final(&state_, hash.data());
        std::string text(2 * hash.size() + 1, '\0');
        sodium_bin2hex(text.data(), text.size(), hash.data(), hash.size());
        text.pop_back();
        return text;
    }

private:
    crypto_hash_sha256_state state_;
};

}  // namespace

std::int64_t Cases::attach(std::int64_t id, const NewAttachment& file, TimeMs now, const std::function<std::optional<std::string>()>& next_part) {
    Write write(database_);
    Statement(database_, "INSERT INTO attachments (case_id) VALUES (?)").bind(id).run();
    const auto attachment = last_id(database_);
    Sha256 hash;
    std::int64_t number = 0;
    while (const auto part = next_part()) {
        Statement(database_, "INSERT INTO attachment_parts (attachment_id, part, sealed) VALUES (?, ?, ?)").bind(attachment, number++, Blob{*part}).run();
        hash.take(*part);
    }
    const StoredCaseEvent event{.kind = "attach",
                                .changes = {{"attachment", std::to_string(attachment)}, {"bytes", std::to_string(file.bytes)}, {"sha256", hash.hexadecimal()}},
                                .text = file.name,
                                .who = file.who,
                                .at = file.at};
    append_inside(id, {&event, 1}, now, 0);
    write.commit();
    keep_audit_head(database_);
    return attachment;
}

void Cases::erase_attachments(std::int64_t id, std::span<const std::int64_t> attachments, const std::string& who, const std::string& detail, TimeMs now) {
    Write write(database_);
    std::vector<StoredCaseEvent> taken_off;
    const auto shown = attachments_of(events(id));
    Statement number(database_, "SELECT number FROM cases WHERE id = ?");
    if (!number.bind(id).step()) return;
    for (const auto attachment : attachments) {
        if (was_erased(database_, "attachments", attachment)) continue;
        write_erasure(database_, "attachments", attachment, false, now);
        Statement(database_, "DELETE FROM attachment_parts WHERE attachment_id = ?").bind(attachment).run();
        chain_entry(database_, {0, now, who, "delete", "case/" + number.text(0), "attachment/" + std::to_string(attachment), detail, ""});
        for (const auto& file : shown)
            if (file.id == attachment) taken_off.push_back({.kind = "detach", .changes = {{"attachment", std::to_string(attachment)}}, .text = file.name, .who = who, .at = now});
    }
    if (!taken_off.empty()) append_inside(id, taken_off, now, 0);
    write_erasure(database_, "traces", 0, true, now);
    write.commit();
    keep_audit_head(database_);
}

bool Cases::read_attachment(const StoredAttachment& attachment, const std::function<void(const std::string& part)>& take) const {
    Sha256 hash;
    std::int64_t next = 0;
    Statement rows(database_, "SELECT part, sealed FROM attachment_parts WHERE attachment_id = ? ORDER BY part");
    rows.bind(attachment.id);
    while (rows.step()) {
        if (rows.integer(0) != next++) return false;
        const std::string part = rows.text(1);
        hash.take(part);
        take(part);
    }
    return hash.hexadecimal() == attachment.sha256;
}

}  // namespace yorozu::store
