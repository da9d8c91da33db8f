#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "workbench/store/case_words.h"
#include "workbench/store/sql.h"

namespace yorozu::store {
namespace {

/// The characters of sound UTF-8.
std::vector<std::string_view> characters(const std::string& text) {
    std::vector<std::string_view> all;
    for (std::size_t at = 0; at < text.size();) {
        const auto lead = static_cast<unsigned char>(text[at]);
        const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        all.push_back(std::string_view(text).substr(at, length));
        at += length;
    }
    return all;
}

/// What the tokenizer of case_grams keeps in one piece: letters, digits, kana and kanji; no marks.
bool is_letter(std::string_view character) {
    if (character.size() == 1) return std::isalnum(static_cast<unsigned char>(character[0]));
    // U+2000–U+206F, U+2190–U+2BFF, U+3000–U+3004, U+3008–U+3020, U+30FB, U+FF00–U+FF0F …: marks and signs.
    if (character.size() == 3) {
        const auto a = static_cast<unsigned char>(character[0]), b = static_cast<unsigned char>(character[1]), c = static_cast<unsigned char>(character[2]);
        const char32_t point = ((a & 0x0Fu) << 12) | ((b & 0x3Fu) << 6) | (c & 0x3Fu);
        if (point < 0x3005 || point == 0x30FB) return false;
        if (point >= 0x3008 && point <= 0x3020) return false;
        return point < 0xFE00 || (point >= 0xFF66 && point <= 0xFF9D);
    }
    return character.size() == 2 || character.size() == 4;
}

std::string joined(const std::set<std::string>& grams) {
    std::string text;
    for (const auto& gram : grams) text += gram + ' ';
    return text;
}

std::set<std::string> grams_of(const CaseText& text) {
    std::set<std::string> all;
    for (const auto& part : text) all.merge(store::grams_of(part));
    return all;
}

std::string quoted(const std::string& word) {
    std::string text = "\"";
    for (const char c : word) text += c == '"' ? "\"\"" : std::string(1, c);
    return text + '"';
}

/// For LIKE with \ as escape.
std::string like_pattern(const std::string& word) {
    std::string text = "%";
    for (const char c : word) {
        if (c == '%' || c == '_' || c == '\\') text += '\\';
        text += c;
    }
    return text + '%';
}

}  // namespace

std::set<std::string> grams_of(const std::string& key) {
    std::set<std::string> all;
    std::string_view before;
    for (const auto character : characters(key)) {
        if (!is_letter(character)) {
            before = {};
            continue;
        }
        all.emplace(character);
        if (!before.empty()) all.insert(std::string(before) + std::string(character));
        before = character;
    }
    return all;
}

CaseText case_text(const StoredCase& state, std::span<const StoredCaseEvent> events, SearchKey key) {
    std::string history;
    for (const auto& event : holding(events))
        if (!event.text.empty()) history += event.text + '\n';
    return {key(state.field("title")), key(state.field("body")), key(history), key(state.field("solution"))};
}

void index_case(Database& database, std::int64_t id, const CaseText& text, bool is_new) {
    if (!is_new) {
        const auto old = indexed_text(database, id);
        if (old == text) return;
        Statement(database, "INSERT INTO case_grams (case_grams, rowid, grams) VALUES ('delete', ?, ?)").bind(id, joined(grams_of(old))).run();
        Statement(database, "DELETE FROM case_words WHERE rowid = ?").bind(id).run();
    }
    Statement(database, "INSERT INTO case_words (rowid, title, body, history, solution) VALUES (?, ?, ?, ?, ?)").bind(id, text[0], text[1], text[2], text[3]).run();
    Statement(database, "INSERT INTO case_grams (rowid, grams) VALUES (?, ?)").bind(id, joined(grams_of(text))).run();
}

CaseText indexed_text(const Database& database, std::int64_t id) {
    Statement row(database, "SELECT title, body, history, solution FROM case_words WHERE rowid = ?");
    if (!row.bind(id).step()) return {};
    return {row.text(0), row.text(1), row.text(2), row.text(3)};
}

std::vector<std::int64_t> Cases::search(std::span<const std::string> words, int most) const {
    std::string trigrams, pairs;
    std::vector<std::string> marks;  // words that no index knows: looked for in the text itself
    for (const auto& given : words) {
        const std::string word = key_(given);
        const auto length = characters(word).size();
        if (length == 0) continue;
        if (length >= 3) {
            trigrams += (trigrams.empty() ? "" : " AND ") + quoted(word);
        } else if (const auto grams = grams_of(word); grams.count(word)) {
            pairs += (pairs.empty() ? "" : " AND ") + quoted(word);
        } else {
            marks.push_back(like_pattern(word));
        }
    }
    if (trigrams.empty() && pairs.empty() && marks.empty()) return {};
    std::string sql = "SELECT ", where;
    if (!trigrams.empty()) {
        sql += "w.rowid FROM case_words w";
        where = " WHERE w.case_words MATCH ?1";
        if (!pairs.empty()) where += " AND w.rowid IN (SELECT rowid FROM case_grams WHERE case_grams MATCH ?2)";
    } else if (!pairs.empty()) {
        sql += "w.rowid FROM case_grams w";
        where = " WHERE w.case_grams MATCH ?2";
    } else {
        sql += "w.rowid FROM case_words w";
        where = " WHERE 1";
    }
    const std::string pattern = marks.empty() ? "" : marks.front();  // one is enough to narrow; the rest is looked at below
    if (!marks.empty())
        where += " AND EXISTS (SELECT 1 FROM case_words t WHERE t.rowid = w.rowid AND (t.title LIKE ?4 ESCAPE '\\' OR t.body LIKE ?4 ESCAPE '\\' OR "
                 "t.history LIKE ?4 ESCAPE '\\' OR t.solution LIKE ?4 ESCAPE '\\'))";
    std::vector<std::int64_t> found;
    Statement rows(database_, sql + where + " AND (?1 IS NOT NULL OR ?2 IS NOT NULL OR ?4 IS NOT NULL) ORDER BY w.rowid DESC LIMIT ?3");
    rows.bind(trigrams, pairs, most, pattern);
    while (rows.step()) found.push_back(rows.integer(0));
    return found;
}

std::vector<std::pair<std::int64_t, double>> Cases::alike(const std::string& text, int most) const {
    constexpr std::size_t most_pairs = 16;
    constexpr int most_of_a_pair = 4000;
    const double all = static_cast<double>(count());
    struct Pair {
        std::string gram;
        double weight;
    };
    std::vector<Pair> pairs;
    Statement known(database_, "SELECT doc FROM case_gram_counts WHERE term = ?");
    for (const auto& gram : grams_of(key_(text))) {
        if (characters(gram).size() < 2) continue;
        std::string term = gram;  // the index folds ASCII's case
        std::transform(term.begin(), term.end(), term.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
        if (known.bind(term).step()) pairs.push_back({gram, std::log(1 + all / static_cast<double>(known.integer(0)))});
    }
    std::sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) { return a.weight > b.weight; });
    if (pairs.size() > most_pairs) pairs.resize(most_pairs);
    std::unordered_map<std::int64_t, double> score;
    Statement rows(database_, "SELECT rowid FROM case_grams WHERE case_grams MATCH ? ORDER BY rowid DESC LIMIT ?");
    for (const auto& pair : pairs) {
        rows.bind(quoted(pair.gram), most_of_a_pair);
        while (rows.step()) score[rows.integer(0)] += pair.weight;
    }
    double whole = 0;
    for (const auto& pair : pairs) whole += pair.weight;
    std::vector<std::pair<std::int64_t, double>> best;
    for (const auto& [id, points] : score) best.emplace_back(id, points / whole);
    const auto keep = std::min(best.size(), static_cast<std::size_t>(std::max(0, most)));
    // Of two alike the newer one.
    std::partial_sort(best.begin(), best.begin() + static_cast<std::ptrdiff_t>(keep), best.end(),
                      [](const auto& a, const auto& b) { return std::pair(a.second, a.first) > std::pair(b.second, b.first); });
    best.resize(keep);
    return best;
}

}  // namespace yorozu::store
