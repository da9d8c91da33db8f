#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "ocr/recognise/normalise.h"

/// Private to ocr/recognise: what a `*.recogniser.json` says of one network.
namespace yorozu::ocr {

/// Format 1. Any ONNX classifier whose one input is n × channels × size × size and whose one output is n × classes
/// can be named by such a file:
///   formatVersion 1
///   network       the ONNX file, beside this one
///   classes       one string (every code point a class) or an array of strings, in the order of the outputs
///   reject        true if one more output follows the classes: "none of them"
///   sets          {"digits": "0123456789", …}: what may be answered for each character set
///   twins         ["へヘ", …]: classes that only the set tells apart; the one outside the set lends its probability
///                 to the one inside
///   size, inner, innerCell, channels   see InputShape
///   temperature   logits are divided by it before the softmax; fitted on held-back glyphs
///   secondLook    glyphs given with less are read again from further views (second_look.h); default 0: none
///   secondTemperature  of the mean of all views; default: temperature
///   gives         "logits" (default) or "probabilities"
/// Keys beginning with x- are notes (figures measured, data, …); any other key is refused by name.
struct RecogniserFile {
    std::filesystem::path file;
    std::filesystem::path network;
    std::vector<std::string> classes;
    bool reject = false;
    std::map<CharacterSet, std::vector<int>> sets;  ///< indices into classes
    std::vector<std::vector<int>> twins;            ///< indices into classes
    InputShape shape;
    double temperature = 1;
    double second_look = 0;
    double second_temperature = 1;
    bool gives_logits = true;
};

/// Throws std::runtime_error with file, place and mend, in Japanese.
RecogniserFile read_recogniser_file(const std::filesystem::path& file);

}  // namespace yorozu::ocr
