#include "ocr/lexicon/line_search.h"

#include <cmath>
#include <map>
#include <set>

#include "ocr/lexicon/text_key.h"

namespace yorozu::ocr {

namespace {

/// Words begun that are followed up at each piece, and those of them that may take a character that was not guessed.
constexpr std::size_t beam = 48, boldest = 12;
/// A word this much (log) less likely than the likeliest at its piece is dropped.
constexpr double hopeless = 25;
/// One spelling may stand for a thousand branches; which of them is meant another field must tell.
constexpr std::size_t entries_of_one = 16;
/// After this many different next characters a word is still anything.
constexpr std::size_t most_children = 400;

struct Branch {
    char32_t key;
    double log_probability;
};

/// One run's guesses by key: ッ and ツ lead to the same one, their probabilities add up.
struct RunBranches {
    double weight = 0;
    double log_missing = 0;  ///< of a character that is not among the guesses
    std::vector<Branch> branches;
};

RunBranches branches_of(const GlyphRun& run) {
    RunBranches result;
    result.weight = run.weight();
    std::map<char32_t, double> sums;
    double all = 0;
    for (const CharacterGuess& guess : run.reading.guesses) {
        const std::u32string points = code_points(fold_width(guess.text));
        all += guess.probability;
        if (points.size() != 1 || guess.probability <= 0) continue;
        if (const char32_t key = key_of(points[0])) sums[key] += guess.probability;
    }
    // What the guesses leave is spread over some hundreds of characters; a little is always left.
    result.log_missing = std::log(std::max(2e-5, 0.002 * (1 - all)));
    // A letter amid kanji is a second thought.
    for (const CharacterGuess& guess : run.second.guesses) {
        const std::u32string points = code_points(fold_width(guess.text));
        if (points.size() == 1 && guess.probability > 0.01) sums[key_of(points[0])] += 0.5 * guess.probability;
    }
    sums.erase(0);
    for (const auto& [key, probability] : sums) result.branches.push_back({key, std::log(probability)});
    return result;
}

struct Step {
    int before = -1;
    int run = -1;
    char32_t key = 0;
};

struct State {
    double score = 0;
    std::size_t source = 0, low = 0, high = 0, depth = 0;
    int step = -1;        ///< in the steps taken
    int missing = 0, dirt = 0;
    std::size_t first_low = 0, first_high = 0;  ///< the first word's keys, when this is the second
};

class Search {
public:
    Search(const GlyphLattice& lattice, const std::vector<WordSource>& words, bool beginning)
        : lattice_(lattice), words_(words), beginning_(beginning), log_from_(lattice.log_from()), at_(static_cast<std::size_t>(lattice.pieces) + 1) {
        for (const GlyphRun& run : lattice.runs) branches_.push_back(branches_of(run));
    }

    std::vector<LineMatch> go(std::size_t limit) {
        at_[0].push_back({0, 0, 0, words_[0].keys->sorted().size(), 0, -1, 0, 0, 0, 0});
        for (int piece = 0; piece <= lattice_.pieces; ++piece) visit(piece);
        std::stable_sort(ends_.begin(), ends_.end(), [&](const End& a, const End& b) { return value(a) > value(b); });
        std::vector<LineMatch> matches;
        std::set<std::pair<std::vector<char32_t>, int>> given;  // a town that ends here or there goes on differently
        std::size_t spellings = 0;
        for (const End& end : ends_) {
            if (spellings == limit) break;
            const std::size_t before = matches.size();
            if (given.insert({keys_of(end), end.piece}).second) give(end, matches);
            spellings += matches.size() > before;
        }
        return matches;
    }

private:
    struct End {
        State state;
        int piece;
    };

    /// A long beginning tells more than a short one (板橋区板橋, 板橋区): each further character is worth that of one that
    /// agrees with the list by chance.
    double value(const End& end) const { return end.state.score + (beginning_ ? 3.0 * static_cast<double>(end.state.depth) : 0.0); }

    static bool same_word(const State& a, const State& b) {
        return a.source == b.source && a.low == b.low && a.high == b.high && a.depth == b.depth && a.first_low == b.first_low;
    }

