#include "paper.h"

#include <cmath>
#include <opencv2/calib3d.hpp>
#include <opencv2/imgproc.hpp>
#include <random>

namespace yorozu::test {
namespace {

constexpr double px_per_mm = 300 / 25.4;

struct Pen {
    cv::Mat& sheet;
    std::mt19937 dice;
    double scale = px_per_mm;

    double roll(double from, double to) { return std::uniform_real_distribution<double>(from, to)(dice); }
    int whole(int from, int to) { return std::uniform_int_distribution<int>(from, to)(dice); }
    cv::Point at(double x, double y) const { return {cvRound(x * scale * 16), cvRound(y * scale * 16)}; }
    void line(double x0, double y0, double x1, double y1, double width_mm, double shade = 0) {
        cv::line(sheet, at(x0, y0), at(x1, y1), cv::Scalar::all(shade), std::max(1, cvRound(width_mm * scale)), cv::LINE_AA, 4);
    }
    void box(double x, double y, double w, double h, double width_mm, double shade = 0) {
        line(x, y, x + w, y, width_mm, shade);
        line(x, y + h, x + w, y + h, width_mm, shade);
        line(x, y, x, y + h, width_mm, shade);
        line(x + w, y, x + w, y + h, width_mm, shade);
    }
    /// A made-up character of straight strokes, printed alike: mostly level and upright strokes.
    void character(double x, double y, double size, double width_mm, double shade = 0) {
        const int strokes = whole(4, 8);
        for (int i = 0; i < strokes; ++i) {
            const double a = roll(0, size), b = roll(0, size), c = roll(0, size);
            switch (whole(0, 3)) {
                case 0: line(x + std::min(a, b), y + c, x + std::max(a, b) + 0.1 * size, y + c, width_mm, shade); break;
                case 1: line(x + c, y + std::min(a, b), x + c, y + std::max(a, b) + 0.1 * size, width_mm, shade); break;
                case 2: line(x + a, y + b, x + c, y + size, width_mm, shade); break;
                default: line(x + a, y + b, x + a + 0.3 * size, y + b + 0.3 * size, width_mm, shade);
            }
        }
    }
    void words(double x, double y, double size, int count, double shade = 0) {
        for (int i = 0; i < count; ++i) character(x + i * size * 1.1, y, size, size * 0.09, shade);
    }
    /// A character by hand: one wandering stroke after the other.
    void handwritten(double x, double y, double size) {
        const int strokes = whole(2, 4);
        for (int i = 0; i < strokes; ++i) {
            double px = x + roll(0, size), py = y + roll(0, size);
            for (int step = 0; step < 6; ++step) {
                const double nx = px + roll(-0.35, 0.35) * size, ny = py + roll(-0.35, 0.35) * size;
                line(px, py, nx, ny, 0.4, 40);
                px = nx, py = ny;
            }
        }
    }
};

void draw_fields(Pen& pen, ocr::FormTemplate& form, const DrawnForm& how) {
    const double shade = how.pale ? 130 : 0, thin = how.pale ? 0.15 : 0.2;
    const double margin = 7, wide = how.width_mm - 2 * margin;
    double y = 18;
    int number = 0;
    const int rows = static_cast<int>((how.height_mm - 30) / 12) + how.extra_rows;
    for (int row = 0; row < rows && y + 10 < how.height_mm - 4; ++row) {
        const double high = pen.roll(6.5, 9.5);
        const double label = pen.roll(14, 26);
        pen.box(margin, y, wide, high, row % 3 == 0 ? 0.35 : thin, shade);
        pen.line(margin + label, y, margin + label, y + high, thin, shade);
        pen.words(margin + 1, y + high / 2 - 1.3, 2.6, std::max(2, static_cast<int>(label / 2.9) - 1), shade);
        ocr::FieldTemplate field;
        field.id = "f" + std::to_string(number++);
        field.label = field.id;
        field.kind = ocr::FieldKind::digits;
        field.box_mm = {margin + label, y, wide - label, high};
        if (pen.whole(0, 1)) {
            field.cells = pen.whole(4, std::max(5, static_cast<int>(field.box_mm.width / 6)));
            for (int i = 1; i < field.cells; ++i) {
                const double x = field.box_mm.x + field.box_mm.width * i / field.cells;
                pen.line(x, y, x, y + high, thin, shade);
            }
        }
        form.fields.push_back(field);
        y += high + (pen.whole(0, 2) == 0 ? pen.roll(2, 5) : 0);
    }
}

}  // namespace

ocr::FormTemplate draw_form(const DrawnForm& how, const std::string& id) {
    ocr::FormTemplate form;
    form.id = id;
    form.title = id;
    const int width = cvRound(how.width_mm * px_per_mm), height = cvRound(how.height_mm * px_per_mm);
    cv::Mat sheet(height, width, CV_8U, cv::Scalar(255));
    Pen title{sheet, std::mt19937(how.title_seed ? how.title_seed : how.seed)};
    title.words(how.width_mm / 2 - 24, 6, 5, 9);
    Pen pen{sheet, std::mt19937(how.seed + 1000)};
    draw_fields(pen, form, how);
    ocr::TemplatePage paper;
    paper.width_mm = how.width_mm;
    paper.height_mm = how.height_mm;
    paper.blank_image = {width, height, 1, std::vector<std::uint8_t>(sheet.datastart, sheet.dataend)};
    paper.px_per_mm = width / how.width_mm;
    form.pages.push_back(std::move(paper));
    return form;
}

namespace {

cv::Matx33d shifted(double x, double y) { return {1, 0, x, 0, 1, y, 0, 0, 1}; }
cv::Matx33d turned(double degrees) {
    const double a = degrees * CV_PI / 180;
    return {std::cos(a), -std::sin(a), 0, std::sin(a), std::cos(a), 0, 0, 0, 1};
}

void fill_in(Pen& pen, const ocr::FormTemplate& form, int page) {
    for (const auto& field : form.fields) {
        if (field.page != page || pen.whole(0, 5) == 0) continue;
        const double size = field.box_mm.height * 0.7;
        const double step = field.cells ? field.box_mm.width / field.cells : size * 1.1;
        const int count = static_cast<int>(field.box_mm.width / step);
        for (int i = 0; i < count; ++i)
            pen.handwritten(field.box_mm.x + i * step + 0.1 * step, field.box_mm.y + field.box_mm.height * 0.15, size);
    }
}

void hurt(Pen& pen, const ocr::TemplatePage& paper, const Scanning& how) {
    if (how.stamp_over_title)
        for (int i = 0; i < 3; ++i) cv::circle(pen.sheet, {cvRound(paper.width_mm / 2 * px_per_mm), cvRound(9 * px_per_mm)}, 60 + 30 * i, 60, 5, cv::LINE_AA);
    if (how.stain) {
        cv::Mat brown = pen.sheet.clone();
        cv::circle(brown, {cvRound(paper.width_mm * 0.6 * px_per_mm), cvRound(paper.height_mm * 0.6 * px_per_mm)}, cvRound(15 * px_per_mm), 120, -1, cv::LINE_AA);
        cv::min(pen.sheet, brown, pen.sheet);
    }
    if (how.torn_corner) {
        const int reach = cvRound(25 * px_per_mm);
        const std::vector<cv::Point> corner{{0, 0}, {reach, 0}, {0, reach}};
        cv::fillConvexPoly(pen.sheet, corner, how.black_rim ? 0 : 255);
    }
    if (how.fold_mm != 0) {
        const int half = pen.sheet.rows / 2, by = cvRound(how.fold_mm * px_per_mm);
        cv::Mat lower = pen.sheet.rowRange(half, pen.sheet.rows), moved;
        cv::warpAffine(lower, moved, cv::Matx23d(1, 0, by, 0, 1, 0), lower.size(), cv::INTER_NEAREST, cv::BORDER_CONSTANT, 255);
        moved.copyTo(lower);
        cv::line(pen.sheet, {0, half}, {pen.sheet.cols, half}, 200, 4);
    }
}

}  // namespace

Scan scan(const ocr::FormTemplate& form, const Scanning& how, int page) {
    const auto& paper = form.pages[static_cast<std::size_t>(page) - 1];
    cv::Mat sheet = cv::Mat(paper.blank_image.height, paper.blank_image.width, CV_8U, const_cast<std::uint8_t*>(paper.blank_image.pixels.data())).clone();
    Pen pen{sheet, std::mt19937(how.seed)};
    if (how.handwriting) fill_in(pen, form, page);
    hurt(pen, paper, how);

    const double scale = how.dpi / 300 * how.copy;
    const double rim = how.rim_mm * how.dpi / 25.4;
    const bool lying = how.turn % 180 != 0;
    const double paper_wide = sheet.cols * how.dpi / 300, paper_high = sheet.rows * how.dpi / 300;
    const cv::Size size(cvRound((lying ? paper_high : paper_wide) + 2 * rim), cvRound((lying ? paper_wide : paper_high) + 2 * rim));
    cv::Matx33d h = shifted(size.width / 2.0, size.height / 2.0) * turned(how.turn + how.skew) * cv::Matx33d(scale, 0, 0, 0, scale, 0, 0, 0, 1) *
                    shifted(-sheet.cols / 2.0, -sheet.rows / 2.0);
    if (how.perspective > 0) {
        const float w = static_cast<float>(size.width), t = static_cast<float>(size.height), p = static_cast<float>(how.perspective);
        const std::vector<cv::Point2f> from{{0, 0}, {w, 0}, {w, t}, {0, t}};
        const std::vector<cv::Point2f> to{{p * w, p * t * 0.7f}, {w * (1 - p * 0.4f), p * t * 0.2f}, {w * (1 - p * 0.1f), t * (1 - p * 0.3f)}, {p * w * 0.3f, t * (1 - p * 0.5f)}};
        const cv::Mat bent = cv::getPerspectiveTransform(from, to);
        h = cv::Matx33d(bent.ptr<double>()) * h;
    }
    const double blur = std::max(0.0, how.blur_mm * px_per_mm);
    // What a sensor of this resolution would average.
    const double coarse = std::max(0.0, 0.4 * (1 / scale - 1));
    cv::Mat soft;
    cv::GaussianBlur(sheet, soft, {0, 0}, std::max(0.1, std::hypot(blur, coarse)));
    cv::Mat result;
    cv::warpPerspective(soft, result, cv::Mat(h), size, cv::INTER_LINEAR, cv::BORDER_CONSTANT, cv::Scalar::all(how.black_rim ? 12 : 250));
    if (how.shadow)
        for (int y = 0; y < result.rows; ++y)
            result.row(y).convertTo(result.row(y), CV_8U, 0.55 + 0.45 * y / result.rows);
    if (how.noise > 0) {
        cv::RNG random(how.seed);
        cv::Mat grain(result.size(), CV_16S), wide;
        random.fill(grain, cv::RNG::NORMAL, 0, how.noise);
        result.convertTo(wide, CV_16S);
        wide += grain;
        wide.convertTo(result, CV_8U);
    }
    if (how.one_bit) cv::threshold(result, result, 170, 255, cv::THRESH_BINARY);
    Scan made;
    made.page.source = "drawn.png";
    made.page.image = {result.cols, result.rows, 1, std::vector<std::uint8_t>(result.datastart, result.dataend)};
    made.page.dpi = made.page.dpi_down = how.tell_dpi ? how.dpi : 0;
    made.blank_to_page = h;
    return made;
}

ocr::Page letter(unsigned seed, double width_mm, double height_mm) {
    cv::Mat sheet(cvRound(height_mm * px_per_mm), cvRound(width_mm * px_per_mm), CV_8U, cv::Scalar(255));
    Pen pen{sheet, std::mt19937(seed)};
    for (double y = 25; y < height_mm - 20; y += 7) pen.words(20, y, 3.7, pen.whole(8, static_cast<int>((width_mm - 40) / 4.1)));
    ocr::Page page;
    page.image = {sheet.cols, sheet.rows, 1, std::vector<std::uint8_t>(sheet.datastart, sheet.dataend)};
    page.dpi = page.dpi_down = 300;
    return page;
}

ocr::Page scribble(unsigned seed) {
    cv::Mat sheet(cvRound(148 * px_per_mm), cvRound(100 * px_per_mm), CV_8U, cv::Scalar(255));
    Pen pen{sheet, std::mt19937(seed)};
    for (int i = 0; i < 400; ++i) pen.handwritten(pen.roll(0, 90), pen.roll(0, 140), pen.roll(5, 25));
    ocr::Page page;
    page.image = {sheet.cols, sheet.rows, 1, std::vector<std::uint8_t>(sheet.datastart, sheet.dataend)};
    return page;
}

ocr::Page white_sheet(unsigned seed) {
    cv::Mat sheet(1748, 1181, CV_8U);
    cv::RNG random(seed);
    random.fill(sheet, cv::RNG::NORMAL, 240, 5);
    ocr::Page page;
    page.image = {sheet.cols, sheet.rows, 1, std::vector<std::uint8_t>(sheet.datastart, sheet.dataend)};
    return page;
}

double worst_error(const ocr::FormMatch& match, const Scan& truth) {
    const auto& paper = match.form->pages[static_cast<std::size_t>(match.template_page) - 1];
    const cv::Matx33d found(match.transform.data());
    double worst = 0;
    for (int i = 0; i <= 10; ++i)
        for (int j = 0; j <= 10; ++j) {
            const cv::Vec3d point(paper.blank_image.width * i / 10.0, paper.blank_image.height * j / 10.0, 1);
            const auto a = found * point, b = truth.blank_to_page * point;
            worst = std::max(worst, std::hypot(a[0] / a[2] - b[0] / b[2], a[1] / a[2] - b[1] / b[2]));
        }
    return worst;
}

}  // namespace yorozu::test
