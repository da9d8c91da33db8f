#include "workbench/desk/templates/template_blank.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "ocr/field/page_print.h"
#include "ocr/form/straighten.h"
#include "ocr/page/page.h"
#include "ocr/page/picture.h"
#include "workbench/desk/templates/form_templates.h"
#include "workbench/desk/workspace/whole_file.h"

namespace yorozu::desk {
namespace fs = std::filesystem;
namespace {

struct Paper {
    const char* name;
    double width_mm, height_mm;
};
constexpr std::array<Paper, 8> papers{{{"はがき", 100, 148}, {"A4", 210, 297}, {"A5", 148, 210}, {"A3", 297, 420}, {"A6", 105, 148}, {"B5", 182, 257},
                                       {"B4", 257, 364}, {"往復はがき", 200, 148}}};

/// A scan of known paper rarely is off by more than 2 mm; then the paper's own size is meant.
void snap_to_paper(double& width, double& height) {
    for (const auto& paper : papers) {
        if (std::abs(width - paper.width_mm) < 2 && std::abs(height - paper.height_mm) < 2) width = paper.width_mm, height = paper.height_mm;
        if (std::abs(width - paper.height_mm) < 2 && std::abs(height - paper.width_mm) < 2) width = paper.height_mm, height = paper.width_mm;
    }
}

/// Width and height in mm of a blank; says in `remarks` when it had to be guessed.
std::pair<double, double> paper_size(const ocr::Page& page, double width_mm, std::vector<std::string>& remarks) {
    const double ratio = static_cast<double>(page.image.height) / page.image.width;
    double width = width_mm, height = width_mm * ratio;
    if (width <= 0 && page.dpi > 0) {
        width = page.image.width * 25.4 / page.dpi;
        height = page.image.height * 25.4 / (page.dpi_down > 0 ? page.dpi_down : page.dpi);
        snap_to_paper(width, height);
    }
    if (width <= 0) {
        // Postcards are a little longer than the A series; the rest is taken for A4.
        const double longer = std::max(ratio, 1 / ratio);
        const Paper& paper = std::abs(longer - 1.48) < std::abs(longer - 1.4142) ? papers[0] : papers[1];
        width = ratio >= 1 ? paper.width_mm : paper.height_mm;
        height = width * ratio;
        snap_to_paper(width, height);
        remarks.push_back(std::string("画像に解像度の記録がないため、用紙を ") + paper.name + " とみなしました。違うときは --width-mm で幅を指定してください");
    }
    return {std::round(width * 10) / 10, std::round(height * 10) / 10};
}

ocr::Image in_grey(const ocr::Image& image) {
    if (image.channels == 1) return image;
    ocr::Image grey{image.width, image.height, 1, {}};
    grey.pixels.resize(image.pixels.size() / 3);
    for (std::size_t i = 0; i < grey.pixels.size(); ++i) {
        const auto* rgb = image.pixels.data() + 3 * i;
        grey.pixels[i] = static_cast<std::uint8_t>((rgb[0] * 77 + rgb[1] * 150 + rgb[2] * 29 + 128) >> 8);
    }
    return grey;
}

/// A picture that a template can name as it lies: one page, not a PDF.
bool is_picture(const fs::path& file, std::size_t pages) {
    std::string extension = file.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(), [](unsigned char c) { return std::tolower(c); });
    return pages == 1 && extension != ".pdf";
}

}  // namespace

std::vector<BlankPage> open_blank(const fs::path& file, double width_mm, std::vector<std::string>& remarks) {
    std::vector<ocr::Page> pages;
    ocr::PageReader reader(file);
    while (auto next = reader.next()) {
        if (auto* failure = std::get_if<ocr::LoadFailure>(&*next)) throw TemplateRequestFault(failure->what, file.string(), failure->mend);
        pages.push_back(std::move(std::get<ocr::Page>(*next)));
        if (pages.size() > 40) throw TemplateRequestFault("空の帳票のページが多すぎます（上限 40）", file.string(), "帳票一種類ごとのファイルにしてください");
    }
    std::vector<BlankPage> blanks;
    for (auto& page : pages) {
        BlankPage blank;
        // Turned first, for the paper's proportions tell its size.
        const double guess = page.image.width / (page.dpi > 0 ? page.image.width * 25.4 / page.dpi : 210.0);
        blank.turn_deg = ocr::upright_turn(page.image, guess);
        if (blank.turn_deg != 0) {
            page.image = ocr::turned(page.image, blank.turn_deg);
            if (blank.turn_deg % 180 != 0) std::swap(page.dpi, page.dpi_down);
        }
        std::tie(blank.paper.width_mm, blank.paper.height_mm) = paper_size(page, width_mm, remarks);
        blank.paper.px_per_mm = page.image.width / blank.paper.width_mm;
        constexpr double straight = 0.1;   // a quarter of a millimetre over a postcard
        const double skew = ocr::skew_deg(page.image, blank.paper.px_per_mm);
        if (std::abs(skew) >= straight) {
            blank.skew_deg = skew;
            page.image = ocr::levelled(page.image, skew);
        }
        blank.image = std::move(page.image);
        blank.paper.blank_image = in_grey(blank.image);
        if (is_picture(file, pages.size()) && blank.turn_deg == 0 && blank.skew_deg == 0) blank.paper.blank = file;
        if (blank.turn_deg != 0) remarks.push_back("画像が横向きか逆さまだったので、" + std::to_string(blank.turn_deg) + "° 回しました");
        if (blank.skew_deg != 0) remarks.push_back("画像の傾き " + std::to_string(std::lround(skew * 10) / 10.0).substr(0, skew < 0 ? 4 : 3) + "° を直しました");
        blanks.push_back(std::move(blank));
    }
    return blanks;
}

std::vector<ocr::DraftField> find_fields(BlankPage& blank, int page, std::vector<std::string>& remarks) {
    const auto& paper = blank.paper;
    auto print = ocr::find_print(paper.blank_image, paper.px_per_mm);
    if (!ocr::read_page_print(paper.blank_image, paper.px_per_mm, print))
        remarks.push_back("印字を読めないため、項目名は番号です。Tesseract とその日本語データ（tesseract-ocr-jpn）を入れてください");
    blank.title = ocr::printed_title(print, paper.height_mm);
    return ocr::draft_fields(ocr::find_shapes(paper.blank_image, paper.px_per_mm), print, paper, page);
}

void write_blank(const BlankPage& blank, const fs::path& target) {
    const auto png = ocr::encode_png(blank.image, blank.paper.px_per_mm * 25.4);
    WholeFile file(target);
    file.write({reinterpret_cast<const char*>(png.data()), png.size()});
    file.place();
}

}  // namespace yorozu::desk
