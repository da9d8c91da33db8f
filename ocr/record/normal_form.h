#pragma once
#include <string>
#include <string_view>

#include "ocr/form/form_template.h"
#include "ocr/record/japanese_date.h"

/// How each kind of field is written in a record. Private to ocr/record.
namespace yorozu::ocr {

/// What a date field's template says about its dates: the era printed there (the date rule's `x-era`, else the one era
/// that the label names) and the bounds of its date rule ("today" is no bound here: a value's normal form must not
/// change with the day).
DateHints date_hints(const FieldTemplate& field);

/// The choice field that holds a date's era (the date rule's `x-era-field`), "" for none.
std::string era_field(const FieldTemplate& field);
/// The field with the era that was chosen there put into its date rule.
FieldTemplate with_era(FieldTemplate field, const std::string& era);

/// 全角カナ: half-width kana widened (ﾊﾞ → バ), hiragana turned, dashes after kana to ー, words one 全角 space apart.
std::string katakana_form(std::string_view text);
std::string hiragana_form(std::string_view text);

/// A whole number of yen without separators: "¥12,300-" → "12300", "金壱万弐千円也" → "12000", "△500" → "-500". What is no
/// amount comes back with its width folded only.
std::string amount_form(std::string_view text);

}  // namespace yorozu::ocr
