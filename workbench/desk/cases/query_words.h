#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace yorozu::desk {

/// The key under which a text is searched as a whole: width, kana (ひら = カタ, small = large), blanks and the case of Latin letters do not matter.
std::u32string found_under(std::string_view text);

/// The words of a query (parted by blanks, also wide ones), each as its key.
std::vector<std::u32string> query_words(const std::string& query);

/// All of them are in the text.
bool has_words(std::string_view text, const std::vector<std::u32string>& words);

}  // namespace yorozu::desk
