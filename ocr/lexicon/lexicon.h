#pragma once
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ocr/recognise/recogniser.h"

namespace yorozu::ocr {

/// One entry of a word list: what is written, what it stands for.
struct LexiconEntry {
    std::string text;     ///< as written on forms ("みずほ銀行", "板橋区板橋"); NFKC
    std::string code;     ///< its code if it has one ("0001", "1730004")
    std::string reading;  ///< katakana if known
    std::string parent;   ///< what it belongs to: the bank's code for a branch
};

/// A word list: finds entries by text, code and reading, and the entries nearest to a doubtful reading.
/// Immutable; shared between threads.
class Lexicon {
public:
    Lexicon(std::string name, std::vector<LexiconEntry> entries);
    ~Lexicon();
    Lexicon(Lexicon&&) noexcept;
    Lexicon& operator=(Lexicon&&) noexcept;

    const std::string& name() const;
    std::size_t size() const;
    std::vector<const LexiconEntry*> by_text(std::string_view text) const;
    std::vector<const LexiconEntry*> by_code(std::string_view code) const;
    std::vector<const LexiconEntry*> by_reading(std::string_view reading) const;

    struct Match {
        const LexiconEntry* entry = nullptr;
        double probability = 0;  ///< product of the guesses' probabilities along the entry, renormalised over the matches given
        double likelihood = 0;   ///< the same product as it is
        std::string spelled;     ///< the guesses' own characters along the entry
        std::size_t length = 0;  ///< how many characters of the field the entry takes
    };
    /// The entries that can be spelled with the guesses, one reading per character, best first, at most `limit`
    /// spellings. Only the recogniser's own alternatives are used: a list never invents a character. An entry is found by its
    /// text, code or reading, whatever the guesses spell; width, small kana and long marks count as the same
    /// (text_key.h). Entries with the same spelling share its probability; the first 16 of them are given.
    std::vector<Match> spell(std::span<const GlyphReading> characters, std::size_t limit = 5,
                             std::string_view parent = {}) const;

    /// The same for entries that only begin the field (the town of an address, before street and number).
    std::vector<Match> spell_beginning(std::span<const GlyphReading> characters, std::size_t limit = 5,
                                       std::string_view parent = {}) const;

    /// How many entries have a text, code or reading of this many characters: how dense the list is.
    std::size_t size_of_length(std::size_t characters) const;

    const std::vector<LexiconEntry>& entries() const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// The lists that are installed, by name ("zengin.bank", "zengin.branch", "address", "surname", "given-name").
class LexiconSet {
public:
    void add(Lexicon lexicon);
    const Lexicon* find(std::string_view name) const;
    std::vector<std::string> names() const;

private:
    std::vector<std::shared_ptr<const Lexicon>> lexicons_;
};

/// Reads a list from CSV, UTF-8 or CP932 (found by content), header line `text,code,reading,parent` in any
/// order, other columns ignored. Throws std::runtime_error with file, line and mend.
Lexicon load_lexicon(const std::string& name, const std::filesystem::path& csv);

/// Every *.csv of a folder, named by its file name without ".csv".
LexiconSet load_lexicons(const std::filesystem::path& folder);

}  // namespace yorozu::ocr
