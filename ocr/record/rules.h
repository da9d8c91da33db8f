#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ocr/form/form_template.h"
#include "ocr/lexicon/lexicon.h"
#include "ocr/record/record.h"

/// What each rule of format 1 means. Private to ocr/record.
namespace yorozu::ocr {

/// An argument of a rule: a string, a number, a list of strings ("of": "a" is the list of one). "" or nothing when absent.
std::string text_argument(const FieldRule& rule, const std::string& key);
std::optional<double> number_argument(const FieldRule& rule, const std::string& key);
std::vector<std::string> list_argument(const FieldRule& rule, const std::string& key);

struct RuleSurroundings {
    const LexiconSet& lexicons;
    std::string_view today;  ///< ISO; "" leaves rules with "today" unchecked
};

/// Whether one value in normal form keeps a rule that speaks of this field alone (length, pattern, range, date,
/// check-digit, in) and what its kind asks (digits are digits, dates are dates, choices are options). The message
/// never holds the value. An empty value breaks nothing here.
std::optional<std::string> broken_rule(const FieldRule& rule, const FieldTemplate& field, std::string_view value,
                                       const RuleSurroundings& surroundings);
std::optional<std::string> broken_kind(const FieldTemplate& field, std::string_view value);

/// The rules that compare fields (same-as, sum, if) and `required`. `present` are the fields that belong to the page
/// or record at hand; a rule that names another field is left for the record that has it.
std::vector<RuleFinding> broken_between_fields(const FormTemplate& form, const std::map<std::string, std::string>& present);

}  // namespace yorozu::ocr
