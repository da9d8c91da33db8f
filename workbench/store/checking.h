#pragma once
#include <optional>
#include <string>
#include <vector>

#include "workbench/store/documents.h"
#include "workbench/store/error.h"
#include "workbench/store/records.h"

namespace yorozu::store {

/// A page of a batch without what was read on it.
struct BatchPage {
    std::int64_t document = 0;
    std::int64_t reading = 0;   ///< its newest one
    std::string source;
    std::string hash;
    int page = 1;
    std::optional<std::string> template_id;
    int template_page = 1;
    std::string why_not;        ///< in words, when it has no template
    bool failed = false;        ///< it could not be loaded
};

/// A field that a person must look at, without its contents.
struct WaitingField {
    std::int64_t document = 0;
    std::string field;
    bool referred = false;      ///< to a supervisor
    bool entered_twice = false;

    friend bool operator==(const WaitingField&, const WaitingField&) = default;
};

/// A person's word about a field of a document. `seen` is the id of the last correction that the person knew of
/// (0: none): when somebody else's came meanwhile, nothing of the step is kept.
struct FieldDecision {
    std::int64_t document = 0;
    std::int64_t seen = 0;
    Decision decision;
};

/// A character of a field that was confirmed (or replaced) among its likes.
struct CharacterCheck {
    std::int64_t document = 0;
    std::string field;
    int position = 0;           ///< in the reading's characters, from 0
    std::string old_value;
    std::string value;
};

/// What one of two people entered.
struct Entry {
    std::int64_t document = 0;
    std::string field;
    std::string kind;           ///< "value", "blank", "unreadable"
    std::string value;
    std::string who;
    TimeMs at = 0;
    double seconds = 0;
};

/// Somebody else entered the same field after it was compared: nothing of the step is kept; compare again.
class EnteredMeanwhile : public StoreError {
public:
    EnteredMeanwhile();
};

/// What one person did at one stroke: on disk as a whole or not at all.
struct CheckStep {
    std::string batch;
    std::string kind = "field";  ///< "field", "group", "entry"
    std::string who;
    TimeMs at = 0;
    std::vector<FieldDecision> decisions;
    std::vector<CharacterCheck> characters;
    std::vector<Entry> entries;
    /// How many entries their field had when they were compared with them.
    std::optional<std::size_t> entries_seen = {};
    std::vector<StoredRecord> records = {};  ///< of the forms concerned, as they stand then
};

/// A step that can be taken back.
struct UndoableStep {
    std::int64_t id = 0;
    std::string kind;
    std::vector<std::pair<std::int64_t, std::string>> fields;  ///< whose decisions it takes back: document, field
    int characters = 0;
};

/// Checking: what waits, and what people did. Nothing is ever changed or deleted: an undo is a step that says so.
class Checking {
public:
    explicit Checking(Database& database) : database_(database) {}

    /// In the order of the batch's files. Throws StoreError{request} when there is no such batch.
    std::vector<BatchPage> pages(const std::string& batch) const;
    /// The fields that wait, in the order of pages and of fields on them: in review by OCR, reopened, referred, or
    /// marked for double entry; not those that a person settled.
    std::vector<WaitingField> waiting(const std::string& batch) const;
    /// Fields that people settled, and how many of them are 不備 or unreadable.
    std::pair<int, int> settled(const std::string& batch) const;
    /// Fields of all batches that people settled since then; each once.
    int settled_since(TimeMs since) const;
    /// Fields that people found wrong with the paper: unreadable, 不備.
    std::vector<WaitingField> defects(const std::string& batch) const;

    /// Keeps a step; durable when it returns. Throws StoreError{request} when somebody else decided one of its
    /// fields meanwhile, EnteredMeanwhile when the field has other entries than were seen. Returns the step's id.
    std::int64_t keep(const CheckStep& step);

    /// The person's last step in the batch that was not taken back and whose fields nobody decided after it.
    std::optional<UndoableStep> last_step(const std::string& batch, const std::string& who) const;
    /// Takes it back: its fields and characters are open again, its entries withdrawn.
    void undo(const UndoableStep& step, const std::string& batch, const std::string& who, TimeMs at,
              const std::vector<StoredRecord>& records);

    /// The characters of a document's fields that are settled.
    std::vector<CharacterCheck> settled_characters(std::int64_t document) const;
    std::vector<CharacterCheck> settled_characters(const std::string& batch) const;

    /// The fields of the batch that two people enter independently.
    std::vector<std::string> double_entry(const std::string& batch) const;
    void mark_double_entry(const std::string& batch, const std::string& field, bool marked, const std::string& who, TimeMs at);
    /// Each person's last entry, oldest first, without those that were withdrawn.
    std::vector<Entry> entries(std::int64_t document, const std::string& field) const;
    std::vector<Entry> entries(const std::string& batch) const;

    /// Seconds per field that the person decided since then, group checks left out.
    std::vector<double> seconds_of(const std::string& who, TimeMs since) const;

private:
    std::int64_t batch_id(const std::string& batch) const;
    void keep_decision(const FieldDecision& decision, std::int64_t step);

    Database& database_;
};

}  // namespace yorozu::store
