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

    Impl(const Page& given, const FormMatch& found)
        : page(given), match(found), paper(paper_of(match)), ink(blank_ink_of(paper)), view(given, PageView::Use::crops) {
        mm_to_page = matrix_of(match) * mm_to_blank(paper);
        const cv::Matx33d work_to_mm(1 / work_px_per_mm, 0, 0.5 / work_px_per_mm, 0, 1 / work_px_per_mm, 0.5 / work_px_per_mm, 0, 0, 1);
        rectified = rectify(view, mm_to_page * work_to_mm, ink->size);
        light = paper_light(rectified.grey);
    }

    cv::Point2f shift_px(const BoxMm& box) const;
    Image blank_crop(const BoxMm& box, double px_per_mm, int margin, cv::Size size) const;
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

/// The transform over one small box as parallel as it nearly always is: an affine warp costs half of a projective one.
/// False where that would be off by more than a tenth of a pixel.
bool nearly_affine(const cv::Matx33d& h, cv::Size size, cv::Matx23d& affine) {
    const double w = size.width, t = size.height;
    const auto origin = apply(h, 0, 0), right = apply(h, w, 0), below = apply(h, 0, t), corner = apply(h, w, t), middle = apply(h, w / 2, t / 2);
    affine = {(right.x - origin.x) / w, (below.x - origin.x) / t, origin.x, (right.y - origin.y) / w, (below.y - origin.y) / t, origin.y};
    const cv::Point2d end = right + below - origin, half = origin + (end - origin) / 2;
    return cv::norm(end - corner) < 0.1 && cv::norm(half - middle) < 0.1;
}

cv::Rect part_needed(const cv::Matx33d& to_pixels, cv::Size size, const cv::Mat& pixels) {
    double left = 1e6, top = 1e6, right = -1e6, bottom = -1e6;
    for (const auto& corner : {apply(to_pixels, 0, 0), apply(to_pixels, size.width, 0), apply(to_pixels, 0, size.height),
                               apply(to_pixels, size.width, size.height)}) {
        left = std::max(-1e6, std::min(left, corner.x));
        top = std::max(-1e6, std::min(top, corner.y));
        right = std::min(1e6, std::max(right, corner.x));
        bottom = std::min(1e6, std::max(bottom, corner.y));
    }
    const cv::Rect wanted(cv::Point(cvFloor(left) - 3, cvFloor(top) - 3), cv::Point(cvCeil(right) + 4, cvCeil(bottom) + 4));
    return wanted & cv::Rect(0, 0, pixels.cols, pixels.rows);
}

/// Straightens a region out of a picture. Where the picture is much finer than the result it is averaged, not sampled:
/// only the part that is needed is reduced. What lies beyond the picture is white.
cv::Mat straighten(const cv::Mat& pixels, cv::Matx33d to_pixels, cv::Size size) {
    const cv::Rect part = part_needed(to_pixels, size, pixels);
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
        to_pixels = scaling(static_cast<double>(reduced.width) / source.cols, static_cast<double>(reduced.height) / source.rows) * to_pixels;
        cv::resize(source, smaller, reduced, 0, 0, cv::INTER_AREA);
        source = smaller;
    }
    cv::Mat result;
    cv::Matx23d affine;
    if (nearly_affine(to_pixels, size, affine))
        cv::warpAffine(source, result, affine, size, cv::INTER_LINEAR | cv::WARP_INVERSE_MAP, cv::BORDER_CONSTANT, cv::Scalar::all(255));
    else
        cv::warpPerspective(source, result, to_pixels, size, cv::INTER_LINEAR | cv::WARP_INVERSE_MAP, cv::BORDER_CONSTANT, cv::Scalar::all(255));
    return result;
}

