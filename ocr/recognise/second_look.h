#pragma once
#include "ocr/recognise/network.h"

/// Private to ocr/recognise: doubtful glyphs are read again from six further views.
namespace yorozu::ocr {

/// Reads again each glyph that the network takes for one of its classes with less than the file's `secondLook`: turned by ±5°, slanted by ±10°,
/// narrower and wider. Its row becomes the geometric mean of all seven readings (the mean of the logits), at the file's `secondTemperature`.
/// What more likely is none of the classes is left as it is. `input` and `rows` as given to and by Network::probabilities.
void look_again(Network& network, const std::vector<float>& input, std::vector<std::vector<double>>& rows);

}  // namespace yorozu::ocr
