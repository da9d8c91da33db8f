#include <cmath>
#include <opencv2/imgproc.hpp>

#include "ocr/form/pixels.h"
#include "ocr/form/registration.h"

namespace yorozu::ocr {

PageView::PageView(const Page& given, Use use) : page(given) {
    const cv::Mat pixels = as_mat(page.image);
    if (page.image.channels == 3)
        cv::cvtColor(pixels, grey, cv::COLOR_RGB2GRAY);
    else
        grey = pixels;
    if (page.dpi > 0 && page.dpi_down > 0) stretch_down = std::clamp(page.dpi / page.dpi_down, 0.25, 4.0);
    if (use == Use::crops) return;
    const double longest = std::max<double>(grey.cols, grey.rows * stretch_down);
    const double across = std::min(1.0, 900.0 / longest);
    const cv::Size size(std::max(1, static_cast<int>(std::lround(grey.cols * across))),
                        std::max(1, static_cast<int>(std::lround(grey.rows * across * stretch_down))));
    cv::resize(grey, coarse.grey, size, 0, 0, cv::INTER_AREA);
    coarse.to_page = scaling(static_cast<double>(grey.cols) / size.width, static_cast<double>(grey.rows) / size.height);
    find_features(coarse.grey, 1000, keypoints, descriptors);
}

ReducedPage PageView::reduced(double page_px_per_mm, double px_per_mm) const {
    ReducedPage result;
    const int step = static_cast<int>(page_px_per_mm / px_per_mm + 0.15);
    const int down_step = static_cast<int>(page_px_per_mm / stretch_down / px_per_mm + 0.15);
    if (step < 2 && down_step < 2) {
        result.grey = grey;
        return result;
    }
    const cv::Size size(std::max(1, grey.cols / std::max(step, 1)), std::max(1, grey.rows / std::max(down_step, 1)));
    cv::resize(grey, result.grey, size, 0, 0, cv::INTER_AREA);
    result.to_page = scaling(static_cast<double>(grey.cols) / size.width, static_cast<double>(grey.rows) / size.height);
    return result;
}

RectifiedPage rectify(const PageView& view, const cv::Matx33d& work_to_page, cv::Size size) {
    RectifiedPage result;
    result.to_page = work_to_page;
    const double cx = size.width / 2.0, cy = size.height / 2.0;
    const double scale = cv::norm(apply(work_to_page, cx + 1, cy) - apply(work_to_page, cx, cy)) * work_px_per_mm;
    const ReducedPage reduced = view.reduced(scale, work_px_per_mm);
    const cv::Matx33d to_reduced = reduced.to_page.inv() * work_to_page;
    const cv::Matx33d without_rim(1, 0, -RectifiedPage::rim, 0, 1, -RectifiedPage::rim, 0, 0, 1);
    const cv::Size with_rim(size.width + 2 * RectifiedPage::rim, size.height + 2 * RectifiedPage::rim);
    cv::warpPerspective(reduced.grey, result.grey, to_reduced * without_rim, with_rim, cv::INTER_LINEAR | cv::WARP_INVERSE_MAP,
                        cv::BORDER_CONSTANT, cv::Scalar(255));
    const InkMap map = ink_map(result.grey);
    result.soft = map.soft;
    result.mask = map.mask;
    cv::dilate(map.mask, result.found, cv::getStructuringElement(cv::MORPH_RECT, {3, 3}));
    return result;
}

}  // namespace yorozu::ocr
