#include "ocr/form/registered_page.h"

#include <cmath>
#include <opencv2/imgproc.hpp>
#include <stdexcept>

#include "ocr/form/pixels.h"
#include "ocr/form/registration.h"

namespace yorozu::ocr {
namespace {

cv::Matx33d matrix_of(const FormMatch& match) { return cv::Matx33d(match.transform.data()); }

const TemplatePage& paper_of(const FormMatch& match) {
    if (!match.form || match.template_page < 1 || match.template_page > static_cast<int>(match.form->pages.size()))
        throw std::invalid_argument("a page without a form has no boxes");
    return match.form->pages[static_cast<std::size_t>(match.template_page) - 1];
}

/// Millimetres on the form to px of its blank (pixel centres at whole numbers).
cv::Matx33d mm_to_blank(const TemplatePage& paper) {
    const double down = paper.blank_image.height / paper.height_mm;
    return {paper.px_per_mm, 0, -0.5, 0, down, -0.5, 0, 0, 1};
}

BoxPx upright(const cv::Matx33d& mm_to_page, const BoxMm& box) {
    double left = 1e18, top = 1e18, right = -1e18, bottom = -1e18;
    for (const auto& corner : {apply(mm_to_page, box.x, box.y), apply(mm_to_page, box.x + box.width, box.y),
                               apply(mm_to_page, box.x, box.y + box.height), apply(mm_to_page, box.x + box.width, box.y + box.height)}) {
        left = std::min(left, corner.x);
        top = std::min(top, corner.y);
        right = std::max(right, corner.x);
        bottom = std::max(bottom, corner.y);
    }
    const int x = static_cast<int>(std::floor(left + 0.5)), y = static_cast<int>(std::floor(top + 0.5));
    return {x, y, static_cast<int>(std::ceil(right + 0.5)) - x, static_cast<int>(std::ceil(bottom + 0.5)) - y};
}

/// Light of the paper, one value per 16 work px: the brightest tenth around, softened. A shadow or yellowed paper
/// is evened out; a dark stain is not taken for paper.
cv::Mat paper_light(const cv::Mat& work_grey) {
    cv::Mat bright, small, light;
    cv::dilate(work_grey, bright, cv::getStructuringElement(cv::MORPH_RECT, {5, 5}));
    cv::resize(bright, small, {(work_grey.cols + 15) / 16, (work_grey.rows + 15) / 16}, 0, 0, cv::INTER_AREA);
    cv::dilate(small, small, cv::getStructuringElement(cv::MORPH_RECT, {3, 3}));
    cv::GaussianBlur(small, light, {5, 5}, 1.5, 1.5, cv::BORDER_REPLICATE);
    return light;
}

}  // namespace

struct RegisteredPage::Impl {
    const Page& page;
    FormMatch match;
    const TemplatePage& paper;
    std::shared_ptr<const BlankInk> ink;
    PageView view;
    cv::Matx33d mm_to_page;
    RectifiedPage rectified;
    cv::Mat light;
    ReducedPage reduced;      ///< for crops coarser than the page, so that fine lines do not vanish
    double page_px_per_mm = 0;

    Impl(const Page& given, const FormMatch& found)
        : page(given), match(found), paper(paper_of(match)), ink(blank_ink_of(paper)), view(given, PageView::Use::crops) {
        mm_to_page = matrix_of(match) * mm_to_blank(paper);
        const cv::Matx33d work_to_mm(1 / work_px_per_mm, 0, 0.5 / work_px_per_mm, 0, 1 / work_px_per_mm, 0.5 / work_px_per_mm, 0, 0, 1);
        rectified = rectify(view, mm_to_page * work_to_mm, ink->size);
        light = paper_light(rectified.grey);
        const double x = paper.width_mm / 2, y = paper.height_mm / 2;
        page_px_per_mm = cv::norm(apply(mm_to_page, x + 0.5, y) - apply(mm_to_page, x - 0.5, y));
    }

