// Where could the form lie? Every pair of alike features votes for a turn, a scale and a place of the form's
// centre (Lowe, "Distinctive image features from scale-invariant keypoints", 2004, section 7.3); handwriting and
// foreign print vote at random, the form's own print agrees. Then RANSAC among those that agree.
#include <cmath>
#include <map>
#include <opencv2/calib3d.hpp>
#include <opencv2/features2d.hpp>

#include "ocr/form/registration.h"

namespace yorozu::ocr {
namespace {

struct Pair {
    cv::Point2f blank, page;
    double turn, scale;   ///< radians; log2
    cv::Point2d centre;   ///< of the form, on the coarse page
};

std::vector<Pair> alike_features(const PageView& view, const BlankInk& blank) {
    std::vector<Pair> pairs;
    if (view.descriptors.rows < 8 || blank.descriptors.rows < 8) return pairs;
    std::vector<std::vector<cv::DMatch>> matches;
    cv::BFMatcher(cv::NORM_HAMMING).knnMatch(blank.descriptors, view.descriptors, matches, 2);
    const cv::Point2d middle(blank.size.width / 2.0, blank.size.height / 2.0);
    for (const auto& best : matches)
        for (const auto& match : best) {
            if (match.distance > 72) continue;
            const auto& from = blank.keypoints[static_cast<std::size_t>(match.queryIdx)];
            const auto& to = view.keypoints[static_cast<std::size_t>(match.trainIdx)];
            Pair pair{from.pt, to.pt, (to.angle - from.angle) * CV_PI / 180, std::log2(to.size / from.size), {}};
            const double s = to.size / from.size, c = s * std::cos(pair.turn), d = s * std::sin(pair.turn);
            const double dx = middle.x - from.pt.x, dy = middle.y - from.pt.y;
            pair.centre = {to.pt.x + c * dx - d * dy, to.pt.y + d * dx + c * dy};
            pairs.push_back(pair);
        }
    return pairs;
}

constexpr int turns = 18;
constexpr double place_px = 90;
using Bin = std::array<int, 4>;

/// The two nearest bins in every direction.
template <typename Use>
void each_bin(const Pair& pair, Use use) {
    const double turn = pair.turn / (2 * CV_PI) * turns, scale = pair.scale * 2;
    const double x = pair.centre.x / place_px, y = pair.centre.y / place_px;
    for (int i = 0; i < 16; ++i) {
        const int t = static_cast<int>(std::floor(turn - 0.5)) + (i & 1);
        use(Bin{((t % turns) + turns) % turns, static_cast<int>(std::floor(scale - 0.5)) + (i >> 1 & 1),
                static_cast<int>(std::floor(x - 0.5)) + (i >> 2 & 1), static_cast<int>(std::floor(y - 0.5)) + (i >> 3 & 1)});
    }
}

cv::Matx33d full(const cv::Mat& affine) {
    const cv::Mat_<double> a = affine;
    return {a(0, 0), a(0, 1), a(0, 2), a(1, 0), a(1, 1), a(1, 2), 0, 0, 1};
}

/// Homographies that fold the page or stretch one side beyond reason come from chance.
bool plausible(const cv::Matx33d& h, cv::Size size) {
    const std::array<cv::Point2d, 4> corners{apply(h, 0, 0), apply(h, size.width, 0), apply(h, size.width, size.height),
                                             apply(h, 0, size.height)};
    double sign = 0, least = 1e18, most = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        const auto a = corners[(i + 1) % 4] - corners[i], b = corners[(i + 2) % 4] - corners[(i + 1) % 4];
        const double cross = a.x * b.y - a.y * b.x;
        if (cross <= 0 || (sign != 0 && cross * sign <= 0)) return false;
        sign = cross;
        const double length = cv::norm(a) / (i % 2 ? size.height : size.width);
        least = std::min(least, length);
        most = std::max(most, length);
    }
    return most < 1.8 * least && least > 0.02;
}

bool guess_from(const std::vector<cv::Point2f>& blank, const std::vector<cv::Point2f>& page, cv::Size size, CoarseGuess& guess) {
    if (blank.size() < 8) return false;
    std::vector<std::uint8_t> agree;
    const cv::Mat affine = cv::estimateAffine2D(blank, page, agree, cv::RANSAC, 4.0, 600, 0.995, 5);
    const int affine_count = affine.empty() ? 0 : cv::countNonZero(agree);
    const cv::Mat projective = cv::findHomography(blank, page, cv::RANSAC, 4.0, agree, 600, 0.995);
    const int projective_count = projective.empty() ? 0 : cv::countNonZero(agree);
    const bool use_projective = projective_count > affine_count * 1.25 + 4 && plausible(projective, size);
    if (use_projective)
        guess.work_to_page = projective;
    else if (affine_count > 0)
        guess.work_to_page = full(affine);
    guess.agreeing = use_projective ? projective_count : affine_count;
    return guess.agreeing >= 8 && plausible(guess.work_to_page, size);
}

}  // namespace

std::vector<CoarseGuess> coarse_guesses(const PageView& view, const BlankInk& blank) {
    const auto pairs = alike_features(view, blank);
    std::map<Bin, int> votes;
    for (const auto& pair : pairs) each_bin(pair, [&](const Bin& bin) { ++votes[bin]; });
    std::vector<std::pair<int, Bin>> ranking;
    for (const auto& [bin, count] : votes)
        if (count >= 8) ranking.emplace_back(count, bin);
    std::sort(ranking.begin(), ranking.end(), [](const auto& a, const auto& b) { return a.first > b.first || (a.first == b.first && a.second < b.second); });

    std::vector<CoarseGuess> guesses;
    std::vector<Bin> tried;
    for (const auto& [count, bin] : ranking) {
        const bool beside = std::any_of(tried.begin(), tried.end(), [&, &here = bin](const Bin& other) {
            const int turn = std::abs(here[0] - other[0]);
            return std::min(turn, turns - turn) <= 1 && std::abs(here[1] - other[1]) <= 1 && std::abs(here[2] - other[2]) <= 1 && std::abs(here[3] - other[3]) <= 1;
        });
        if (beside) continue;
        tried.push_back(bin);
        std::vector<cv::Point2f> from, to;
        for (const auto& pair : pairs) {
            bool inside = false;
            each_bin(pair, [&, &here = bin](const Bin& other) { inside = inside || other == here; });
            if (!inside) continue;
            from.push_back(pair.blank);
            to.push_back(pair.page);
        }
        CoarseGuess guess;
        if (guess_from(from, to, blank.size, guess)) {
            guess.work_to_page = view.coarse.to_page * guess.work_to_page;
            guesses.push_back(guess);
        }
        if (tried.size() == 3) break;
    }
    std::sort(guesses.begin(), guesses.end(), [](const auto& a, const auto& b) { return a.agreeing > b.agreeing; });
    return guesses;
}

}  // namespace yorozu::ocr
