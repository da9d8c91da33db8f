#include "workbench/desk/templates/template_rules.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace yorozu::desk {
namespace {

using Json = nlohmann::ordered_json;

std::string plain(const std::string& json) {
    const Json value = Json::parse(json, nullptr, false);
    if (value.is_string()) return value.get<std::string>();
    if (value.is_array()) {
        std::string list;
        for (const auto& part : value) list += (list.empty() ? "" : "、") + (part.is_string() ? part.get<std::string>() : part.dump());
        return list;
    }
    return json;
}

std::string of(const ocr::FieldRule& rule, const char* key) {
    const auto it = rule.arguments.find(key);
    return it == rule.arguments.end() ? "" : plain(it->second);
}

std::string trimmed(std::string text) {
    for (const std::string space : {" ", "　", "\t"}) {
        while (text.rfind(space, 0) == 0) text.erase(0, space.size());
        while (text.size() >= space.size() && text.compare(text.size() - space.size(), space.size(), space) == 0) text.resize(text.size() - space.size());
    }
    return text;
}

/// Cut at the first of the marks; false when there is none.
bool cut(const std::string& text, std::initializer_list<const char*> marks, std::string& before, std::string& after) {
    for (const std::string mark : marks)
        if (const auto at = text.find(mark); at != std::string::npos) {
            before = trimmed(text.substr(0, at)), after = trimmed(text.substr(at + mark.size()));
            return true;
        }
    return false;
}

std::vector<std::string> listed(const std::string& text) {
    std::vector<std::string> parts;
    std::string rest = text, before, after;
    while (cut(rest, {"、", ",", "，"}, before, after)) parts.push_back(before), rest = after;
    parts.push_back(trimmed(rest));
    std::erase(parts, "");
    return parts;
}

/// A number as it stands, else text: the findings then say that it is none.
std::string number(const std::string& text) {
    const Json value = Json::parse(text, nullptr, false);
    return value.is_number() ? text : Json(text).dump();
}

void put_span(ocr::FieldRule& rule, const std::string& text, const char* low, const char* high, bool numbers) {
    std::string before, after;
    const auto put = [&](const char* key, const std::string& value) {
        if (!value.empty()) rule.arguments[key] = numbers ? number(value) : Json(value).dump();
    };
    if (cut(text, {"〜", "～", "~"}, before, after)) put(low, before), put(high, after);
    else put(low, trimmed(text));
}

}  // namespace

const std::vector<RuleWord>& rule_words() {
    static const std::vector<RuleWord> words{
        {"length", "桁数", "7、4〜8、〜12"}, {"pattern", "書式", "^0[0-9]{9,10}$"}, {"range", "範囲", "1〜20"}, {"date", "日付", "2019-05-01〜today"},
        {"check-digit", "検査数字", "mynumber、mod10、mod11"}, {"in", "一覧にある", "zengin.bank"}, {"same-as", "同じ値", "項目の ID"},
        {"sum", "合計", "項目の ID、項目の ID"}, {"if", "条件つき必須", "項目の ID = 値 → 項目の ID"}};
    return words;
}

std::string rule_word(const std::string& rule) {
    for (const auto& word : rule_words())
        if (word.rule == rule) return word.word;
    return rule;
}

std::string rule_text(const ocr::FieldRule& rule) {
    const auto span = [&](const char* low, const char* high) {
        const auto from = of(rule, low), to = of(rule, high);
        return from.empty() && to.empty() ? "" : from + "〜" + to;
    };
    if (rule.rule == "length") return of(rule, "is").empty() ? span("min", "max") : of(rule, "is");
    if (rule.rule == "pattern") return of(rule, "matches");
    if (rule.rule == "range") return span("min", "max");
    if (rule.rule == "date") return span("not-before", "not-after");
    if (rule.rule == "check-digit") return of(rule, "kind");
    if (rule.rule == "in") return of(rule, "lexicon");
    if (rule.rule == "same-as") return of(rule, "field");
    if (rule.rule == "sum") return of(rule, "of");
    if (rule.rule == "if") return of(rule, "field") + " = " + of(rule, "is") + " → " + of(rule, "then-required");
    return "";
}

ocr::FieldRule rule_with_text(ocr::FieldRule rule, const std::string& written) {
    std::erase_if(rule.arguments, [](const auto& argument) { return argument.first.rfind("x-", 0) != 0; });
    const std::string text = trimmed(written);
    std::string before, after, value, needed;
    if (rule.rule == "length") {
        if (cut(text, {"〜", "～", "~"}, before, after)) put_span(rule, text, "min", "max", true);
        else if (!text.empty()) rule.arguments["is"] = number(text);
    } else if (rule.rule == "range") {
        put_span(rule, text, "min", "max", true);
    } else if (rule.rule == "date") {
        put_span(rule, text, "not-before", "not-after", false);
    } else if (rule.rule == "sum") {
        rule.arguments["of"] = Json(listed(text)).dump();
    } else if (rule.rule == "if") {
        if (!cut(text, {"→", "->", "⇒"}, before, needed)) before = text;
        if (cut(before, {"=", "＝"}, value, after)) rule.arguments["field"] = Json(value).dump(), rule.arguments["is"] = Json(after).dump();
        if (!needed.empty()) rule.arguments["then-required"] = Json(listed(needed)).dump();
    } else {
        const char* key = rule.rule == "pattern" ? "matches" : rule.rule == "check-digit" ? "kind" : rule.rule == "in" ? "lexicon" : "field";
        rule.arguments[key] = Json(text).dump();
    }
    return rule;
}

}  // namespace yorozu::desk
