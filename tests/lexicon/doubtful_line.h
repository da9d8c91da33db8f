#pragma once
#include <string>
#include <utility>
#include <vector>

#include "ocr/lexicon/lexicon.h"
#include "ocr/lexicon/text_key.h"

/// A line as a recogniser gives it that is unsure of every character: the truth is its first or second guess, eight wrong ones around it.
inline std::vector<yorozu::ocr::GlyphReading> doubtful_glyphs(const std::string& truth) {
    using namespace yorozu::ocr;
    const std::u32string others = U"市町東西南北中大小川山田";
    std::vector<GlyphReading> glyphs;
    std::size_t turn = 0;
    for (const char32_t c : code_points(truth)) {
        GlyphReading reading;
        reading.guesses.push_back({utf8_of(std::u32string_view(&c, 1)), turn % 3 == 0 ? 0.3 : 0.6});
        for (std::size_t k = 0; k < 8; ++k) {
            const char32_t other = others[(turn + k) % others.size()];
            if (other != c) reading.guesses.push_back({utf8_of(std::u32string_view(&other, 1)), k == 0 ? 0.35 : 0.005});
        }
        glyphs.push_back(std::move(reading));
        ++turn;
    }
    return glyphs;
}

/// The same by a wide hand: every two pieces may also be one character, which reads as something else.
inline yorozu::ocr::GlyphLattice wide_line(const std::string& truth) {
    using namespace yorozu::ocr;
    GlyphLattice wide = lattice_of(doubtful_glyphs(truth));
    for (int at = wide.pieces - 2; at >= 0; --at) {
        GlyphRun both{at, at + 2, {}, {}, -0.2, {}, GlyphRun::never, false};
        for (const char32_t other : std::u32string(U"市町東西南北中大小川山田")) both.reading.guesses.push_back({utf8_of(std::u32string_view(&other, 1)), 0.08});
        wide.runs.insert(wide.runs.begin() + at + 1, std::move(both));
    }
    return wide;
}

/// Digits of which each may be any of the ten.
inline yorozu::ocr::GlyphLattice doubtful_code(const std::string& truth) {
    using namespace yorozu::ocr;
    std::vector<GlyphReading> code;
    for (const char c : truth) {
        GlyphReading reading{{{std::string(1, c), 0.5}}, 0};
        for (char other = '0'; other <= '9'; ++other)
            if (other != c) reading.guesses.push_back({std::string(1, other), 0.05});
        code.push_back(std::move(reading));
    }
    return lattice_of(code);
}
