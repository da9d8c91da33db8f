#include "tests/generator/damage.h"

#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "tests/generator/scan_file.h"

namespace yorozu::generator {
namespace {

bool has(const std::set<Damage>& damages, Damage d) {
    return damages.count(d) > 0;
}

cv::Mat to_mat(const ocr::Image& image) {
    return cv::Mat(image.height, image.width, image.channels == 3 ? CV_8UC3 : CV_8UC1,
                   const_cast<std::uint8_t*>(image.pixels.data()))
        .clone();
}

ocr::Image to_image(const cv::Mat& mat) {
    ocr::Image image;
    image.width = mat.cols;
    image.height = mat.rows;
    image.channels = mat.channels();
    image.pixels.resize(image.row_bytes() * static_cast<std::size_t>(image.height));
    for (int y = 0; y < mat.rows; ++y)
        std::copy_n(mat.ptr(y), image.row_bytes(),
                    &image.pixels[image.row_bytes() * static_cast<std::size_t>(y)]);
    return image;
}

/// Noise of a sensor: seeded, every pixel on its own.
void add_noise(cv::Mat& mat, double deviation, Random& random) {
    // A table of deviates is walked at a random stride: drawing one per pixel would cost more than the page.
    std::vector<double> table(65536);
    for (double& value : table) value = random.normal(0, deviation);
    std::uint64_t at = random.next();
    for (int y = 0; y < mat.rows; ++y) {
        std::uint8_t* row = mat.ptr(y);
        at = at * 6364136223846793005ULL + 1442695040888963407ULL;
        std::size_t index = at >> 40;
        for (int x = 0; x < mat.cols * mat.channels(); ++x) {
            index += 7919;
            row[x] = cv::saturate_cast<std::uint8_t>(row[x] + table[(index ^ (index >> 13)) & 65535]);
        }
    }
}

/// Dust on the glass and toner specks: small dots, mostly dark.
void add_specks(cv::Mat& mat, double dpi, Random& random) {
    const double area_cm2 = mat.cols / dpi * 2.54 * mat.rows / dpi * 2.54;
    for (int n = static_cast<int>(area_cm2 * random.uniform(0.5, 3)); n > 0; --n) {
        const cv::Point at(random.below(mat.cols), random.below(mat.rows));
        const int radius = static_cast<int>(std::lround(dpi / 300 * random.uniform(0.4, 2.2)));
        cv::circle(mat, at, radius, cv::Scalar::all(random.chance(0.8) ? random.between(10, 120) : 255), -1);
    }
}

/// A fold across the sheet: what lies beyond it is shifted a little, and its ridge catches or loses light.
void fold(cv::Mat& mat, double dpi, Random& random) {
    const bool across = random.chance(0.6);
    const double length = across ? mat.rows : mat.cols, at = length * random.uniform(0.3, 0.7);
    const double shift = random.normal(0, 0.14) * dpi / 25.4, squeeze = random.uniform(0.1, 0.4) * dpi / 25.4;
    const double ridge = random.uniform(0.25, 0.5) * dpi / 25.4, depth = random.uniform(35, 90);
    cv::Mat map_x(mat.size(), CV_32F), map_y(mat.size(), CV_32F);
    for (int y = 0; y < mat.rows; ++y)
        for (int x = 0; x < mat.cols; ++x) {
            const double along = (across ? y : x) - at;
            const double side = 1 / (1 + std::exp(-along / ridge));
            const double dx = across ? shift * side : squeeze * side,
                         dy = across ? squeeze * side : shift * side;
            map_x.at<float>(y, x) = static_cast<float>(x + dx);
            map_y.at<float>(y, x) = static_cast<float>(y + dy);
        }
    cv::remap(mat, mat, map_x, map_y, cv::INTER_LINEAR, cv::BORDER_REPLICATE);
    for (int y = 0; y < mat.rows; ++y)
        for (int x = 0; x < mat.cols; ++x) {
            const double along = ((across ? y : x) - at) / ridge;
            if (std::abs(along) > 4) continue;
            const double shade =
                -depth * std::exp(-along * along) + depth * 0.6 * std::exp(-(along - 1) * (along - 1) * 3);
            std::uint8_t* pixel = mat.ptr(y) + static_cast<std::ptrdiff_t>(x) * mat.channels();
            for (int c = 0; c < mat.channels(); ++c)
                pixel[c] = cv::saturate_cast<std::uint8_t>(pixel[c] + shade);
        }
}

cv::Mat product(const cv::Mat& second, const cv::Mat& first) {
    return second * first;
}
cv::Mat shifted(double x, double y) {
    return (cv::Mat_<double>(3, 3) << 1, 0, x, 0, 1, y, 0, 0, 1);
}

/// Shading of a phone picture: light from one side, a soft shadow of hand or phone, darker corners.
void shade(cv::Mat& mat, Random& random) {
    const double angle = random.uniform(0, 2 * M_PI), slope = random.uniform(0.1, 0.3);
    const double sx = random.uniform(0, 1), sy = random.uniform(0, 1), reach = random.uniform(0.25, 0.5),
                 dark = random.uniform(0.1, 0.35);
    for (int y = 0; y < mat.rows; ++y)
        for (int x = 0; x < mat.cols; ++x) {
            const double u = static_cast<double>(x) / mat.cols, v = static_cast<double>(y) / mat.rows;
            const double far = std::hypot(u - sx, v - sy) / reach;
            const double light = (0.9 + slope * ((u - 0.5) * std::cos(angle) + (v - 0.5) * std::sin(angle))) *
                                 (1 - dark * std::exp(-far * far));
            std::uint8_t* pixel = mat.ptr(y) + static_cast<std::ptrdiff_t>(x) * mat.channels();
            const double warm[] = {1.0, 0.97, 0.9};
            for (int c = 0; c < mat.channels(); ++c)
                pixel[c] = cv::saturate_cast<std::uint8_t>(pixel[c] * light * warm[c % 3]);
        }
}

/// Paper of width × height px seen by a phone, as four corners on the picture.
cv::Mat phone_view(int width, int height, cv::Size picture, Random& random) {
    const double margin_x = picture.width * 0.09, margin_y = picture.height * 0.09;
    const auto corner = [&](double x, double y) {
        return cv::Point2f(static_cast<float>(x + random.normal(0, picture.width * 0.022)),
                           static_cast<float>(y + random.normal(0, picture.height * 0.022)));
    };
    const cv::Point2f from[] = {{0, 0},
                                {static_cast<float>(width), 0},
                                {static_cast<float>(width), static_cast<float>(height)},
                                {0, static_cast<float>(height)}};
    const cv::Point2f to[] = {corner(margin_x, margin_y), corner(picture.width - margin_x, margin_y),
                              corner(picture.width - margin_x, picture.height - margin_y),
                              corner(margin_x, picture.height - margin_y)};
    return cv::getPerspectiveTransform(from, to);
}

FilledPage photograph(const cv::Mat& paper, Random& random) {
    FilledPage page;
    page.dpi = 72;
    const double scale = std::min(1.0, 2000.0 / std::max(paper.cols, paper.rows));
    const cv::Size size(static_cast<int>(paper.cols * scale * 1.15),
                        static_cast<int>(paper.rows * scale * 1.15));
    cv::Mat picture;
    const double desk = random.uniform(50, 140);
    cv::GaussianBlur(paper, picture, {0, 0}, 0.6 / scale);
    cv::warpPerspective(picture, picture, phone_view(paper.cols, paper.rows, size, random), size,
                        cv::INTER_AREA, cv::BORDER_CONSTANT, cv::Scalar(desk * 1.15, desk, desk * 0.8));
    cv::GaussianBlur(picture, picture, {0, 0}, random.uniform(0.5, 0.9));
    shade(picture, random);
    add_noise(picture, 3, random);
    page.image = to_image(picture);
    return page;
}

/// Office scanners push the paper to white and the print to black, in few steps.
void clean_levels(cv::Mat& grey) {
    cv::Mat table(1, 256, CV_8U);
    for (int v = 0; v < 256; ++v) {
        const double level = std::clamp((v - 18.0) / (226.0 - 18.0), 0.0, 1.0);
        table.at<std::uint8_t>(v) = static_cast<std::uint8_t>(std::lround(level * 15) * 17);
    }
    cv::LUT(grey, table, grey);
}

void turn_picture(cv::Mat& mat, const std::set<Damage>& damages) {
    if (has(damages, Damage::upside_down)) cv::rotate(mat, mat, cv::ROTATE_180);
    if (has(damages, Damage::turn_left)) cv::rotate(mat, mat, cv::ROTATE_90_COUNTERCLOCKWISE);
    if (has(damages, Damage::turn_right)) cv::rotate(mat, mat, cv::ROTATE_90_CLOCKWISE);
}

}  // namespace

double scan_dpi(const std::set<Damage>& damages) {
    if (has(damages, Damage::dpi_200)) return 200;
    if (has(damages, Damage::dpi_400)) return 400;
    if (has(damages, Damage::dpi_600)) return 600;
    return 300;
}

void damage_paper(Paper& paper, const PageDesign& page, const std::set<Damage>& damages, Random random) {
    cairo_t* cr = paper.sheet();
    if (has(damages, Damage::stamp)) {
        Random own = random.fork("stamp");
        const std::string date = "6.-4.-" + std::to_string(own.between(1, 28));
        stamp_date(cr, page.width_mm * own.uniform(0.2, 0.85), page.height_mm * own.uniform(0.08, 0.95),
                   own.uniform(18, 26), date, own);
    }
    if (has(damages, Damage::coffee)) {
        Random own = random.fork("coffee");
        const double x = page.width_mm * own.uniform(0.1, 0.9), y = page.height_mm * own.uniform(0.1, 0.9),
                     radius = own.uniform(16, 34);
        cairo_save(cr);
        cairo_new_path(cr);
        cairo_set_operator(cr, CAIRO_OPERATOR_MULTIPLY);
        cairo_set_source_rgba(cr, 0.72, 0.55, 0.36, 0.35);
        cairo_arc(cr, x, y, radius, 0, 2 * M_PI);
        cairo_fill(cr);
        for (int n = 0; n < 40; ++n) {
            cairo_set_source_rgba(cr, 0.55, 0.38, 0.22, own.uniform(0.04, 0.14));
            cairo_set_line_width(cr, own.uniform(0.3, 1.6));
            const double start = own.uniform(0, 2 * M_PI);
            cairo_new_path(cr);
            cairo_arc(cr, x, y, radius + own.normal(0, 0.35), start, start + own.uniform(0.4, 2.2));
            cairo_stroke(cr);
        }
        cairo_restore(cr);
    }
    if (has(damages, Damage::pen_mark)) {
        // A clerk's coloured tick beside a field, or a line from somebody's pen.
        Random own = random.fork("pen mark");
        cairo_save(cr);
        cairo_new_path(cr);
        cairo_set_operator(cr, CAIRO_OPERATOR_MULTIPLY);
        own.chance(0.6) ? cairo_set_source_rgba(cr, 0.85, 0.1, 0.1, 0.9)
                        : cairo_set_source_rgba(cr, 0.1, 0.1, 0.15, 0.9);
        cairo_set_line_width(cr, own.uniform(0.4, 0.8));
        cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
        for (int n = own.between(1, 3); n > 0; --n) {
            const double x = page.width_mm * own.uniform(0.05, 0.95),
                         y = page.height_mm * own.uniform(0.05, 0.95);
            cairo_move_to(cr, x, y);
            cairo_line_to(cr, x + 1.5, y + 2.5);
            cairo_line_to(cr, x + own.uniform(4, 9), y - own.uniform(2, 6));
            cairo_stroke(cr);
        }
        cairo_restore(cr);
    }
}

FilledPage scan_paper(const ocr::Image& paper, double dpi, const std::set<Damage>& damages, Random random) {
    cv::Mat mat = to_mat(paper);
    const double mm = dpi / 25.4;
    Random folding = random.fork("fold");
    if (has(damages, Damage::fold)) fold(mat, dpi, folding);
    if (has(damages, Damage::photo)) {
        Random own = random.fork("photo");
        turn_picture(mat, damages);
        FilledPage page = photograph(mat, own);
        return page;
    }

    // A grey scanner sees no colour: from here on a third of the work is enough.
    if (!has(damages, Damage::colour)) cv::cvtColor(mat, mat, cv::COLOR_RGB2GRAY);

    // One warp for scale, skew and place on the glass.
    Random placing = random.fork("placing");
    double skew = placing.normal(0, 0.2);
    if (has(damages, Damage::skew)) skew = placing.uniform(0.6, 3.0) * (placing.chance(0.5) ? 1 : -1);
    double scale = placing.normal(1, 0.002);
    if (has(damages, Damage::copy_95)) scale = placing.uniform(0.95, 0.965);
    if (has(damages, Damage::copy_105)) scale = placing.uniform(1.035, 1.05);
    const bool border = has(damages, Damage::black_border);
    const double margin = (border ? placing.uniform(4, 9) : placing.uniform(0, 2.5)) * mm;
    const cv::Size size(static_cast<int>(mat.cols + 2 * margin), static_cast<int>(mat.rows + 2 * margin));
    cv::Mat affine = cv::getRotationMatrix2D({0, 0}, skew, scale), view = cv::Mat::eye(3, 3, CV_64F);
    affine.copyTo(view.rowRange(0, 2));
    view = product(product(shifted(size.width / 2.0 + placing.normal(0, 0.5 * mm),
                                   size.height / 2.0 + placing.normal(0, 0.5 * mm)),
                           view),
                   shifted(-mat.cols / 2.0, -mat.rows / 2.0));
    const double lid = border ? placing.uniform(5, 40) : placing.uniform(236, 252);
    cv::warpPerspective(mat, mat, view, size, cv::INTER_LINEAR, cv::BORDER_CONSTANT, cv::Scalar::all(lid));
    cv::GaussianBlur(mat, mat, {0, 0}, dpi / 300 * placing.uniform(0.4, 0.8));

    FilledPage page;
    page.dpi = dpi;
    Random scanning = random.fork("scanning");
    mat.convertTo(mat, -1, 0.94, scanning.uniform(4, 14));
    if (has(damages, Damage::noise) || has(damages, Damage::copy_95) || has(damages, Damage::copy_105))
        add_specks(mat, dpi, scanning);
    turn_picture(mat, damages);
    add_noise(mat, has(damages, Damage::noise) ? 9.0 : 2.0, scanning);
    if (has(damages, Damage::one_bit)) {
        if (mat.channels() == 3) cv::cvtColor(mat, mat, cv::COLOR_RGB2GRAY);
        cv::threshold(mat, mat, scanning.uniform(135, 175), 255, cv::THRESH_BINARY);
        page.one_bit = true;
    } else if (!has(damages, Damage::noise)) {
        clean_levels(mat);
    }
    page.image = to_image(mat);
    if (has(damages, Damage::jpeg)) page.image = through_jpeg(page.image, scanning.between(35, 60));
    return page;
}

}  // namespace yorozu::generator
