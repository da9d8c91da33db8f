#pragma once
#include <string>
#include <vector>

#include "tests/generator/form_design.h"
#include "tests/generator/generator.h"

namespace yorozu::testing {

/// A form of our own whose fields an office's printer fills: numbers, amounts, codes, dates, katakana, names and towns, without
/// lists or rules.
const generator::FormDesign& printed_sheet();

/// The sheet printed in one font (by its family's name), each field with an answer of its kind drawn by the seed, in a size and at
/// a place of its own.
generator::FilledForm filled_printed_sheet(std::uint64_t seed, const std::string& family, const std::vector<generator::Damage>& damages = {});

}  // namespace yorozu::testing
