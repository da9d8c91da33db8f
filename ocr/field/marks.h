#pragma once
#include <string>
#include <vector>

#include "ocr/field/strokes.h"

/// Private to ocr/field: choices. How a mark is told from none, and a valid one from a cancelled one.
///
/// **Circled choice (丸囲み).** The printed words are don't-care, so what remains is the ring. From the centre of an
/// option 72 rays go out in equal angles. A ray counts when it meets ink between 0.3 of the option's half size (in
/// its direction) and half size + 3.5 mm. `coverage` is the share of rays that count: a ring gives 0.85–1, the near
/// side of a neighbour's ring 0.2–0.35, a check mark or a line 0.1–0.5. `closed`: a flood fill from the centre, over
/// ink thickened by 0.4 mm, stays within reach. A ring is *marked* at coverage ≥ 0.72, or closed and ≥ 0.6; from 0.42
/// on it is *unclear*. `inner` is the ink inside 0.65 of the ring's radius in units of one pen line across the ring:
/// ≥ 0.5 means that something was drawn through the ring: *cancelled*.
/// One ring around two options belongs to the one whose centre is at most half as far from the ring's centre;
/// otherwise both are unclear. Two rings are two marks: a person decides.
///
/// **Check (レ, ×, ■) and fill.** The box's outline is don't-care. Measured are the ink inside (mm² and the
/// extent of its largest stroke), the ink up to half a box outside, the density inside, the length of the skeleton,
/// and the share of the skeleton left when the two strongest straight lines (0.35 mm wide) are taken out: × and レ
/// leave under 0.45, scribble leaves more. Level lines twice as long as the box, and scribble with a skeleton of more
/// than 6 box sides that leaves the box, are *cancelled*. A stroke through the box that is longer than 3.5 of its sides
/// or runs out of the crop goes elsewhere, and ink
/// that leaves the middle of the box free is a side of it off its place: *unclear*. `fill` asks for a density of 0.45 (0.2 is unclear).
namespace yorozu::ocr {

enum class MarkState { empty, marked, cancelled, unclear };

struct MarkReading {
    MarkState state = MarkState::empty;
    double coverage = 0;   ///< circle: share of rays that meet the ring; check: density of ink inside the box
    bool closed = false;   ///< circle: a flood fill does not leak
    double inner = 0;      ///< circle: pen lines across the ring; check: share left without its two strongest lines
    double ink_mm2 = 0;    ///< ink inside the option's box
    int ring = 0;          ///< circle: label of the stroke most rays met
};

/// Marks of the options (their boxes in the crop's pixels). Specks must be gone.
std::vector<MarkReading> read_circles(const FieldInk& field, const std::vector<cv::Rect>& options);
std::vector<MarkReading> read_checks(const FieldInk& field, const std::vector<cv::Rect>& options, bool fill);

/// What the marks of a group say together.
struct ChoiceReading {
    std::vector<std::size_t> picked;   ///< in the options' order
    bool blank = false;                ///< nothing is marked and nothing is drawn
    double confidence = 0;
    std::vector<std::string> reasons;  ///< why a person must look, in Japanese
};
ChoiceReading decide_choice(const std::vector<MarkReading>& marks, bool circle, bool pick_many);

}  // namespace yorozu::ocr
