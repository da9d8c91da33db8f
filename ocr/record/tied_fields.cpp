#include "ocr/record/tied_fields.h"

#include <algorithm>
#include <set>

#include "ocr/lexicon/text_key.h"
#include "ocr/record/cross_checks.h"
#include "ocr/record/decode.h"
#include "ocr/record/rules.h"

namespace yorozu::ocr {

namespace {

std::string value_of(const std::map<std::string, std::string>& values, const std::string& id) {
    const auto found = values.find(id);
    return found == values.end() ? std::string() : found->second;
}

const FieldPair* pair_of(const std::vector<FieldPair>& pairs, std::string_view id) {
    for (const FieldPair& pair : pairs)
        if (pair.code->id == id || pair.name->id == id) return &pair;
    return nullptr;
}

const Lexicon* list_of_pair(Pair kind, const LexiconSet& lexicons) {
    switch (kind) {
        case Pair::bank: return lexicons.find("zengin.bank");
        case Pair::branch: return lexicons.find("zengin.branch");
        case Pair::postal: return lexicons.find("address");
        case Pair::name:
        case Pair::holder: break;
    }
    return nullptr;
}

/// The bank on the form: by its code, else by its name.
const LexiconEntry* bank_of(const std::vector<FieldPair>& pairs, const std::map<std::string, std::string>& values,
                            const LexiconSet& lexicons) {
    const Lexicon* banks = lexicons.find("zengin.bank");
    if (!banks) return nullptr;
    for (const FieldPair& pair : pairs) {
        if (pair.kind != Pair::bank) continue;
        if (const auto found = banks->by_code(value_of(values, pair.code->id)); !found.empty()) return found.front();
        if (const auto found = banks->by_text(value_of(values, pair.name->id)); found.size() == 1) return found.front();
    }
    return nullptr;
}

void keep_branches_of(std::vector<const LexiconEntry*>& entries, const LexiconEntry* bank) {
    if (!bank) return;
    std::erase_if(entries, [&](const LexiconEntry* entry) { return !entry->parent.empty() && entry->parent != bank->code; });
}

/// Surname and given name, each from its list, with a space between; or a surname alone.
bool is_listed_name(std::string_view value, const LexiconSet& lexicons, bool reading) {
    std::string words(value);
    for (std::string::size_type wide; (wide = words.find("　")) != std::string::npos;) words.replace(wide, 3, " ");
    const auto space = words.find(' ');
    const auto has = [&](const char* name, const std::string& text) {
        const Lexicon* list = lexicons.find(name);
        return list && !(reading ? list->by_reading(text) : list->by_text(text)).empty();
    };
    if (!has("surname", words.substr(0, space))) return false;
    return space == std::string::npos || has("given-name", words.substr(space + 1));
}

}  // namespace

std::vector<std::string> tied_fields(const FormTemplate& form, std::string_view field_id) {
    std::set<std::string> tied;
    const auto pairs = field_pairs(form);
    const FieldPair* own = pair_of(pairs, field_id);
    for (const FieldPair& pair : pairs) {
        const bool same = &pair == own;
        const bool bank_of_branch = own && ((own->kind == Pair::branch && pair.kind == Pair::bank) ||
                                            (own->kind == Pair::bank && pair.kind == Pair::branch));
        if (same || bank_of_branch) tied.insert({pair.code->id, pair.name->id});
    }
    for (const FieldTemplate& field : form.fields)
        for (const FieldRule& rule : field.rules) {
            std::vector<std::string> together = list_argument(rule, rule.rule == "sum" ? "of" : "field");
            if (rule.rule == "if")
                for (auto& id : list_argument(rule, "then-required")) together.push_back(std::move(id));
            if (together.empty()) continue;
            together.push_back(field.id);
            if (std::find(together.begin(), together.end(), field_id) != together.end()) tied.insert(together.begin(), together.end());
        }
    std::vector<std::string> ordered;
    for (const FieldTemplate& field : form.fields)
        if (field.id != field_id && tied.count(field.id)) ordered.push_back(field.id);
    return ordered;
}

ListMeaning list_meaning(const FormTemplate& form, std::string_view field_id, std::string_view value,
                         const std::map<std::string, std::string>& values, const LexiconSet& lexicons) {
    ListMeaning meaning;
    const FieldTemplate* field = form.field(field_id);
    if (!field || value.empty()) return meaning;
    const auto pairs = field_pairs(form);
    const FieldPair* pair = pair_of(pairs, field_id);
    const Lexicon* list = list_of(*field, lexicons);
    if (pair && must_agree(pair->kind)) list = list_of_pair(pair->kind, lexicons);
    if (!list) return meaning;
    meaning.has_list = true;
    if (list->name() == "surname" || list->name() == "given-name") {
        meaning.listed = is_listed_name(value, lexicons, field->kind != FieldKind::kanji && field->kind != FieldKind::text) ||
                         !list->by_text(value).empty() || !list->by_reading(value).empty();
        return meaning;
    }
    auto entries = list->by_code(value);
    if (entries.empty()) entries = list->by_text(value);
    if (list->name() == "address") {  // the town, before street and number
        const std::u32string key = text_key(value);
        for (std::size_t length = key.size(); length >= 3 && entries.empty(); --length)
            entries = list->by_text(utf8_of(std::u32string_view(key).substr(0, length)));
    }
    if (list->name() == "zengin.branch") {
        const LexiconEntry* bank = bank_of(pairs, values, lexicons);
        keep_branches_of(entries, bank);
        if (bank) meaning.within = bank->text + "（" + bank->code + "）";
    }
    if (entries.empty()) return meaning;
    meaning.listed = true;
    meaning.code = entries.front()->code;
    meaning.text = entries.front()->text;
    return meaning;
}

std::string value_by_tie(const FormTemplate& form, std::string_view field_id, const std::map<std::string, std::string>& values,
                         const LexiconSet& lexicons) {
    const auto pairs = field_pairs(form);
    const FieldPair* pair = pair_of(pairs, field_id);
    if (!pair || !must_agree(pair->kind) || pair->kind == Pair::postal) return "";
    const Lexicon* list = list_of_pair(pair->kind, lexicons);
    if (!list) return "";
    const bool is_code = pair->code->id == field_id;
    const std::string other = value_of(values, is_code ? pair->name->id : pair->code->id);
    if (other.empty()) return "";
    auto entries = is_code ? list->by_text(other) : list->by_code(other);
    if (pair->kind == Pair::branch) keep_branches_of(entries, bank_of(pairs, values, lexicons));
    if (entries.empty()) return "";
    const std::string found = is_code ? entries.front()->code : entries.front()->text;
    for (const LexiconEntry* entry : entries)
        if ((is_code ? entry->code : entry->text) != found) return "";
    return found == value_of(values, std::string(field_id)) ? "" : found;
}

}  // namespace yorozu::ocr
