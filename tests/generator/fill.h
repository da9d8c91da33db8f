#pragma once
#include <set>

#include "tests/generator/answers.h"
#include "tests/generator/generator.h"
#include "tests/generator/paper.h"

namespace yorozu::generator {

/// Writes all answers of one page (from 1) onto its paper; what goes wrong while writing (strike-outs, two
/// circles …) is in `damages`, and changes `answers`' truth where it changes what counts.
void fill_page(Paper& paper, const FormDesign& form, int page, Answers& answers, const Hand& hand,
               const std::set<Damage>& damages, Random random);

}  // namespace yorozu::generator
