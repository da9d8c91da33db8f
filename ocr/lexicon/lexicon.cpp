#include "ocr/lexicon/lexicon.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <set>

#include "ocr/lexicon/text_key.h"

namespace yorozu::ocr {

namespace {

/// Sorted keys in one pool: a prefix tree without nodes. A node is a range of `sorted` and a depth; the keys that end
/// there come first in the range, and a child is found by binary search on the next code point.
class KeyIndex {
public:
    struct Key {
        std::uint32_t at;
        std::uint32_t length;
        std::uint32_t entry;
    };

    void add(std::u32string_view key, std::uint32_t entry) {
        if (key.empty()) return;
        sorted_.push_back({static_cast<std::uint32_t>(pool_.size()), static_cast<std::uint32_t>(key.size()), entry});
        pool_.append(key);
    }

    void sort() {
        std::sort(sorted_.begin(), sorted_.end(), [this](const Key& a, const Key& b) {
            const int order = text(a).compare(text(b));
            return order != 0 ? order < 0 : a.entry < b.entry;
        });
        sorted_.erase(std::unique(sorted_.begin(), sorted_.end(),
                                  [this](const Key& a, const Key& b) {
                                      return a.entry == b.entry && text(a) == text(b);
                                  }),
                      sorted_.end());
    }

    const std::vector<Key>& sorted() const { return sorted_; }
    std::u32string_view text(const Key& key) const { return std::u32string_view(pool_).substr(key.at, key.length); }

    /// The keys of [low, high) that have `point` at `depth`.
    std::pair<std::size_t, std::size_t> child(std::size_t low, std::size_t high, std::size_t depth, char32_t point) const {
        const auto at = [&](const Key& key) -> std::int64_t {
            return key.length <= depth ? -1 : static_cast<std::int64_t>(pool_[key.at + depth]);
        };
        const auto first = sorted_.begin() + static_cast<std::ptrdiff_t>(low);
        const auto last = sorted_.begin() + static_cast<std::ptrdiff_t>(high);
        const auto begin = std::partition_point(first, last, [&](const Key& key) { return at(key) < static_cast<std::int64_t>(point); });
        const auto end = std::partition_point(begin, last, [&](const Key& key) { return at(key) <= static_cast<std::int64_t>(point); });
        return {static_cast<std::size_t>(begin - sorted_.begin()), static_cast<std::size_t>(end - sorted_.begin())};
    }

    std::pair<std::size_t, std::size_t> equal(std::u32string_view key) const {
        std::size_t low = 0, high = sorted_.size();
        for (std::size_t depth = 0; depth < key.size() && low < high; ++depth) std::tie(low, high) = child(low, high, depth, key[depth]);
        std::size_t end = low;
        while (end < high && sorted_[end].length == key.size()) ++end;
        return {low, end};
    }

private:
    std::u32string pool_;
    std::vector<Key> sorted_;
};

struct Branch {
    char32_t key;
    double probability;
    std::string text;
};

/// Depth-first search for the entries that the guesses spell, cut where nothing can come near the best any more.
struct Search {
    const KeyIndex& index;
    const std::vector<LexiconEntry>& entries;
    std::vector<std::vector<Branch>> places;  ///< per character, likeliest first; spaces taken out
    std::vector<std::size_t> taken;           ///< characters of the field up to and including each place
    std::vector<double> best_rest;            ///< the largest product the places from here can reach
    bool beginning;
    std::string_view parent;
    std::size_t limit;  ///< spellings asked for
    std::vector<Lexicon::Match> found{};
    std::vector<double> likeliest{};  ///< of the spellings found, a heap with the least of the best `limit` in front

    /// A spelling a ten-thousandth as likely as the best changes no decision.
    static constexpr double hopeless = 1e-4;
    /// One code may stand for a thousand branches; which of them is meant another field must tell.
    static constexpr std::size_t entries_of_one = 16;
    double best = 0;

    /// What a spelling must reach to be among those that are given.
    double least() const {
        return std::max(best * hopeless, likeliest.size() < limit || likeliest.empty() ? 0.0 : likeliest.front());
    }

    void take(std::size_t low, std::size_t high, std::size_t depth, double probability, const std::string& spelled) {
        std::size_t given = 0;
        for (std::size_t i = low; i < high && index.sorted()[i].length == depth && given < entries_of_one; ++i) {
            const LexiconEntry& entry = entries[index.sorted()[i].entry];
            if (!parent.empty() && entry.parent != parent) continue;
            found.push_back({&entry, 0, probability, spelled, depth == 0 ? 0 : taken[depth - 1]});
            ++given;
        }
        if (given == 0 || beginning) return;
        best = std::max(best, probability);
        likeliest.push_back(probability);
        std::push_heap(likeliest.begin(), likeliest.end(), std::greater<>());
        if (likeliest.size() > limit) {
            std::pop_heap(likeliest.begin(), likeliest.end(), std::greater<>());
            likeliest.pop_back();
        }
    }

