#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "ocr/form/form_template.h"

namespace yorozu::ocr {

/// What the words of a printed label say about its field.
struct LabelMeaning {
    std::string id;                  ///< romanised from known words and kana; "" when too little of it is known
    std::optional<FieldKind> kind;   ///< 番号 → digits, フリガナ → katakana, 生年月日 → date …
    std::string lexicon;             ///< 氏名 → surname, 住所 → address, 支店名 → zengin.branch …
    bool names_field = false;        ///< ends with a word that stands beside something to fill in
};
LabelMeaning label_meaning(std::string_view label);

/// A label without remarks in brackets and without a leading number ("1　氏名（自署）" → "氏名"); `remark` gets the bracket's inside.
std::string plain_label(std::string_view print, std::string* remark = nullptr);

/// Printed beside what is filled in, but no name of it: 年, 月, 日, 円, 令和 …
bool is_unit(std::string_view print);
/// 大正, 昭和, 平成, 令和, 明治, 西暦 or their first character.
bool is_era(std::string_view word);
/// Boxes for the office's own use are headed so.
bool is_office_word(std::string_view label);

}  // namespace yorozu::ocr
