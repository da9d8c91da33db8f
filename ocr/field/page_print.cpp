#include "ocr/field/page_print.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "ocr/field/print.h"
#include "ocr/page/picture.h"

namespace yorozu::ocr {
namespace {

/// The darkness of one piece of the page as read_print() takes it; small print is enlarged.
FieldInk piece_of(const cv::Mat& grey, double px_per_mm, const BoxMm& box, double height_px = 40) {
    constexpr double rim_mm = 0.3;
    const cv::Rect place = cv::Rect(int((box.x - rim_mm) * px_per_mm), int((box.y - rim_mm) * px_per_mm), int((box.width + 2 * rim_mm) * px_per_mm) + 1,
                                    int((box.height + 2 * rim_mm) * px_per_mm) + 1) & cv::Rect(0, 0, grey.cols, grey.rows);
    FieldInk piece;
    if (place.empty()) return piece;
    cv::Mat part = grey(place).clone();
    double lightest = 0, darkest = 0;
    cv::minMaxLoc(part, &darkest, &lightest);
    // Paper in grey fields becomes white, pale print black.
    part.convertTo(part, CV_8U, 255.0 / std::max(1.0, lightest - darkest), -darkest * 255.0 / std::max(1.0, lightest - darkest));
    const double factor = std::clamp(height_px / (box.height * px_per_mm), 0.5, 3.0);
    cv::resize(part, part, {}, factor, factor, factor < 1 ? cv::INTER_AREA : cv::INTER_CUBIC);
    piece.ink = 255 - part;
    piece.px_per_mm = px_per_mm * factor;
    return piece;
}

/// Lines that read badly are tried once more smaller and larger: short words come out empty at one size and right at another.
PrintedText read_piece(const cv::Mat& grey, double px_per_mm, const BoxMm& box) {
    constexpr double sure = 0.85;
    PrintedText best;
    for (const double height_px : {40.0, 30.0, 56.0}) {
        auto read = read_print(piece_of(grey, px_per_mm, box, height_px), 1);
        if (!read.available || read.confidence > best.confidence || best.text.empty()) best = std::move(read);
        if (!best.available || (best.confidence > sure && !best.text.empty())) break;
    }
    return best;
}

cv::Mat grey_of(const Image& image) {
    cv::Mat grey(image.height, image.width, image.channels == 3 ? CV_8UC3 : CV_8UC1, const_cast<std::uint8_t*>(image.pixels.data()));
    if (grey.channels() == 3) cv::cvtColor(grey, grey, cv::COLOR_RGB2GRAY);
    return grey;
}

/// "普通・当座" cut at its dots, if that gives as many words as parts were seen.
std::vector<std::string> words_between_dots(const std::string& text, std::size_t wanted) {
    std::vector<std::string> words(1);
    for (std::size_t i = 0; i < text.size();) {
        std::size_t width = 1;
        for (const std::string dot : {"・", "･", "·", "."})
            if (text.compare(i, dot.size(), dot) == 0) {
                words.emplace_back();
                width = 0;
                i += dot.size();
                break;
            }
        if (width) words.back() += text[i++];
    }
    const bool right = words.size() == wanted && std::none_of(words.begin(), words.end(), [](const auto& word) { return word.empty(); });
    return right ? words : std::vector<std::string>{};
}

}  // namespace

bool read_page_print(const Image& blank, double px_per_mm, std::vector<PrintLine>& lines) {
    const cv::Mat grey = grey_of(blank);
    for (auto& line : lines) {
        const auto read = read_piece(grey, px_per_mm, line.box_mm);
        if (!read.available) return false;
        line.text = read.text;
        line.part_texts = words_between_dots(line.text, line.parts.size());
        if (!line.part_texts.empty()) continue;
        for (const auto& part : line.parts) line.part_texts.push_back(read_piece(grey, px_per_mm, part).text);
    }
    return true;
}

int upright_turn(const Image& page, double px_per_mm) {
    constexpr std::size_t enough = 5;
    int best = 0;
    double surest = 0;
    for (const int turn : {0, 90, 180, 270}) {
        const Image image = turned(page, turn);
        auto lines = find_print(image, px_per_mm);
        std::erase_if(lines, [](const PrintLine& line) { return line.box_mm.height < 1.6 || line.box_mm.width < 4 * line.box_mm.height; });
        std::sort(lines.begin(), lines.end(), [](const PrintLine& a, const PrintLine& b) { return a.box_mm.width > b.box_mm.width; });
        if (lines.size() > enough) lines.resize(enough);
        const cv::Mat grey = grey_of(image);
        double sure = 0;
        for (const auto& line : lines) {
            auto box = line.box_mm;
            box.width = std::min(box.width, 60.0);
            const auto read = read_print(piece_of(grey, px_per_mm, box), 1);
            sure += read.confidence * std::min<std::size_t>(read.characters.size(), 20);
        }
        // Upright unless another turn reads clearly better.
        if (sure > surest * (best == turn ? 1 : 1.15) + (turn ? 1 : 0)) surest = sure, best = turn;
    }
    return best;
}

}  // namespace yorozu::ocr
