#include <catch2/catch.hpp>

#include "ocr/form/registered_page.h"
#include "paper.h"

using namespace yorozu::ocr;
using namespace yorozu::test;

namespace {

/// Share of the blank crop's dark pixels that are dark in the page crop, within one px.
double lines_found(const Crop& crop) {
    int wanted = 0, found = 0;
    const auto dark = [](const Image& image, int x, int y) { return image.pixels[static_cast<std::size_t>(y * image.width + x)] < 150; };
    for (int y = 1; y + 1 < crop.blank.height; ++y)
        for (int x = 1; x + 1 < crop.blank.width; ++x) {
            if (crop.blank.pixels[static_cast<std::size_t>(y * crop.blank.width + x)] > 60) continue;
            ++wanted;
            bool here = false;
            for (int dy = -1; dy <= 1; ++dy)
                for (int dx = -1; dx <= 1; ++dx) here = here || dark(crop.page, x + dx, y + dy);
            found += here;
        }
    return wanted > 0 ? static_cast<double>(found) / wanted : 1;
}

}  // namespace

TEST_CASE("Crops lie on the blank's lines to a pixel, whatever turn, skew and resolution") {
    std::vector<FormTemplate> forms{draw_form({}, "postcard")};
    const FormIndex index(forms);
    for (const auto& how : std::vector<Scanning>{{}, {.turn = 180, .skew = 2.5}, {.dpi = 200, .skew = -3}, {.dpi = 600, .skew = 1}, {.skew = 1, .one_bit = true},
                                                 {.dpi = 250, .skew = 3, .perspective = 0.05, .rim_mm = 12, .tell_dpi = false}}) {
        const Scan made = scan(forms[0], how);
        const auto match = find_form(made.page, index);
        INFO("dpi " << how.dpi << " turn " << how.turn << " skew " << how.skew << " " << match.why_not);
        REQUIRE(match.form);
        const RegisteredPage page(made.page, match);
        for (const auto& field : forms[0].fields) {
            const Crop crop = page.crop(field.box_mm, 12, 1.5);
            CHECK(crop.page.width == crop.blank.width);
            CHECK(crop.box.x == 18);
            CHECK(crop.box.width == Approx(field.box_mm.width * 12).margin(1));
            INFO(field.id);
            CHECK(lines_found(crop) > 0.95);
            // Where the truth puts the box's corner, there the box on the page begins.
            const double px_per_mm = forms[0].pages[0].px_per_mm;
            const auto box = page.on_page(field.box_mm), rough = box_on_page(match, field.box_mm);
            const cv::Vec3d middle = made.blank_to_page * cv::Vec3d((field.box_mm.x + field.box_mm.width / 2) * px_per_mm, (field.box_mm.y + field.box_mm.height / 2) * px_per_mm, 1);
            CHECK(box.x + box.width / 2.0 == Approx(middle[0] / middle[2]).margin(5));
            CHECK(box.y + box.height / 2.0 == Approx(middle[1] / middle[2]).margin(5));
            CHECK(std::abs(box.x - rough.x) < 6);
        }
    }
}

TEST_CASE("A fold that moves half the page by a millimetre is taken up box by box") {
    std::vector<FormTemplate> forms{draw_form({}, "postcard")};
    const FormIndex index(forms);
    const Scan made = scan(forms[0], {.skew = 1, .fold_mm = 0.5});
    const auto match = find_form(made.page, index);
    REQUIRE(match.form);
    const RegisteredPage page(made.page, match);
    double worst = 1;
    for (const auto& field : forms[0].fields)
        if (std::abs(field.box_mm.y + field.box_mm.height / 2 - 74) > 10) worst = std::min(worst, lines_found(page.crop(field.box_mm, 12, 0.5)));
    CHECK(worst > 0.85);
}

TEST_CASE("Shadow and yellowed paper become white in the crop") {
    std::vector<FormTemplate> forms{draw_form({}, "postcard")};
    const FormIndex index(forms);
    const Scan made = scan(forms[0], {.handwriting = false, .shadow = true});
    const auto match = find_form(made.page, index);
    REQUIRE(match.form);
    const RegisteredPage page(made.page, match);
    for (const auto& field : forms[0].fields) {
        const Crop crop = page.crop(field.box_mm, 12, 1);
        std::vector<std::uint8_t> sorted = crop.page.pixels;
        std::nth_element(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2), sorted.end());
        CHECK(sorted[sorted.size() / 2] > 232);
    }
}

TEST_CASE("A box beyond the picture is white, not a crash; a page without a form has no crops") {
    std::vector<FormTemplate> forms{draw_form({}, "postcard")};
    const FormIndex index(forms);
    const Scan made = scan(forms[0]);
    const auto match = find_form(made.page, index);
    REQUIRE(match.form);
    const Crop crop = crop_box(made.page, match, {-500, -500, 20, 10}, 12, 1);
    CHECK(crop.page.pixels.front() >= 240);
    const Crop across = crop_box(made.page, match, {90, 140, 30, 20}, 12, 2);
    CHECK(across.page.width == across.blank.width);
    CHECK_THROWS_AS(RegisteredPage(made.page, FormMatch{}), std::invalid_argument);
}
