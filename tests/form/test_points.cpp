#include <catch2/catch.hpp>
#include <stdexcept>

#include "ocr/form/point_registration.h"
#include "paper.h"

using namespace yorozu::ocr;
using namespace yorozu::test;

namespace {

/// Where a hand, off by `dx`, `dy` mm, shows a place of the form on the scan.
PointPair shown_at(const Scan& made, const FormTemplate& form, double x_mm, double y_mm, double dx = 0, double dy = 0) {
    const double px_per_mm = form.pages[0].px_per_mm;
    const cv::Vec3d there = made.blank_to_page * cv::Vec3d((x_mm + dx) * px_per_mm, (y_mm + dy) * px_per_mm, 1);
    return {x_mm, y_mm, there[0] / there[2], there[1] / there[2]};
}

}  // namespace

TEST_CASE("A form that sorting cannot find is registered from three places that a hand shows, within 2 px at 300 dpi") {
    const auto form = draw_form({}, "postcard");
    for (const double skew : {0.0, 24.0, -31.0}) {
        const Scan made = scan(form, {.skew = skew, .rim_mm = 30});
        const auto match = register_by_points(made.page, form, 1,
                                              {shown_at(made, form, 8, 10, 1.2, -0.8), shown_at(made, form, 92, 12, -1, 0.9), shown_at(made, form, 10, 135, 0.7, 1.1)});
        INFO("skew " << skew << ": " << match.why_not << " score " << match.score);
        REQUIRE(match.form == &form);
        CHECK(match.score > 0.7);
        CHECK(worst_error(match, made) <= 2);
    }
}

TEST_CASE("Where the page has next to no print in common, the three places alone count") {
    const auto form = draw_form({}, "postcard"), other = draw_form({100, 148, 9}, "other");
    const Scan made = scan(other, {.skew = 4, .rim_mm = 10});
    const auto match = register_by_points(made.page, form, 1, {shown_at(made, form, 8, 10), shown_at(made, form, 92, 12), shown_at(made, form, 10, 135)});
    REQUIRE(match.form == &form);
    CHECK(worst_error(match, made) <= 2 + hand_mm * 300 / 25.4);
}

TEST_CASE("Places in one line, a mirrored sheet and two places instead of three are refused") {
    const auto form = draw_form({}, "postcard");
    const Scan made = scan(form);
    const auto refused = [&](const std::vector<PointPair>& pairs) {
        const auto match = register_by_points(made.page, form, 1, pairs);
        return !match.form && !match.why_not.empty();
    };
    CHECK(refused({shown_at(made, form, 10, 10), shown_at(made, form, 50, 70), shown_at(made, form, 90, 131)}));
    auto a = shown_at(made, form, 10, 10), b = shown_at(made, form, 90, 10), c = shown_at(made, form, 10, 130);
    std::swap(a.page_x_px, b.page_x_px);
    CHECK(refused({a, b, {c.form_x_mm, c.form_y_mm, b.page_x_px, c.page_y_px}}));
    CHECK_THROWS_AS(register_by_points(made.page, form, 1, {a, b}), std::invalid_argument);
    CHECK_FALSE(register_by_points(made.page, form, 2, {a, b, c}).form);
}
