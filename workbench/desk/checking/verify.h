#pragma once
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "workbench/desk/checking/check_field.h"
#include "workbench/desk/reading/batch.h"
#include "workbench/store/checking.h"

namespace yorozu::desk {

using store::WaitingField;

/// What came of a decision.
struct Decided {
    std::string value;                       ///< in the field's normal form
    std::vector<ocr::RuleFinding> findings;  ///< what the rules say about this field now
    bool form_checked = false;               ///< nothing of the form waits any more
    std::vector<WaitingField> also;          ///< fields that nobody decided and that rules now speak against
};

/// What an undo opened again.
struct Undone {
    std::string sentence;                    ///< "口座番号の確定を戻しました"
    std::vector<WaitingField> fields;
    int characters = 0;                      ///< of a group
};

struct CheckProgress {
    int forms = 0;
    int settled = 0;     ///< fields that people decided, 不備 and unreadable among them
    int defects = 0;
    int waiting = 0;     ///< for an ordinary checker
    int referred = 0;    ///< for a supervisor
    int double_entry = 0;///< for ベリファイ
};

/// What a batch has to be done, read at one time.
struct BatchWork {
    std::vector<WaitingField> queue;  ///< as Verification::queue()
    CheckProgress progress;
};

/// Checks a batch field by field. Each decision is on disk when the call returns; the rules then run again over the
/// form and its record is brought up to date. Decisions that others make meanwhile are respected: whoever comes
/// second is told so. One Verification belongs to one thread.
class Verification {
public:
    /// `who` must not be empty, and who signed in where people do. Wants the right checker; opening is in the audit log, and
    /// so is each decision. Throws store::StoreError{request} when there is no such batch.
    Verification(Workspace& workspace, std::string batch, std::string who, Clock clock);

    const std::string& batch() const { return batch_; }
    const std::string& who() const { return who_; }
    const std::vector<ocr::FormTemplate>& templates() const { return templates_; }
    const ocr::LexiconSet& lexicons() const { return lexicons_; }
    Workspace& workspace() const { return workspace_; }
    store::TimeMs now() const { return clock_(); }

    /// What waits for an ordinary checker, in the order of pages and fields, without contents: quick for thousands
    /// of forms. Fields for a supervisor and for ベリファイ are not in it.
    std::vector<WaitingField> queue() const;
    std::vector<WaitingField> referred() const;
    std::vector<WaitingField> defects() const;
    /// One of them with its contents. Throws StoreError{request} when the batch has no such field.
    FieldToCheck open(const WaitingField& field) const;
    /// Several, each form read once. The first time that a form is opened is a view in the audit log.
    std::vector<FieldToCheck> open(const std::vector<WaitingField>& fields) const;
    /// All of queue() with contents, for the terminal.
    std::vector<FieldToCheck> waiting() const;

    /// What was read is right. `seconds`: how long the person looked.
    Decided accept(const FieldToCheck& field, double seconds);
    /// This is right instead; "" means that the field is blank.
    Decided correct(const FieldToCheck& field, const std::string& typed, double seconds);
    Decided blank(const FieldToCheck& field, double seconds);
    /// Nobody can read it: the writer must be asked.
    Decided unreadable(const FieldToCheck& field, double seconds);
    /// The paper is wrong (不備), for a reason; the value is kept as typed.
    Decided defect(const FieldToCheck& field, const std::string& typed, const std::string& reason, double seconds);
    /// Somebody else is to decide it.
    Decided refer(const FieldToCheck& field, const std::string& reason, double seconds);
    /// The raw reading back, where a list or rule had changed it.
    Decided as_read(const FieldToCheck& field, double seconds);

    /// Takes the person's last step in this batch back, across restarts; nothing when there is none left.
    std::optional<Undone> undo();
    /// What undo() would take back, for the queue's last line.
    std::optional<store::UndoableStep> last_step() const;

    CheckProgress progress() const;
    BatchWork work() const;
    /// Of this person's own decisions today, group checks left out; 0 before the first. For the person alone.
    double median_seconds_today() const;

    /// Forms of the batch and how many of them wait for nothing.
    std::pair<int, int> checked_forms() const;
    /// The number of the document's form in the batch, from 1, and the documents of that form.
    int form_number(std::int64_t document) const;
    const std::vector<std::int64_t>& form_of(std::int64_t document) const;
    int forms() const { return static_cast<int>(forms_.size()); }
    /// Looks again which pages there are (an import may add some).
    void refresh_pages();

    /// For desk's other ways of checking: the form with these decisions laid over, as it would be kept.
    struct After {
        FilledForm filled;
        store::StoredRecord record;
    };
    After after(const std::vector<std::int64_t>& form, const std::vector<store::FieldDecision>& decisions) const;

private:
    struct Form {
        std::vector<std::int64_t> documents;
    };
    Decided decide(const FieldToCheck& field, const std::string& kind, const std::string& value, double seconds,
                   const std::string& reason = {});
    std::vector<WaitingField> with_findings(std::vector<WaitingField> waiting) const;

    Workspace& workspace_;
    std::string batch_;
    std::string who_;
    Clock clock_;
    std::vector<ocr::FormTemplate> templates_;
    ocr::LexiconSet lexicons_;
    std::vector<Form> forms_;
    std::map<std::int64_t, int> form_of_document_;
    /// Own decisions of a day, sorted: asked at every field, so not read from the store each time.
    struct OwnSeconds {
        store::TimeMs since = 0;
        std::vector<double> sorted;
    };
    mutable std::optional<OwnSeconds> own_seconds_;
    mutable std::set<std::int64_t> seen_;  ///< first documents of the forms whose view is in the audit log
};

/// Whole values that the recogniser also thought of: one character changed, likeliest first, at most `limit`.
std::vector<std::string> alternatives_of(const ocr::FieldReading& field, std::size_t limit = 4);

}  // namespace yorozu::desk
