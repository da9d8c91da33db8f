#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "ocr/form/template_draft.h"
#include "ocr/form/template_text.h"
#include "ocr/page/page.h"
#include "paper.h"

using namespace yorozu::ocr;
using namespace yorozu::test;
namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

namespace {

/// A folder with a blank and templates, gone when the test ends.
struct Desk {
    fs::path path;
    Desk() {
        std::string name = (fs::temp_directory_path() / "yorozu-test-form-XXXXXX").string();
        path = mkdtemp(name.data());
        const auto form = draw_form({}, "x");
        const auto png = encode_png(form.pages[0].blank_image, 300);
        std::ofstream(path / "blank.png", std::ios::binary).write(reinterpret_cast<const char*>(png.data()), static_cast<std::streamsize>(png.size()));
    }
    ~Desk() {
        std::error_code ignored;
        fs::remove_all(path, ignored);
    }
    fs::path put(const std::string& text, const std::string& name = "template.json") const {
        std::ofstream(path / name) << text;
        return path / name;
    }
};

Json good() {
    return Json::parse(R"({ "formatVersion": 1, "id": "hagaki", "title": "口座振替依頼書", "x-note": "覚え書き",
      "page": {"width_mm": 100.0, "height_mm": 148.0, "blank": "blank.png"},
      "fields": [
        {"id": "no", "label": "番号", "kind": "digits", "cells": 8, "box_mm": [7, 17, 47, 7.6], "required": true,
         "rules": [{"rule": "length", "is": 8}, {"rule": "check-digit", "kind": "mod10"}, {"rule": "pattern", "matches": "[0-9]+"}]},
        {"id": "day", "label": "日付", "kind": "date", "box_mm": [7, 30, 47, 7], "rules": [{"rule": "date", "not-after": "today", "not-before": "2019-05-01"}]},
        {"id": "sum", "label": "合計", "kind": "amount", "box_mm": [7, 40, 47, 7], "rules": [{"rule": "range", "min": 0, "max": 10}, {"rule": "sum", "of": ["no"]}]},
        {"id": "bank", "label": "銀行", "kind": "kanji", "box_mm": [7, 50, 47, 7], "lexicon": "zengin.bank", "rules": [{"rule": "in", "lexicon": "zengin.bank"}, {"rule": "same-as", "field": "no"}]},
        {"id": "yokin", "label": "種目", "kind": "choice", "mark": "circle", "pick": "one",
         "options": [{"value": "普通", "box_mm": [60, 84, 8, 5]}, {"value": "当座", "box_mm": [70, 84, 8, 5]}],
         "rules": [{"rule": "if", "field": "yokin", "is": "普通", "then-required": ["no", "bank"]}]}
      ] })");
}

struct Broken {
    const char* what;
    const char* pointer;   ///< JSON pointer to set
    const char* value;     ///< JSON
    const char* place;     ///< where the fault must be seen
    const char* words;     ///< that the message or the mend holds
};

}  // namespace

TEST_CASE("A right template loads with everything that it says") {
    const Desk desk;
    const auto load = load_template(desk.put(good().dump()));
    for (const auto& fault : load.faults) UNSCOPED_INFO(fault.place << " " << fault.what);
    REQUIRE(load.form);
    CHECK(load.faults.empty());
    CHECK(load.form->pages[0].px_per_mm == Approx(300 / 25.4).epsilon(0.001));
    CHECK(load.form->pages[0].ink);
    const auto* number = load.form->field("no");
    REQUIRE(number);
    CHECK(number->cells == 8);
    CHECK(number->rules[0].arguments.at("is") == "8");
    CHECK(number->rules[1].arguments.at("kind") == "\"mod10\"");
    const auto* choice = load.form->field("yokin");
    CHECK(choice->box_mm == BoxMm{60, 84, 18, 5});
    CHECK_FALSE(load.form->field("absent"));
}

