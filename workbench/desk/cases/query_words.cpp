#include "workbench/desk/cases/query_words.h"

#include <algorithm>

#include "ocr/lexicon/text_key.h"

namespace yorozu::desk {

std::u32string found_under(std::string_view text) {
    auto key = ocr::text_key(text);
    for (auto& letter : key)
        if (letter >= U'A' && letter <= U'Z') letter += 32;
    return key;
}

std::vector<std::u32string> query_words(const std::string& query) {
    std::vector<std::u32string> words;
    std::u32string word;
    for (const char32_t point : ocr::code_points(query) + U' ') {
        if (point != U' ' && point != U'\u3000' && point != U'\t' && point != U'\n') {
            word += point;
        } else if (!word.empty()) {
            words.push_back(found_under(ocr::utf8_of(word)));
            word.clear();
        }
    }
    return words;
}

bool has_words(std::string_view text, const std::vector<std::u32string>& words) {
    const auto key = found_under(text);
    return std::all_of(words.begin(), words.end(), [&](const auto& word) { return key.find(word) != key.npos; });
}

}  // namespace yorozu::desk
