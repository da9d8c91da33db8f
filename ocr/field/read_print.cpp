// Print: read by Tesseract, and numbers a second time by the digits' own network.
#include <algorithm>
#include <memory>

#include "ocr/field/line.h"
#include "ocr/field/page_context.h"
#include "ocr/field/print.h"
#include "ocr/field/strokes.h"

namespace yorozu::ocr {

namespace {

bool is_digit(const std::string& text) { return text.size() == 1 && text[0] >= '0' && text[0] <= '9'; }

bool is_one_of(const std::string& text, std::initializer_list<const char*> these) {
    return std::any_of(these.begin(), these.end(), [&](const char* one) { return text == one; });
}

/// Tesseract takes ¥ for the backslash that stands in its place in Japanese code pages.
bool is_yen_before(const std::string& text) { return is_one_of(text, {"¥", "\\", "￥"}); }

double product_of(const FieldReading& reading) {
    double product = 1;
    for (const CharacterReading& character : reading.characters) product *= character.confidence;
    return reading.characters.empty() ? 0 : product;
}

void set_confidence(CharacterReading& character, double confidence) {
    character.confidence = confidence;
    double others = 0;
    for (const CharacterGuess& other : character.others) others += other.probability;
    for (CharacterGuess& other : character.others) other.probability *= others > 0 ? (1 - confidence) / others : 0;
}

/// Two readers that know nothing of each other and agree: wrong only if both are, and in the same way.
double agreed(double first, double second) {
    const double both_wrong = (1 - first) * (1 - second);
    return 1 - both_wrong / (both_wrong + first * second);
}

/// How surely Tesseract parts the characters of a number rightly.
constexpr double cut_right = 0.99;

struct SecondReading {
    std::vector<std::string> texts;  ///< digits and "-", in their order
    std::vector<double> probabilities;
    double certainty = 1;            ///< of the way of cutting
};

SecondReading second_reading(const LineLattice& lattice, const std::vector<std::optional<GlyphBatch::Place>>& places, const GlyphBatch& batch) {
    std::vector<const GlyphReading*> readings;
    for (const auto& place : places) readings.push_back(place ? &batch[*place] : nullptr);
    const LineSpelling spelling = decode_line(lattice, readings);
    SecondReading second;
    second.certainty = spelling.certainty;
    for (const auto& part : spelling.parts) {
        const LineCandidate& candidate = lattice.candidates[part.candidate];
        if (candidate.symbol == '.') continue;  // commas and points part thousands
        const GlyphReading* glyph = readings[part.candidate];
        const bool read = glyph && !glyph->guesses.empty();
        second.texts.push_back(candidate.symbol ? "-" : read ? glyph->guesses.front().text : "?");
        second.probabilities.push_back(candidate.symbol ? 0.98 : read ? glyph->guesses.front().probability * (1 - glyph->reject) : 0);
    }
    return second;
}

/// Tesseract never says more than 0.99 of a character, and on print 6 of 1,000 fields of which it says 0.985 throughout are
/// wrong. Where the digits' own network, which cuts and reads by itself, gives the same number, both together are sure.
Finish read_number_again(const PageContext& context, const FieldInk& ink, int lines, FieldReading& reading) {
    std::size_t digits = 0;
    for (const CharacterReading& character : reading.characters) {
        digits += is_digit(character.value);
        const bool within = &character != &reading.characters.front() && &character != &reading.characters.back();
        const bool known = is_digit(character.value) || (within && is_one_of(character.value, {"-", ",", "."})) ||
                           (!within && (is_yen_before(character.value) || character.value == "円"));
        if (!known) return {};
    }
    if (digits < 2 || !context.recogniser.knows(CharacterSet::digits)) return {};
    auto lattices = cut_lines(ink, lines, habit_of(CharacterSet::digits));
    if (lattices.size() != 1) return {};
    auto lattice = std::make_shared<LineLattice>(std::move(lattices.front()));
    std::vector<std::optional<GlyphBatch::Place>> places;
    for (LineCandidate& candidate : lattice->candidates)
        places.push_back(candidate.symbol ? std::nullopt : std::optional(context.batch.add(CharacterSet::digits, std::move(candidate.glyph), Looks::one)));
    return [&reading, lattice, places](const GlyphBatch& batch) {
        SecondReading second = second_reading(*lattice, places, batch);
        // What stands before and behind an amount is no digit to either reader.
        const std::size_t from = is_yen_before(reading.characters.front().value) ? 1 : 0;
        const bool yen_behind = reading.characters.back().value == "円";  // one piece, or its two legs
        std::vector<CharacterReading*> compared;
        for (CharacterReading& character : reading.characters)
            if (is_digit(character.value) || character.value == "-") compared.push_back(&character);
        const std::size_t to = from + compared.size();
        if (yen_behind ? second.texts.size() <= to || second.texts.size() > to + 2 : second.texts.size() != to) return;
        for (std::size_t i = 0; i < compared.size(); ++i)
            if (compared[i]->value != second.texts[from + i]) return;
        for (std::size_t i = 0; i < compared.size(); ++i)
            set_confidence(*compared[i], agreed(compared[i]->confidence, second.probabilities[from + i]));
        for (CharacterReading& character : reading.characters)  // marks that change no value
            if (!is_digit(character.value) && character.value != "-") set_confidence(character, 0.9999);
        reading.raw.clear();  // Tesseract's words are none in a number
        for (const CharacterReading& character : reading.characters) reading.raw += character.value;
        reading.value = reading.raw;
        reading.confidence = product_of(reading) * agreed(cut_right, second.certainty);
    };
}

}  // namespace

Finish read_print_field(const PageContext& context, const FieldTemplate& field, FieldReading& reading, bool proposal) {
    FieldInk ink = remove_print(context.crop(field.box_mm, 12.0, 1.5), context.fit);
    remove_specks(ink, 0.03);
    if (note_blank(ink, field.box_mm, reading)) return {};
    // The row above and below that hangs into the crop is not this field's.
    const StrokeMap map = find_strokes(ink);
    std::vector<char> foreign(map.strokes.size() + 1, 0);
    for (const Stroke& stroke : map.strokes) foreign[stroke.label] = !stroke.own;
    for (int y = 0; y < map.labels.rows; ++y)
        for (int x = 0; x < map.labels.cols; ++x)
            if (foreign[map.labels.at<int>(y, x)]) ink.ink.at<std::uint8_t>(y, x) = 0;
    const PrintedText print = read_print(ink, field.lines);
    if (!print.available) {
        doubt(reading, "活字の認識（Tesseract の日本語データ）が使えません");
        return {};
    }
    reading.value = reading.raw = print.text;
    for (const PrintedCharacter& character : print.characters)
        reading.characters.push_back({character.text, character.confidence, context.on_page(ink, field.box_mm, character.place), character.others});
    reading.confidence = product_of(reading);
    if (print.text.empty()) doubt(reading, "文字を読み取れません");
    else if (proposal) doubt(reading, "手書きの漢字は人の確認が必要です");
    else if (print.confidence < 0.9) doubt(reading, "文字がはっきりしません");
    if (proposal) {
        reading.confidence = std::min(reading.confidence, 0.5);
        return {};
    }
    return read_number_again(context, ink, field.lines, reading);
}

}  // namespace yorozu::ocr
