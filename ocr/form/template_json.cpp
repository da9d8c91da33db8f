#include <algorithm>
#include <array>
#include <regex>

#include "ocr/form/template_file.h"

namespace yorozu::ocr {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::pair<FieldKind, std::string_view>, 13> kinds{{
    {FieldKind::digits, "digits"},
    {FieldKind::alnum, "alnum"},
    {FieldKind::katakana, "katakana"},
    {FieldKind::hiragana, "hiragana"},
    {FieldKind::kana, "kana"},
    {FieldKind::kanji, "kanji"},
    {FieldKind::text, "text"},
    {FieldKind::date, "date"},
    {FieldKind::amount, "amount"},
    {FieldKind::choice, "choice"},
    {FieldKind::code, "code"},
    {FieldKind::seal, "seal"},
    {FieldKind::image, "image"},
}};

template <typename Value, std::size_t n>
Value one_of(ObjectReader& reader, const char* key, const std::array<std::pair<Value, std::string_view>, n>& names, bool required,
             Value otherwise, Faults& faults) {
    const std::string found = reader.text(key, required);
    if (found.empty()) return otherwise;
    std::string list;
    for (const auto& [value, name] : names) {
        if (found == name) return value;
        list += (list.empty() ? "" : "、") + std::string(name);
    }
    faults.add(reader.place(key), "「" + found + "」は使えません", list + " のどれかを書いてください");
    return otherwise;
}

std::string read_id(ObjectReader& reader, Faults& faults) {
    // Ids become CSV columns and names in rules: no blanks, no separators.
    static const std::regex form("[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}");
    auto id = reader.text("id", true);
    if (!id.empty() && !std::regex_match(id, form))
        faults.add(reader.place("id"), "id「" + id + "」に使えない文字があるか、長すぎます", "半角の英数字と _ - . で、64 文字までにしてください");
    return id;
}

TemplatePage read_page(const Json& json, const std::string& place, const std::filesystem::path& folder, Faults& faults) {
    ObjectReader reader(json, place, faults);
    TemplatePage page;
    page.width_mm = reader.number("width_mm", true, 20, 1200, 0);
    page.height_mm = reader.number("height_mm", true, 20, 1200, 0);
    const auto blank = reader.text("blank", true);
    if (!blank.empty()) page.blank = folder / std::filesystem::u8path(blank);
    page.notes = reader.notes();
    reader.refuse_unknown();
    return page;
}

void read_options(const Json& json, const std::string& place, FieldTemplate& field, Faults& faults) {
    if (!json.is_array() || json.empty()) {
        faults.add(place, "選択肢の並び [ … ] ではありません", "[ {\"value\": …, \"box_mm\": […]}, … ] と書いてください");
        return;
    }
    std::vector<std::string> values;
    for (std::size_t i = 0; i < json.size(); ++i) {
        const std::string here = place + "/" + std::to_string(i);
        ObjectReader reader(json[i], here, faults);
        ChoiceOption option;
        option.value = reader.text("value", true);
        option.box_mm = reader.box("box_mm", true);
        option.notes = reader.notes();
        reader.refuse_unknown();
        if (std::find(values.begin(), values.end(), option.value) != values.end())
            faults.add(here + "/value", "選択肢「" + option.value + "」が二度あります", "選択肢ごとに違う値にしてください");
        if (option.value.find('|') != std::string::npos)
            faults.add(here + "/value", "選択肢の値に「|」は使えません", "「|」は複数選択の区切りなので、別の文字にしてください");
        values.push_back(option.value);
        field.options.push_back(std::move(option));
    }
}

BoxMm around(const std::vector<ChoiceOption>& options) {
    double left = options[0].box_mm.x, top = options[0].box_mm.y, right = left, bottom = top;
    for (const auto& option : options) {
        left = std::min(left, option.box_mm.x);
        top = std::min(top, option.box_mm.y);
        right = std::max(right, option.box_mm.x + option.box_mm.width);
        bottom = std::max(bottom, option.box_mm.y + option.box_mm.height);
    }
    return {left, top, right - left, bottom - top};
}

void read_choice(ObjectReader& reader, FieldTemplate& field, Faults& faults) {
    static constexpr std::array<std::pair<Mark, std::string_view>, 3> marks{
        {{Mark::circle, "circle"}, {Mark::check, "check"}, {Mark::fill, "fill"}}};
    static constexpr std::array<std::pair<bool, std::string_view>, 2> picks{{{false, "one"}, {true, "many"}}};
    field.mark = one_of(reader, "mark", marks, true, Mark::circle, faults);
    field.pick_many = one_of(reader, "pick", picks, false, false, faults);
    if (const Json* options = reader.find("options"))
        read_options(*options, reader.place("options"), field, faults);
    else
        faults.add(reader.place("options"), "選択肢「options」がありません", "[ {\"value\": …, \"box_mm\": […]}, … ] を書き足してください");
    if (field.box_mm.width <= 0 && !field.options.empty()) field.box_mm = around(field.options);
}

FieldTemplate read_field(const Json& json, const std::string& place, Faults& faults) {
    static constexpr std::array<std::pair<Script, std::string_view>, 3> scripts{
        {{Script::handwritten, "handwritten"}, {Script::printed, "printed"}, {Script::either, "either"}}};
    ObjectReader reader(json, place, faults);
    FieldTemplate field;
    if (!reader.is_object()) return field;
    field.id = read_id(reader, faults);
    field.label = reader.text("label", true);
    field.kind = one_of(reader, "kind", kinds, true, FieldKind::text, faults);
    const bool choice = field.kind == FieldKind::choice;
    field.page = reader.integer("page", false, 1, 1000, 1);
    field.box_mm = reader.box("box_mm", !choice);
    field.own_box = choice && field.box_mm.width > 0;
    field.notes = reader.notes();
    field.required = reader.boolean("required", false);
    field.mask = reader.boolean("mask", false);
    if (choice) {
        read_choice(reader, field, faults);
    } else {
        field.cells = reader.integer("cells", false, 1, 200, 0);
        field.lines = reader.integer("lines", false, 1, 100, 1);
        field.script = one_of(reader, "script", scripts, false, Script::handwritten, faults);
        field.lexicon = reader.text("lexicon", false);
        if (field.cells > 0 && field.lines > 1)
            faults.add(place + "/lines", "「cells」と「lines」は一緒に使えません", "マス目なら lines を、自由記入なら cells を消してください");
    }
    if (const Json* rules = reader.find("rules")) read_rules(*rules, reader.place("rules"), field, faults);
    reader.refuse_unknown();
    return field;
}

}  // namespace

