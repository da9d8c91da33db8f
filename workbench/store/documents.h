#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "workbench/store/database.h"

namespace yorozu::store {

/// A scan file that arrived: its bytes are already durable under `hash`.
struct ArrivedScan {
    std::string hash;    ///< SHA-256, lower-case hex
    std::int64_t bytes = 0;
    std::string source;  ///< file name as given, for people
};

/// A scan that the workspace had already, whatever it was called then.
struct KnownScan {
    std::string source;
    std::string batch;            ///< where it is
    std::string earlier_source;   ///< under which name it came
};

/// A file of a batch that has pages without a reading.
struct UnreadFile {
    std::int64_t id = 0;
    std::string hash;
    std::string source;
    std::optional<int> pages;     ///< absent while its end was not seen
    std::vector<int> pages_read;  ///< in order
};

enum class StoredStatus { accepted, review, blank };

/// What OCR saw in one field. `json` is the field's object of `yorozu read --out F.json`.
struct StoredField {
    std::string id;
    std::string value;
    StoredStatus status = StoredStatus::review;
    double confidence = 0;
    std::string json;
};

/// What OCR saw on one page. registration and findings are JSON.
struct StoredReading {
    int page = 1;
    std::optional<std::string> template_id;
    int template_page = 1;
    std::optional<std::string> why_not;
    bool failed = false;
    std::string registration = "{}";
    std::string findings = "[]";
    std::vector<StoredField> fields;
};

/// A person's last word about a field.
struct Decision {
    std::string field;
    std::string kind;   ///< "confirmed", "corrected", "blank"; the paper is wrong: "unreadable", "defect"; nothing is
                        ///< settled: "referred" (to a supervisor), "reopened" (undone)
    std::string old_value;
    std::string value;
    std::string who;
    TimeMs at = 0;
    double seconds = 0; ///< that the person looked at it
    std::string reason = {};   ///< of a defect or a referral
    std::int64_t id = 0;       ///< given by the store

    bool settles() const { return kind != "referred" && kind != "reopened"; }
    bool faults_paper() const { return kind == "unreadable" || kind == "defect"; }
};

/// A page of a batch as it stands now: the newest reading and the people's decisions.
struct StoredDocument {
    std::int64_t id = 0;
    std::int64_t file = 0;
    std::string source;
    std::string hash;
    StoredReading reading;
    std::vector<Decision> decisions;  ///< one per decided field, the last one, whether it settles anything or not
    std::vector<std::string> double_entry;  ///< fields that two people enter independently
    bool erased = false;                    ///< its time is over: the values are gone, here as everywhere

    const Decision* decision(const std::string& field) const;
    bool entered_twice(const std::string& field) const;
};

struct BatchCounts {
    std::int64_t id = 0;
    std::string name;
    TimeMs created = 0;
    int files = 0;
    int unread_files = 0;    ///< not read to the end (import was stopped)
    int pages = 0;           ///< pages with a reading
    int refused = 0;         ///< pages that fit no template
    int failed = 0;          ///< pages that could not be loaded
    int pages_to_check = 0;  ///< pages with a field that waits for a person
    int fields = 0;
    int accepted = 0;
    int to_check = 0;
    int referred = 0;        ///< of to_check: waiting for a supervisor
    int verified = 0;        ///< decided by a person
    int defects = 0;         ///< of verified: unreadable, or the paper is wrong (不備)
    int blank = 0;
};

/// Which part of a field's reading to fetch: the characters are ten times the rest.
enum class FieldDetail { value, whole };

/// Pages and what was read on them.
class Documents {
public:
    explicit Documents(Database& database) : database_(database) {}

    /// Adds the scans to the batch (made when absent) in one transaction, in the given order, after those that
    /// are there. Scans that the workspace has already are left alone and returned. A batch is only made when
    /// it gets a scan; `department` is then whose it is.
    std::vector<KnownScan> register_scans(const std::string& batch, std::span<const ArrivedScan> scans, TimeMs now,
                                          const std::string& department = "");
    /// Whose batch it is, "" everybody's; nothing when there is no such batch.
    std::optional<std::string> department(const std::string& batch) const;
    /// The batch and name of a scan that is registered already.
    std::optional<KnownScan> known(const std::string& hash) const;

    std::vector<UnreadFile> unread(const std::string& batch) const;
    /// Keeps one page's reading in one transaction. False, and nothing is changed, when the page has one already.
    bool add_reading(std::int64_t file, const StoredReading& reading, TimeMs now);
    /// A further version, when a page was read again on purpose. Decisions of people stay in force.
    void add_version(std::int64_t document, const StoredReading& reading, TimeMs now);
    /// The end of the file was seen: it has so many pages.
    void set_pages(const std::string& hash, int pages);

    std::vector<BatchCounts> batches() const;
    std::optional<BatchCounts> batch(const std::string& name) const;
    /// All read pages of a batch in the order of its files. Throws StoreError{request} when there is no such batch.
    std::vector<StoredDocument> documents(const std::string& batch, FieldDetail detail = FieldDetail::value) const;
    StoredDocument document(std::int64_t id, FieldDetail detail = FieldDetail::whole) const;

    /// A person's decision about a field, with its audit entry; durable when it returns. Returns false when the very
    /// same decision (value and kind) is the last one already.
    bool decide(std::int64_t document, const Decision& decision);
    /// Every decision ever made about a document's field, oldest first.
    std::vector<Decision> history(std::int64_t document, const std::string& field) const;
    /// Every decision ever made about a document, oldest first: what the hours subtract.
    std::vector<Decision> decisions(std::int64_t document) const;

    /// Remembers that a template with this content was used.
    void note_template(const std::string& id, const std::string& hash, TimeMs now);
    /// Hashes of all scans that are kept and their sizes, for the check of the workspace.
    std::vector<ArrivedScan> scans() const;

private:
    Database& database_;
};

std::string_view name_of(StoredStatus status);

}  // namespace yorozu::store
