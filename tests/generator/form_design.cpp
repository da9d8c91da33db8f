#include "tests/generator/form_design.h"

#include <cmath>
#include <stdexcept>

namespace yorozu::generator {
namespace {

using Json = nlohmann::ordered_json;

double round_mm(double mm) {
    return std::round(mm * 100) / 100;
}
Json box_json(const BoxMm& b) {
    return {round_mm(b.x), round_mm(b.y), round_mm(b.width), round_mm(b.height)};
}

std::size_t characters(const std::string& text) {
    std::size_t count = 0;
    for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    return count;
}

}  // namespace

const FieldDesign& FormDesign::field(std::string_view field_id) const {
    for (const auto& f : fields)
        if (f.id == field_id) return f;
    throw std::out_of_range("no field " + std::string(field_id) + " on " + id);
}

std::string blank_name(const FormDesign& form, int page) {
    return form.pages.size() == 1 ? "blank.png" : "blank" + std::to_string(page) + ".png";
}

Json template_json(const FormDesign& form) {
    Json json = {{"formatVersion", 1}, {"id", form.id}, {"title", form.title}};
    Json pages = Json::array();
    for (std::size_t n = 0; n < form.pages.size(); ++n)
        pages.push_back({{"width_mm", form.pages[n].width_mm},
                         {"height_mm", form.pages[n].height_mm},
                         {"blank", blank_name(form, static_cast<int>(n) + 1)}});
    if (pages.size() == 1)
        json["page"] = pages[0];
    else
        json["pages"] = pages;
    json["fields"] = Json::array();
    for (const auto& f : form.fields) {
        Json field = {{"id", f.id}, {"label", f.label}, {"kind", f.kind}};
        if (form.pages.size() > 1) field["page"] = f.page;
        if (f.cells > 0) field["cells"] = f.cells;
        if (f.kind == "choice") {
            field["mark"] = f.mark;
            field["pick"] = f.pick;
            field["options"] = Json::array();
            for (const auto& o : f.options)
                field["options"].push_back({{"value", o.value}, {"box_mm", box_json(o.box)}});
        } else {
            field["box_mm"] = box_json(f.box);
        }
        if (!f.script.empty()) field["script"] = f.script;
        if (f.required) field["required"] = true;
        if (!f.lexicon.empty()) field["lexicon"] = f.lexicon;
        if (!f.rules.empty()) field["rules"] = f.rules;
        json["fields"].push_back(field);
    }
    return json;
}

Sheet::Sheet(std::string id, std::string title) {
    form_.id = std::move(id);
    form_.title = std::move(title);
}

void Sheet::page(double width_mm, double height_mm) {
    form_.pages.push_back({width_mm, height_mm, {}});
}

Print& Sheet::text(double x, double baseline, double size, std::string words, Print::Font font) {
    Print p;
    p.kind = Print::Kind::text;
    p.box = {x, baseline, 0, 0};
    p.size = size;
    p.text = std::move(words);
    p.font = font;
    return prints().emplace_back(std::move(p));
}

Print& Sheet::centred(BoxMm box, double size, std::string words, Print::Font font) {
    Print& p =
        text(box.x + box.width / 2, box.y + box.height / 2 + size * 0.36, size, std::move(words), font);
    p.align = Print::Align::centre;
    return p;
}

Print& Sheet::line(double x1, double y1, double x2, double y2, double stroke) {
    Print p;
    p.box = {x1, y1, x2 - x1, y2 - y1};
    p.stroke = stroke;
    return prints().emplace_back(p);
}

Print& Sheet::rectangle(BoxMm box, double stroke) {
    Print p;
    p.kind = Print::Kind::rectangle;
    p.box = box;
    p.stroke = stroke;
    return prints().emplace_back(p);
}

Print& Sheet::fill(BoxMm box, double grey) {
    Print p;
    p.kind = Print::Kind::fill;
    p.box = box;
    p.grey = grey;
    return prints().emplace_back(p);
}

Print& Sheet::ellipse(BoxMm box, double stroke) {
    Print p;
    p.kind = Print::Kind::ellipse;
    p.box = box;
    p.stroke = stroke;
    return prints().emplace_back(p);
}

Print& Sheet::code(BoxMm box, std::string content) {
    Print p;
    p.kind = Print::Kind::code;
    p.box = box;
    p.text = std::move(content);
    return prints().emplace_back(std::move(p));
}

FieldDesign& Sheet::add(std::string id, std::string label, std::string kind, BoxMm box) {
    FieldDesign f;
    f.id = std::move(id);
    f.label = std::move(label);
    f.kind = std::move(kind);
    f.page = static_cast<int>(form_.pages.size());
    f.box = box;
    return form_.fields.emplace_back(std::move(f));
}

FieldDesign& Sheet::comb(std::string id, std::string label, std::string kind, BoxMm box, int cells) {
    if (!label.empty()) text(box.x, box.y - 0.8, 2.3, label, Print::Font::gothic);
    for (int n = 1; n < cells; ++n) {
        const double x = box.x + box.width * n / cells;
        line(x, box.y, x, box.y + box.height, 0.13).grey = 0.3;
    }
    rectangle(box, 0.28);
    FieldDesign& f = add(std::move(id), std::move(label), std::move(kind), box);
    f.cells = cells;
    return f;
}

FieldDesign& Sheet::free_line(std::string id, std::string label, std::string kind, BoxMm box) {
    if (!label.empty()) text(box.x, box.y - 0.8, 2.3, label, Print::Font::gothic);
    rectangle(box, 0.28);
    return add(std::move(id), std::move(label), std::move(kind), box);
}

FieldDesign& Sheet::date_comb(std::string id, std::string label, BoxMm box, const std::string& era) {
    const double cell = box.width / 6;
    if (!era.empty()) {
        Print& p = text(box.x - 0.8, box.y + box.height / 2 + 0.95, 2.6, era, Print::Font::gothic);
        p.align = Print::Align::right;
    }
    const char* names[] = {"年", "月", "日"};
    for (int n = 0; n < 3; ++n) {
        Print& p = text(box.x + cell * (2 * n + 1.95), box.y - 0.8, 2.0, names[n], Print::Font::gothic);
        p.align = Print::Align::right;
    }
    FieldDesign& f = comb(std::move(id), "", "date", box, 6);
    f.label = std::move(label);
    for (int n = 1; n < 3; ++n)
        line(box.x + cell * 2 * n, box.y, box.x + cell * 2 * n, box.y + box.height, 0.25);
    return f;
}

FieldDesign& Sheet::circled(std::string id, std::string label, double x, double y, double height, double size,
                            double gap, const std::vector<std::string>& words) {
    std::vector<OptionDesign> options;
    for (std::size_t n = 0; n < words.size(); ++n) {
        const double width = size * static_cast<double>(characters(words[n])) + 2.0;
        const BoxMm box{x, y, width, height};
        centred(box, size, words[n]);
        options.push_back({words[n], box});
        if (n + 1 < words.size()) centred({x + width, y, gap, height}, size, "・");
        x += width + gap;
    }
    FieldDesign& f = add(std::move(id), std::move(label), "choice", {});
    f.mark = "circle";
    f.pick = "one";
    f.options = std::move(options);
    return f;
}

FieldDesign& Sheet::checked(std::string id, std::string label, double x, double y, double box, double size,
                            double pitch, const std::vector<std::string>& words, bool many) {
    std::vector<OptionDesign> options;
    for (const auto& word : words) {
        const BoxMm square{x, y, box, box};
        rectangle(square, 0.2);
        text(x + box + 0.8, y + box / 2 + size * 0.36, size, word);
        options.push_back({word, square});
        x += pitch;
    }
    FieldDesign& f = add(std::move(id), std::move(label), "choice", {});
    f.mark = "check";
    f.pick = many ? "many" : "one";
    f.options = std::move(options);
    return f;
}

FieldDesign& Sheet::seal(std::string id, std::string label, BoxMm box) {
    if (!label.empty()) text(box.x, box.y - 0.8, 2.3, label, Print::Font::gothic);
    rectangle(box, 0.2);
    centred(box, 3.2, "印").grey = 0.68;
    return add(std::move(id), std::move(label), "seal", box);
}

}  // namespace yorozu::generator