    void visit(int piece) {
        auto& states = at_[static_cast<std::size_t>(piece)];
        // Of one word first: a second one may begin where it ends.
        for (std::size_t source = 0; source < words_.size(); ++source) {
            std::vector<State> own;
            std::copy_if(states.begin(), states.end(), std::back_inserter(own), [&](const State& state) { return state.source == source; });
            std::stable_sort(own.begin(), own.end(), [](const State& a, const State& b) { return a.score > b.score; });
            std::vector<State> kept;
            for (const State& state : own) {
                if (kept.size() == beam || state.score < own.front().score - hopeless) break;
                if (std::any_of(kept.begin(), kept.end(), [&](const State& k) { return same_word(k, state); })) continue;
                kept.push_back(state);
                end_word(state, piece);
                if (piece < lattice_.pieces) follow(state, piece, kept.size() <= boldest);
            }
        }
        states.clear();
    }

    void end_word(const State& state, int piece) {
        const auto& keys = words_[state.source].keys->sorted();
        if (state.depth == 0 || state.low >= state.high || keys[state.low].length != state.depth) return;
        const bool last = state.source + 1 == words_.size();
        if (last && (beginning_ || piece == lattice_.pieces)) ends_.push_back({state, piece});
        if (last) return;
        State second = state;
        second.source = state.source + 1;
        second.first_low = state.low;
        second.first_high = state.high;
        second.low = second.depth = 0;
        second.high = words_[second.source].keys->sorted().size();
        at_[static_cast<std::size_t>(piece)].push_back(second);
    }

    void follow(const State& state, int piece, bool bold) {
        const KeyIndex& keys = *words_[state.source].keys;
        for (std::size_t r = 0; r < lattice_.runs.size(); ++r) {
            if (lattice_.runs[r].from != piece) continue;
            if (lattice_.runs[r].dirt > GlyphRun::never) step_over(state, lattice_.runs[r]);
            const RunBranches& run = branches_[r];
            for (const Branch& branch : run.branches) {
                const auto [low, high] = keys.child(state.low, state.high, state.depth, branch.key);
                if (low < high) go_on(state, r, branch.key, false, low, high, run.weight + branch.log_probability);
            }
            if (!bold || state.missing >= (state.depth < 3 ? 1 : 2)) continue;
            std::size_t children = 0;
            for (std::size_t low = state.low; low < state.high && children < most_children;) {
                if (keys.sorted()[low].length <= state.depth) {
                    ++low;
                    continue;
                }
                const char32_t key = keys.text(keys.sorted()[low])[state.depth];
                const std::size_t high = keys.child(low, state.high, state.depth, key).second;
                if (std::none_of(run.branches.begin(), run.branches.end(), [&](const Branch& b) { return b.key == key; }))
                    go_on(state, r, key, true, low, high, run.weight + run.log_missing);
                low = high;
                ++children;
            }
        }
    }

    void step_over(const State& state, const GlyphRun& run) {
        State next = state;
        next.score += run.dirt;
        ++next.dirt;
        at_[static_cast<std::size_t>(run.to)].push_back(next);
    }

    void go_on(const State& state, std::size_t run, char32_t key, bool missing, std::size_t low, std::size_t high, double score) {
        State next = state;
        next.score += score;
        next.low = low;
        next.high = high;
        ++next.depth;
        next.missing += missing;
        auto& states = at_[static_cast<std::size_t>(lattice_.runs[run].to)];
        // What cannot be among the likeliest any more needs no step.
        if (states.size() > 8 * beam) {
            std::nth_element(states.begin(), states.begin() + 2 * beam, states.end(), [](const State& a, const State& b) { return a.score > b.score; });
            states.resize(2 * beam);
        }
        next.step = static_cast<int>(steps_.size());
        steps_.push_back({state.step, static_cast<int>(run), key});
        states.push_back(next);
    }

    std::vector<char32_t> keys_of(const End& end) const {
        std::vector<char32_t> keys;
        for (int step = end.state.step; step >= 0; step = steps_[static_cast<std::size_t>(step)].before)
            keys.push_back(steps_[static_cast<std::size_t>(step)].key);
        return keys;
    }

    std::vector<const LexiconEntry*> entries_of(const WordSource& source, std::size_t low, std::size_t high, std::size_t depth) const {
        std::vector<const LexiconEntry*> found;
        for (std::size_t i = low; i < high && source.keys->sorted()[i].length == depth && found.size() < entries_of_one; ++i) {
            const LexiconEntry& entry = (*source.entries)[source.keys->sorted()[i].entry];
            if (source.parent.empty() || entry.parent == source.parent) found.push_back(&entry);
        }
        return found;
    }

