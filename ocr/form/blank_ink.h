#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <opencv2/core.hpp>
#include <shared_mutex>
#include <vector>

#include "ocr/form/form_template.h"

namespace yorozu::ocr {

/// Resolution at which forms are compared: fine enough for a residual of a tenth of a millimetre (positions are
/// found between pixels), coarse enough that an A4 page is 1.5 million pixels.
constexpr double work_px_per_mm = 5.0;
/// Side of the squares by which a blank is compared.
constexpr double cell_mm = 10.0;

/// Points of one small region of a blank: on its ink, and on white paper close to ink. A page shows this form
/// here if it is dark at the first and light at the second; what was filled in makes some of the second dark.
struct InkCell {
    cv::Point2f centre;
    cv::Point2f own_shift;  ///< what the search finds on the blank itself: stroke middles lie between pixels
    std::vector<cv::Point2f> ink;
    std::vector<cv::Point2f> halo;
};

/// Crops of the blank that were asked for before; the same boxes are cut for every page. Thread-safe.
class BlankCrops {
public:
    using Key = std::array<double, 6>;   ///< box, px per mm, margin
    bool find(const Key& key, Image& image) const;
    void keep(const Key& key, const Image& image);

private:
    static constexpr std::size_t most_bytes = 24u << 20;
    mutable std::shared_mutex guard_;
    std::map<Key, Image> images_;
    std::size_t bytes_ = 0;
};

/// What registration needs of one blank, in work pixels. Made once per template page.
struct BlankInk {
    cv::Size size;                  ///< work pixels of the page
    cv::Mat soft;                   ///< ink as in RectifiedPage::soft, with its rim
    cv::Mat near_ink;               ///< within 0.4 mm of ink, 0 or 255
    std::vector<InkCell> cells;
    std::size_t ink_points = 0;
    double ruled_mm = 0;            ///< total length of ruled lines
    /// Features of the whole blank for the coarse search, positions in work pixels.
    std::vector<cv::KeyPoint> keypoints;
    cv::Mat descriptors;
    std::shared_ptr<BlankCrops> crops = std::make_shared<BlankCrops>();
};

BlankInk make_blank_ink(const TemplatePage& page);

/// The template page's own, made at loading; made now when the template did not come from a file.
std::shared_ptr<const BlankInk> blank_ink_of(const TemplatePage& page);

/// Dark strokes of a grey picture, told from what is around them (some 6 mm): even light, shadows and stains do
/// not count as ink. `soft` keeps how dark they are, so that their middle is known between pixels.
struct InkMap {
    cv::Mat soft;  ///< 0 … 255, smoothed
    cv::Mat mask;  ///< 0 or 255
};
/// `pale`: hairlines in light grey count too (on paper as clean as its grain allows).
InkMap ink_map(const cv::Mat& grey, bool pale = true);

/// ORB features of a picture scaled so that its longer side is `longest` px; positions in px of `grey`.
void find_features(const cv::Mat& grey, int most, std::vector<cv::KeyPoint>& keypoints, cv::Mat& descriptors);

/// What of an ink mask belongs to straight level or upright lines of at least `shortest` px.
cv::Mat ruled_lines(const cv::Mat& mask, int shortest);

}  // namespace yorozu::ocr
