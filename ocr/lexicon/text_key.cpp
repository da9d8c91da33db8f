#include "ocr/lexicon/text_key.h"

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <stdexcept>

namespace yorozu::ocr {

namespace {

bool compatibility_ideograph(char32_t point) {
    return (point >= 0xF900 && point <= 0xFAFF) || (point >= 0x2F800 && point <= 0x2FA1F);
}

const icu::Normalizer2& nfkc() {
    UErrorCode error = U_ZERO_ERROR;
    const icu::Normalizer2* normalizer = icu::Normalizer2::getNFKCInstance(error);
    if (U_FAILURE(error)) throw std::runtime_error("ICU の正規化データがありません");
    return *normalizer;
}

std::string normalised(std::string_view utf8) {
    UErrorCode error = U_ZERO_ERROR;
    icu::UnicodeString result =
        nfkc().normalize(icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<int>(utf8.size()))), error);
    std::string text;
    result.toUTF8String(text);
    return text;
}

}  // namespace

std::u32string code_points(std::string_view utf8) {
    std::u32string points;
    points.reserve(utf8.size());
    const auto length = static_cast<int32_t>(utf8.size());
    for (int32_t at = 0; at < length;) {
        UChar32 point = 0;
        U8_NEXT_OR_FFFD(reinterpret_cast<const uint8_t*>(utf8.data()), at, length, point);
        points.push_back(static_cast<char32_t>(point));
    }
    return points;
}

std::string utf8_of(std::u32string_view points) {
    std::string text;
    for (const char32_t point : points) {
        char bytes[U8_MAX_LENGTH];
        int32_t length = 0;
        UBool error = false;
        U8_APPEND(bytes, length, U8_MAX_LENGTH, static_cast<UChar32>(point), error);
        if (!error) text.append(bytes, static_cast<std::size_t>(length));
    }
    return text;
}

std::string fold_width(std::string_view utf8) {
    if (std::all_of(utf8.begin(), utf8.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; }))
        return std::string(utf8);
    const std::u32string points = code_points(utf8);
    if (std::none_of(points.begin(), points.end(), compatibility_ideograph)) return normalised(utf8);
    std::string text;
    std::u32string run;
    for (const char32_t point : points) {
        if (!compatibility_ideograph(point)) {
            run.push_back(point);
            continue;
        }
        text += normalised(utf8_of(run)) + utf8_of(std::u32string_view(&point, 1));
        run.clear();
    }
    return text + normalised(utf8_of(run));
}

char32_t key_of(char32_t point) {
    if (point >= 0x3041 && point <= 0x3096) point += 0x60;  // hiragana → katakana
    switch (point) {
        case U'ァ': case U'ィ': case U'ゥ': case U'ェ': case U'ォ': case U'ッ': case U'ャ': case U'ュ': case U'ョ':
        case U'ヮ':
            return point + 1;
        case U'ヵ': return U'カ';
        case U'ヶ': return U'ケ';
        case U'-': case U'‐': case U'‑': case U'‒': case U'–': case U'—': case U'―': case U'−': case U'－': case U'─':
            return U'ー';
        case U' ': case U'\t': case U'\n': case U'\r': case U'\u3000': return 0;
        default: return point;
    }
}

std::u32string text_key(std::string_view utf8) { return key_of_folded(fold_width(utf8)); }

std::u32string key_of_folded(std::string_view utf8) {
    std::u32string key;
    for (const char32_t point : code_points(utf8))
        if (const char32_t folded = key_of(point)) key.push_back(folded);
    return key;
}

}  // namespace yorozu::ocr
