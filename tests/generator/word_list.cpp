#include "tests/generator/word_list.h"

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace yorozu::generator {

std::vector<Word> read_words(const std::filesystem::path& csv) {
    std::ifstream in(csv);
    if (!in) throw std::runtime_error("cannot open the word list " + csv.string());
    std::vector<Word> words;
    std::string line;
    std::getline(in, line);  // header
    while (std::getline(in, line)) {
        std::istringstream row(line);
        Word w;
        std::getline(row, w.text, ',');
        std::getline(row, w.code, ',');
        std::getline(row, w.reading, ',');
        std::getline(row, w.parent, ',');
        words.push_back(std::move(w));
    }
    return words;
}

const WordLists& sample_words() {
    static const WordLists lists = [] {
        const std::filesystem::path folder = std::filesystem::path(YOROZU_SOURCE_DIR) / "samples/lexicons";
        return WordLists{read_words(folder / "zengin.bank.csv"), read_words(folder / "zengin.branch.csv"),
                         read_words(folder / "address.csv"), read_words(folder / "surname.csv"),
                         read_words(folder / "given-name.csv")};
    }();
    return lists;
}

}  // namespace yorozu::generator
