#include "tests/generator/hands.h"

#include <algorithm>
#include <mutex>
#include <stdexcept>

#include "tests/generator/font_glyphs.h"

namespace yorozu::generator {
namespace {

struct Fonts {
    std::vector<std::shared_ptr<const GlyphSource>> kept;   ///< never trained on: the ones samples are written with
    std::vector<std::shared_ptr<const GlyphSource>> others;
};

const Fonts& fonts() {
    static const Fonts loaded = [] {
        Fonts f;
        for (const PenFont& font : installed_pen_fonts())
            (font.kept_from_training ? f.kept : f.others).push_back(font_glyphs(font.name, font.files));
        if (f.kept.empty())
            throw std::runtime_error("no pen-like font is installed; run script/setup (fonts-klee, fonts-yusei-magic, fonts-kiloji)");
        return f;
    }();
    return loaded;
}

std::shared_ptr<const GlyphSource> font_named(const std::string& name) {
    for (const auto* group : {&fonts().kept, &fonts().others})
        for (const auto& font : *group)
            if (font->name() == name) return font;
    throw std::runtime_error("the pen-like font " + name + " is not installed");
}

}  // namespace

Hand make_hand(const HandChoice& choice, Random random) {
    Hand hand;
    hand.letters = choice.kind == "any" ? random.pick(fonts().kept) : font_named(choice.kind);
    hand.kanji = fonts().kept.front();
    hand.name = hand.letters->name();
    hand.slant = random.normal(0, 0.07);
    hand.turn = random.normal(0, 1.2);
    hand.turn_change = random.uniform(0.8, 2.8);
    hand.size = random.uniform(0.66, 0.92);
    hand.size_change = random.uniform(0.02, 0.08);
    hand.aspect = random.uniform(0.85, 1.1);
    hand.baseline_change = random.uniform(0.01, 0.05);
    hand.spacing = random.uniform(0.94, 1.12);
    hand.drift = random.normal(0, 0.008);
    hand.wobble = random.uniform(0.004, 0.02);
    hand.wobble_waves = random.uniform(0.7, 1.8);
    hand.pen = random.uniform(0.25, 0.6);
    hand.pressure = random.uniform(0.05, 0.4);
    hand.bold = std::max(0.0, random.uniform(-0.06, 0.16));
    if (random.chance(0.2)) {  // blue ball-point
        hand.red = 0.12, hand.green = 0.18, hand.blue = 0.55;
    }
    hand.opacity = random.uniform(0.82, 0.98);
    return hand;
}

}  // namespace yorozu::generator
