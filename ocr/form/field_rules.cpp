#include <array>
#include <regex>

#include "ocr/form/template_file.h"

namespace yorozu::ocr {
namespace {

using Json = nlohmann::ordered_json;

/// What the argument of a rule must be.
enum class Argument { whole_number, number, text, pattern, date, check_digit, field, fields };

struct ArgumentForm {
    const char* name;
    Argument type;
    bool required;
};
struct RuleForm {
    const char* name;
    std::vector<ArgumentForm> arguments;
    bool needs_one;  ///< none is required by itself, but one of them must be there
};

/// Rules of format 1. Meanings are written in ocr/schema/template.schema.json.
const std::vector<RuleForm>& rule_forms() {
    static const std::vector<RuleForm> forms{
        {"length", {{"is", Argument::whole_number, false}, {"min", Argument::whole_number, false}, {"max", Argument::whole_number, false}}, true},
        {"pattern", {{"matches", Argument::pattern, true}}, false},
        {"range", {{"min", Argument::number, false}, {"max", Argument::number, false}}, true},
        {"date", {{"not-after", Argument::date, false}, {"not-before", Argument::date, false}}, false},
        {"check-digit", {{"kind", Argument::check_digit, true}}, false},
        {"in", {{"lexicon", Argument::text, true}}, false},
        {"same-as", {{"field", Argument::field, true}}, false},
        {"sum", {{"of", Argument::fields, true}}, false},
        {"if", {{"field", Argument::field, true}, {"is", Argument::text, true}, {"then-required", Argument::fields, true}}, false},
    };
    return forms;
}

std::string known_rules() {
    std::string names;
    for (const auto& form : rule_forms()) names += (names.empty() ? "" : "、") + std::string(form.name);
    return names;
}

bool is_iso_date(const std::string& text) {
    static const std::regex form(R"((\d{4})-(\d{2})-(\d{2}))");
    std::smatch part;
    if (!std::regex_match(text, part, form)) return false;
    const int year = std::stoi(part[1]), month = std::stoi(part[2]), day = std::stoi(part[3]);
    static const std::array<int, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12 || day < 1) return false;
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return day <= days[static_cast<std::size_t>(month) - 1] + (month == 2 && leap);
}

/// The mend for a wrong value, "" when the value is right.
std::string mend_for(Argument type, const Json& value) {
    switch (type) {
        case Argument::whole_number: return value.is_number_unsigned() ? "" : "0 以上の整数を書いてください";
        case Argument::number: return value.is_number() ? "" : "数を書いてください";
        case Argument::text: return value.is_string() && !value.get<std::string>().empty() ? "" : "空でない文字列を書いてください";
        case Argument::pattern:
            if (!value.is_string()) return "正規表現を文字列で書いてください";
            try {
                const std::regex compiled(value.get<std::string>(), std::regex::ECMAScript);
                return "";
            } catch (const std::regex_error&) {
                return "正規表現（ECMAScript の書き方）に直してください";
            }
        case Argument::date:
            if (value.is_string() && (value == "today" || is_iso_date(value.get<std::string>()))) return "";
            return "\"2026-04-01\" の形の、暦にある日付か \"today\" を書いてください";
        case Argument::check_digit:
            if (value == "mynumber" || value == "mod10" || value == "mod11") return "";
            return "mynumber、mod10、mod11 のどれかを書いてください";
        case Argument::field: return value.is_string() ? "" : "項目の id を文字列で書いてください";
        case Argument::fields: {
            bool right = value.is_array() && !value.empty();
            if (right)
                for (const auto& part : value) right = right && part.is_string();
            // A single required field may be written without the list.
            return right || value.is_string() ? "" : "項目の id を [\"…\", \"…\"] で書いてください";
        }
    }
    return "";
}

void read_rule(const Json& json, const std::string& place, FieldTemplate& field, Faults& faults) {
    ObjectReader reader(json, place, faults);
    if (!reader.is_object()) return;
    FieldRule rule;
    rule.rule = reader.text("rule", true);
    const RuleForm* form = nullptr;
    for (const auto& known : rule_forms())
        if (rule.rule == known.name) form = &known;
    if (!form) {
        if (!rule.rule.empty())
            faults.add(reader.place("rule"), "知らない規則「" + rule.rule + "」です", "使えるのは " + known_rules() + " です");
        return;
    }
    for (const auto& argument : form->arguments) {
        const Json* value = reader.find(argument.name);
        if (!value) {
            if (argument.required)
                faults.add(place, "規則「" + rule.rule + "」に「" + argument.name + "」がありません",
                           std::string("「") + argument.name + "」を書き足してください");
            continue;
        }
        if (const auto mend = mend_for(argument.type, *value); !mend.empty())
            faults.add(reader.place(argument.name), "規則「" + rule.rule + "」の「" + argument.name + "」が正しくありません: " + value->dump(),
                       mend);
        else
            rule.arguments[argument.name] = value->dump();
    }
    reader.refuse_unknown();
    const bool without_condition = form->needs_one && rule.arguments.empty();
    // Notes for other rooms: a date's printed era (x-era), the choice that holds it (x-era-field).
    for (const auto& [key, value] : json.items())
        if (key.rfind("x-", 0) == 0) rule.arguments[key] = value.dump();
    if (without_condition) {
        std::string names;
        for (const auto& argument : form->arguments) names += (names.empty() ? "" : "、") + std::string(argument.name);
        faults.add(place, "規則「" + rule.rule + "」に条件がありません", names + " のどれかを書いてください");
    }
    field.rules.push_back(std::move(rule));
}

/// Field ids that a rule's arguments name.
std::vector<std::string> named_fields(const FieldRule& rule) {
    std::vector<std::string> ids;
    const auto collect = [&](const char* key) {
        const auto it = rule.arguments.find(key);
        if (it == rule.arguments.end()) return;
        const Json value = Json::parse(it->second);
        if (value.is_string()) ids.push_back(value.get<std::string>());
        if (value.is_array())
            for (const auto& part : value) ids.push_back(part.get<std::string>());
    };
    if (rule.rule == "same-as" || rule.rule == "if") collect("field");
    if (rule.rule == "sum") collect("of");
    if (rule.rule == "if") collect("then-required");
    return ids;
}

bool inside(const BoxMm& box, const TemplatePage& page) {
    constexpr double slack = 0.05;  // rounding when boxes were measured on the picture
    return box.x >= -slack && box.y >= -slack && box.x + box.width <= page.width_mm + slack &&
           box.y + box.height <= page.height_mm + slack;
}

std::string in_words(const BoxMm& box) {
    const Json list = {box.x, box.y, box.width, box.height};
    return list.dump();
}

void check_box(const BoxMm& box, const FormTemplate& form, int page, const std::string& place, Faults& faults) {
    if (box.width <= 0 || page < 1 || page > static_cast<int>(form.pages.size())) return;
    const auto& paper = form.pages[static_cast<std::size_t>(page) - 1];
    if (paper.width_mm <= 0 || inside(box, paper)) return;
    faults.add(place, "枠 " + in_words(box) + " が用紙からはみ出しています",
               "枠を 0–" + Json(paper.width_mm).dump() + " × 0–" + Json(paper.height_mm).dump() + " mm の中に収めてください");
}

}  // namespace

