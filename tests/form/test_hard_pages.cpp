#include <catch2/catch.hpp>

#include "paper.h"

using namespace yorozu::ocr;
using namespace yorozu::test;

namespace {

struct Hard {
    const char* what;
    Scanning how;
    double at_300;   ///< worst distance allowed, px at 300 dpi
};

std::vector<Hard> hard_scans() {
    return {
        {"one bit", {.skew = 2, .one_bit = true}, 2},
        {"one bit at 200 dpi, upside down", {.dpi = 200, .turn = 180, .skew = -2, .one_bit = true}, 2},
        {"resolution not told", {.dpi = 240, .skew = 1, .tell_dpi = false}, 2},
        {"100 dpi", {.dpi = 100, .skew = 1}, 3},
        {"black scanner bed", {.skew = 3, .rim_mm = 12, .black_rim = true}, 2},
        {"stamp over the title", {.skew = -1, .stamp_over_title = true}, 2},
        {"torn corner", {.skew = 1, .torn_corner = true}, 2},
        {"torn corner on black", {.skew = 1, .rim_mm = 4, .black_rim = true, .torn_corner = true}, 2},
        {"coffee stain", {.skew = 1, .stain = true}, 2},
        {"shadow", {.skew = 1, .shadow = true}, 2},
        {"photograph", {.dpi = 250, .skew = 4, .perspective = 0.06, .rim_mm = 15, .noise = 8, .blur_mm = 0.12, .tell_dpi = false, .shadow = true}, 4},
        {"coarse noise", {.skew = -2, .noise = 25}, 2},
    };
}

void expect_refused(const Page& page, const FormIndex& index) {
    const FormMatch match = find_form(page, index);
    INFO("score " << match.score << " as " << (match.form ? match.form->id : "-"));
    CHECK_FALSE(match.form);
    CHECK_FALSE(match.why_not.empty());
}

}  // namespace

TEST_CASE("What happens to paper and scans does not hide the form") {
    std::vector<FormTemplate> forms;
    forms.push_back(draw_form({}, "postcard"));
    forms.push_back(draw_form({210, 297, 2}, "a4"));
    const FormIndex index(forms);
    for (const auto& form : forms)
        for (const auto& hard : hard_scans()) {
            const Scan made = scan(form, hard.how);
            const FormMatch match = find_form(made.page, index);
            INFO(form.id << ", " << hard.what << ": " << match.why_not << " score " << match.score);
            CHECK(match.form);
            if (!match.form) continue;
            CHECK(match.form->id == form.id);
            const double error = worst_error(match, made);
            CHECK(error <= std::max(1.0, hard.at_300 * hard.how.dpi / 300));
        }
}

TEST_CASE("Hairlines in pale grey are enough to find a form") {
    std::vector<FormTemplate> forms;
    forms.push_back(draw_form({.seed = 5, .pale = true}, "pale"));
    const FormIndex index(forms);
    const Scan made = scan(forms[0], {.skew = 1.5});
    const FormMatch match = find_form(made.page, index);
    INFO(match.why_not);
    REQUIRE(match.form);
    CHECK(worst_error(match, made) < 2);
}

TEST_CASE("Pages that are none of the forms are refused, with words") {
    std::vector<FormTemplate> forms;
    forms.push_back(draw_form({}, "postcard"));
    forms.push_back(draw_form({210, 297, 2}, "a4"));
    const FormIndex index(forms);
    for (unsigned seed = 20; seed < 26; ++seed) {
        expect_refused(letter(seed), index);
        expect_refused(letter(seed, 100, 148), index);
        expect_refused(scribble(seed), index);
        expect_refused(white_sheet(seed), index);
        const auto other = draw_form({.seed = seed}, "other"), other_a4 = draw_form({210, 297, seed}, "other");
        expect_refused(scan(other, {.skew = 1}).page, index);
        expect_refused(scan(other_a4, {.skew = 1}).page, index);
    }
    CHECK(find_form(white_sheet(1), index).why_not == "白紙です");
    CHECK(find_form(Page{}, index).why_not == "画像が小さすぎます");
    const std::vector<FormTemplate> none;
    CHECK(find_form(letter(1), FormIndex(none)).why_not == "帳票テンプレートが一つもありません");
}

TEST_CASE("Another title over the same boxes is another form") {
    std::vector<FormTemplate> forms;
    forms.push_back(draw_form({}, "request"));
    const auto cancellation = draw_form({.title_seed = 99}, "cancellation");
    for (const double skew : {0.0, 2.0}) expect_refused(scan(cancellation, {.skew = skew}).page, FormIndex(forms));
    // With both at hand each goes to its own.
    forms.push_back(cancellation);
    const FormIndex both(forms);
    for (const auto& form : forms) {
        const FormMatch match = find_form(scan(form, {.skew = -1.5}).page, both);
        INFO(match.why_not << " score " << match.score << " margin " << match.margin);
        REQUIRE(match.form);
        CHECK(match.form->id == form.id);
    }
}

TEST_CASE("Two templates of the same paper are not chosen between by dice") {
    std::vector<FormTemplate> forms;
    forms.push_back(draw_form({}, "first"));
    forms.push_back(draw_form({}, "second"));
    const FormIndex index(forms);
    const FormMatch match = find_form(scan(forms[0], {.skew = 1}).page, index);
    CHECK_FALSE(match.form);
    CHECK(match.why_not.find("どちらか判断できません") != std::string::npos);
    const auto pairs = confusable_templates(forms);
    REQUIRE(pairs.size() == 1);
    CHECK(pairs[0].likeness > 0.95);
}

TEST_CASE("Twelve forms are told apart, and none is called like another") {
    std::vector<FormTemplate> forms;
    for (unsigned seed = 40; seed < 52; ++seed) forms.push_back(draw_form({.seed = seed}, "form" + std::to_string(seed)));
    const FormIndex index(forms);
    for (const auto& form : forms) {
        const FormMatch match = find_form(scan(form, {.turn = 180, .skew = 1}).page, index);
        INFO(form.id << " " << match.why_not);
        REQUIRE(match.form);
        CHECK(match.form->id == form.id);
    }
    CHECK(confusable_templates(forms).empty());
}
