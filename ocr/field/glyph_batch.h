#pragma once
#include <map>
#include <utility>
#include <vector>

#include "ocr/recognise/recogniser.h"

/// Private to ocr/field: all glyphs of a page, read in one batch per character set and number of looks.
namespace yorozu::ocr {

class GlyphBatch {
public:
    /// Where a glyph's reading will be found after read_all().
    struct Place {
        CharacterSet set = CharacterSet::digits;
        Looks looks = Looks::as_needed;
        std::size_t index = 0;
    };

    Place add(CharacterSet set, Glyph glyph, Looks looks = Looks::as_needed) {
        auto& glyphs = glyphs_[{set, looks}];
        glyphs.push_back(std::move(glyph));
        return {set, looks, glyphs.size() - 1};
    }
    void read_all(Recogniser& recogniser) {
        for (auto& [how, glyphs] : glyphs_) {
            readings_[how] = recogniser.read(how.first, glyphs, how.second);
            glyphs.clear();
            glyphs.shrink_to_fit();
        }
    }
    const GlyphReading& operator[](const Place& place) const { return readings_.at({place.set, place.looks}).at(place.index); }

private:
    using How = std::pair<CharacterSet, Looks>;
    std::map<How, std::vector<Glyph>> glyphs_;
    std::map<How, std::vector<GlyphReading>> readings_;
};

}  // namespace yorozu::ocr
