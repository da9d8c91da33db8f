#include "ocr/record/cross_checks.h"

#include <algorithm>
#include <cmath>

#include "ocr/lexicon/text_key.h"
#include "ocr/record/acceptance.h"

namespace yorozu::ocr {

namespace {

std::string list_name(const FieldTemplate& field) {
    if (!field.lexicon.empty()) return field.lexicon;
    for (const FieldRule& rule : field.rules)
        if (rule.rule == "in") return text_argument(rule, "lexicon");
    return "";
}

bool holds(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

bool is_code(const FieldTemplate& field, std::string_view list) {
    if (field.kind != FieldKind::digits) return false;
    if (list_name(field) == list) return true;
    return list == "address" && holds(field.label, "郵便番号");
}

bool is_name(const FieldTemplate& field, std::string_view list) {
    return list_name(field) == list && field.kind != FieldKind::digits && field.kind != FieldKind::katakana &&
           field.kind != FieldKind::hiragana;
}

bool is_reading(const FieldTemplate& field) {
    return (field.kind == FieldKind::katakana || field.kind == FieldKind::hiragana) &&
           (holds(field.label, "フリガナ") || holds(field.label, "ふりがな") || holds(field.label, "カナ") ||
            list_name(field) == "surname" || list_name(field) == "given-name");
}

/// Kana of the account's holder (口座名義).
bool is_holder(const FieldTemplate& field) {
    return (field.kind == FieldKind::katakana || field.kind == FieldKind::hiragana) && holds(field.label, "名義");
}

bool is_person(const FieldTemplate& field) { return is_name(field, "surname") || is_name(field, "given-name"); }

/// Entries of an address list that the address begins with.
std::vector<const LexiconEntry*> towns_of(const Lexicon& list, std::string_view address) {
    std::vector<const LexiconEntry*> towns;
    const std::u32string key = text_key(address);
    for (std::size_t length = key.size(); length >= 3 && towns.empty(); --length) towns = list.by_text(utf8_of(std::u32string_view(key).substr(0, length)));
    return towns;
}

/// Readings of a written name, as keys: of the whole, or of surname and given name put together.
std::vector<std::u32string> readings_of(std::string_view name, const LexiconSet& lexicons) {
    std::vector<std::u32string> readings;
    const Lexicon* surnames = lexicons.find("surname");
    const Lexicon* given = lexicons.find("given-name");
    for (const Lexicon* list : {surnames, given})
        if (list)
            for (const LexiconEntry* entry : list->by_text(name)) readings.push_back(text_key(entry->reading));
    if (!surnames || !given) return readings;
    const std::u32string key = text_key(name);
    for (std::size_t cut = 1; cut < key.size(); ++cut)
        for (const LexiconEntry* first : surnames->by_text(utf8_of(std::u32string_view(key).substr(0, cut))))
            for (const LexiconEntry* second : given->by_text(utf8_of(std::u32string_view(key).substr(cut))))
                readings.push_back(text_key(first->reading) + text_key(second->reading));
    return readings;
}

/// ヂ/ジ and ヅ/ズ are written either way.
std::u32string sound_of(std::u32string key) {
    for (char32_t& c : key) {
        if (c == U'ヂ') c = U'ジ';
        if (c == U'ヅ') c = U'ズ';
    }
    return key;
}

/// Without the marks of ガ and パ.
std::u32string without_marks(std::u32string key) {
    static constexpr std::u32string_view marked = U"ガギグゲゴザジズゼゾダヂヅデドバビブベボパピプペポヴ", plain = U"カキクケコサシスセソタチツテトハヒフヘホハヒフヘホウ";
    for (char32_t& c : key)
        if (const auto at = marked.find(c); at != std::u32string_view::npos) c = plain[at];
    return key;
}

}  // namespace

std::vector<FieldPair> field_pairs(const FormTemplate& form) {
    std::vector<FieldPair> pairs;
    const auto& fields = form.fields;
    const auto pair_up = [&](Pair kind, auto&& is_first, auto&& is_second) {
        std::vector<bool> taken(fields.size());
        for (std::size_t i = 0; i < fields.size(); ++i) {
            if (!is_first(fields[i])) continue;
            std::size_t best = fields.size();
            const auto distance = [&](std::size_t j) { return j > i ? j - i : i - j; };
            for (std::size_t j = 0; j < fields.size(); ++j)
                if (!taken[j] && fields[j].page == fields[i].page && is_second(fields[j]) &&
                    (best == fields.size() || distance(j) < distance(best)))
                    best = j;
            if (best == fields.size() || distance(best) > 4) continue;
            taken[best] = true;
            pairs.push_back({kind, &fields[i], &fields[best]});
        }
    };
    const auto code_of = [](std::string_view list) { return [list](const FieldTemplate& f) { return is_code(f, list); }; };
    const auto name_of_list = [](std::string_view list) { return [list](const FieldTemplate& f) { return is_name(f, list); }; };
    pair_up(Pair::bank, code_of("zengin.bank"), name_of_list("zengin.bank"));
    pair_up(Pair::branch, code_of("zengin.branch"), name_of_list("zengin.branch"));
    pair_up(Pair::postal, code_of("address"), name_of_list("address"));
    const auto signs = [](const FieldTemplate& f) { return is_reading(f) && !is_holder(f); };
    pair_up(Pair::name, signs, is_person);
    // Where several people sign, nobody knows whose the account is.
    if (std::count_if(fields.begin(), fields.end(), signs) == 1)
        for (const FieldTemplate& reading : fields)
            for (const FieldTemplate& holder : fields)
                if (signs(reading) && is_holder(holder) && reading.page == holder.page) pairs.push_back({Pair::holder, &reading, &holder});
    return pairs;
}

std::optional<bool> belong_together(const FieldPair& pair, std::string_view code, std::string_view name,
                                    const LexiconSet& lexicons, std::string_view bank) {
    if (code.empty() || name.empty()) return std::nullopt;
    if (pair.kind == Pair::name) {
        const auto readings = readings_of(name, lexicons);
        if (readings.empty()) return std::nullopt;
        const std::u32string written = sound_of(text_key(code));
        return std::any_of(readings.begin(), readings.end(), [&](const auto& r) { return sound_of(r) == written; });
    }
    if (pair.kind == Pair::holder) return sound_of(text_key(code)) == sound_of(text_key(name));
    const Lexicon* list = lexicons.find(pair.kind == Pair::bank ? "zengin.bank" : pair.kind == Pair::branch ? "zengin.branch" : "address");
    if (!list) return std::nullopt;
    auto by_code = list->by_code(code);
    auto by_name = pair.kind == Pair::postal ? towns_of(*list, name) : list->by_text(name);
    if (pair.kind == Pair::branch && !bank.empty()) {
        const auto elsewhere = [&](const LexiconEntry* entry) { return !entry->parent.empty() && entry->parent != bank; };
        std::erase_if(by_code, elsewhere);
        std::erase_if(by_name, elsewhere);
    }
    if (by_code.empty() || by_name.empty()) return std::nullopt;
    for (const LexiconEntry* first : by_code)
        for (const LexiconEntry* second : by_name)
            if (first == second || (first->code == second->code && first->parent == second->parent)) return true;
    return false;
}

void weigh_together(const FieldPair& pair, Decoding& code, Decoding& name, const LexiconSet& lexicons, std::string_view bank) {
    constexpr std::size_t most = 12;
    const auto& prior = pair.kind == Pair::name     ? acceptance::reading_prior
                        : pair.kind == Pair::holder ? acceptance::holder_prior
                                                    : acceptance::pair_prior;
    const double agrees = prior.held / prior.least_density;
    const double differs = (1 - prior.held) / (1 - prior.least_density);
    const auto share = [](const Decoding& d) {
        double all = d.rest;
        for (const Candidate& c : d.candidates) all += c.weight;
        return all;
    };
    const double all_codes = share(code), all_names = share(name);
    if (all_codes <= 0 || all_names <= 0) return;
    std::vector<double> code_weight(code.candidates.size()), name_weight(name.candidates.size());
    double code_seen = 0, name_seen = 0;
    bool any = false;
    for (std::size_t i = 0; i < std::min(most, code.candidates.size()); ++i) code_seen += code.candidates[i].weight;
    for (std::size_t j = 0; j < std::min(most, name.candidates.size()); ++j) name_seen += name.candidates[j].weight;
    for (std::size_t i = 0; i < std::min(most, code.candidates.size()); ++i)
        for (std::size_t j = 0; j < std::min(most, name.candidates.size()); ++j) {
            const auto together = belong_together(pair, code.candidates[i].value, name.candidates[j].value, lexicons, bank);
            any = any || together.has_value();
            const double joint = code.candidates[i].weight / all_codes * (name.candidates[j].weight / all_names) *
                                 (!together ? 1 : *together ? agrees : differs);
            code_weight[i] += joint;
            name_weight[j] += joint;
        }
    if (!any) return;
    // Beside what the other field's unseen readings leave, the pair's statement is as good as silence.
    for (std::size_t i = 0; i < code.candidates.size(); ++i)
        code.candidates[i].weight = code_weight[i] + code.candidates[i].weight / all_codes * (1 - name_seen / all_names);
    for (std::size_t j = 0; j < name.candidates.size(); ++j)
        name.candidates[j].weight = name_weight[j] + name.candidates[j].weight / all_names * (1 - code_seen / all_codes);
    code.rest /= all_codes;
    name.rest /= all_names;
    const auto heavier = [](const Candidate& a, const Candidate& b) { return a.weight > b.weight; };
    std::stable_sort(code.candidates.begin(), code.candidates.end(), heavier);
    std::stable_sort(name.candidates.begin(), name.candidates.end(), heavier);
}

bool differ_in_marks_alone(std::string_view first, std::string_view second) {
    const std::u32string one = text_key(first), other = text_key(second);
    return one != other && without_marks(one) == without_marks(other);
}

std::string contradiction(const FieldPair& pair) {
    switch (pair.kind) {
        case Pair::bank: return "金融機関のコードと名前が合いません";
        case Pair::branch: return "支店のコードと名前が合いません";
        case Pair::postal: return "郵便番号と住所が合いません";
        case Pair::name:
        case Pair::holder: break;  // no fault
    }
    return "";
}

}  // namespace yorozu::ocr