    void give(const End& end, std::vector<LineMatch>& matches) const {
        const State& state = end.state;
        const auto found = entries_of(words_[state.source], state.low, state.high, state.depth);
        if (found.empty()) return;
        LineMatch match;
        match.likelihood = std::exp(std::min(0.0, state.score + log_from_[static_cast<std::size_t>(end.piece)] - log_from_[0]));
        match.to = end.piece;
        match.missing = state.missing;
        match.dirt = state.dirt;
        std::u32string keys;
        for (int step = state.step; step >= 0; step = steps_[static_cast<std::size_t>(step)].before) {
            const Step& taken = steps_[static_cast<std::size_t>(step)];
            match.runs.insert(match.runs.begin(), taken.run);
            keys.insert(keys.begin(), taken.key);
        }
        const std::size_t first_length = keys.size() - state.depth;
        if (state.source > 0) {
            const auto firsts = entries_of(words_[0], state.first_low, state.first_high, first_length);
            if (firsts.empty()) return;
            match.first = firsts.front();
        }
        for (const LexiconEntry* entry : found) {
            match.entry = entry;
            match.characters.clear();
            match.resized = false;
            for (std::size_t i = 0; i < keys.size(); ++i) {
                const LexiconEntry& word = i < first_length ? *match.first : *entry;
                const std::u32string_view own = i < first_length ? std::u32string_view(keys).substr(0, first_length)
                                                                 : std::u32string_view(keys).substr(first_length);
                const Spelled one = written(lattice_.runs[static_cast<std::size_t>(match.runs[i])].reading, word, own,
                                            i < first_length ? i : i - first_length);
                match.characters.push_back(one.text);
                match.resized = match.resized || one.resized;
            }
            matches.push_back(match);
        }
    }

    /// How the character at `place` of a word with these keys is spelled: as in the list, unless the writer clearly
    /// made another size of kana of it (the bank system writes チヨ for チョ).
    struct Spelled {
        std::string text;
        bool resized = false;
    };
    static Spelled written(const GlyphReading& reading, const LexiconEntry& entry, std::u32string_view keys, std::size_t place) {
        char32_t listed = 0;
        for (const std::string* spelling : {&entry.text, &entry.code, &entry.reading}) {
            std::u32string points;
            for (const char32_t point : code_points(*spelling))
                if (key_of(point)) points.push_back(point);
            for (std::size_t from = 0; !listed && points.size() >= keys.size() && from + keys.size() <= points.size(); ++from)
                if (std::equal(keys.begin(), keys.end(), points.begin() + static_cast<std::ptrdiff_t>(from),
                               [](char32_t key, char32_t point) { return key == key_of(point); }))
                    listed = points[from + place];
        }
        const CharacterGuess* likeliest = nullptr;
        double all = 0, as_listed = 0;
        for (const CharacterGuess& guess : reading.guesses) {
            const std::u32string points = code_points(fold_width(guess.text));
            if (points.size() != 1 || key_of(points[0]) != keys[place]) continue;
            if (!likeliest) likeliest = &guess;
            all += guess.probability;
            if (points[0] == listed) as_listed += guess.probability;
        }
        if (!listed) return {likeliest ? likeliest->text : utf8_of(keys.substr(place, 1))};
        const std::string text = utf8_of(std::u32string_view(&listed, 1));
        const auto hiragana = [](char32_t c) { return c >= 0x3041 && c <= 0x3096; };
        const bool same_script = likeliest && hiragana(code_points(likeliest->text)[0]) == hiragana(listed);
        // ヨ for ョ is a habit, ョ for ヨ is none.
        const bool large = likeliest && listed != keys[place] && code_points(likeliest->text)[0] == keys[place];
        if (same_script && large && as_listed < 0.02 * all) return {likeliest->text, true};
        return {text};
    }

    const GlyphLattice& lattice_;
    const std::vector<WordSource>& words_;
    bool beginning_;
    std::vector<double> log_from_;
    std::vector<RunBranches> branches_;
    std::vector<std::vector<State>> at_;
    std::vector<Step> steps_;
    std::vector<End> ends_;
};

}  // namespace

std::vector<LineMatch> search_line(const GlyphLattice& lattice, const std::vector<WordSource>& words, bool beginning, std::size_t limit) {
    if (lattice.empty() || words.empty()) return {};
    return Search(lattice, words, beginning).go(limit);
}

}  // namespace yorozu::ocr
