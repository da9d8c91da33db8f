#pragma once
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "ocr/field/field_reading.h"
#include "ocr/lexicon/lexicon.h"

namespace yorozu::ocr {

/// The office's choices for accepting a reading without a person.
struct AcceptRule {
    double error_limit = 0.001;  ///< accepted fields that may be wrong: 0.1 %
    std::string today;           ///< ISO date for rules with "today"; "" leaves them unchecked (only main asks the clock)
    std::map<FieldKind, double> least_confidence = {};  ///< learnt from what people said, by kind; else it follows the limit

    /// A field of this kind is accepted from this confidence on.
    double least_confidence_of(FieldKind kind) const;
};

/// Why a field is shown to a person when nothing speaks against it but its confidence.
inline constexpr std::string_view reason_unsure = "読み取りが確かではありません";
/// Reasons that tell what was done and hold nothing back ("一覧で … に直しました").
bool is_note(std::string_view reason);

/// What a rule or list found about a record, for the 不備 list and the checking screen.
struct RuleFinding {
    std::string field;    ///< field id
    std::string rule;     ///< "length", "date", "lexicon", "required" …
    std::string message;  ///< Japanese, without the value of a masked field
};

/// Judges one page's readings in place: picks among the characters' guesses with word lists and rules,
/// normalises values, compares fields with each other (bank code ↔ bank name, …), fills confidence, reasons
/// and status. Needs no picture, so it runs again unchanged after a person corrected a field.
/// `lexicons` may be empty: then nothing is confirmed by a list.
std::vector<RuleFinding> judge(std::vector<FieldReading>& fields, const FormTemplate& form,
                               const LexiconSet& lexicons, const AcceptRule& accept = {});

/// Checks values that a person typed or corrected: same rules, no characters. `values` by field id.
std::vector<RuleFinding> check_values(const std::map<std::string, std::string>& values, const FormTemplate& form,
                                      const LexiconSet& lexicons, std::string_view today = {});

/// Brings a typed or read value to the normal form of its field (half-width digits, full-width kana, ISO date).
std::string normal_value(const FieldTemplate& field, std::string_view value);

}  // namespace yorozu::ocr
