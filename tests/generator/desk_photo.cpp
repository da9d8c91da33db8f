#include "tests/generator/desk_photo.h"

#include <cairo.h>

#include <cmath>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>
#include <stdexcept>

#include "tests/generator/forms.h"
#include "tests/generator/random.h"

namespace yorozu::generator {
namespace {

constexpr int width = 2000, height = 1500;  ///< of the picture, px
constexpr double px_per_mm = 5.2;           ///< of what lies on the desk

/// A picture that cairo draws on, 1 unit = 1 px; read back as red, green, blue.
class Canvas {
public:
    Canvas() : surface_(cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height)), cr_(cairo_create(surface_)) {}
    ~Canvas() {
        cairo_destroy(cr_);
        cairo_surface_destroy(surface_);
    }
    Canvas(const Canvas&) = delete;
    Canvas& operator=(const Canvas&) = delete;
    cairo_t* cr() { return cr_; }
    cv::Mat picture() const {
        cairo_surface_flush(surface_);
        const cv::Mat bgra(height, width, CV_8UC4, cairo_image_surface_get_data(surface_), static_cast<std::size_t>(cairo_image_surface_get_stride(surface_)));
        cv::Mat rgb;
        cv::cvtColor(bgra, rgb, cv::COLOR_BGRA2RGB);
        return rgb;
    }

private:
    cairo_surface_t* surface_;
    cairo_t* cr_;
};

void wood(cairo_t* cr, Random& random) {
    const double light = random.uniform(0.35, 0.75);
    cairo_set_source_rgb(cr, light, light * 0.78, light * 0.55);
    cairo_paint(cr);
    for (int grain = 0; grain < 240; ++grain) {
        const double shade = light * random.uniform(0.72, 1.12), y = random.uniform(0, height), bend = random.normal(0, 25);
        cairo_set_source_rgba(cr, shade, shade * 0.76, shade * 0.52, 0.35);
        cairo_set_line_width(cr, random.uniform(0.8, 5));
        cairo_move_to(cr, 0, y);
        cairo_curve_to(cr, width * 0.3, y + bend, width * 0.7, y - bend, width, y + random.normal(0, 12));
        cairo_stroke(cr);
    }
}

void keyboard(cairo_t* cr, Random& random) {
    cairo_save(cr);
    cairo_translate(cr, random.uniform(100, 700), random.uniform(60, 700));
    cairo_rotate(cr, random.normal(0, 0.15));
    cairo_set_source_rgb(cr, 0.12, 0.12, 0.13);
    cairo_rectangle(cr, 0, 0, 1130, 400);
    cairo_fill(cr);
    for (int row = 0; row < 5; ++row)
        for (int key = 0; key < 15; ++key) {
            cairo_set_source_rgb(cr, 0.22, 0.22, 0.24);
            cairo_rectangle(cr, 16 + key * 73.5, 16 + row * 75, 64, 64);
            cairo_fill(cr);
            cairo_set_source_rgb(cr, 0.8, 0.8, 0.8);
            cairo_rectangle(cr, 34 + key * 73.5, 36 + row * 75, 14, 20);
            cairo_set_line_width(cr, 3);
            cairo_stroke(cr);
        }
    cairo_restore(cr);
}

void pens(cairo_t* cr, Random& random) {
    for (int pen = random.between(2, 4); pen > 0; --pen) {
        const double x = random.uniform(0, width), y = random.uniform(0, height), angle = random.uniform(0, 2 * M_PI);
        cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
        cairo_set_source_rgb(cr, random.uniform(0, 0.6), random.uniform(0, 0.3), random.uniform(0, 0.6));
        cairo_set_line_width(cr, random.uniform(30, 46));
        cairo_move_to(cr, x, y);
        cairo_line_to(cr, x + 640 * std::cos(angle), y + 640 * std::sin(angle));
        cairo_stroke(cr);
    }
}

void cup(cairo_t* cr, Random& random) {
    const double x = random.uniform(200, width - 200), y = random.uniform(200, height - 200), radius = random.uniform(150, 210);
    for (const auto& [share, red, green, blue] : {std::array{1.0, 0.92, 0.92, 0.9}, {0.86, 0.25, 0.15, 0.08}}) {
        cairo_set_source_rgb(cr, red, green, blue);
        cairo_arc(cr, x, y, radius * share, 0, 2 * M_PI);
        cairo_fill(cr);
    }
}

/// A sheet of `millimetres` put down somewhere, askew; with lines of print unless it is blank.
void sheet(cairo_t* cr, double wide_mm, double high_mm, bool printed, Random& random) {
    cairo_save(cr);
    cairo_translate(cr, random.uniform(0.1, 0.9) * width, random.uniform(0.1, 0.9) * height);
    cairo_rotate(cr, random.uniform(-0.6, 0.6));
    const double w = wide_mm * px_per_mm, h = high_mm * px_per_mm;
    cairo_set_source_rgb(cr, 0.93, 0.93, 0.9);
    cairo_rectangle(cr, -w / 2, -h / 2, w, h);
    cairo_fill(cr);
    cairo_set_source_rgb(cr, 0.2, 0.2, 0.22);
    for (double y = -h / 2 + 70; printed && y < h / 2 - 60; y += 34)
        for (double x = -w / 2 + 60; x < w / 2 - 60; x += 24) {
            if (random.chance(0.12)) continue;
            for (int stroke = 0; stroke < 3; ++stroke) {
                const bool level = random.chance(0.5);
                const double along = random.uniform(6, 18), off = random.uniform(2, 16);
                cairo_rectangle(cr, x + (level ? 1 : off), y + (level ? off : 1), level ? along : 2.5, level ? 2.5 : along);
            }
            cairo_fill(cr);
        }
    cairo_restore(cr);
}

/// One of our forms under another sheet: `shown` of its height looks out.
cv::Mat covered_form(const cv::Mat& desk, std::uint64_t seed, Random& random) {
    FillRequest request;
    request.form = random.pick(std::vector<std::string>{"koza-furikae-hagaki", "kaigo-kanpu-koza", "fukushi-taxi"});
    request.seed = seed;
    request.hand.kind = "klee";
    const FilledForm form = make_filled_form(request);
    const ocr::Image& page = form.pages.front().image;
    cv::Mat paper(page.height, page.width, page.channels == 3 ? CV_8UC3 : CV_8UC1, const_cast<std::uint8_t*>(page.pixels.data()));
    if (paper.channels() == 1) cv::cvtColor(paper, paper, cv::COLOR_GRAY2RGB);
    else paper = paper.clone();
    const double shown = random.uniform(0.2, 0.42);
    const bool top = random.chance(0.5);
    cv::Mat cover = paper(cv::Rect(0, top ? static_cast<int>(shown * paper.rows) : 0, paper.cols, static_cast<int>((1 - shown) * paper.rows)));
    cover.setTo(cv::Scalar(236, 236, 230));
    const double scale = 0.8 * height / std::max(paper.rows, paper.cols);
    cv::Mat place = cv::getRotationMatrix2D({paper.cols / 2.0F, paper.rows / 2.0F}, random.uniform(-12, 12), scale);
    place.at<double>(0, 2) += width / 2.0 - paper.cols / 2.0 + random.normal(0, 60);
    place.at<double>(1, 2) += height / 2.0 - paper.rows / 2.0 + random.normal(0, 30);
    cv::Mat laid = desk.clone();
    cv::warpAffine(paper, laid, place, laid.size(), cv::INTER_AREA, cv::BORDER_TRANSPARENT);
    return laid;
}

/// The lens and the lamp: soft, brighter on one side, a little noise.
FilledPage photographed(cv::Mat picture, Random& random) {
    cv::GaussianBlur(picture, picture, {0, 0}, random.uniform(0.6, 1.2));
    const double angle = random.uniform(0, 2 * M_PI), slope = random.uniform(0.1, 0.4);
    for (int y = 0; y < picture.rows; ++y)
        for (int x = 0; x < picture.cols; ++x) {
            const double light = 0.95 + slope * ((x - width / 2) * std::cos(angle) + (y - height / 2) * std::sin(angle)) / width + random.uniform(-0.02, 0.02);
            for (int c = 0; c < 3; ++c) picture.ptr(y)[3 * x + c] = cv::saturate_cast<std::uint8_t>(picture.ptr(y)[3 * x + c] * light);
        }
    FilledPage page;
    page.dpi = 72;
    page.image.width = width;
    page.image.height = height;
    page.image.channels = 3;
    page.image.pixels.assign(picture.datastart, picture.dataend);
    return page;
}

}  // namespace

const std::vector<std::string>& desk_kinds() {
    static const std::vector<std::string> kinds = {"bare", "papers", "covered"};
    return kinds;
}

FilledPage make_desk_photo(const std::string& kind, std::uint64_t seed) {
    if (std::find(desk_kinds().begin(), desk_kinds().end(), kind) == desk_kinds().end()) throw std::out_of_range("no desk is called " + kind);
    Random random = Random(seed).fork("desk " + kind);
    Canvas canvas;
    wood(canvas.cr(), random);
    if (kind == "bare") keyboard(canvas.cr(), random);
    if (kind == "papers")
        for (int papers = random.between(2, 4); papers > 0; --papers) sheet(canvas.cr(), 210, 297, papers % 2 == 0, random);
    if (kind != "covered") pens(canvas.cr(), random);
    if (random.chance(0.6)) cup(canvas.cr(), random);
    cv::Mat picture = canvas.picture();
    if (kind == "covered") picture = covered_form(picture, seed, random);
    return photographed(std::move(picture), random);
}

}  // namespace yorozu::generator