    cv::Point2f shift_px(const BoxMm& box) const;
    cv::Matx33d crop_to_page(const BoxMm& box, double px_per_mm, double margin_mm, cv::Size& size, BoxPx* inner) const;
};

/// Ink of the blank within the box and 6 mm around looks for itself on the page. Each step the nearest cells only.
cv::Point2f RegisteredPage::Impl::shift_px(const BoxMm& box) const {
    constexpr double around_mm = 4.0;
    const cv::Rect2f region(static_cast<float>((box.x - around_mm) * work_px_per_mm), static_cast<float>((box.y - around_mm) * work_px_per_mm),
                            static_cast<float>((box.width + 2 * around_mm) * work_px_per_mm),
                            static_cast<float>((box.height + 2 * around_mm) * work_px_per_mm));
    InkCell local;
    for (const auto& cell : ink->cells) {
        if (std::abs(cell.centre.x - region.x - region.width / 2) > region.width / 2 + 30 ||
            std::abs(cell.centre.y - region.y - region.height / 2) > region.height / 2 + 30)
            continue;
        for (const auto& point : cell.ink)
            if (region.contains(point)) local.ink.push_back(point);
        for (const auto& point : cell.halo)
            if (region.contains(point)) local.halo.push_back(point);
    }
    if (local.ink.size() < 40) return {0, 0};
    const auto thin = [](std::vector<cv::Point2f>& points) {
        constexpr std::size_t most = 240;
        if (points.size() <= most) return;
        for (std::size_t i = 0; i < most; ++i) points[i] = points[i * points.size() / most];
        points.resize(most);
    };
    thin(local.ink);
    thin(local.halo);
    local.own_shift = find_shift(ink->soft, local, cv::Matx33d::eye(), 1).shift;
    const CellShift found = find_shift(rectified.soft, local, cv::Matx33d::eye(), 4);
    if (found.contrast < 0.25f) return {0, 0};
    return {found.information(0, 0) > 0 ? found.shift.x : 0, found.information(1, 1) > 0 ? found.shift.y : 0};
}

cv::Matx33d RegisteredPage::Impl::crop_to_page(const BoxMm& box, double px_per_mm, double margin_mm, cv::Size& size, BoxPx* inner) const {
    const int margin = static_cast<int>(std::lround(margin_mm * px_per_mm));
    const int width = std::max(1, static_cast<int>(std::lround(box.width * px_per_mm)));
    const int height = std::max(1, static_cast<int>(std::lround(box.height * px_per_mm)));
    size = {width + 2 * margin, height + 2 * margin};
    if (inner) *inner = {margin, margin, width, height};
    const cv::Point2f shift = shift_px(box);
    // Centre of crop px (0,0) is half a px inside the margin's corner.
    const double x = box.x + (0.5 - margin) / px_per_mm + shift.x / work_px_per_mm;
    const double y = box.y + (0.5 - margin) / px_per_mm + shift.y / work_px_per_mm;
    const cv::Matx33d crop_to_mm(1 / px_per_mm, 0, x, 0, 1 / px_per_mm, y, 0, 0, 1);
    return mm_to_page * crop_to_mm;
}

RegisteredPage::RegisteredPage(const Page& page, const FormMatch& match) : impl_(std::make_unique<Impl>(page, match)) {}
RegisteredPage::~RegisteredPage() = default;
RegisteredPage::RegisteredPage(RegisteredPage&&) noexcept = default;
RegisteredPage& RegisteredPage::operator=(RegisteredPage&&) noexcept = default;

const FormMatch& RegisteredPage::match() const { return impl_->match; }

PointPx RegisteredPage::local_shift_mm(const BoxMm& box) const {
    const auto shift = impl_->shift_px(box);
    return {shift.x / work_px_per_mm, shift.y / work_px_per_mm};
}

BoxPx RegisteredPage::on_page(const BoxMm& box) const {
    const auto shift = local_shift_mm(box);
    return upright(impl_->mm_to_page, {box.x + shift.x, box.y + shift.y, box.width, box.height});
}

namespace {

/// Straightens a region out of a picture. Where the picture is much finer than the result it is averaged, not sampled:
/// only the part that is needed is reduced.
cv::Mat straighten(const cv::Mat& pixels, cv::Matx33d to_pixels, cv::Size size) {
    double left = 1e18, top = 1e18, right = -1e18, bottom = -1e18;
    for (const auto& corner : {apply(to_pixels, 0, 0), apply(to_pixels, size.width, 0), apply(to_pixels, 0, size.height),
                               apply(to_pixels, size.width, size.height)}) {
        left = std::min(left, corner.x);
        top = std::min(top, corner.y);
        right = std::max(right, corner.x);
        bottom = std::max(bottom, corner.y);
    }
    cv::Mat result;
    const cv::Rect wanted(cv::Point(cvFloor(std::clamp(left, -1e6, 1e6)) - 3, cvFloor(std::clamp(top, -1e6, 1e6)) - 3),
                          cv::Point(cvCeil(std::clamp(right, -1e6, 1e6)) + 4, cvCeil(std::clamp(bottom, -1e6, 1e6)) + 4));
    const cv::Rect part = wanted & cv::Rect(0, 0, pixels.cols, pixels.rows);
    if (part.empty()) return cv::Mat(size, pixels.type(), cv::Scalar::all(255));
    cv::Mat source = pixels(part);
    to_pixels = cv::Matx33d(1, 0, -part.x, 0, 1, -part.y, 0, 0, 1) * to_pixels;
    const auto middle = apply(to_pixels, size.width / 2.0, size.height / 2.0);
    const double along = cv::norm(apply(to_pixels, size.width / 2.0 + 1, size.height / 2.0) - middle);
    const double down = cv::norm(apply(to_pixels, size.width / 2.0, size.height / 2.0 + 1) - middle);
    const double finer = std::min(along, down);
    if (finer > 1.3 && source.cols > 8 && source.rows > 8) {
        cv::Mat smaller;
        const cv::Size reduced(std::max(1, cvRound(source.cols / finer)), std::max(1, cvRound(source.rows / finer)));
        const double across = static_cast<double>(reduced.width) / source.cols, deep = static_cast<double>(reduced.height) / source.rows;
        cv::resize(source, smaller, reduced, 0, 0, cv::INTER_AREA);
        source = smaller;
        to_pixels = scaling(across, deep) * to_pixels;
    }
    const bool projective = std::abs(to_pixels(2, 0)) + std::abs(to_pixels(2, 1)) > 1e-9 * std::abs(to_pixels(2, 2));
    if (projective) {
        cv::warpPerspective(source, result, to_pixels, size, cv::INTER_LINEAR | cv::WARP_INVERSE_MAP, cv::BORDER_CONSTANT, cv::Scalar::all(255));
    } else {
        const cv::Matx33d unit = to_pixels * (1 / to_pixels(2, 2));
        cv::warpAffine(source, result, unit.get_minor<2, 3>(0, 0), size, cv::INTER_LINEAR | cv::WARP_INVERSE_MAP, cv::BORDER_CONSTANT, cv::Scalar::all(255));
    }
    return result;
}

/// Divides by the paper's light, so that paper becomes about 250 whatever the lamp and the colour of the paper.
void even_out(cv::Mat& crop, const cv::Mat& light, const cv::Matx33d& crop_to_light) {
    cv::Mat around;
    cv::warpPerspective(light, around, crop_to_light, crop.size(), cv::INTER_LINEAR | cv::WARP_INVERSE_MAP, cv::BORDER_REPLICATE);
    // 16.16 fixed-point reciprocals: a division per pixel would cost more than the whole resampling.
    static const auto reciprocals = [] {
        std::array<std::uint32_t, 256> table{};
        for (std::uint32_t i = 0; i < 256; ++i) table[i] = (250u << 16) / std::max(i, 60u);
        return table;
    }();
    for (int y = 0; y < crop.rows; ++y) {
        auto* row = crop.ptr<std::uint8_t>(y);
        const auto* paper = around.ptr<std::uint8_t>(y);
        for (int x = 0; x < crop.cols; ++x) row[x] = static_cast<std::uint8_t>(std::min(255u, (row[x] * reciprocals[paper[x]] + 32768) >> 16));
    }
}

}  // namespace

Crop RegisteredPage::crop(const BoxMm& box, double px_per_mm, double margin_mm, bool with_blank) const {
    Crop result;
    cv::Size size;
    const cv::Matx33d to_page = impl_->crop_to_page(box, px_per_mm, margin_mm, size, &result.box);
    result.px_per_mm = px_per_mm;
    cv::Mat pixels = straighten(impl_->view.grey, to_page, size);
    // crop px → work px (through mm) → px of the light map, one per 16.
    const int margin = result.box.x;
    const double across = work_px_per_mm / px_per_mm;
    const cv::Matx33d to_work(across, 0, box.x * work_px_per_mm + (0.5 - margin) * across - 0.5 + RectifiedPage::rim, 0, across,
                              box.y * work_px_per_mm + (0.5 - margin) * across - 0.5 + RectifiedPage::rim, 0, 0, 1);
    even_out(pixels, impl_->light, scaling(1 / 16.0, 1 / 16.0) * to_work);
    result.page = as_image(pixels);
    if (with_blank) {
        const cv::Matx33d crop_to_mm(1 / px_per_mm, 0, box.x + (0.5 - margin) / px_per_mm, 0, 1 / px_per_mm, box.y + (0.5 - margin) / px_per_mm, 0, 0, 1);
        result.blank = as_image(straighten(as_mat(impl_->paper.blank_image), mm_to_blank(impl_->paper) * crop_to_mm, size));
    }
    return result;
}

Image RegisteredPage::colour(const BoxMm& box, double px_per_mm, double margin_mm) const {
    cv::Size size;
    const cv::Matx33d to_page = impl_->crop_to_page(box, px_per_mm, margin_mm, size, nullptr);
    return as_image(straighten(as_mat(impl_->page.image), to_page, size));
}

Crop crop_box(const Page& page, const FormMatch& match, const BoxMm& box, double px_per_mm, double margin_mm) {
    return RegisteredPage(page, match).crop(box, px_per_mm, margin_mm);
}

BoxPx box_on_page(const FormMatch& match, const BoxMm& box) {
    return upright(matrix_of(match) * mm_to_blank(paper_of(match)), box);
}

}  // namespace yorozu::ocr
