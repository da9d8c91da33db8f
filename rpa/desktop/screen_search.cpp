// Text and pictures on the screen: the last resort, when a program tells nothing about its parts.
#include <tesseract/baseapi.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "rpa/desktop/png_picture.h"
#include "rpa/desktop/x11_desktop.h"

namespace yorozu::rpa {

namespace {

/// Compatibility form without spaces: OCR puts spaces between Japanese characters and mixes widths.
std::string comparable(const std::string& text) {
    UErrorCode status = U_ZERO_ERROR;
    const auto* form = icu::Normalizer2::getNFKCInstance(status);
    icu::UnicodeString normal = form->normalize(icu::UnicodeString::fromUTF8(text), status);
    normal.findAndReplace(" ", "");
    std::string out;
    return normal.toUTF8String(out);
}

struct Glyph {
    std::string text;
    Box box;
};

cv::Mat matrix_of(const Pixels& pixels) { return cv::Mat(pixels.height, pixels.width, CV_8UC3, const_cast<std::uint8_t*>(pixels.rgb.data())); }

}  // namespace

/// What can be seen of the current window.
Box X11Desktop::window_box() {
    const auto id = display_window(current_window());
    bring_to_front(id);
    for (const auto& window : session_.display().windows())
        if (window.id == id) return common_part(window.box, {0, 0, session_.display().width(), session_.display().height()});
    return {};
}

std::vector<Box> X11Desktop::text(const std::string& text) {
    const std::string wanted = comparable(text);
    const Box area = window_box();
    if (area.empty() || wanted.empty()) return {};
    tesseract::TessBaseAPI reader;
    if (reader.Init(nullptr, "jpn", tesseract::OEM_LSTM_ONLY) != 0)
        throw StepFailure{StepFailure::Kind::environment, "画面の文字を読めません: tesseract-ocr-jpn を入れてください（apt-get install tesseract-ocr-jpn）"};
    // Letters on a screen are 12 px high or so; the reader was made for print at 300 dpi.
    constexpr int scale = 3;
    cv::Mat grey, large;
    const auto pixels = session_.display().picture();
    cv::cvtColor(matrix_of(pixels)(cv::Rect(area.x, area.y, area.width, area.height)), grey, cv::COLOR_RGB2GRAY);
    cv::resize(grey, large, {}, scale, scale, cv::INTER_CUBIC);
    reader.SetPageSegMode(tesseract::PSM_SPARSE_TEXT);
    reader.SetImage(large.data, large.cols, large.rows, 1, static_cast<int>(large.step));
    reader.SetSourceResolution(300);
    reader.Recognize(nullptr);
    std::vector<Box> whole_lines, parts;  // a button's word also stands in longer sentences
    const std::unique_ptr<tesseract::ResultIterator> symbol(reader.GetIterator());
    std::vector<Glyph> line;
    const auto look_through = [&] {
        std::string all;
        std::vector<std::size_t> ends;
        for (const auto& glyph : line) {
            all += glyph.text;
            ends.push_back(all.size());
        }
        const auto glyph_at = [&](std::size_t byte) { return static_cast<std::size_t>(std::upper_bound(ends.begin(), ends.end(), byte) - ends.begin()); };
        for (std::size_t at = 0; (at = all.find(wanted, at)) != std::string::npos; at += wanted.size()) {
            Box box = line[glyph_at(at)].box;
            const Box& last = line[glyph_at(at + wanted.size() - 1)].box;
            const int bottom = std::max(box.y + box.height, last.y + last.height);
            box.y = std::min(box.y, last.y);
            box.width = last.x + last.width - box.x;
            box.height = bottom - box.y;
            (all == wanted ? whole_lines : parts).push_back(box);
        }
        line.clear();
    };
    if (!symbol) return {};
    do {
        if (symbol->IsAtBeginningOf(tesseract::RIL_TEXTLINE)) look_through();
        const std::unique_ptr<char[]> letter(symbol->GetUTF8Text(tesseract::RIL_SYMBOL));
        int left = 0, top = 0, right = 0, bottom = 0;
        if (letter && symbol->BoundingBox(tesseract::RIL_SYMBOL, &left, &top, &right, &bottom))
            line.push_back({comparable(letter.get()), {area.x + left / scale, area.y + top / scale, (right - left) / scale, (bottom - top) / scale}});
    } while (symbol->Next(tesseract::RIL_SYMBOL));
    look_through();
    return whole_lines.empty() ? parts : whole_lines;
}

std::vector<Box> X11Desktop::image(const std::string& file) {
    const auto wanted = read_png(options_.folder / file);
    if (!wanted) throw StepFailure{StepFailure::Kind::environment, "探す画像を読めません: " + file + ": シナリオと同じフォルダーに PNG を置いてください"};
    const Box area = window_box();
    if (area.width < wanted->width || area.height < wanted->height) return {};
    const auto pixels = session_.display().picture();
    cv::Mat likeness;
    cv::matchTemplate(matrix_of(pixels)(cv::Rect(area.x, area.y, area.width, area.height)), matrix_of(*wanted), likeness, cv::TM_CCOEFF_NORMED);
    // The display is the one that the picture was taken on, so it is found as it was but for a changed colour or two.
    constexpr double same = 0.97;
    std::vector<Box> found;
    for (int round = 0; round < 10; ++round) {
        double best = 0;
        cv::Point at;
        cv::minMaxLoc(likeness, nullptr, &best, nullptr, &at);
        if (best < same) break;
        found.push_back({area.x + at.x, area.y + at.y, wanted->width, wanted->height});
        const cv::Rect near(at.x - wanted->width / 2, at.y - wanted->height / 2, wanted->width, wanted->height);
        likeness(near & cv::Rect(0, 0, likeness.cols, likeness.rows)).setTo(0);
    }
    return found;
}

}  // namespace yorozu::rpa
