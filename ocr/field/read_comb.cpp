#include <algorithm>
#include <memory>

#include "ocr/field/comb.h"
#include "ocr/field/page_context.h"

namespace yorozu::ocr {

std::optional<CharacterSet> character_set(FieldKind kind) {
    switch (kind) {
        case FieldKind::digits:
        case FieldKind::date:
        case FieldKind::amount: return CharacterSet::digits;
        case FieldKind::alnum: return CharacterSet::alnum;
        case FieldKind::katakana: return CharacterSet::katakana;
        case FieldKind::hiragana: return CharacterSet::hiragana;
        case FieldKind::kana: return CharacterSet::kana;
        case FieldKind::kanji: return CharacterSet::kanji;
        default: return std::nullopt;
    }
}

void doubt(FieldReading& reading, const std::string& reason) {
    reading.doubt = true;
    if (std::find(reading.reasons.begin(), reading.reasons.end(), reason) == reading.reasons.end())
        reading.reasons.push_back(reason);
}

CharacterReading character_of(const GlyphReading& glyph, const BoxPx& place) {
    CharacterReading character;
    character.box_px = place;
    if (glyph.guesses.empty()) {
        character.value.assign(1, '?');
        return character;
    }
    character.value = glyph.guesses.front().text;
    character.confidence = glyph.guesses.front().probability;
    character.others.assign(glyph.guesses.begin() + 1, glyph.guesses.end());
    return character;
}

void sum_up(FieldReading& reading) {
    reading.raw.clear();
    reading.confidence = reading.characters.empty() ? 0 : 1;
    for (const CharacterReading& character : reading.characters) {
        reading.raw += character.value;
        reading.confidence *= character.confidence;
    }
    reading.value = reading.raw;
}

namespace {

/// Which number of a date a cell belongs to: 年年月月日日, 年年年年月月日日, or era and 年年月月日日.
int date_group(int cell, int cells) { return std::max(0, cell - (cells - 6)) / 2; }

}  // namespace

Finish read_comb_field(const PageContext& context, const FieldTemplate& field, FieldReading& reading) {
    const auto set = character_set(field.kind);
    if (!set) return {};
    const FieldInk ink = context.hand_ink(field.box_mm, 2.0);
    auto comb = std::make_shared<std::vector<CombCell>>(cut_comb(ink, field.cells));

    double written_mm2 = 0;
    int first = -1, last = -1;
    for (int c = 0; c < int(comb->size()); ++c) {
        written_mm2 += (*comb)[c].ink_mm2;
        if ((*comb)[c].blank) continue;
        if (first < 0) first = c;
        last = c;
    }
    reading.ink = written_mm2 / std::max(1.0, field.box_mm.width * field.box_mm.height);
    if (first < 0) {
        reading.blank = true;
        reading.status = FieldStatus::blank;
        // Half the least ink of a character is surely nothing; near that least we are no longer sure.
        double most = 0;
        for (const CombCell& cell : *comb)
            most = std::max(most, std::min(cell.ink_mm2 / blank_mm2, cell.extent_mm / blank_extent_mm));
        reading.confidence = std::clamp(1.4 - 0.8 * most, 0.5, 0.999);
        return {};
    }
    const bool date = field.kind == FieldKind::date;
    const bool numbers = *set == CharacterSet::digits && !date;
    for (int c = first; c <= last; ++c) {
        const CombCell& cell = (*comb)[c];
        if (cell.blank && numbers) doubt(reading, "途中のマスが空いています");
        if (cell.faint && *set == CharacterSet::digits) doubt(reading, "ごく小さい書き込みがあります");
        if (cell.overflow) doubt(reading, "文字がマスから大きくはみ出しています");
    }
    const double cell_mm = field.box_mm.width / field.cells;
    const double struck = std::max((*set == CharacterSet::digits ? 1.8 : 2.6) * cell_mm, 5.0);
    if (longest_line_mm(ink, ink.box, struck) > 0) doubt(reading, "訂正線があります");
    if (!context.recogniser.knows(*set)) {
        doubt(reading, "この種類の文字を読む認識器がありません");
        return {};
    }
    struct Written {
        GlyphBatch::Place place;
        BoxPx box;
        std::string before;  ///< what stands in `raw` before it: a blank cell, the end of a date's group
    };
    auto glyphs = std::make_shared<std::vector<Written>>();
    int previous = -1;
    for (int c = 0; c < int(comb->size()); ++c) {
        CombCell& cell = (*comb)[c];
        if (cell.blank) continue;
        Written written_glyph{context.batch.add(*set, std::move(cell.glyph)), context.on_page(ink, field.box_mm, cell.place), ""};
        if (date) {
            for (int group = previous < 0 ? date_group(c, field.cells) : date_group(previous, field.cells);
                 group < date_group(c, field.cells); ++group)
                written_glyph.before += ".";
        } else if (previous >= 0 && c - previous > 1) {
            written_glyph.before = " ";
        }
        previous = c;
        glyphs->push_back(std::move(written_glyph));
    }
    return [&reading, glyphs](const GlyphBatch& batch) {
        double sound = 1;
        std::string raw;
        for (const Written& glyph : *glyphs) {
            const GlyphReading& guess = batch[glyph.place];
            reading.characters.push_back(character_of(guess, glyph.box));
            raw += glyph.before + reading.characters.back().value;
            sound *= 1 - guess.reject;
            if (guess.reject > 0.5) doubt(reading, "読めない文字があります");
        }
        sum_up(reading);
        reading.raw = raw;
        if (raw.find('.') != std::string::npos) reading.value = raw;
        reading.confidence *= sound;
    };
}

}  // namespace yorozu::ocr
