#pragma once
#include <string>
#include <vector>

#include "ocr/field/ink.h"
#include "ocr/recognise/recogniser.h"

/// Private to ocr/field: print, read by Tesseract (Japanese).
namespace yorozu::ocr {

struct PrintedCharacter {
    std::string text;
    double confidence = 0;
    cv::Rect place;
    std::vector<CharacterGuess> others;
};

struct PrintedText {
    bool available = true;  ///< false: the program or its Japanese data is missing on this machine
    std::string text;       ///< without the spaces Tesseract puts between Japanese characters
    std::vector<PrintedCharacter> characters;
    double confidence = 0;  ///< mean of the characters, 0…1, not calibrated
};

/// Reads the cleaned ink of a field. One Tesseract is kept per thread and made at the first call (0.3 s).
PrintedText read_print(const FieldInk& field, int lines);

}  // namespace yorozu::ocr
