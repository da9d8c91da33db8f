#pragma once
#include <string>

#include "workbench/desk/reading/evaluation.h"

namespace yorozu::desk {

/// An evaluation as tables (CSV, RFC 4180) and pictures (SVG 1.1, Japanese captions, no foreign files). None holds a
/// value that was read.
///
/// The curve: which share of the filled fields a person looks at, and which share of the others is wrong, when only the
/// surest are taken without a person. `limit`: the office's limit, drawn as a line.
std::string curve_csv(const Evaluation& evaluation);
std::string curve_svg(const Evaluation& evaluation, double limit);

/// The reliability diagram: of the fields said to be wrong with such a probability (1 − confidence), how many are. A
/// calibrated reader lies on the diagonal; above it, it is too sure. With Wilson's 95 % interval of each bin.
std::string reliability_csv(const Evaluation& evaluation);
std::string reliability_svg(const Evaluation& evaluation);

}  // namespace yorozu::desk
