#include "tests/blackbox/look_alike_sheet.h"

#include <set>

#include "tests/generator/damage.h"
#include "tests/generator/hands.h"
#include "tests/generator/paper.h"

namespace yorozu::testing {

using namespace generator;

namespace {

constexpr int combs = 2;  ///< a pair

int cells_of(const LookAlikes& pair) { return pair.kind == std::string("kanji") ? 8 : 10; }

std::string field_id(std::size_t pair, int comb) { return "pair" + std::to_string(pair + 1) + (comb == 0 ? "a" : "b"); }

}  // namespace

const std::vector<LookAlikes>& look_alikes() {
    static const std::vector<LookAlikes> all = {{"1/7", "digits", {"1", "7"}},       {"0/6", "digits", {"0", "6"}},
                                                {"シ/ツ", "katakana", {"シ", "ツ"}}, {"ソ/ン", "katakana", {"ソ", "ン"}},
                                                {"ク/ワ", "katakana", {"ク", "ワ"}}, {"板/坂", "kanji", {"板", "坂"}}};
    return all;
}

const FormDesign& look_alike_sheet() {
    static const FormDesign sheet = [] {
        Sheet s("look-alikes", "似た文字の記入票");
        s.page(148, 210);
        s.centred({14, 8, 120, 9}, 5.6, "似た文字の記入票", Print::Font::gothic);
        s.text(14, 24, 3, "マスの中に、一字ずつ、はっきりと書いてください。");
        for (std::size_t n = 0; n < look_alikes().size(); ++n)
            for (int comb = 0; comb < combs; ++comb) {
                const LookAlikes& pair = look_alikes()[n];
                const double y = 34 + 28.0 * static_cast<double>(n) + 13.0 * comb;
                s.text(14, y + 6, 3.2, std::to_string(n + 1) + (comb == 0 ? "の一" : "の二"), Print::Font::gothic);
                s.comb(field_id(n, comb), "", pair.kind, {34, y, 9.6 * cells_of(pair), 9.2}, cells_of(pair)).label = field_id(n, comb);
            }
        s.text(14, 204, 2.6, "記入した票は、窓口へお持ちください。");
        return s.finish();
    }();
    return sheet;
}

FilledForm filled_look_alikes(std::uint64_t seed, const HandChoice& choice, const std::vector<Damage>& list) {
    const FormDesign& form = look_alike_sheet();
    const Random random = Random(seed).fork("look-alikes " + choice.kind);
    const std::set<Damage> damages(list.begin(), list.end());
    Hand hand = make_hand(choice, random.fork("hand"));
    // The kanji of a hand of strokes come from a font that may not be installed everywhere.
    if (choice.kind == "strokes") hand.kanji = make_hand({"klee", {}}, random.fork("kanji")).kanji;
    FilledForm filled;
    filled.form = form.id;
    filled.hand = hand.name;
    Paper paper(form.pages.front(), scan_dpi(damages), true);
    for (std::size_t n = 0; n < look_alikes().size(); ++n)
        for (int comb = 0; comb < combs; ++comb) {
            const FieldDesign& field = form.field(field_id(n, comb));
            Random own = random.fork(field.id);
            std::string text;
            for (int cell = 0; cell < field.cells; ++cell) text += own.pick(look_alikes()[n].pair);
            write_cells(paper.pen(), text, field.box, field.cells, hand, own);
            filled.truth[field.id] = text;
        }
    Random drying = random.fork("drying");
    paper.dry(hand, drying);
    filled.pages.push_back(scan_paper(paper.scan(), scan_dpi(damages), damages, random.fork("scan")));
    return filled;
}

}  // namespace yorozu::testing
