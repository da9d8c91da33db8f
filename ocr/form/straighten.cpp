#include "ocr/form/straighten.h"

#include <cmath>
#include <opencv2/imgproc.hpp>

#include "ocr/form/blank_ink.h"
#include "ocr/form/pixels.h"

namespace yorozu::ocr {
namespace {

/// Sum of squared differences of neighbouring rows' ink, with the page turned back by `degrees`.
double sharpness(const cv::Mat& ink, double degrees) {
    cv::Mat turned, rows;
    const cv::Point2f middle(static_cast<float>(ink.cols) / 2, static_cast<float>(ink.rows) / 2);
    cv::warpAffine(ink, turned, cv::getRotationMatrix2D(middle, degrees, 1), ink.size(), cv::INTER_LINEAR, cv::BORDER_CONSTANT, 0);
    cv::reduce(turned, rows, 1, cv::REDUCE_SUM, CV_64F);
    double sum = 0;
    for (int y = 1; y < rows.rows; ++y) sum += std::pow(rows.at<double>(y) - rows.at<double>(y - 1), 2);
    return sum;
}

}  // namespace

double skew_deg(const Image& page, double px_per_mm) {
    if (page.empty() || px_per_mm <= 0) return 0;
    cv::Mat grey = as_mat(page), work;
    if (grey.channels() == 3) cv::cvtColor(grey, grey, cv::COLOR_RGB2GRAY);
    const double factor = std::min(1.0, 4.0 / px_per_mm);
    cv::resize(grey, work, {}, factor, factor, cv::INTER_AREA);
    // The paper's own edge, dark on some scanners, says nothing of the print.
    const int rim = std::min(work.cols, work.rows) / 40;
    const cv::Mat ink = ink_map(work(cv::Rect(rim, rim, work.cols - 2 * rim, work.rows - 2 * rim)).clone()).mask;
    if (cv::countNonZero(ink) < 200) return 0;
    double best = 0, best_sharpness = -1;
    for (const auto& [reach, step] : {std::pair{10.0, 0.5}, {0.5, 0.1}, {0.1, 0.02}}) {
        const double around = best;
        for (double degrees = around - reach; degrees <= around + reach + 1e-9; degrees += step) {
            const double here = sharpness(ink, degrees);
            if (here > best_sharpness) best_sharpness = here, best = degrees;
        }
    }
    return best;
}

Image levelled(const Image& page, double degrees) {
    if (page.empty() || degrees == 0) return page;
    const cv::Mat pixels = as_mat(page);
    cv::Mat turned;
    const cv::Point2f middle(static_cast<float>(pixels.cols) / 2, static_cast<float>(pixels.rows) / 2);
    cv::warpAffine(pixels, turned, cv::getRotationMatrix2D(middle, degrees, 1), pixels.size(), cv::INTER_CUBIC, cv::BORDER_CONSTANT, cv::Scalar::all(255));
    return as_image(turned);
}

}  // namespace yorozu::ocr