std::string_view name_of(FieldKind kind) {
    for (const auto& [value, name] : kinds)
        if (value == kind) return name;
    return "";
}

std::optional<FieldKind> field_kind(std::string_view name) {
    for (const auto& [value, known] : kinds)
        if (known == name) return value;
    return std::nullopt;
}

const FieldTemplate* FormTemplate::field(std::string_view field_id) const {
    for (const auto& candidate : fields)
        if (candidate.id == field_id) return &candidate;
    return nullptr;
}

void read_template_json(const Json& json, FormTemplate& form, Faults& faults) {
    ObjectReader reader(json, "", faults);
    if (!reader.is_object()) return;
    form.notes = reader.notes();
    if (const auto schema = reader.text("$schema", false); !schema.empty()) form.notes["$schema"] = Json(schema).dump();
    if (reader.integer("formatVersion", true, 1, 1'000'000, 1) != 1)
        faults.add("/formatVersion", "この版の帳票テンプレートは読めません", "formatVersion は 1 にするか、よろずを新しくしてください");
    form.id = read_id(reader, faults);
    form.title = reader.text("title", true);
    const auto folder = form.file.parent_path();
    const Json* page = reader.find("page");
    const Json* pages = reader.find("pages");
    if (!page == !pages) {
        faults.add("/page", page ? "「page」と「pages」の両方があります" : "「page」がありません",
                   "1 ページの帳票は page、複数ページの帳票は pages のどちらか一つにしてください");
    } else if (page) {
        form.pages.push_back(read_page(*page, "/page", folder, faults));
    } else if (!pages->is_array() || pages->empty()) {
        faults.add("/pages", "ページの並び [ … ] ではありません", "[ {\"width_mm\": …, \"height_mm\": …, \"blank\": …}, … ] と書いてください");
    } else {
        for (std::size_t i = 0; i < pages->size(); ++i)
            form.pages.push_back(read_page((*pages)[i], "/pages/" + std::to_string(i), folder, faults));
    }
    const Json* fields = reader.find("fields");
    if (!fields)
        faults.add("/fields", "「fields」がありません", "読み取る項目を [ … ] に書いてください");
    else if (!fields->is_array())
        faults.add("/fields", "項目の並び [ … ] ではありません", "[ {\"id\": …}, … ] と書いてください");
    else
        for (std::size_t i = 0; i < fields->size(); ++i)
            form.fields.push_back(read_field((*fields)[i], "/fields/" + std::to_string(i), faults));
    reader.refuse_unknown();
    if (form.fields.empty() && fields && fields->is_array())
        faults.warn("/fields", "読み取る項目が一つもありません", "template draft で下書きを作るか、項目を書き足してください");
}

}  // namespace yorozu::ocr
