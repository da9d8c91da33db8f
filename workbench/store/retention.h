#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "workbench/store/database.h"

namespace yorozu::store {

/// Personal data that has a time of its own.
enum class KeptKind {
    scans,        ///< the scan files
    readings,     ///< what was read, corrected and entered on a page, and the record made of it; who did it and how long it took stays
    crops,        ///< pictures of fields that were cut out for training
    keyed,        ///< the values and the business key of what was keyed; outcome, receipt number and journal stay
    evidence,     ///< pictures of runs; the journal that names them stays
    attachments,  ///< files of cases
    copies,       ///< copies of the database that were made before a migration
};
constexpr KeptKind kept_kinds[] = {KeptKind::scans, KeptKind::readings, KeptKind::crops, KeptKind::keyed, KeptKind::evidence, KeptKind::attachments, KeptKind::copies};
std::string_view name_of(KeptKind kind);  ///< "scans" …
std::optional<KeptKind> kept_kind(std::string_view name);

/// From when the days of a rule count.
enum class CountedFrom { keyed, checked, closed, made };
std::string_view name_of(CountedFrom from);

struct RetentionRule {
    std::optional<int> days;  ///< absent: it stays
    CountedFrom from = CountedFrom::keyed;

    friend bool operator==(const RetentionRule&, const RetentionRule&) = default;
};

/// Something that must stay.
struct Hold {
    std::string subject;  ///< "batch/NAME", "document/12", "scenario/ID", "case/R6-0001"
    std::string reason, who;
    TimeMs since = 0;
};

/// A filled form, as far as its end goes. Days are days since 1970-01-01 in Japan.
struct FormLife {
    std::int64_t record = 0;
    std::string batch;
    std::vector<std::int64_t> documents;
    std::optional<int> checked_day;  ///< when nothing of it waited for a person any more
};

/// A scan file with its pages.
struct FileLife {
    std::int64_t file = 0;
    std::string hash, batch;
    std::int64_t bytes = 0;
    bool whole = false;  ///< all of its pages were read
    std::vector<std::int64_t> documents;
};

/// What is or was to be keyed.
struct ItemLife {
    std::int64_t item = 0;
    std::string scenario;
    std::string batch;        ///< "" : from no batch
    std::int64_t record = 0;  ///< 0: not known
    bool finished = false;    ///< in the target, and not by a test
    int day = 0;              ///< of its last journal entry
};

struct AttachmentLife {
    std::int64_t attachment = 0, case_id = 0;
    std::string number;          ///< of its case
    std::int64_t bytes = 0;      ///< as kept, sealed
};

/// One thing to erase and what the audit log says of it.
struct Erasure {
    std::int64_t subject = 0;           ///< file, document, item or attachment
    std::vector<std::string> audited;   ///< "document/12" …, one entry each
};

/// Whose time is over: rules, holds, what is known about the end of each thing, and the erasing itself.
class Retention {
public:
    explicit Retention(Database& database) : database_(database) {}

    std::map<KeptKind, RetentionRule> rules() const;  ///< those that were ever set
    /// With its audit entry.
    void set_rule(KeptKind kind, const RetentionRule& rule, const std::string& who, TimeMs now);
    std::vector<Hold> holds() const;  ///< in force, oldest first
    /// `held` false takes it away. With its audit entry.
    void hold(const std::string& subject, bool held, const std::string& reason, const std::string& who, TimeMs now);
    /// Whether there is such a batch, document, scenario or case.
    bool known(const std::string& subject) const;

    std::vector<FormLife> forms() const;
    std::vector<FileLife> files() const;
    std::vector<ItemLife> items() const;
    std::vector<AttachmentLife> attachments() const;  ///< whose bytes are there
    std::map<std::int64_t, std::vector<std::string>> evidence() const;  ///< item → names of its pictures
    std::vector<std::string> evidence_of(std::int64_t item) const;
    std::string hash_of_file(std::int64_t file) const;

    bool erased(KeptKind kind, std::int64_t subject) const;
    std::set<std::int64_t> erased(KeptKind kind) const;
    std::set<std::int64_t> pending(KeptKind kind) const;

    /// Writes the erasures down with their audit entries and empties what lies in the database, all in one transaction; files are the
    /// caller's to delete afterwards, then settled(). What was erased before is left alone. `detail`: for the audit log.
    void erase(KeptKind kind, std::span<const Erasure> erasures, const std::string& who, const std::string& detail, TimeMs now);
    /// Their files are gone from the disk.
    void settled(KeptKind kind, std::span<const std::int64_t> subjects);

    /// Bytes of erased rows may still lie in the database's free pages or its log.
    bool traces_left() const;
    /// Writes the database anew without them. False: somebody reads it just now, or the disk is too full; the data is whole, try again.
    bool sweep();

private:
    Database& database_;
};

/// What stands for the business key of an item whose values were erased: enough to refuse the same record a second time, not to read it.
std::string erased_key(const std::string& scenario, const std::string& business_key);

}  // namespace yorozu::store
