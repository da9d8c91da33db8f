#pragma once
#include <string>
#include <vector>

#include "rpa/scenario.h"

namespace yorozu::rpa {

/// A piece of a step's sentence. A chip is a column, a variable or a secret: something that differs from record to record.
struct SentencePart {
    std::string text;
    bool chip = false;
    friend bool operator==(const SentencePart&, const SentencePart&) = default;
};

/// What a step does, as a Japanese sentence: its note if it has one (the chips follow it), else made from what it is.
std::vector<SentencePart> sentence_of(const Scenario& scenario, const Step& step);
/// The same as one text, chips in 【】.
std::string sentence_text(const Scenario& scenario, const Step& step);
/// How people call the element: the accessible name or text that points at it, else the selector.
std::string name_of(const Target& target);
/// How people call a column.
std::string label_of_column(const Scenario& scenario, const std::string& column);

}  // namespace yorozu::rpa
