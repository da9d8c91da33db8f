#pragma once
#include <functional>
#include <opencv2/core.hpp>
#include <optional>
#include <string>

#include "ocr/field/field_reading.h"
#include "ocr/field/glyph_batch.h"
#include "ocr/field/ink.h"
#include "ocr/form/registered_page.h"

/// Private to ocr/field: what reading one field needs of its page.
namespace yorozu::ocr {

/// Resolution at which handwriting is cut: 254 dpi whatever the scan had.
inline constexpr double hand_px_per_mm = 10.0;
/// A field that shows less of its own print than this was scanned too bright: what looks blank may be faint writing.
inline constexpr double least_print_seen = 0.6;

struct PageContext {
    const RegisteredPage& page;
    Recogniser& recogniser;
    GlyphBatch& batch;
    PrintFit fit;
    bool colour = false;  ///< the scan has three channels
    mutable bool faded = false;  ///< fine print is missing on the scan, as faint writing would be

    /// The handwriting in and around a box, red stamps faded where the scan has colour.
    FieldInk hand_ink(const BoxMm& box, double margin_mm) const {
        Crop cut = page.crop(box, hand_px_per_mm, margin_mm);
        if (colour) fade_red(cut, page.colour(box, hand_px_per_mm, margin_mm));
        FieldInk ink = remove_print(cut, fit);
        faded = faded || ink.print_seen < least_print_seen;
        return ink;
    }
    Crop crop(const BoxMm& box, double px_per_mm, double margin_mm) const { return page.crop(box, px_per_mm, margin_mm); }
    /// A rectangle of a crop that was made for `box_mm`, on the input page.
    BoxPx on_page(const FieldInk& field, const BoxMm& box_mm, const cv::Rect& part) const {
        return page.on_page({box_mm.x + (part.x - field.box.x) / field.px_per_mm,
                             box_mm.y + (part.y - field.box.y) / field.px_per_mm, part.width / field.px_per_mm,
                             part.height / field.px_per_mm});
    }
};

/// What is left to do for a field once all glyphs of the page are read.
using Finish = std::function<void(const GlyphBatch&)>;

/// Each fills `reading` as far as it can and returns what must wait for the recognisers (empty: nothing).
Finish read_comb_field(const PageContext& context, const FieldTemplate& field, FieldReading& reading);
Finish read_choice_field(const PageContext& context, const FieldTemplate& field, FieldReading& reading);

Finish read_line_field(const PageContext& context, const FieldTemplate& field, FieldReading& reading);

void read_seal_field(const PageContext& context, const FieldTemplate& field, FieldReading& reading);
void read_code_field(const PageContext& context, const FieldTemplate& field, FieldReading& reading);
void read_image_field(const PageContext& context, const FieldTemplate& field, FieldReading& reading);
/// `proposal`: handwriting given to Tesseract for want of a recogniser; a person always looks. Numbers wait for a second reading.
Finish read_print_field(const PageContext& context, const FieldTemplate& field, FieldReading& reading, bool proposal);

/// Marks the reading blank, with its confidence, when the box holds less ink than any writing; fills `ink`.
bool note_blank(const FieldInk& ink, const BoxMm& box, FieldReading& reading);

/// Doubts a field whose writing is cut off by the crop.
void note_strokes_at_edge(const FieldInk& ink, FieldReading& reading);

/// The recogniser's set for a kind of field; nullopt for kinds without glyphs.
std::optional<CharacterSet> character_set(FieldKind kind);

/// Notes a doubt with its reason, once.
void doubt(FieldReading& reading, const std::string& reason);

/// Turns one glyph's guesses into a character. An empty answer becomes "?" with confidence 0.
CharacterReading character_of(const GlyphReading& glyph, const BoxPx& place);

/// Sets raw, value and confidence from the characters: text in order, product of confidences.
void sum_up(FieldReading& reading);

}  // namespace yorozu::ocr
