#include "rpa/recorded_values.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "rpa/japanese.h"
#include "rpa/recorded_find.h"

namespace yorozu::rpa {

using Json = nlohmann::ordered_json;

namespace {

/// {"field": …}, or Lua that writes the column as it was typed.
std::optional<std::pair<std::string, Json>> column_in(const std::map<std::string, std::string>& record, const std::string& typed) {
    if (typed.empty()) return std::nullopt;
    for (const auto& [column, value] : record)
        if (value == typed) return std::pair(column, Json{{"field", column}});
    static const std::pair<const char*, std::string (*)(std::string_view)> ways[] = {{"full_katakana", to_full_katakana}, {"half_width", to_half_width}, {"full_width", to_full_width}, {"hiragana", to_hiragana}};
    for (const auto& [column, value] : record)
        for (const auto& [name, convert] : ways)
            if (!value.empty() && convert(value) == typed) return std::pair(column, Json{{"lua", std::string(name) + "(record[\"" + column + "\"])"}});
    for (const auto& [column, value] : record)
        if (to_wareki(value) == typed) return std::pair(column, Json{{"lua", "wareki(record[\"" + column + "\"])"}});
    return std::nullopt;
}

std::string name_for(std::string label) {
    std::erase_if(label, [](char c) { return c == ' ' || c == '='; });
    return label;
}

}  // namespace

RecordedValues::RecordedValues(const std::vector<RecordedEvent>& events, const DraftOptions& options, RecordedScenario& result) : options_(options), result_(result) {
    int best = 0;
    for (const auto& record : options_.records) {
        int same = 0;
        for (const auto& event : events)
            if (enters_value(event) && !event.secret) same += column_in(record, event.value).has_value();
        if (same > best) {
            best = same;
            record_ = &record;
        }
    }
}

Json RecordedValues::of(const RecordedEvent& event) {
    if (event.secret) {
        const std::string name = name_for(event.label.empty() ? (event.password ? "password" : "user") : event.label);
        if (std::find(result_.secrets.begin(), result_.secrets.end(), name) == result_.secrets.end()) result_.secrets.push_back(name);
        return {{"secret", name}};
    }
    if (!options_.records.empty()) {
        if (record_)
            if (auto found = column_in(*record_, event.value)) {
                for (const auto& [column, value] : *record_)
                    if (column != found->first && value == event.value)
                        note_doubt(result_, "「" + event.label + "」に入れた値は、列 " + found->first + " と " + column + " の両方にあります。" + found->first + " にしました");
                use_column(found->first);
                return std::move(found->second);
            }
        note_doubt(result_, "データにない値を入れました:「" + event.label + "」: いつも同じ値ならこのまま、記録ごとに違うなら列に直してください");
        return {{"text", event.value}};
    }
    const std::string base = event.label.empty() ? "列" : event.label;
    std::string column = base;
    for (int number = 2; columns_of_fields_.count(column) && columns_of_fields_[column] != event.target.selectors; ++number) column = base + "_" + std::to_string(number);
    columns_of_fields_[column] = event.target.selectors;
    use_column(column);
    return {{"field", column}};
}

void RecordedValues::use_column(const std::string& column) {
    if (std::find(result_.columns.begin(), result_.columns.end(), column) == result_.columns.end()) result_.columns.push_back(column);
}

Json with_words_around(const std::string& before, const Json& value, const std::string& after) {
    if (before.empty() && after.empty()) return value;
    const auto quoted = [](const std::string& text) { return Json(text).dump(); };  // what JSON escapes, Lua reads
    std::string lua = value.contains("field") ? "record[" + quoted(value.at("field").get<std::string>()) + "]" : value.contains("lua") ? "(" + value.at("lua").get<std::string>() + ")" : quoted(value.value("text", ""));
    if (!before.empty()) lua = quoted(before) + " .. " + lua;
    if (!after.empty()) lua += " .. " + quoted(after);
    return {{"lua", lua}};
}

void note_doubt(RecordedScenario& result, const std::string& words) {
    if (std::find(result.doubts.begin(), result.doubts.end(), words) == result.doubts.end()) result.doubts.push_back(words);
}

}  // namespace yorozu::rpa