    void go(std::size_t low, std::size_t high, std::size_t depth, double probability, const std::string& spelled) {
        if (depth > 0 && (beginning || depth == places.size())) take(low, high, depth, probability, spelled);
        if (depth == places.size()) return;
        if (probability * best_rest[depth] < least()) return;
        for (const Branch& branch : places[depth]) {
            const double next = probability * branch.probability;
            if (next <= 1e-12 || next * best_rest[depth + 1] < least()) break;
            const auto [from, to] = index.child(low, high, depth, branch.key);
            if (from < to) go(from, to, depth + 1, next, spelled + branch.text);
        }
    }
};

/// The words of a name that people leave out or add: "みずほ" and "みずほ銀行" are one bank, "本店" may be "本店営業部".
std::vector<std::u32string> other_spellings(const std::string& list, const std::u32string& key) {
    std::vector<std::u32string> others;
    const auto with_or_without = [&](std::u32string_view ending) {
        if (key.size() > ending.size() && key.ends_with(ending)) others.push_back(key.substr(0, key.size() - ending.size()));
        else if (!key.ends_with(ending)) others.push_back(key + std::u32string(ending));
    };
    if (list == "zengin.bank" && !key.ends_with(U"信用金庫") && !key.ends_with(U"信用組合") && !key.ends_with(U"農業協同組合"))
        with_or_without(U"銀行");
    if (list == "zengin.branch" && !key.ends_with(U"出張所") && !key.ends_with(U"営業部")) with_or_without(U"支店");
    if (list == "address") {
        // Forms of one town print the prefecture, so people begin with the city.
        std::size_t prefecture = 0;
        if (key.starts_with(U"神奈川県") || key.starts_with(U"和歌山県") || key.starts_with(U"鹿児島県")) prefecture = 4;
        else if (key.size() > 3 && (key.starts_with(U"東京都") || key.starts_with(U"北海道") || key[2] == U'府' || key[2] == U'県'))
            prefecture = 3;
        if (prefecture > 0 && key.size() > prefecture) others.push_back(key.substr(prefecture));
    }
    return others;
}

}  // namespace

struct Lexicon::Impl {
    std::string name;
    std::vector<LexiconEntry> entries;
    KeyIndex texts, codes, readings;
    std::vector<std::size_t> lengths;

    std::vector<const LexiconEntry*> equal(const KeyIndex& index, std::string_view text) const {
        std::vector<const LexiconEntry*> found;
        const std::u32string key = text_key(text);
        if (key.empty()) return found;
        const auto [low, high] = index.equal(key);
        for (std::size_t i = low; i < high; ++i) found.push_back(&entries[index.sorted()[i].entry]);
        return found;
    }

