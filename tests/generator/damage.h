#pragma once
#include <set>

#include "tests/generator/generator.h"
#include "tests/generator/paper.h"

namespace yorozu::generator {

/// Stamps, folds, stains: what happened to the paper after it was written on.
void damage_paper(Paper& paper, const PageDesign& page, const std::set<Damage>& damages, Random random);

/// The scanner (or the phone): turn, skew, scale, borders, noise, grey or one bit.
FilledPage scan_paper(const ocr::Image& paper, double dpi, const std::set<Damage>& damages, Random random);

/// Resolution at which the page is drawn and scanned.
double scan_dpi(const std::set<Damage>& damages);

}  // namespace yorozu::generator
