#include "tests/generator/damage.h"

#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

namespace yorozu::generator {
namespace {

bool has(const std::set<Damage>& damages, Damage d) { return damages.count(d) > 0; }

cv::Mat to_mat(const ocr::Image& image) {
    return cv::Mat(image.height, image.width, image.channels == 3 ? CV_8UC3 : CV_8UC1, const_cast<std::uint8_t*>(image.pixels.data())).clone();
}

ocr::Image to_image(const cv::Mat& mat) {
    ocr::Image image;
    image.width = mat.cols;
    image.height = mat.rows;
    image.channels = mat.channels();
    image.pixels.resize(image.row_bytes() * static_cast<std::size_t>(image.height));
    for (int y = 0; y < mat.rows; ++y)
        std::copy_n(mat.ptr(y), image.row_bytes(), &image.pixels[image.row_bytes() * static_cast<std::size_t>(y)]);
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

}  // namespace

double scan_dpi(const std::set<Damage>& damages) {
    if (has(damages, Damage::dpi_200)) return 200;
    if (has(damages, Damage::dpi_400)) return 400;
    if (has(damages, Damage::dpi_600)) return 600;
    return 300;
}

void damage_paper(Paper& paper, const PageDesign& page, const std::set<Damage>& damages, Random random) {
    (void)paper, (void)page, (void)damages, (void)random;
}

FilledPage scan_paper(const ocr::Image& paper, double dpi, const std::set<Damage>& damages, Random random) {
    FilledPage page;
    page.dpi = dpi;
    cv::Mat mat = to_mat(paper);
    const double skew = has(damages, Damage::skew) ? random.uniform(0.6, 3.0) * (random.chance(0.5) ? 1 : -1) : random.normal(0, 0.15);
    cv::Mat turn = cv::getRotationMatrix2D({mat.cols / 2.f, mat.rows / 2.f}, skew, 1.0);
    cv::warpAffine(mat, mat, turn, mat.size(), cv::INTER_LINEAR, cv::BORDER_CONSTANT, cv::Scalar::all(250));
    cv::GaussianBlur(mat, mat, {0, 0}, dpi / 300 * random.uniform(0.4, 0.8));
    if (has(damages, Damage::upside_down)) cv::rotate(mat, mat, cv::ROTATE_180);
    cv::Mat grey;
    cv::cvtColor(mat, grey, cv::COLOR_RGB2GRAY);
    grey.convertTo(grey, -1, 0.94, random.uniform(4, 14));
    add_noise(grey, 2.0, random);
    // Office scanners push the paper to white and the print to black, in few steps.
    for (int y = 0; y < grey.rows; ++y)
        for (int x = 0; x < grey.cols; ++x) {
            std::uint8_t& v = grey.at<std::uint8_t>(y, x);
            const double level = std::clamp((v - 18.0) / (226.0 - 18.0), 0.0, 1.0);
            v = static_cast<std::uint8_t>(std::lround(level * 15) * 17);
        }
    page.image = to_image(grey);
    return page;
}

}  // namespace yorozu::generator
