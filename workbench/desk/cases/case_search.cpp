// Finding cases, and what may already answer one.
#include <algorithm>
#include <set>

#include "ocr/lexicon/text_key.h"
#include "workbench/desk/cases/case_links.h"
#include "workbench/desk/cases/case_similar.h"

namespace yorozu::desk {
namespace {

std::vector<std::string> words_in(const std::string& query) {
    std::vector<std::string> words;
    std::string word;
    for (const char32_t point : ocr::code_points(query)) {
        if (point == U' ' || point == U'\u3000' || point == U'\t' || point == U'\n') {
            if (!word.empty()) words.push_back(std::move(word));
            word.clear();
        } else {
            word += ocr::utf8_of(std::u32string_view(&point, 1));
        }
    }
    if (!word.empty()) words.push_back(word);
    return words;
}

/// The text's key, one code point for each that has one, and where in the text each begins and ends.
struct KeyedText {
    std::u32string key;
    std::vector<std::pair<std::size_t, std::size_t>> place;
};
KeyedText keyed(const std::string& text) {
    KeyedText keyed;
    std::size_t at = 0;
    for (const char32_t point : ocr::code_points(text)) {
        const std::string one = ocr::utf8_of(std::u32string_view(&point, 1));
        for (const char32_t key : ocr::text_key(one)) {
            keyed.key += key >= U'A' && key <= U'Z' ? key + 32 : key;
            keyed.place.emplace_back(at, at + one.size());
        }
        at += one.size();
    }
    return keyed;
}

std::string excerpt_around(const std::string& text, const std::string& word) {
    const auto marks = marks_in(text, word);
    if (marks.empty()) return "";
    constexpr std::size_t before = 30, length = 150;  // bytes: ten and fifty Japanese characters
    std::size_t begin = marks.front().first > before ? marks.front().first - before : 0, end = std::min(text.size(), begin + length);
    const auto inside = [&](std::size_t at) { return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80; };
    while (inside(begin)) ++begin;
    while (inside(end)) ++end;
    std::string excerpt = (begin ? "…" : "") + text.substr(begin, end - begin) + (end < text.size() ? "…" : "");
    std::replace(excerpt.begin(), excerpt.end(), '\n', ' ');
    return excerpt;
}

std::string excerpt_of(const store::Cases& kept, const Case& one, const std::string& word, bool history) {
    if (!marks_in(one.field("title"), word).empty()) return "";
    for (const char* field : {"solution", "body"})
        if (auto excerpt = excerpt_around(one.field(field), word); !excerpt.empty()) return excerpt;
    if (history)
        for (const auto& event : store::holding(kept.events(one.id)))
            if (auto excerpt = excerpt_around(event.text, word); !excerpt.empty()) return excerpt;
    return "";
}

}  // namespace

std::vector<std::pair<std::size_t, std::size_t>> marks_in(const std::string& text, const std::string& query) {
    const auto there = keyed(text);
    std::vector<bool> marked(there.key.size(), false);
    for (const auto& word : words_in(query)) {
        const auto wanted = keyed(word).key;
        if (wanted.empty()) continue;
        // The whole word, or else the pairs of its characters that stand here: what likeness goes by.
        std::u32string_view whole(wanted);
        bool any = false;
        for (std::size_t at = there.key.find(whole); at != std::u32string::npos; at = there.key.find(whole, at + 1)) {
            std::fill_n(marked.begin() + static_cast<std::ptrdiff_t>(at), whole.size(), true);
            any = true;
        }
        if (any || whole.size() < 3) continue;
        for (std::size_t pair = 0; pair + 1 < whole.size(); ++pair)
            for (std::size_t at = there.key.find(whole.substr(pair, 2)); at != std::u32string::npos; at = there.key.find(whole.substr(pair, 2), at + 1))
                marked[at] = marked[at + 1] = true;
    }
    std::vector<std::pair<std::size_t, std::size_t>> ranges;
    for (std::size_t at = 0; at < marked.size(); ++at) {
        if (!marked[at]) continue;
        if (!ranges.empty() && ranges.back().second == there.place[at].first) ranges.back().second = there.place[at].second;
        else if (ranges.empty() || ranges.back().second < there.place[at].second) ranges.push_back(there.place[at]);
    }
    return ranges;
}

CaseHits search_cases(Workspace& workspace, const std::string& query, int most) {
    const auto words = words_in(query);
    CaseHits result;
    if (words.empty()) return result;
    const auto sight = case_sight(workspace);
    const auto kept = stored_cases(workspace);
    const auto ids = kept.search(words, most + 1);
    result.more = static_cast<int>(ids.size()) > most;
    auto candidates = kept.with_ids(ids);
    if (words.size() == 1)
        if (auto named = kept.find(words.front())) candidates.insert(candidates.begin(), std::move(*named));
    std::set<std::int64_t> shown;
    for (const auto& candidate : candidates) {
        if (static_cast<int>(result.hits.size()) == most) break;
        // What stands in a case that was merged is found as the one that it was merged into.
        Case one = candidate.merged_into.empty() ? candidate : *standing_case(workspace, candidate.number);
        if (!shown.insert(one.id).second) continue;
        // Whoever sees only solutions must not find a case by its history.
        if (!sight.own(one)) {
            if (!sight.sees(one)) continue;
            const std::string open_text = one.field("title") + "\n" + one.field("body") + "\n" + one.field("solution");
            if (!std::all_of(words.begin(), words.end(), [&](const auto& word) { return keyed(open_text).key.find(keyed(word).key) != std::u32string::npos; })) continue;
            for (const char* field : {"requester", "assignee", "next_action", "external"}) one.fields[field].clear();
        }
        auto excerpt = excerpt_of(kept, candidate, words.front(), sight.whole);
        result.hits.push_back({std::move(one), std::move(excerpt)});
    }
    std::stable_sort(result.hits.begin(), result.hits.end(), [](const auto& a, const auto& b) { return a.found.received > b.found.received; });
    return result;
}

std::vector<Similar> similar_work(Workspace& workspace, const std::string& text, std::size_t most) {
    std::vector<Similar> all;
    if (ocr::text_key(text).size() < 2) return all;
    const auto sight = case_sight(workspace);
    const auto kept = stored_cases(workspace);
    const auto alike = kept.alike(text, 40);
    std::vector<std::int64_t> ids;
    for (const auto& [id, weight] : alike) ids.push_back(id);
    const auto marked_share = [&](const std::string& other) {
        std::size_t marked = 0;
        for (const auto& [begin, end] : marks_in(other, text)) marked += end - begin;
        return static_cast<double>(marked) / static_cast<double>(std::max<std::size_t>(text.size(), 12));
    };
    constexpr double finished = 0.1;  // a solution is worth more than a question
    std::size_t place = 0;
    std::set<std::int64_t> shown;
    for (const auto& candidate : kept.with_ids(ids)) {
        while (ids[place] != candidate.id) ++place;
        const Case one = candidate.merged_into.empty() ? candidate : *standing_case(workspace, candidate.number);
        if (!sight.sees(one) || !shown.insert(one.id).second) continue;
        const std::string body = one.field("solution").empty() ? one.field("body") : one.field("solution");
        const double score = alike[place].second + (stage_of(one) == CaseStage::done ? finished : 0);
        std::string line = body.substr(0, body.find('\n'));
        all.push_back({"case", one.number, one.field("title"), one.field("department") + "・" + std::string(words_of(stage_of(one))), line, score});
    }
    for (const auto& target : link_targets(workspace)) {
        if (target.kind == "case") continue;
        const double share = marked_share(target.title);
        if (share < 0.25) continue;
        all.push_back({target.kind, target.id, target.title, target.kind == "scenario" ? department_of_scenario(workspace, target.id) : "", link_fact(workspace, {target.kind, target.id, 0}), share + finished});
    }
    std::stable_sort(all.begin(), all.end(), [](const Similar& a, const Similar& b) { return a.score > b.score; });
    if (all.size() > most) all.resize(most);
    return all;
}

}  // namespace yorozu::desk
