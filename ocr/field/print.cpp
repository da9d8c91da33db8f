#include "ocr/field/print.h"

#include <dlfcn.h>
#include <tesseract/baseapi.h>
#include <tesseract/resultiterator.h>

#include <cmath>
#include <memory>
#include <opencv2/imgproc.hpp>

#include "ocr/recognise/recogniser.h"

namespace yorozu::ocr {
namespace {

/// Tesseract asks OpenMP for four threads a line, which is slower than one thread where every core has its own page.
/// Its number cannot be set, so parallel regions are switched off; it may also be built without OpenMP.
void keep_to_one_thread() {
    using SetLevels = void (*)(int);
    if (auto set_levels = reinterpret_cast<SetLevels>(dlsym(RTLD_DEFAULT, "omp_set_max_active_levels"))) set_levels(0);
}

/// This thread's Tesseract; nullptr when it or its data cannot be had.
tesseract::TessBaseAPI* engine() {
    static thread_local std::unique_ptr<tesseract::TessBaseAPI> api;
    static thread_local bool tried = false;
    if (!tried) {
        tried = true;
        keep_to_one_thread();
        api = std::make_unique<tesseract::TessBaseAPI>();
        api->SetVariable("debug_file", "/dev/null");
        if (api->Init(nullptr, "jpn", tesseract::OEM_LSTM_ONLY) != 0) api.reset();
        else api->SetVariable("lstm_choice_mode", "2");
    }
    return api.get();
}

bool is_ascii(const std::string& text) { return !text.empty() && static_cast<unsigned char>(text[0]) < 0x80; }

}  // namespace

PrintedText read_print(const FieldInk& field, int lines) {
    PrintedText result;
    auto* api = engine();
    if (!api) {
        result.available = false;
        return result;
    }
    if (field.ink.empty()) return result;
    // Only the writing with a rim of paper: Tesseract loses short lines in wide empty boxes.
    std::vector<cv::Point> inked;
    cv::findNonZero(field.ink >= written, inked);
    if (inked.empty()) return result;
    const int rim = int(std::lround(1.2 * field.px_per_mm));
    const cv::Rect part = cv::boundingRect(inked) & cv::Rect(0, 0, field.ink.cols, field.ink.rows);
    cv::Mat paper;
    cv::copyMakeBorder(255 - field.ink(part), paper, rim, rim, rim, rim, cv::BORDER_CONSTANT, cv::Scalar(255));
    api->SetPageSegMode(lines > 1 ? tesseract::PSM_SINGLE_BLOCK : tesseract::PSM_SINGLE_LINE);
    api->SetImage(paper.data, paper.cols, paper.rows, 1, int(paper.step));
    api->SetSourceResolution(int(field.px_per_mm * 25.4));
    api->Recognize(nullptr);
    std::unique_ptr<tesseract::ResultIterator> symbols(api->GetIterator());
    if (symbols && !symbols->Empty(tesseract::RIL_SYMBOL)) {
        bool word_before = false;
        do {
            const std::unique_ptr<char[]> text(symbols->GetUTF8Text(tesseract::RIL_SYMBOL));
            if (!text || !*text.get()) continue;
            PrintedCharacter character;
            character.text = text.get();
            if (character.text == " " || character.text == "\n" || character.text == "　") continue;
            character.confidence = symbols->Confidence(tesseract::RIL_SYMBOL) / 100.0;
            int left = 0, top = 0, right = 0, bottom = 0;
            if (symbols->BoundingBox(tesseract::RIL_SYMBOL, &left, &top, &right, &bottom))
                character.place = {left + part.x - rim, top + part.y - rim, right - left, bottom - top};
            tesseract::ChoiceIterator choices(*symbols);
            do {
                const char* other = choices.GetUTF8Text();
                if (other && *other && character.text != other && character.others.size() < 5)
                    character.others.push_back({other, choices.Confidence() / 100.0});
            } while (choices.Next());
            // A space counts only between Latin words; Japanese has none.
            const bool new_word = symbols->IsAtBeginningOf(tesseract::RIL_WORD);
            if (word_before && new_word && is_ascii(character.text) && is_ascii(result.characters.back().text))
                result.text += " ";
            result.text += character.text;
            result.confidence += character.confidence;
            result.characters.push_back(std::move(character));
            word_before = true;
        } while (symbols->Next(tesseract::RIL_SYMBOL));
    }
    if (!result.characters.empty()) result.confidence /= double(result.characters.size());
    api->Clear();
    return result;
}

}  // namespace yorozu::ocr
