#pragma once
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ocr/recognise/glyph_lattice.h"

namespace yorozu::ocr {

/// One entry of a word list: what is written, what it stands for.
struct LexiconEntry {
    std::string text;     ///< as written on forms ("みずほ銀行", "板橋区板橋"); NFKC
    std::string code;     ///< its code if it has one ("0001", "1730004")
    std::string reading;  ///< katakana if known
    std::string parent;   ///< what it belongs to: the bank's code for a branch
};

/// What of an entry may be written in a field.
enum class Spelling { text, code, reading };

/// Entries found in a line whose characters are not parted yet.
struct LineMatch {
    const LexiconEntry* entry = nullptr;
    const LexiconEntry* first = nullptr;  ///< the word before it, for two words
    double likelihood = 0;   ///< of this way of cutting and these characters, up to `to`, against all ways of cutting
    int to = 0;              ///< pieces of the line that are taken
    int missing = 0;         ///< characters that the recogniser did not offer
    int dirt = 0;            ///< pieces stepped over
    bool resized = false;    ///< some kana are larger on paper than in the list: ヨ for ョ, as banks write, or another word
    std::vector<int> runs;   ///< in the lattice, one per character
    std::vector<std::string> characters;  ///< as listed; another size of kana where the writer clearly made it
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

    /// The entries that the line may spell as a whole, best first, at most `limit` spellings; entries with the same
    /// spelling share its likelihood, the first 16 of them are given. Width, small kana and long marks count as the same
    /// (text_key.h). A character that the recogniser did not offer costs what is left beside its guesses, and at most two
    /// in a word are bridged like that: `missing` says how many, so that nobody takes them for read.
    std::vector<LineMatch> spell(const GlyphLattice& line, Spelling by, std::size_t limit = 5, std::string_view parent = {}) const;

    /// The same for entries that only begin the line (the town of an address, before street and number). An entry is given
    /// once for each place where it may end.
    std::vector<LineMatch> spell_beginning(const GlyphLattice& line, Spelling by, std::size_t limit = 5,
                                           std::string_view parent = {}) const;

    /// The same for an entry of this list and then one of `second`: surname and given name.
    std::vector<LineMatch> spell_with(const Lexicon& second, const GlyphLattice& line, Spelling by, std::size_t limit = 5) const;

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