/// Divides by the paper's light, so that paper becomes about 250 whatever the lamp and the colour of the paper.
/// `x0 + x * step`, `y0 + y * step`: where crop px lie in the light map.
void even_out(cv::Mat& crop, const cv::Mat& light, double x0, double y0, double step) {
    constexpr int spacing = 16;
    const auto light_at = [&](double x, double y) {
        x = std::clamp(x, 0.0, light.cols - 1.0);
        y = std::clamp(y, 0.0, light.rows - 1.0);
        const int left = std::min(static_cast<int>(x), light.cols - 2 < 0 ? 0 : light.cols - 2);
        const int top = std::min(static_cast<int>(y), light.rows - 2 < 0 ? 0 : light.rows - 2);
        const int right = std::min(left + 1, light.cols - 1), bottom = std::min(top + 1, light.rows - 1);
        const double a = x - left, b = y - top;
        return (light.at<std::uint8_t>(top, left) * (1 - a) + light.at<std::uint8_t>(top, right) * a) * (1 - b) +
               (light.at<std::uint8_t>(bottom, left) * (1 - a) + light.at<std::uint8_t>(bottom, right) * a) * b;
    };
    // The light changes slowly: gains in 8.8 fixed point every 16 px, straight lines between them.
    const int nodes = crop.cols / spacing + 2;
    const auto gain_row = [&](int y) {
        std::vector<int> gains(static_cast<std::size_t>(nodes));
        for (int i = 0; i < nodes; ++i)
            gains[static_cast<std::size_t>(i)] = static_cast<int>(250 * 256 / std::max(60.0, light_at(x0 + i * spacing * step, y0 + y * step)));
        return gains;
    };
    std::vector<int> above, below = gain_row(0);
    std::vector<std::uint16_t> gain(static_cast<std::size_t>(nodes * spacing));
    for (int y = 0; y < crop.rows; ++y) {
        if (y % spacing == 0) {
            above = std::move(below);
            below = gain_row(y + spacing);
        }
        if (y % 4 == 0) {
            const int b = y % spacing;
            for (int i = 0; i + 1 < nodes; ++i) {
                const auto at = static_cast<std::size_t>(i);
                const int left = (above[at] * (spacing - b) + below[at] * b) / spacing;
                const int right = (above[at + 1] * (spacing - b) + below[at + 1] * b) / spacing;
                for (int k = 0; k < spacing; ++k)
                    gain[static_cast<std::size_t>(i * spacing + k)] = static_cast<std::uint16_t>((left * (spacing - k) + right * k) / spacing);
            }
        }
        auto* row = crop.ptr<std::uint8_t>(y);
        for (int x = 0; x < crop.cols; ++x) {
            const int even = (row[x] * gain[static_cast<std::size_t>(x)] + 128) >> 8;
            row[x] = static_cast<std::uint8_t>(std::min(even, 255));
        }
    }
}

}  // namespace

/// The blank's crops are the same for every page: kept with the blank.
Image RegisteredPage::Impl::blank_crop(const BoxMm& box, double px_per_mm, int margin, cv::Size size) const {
    const BlankCrops::Key key{box.x, box.y, box.width, box.height, px_per_mm, static_cast<double>(margin)};
    Image kept;
    if (ink->crops->find(key, kept)) return kept;
    const cv::Matx33d crop_to_mm(1 / px_per_mm, 0, box.x + (0.5 - margin) / px_per_mm, 0, 1 / px_per_mm, box.y + (0.5 - margin) / px_per_mm, 0, 0, 1);
    kept = as_image(straighten(as_mat(paper.blank_image), mm_to_blank(paper) * crop_to_mm, size));
    ink->crops->keep(key, kept);
    return kept;
}

Crop RegisteredPage::crop(const BoxMm& box, double px_per_mm, double margin_mm, bool with_blank) const {
    Crop result;
    cv::Size size;
    const cv::Matx33d to_page = impl_->crop_to_page(box, px_per_mm, margin_mm, size, &result.box);
    result.px_per_mm = px_per_mm;
    cv::Mat pixels = straighten(impl_->view.grey, to_page, size);
    // Light map px, one per 16 work px: centre of the first is work px 7.5.
    const double step = work_px_per_mm / px_per_mm / 16, first = (RectifiedPage::rim - 7.5) / 16;
    const cv::Point2d corner = cv::Point2d(box.x, box.y) * work_px_per_mm / 16;
    const double inset = (0.5 - result.box.x) * step;
    even_out(pixels, impl_->light, corner.x + inset + first, corner.y + inset + first, step);
    result.page = as_image(pixels);
    if (with_blank) result.blank = impl_->blank_crop(box, px_per_mm, result.box.x, size);
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
