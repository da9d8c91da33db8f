#pragma once
#include <optional>
#include <string>
#include <vector>

#include "workbench/desk/batch.h"

namespace yorozu::desk {

/// A field that waits for a person's eyes.
struct FieldToCheck {
    std::vector<std::int64_t> form;  ///< the documents of its form, first page first
    std::int64_t document = 0;
    std::string source;
    int page = 1;
    std::string title;          ///< of the form
    std::string field;
    std::string label;
    std::string value;          ///< as it was read; "" for masked fields
    std::vector<std::string> alternatives;  ///< whole values, likeliest first, without `value`
    std::vector<std::string> reasons;
    ocr::BoxPx box_px;          ///< on the page as given
    bool masked = false;
};

/// What came of a decision.
struct Decided {
    std::string value;                       ///< in the field's normal form
    std::vector<ocr::RuleFinding> findings;  ///< what the rules say about this field now
    bool form_checked = false;               ///< nothing of the form waits any more
};

/// Checks a batch field by field. Each decision is on disk when the call returns; the rules then run again over the
/// form and its record is brought up to date. Decisions that others make meanwhile are respected.
class Verification {
public:
    /// `who` must not be empty. Throws store::StoreError{request} when there is no such batch.
    Verification(Workspace& workspace, std::string batch, std::string who, Clock clock);

    /// The fields in review that nobody has decided, in the order of the pages.
    std::vector<FieldToCheck> waiting() const;

    /// What was read is right. `seconds`: how long the person looked.
    Decided accept(const FieldToCheck& field, double seconds);
    /// This is right instead; "" means that the field is blank.
    Decided correct(const FieldToCheck& field, const std::string& typed, double seconds);

    /// Forms of the batch and how many of them wait for nothing.
    std::pair<int, int> checked_forms() const;

private:
    Decided decide(const FieldToCheck& field, const std::string& kind, const std::string& value, double seconds);

    Workspace& workspace_;
    std::string batch_;
    std::string who_;
    Clock clock_;
    std::vector<ocr::FormTemplate> templates_;
    ocr::LexiconSet lexicons_;
};

/// Whole values that the recogniser also thought of: one character changed, likeliest first, at most `limit`.
std::vector<std::string> alternatives_of(const ocr::FieldReading& field, std::size_t limit = 4);

}  // namespace yorozu::desk
