#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "tests/generator/form_design.h"
#include "tests/generator/generator.h"

namespace yorozu::testing {

/// Two characters that are mistaken for each other.
struct LookAlikes {
    const char* name;   ///< of the folder: "1/7"
    const char* kind;   ///< of the field that holds them
    std::vector<std::string> pair;
};
const std::vector<LookAlikes>& look_alikes();

/// A form of our own with two combs for each pair, without lists or rules: what is written, the glyphs alone must tell.
const generator::FormDesign& look_alike_sheet();

/// The sheet filled by one hand: each comb with its two characters in an order drawn by the seed.
generator::FilledForm filled_look_alikes(std::uint64_t seed, const generator::HandChoice& hand, const std::vector<generator::Damage>& damages = {});

}  // namespace yorozu::testing
