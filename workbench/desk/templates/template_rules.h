#pragma once
#include <string>
#include <vector>

#include "ocr/form/form_template.h"

namespace yorozu::desk {

/// A rule of format 1 as a person reads and writes it in one line.
struct RuleWord {
    std::string rule;      ///< "length"
    std::string word;      ///< 桁数
    std::string example;   ///< 7、4〜8、〜12
};
/// All rules, in the order in which they are offered.
const std::vector<RuleWord>& rule_words();
std::string rule_word(const std::string& rule);

/// What stands behind the word: "7", "4〜8", "2019-05-01〜today", "昭和生まれ = はい → 連絡先". Pure.
std::string rule_text(const ocr::FieldRule& rule);

/// The rule with what the person wrote; its notes (x-…) are kept. What cannot be understood is taken as it is, so that
/// the findings say what is wrong with it. Pure.
ocr::FieldRule rule_with_text(ocr::FieldRule rule, const std::string& text);

}  // namespace yorozu::desk