void read_rules(const Json& rules, const std::string& place, FieldTemplate& field, Faults& faults) {
    if (!rules.is_array()) {
        faults.add(place, "規則の並び [ … ] ではありません", "[ {\"rule\": …}, … ] と書いてください");
        return;
    }
    for (std::size_t i = 0; i < rules.size(); ++i) read_rule(rules[i], place + "/" + std::to_string(i), field, faults);
}

void check_fields(const FormTemplate& form, Faults& faults) {
    constexpr double narrowest_cell_mm = 2.0;
    std::map<std::string, std::size_t> seen;
    for (std::size_t i = 0; i < form.fields.size(); ++i) {
        const auto& field = form.fields[i];
        const std::string place = "/fields/" + std::to_string(i);
        if (!field.id.empty()) {
            const auto [other, fresh] = seen.try_emplace(field.id, i);
            if (!fresh)
                faults.add(place + "/id", "id「" + field.id + "」は /fields/" + std::to_string(other->second) + " でも使われています",
                           "項目ごとに違う id にしてください");
        }
        if (field.page > static_cast<int>(form.pages.size()))
            faults.add(place + "/page", "ページ " + std::to_string(field.page) + " はありません（全 " + std::to_string(form.pages.size()) + " ページ）",
                       "ページの番号を直してください");
        if (field.options.empty()) check_box(field.box_mm, form, field.page, place + "/box_mm", faults);
        for (std::size_t j = 0; j < field.options.size(); ++j)
            check_box(field.options[j].box_mm, form, field.page, place + "/options/" + std::to_string(j) + "/box_mm", faults);
        if (field.cells > 0 && field.box_mm.width > 0 && field.box_mm.width / field.cells < narrowest_cell_mm)
            faults.add(place + "/cells",
                       "マスが狭すぎます（幅 " + Json(field.box_mm.width).dump() + " mm に " + std::to_string(field.cells) + " マス）",
                       "1 マスを 2 mm 以上にするか、cells を消して自由記入にしてください");
        for (std::size_t j = 0; j < field.rules.size(); ++j)
            for (const auto& id : named_fields(field.rules[j]))
                if (!form.field(id))
                    faults.add(place + "/rules/" + std::to_string(j), "規則「" + field.rules[j].rule + "」が知らない項目「" + id + "」を指しています",
                               "この帳票にある項目の id にしてください");
    }
}

}  // namespace yorozu::ocr
