#pragma once
#include <map>
#include <string>

#include "tests/generator/form_design.h"
#include "tests/generator/random.h"

namespace yorozu::generator {

/// What a made-up person puts into one field.
struct Answer {
    std::string written;  ///< as it goes on paper, one character a cell ("060401", "ヤマダ　タロウ", "普通")
    std::string truth;  ///< as a reader must give it ("2024-04-01", "ヤマダタロウ", "普通")
};
using Answers = std::map<std::string, Answer>;

/// Answers for every field of a form, consistent with each other (names with readings, banks with codes).
/// A field that the person leaves empty is there with two empty strings.
Answers make_answers(const FormDesign& form, Random random);

}  // namespace yorozu::generator
