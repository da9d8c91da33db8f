#include "tests/generator/hands.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <stdexcept>

#include "tests/generator/font_glyphs.h"
#include "tests/generator/real_digits.h"
#include "tests/generator/stroke_glyphs.h"

namespace yorozu::generator {
namespace {

/// Loaded when first asked for (a web font is 120 files), then kept for the whole program.
std::shared_ptr<const GlyphSource> font_named(const std::string& name) {
    static std::mutex mutex;
    static std::map<std::string, std::shared_ptr<const GlyphSource>> loaded;
    const std::lock_guard lock(mutex);
    if (const auto found = loaded.find(name); found != loaded.end()) return found->second;
    for (const PenFont& font : installed_pen_fonts())
        if (font.name == name) return loaded[name] = font_glyphs(font.name, font.files);
    throw std::runtime_error("the pen-like font " + name + " is not installed");
}

/// Fonts that no recogniser is trained on, by name: the draw is the same wherever they are, and a font that
/// is not installed gives its place to the next one.
std::shared_ptr<const GlyphSource> draw_font(Random& random) {
    static const std::vector<std::string> names = {"klee",     "klee-semibold", "yusei-magic",  "kiloji",
                                                   "kiloji-p", "yomogi",        "zen-kurenaido"};
    static const std::vector<PenFont> installed = installed_pen_fonts();
    const int drawn = random.below(static_cast<int>(names.size()));
    for (std::size_t n = 0; n < names.size(); ++n) {
        const std::string& name = names[(static_cast<std::size_t>(drawn) + n) % names.size()];
        for (const PenFont& font : installed)
            if (font.name == name) return font_named(name);
    }
    throw std::runtime_error(
        "no pen-like font is installed; run script/setup (fonts-klee, fonts-yusei-magic, fonts-kiloji)");
}

}  // namespace

Hand make_hand(const HandChoice& choice, Random random) {
    Hand hand;
    hand.kanji = draw_font(random);
    // Half of all hands are our own strokes: there are as many of those as there are seeds.
    if (choice.kind == "strokes" || (choice.kind == "any" && random.chance(0.5))) {
        hand.letters = stroke_glyphs(random.next());
        hand.name = hand.letters->name() + "+" + hand.kanji->name();
    } else {
        hand.letters = choice.kind == "any" ? hand.kanji : font_named(choice.kind);
        hand.kanji = hand.letters;
        hand.name = hand.letters->name();
    }
    if (!choice.real_digits.empty()) {
        hand.digits = real_digits(choice.real_digits, random.fork("digits"));
        hand.name = hand.digits->name() + "+" + hand.name;
    }
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

void take_faint_pencil(Hand& hand, Random random) {
    hand.red = hand.green = hand.blue = random.uniform(0.32, 0.46);
    hand.opacity = random.uniform(0.6, 0.8);
    hand.grain = random.uniform(0.6, 1.0);
    hand.bold = 0;
    hand.pen = std::min(hand.pen, 0.4);
}

}  // namespace yorozu::generator
