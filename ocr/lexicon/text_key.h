#pragma once
#include <string>
#include <string_view>

namespace yorozu::ocr {

/// UTF-8 to code points and back; broken bytes become U+FFFD.
std::u32string code_points(std::string_view utf8);
std::string utf8_of(std::u32string_view points);

/// NFKC, but compatibility ideographs (U+F900…, 神 U+FA19, 﨑 …) stay as they are: in a register they are other names.
std::string fold_width(std::string_view utf8);

/// Under which two spellings count as the same when a list is searched: width folded, hiragana as katakana, small
/// kana as large (the bank system writes チヨ for チョ), all long marks as ー, ヶ as ケ, no spaces. Only for finding:
/// what a person wrote is never replaced by its key.
std::u32string text_key(std::string_view utf8);
/// The same for text whose width is folded already (list entries): several times quicker.
std::u32string key_of_folded(std::string_view utf8);

/// The key of one code point whose width is folded already; 0 for a space.
char32_t key_of(char32_t point);

}  // namespace yorozu::ocr
