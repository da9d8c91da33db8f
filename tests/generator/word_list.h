#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace yorozu::generator {

/// One row of samples/lexicons/*.csv.
struct Word {
    std::string text, code, reading, parent;
};
/// Throws std::runtime_error when the file cannot be opened.
std::vector<Word> read_words(const std::filesystem::path& csv);

/// The lists that made-up people are made of, loaded once.
struct WordLists {
    std::vector<Word> banks, branches, addresses, surnames, given_names;
};
const WordLists& sample_words();

}  // namespace yorozu::generator