TEST_CASE("Every fault of a template is named with its place and its mend") {
    const Desk desk;
    const std::vector<Broken> faults{
        {"unknown key", "/fields/0/cell", "8", "/fields/0/cell", "「cells」の書き間違い"},
        {"unknown key of the page", "/page/dpi", "300", "/page/dpi", "知らないキー"},
        {"unknown kind", "/fields/0/kind", "\"number\"", "/fields/0/kind", "digits"},
        {"id twice", "/fields/1/id", "\"no\"", "/fields/1/id", "/fields/0"},
        {"id with a blank", "/fields/0/id", "\"my no\"", "/fields/0/id", "使えない文字"},
        {"box off the page", "/fields/0/box_mm", "[90, 17, 47, 7]", "/fields/0/box_mm", "はみ出して"},
        {"option off the page", "/fields/4/options/1/box_mm", "[98, 84, 8, 5]", "/fields/4/options/1/box_mm", "はみ出して"},
        {"box of three numbers", "/fields/0/box_mm", "[1, 2, 3]", "/fields/0/box_mm", "4 つの数"},
        {"comb too narrow", "/fields/0/cells", "40", "/fields/0/cells", "狭すぎ"},
        {"text where a number belongs", "/fields/0/cells", "\"8\"", "/fields/0/cells", "数ではありません"},
        {"unknown rule", "/fields/0/rules/0/rule", "\"size\"", "/fields/0/rules/0/rule", "length"},
        {"rule without argument", "/fields/0/rules/1", "{\"rule\": \"check-digit\"}", "/fields/0/rules/1", "「kind」"},
        {"length without bound", "/fields/0/rules/0", "{\"rule\": \"length\"}", "/fields/0/rules/0", "is、min、max"},
        {"check digit of no kind", "/fields/0/rules/1/kind", "\"mod7\"", "/fields/0/rules/1/kind", "mynumber"},
        {"pattern that is none", "/fields/0/rules/2/matches", "\"[0-9\"", "/fields/0/rules/2/matches", "正規表現"},
        {"day that no calendar has", "/fields/1/rules/0/not-before", "\"2019-02-29\"", "/fields/1/rules/0/not-before", "暦にある"},
        {"rule naming an absent field", "/fields/3/rules/1/field", "\"ghost\"", "/fields/3/rules/1", "ghost"},
        {"if naming an absent field", "/fields/4/rules/0/then-required", "[\"ghost\"]", "/fields/4/rules/0", "ghost"},
        {"unknown argument", "/fields/0/rules/0/most", "9", "/fields/0/rules/0/most", "知らないキー"},
        {"page that is not there", "/fields/0/page", "2", "/fields/0/page", "全 1 ページ"},
        {"no blank", "/page/blank", "\"ghost.png\"", "/page/blank", "読めません"},
        {"paper of other proportions", "/page/height_mm", "200", "/page/blank", "縦横比"},
        {"another format", "/formatVersion", "2", "/formatVersion", "1 にする"},
        {"page and pages", "/pages", "[]", "/page", "両方"},
        {"option twice", "/fields/4/options/1/value", "\"普通\"", "/fields/4/options/1/value", "二度"},
        {"mark of a non-choice", "/fields/0/mark", "\"circle\"", "/fields/0/mark", "知らないキー"},
        {"cells and lines", "/fields/0/lines", "2", "/fields/0/lines", "一緒に使えません"},
    };
    for (const auto& broken : faults) {
        INFO(broken.what);
        Json json = good();
        json[Json::json_pointer(broken.pointer)] = Json::parse(broken.value);
        const auto load = load_template(desk.put(json.dump()));
        CHECK_FALSE(load.form);
        bool named = false;
        for (const auto& fault : load.faults) {
            UNSCOPED_INFO(fault.place << ": " << fault.what << ": " << fault.mend);
            CHECK_FALSE(fault.mend.empty());
            named = named || (fault.place == broken.place && (fault.what + fault.mend).find(broken.words) != std::string::npos);
        }
        CHECK(named);
    }
}

TEST_CASE("Faults of writing are given with line and character") {
    const Desk desk;
    const auto load = load_template(desk.put("{\n  \"id\": \"a\",\n  \"title\" \"b\"\n}"));
    CHECK_FALSE(load.form);
    REQUIRE(load.faults.size() == 1);
    CHECK(load.faults[0].place.find("3 行") != std::string::npos);
    CHECK_FALSE(load_template(desk.put("")).form);
    CHECK_FALSE(load_template(desk.put("[1, 2]")).form);
    CHECK_FALSE(load_template(desk.path / "absent.json").form);
    const auto twice = load_template(desk.put(R"({"id": "a", "id": "b"})"));
    CHECK(twice.faults[0].what.find("二度") != std::string::npos);
}

TEST_CASE("A folder gives its templates, other JSON stays out, and the same id twice is a fault") {
    const Desk desk;
    desk.put(good().dump(), "a.json");
    desk.put("{\"documents\": []}", "result.json");
    CHECK(load_templates({desk.path}).forms.size() == 1);
    CHECK(load_templates({desk.path, desk.path / "a.json"}).forms.size() == 1);
    desk.put(good().dump(), "b.json");
    const auto set = load_templates({desk.path});
    CHECK(set.forms.size() == 1);
    REQUIRE(set.faults.size() == 1);
    CHECK(set.faults[0].place == "/id");
    fs::create_directory(desk.path / "empty");
    CHECK(load_templates({desk.path / "empty"}).faults.size() == 1);
}

TEST_CASE("A draft finds combs and boxes, is a right template, and can be drawn") {
    const Desk desk;
    const auto drawn = draw_form({}, "x");
    const auto shapes = find_shapes(drawn.pages[0].blank_image, drawn.pages[0].px_per_mm);
    const auto drafts = draft_fields(shapes, {}, drawn.pages[0]);
    FormTemplate draft;
    draft.id = "draft", draft.title = "下書き", draft.file = desk.path / "template.json";
    draft.pages.push_back(drawn.pages[0]);
    draft.pages[0].blank = desk.path / "blank.png";
    for (const auto& field : drafts) draft.fields.push_back(field.field);
    const auto& fields = draft.fields;
    int combs = 0, found = 0;
    for (const auto& wanted : drawn.fields) {
        combs += wanted.cells > 0;
        for (const auto& field : fields)
            found += field.cells == wanted.cells && std::abs(field.box_mm.x - wanted.box_mm.x) < 1 && std::abs(field.box_mm.y - wanted.box_mm.y) < 1 &&
                     std::abs(field.box_mm.width - wanted.box_mm.width) < 1.5;
    }
    INFO(found << " of " << drawn.fields.size() << " fields, " << combs << " combs, " << fields.size() << " drafted");
    CHECK(combs >= 2);
    CHECK(found >= static_cast<int>(drawn.fields.size()) - 1);
    const auto load = load_template(desk.put(template_text(draft)));
    for (const auto& fault : load.faults) UNSCOPED_INFO(fault.place << " " << fault.what);
    REQUIRE(load.form);
    const auto picture = template_picture(*load.form, 1);
    CHECK(picture.channels == 3);
    CHECK(picture.width == drawn.pages[0].blank_image.width);
    int coloured = 0;
    for (std::size_t i = 0; i + 2 < picture.pixels.size(); i += 3) coloured += picture.pixels[i] + 40 < picture.pixels[i + 2];
    CHECK(coloured > 5000);
    CHECK(find_shapes(Image{}, 12).empty());
}
