#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "tests/generator/generator.h"
#include "tests/generator/hand.h"

namespace yorozu::generator {

/// Something in a box that is no character to anybody: a tangle, hatching, a blot, a spiral or crosses over each other.
void scribble_in(cairo_t* pen, const ocr::BoxMm& box, const Hand& hand, Random& random);

/// A form with scribbles wherever a person writes or marks: a child had it, or somebody tried a pen. Seals stay empty.
/// The truth is empty throughout, and whatever is accepted of it is accepted wrongly.
FilledForm make_scribbled_form(const std::string& form, std::uint64_t seed, const std::vector<Damage>& damages = {});

}  // namespace yorozu::generator
