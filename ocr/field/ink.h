#pragma once
#include <opencv2/core.hpp>

#include "ocr/form/form_match.h"

/// Private to ocr/field: what a person wrote, with the form's print taken away.
namespace yorozu::ocr {

/// How sharply a registered blank predicts the page near one box.
struct PrintFit {
    double residual_mm = 0.08;  ///< how far print may lie from where the blank puts it
    double pixel_mm = 0.085;    ///< size of one pixel of the input page (0.085 = 300 dpi)
};

/// The handwriting of one crop. All pictures have the crop's size.
struct FieldInk {
    cv::Mat ink;    ///< 8 bit: 0 paper … 255 full ink, print taken away, crossing strokes bridged
    cv::Mat print;  ///< 8 bit mask, 255 = print was here: "don't care", nothing is known of paper or ink
    cv::Rect box;   ///< the field's box in the crop
    double px_per_mm = 0;
    double level = 0;  ///< darkness (0…255) of the strongest strokes before scaling; 0 when there are none
    double print_seen = 1;  ///< share of the print inside the box that the page shows; fine lines go first, faint writing with them
};

/// Takes the blank's print out of a crop.
/// 1. The blank's darkness, widened by half an input pixel, is what print explains: where it is strong the page
///    is *don't care*; dark ink over pale print (darker by 70 than explained) stays ink; pale shading is subtracted.
/// 2. A band of the residual's width around the print holds slivers of lines that lie a little off. Ink there
///    stays only if it hangs on ink outside the band by a path not longer than the band is wide: strokes do, slivers
///    run along the line and do not.
/// 3. A stroke that enters the don't-care zone on one side and leaves it on the other, in one of 16 directions,
///    is bridged over pixels that are dark on the page.
/// 4. What is left of a printed line beside its place (thinner than 0.25 mm, straight along it) is taken out.
/// Ink is scaled by the local level of darkness (strongest pixel within 2.5 mm), so that faint pencil comes out
/// as full ink; the noise of the paper (5 deviations, at least 22) is the floor.
FieldInk remove_print(const Crop& crop, const PrintFit& fit = {});

/// Fades red out of a crop of a colour scan: date stamps and seals over the writing. `colour` has the crop's pixels
/// (red, green, blue). Nothing is done where hardly anything else is written in the box (under 0.4 mm²): somebody may
/// have written in red.
void fade_red(Crop& crop, const Image& colour);

/// Ink that counts as written: the one threshold of this room.
inline constexpr int written = 112;

/// Takes specks away: connected ink smaller than `mm2`; and what lies within 0.3 mm of print if it is small or a
/// sliver (thinner than 0.3 mm): what is left of a line that lay off its place.
void remove_specks(FieldInk& field, double mm2);

}  // namespace yorozu::ocr
