#include <algorithm>
#include <cmath>
#include <memory>

#include "ocr/field/comb.h"
#include "ocr/field/line.h"
#include "ocr/field/page_context.h"

namespace yorozu::ocr {

namespace {

struct WaitingLine {
    LineLattice lattice;
    std::vector<std::optional<GlyphBatch::Place>> places;   // one per candidate
    std::vector<std::optional<GlyphBatch::Place>> seconds;  // the same with another set
};

/// Sets whose lines are words: which way they are cut ocr/record decides, with its lists.
bool is_words(CharacterSet set) { return set != CharacterSet::digits && set != CharacterSet::alnum; }

/// With which other set the characters of a line are read, too.
std::optional<CharacterSet> second_set(const FieldTemplate& field) {
    if (field.lexicon == "address") return CharacterSet::digits;    // block numbers
    if (field.lexicon == "zengin.bank") return CharacterSet::alnum;  // 三菱UFJ銀行
    return std::nullopt;
}

/// Log of how likely a piece is dirt: what the recogniser takes for no character mostly is half of one.
double dirt_of(const GlyphReading& reading) { return reading.reject > 0.3 ? std::log(0.2 * reading.reject) : GlyphRun::never; }

/// Puts the lines behind one another.
GlyphLattice joined(const std::vector<WaitingLine>& lines, const GlyphBatch& batch, const std::function<BoxPx(const cv::Rect&)>& on_page) {
    GlyphLattice all;
    for (const WaitingLine& line : lines) {
        for (std::size_t c = 0; c < line.lattice.candidates.size(); ++c) {
            const LineCandidate& candidate = line.lattice.candidates[c];
            GlyphRun run{all.pieces + candidate.from, all.pieces + candidate.to, {}, {}, candidate.prior, on_page(candidate.place), GlyphRun::never, candidate.level};
            if (line.places[c]) run.reading = batch[*line.places[c]];
            if (line.seconds[c]) run.second = batch[*line.seconds[c]];
            if (run.to == run.from + 1) run.dirt = dirt_of(run.reading);
            all.runs.push_back(std::move(run));
        }
        for (int piece = 0; piece < line.lattice.pieces; ++piece)
            all.space_before.push_back(piece > 0 && line.lattice.gap_before[piece] > word_gap);
        all.pieces += line.lattice.pieces;
    }
    return all;
}

}  // namespace

bool note_blank(const FieldInk& ink, const BoxMm& box, FieldReading& reading) {
    const StrokeMap map = find_strokes(ink);
    double area = 0, extent = 0;
    for (const Stroke& stroke : map.strokes) {
        if (!stroke.own) continue;
        area += stroke.area;
        extent = std::max(extent, std::hypot(stroke.bounds.width, stroke.bounds.height));
    }
    area /= ink.px_per_mm * ink.px_per_mm;
    extent /= ink.px_per_mm;
    reading.ink = area / std::max(1.0, box.width * box.height);
    if (area >= 1.5 * blank_mm2 && extent >= blank_extent_mm) return false;
    reading.blank = true;
    reading.status = FieldStatus::blank;
    reading.confidence = std::clamp(1.4 - 0.8 * std::min(area / (1.5 * blank_mm2), extent / blank_extent_mm), 0.5, 0.999);
    return true;
}

void note_strokes_at_edge(const FieldInk& ink, FieldReading& reading) {
    for (const Stroke& stroke : find_strokes(ink).strokes) {
        const bool beside = stroke.bounds.x <= 1 || stroke.bounds.br().x >= ink.ink.cols - 1;
        const bool above_or_below = stroke.bounds.y <= 1 || stroke.bounds.br().y >= ink.ink.rows - 1;
        if (stroke.own && ((beside && stroke.bounds.height > 0.25 * ink.box.height) || (above_or_below && stroke.bounds.height > 0.6 * ink.box.height)))
            doubt(reading, "文字が記入欄から大きくはみ出しています");
    }
}

Finish read_line_field(const PageContext& context, const FieldTemplate& field, FieldReading& reading) {
    const auto set = character_set(field.kind);
    if (!set) return {};
    FieldInk ink = context.hand_ink(field.box_mm, 2.5);
    remove_specks(ink, 0.04);
    if (note_blank(ink, field.box_mm, reading)) return {};
    note_strokes_at_edge(ink, reading);
    if (!context.recogniser.knows(*set)) {
        doubt(reading, "この種類の文字を読む認識器がありません");
        return {};
    }
    const bool date = field.kind == FieldKind::date;
    const auto second = second_set(field);
    const bool twice = second && context.recogniser.knows(*second);
    auto waiting = std::make_shared<std::vector<WaitingLine>>();
    double height = 0;
    for (LineLattice& lattice : cut_lines(ink, field.lines, habit_of(*set), date ? printed_borders(ink) : std::vector<int>{})) {
        WaitingLine line;
        height = std::max(height, lattice.height);
        for (LineCandidate& candidate : lattice.candidates) {
            line.seconds.push_back(twice && !candidate.symbol ? std::optional(context.batch.add(*second, candidate.glyph)) : std::nullopt);
            line.places.push_back(candidate.symbol ? std::nullopt
                                                   : std::optional(context.batch.add(*set, std::move(candidate.glyph))));
        }
        line.lattice = std::move(lattice);
        waiting->push_back(std::move(line));
    }
    if (longest_line_mm(ink, ink.box, std::max(2.6 * height / ink.px_per_mm, 8.0)) > 0) doubt(reading, "訂正線があります");
    FieldInk frame;  // only the geometry is needed later
    frame.box = ink.box;
    frame.px_per_mm = ink.px_per_mm;
    return [&reading, &context, waiting, frame, &field, words = is_words(*set)](const GlyphBatch& batch) {
        if (words)
            reading.line = joined(*waiting, batch, [&](const cv::Rect& place) { return context.on_page(frame, field.box_mm, place); });
        double sound = 1;
        std::string raw;
        for (const WaitingLine& line : *waiting) {
            std::vector<const GlyphReading*> readings;
            for (const auto& place : line.places) readings.push_back(place ? &batch[*place] : nullptr);
            const LineSpelling spelling = decode_line(line.lattice, readings);
            sound *= spelling.certainty;
            bool first = true;
            for (const auto& part : spelling.parts) {
                const LineCandidate& candidate = line.lattice.candidates[part.candidate];
                const bool amount = field.kind == FieldKind::amount;
                if (part.new_group && !raw.empty()) raw += ".";
                else if (part.space_before && !amount && field.kind != FieldKind::date) raw += " ";
                if (candidate.symbol) {
                    // Dots are commas in amounts and dirt in numbers; in dates they part the groups.
                    if (field.kind == FieldKind::date && !raw.empty() && raw.back() != '.') raw += ".";
                    if (candidate.symbol == '-' && !amount && field.kind != FieldKind::date) raw += "-";
                    continue;
                }
                const GlyphReading& glyph = *readings[part.candidate];
                const bool yen_sign = amount && first && (glyph.reject > 0.5 || glyph.guesses.empty()) && spelling.parts.size() > 1;
                first = false;
                if (yen_sign) continue;
                reading.characters.push_back(character_of(glyph, context.on_page(frame, field.box_mm, candidate.place)));
                sound *= 1 - glyph.reject;
                if (!words && (glyph.reject > 0.5 || glyph.guesses.empty())) doubt(reading, "読めない文字があります");
                raw += reading.characters.back().value;
            }
        }
        sum_up(reading);
        while (!raw.empty() && raw.back() == '.') raw.pop_back();
        reading.raw = reading.value = raw;
        reading.confidence *= sound;
    };
}

}  // namespace yorozu::ocr
