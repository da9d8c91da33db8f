#include "ocr/record/rules.h"

#include <unicode/regex.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "ocr/lexicon/text_key.h"
#include "ocr/record/check_digit.h"
#include "ocr/record/japanese_date.h"

namespace yorozu::ocr {

namespace {

nlohmann::json argument(const FieldRule& rule, const std::string& key) {
    const auto found = rule.arguments.find(key);
    if (found == rule.arguments.end()) return nullptr;
    return nlohmann::json::parse(found->second, nullptr, false);
}

std::string number_text(double number) {
    const auto whole = static_cast<long long>(number);
    if (static_cast<double>(whole) == number) return std::to_string(whole);
    return nlohmann::json(number).dump();
}

std::optional<double> number_in(std::string_view text) {
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

bool matches(const std::string& pattern, std::string_view value) {
    UErrorCode error = U_ZERO_ERROR;
    icu::RegexMatcher matcher(icu::UnicodeString::fromUTF8(pattern), 0, error);
    if (U_FAILURE(error)) return true;  // the template check names a broken pattern
    matcher.setTimeLimit(1000, error);  // a pattern must not hang on a strange value
    const icu::UnicodeString text = icu::UnicodeString::fromUTF8(icu::StringPiece(value.data(), static_cast<int>(value.size())));
    matcher.reset(text);
    const bool matched = matcher.matches(error);
    return U_FAILURE(error) || matched;
}

std::optional<std::string> broken_length(const FieldRule& rule, std::string_view value) {
    const auto length = static_cast<double>(code_points(value).size());
    const auto is = number_argument(rule, "is"), min = number_argument(rule, "min"), max = number_argument(rule, "max");
    const std::string have = number_text(length) + " 文字です";
    if (is && length != *is) return number_text(*is) + " 文字のはずですが、" + have;
    if (min && length < *min) return number_text(*min) + " 文字以上のはずですが、" + have;
    if (max && length > *max) return number_text(*max) + " 文字以下のはずですが、" + have;
    return std::nullopt;
}

std::optional<std::string> broken_range(const FieldRule& rule, std::string_view value) {
    const auto number = number_in(value);
    if (!number) return "数ではありません";
    const auto min = number_argument(rule, "min"), max = number_argument(rule, "max");
    if (min && *number < *min) return number_text(*min) + " 以上のはずです";
    if (max && *number > *max) return number_text(*max) + " 以下のはずです";
    return std::nullopt;
}

std::optional<std::string> broken_date(const FieldRule& rule, const FieldTemplate& field, std::string_view value,
                                       std::string_view today) {
    auto date = from_iso_date(value);
    if (!date && field.kind != FieldKind::date)
        if (const auto written = read_date(value)) date = written->date;
    if (!date) return "暦にある日付として読めません";
    const auto limit = [&](const char* key) -> std::optional<std::chrono::year_month_day> {
        const std::string text = text_argument(rule, key);
        return from_iso_date(text == "today" ? today : std::string_view(text));
    };
    if (const auto last = limit("not-after"); last && *date > *last) return iso_date(*last) + " より後の日付です";
    if (const auto first = limit("not-before"); first && *date < *first) return iso_date(*first) + " より前の日付です";
    return std::nullopt;
}

}  // namespace

std::string text_argument(const FieldRule& rule, const std::string& key) {
    const auto value = argument(rule, key);
    return value.is_string() ? value.get<std::string>() : std::string();
}

std::optional<double> number_argument(const FieldRule& rule, const std::string& key) {
    const auto value = argument(rule, key);
    return value.is_number() ? std::optional(value.get<double>()) : std::nullopt;
}

std::vector<std::string> list_argument(const FieldRule& rule, const std::string& key) {
    const auto value = argument(rule, key);
    std::vector<std::string> list;
    if (value.is_string()) list.push_back(value.get<std::string>());
    if (value.is_array())
        for (const auto& part : value)
            if (part.is_string()) list.push_back(part.get<std::string>());
    return list;
}

std::optional<std::string> broken_rule(const FieldRule& rule, const FieldTemplate& field, std::string_view value,
                                       const RuleSurroundings& surroundings) {
    if (value.empty()) return std::nullopt;
    if (rule.rule == "length") return broken_length(rule, value);
    if (rule.rule == "pattern")
        return matches(text_argument(rule, "matches"), value) ? std::nullopt : std::optional<std::string>("決められた書き方に合いません");
    if (rule.rule == "range") return broken_range(rule, value);
    if (rule.rule == "date") return broken_date(rule, field, value, surroundings.today);
    if (rule.rule == "check-digit") {
        const auto kind = check_digit_named(text_argument(rule, "kind"));
        if (kind && !check_digit_holds(*kind, value)) return "検査数字が合いません";
    }
    if (rule.rule == "in") {
        const Lexicon* lexicon = surroundings.lexicons.find(text_argument(rule, "lexicon"));
        if (lexicon && lexicon->by_code(value).empty() && lexicon->by_text(value).empty()) return "一覧にありません";
    }
    return std::nullopt;
}

std::optional<std::string> broken_kind(const FieldTemplate& field, std::string_view value) {
    if (value.empty()) return std::nullopt;
    const auto only_digits = [](std::string_view text) {
        return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    };
    switch (field.kind) {
        case FieldKind::digits: return only_digits(value) ? std::nullopt : std::optional<std::string>("数字でない文字があります");
        case FieldKind::amount:
            return value.size() <= 16 && only_digits(value.starts_with('-') ? value.substr(1) : value)
                       ? std::nullopt
                       : std::optional<std::string>("金額として読めません");
        case FieldKind::date:
            return from_iso_date(value) ? std::nullopt : std::optional<std::string>("暦にある日付として読めません");
        case FieldKind::choice: {
            std::string_view rest = value;
            while (true) {
                const auto bar = field.pick_many ? rest.find('|') : std::string_view::npos;
                const auto one = rest.substr(0, bar);
                if (std::none_of(field.options.begin(), field.options.end(), [&](const auto& o) { return o.value == one; }))
                    return "選択肢にない値です";
                if (bar == std::string_view::npos) return std::nullopt;
                rest.remove_prefix(bar + 1);
            }
        }
        default: return std::nullopt;
    }
}

std::vector<RuleFinding> broken_between_fields(const FormTemplate& form, const std::map<std::string, std::string>& present) {
    std::vector<RuleFinding> findings;
    const auto label = [&](const std::string& id) {
        const FieldTemplate* field = form.field(id);
        return "「" + (field && !field->label.empty() ? field->label : id) + "」";
    };
    for (const FieldTemplate& field : form.fields) {
        const auto own = present.find(field.id);
        if (own == present.end()) continue;
        if (field.required && own->second.empty())
            findings.push_back({field.id, "required", field.kind == FieldKind::seal ? "押印がありません" : "必須の項目が空です"});
        for (const FieldRule& rule : field.rules) {
            if (rule.rule == "same-as") {
                const auto other = present.find(text_argument(rule, "field"));
                if (other != present.end() && other->second != own->second)
                    findings.push_back({field.id, "same-as", label(other->first) + "と同じはずですが、違います"});
            } else if (rule.rule == "sum" && !own->second.empty()) {
                double sum = 0;
                bool known = true;
                for (const std::string& id : list_argument(rule, "of")) {
                    const auto part = present.find(id);
                    if (part == present.end()) known = false;
                    else if (!part->second.empty()) {
                        const auto number = number_in(part->second);
                        known = known && number.has_value();
                        sum += number.value_or(0);
                    }
                }
                const auto total = number_in(own->second);
                if (known && total && *total != sum) findings.push_back({field.id, "sum", "内訳の合計と合いません"});
            } else if (rule.rule == "if") {
                const auto condition = present.find(text_argument(rule, "field"));
                if (condition == present.end() || condition->second != text_argument(rule, "is")) continue;
                for (const std::string& id : list_argument(rule, "then-required")) {
                    const auto needed = present.find(id);
                    if (needed != present.end() && needed->second.empty())
                        findings.push_back({id, "if", label(condition->first) + "の答えにより必須ですが、空です"});
                }
            }
        }
    }
    return findings;
}

}  // namespace yorozu::ocr