    std::vector<Match> spell(std::span<const GlyphReading> characters, std::size_t limit, std::string_view parent,
                             bool beginning) const;
};

Lexicon::Lexicon(std::string name, std::vector<LexiconEntry> entries) : impl_(std::make_unique<Impl>()) {
    impl_->name = std::move(name);
    impl_->entries = std::move(entries);
    const auto count_length = [this](std::size_t length) {
        if (impl_->lengths.size() <= length) impl_->lengths.resize(length + 1);
        ++impl_->lengths[length];
    };
    for (std::uint32_t i = 0; i < impl_->entries.size(); ++i) {
        const LexiconEntry& entry = impl_->entries[i];
        const std::u32string text = key_of_folded(entry.text);
        impl_->texts.add(text, i);
        count_length(text.size());
        for (const std::u32string& other : other_spellings(impl_->name, text)) impl_->texts.add(other, i);
        const std::u32string code = key_of_folded(entry.code);
        impl_->codes.add(code, i);
        if (code.size() != text.size()) count_length(code.size());
        impl_->readings.add(key_of_folded(entry.reading), i);
    }
    impl_->texts.sort();
    impl_->codes.sort();
    impl_->readings.sort();
}

Lexicon::~Lexicon() = default;
Lexicon::Lexicon(Lexicon&&) noexcept = default;
Lexicon& Lexicon::operator=(Lexicon&&) noexcept = default;

const std::string& Lexicon::name() const { return impl_->name; }
std::size_t Lexicon::size() const { return impl_->entries.size(); }
const std::vector<LexiconEntry>& Lexicon::entries() const { return impl_->entries; }

std::size_t Lexicon::size_of_length(std::size_t characters) const {
    return characters < impl_->lengths.size() ? impl_->lengths[characters] : 0;
}

std::vector<const LexiconEntry*> Lexicon::by_text(std::string_view text) const { return impl_->equal(impl_->texts, text); }
std::vector<const LexiconEntry*> Lexicon::by_code(std::string_view code) const { return impl_->equal(impl_->codes, code); }
std::vector<const LexiconEntry*> Lexicon::by_reading(std::string_view reading) const {
    return impl_->equal(impl_->readings, reading);
}

std::vector<Lexicon::Match> Lexicon::Impl::spell(std::span<const GlyphReading> characters, std::size_t limit,
                                                 std::string_view parent, bool beginning) const {
    std::vector<std::vector<Branch>> places;
    std::vector<std::size_t> taken;
    for (std::size_t i = 0; i < characters.size(); ++i) {
        std::map<char32_t, Branch> branches;  // ッ and ツ lead to the same key: their probabilities add up
        bool space = characters[i].guesses.empty() ? false : true;
        for (const CharacterGuess& guess : characters[i].guesses) {
            const std::u32string points = code_points(fold_width(guess.text));
            const char32_t key = points.size() == 1 ? key_of(points[0]) : 0;
            if (key == 0) continue;
            space = false;
            Branch& branch = branches[key];
            if (branch.text.empty()) branch = {key, 0, guess.text};
            branch.probability += guess.probability;
        }
        if (space) {
            if (!taken.empty()) taken.back() = i + 1;
            continue;
        }
        std::vector<Branch> place;
        for (auto& [key, branch] : branches) place.push_back(std::move(branch));
        std::stable_sort(place.begin(), place.end(),
                         [](const Branch& a, const Branch& b) { return a.probability > b.probability; });
        places.push_back(std::move(place));
        taken.push_back(i + 1);
    }
    std::vector<Match> found;
    if (places.empty()) return found;
    std::vector<double> best_rest(places.size() + 1, 1.0);
    for (std::size_t i = places.size(); i-- > 0 && !beginning;)
        best_rest[i] = best_rest[i + 1] * (places[i].empty() ? 0 : places[i][0].probability);
    for (const KeyIndex* index : {&texts, &codes, &readings}) {
        Search search{*index, entries, places, taken, best_rest, beginning, parent, limit};
        search.go(0, index->sorted().size(), 0, 1.0, "");
        found.insert(found.end(), search.found.begin(), search.found.end());
    }
    // A long beginning tells more than a short one (板橋区板橋, 板橋区), so each further character is worth a factor: that
    // of a character that agrees with the list by chance. Among equals, the order of the file.
    const auto weight = [beginning](const Match& match) {
        return match.likelihood * (beginning ? std::pow(20.0, static_cast<double>(match.length)) : 1.0);
    };
    std::stable_sort(found.begin(), found.end(), [&](const Match& a, const Match& b) { return weight(a) > weight(b); });
    std::map<std::string, double> spellings;
    for (const Match& match : found) spellings.emplace(match.spelled, match.likelihood);
    double all = 0;
    for (const auto& [spelled, likelihood] : spellings) all += likelihood;
    std::set<std::string> given;
    std::size_t keep = 0;
    while (keep < found.size() && (given.size() < limit || given.count(found[keep].spelled))) given.insert(found[keep++].spelled);
    found.resize(keep);
    for (Match& match : found) match.probability = all > 0 ? match.likelihood / all : 0;
    return found;
}

std::vector<Lexicon::Match> Lexicon::spell(std::span<const GlyphReading> characters, std::size_t limit,
                                           std::string_view parent) const {
    return impl_->spell(characters, limit, parent, false);
}

std::vector<Lexicon::Match> Lexicon::spell_beginning(std::span<const GlyphReading> characters, std::size_t limit,
                                                     std::string_view parent) const {
    return impl_->spell(characters, limit, parent, true);
}

void LexiconSet::add(Lexicon lexicon) {
    const std::string name = lexicon.name();
    std::erase_if(lexicons_, [&](const auto& old) { return old->name() == name; });
    lexicons_.push_back(std::make_shared<const Lexicon>(std::move(lexicon)));
}

const Lexicon* LexiconSet::find(std::string_view name) const {
    for (const auto& lexicon : lexicons_)
        if (lexicon->name() == name) return lexicon.get();
    return nullptr;
}

std::vector<std::string> LexiconSet::names() const {
    std::vector<std::string> names;
    for (const auto& lexicon : lexicons_) names.push_back(lexicon->name());
    return names;
}

}  // namespace yorozu::ocr
