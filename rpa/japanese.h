#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace yorozu::rpa {

/// Conversions between ways of writing, on UTF-8, by ICU. Characters that have no counterpart stay as they are.
/// All throw std::invalid_argument if the text is not valid UTF-8.
std::string to_full_width(std::string_view text);      ///< ASCII and half-width kana → full width
std::string to_half_width(std::string_view text);      ///< full-width ASCII and katakana → half width
std::string to_half_ascii(std::string_view text);      ///< full-width ASCII and 　 → half width; kana stays
std::string to_full_katakana(std::string_view text);   ///< half-width kana and hiragana → full-width katakana; ASCII → full width
std::string to_hiragana(std::string_view text);

/// "2025-04-01" → "令和7年4月1日" (the first year is 元年); nothing if there is no such day.
std::optional<std::string> to_wareki(std::string_view iso_date);
/// "令和7年4月1日", "R7.4.1", "令和元年5月1日" → "2025-04-01"; nothing if it cannot be read or the era had no such day.
std::optional<std::string> from_wareki(std::string_view text);

/// Why a character may not be keyed as it is.
enum class Unkeyable {
    control,      ///< U+0000–001F, U+007F–009F: a browser takes newline as "submit" and TAB as "next field"
    private_use,  ///< U+E000–F8FF and planes 15–16: WebDriver reads the first as special keys; 外字 live there
    not_text,     ///< not valid UTF-8, or a non-character
};

struct UnkeyableAt {
    Unkeyable why;
    int index;            ///< in characters (code points) from 0
    char32_t character;   ///< 0 for not_text
};

/// The first character that may not be keyed, or nothing.
std::optional<UnkeyableAt> first_unkeyable(std::string_view text);

/// What to do with such characters in one field before anything is keyed.
enum class OnUnkeyable {
    refuse,  ///< business exception
    remove,  ///< left out
    space,   ///< a space (useful for newlines)
    geta,    ///< 〓
};

/// The text to key, or where it may not be keyed. Invalid UTF-8 is always refused.
struct KeyableText {
    std::string text;
    std::optional<UnkeyableAt> refused;
};
KeyableText keyable(std::string_view text, OnUnkeyable control, OnUnkeyable private_use);

/// Words for people: "制御文字 U+000A（3文字目）".
std::string words_of(const UnkeyableAt& found);

}  // namespace yorozu::rpa
