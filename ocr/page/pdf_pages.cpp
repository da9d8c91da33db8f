#include "ocr/page/pdf_pages.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <sstream>

#include "ocr/page/child_process.h"

namespace yorozu::ocr {
namespace {

ChildLimits child_limits(const LoadLimits& limits, long long output_bytes) {
    return {limits.pdf_seconds, limits.pdf_memory, output_bytes};
}

/// An absolute path never looks like an option.
std::string safe_path(const std::filesystem::path& file) { return std::filesystem::absolute(file).string(); }

bool mentions(const std::string& text, const char* words) { return text.find(words) != std::string::npos; }

DecodeFailure failure_of(const ChildResult& child, const LoadLimits& limits) {
    switch (child.end) {
        case ChildResult::End::not_started:
            return {"PDF を読むための poppler-utils が動きません", "script/setup を実行して poppler-utils を入れてください"};
        case ChildResult::End::timed_out:
            return {"PDF の処理が " + std::to_string(limits.pdf_seconds) + " 秒で終わりませんでした",
                    "PDF を作り直すか、TIFF や PNG でスキャンしてください"};
        case ChildResult::End::too_much_output:
            return {"PDF のページが大きすぎます", "300 dpi 程度でスキャンし直してください"};
        default: break;
    }
    if (mentions(child.errors, "Incorrect password"))
        return {"PDF にパスワードがかかっています", "パスワードを外して保存した PDF を読み込んでください"};
    if (child.end == ChildResult::End::killed || mentions(child.errors, "memory"))
        return {"PDF の処理が使えるメモリーの上限を超えたか、途中で止まりました", "PDF を作り直すか、TIFF や PNG でスキャンしてください"};
    return {"PDF が壊れています", "もう一度スキャンするか、元のファイルをコピーし直してください"};
}

DecodeFailure too_large(double width, double height, const LoadLimits& limits) {
    std::ostringstream text;
    text << "PDF のページが大きすぎます（" << std::llround(width) << "×" << std::llround(height) << " 画素、上限は "
         << limits.max_pixels / 1'000'000 << " 百万画素）";
    return {text.str(), "用紙の大きさを確かめて、スキャンし直してください"};
}

/// "Page    1 size:  283.46 x 419.53 pts (A6)" → its number and size.
bool page_size_line(const std::string& line, int& number, PdfOutline::Size& size) {
    return std::sscanf(line.c_str(), "Page %d size: %lf x %lf pts", &number, &size.width_pt, &size.height_pt) == 3;
}

/// The header of a PGM or PPM as pdftoppm writes it; `start` becomes the first pixel's place.
bool read_pnm_header(const std::vector<std::uint8_t>& bytes, Image& image, std::size_t& start) {
    const std::string head(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(bytes.size(), 64)));
    char kind = 0;
    int most = 0, used = 0;
    if (std::sscanf(head.c_str(), "P%c %d %d %d%n", &kind, &image.width, &image.height, &most, &used) != 4) return false;
    if ((kind != '5' && kind != '6') || most != 255 || image.width <= 0 || image.height <= 0) return false;
    image.channels = kind == '6' ? 3 : 1;
    start = static_cast<std::size_t>(used) + 1;
    return true;
}

bool is_grey(const Image& image) {
    for (std::size_t i = 0; i + 2 < image.pixels.size(); i += 3)
        if (image.pixels[i] != image.pixels[i + 1] || image.pixels[i] != image.pixels[i + 2]) return false;
    return true;
}

void drop_colour(Image& image) {
    std::size_t count = image.pixels.size() / 3;
    for (std::size_t i = 0; i < count; ++i) image.pixels[i] = image.pixels[3 * i];
    image.pixels.resize(count);
    image.pixels.shrink_to_fit();
    image.channels = 1;
}

bool is_one_shade(const Image& image) {
    return std::all_of(image.pixels.begin(), image.pixels.end(), [&](std::uint8_t v) { return v == image.pixels.front(); });
}

}  // namespace

PdfOutline pdf_outline(const std::filesystem::path& file, const LoadLimits& limits) {
    PdfOutline outline;
    // One page more than allowed is asked for: enough to see that there are too many, cheap for a hostile count.
    const auto child = run_child({"pdfinfo", "-f", "1", "-l", std::to_string(limits.max_pages + 1), safe_path(file)},
                                 child_limits(limits, 64 << 20));
    if (child.end != ChildResult::End::exited || child.exit_code != 0) {
        outline.failure = failure_of(child, limits);
        return outline;
    }
    std::istringstream text(std::string(child.output.begin(), child.output.end()));
    int pages = 0;
    for (std::string line; std::getline(text, line);) {
        int number = 0;
        PdfOutline::Size size;
        if (std::sscanf(line.c_str(), "Pages: %d", &pages) == 1) {
            if (pages > limits.max_pages) {
                outline.failure = {"PDF のページが多すぎます（" + std::to_string(pages) + " ページ、上限は " +
                                       std::to_string(limits.max_pages) + " ページ）",
                                   "PDF を分けてから読み込んでください"};
                return outline;
            }
            outline.pages.resize(static_cast<std::size_t>(std::max(pages, 0)));
        } else if (page_size_line(line, number, size) && number >= 1 && number <= pages) {
            outline.pages[static_cast<std::size_t>(number) - 1] = size;
        }
    }
    if (outline.pages.empty())
        outline.failure = {"PDF にページがありません", "もう一度スキャンするか、元のファイルをコピーし直してください"};
    return outline;
}

DecodeResult pdf_page(const std::filesystem::path& file, int number, const PdfOutline::Size& size, const LoadLimits& limits) {
    const DecodeFailure broken{"PDF のこのページが壊れています", "もう一度スキャンするか、元のファイルをコピーし直してください"};
    const double width = size.width_pt / 72 * limits.pdf_dpi, height = size.height_pt / 72 * limits.pdf_dpi;
    if (!(width >= 1 && height >= 1)) return broken;
    if (width * height > static_cast<double>(limits.max_pixels)) return too_large(width, height, limits);
    const std::string page = std::to_string(number);
    const auto child =
        run_child({"pdftoppm", "-r", std::to_string(limits.pdf_dpi), "-f", page, "-l", page, safe_path(file)},
                  child_limits(limits, 3 * static_cast<long long>((width + 2) * (height + 2)) + 1024));
    if (child.end != ChildResult::End::exited || child.exit_code != 0) return failure_of(child, limits);
    Decoded decoded;
    std::size_t start = 0;
    if (!read_pnm_header(child.output, decoded.image, start)) return broken;
    const auto pixel_bytes = decoded.image.row_bytes() * static_cast<std::size_t>(decoded.image.height);
    if (static_cast<long long>(decoded.image.width) * decoded.image.height > limits.max_pixels ||
        child.output.size() < start + pixel_bytes)
        return broken;
    decoded.image.pixels.assign(child.output.begin() + static_cast<std::ptrdiff_t>(start),
                                child.output.begin() + static_cast<std::ptrdiff_t>(start + pixel_bytes));
    // poppler paints an undecodable page white and only complains: that must not pass for an empty form.
    if (!child.errors.empty() && is_one_shade(decoded.image)) return broken;
    if (decoded.image.channels == 3 && is_grey(decoded.image)) drop_colour(decoded.image);
    decoded.dpi = decoded.dpi_down = limits.pdf_dpi;
    return decoded;
}

}  // namespace yorozu::ocr
