#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "ocr/form/template_text.h"
#include "workbench/desk/templates/template_document.h"
#include "workbench/desk/templates/template_snap.h"

using namespace yorozu;
using desk::TemplateDocument;
namespace fs = std::filesystem;

namespace {

const fs::path forms = fs::path(YOROZU_SOURCE_DIR) / "samples/forms";

ocr::FormTemplate sample(const std::string& id) {
    auto load = ocr::load_template(forms / id / "template.json");
    REQUIRE(load.form);
    return std::move(*load.form);
}

std::string contents(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

ocr::DraftField offer(const std::string& label, const ocr::BoxMm& box, bool office_use = false) {
    ocr::DraftField draft;
    draft.field.id = "denwa";
    draft.field.label = label;
    draft.field.kind = ocr::FieldKind::digits;
    draft.field.box_mm = box;
    draft.office_use = office_use;
    return draft;
}

}  // namespace

TEST_CASE("The four sample templates come back letter for letter") {
    for (const std::string id : {"koza-furikae-hagaki", "kaigo-kanpu-koza", "fukushi-taxi", "hoikuen-moshikomi"}) {
        const auto form = sample(id);
        INFO(id);
        CHECK(ocr::template_text(form) == contents(form.file));
        CHECK(desk::findings_of(form).empty());
    }
}

TEST_CASE("Notes of other programs survive an edit") {
    auto form = sample("koza-furikae-hagaki");
    form.notes["x-owner"] = "{\"課\":\"国保年金課\"}";
    form.fields[0].notes["x-column"] = "3";
    form.fields[10].options[0].notes["x-code"] = "\"1\"";
    TemplateDocument document(form);
    document.rename(0, "番号");
    const auto text = ocr::template_text(document.form());
    CHECK(ocr::check_template_text(text, form.file).empty());
    for (const char* key : {"x-owner", "x-column", "x-code", "x-era"}) CHECK(text.find(key) != std::string::npos);
}

TEST_CASE("Every edit is one step that is taken back and done again exactly, with a sentence") {
    struct Edit {
        const char* name;
        std::function<void(TemplateDocument&)> run;
    };
    ocr::FieldTemplate fresh;
    fresh.label = "備考";
    fresh.kind = ocr::FieldKind::kanji;
    fresh.box_mm = {10, 130, 30, 8};
    const std::vector<Edit> edits{
        {"add", [&](auto& d) { d.add(fresh); }},
        {"remove", [](auto& d) { d.remove({1, 3}); }},
        {"duplicate", [](auto& d) { d.duplicate({10}); }},
        {"move", [](auto& d) { d.move({0, 10}, 0.3, -0.2); }},
        {"resize", [](auto& d) { d.set_box(10, {58, 83, 24, 7}); }},
        {"align", [](auto& d) { d.align({0, 1, 2}, TemplateDocument::Align::right); }},
        {"distribute", [](auto& d) { d.distribute({2, 3, 5, 8}, TemplateDocument::Along::down); }},
        {"reorder", [](auto& d) { d.reorder(4, 0); }},
        {"rename", [](auto& d) { d.rename(2, "ふりがな"); }},
        {"id", [](auto& d) { d.set_id(2, "kana"); }},
        {"kind", [](auto& d) { d.set_kind(3, ocr::FieldKind::choice); }},
        {"kind back", [](auto& d) { d.set_kind(10, ocr::FieldKind::digits); }},
        {"cells", [](auto& d) { d.set_cells(0, 9); }},
        {"rules", [](auto& d) { d.set_rules(3, {{"length", {{"max", "12"}}}}); }},
        {"option", [](auto& d) { d.set_option(10, 1, {"貯蓄", {71, 84, 8, 5}}); }},
        {"add option", [](auto& d) { d.add_option(10, {80, 84, 8, 5}); }},
        {"remove option", [](auto& d) { d.remove_option(10, 0); }},
        {"required", [](auto& d) { d.change(5, "必須", [](auto& field) { field.required = true; }); }},
        {"title", [](auto& d) { d.set_title("別の題"); }},
        {"form id", [](auto& d) { d.set_form_id("betsu"); }},
        {"page", [](auto& d) { d.add_page(d.form().pages[0]); }},
        {"take", [](auto& d) { d.take_offer(0); }},
        {"decline", [](auto& d) { d.decline_offer(0); }},
        {"take all", [](auto& d) { d.take_all_offers(); }},
    };
    for (const auto& edit : edits) {
        TemplateDocument document(sample("koza-furikae-hagaki"));
        document.offer({offer("連絡先", {60, 62, 20, 6}), offer("受付", {20, 136, 18, 9}, true)});
        INFO(edit.name);
        const auto before = ocr::template_text(document.form());
        const auto offers = document.offers().size();
        edit.run(document);
        const auto after = ocr::template_text(document.form());
        const auto left = document.offers().size();
        CHECK((after != before || left != offers));
        CHECK(document.steps() == 1);
        CHECK(document.modified());
        CHECK_FALSE(document.undo_sentence().empty());
        CHECK(document.undo());
        CHECK(ocr::template_text(document.form()) == before);
        CHECK(document.offers().size() == offers);
        CHECK_FALSE(document.modified());
        CHECK_FALSE(document.undo());
        CHECK_FALSE(document.redo_sentence().empty());
        CHECK(document.redo());
        CHECK(ocr::template_text(document.form()) == after);
        CHECK(document.offers().size() == left);
        CHECK_FALSE(document.redo());
        // What was made is format 1 (a page more wants no more than its blank).
        for (const auto& finding : desk::findings_of(document.form())) {
            UNSCOPED_INFO(finding.key << ": " << finding.what);
            CHECK(finding.warning);
        }
    }
}

TEST_CASE("An edit that changes nothing is no step; small edits of one thing are one") {
    TemplateDocument document(sample("koza-furikae-hagaki"));
    document.rename(0, "被保険者番号");
    document.move({0}, 0, 0);
    document.take_all_offers();
    document.reorder(3, 3);
    CHECK(document.steps() == 0);
    for (int i = 0; i < 7; ++i) document.move({0}, 0.1, 0);
    CHECK(document.steps() == 1);
    CHECK(document.field(0).box_mm.x == Approx(7.5));
    document.move({1}, 0.1, 0);
    CHECK(document.steps() == 2);
    document.end_merging();
    document.move({1}, 0.1, 0);
    CHECK(document.steps() == 3);
    document.undo();
    document.undo();
    document.undo();
    CHECK(document.field(0).box_mm.x == 6.8);
    // After saving, the next small edit is a step of its own: what was saved can be returned to.
    document.move({0}, 0.1, 0);
    document.saved(document.form().file, {});
    CHECK_FALSE(document.modified());
    document.move({0}, 0.1, 0);
    CHECK(document.modified());
    document.undo();
    CHECK_FALSE(document.modified());
}

TEST_CASE("Boxes stay on the paper, options go with their field, and ids stay unique") {
    TemplateDocument document(sample("koza-furikae-hagaki"));
    document.move({10}, 500, 500);
    const auto& choice = document.field(10);
    CHECK(choice.box_mm.x + choice.box_mm.width <= 100.001);
    CHECK(choice.options[1].box_mm.y + choice.options[1].box_mm.height <= 148.001);
    CHECK(choice.options[1].box_mm.x - choice.options[0].box_mm.x == Approx(10));
    const auto copies = document.duplicate({0, 1});
    CHECK(document.field(copies[0]).id == "hihokensha_no_2");
    CHECK(desk::findings_of(document.form()).empty());
}

TEST_CASE("A new id is followed by the rules that name it") {
    TemplateDocument document(sample("fukushi-taxi"));
    std::size_t era = 0;
    while (document.field(era).id != "gengo") ++era;
    document.set_id(era, "era");
    CHECK(ocr::template_text(document.form()).find("\"x-era-field\": \"era\"") != std::string::npos);
}

TEST_CASE("What a person has drawn or declined is never offered over") {
    TemplateDocument document(sample("koza-furikae-hagaki"));
    document.offer({offer("氏名", {6.8, 37.8, 62, 9}), offer("連絡先", {45, 120, 20, 6})});
    REQUIRE(document.offers().size() == 1);
    document.decline_offer(0);
    document.offer({offer("連絡先", {45.2, 120.1, 20, 6})});
    CHECK(document.offers().empty());
    document.undo();
    CHECK(document.offers().size() == 1);
}

TEST_CASE("Faults are said at the field they belong to, and mended faults go") {
    TemplateDocument document(sample("koza-furikae-hagaki"));
    document.set_id(1, "hihokensha_no");
    document.set_cells(2, 60);
    bool twice = false, narrow = false;
    for (const auto& finding : desk::findings_of(document.form())) {
        twice = twice || (finding.field == 1 && finding.key == "id");
        narrow = narrow || (finding.field == 2 && finding.key == "cells" && !finding.mend.empty());
    }
    CHECK(twice);
    CHECK(narrow);
    document.undo();
    document.undo();
    CHECK(desk::findings_of(document.form()).empty());
}

TEST_CASE("Edges are drawn to near edges, the nearest first, and not beyond reach") {
    const std::vector<ocr::BoxMm> others{{10, 10, 40, 8}, {60, 40, 20, 8}};
    const auto moved = desk::snapped({10.6, 20, 30, 8}, desk::whole_box, others, 1);
    CHECK(moved.box.x == Approx(10));
    CHECK(moved.box.width == 30);
    REQUIRE(moved.guides.size() == 1);
    CHECK(moved.guides[0].upright);
    CHECK(moved.guides[0].at_mm == 10);
    CHECK(moved.guides[0].from_mm == 10);
    CHECK(moved.guides[0].to_mm == 28);
    const auto resized = desk::snapped({12, 20, 37.5, 8}, {false, false, true, false}, others, 1);
    CHECK(resized.box.x == 12);
    CHECK(resized.box.width == Approx(38));
    CHECK(desk::snapped({12, 22, 30, 7}, desk::whole_box, others, 1).guides.empty());
    CHECK(desk::snapped({10.6, 20, 30, 8}, desk::whole_box, others, 0).box.x == 10.6);
    CHECK(desk::dragged({10, 10, 5, 5}, {true, false, false, false}, 20, 0).width == 1);
    CHECK(desk::on_paper({95, -3, 20, 10}, 100, 148) == ocr::BoxMm{80, 0, 20, 10});
}

TEST_CASE("A form that differs in little is named as a mix-up, with the place that differs") {
    const auto mine = sample("koza-furikae-hagaki");
    auto other = mine;
    other.id = "koza-furikae-old";
    other.title = "旧様式";
    auto& blank = other.pages[0].blank_image;
    const double scale = other.pages[0].px_per_mm;
    for (int y = int(144 * scale); y < int(148 * scale); ++y)
        std::fill_n(blank.pixels.begin() + std::ptrdiff_t(y) * blank.width + std::ptrdiff_t(60 * scale), std::ptrdiff_t(38 * scale), std::uint8_t{255});
    other.pages[0].ink = nullptr;
    const auto found = desk::mix_ups(mine, {other, sample("fukushi-taxi"), mine});
    REQUIRE(found.size() == 1);
    CHECK(found[0].dangerous);
    CHECK(found[0].differs.find("右下") != std::string::npos);
    CHECK_FALSE(found[0].places.empty());
}
