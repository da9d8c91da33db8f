#include <catch2/catch.hpp>
#include <chrono>
#include <cmath>
#include <iostream>

#include "ocr/form/registered_page.h"
#include "paper.h"

using namespace yorozu::ocr;
using namespace yorozu::test;

namespace {

std::vector<FormTemplate> tray() {
    std::vector<FormTemplate> forms;
    forms.push_back(draw_form({}, "postcard"));
    forms.push_back(draw_form({210, 297, 2}, "a4"));
    return forms;
}

/// Worst distance allowed, given for 300 dpi, at another resolution: never below one px.
double allowed(double at_300, double dpi) { return std::max(1.0, at_300 * dpi / 300); }

void expect_found(const FormTemplate& form, const FormIndex& index, const Scanning& how, double at_300 = 1.5) {
    const Scan made = scan(form, how);
    const auto start = std::chrono::steady_clock::now();
    const FormMatch match = find_form(made.page, index);
    const double ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
    INFO(form.id << " dpi " << how.dpi << " turn " << how.turn << " skew " << how.skew << " copy " << how.copy << ": " << match.why_not
                 << " score " << match.score);
    REQUIRE(match.form);
    CHECK(match.form->id == form.id);
    const double error = worst_error(match, made);
    std::cout << form.id << " dpi " << how.dpi << " turn " << how.turn << " skew " << how.skew << " copy " << how.copy << " score " << match.score
              << " residual " << match.residual_px << " worst " << error << " ms " << ms << "\n";
    CHECK(error <= allowed(at_300, how.dpi));
    if (how.perspective == 0) {
        CHECK(match.turn_deg == how.turn);
        CHECK(std::abs(match.skew_deg - how.skew) < 0.1);
    }
}

}  // namespace

TEST_CASE("A clean scan is found and lies within 1.5 px at 300 dpi") {
    const auto forms = tray();
    const FormIndex index(forms);
    for (const auto& form : forms) expect_found(form, index, {});
}

TEST_CASE("Turns, skew, resolution and copying scale are undone") {
    const auto forms = tray();
    const FormIndex index(forms);
    for (const auto& form : forms) {
        for (const int turn : {90, 180, 270}) expect_found(form, index, {.turn = turn});
        for (const double skew : {-10.0, -3.0, 3.0, 10.0}) expect_found(form, index, {.skew = skew, .rim_mm = 5});
        for (const double dpi : {150.0, 200.0, 400.0, 600.0}) expect_found(form, index, {.dpi = dpi, .turn = 180, .skew = 1.7});
        for (const double copy : {0.95, 1.05}) expect_found(form, index, {.skew = -1, .copy = copy, .rim_mm = 8});
    }
}
