#include <catch2/catch.hpp>
#include <filesystem>

#include "workbench/desk/reading/reading_setup.h"
#include "workbench/desk/templates/template_blank.h"
#include "workbench/desk/templates/template_document.h"
#include "workbench/desk/templates/template_trial.h"

using namespace yorozu;
namespace fs = std::filesystem;

namespace {
const fs::path samples = fs::path(YOROZU_SOURCE_DIR) / "samples";
}

TEST_CASE("A blank postcard becomes a template by taking what is found, and reads a sample at once") {
    std::vector<std::string> remarks;
    auto blanks = desk::open_blank(samples / "forms/koza-furikae-hagaki/blank.png", 0, remarks);
    REQUIRE(blanks.size() == 1);
    CHECK(blanks[0].paper.width_mm == 100);
    ocr::FormTemplate form;
    form.id = "new", form.title = "新しい帳票", form.file = samples / "new/template.json";
    form.pages.push_back(blanks[0].paper);
    desk::TemplateDocument document(form);
    document.offer(desk::find_fields(blanks[0], 1, remarks));
    document.take_all_offers();
    CHECK(document.form().fields.size() == 14);
    CHECK(desk::findings_of(document.form()).empty());

    ocr::Recogniser recogniser(ocr::Recogniser::default_model_folder());
    const auto pages = ocr::load_pages(samples / "scans/postcards/hagaki001.png");
    REQUIRE_FALSE(pages.empty());
    const auto trial = desk::try_template(document.form(), std::get<ocr::Page>(pages[0]), recogniser, {});
    INFO(trial.why_not);
    REQUIRE(trial.why_not.empty());
    CHECK(trial.fields.size() == 14);
    CHECK(trial.laid.width == 600);
    CHECK(trial.count(ocr::FieldStatus::accepted) + trial.count(ocr::FieldStatus::review) + trial.count(ocr::FieldStatus::blank) == 14);
    for (const auto& field : trial.fields) CHECK_FALSE(field.crop.empty());

    const auto foreign = ocr::load_pages(samples / "scans/nursery/hoiku001.tif");
    const auto refused = desk::try_template(document.form(), std::get<ocr::Page>(foreign[0]), recogniser, {});
    CHECK_FALSE(refused.why_not.empty());
    CHECK(refused.fields.empty());
}
