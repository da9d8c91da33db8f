#pragma once
#include <map>
#include <vector>

#include "ocr/recognise/recogniser.h"

/// Private to ocr/field: all glyphs of a page, read in one batch per character set.
namespace yorozu::ocr {

class GlyphBatch {
public:
    /// Where a glyph's reading will be found after read_all().
    struct Place {
        CharacterSet set = CharacterSet::digits;
        std::size_t index = 0;
    };

    Place add(CharacterSet set, Glyph glyph) {
        auto& glyphs = glyphs_[set];
        glyphs.push_back(std::move(glyph));
        return {set, glyphs.size() - 1};
    }
    void read_all(Recogniser& recogniser) {
        for (auto& [set, glyphs] : glyphs_) {
            readings_[set] = recogniser.read(set, glyphs);
            glyphs.clear();
            glyphs.shrink_to_fit();
        }
    }
    const GlyphReading& operator[](const Place& place) const { return readings_.at(place.set).at(place.index); }

private:
    std::map<CharacterSet, std::vector<Glyph>> glyphs_;
    std::map<CharacterSet, std::vector<GlyphReading>> readings_;
};

}  // namespace yorozu::ocr
