// A draft of each sample form from its empty page alone, held against the template that was made by hand.
#include <algorithm>
#include <catch2/catch.hpp>
#include <iostream>
#include <set>

#include "ocr/field/page_print.h"
#include "ocr/form/straighten.h"
#include "ocr/form/template_draft.h"
#include "ocr/page/picture.h"
#include "tests/draft/printed_labels.h"

using namespace yorozu::ocr;

namespace {

/// Shared area over the area of both together.
double likeness(const BoxMm& a, const BoxMm& b) {
    const double w = std::min(a.x + a.width, b.x + b.width) - std::max(a.x, b.x), h = std::min(a.y + a.height, b.y + b.height) - std::max(a.y, b.y);
    return w <= 0 || h <= 0 ? 0 : w * h / (a.width * a.height + b.width * b.height - w * h);
}

struct Tally {
    int fields = 0, found = 0, cells = 0, combs = 0, options = 0, options_found = 0, labels = 0, named = 0, kinds = 0, extra = 0, drafted = 0;
};

/// The drafted label says what is printed; a heading or a number may stand around it where the words repeat.
bool says(const std::string& drafted, const std::string& printed) { return !printed.empty() && drafted.find(printed) != std::string::npos; }

void hold(const FormTemplate& form, int page, const std::vector<DraftField>& drafts, Tally& tally) {
    const auto& labels = printed_labels().at(form.id);
    std::set<const DraftField*> used;
    for (const auto& wanted : form.fields) {
        if (wanted.page != page) continue;
        ++tally.fields;
        tally.combs += wanted.cells > 0;
        tally.options += static_cast<int>(wanted.options.size());
        const DraftField* best = nullptr;
        for (const auto& draft : drafts)
            if (likeness(draft.field.box_mm, wanted.box_mm) > (best ? likeness(best->field.box_mm, wanted.box_mm) : 0.3)) best = &draft;
        if (best) used.insert(best);
        const double fit = best ? likeness(best->field.box_mm, wanted.box_mm) : 0;
        const std::string& printed = labels.at(wanted.id);
        tally.named += !printed.empty();
        const bool found = fit >= 0.7, label = best && says(best->field.label, printed), kind = best && best->field.kind == wanted.kind;
        tally.found += found, tally.labels += label, tally.kinds += kind;
        tally.cells += best && wanted.cells > 0 && best->field.cells == wanted.cells;
        for (const auto& option : wanted.options)
            tally.options_found += best && std::any_of(best->field.options.begin(), best->field.options.end(), [&](const ChoiceOption& other) {
                                       return other.value == option.value && likeness(other.box_mm, option.box_mm) > 0.5;
                                   });
        if (!found || !label || !kind || (best && best->field.cells != wanted.cells))
            std::cout << form.id << " " << wanted.id << ": 重なり " << fit << "、「" << (best ? best->field.label : "") << "」（印字「" << printed << "」）、"
                      << (best ? name_of(best->field.kind) : "") << "（" << name_of(wanted.kind) << "）、マス " << (best ? best->field.cells : 0) << "（" << wanted.cells << "）\n";
    }
    for (const auto& draft : drafts) {
        if (draft.office_use) continue;
        ++tally.drafted;
        if (!used.count(&draft)) {
            ++tally.extra;
            std::cout << form.id << " 余分: 「" << draft.field.label << "」 " << draft.field.box_mm.x << "," << draft.field.box_mm.y << " " << draft.field.box_mm.width << "×" << draft.field.box_mm.height << "\n";
        }
    }
}

std::vector<DraftField> drafted(const TemplatePage& paper, int page) {
    auto print = find_print(paper.blank_image, paper.px_per_mm);
    REQUIRE(read_page_print(paper.blank_image, paper.px_per_mm, print));
    return draft_fields(find_shapes(paper.blank_image, paper.px_per_mm), print, paper, page);
}

}  // namespace

TEST_CASE("Drafts of the four sample forms find their boxes, and name and understand them from the print") {
    Tally tally;
    for (const auto& [id, labels] : printed_labels()) {
        const auto load = load_template(std::string(YOROZU_SOURCE_DIR) + "/samples/forms/" + id + "/template.json");
        REQUIRE(load.form);
        for (std::size_t page = 0; page < load.form->pages.size(); ++page) hold(*load.form, int(page) + 1, drafted(load.form->pages[page], int(page) + 1), tally);
    }
    std::cout << "項目 " << tally.fields << ": 枠 " << tally.found << "、種類 " << tally.kinds << "、項目名 " << tally.labels << " / " << tally.named << "、マス数 " << tally.cells << " / " << tally.combs
              << "、選択肢 " << tally.options_found << " / " << tally.options << "、余分 " << tally.extra << " / " << tally.drafted << "\n";
    // Floors, a little under what was measured.
    CHECK(tally.found >= 0.98 * tally.fields);
    CHECK(tally.cells >= 0.97 * tally.combs);
    CHECK(tally.labels >= 0.97 * tally.named);
    CHECK(tally.kinds >= 0.95 * tally.fields);
    CHECK(tally.options_found >= 0.96 * tally.options);
    CHECK(tally.extra <= 0.03 * tally.drafted);
}

TEST_CASE("A blank that was scanned askew is levelled, one that lies on its side is turned upright") {
    const auto load = load_template(std::string(YOROZU_SOURCE_DIR) + "/samples/forms/koza-furikae-hagaki/template.json");
    REQUIRE(load.form);
    const auto& paper = load.form->pages[0];
    for (const double askew : {-3.0, 0.0, 1.3, 7.5}) {
        const Image page = levelled(paper.blank_image, -askew);
        INFO(askew << "°: " << skew_deg(page, paper.px_per_mm));
        CHECK(std::abs(skew_deg(page, paper.px_per_mm) - askew) < 0.06);
    }
    for (const int turn : {0, 90, 180, 270}) {
        INFO(turn);
        CHECK((upright_turn(turned(paper.blank_image, turn), paper.px_per_mm) + turn) % 360 == 0);
    }
    CHECK(skew_deg(Image{200, 100, 1, std::vector<std::uint8_t>(20000, 255)}, 4) == 0);
    CHECK(upright_turn(Image{200, 100, 1, std::vector<std::uint8_t>(20000, 255)}, 4) == 0);
}
