#include "ocr/form/template_text.h"

#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

namespace yorozu::ocr {
namespace {

using Json = nlohmann::ordered_json;

/// 47.4 that became 47.400000000000006 by adding is written as what was meant: a hundredth of a thousandth of a mm.
double written(double mm) { return std::round(mm * 1e5) / 1e5; }

Json box_json(const BoxMm& box) { return Json{written(box.x), written(box.y), written(box.width), written(box.height)}; }

void add_notes(Json& json, const Notes& notes) {
    for (const auto& [key, value] : notes) json[key] = Json::parse(value);
}

Json rule_json(const FieldRule& rule) {
    static constexpr std::array<const char*, 11> order{"field", "is", "min", "max", "matches", "not-before", "not-after", "kind", "lexicon", "of", "then-required"};
    Json json{{"rule", rule.rule}};
    for (const char* key : order)
        if (const auto it = rule.arguments.find(key); it != rule.arguments.end()) json[key] = Json::parse(it->second);
    for (const auto& [key, value] : rule.arguments)
        if (!json.contains(key)) json[key] = Json::parse(value);
    return json;
}

Json field_json(const FieldTemplate& field, bool many_pages) {
    Json json{{"id", field.id}, {"label", field.label}, {"kind", std::string(name_of(field.kind))}};
    const bool choice = field.kind == FieldKind::choice;
    if (many_pages) json["page"] = field.page;
    if (choice) {
        json["mark"] = field.mark == Mark::circle ? "circle" : field.mark == Mark::check ? "check" : "fill";
        json["pick"] = field.pick_many ? "many" : "one";
        if (field.own_box) json["box_mm"] = box_json(field.box_mm);
        Json options = Json::array();
        for (const auto& option : field.options) {
            options.push_back({{"value", option.value}, {"box_mm", box_json(option.box_mm)}});
            add_notes(options.back(), option.notes);
        }
        json["options"] = std::move(options);
    } else {
        if (field.cells > 0) json["cells"] = field.cells;
        if (field.lines > 1) json["lines"] = field.lines;
        json["box_mm"] = box_json(field.box_mm);
        if (field.script != Script::handwritten) json["script"] = field.script == Script::printed ? "printed" : "either";
    }
    if (field.required) json["required"] = true;
    if (field.mask) json["mask"] = true;
    if (!choice && !field.lexicon.empty()) json["lexicon"] = field.lexicon;
    if (!field.rules.empty()) {
        json["rules"] = Json::array();
        for (const auto& rule : field.rules) json["rules"].push_back(rule_json(rule));
    }
    add_notes(json, field.notes);
    return json;
}

}  // namespace

std::string template_text(const FormTemplate& form) {
    namespace fs = std::filesystem;
    const fs::path folder = form.file.empty() ? fs::current_path() : fs::absolute(form.file).parent_path();
    // A picture that is not written yet has the name that it will get.
    const auto blank_name = [&](std::size_t page) {
        const auto& blank = form.pages[page].blank;
        if (!blank.empty()) return fs::proximate(fs::absolute(blank), folder).generic_string();
        return form.pages.size() == 1 ? std::string("blank.png") : "blank" + std::to_string(page + 1) + ".png";
    };
    Json json;
    if (const auto it = form.notes.find("$schema"); it != form.notes.end()) json["$schema"] = Json::parse(it->second);
    json["formatVersion"] = 1;
    json["id"] = form.id;
    json["title"] = form.title;
    Json papers = Json::array();
    for (std::size_t i = 0; i < form.pages.size(); ++i) {
        const auto& page = form.pages[i];
        papers.push_back({{"width_mm", page.width_mm}, {"height_mm", page.height_mm}, {"blank", blank_name(i)}});
        add_notes(papers.back(), page.notes);
    }
    if (papers.size() == 1) json["page"] = papers[0];
    else json["pages"] = papers;
    json["fields"] = Json::array();
    for (const auto& field : form.fields) json["fields"].push_back(field_json(field, form.pages.size() > 1));
    add_notes(json, form.notes);
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace yorozu::ocr
