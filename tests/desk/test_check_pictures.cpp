#include <catch2/catch.hpp>

#include "tests/store/temporary_folder.h"
#include "workbench/desk/checking/cell_pictures.h"
#include "workbench/desk/checking/check_pictures.h"
#include "workbench/desk/checking/group_check.h"
#include "workbench/desk/reading/stored_reading.h"

using namespace yorozu;
using namespace yorozu::desk;
namespace fs = std::filesystem;

namespace {

const fs::path sample_files = fs::path(YOROZU_SOURCE_DIR) / "samples";
const fs::path postcard = sample_files / "scans" / "postcards" / "hagaki001.png";

/// The sample postcard as it was registered.
store::StoredDocument registered(const std::vector<ocr::FormTemplate>& forms) {
    const auto pages = ocr::load_pages(postcard);
    const auto& page = std::get<ocr::Page>(pages.at(0));
    ocr::Document document;
    document.match = ocr::find_form(page, ocr::FormIndex(forms));
    REQUIRE(document.match.form);
    document.template_id = document.match.form->id;
    store::StoredDocument stored;
    stored.id = 7;
    stored.reading = stored_reading(document, document.match.form);
    return stored;
}

}  // namespace

TEST_CASE("A page's pictures show every field where it lies, with its own greys") {
    const auto forms = ocr::load_templates({sample_files / "forms" / "koza-furikae-hagaki"}).forms;
    const auto pictures = page_pictures(postcard, registered(forms), forms[0]);
    CHECK(pictures.why_not.empty());
    CHECK(pictures.width_mm == 100);
    CHECK(pictures.fields.size() == forms[0].fields.size());
    const auto* number = pictures.field("hihokensha_no");
    REQUIRE(number);
    CHECK(number->area.width == Approx(48.4));
    CHECK(number->image.width == Approx(48.4 * 12).margin(2));
    const auto [darkest, lightest] = std::minmax_element(number->image.pixels.begin(), number->image.pixels.end());
    CHECK(*darkest < 100);
    CHECK(*lightest > 180);
}

TEST_CASE("A masked field is in no picture, neither its own nor the whole page's nor its neighbours'") {
    auto forms = ocr::load_templates({sample_files / "forms" / "koza-furikae-hagaki"}).forms;
    const auto stored = registered(forms);
    auto masked = forms[0];
    for (auto& field : masked.fields)
        if (field.id == "hihokensha_no") field.mask = true;
    const auto pictures = page_pictures(postcard, stored, masked);
    CHECK_FALSE(pictures.field("hihokensha_no"));
    const auto& whole = pictures.whole;
    const double scale = whole.width / pictures.width_mm;
    const auto& box = masked.field("hihokensha_no")->box_mm;
    for (double x = box.x; x < box.x + box.width; x += 0.3)
        for (double y = box.y; y < box.y + box.height; y += 0.3) {
            const auto at = static_cast<std::size_t>(y * scale) * whole.row_bytes() + static_cast<std::size_t>(x * scale) * static_cast<std::size_t>(whole.channels);
            REQUIRE(whole.pixels[at] == 90);
        }
}

TEST_CASE("A scan that cannot be read says so instead of a picture") {
    const auto forms = ocr::load_templates({sample_files / "forms" / "koza-furikae-hagaki"}).forms;
    const auto stored = registered(forms);
    TemporaryFolder folder;
    const auto pictures = page_pictures(folder / "absent.png", stored, forms[0]);
    CHECK_FALSE(pictures.why_not.empty());
    CHECK(pictures.fields.empty());
}

TEST_CASE("A shape that differs from the rest of its group stands out") {
    std::vector<std::shared_ptr<const ocr::Image>> pictures;
    for (int i = 0; i < 30; ++i) {
        ocr::Image image{20, 20, 1, std::vector<std::uint8_t>(400, 250)};
        for (int at = 2; at < 18; ++at) image.pixels[static_cast<std::size_t>(i == 11 ? at * 20 + 10 : 10 * 20 + at)] = 20;  // one lies, one stands
        pictures.push_back(std::make_shared<ocr::Image>(std::move(image)));
    }
    const auto distances = shape_distances(pictures);
    for (std::size_t i = 0; i < distances.size(); ++i) CHECK((distances[i] > 2) == (i == 11));
}
