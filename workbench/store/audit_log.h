#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "workbench/store/database.h"

namespace yorozu::store {

/// What a person did with personal data. Never a value from a form: which field and document, not what stands there.
struct AuditEntry {
    std::int64_t number = 0;  ///< from 1 without gaps; given by the log
    TimeMs at = 0;
    std::string who;          ///< the person who signed in, else the operating system's user
    std::string act;          ///< "sign-in", "sign-in-refused", "import", "view", "correct", "export", "key", "delete",
                              ///< "people", "refused"
    std::string subject;      ///< "batch/NAME", "document/12", "scenario/ID", "item/7", "person/NAME", "audit", "workspace"
    std::string field;        ///< field id, "" if the act is about more than one
    std::string detail;       ///< in words, e.g. "csv utf-8"
    std::string hash;         ///< SHA-256, lower-case hex; given by the log
};

/// The end of the log at some moment: "12:9f86d0…". What is written down elsewhere proves everything before it.
struct AuditHead {
    std::int64_t number = 0;
    std::string hash;

    std::string text() const;
    static std::optional<AuditHead> from(const std::string& text);
};

/// What a check of the chain found.
struct AuditCheck {
    AuditHead head;            ///< of the entries that are there
    std::int64_t broken = 0;   ///< number of the first entry that is wrong or missing; 0: none
    std::string fault;         ///< in words; "": sound

    bool sound() const { return fault.empty(); }
};

/// The audit log: append-only, each entry chained to the one before.
///
///     hash(n) = SHA-256( hash(n−1) ‖ [number,at,"who","act","subject","field","detail"] )
///
/// The bracket is compact JSON in UTF-8 without escapes beyond those that JSON asks for; hashes are lower-case hex,
/// hash(0) is 64 zeros. Triggers refuse UPDATE, DELETE, and an INSERT that is not the next number. The head is also kept
/// in `audit.head` beside the database.
///
/// What this proves, and what not. Whoever may write to the workspace's folder can take the triggers away; then
/// - an entry that was changed, removed, put in, or swapped is found: from there on the chain does not fit;
/// - a tail that was cut off, or an older database put in this one's place, is found by audit.head, which is then ahead;
/// - a log that was *wholly* recomputed, together with audit.head, is NOT found from the inside: no key that this
///   machine holds is out of reach of one who may write here. It is found by a head that was noted elsewhere (on paper,
///   in a backup, on another machine): `check` with that head proves every entry up to it.
/// Nor does a log prove that what was never written down did not happen: who reads the database file with another program
/// leaves no entry. File rights and disk encryption are for that.
/// audit.head may be some entries behind after a power cut; that alone is no fault.
class AuditLog {
public:
    explicit AuditLog(Database& database) : database_(database) {}

    /// On disk when it returns. Throws StoreError. Returns the entry's number.
    std::int64_t append(const AuditEntry& entry);
    void append(std::span<const AuditEntry> entries);  ///< in one transaction

    /// Walks the whole chain. `noted`: a head that was kept elsewhere; must be among the entries.
    AuditCheck check(const std::optional<AuditHead>& noted = std::nullopt) const;
    AuditHead head() const;

    /// Which entries to list; empty means any.
    struct Filter {
        std::string who, act, subject;
        TimeMs since = 0;
        int last = 0;  ///< only so many, the newest; 0: all
    };
    std::vector<AuditEntry> entries(const Filter& filter) const;  ///< oldest first

private:
    Database& database_;
};

/// Where the head of a database's log is kept.
std::filesystem::path audit_head_file(const std::filesystem::path& database_file);
void write_audit_head(const std::filesystem::path& file, const AuditHead& head);

}  // namespace yorozu::store
