// Where could the form lie? Every pair of alike features votes for a turn, a scale and a place of the form's
// centre (Lowe, "Distinctive image features from scale-invariant keypoints", 2004, section 7.3); handwriting and
// foreign print vote at random, the form's own print agrees. Then RANSAC among those that agree.
#include <algorithm>
#include <bitset>
#include <cmath>
#include <opencv2/calib3d.hpp>

#include "ocr/form/registration.h"

namespace yorozu::ocr {
namespace {

struct Pair {
    cv::Point2f blank, page;
    double turn, scale;   ///< radians; log2
    cv::Point2d centre;   ///< of the form, on the coarse page
};

/// Bits in which two 256-bit descriptors differ. Processors without a popcount instruction take the plain version.
__attribute__((target("popcnt"))) int difference_fast(const std::uint64_t* a, const std::uint64_t* b) {
    return __builtin_popcountll(a[0] ^ b[0]) + __builtin_popcountll(a[1] ^ b[1]) + __builtin_popcountll(a[2] ^ b[2]) +
           __builtin_popcountll(a[3] ^ b[3]);
}
int difference_plain(const std::uint64_t* a, const std::uint64_t* b) {
    return static_cast<int>(std::bitset<64>(a[0] ^ b[0]).count() + std::bitset<64>(a[1] ^ b[1]).count() +
                            std::bitset<64>(a[2] ^ b[2]).count() + std::bitset<64>(a[3] ^ b[3]).count());
}

struct Nearest {
    int best = -1, second = -1;
    int best_distance = farthest, second_distance = farthest;
    static constexpr int farthest = 73;  ///< of 256 bits; chance gives 128

    void look(int at, int distance) {
        if (distance >= second_distance) return;
        if (distance < best_distance) {
            second = best, second_distance = best_distance;
            best = at, best_distance = distance;
        } else {
            second = at, second_distance = distance;
        }
    }
};

__attribute__((target("popcnt"))) Nearest nearest_fast(const std::uint64_t* wanted, const std::uint64_t* all, int count) {
    Nearest nearest;
    for (int i = 0; i < count; ++i) nearest.look(i, difference_fast(wanted, all + 4 * i));
    return nearest;
}
Nearest nearest_plain(const std::uint64_t* wanted, const std::uint64_t* all, int count) {
    Nearest nearest;
    for (int i = 0; i < count; ++i) nearest.look(i, difference_plain(wanted, all + 4 * i));
    return nearest;
}

std::vector<Pair> alike_features(const PageView& view, const BlankInk& blank, int stride) {
    static const auto nearest_of = __builtin_cpu_supports("popcnt") ? nearest_fast : nearest_plain;
    std::vector<Pair> pairs;
    if (view.descriptors.rows < 8 || blank.descriptors.rows < 8) return pairs;
    const cv::Point2d middle(blank.size.width / 2.0, blank.size.height / 2.0);
    const auto* all = view.descriptors.ptr<std::uint64_t>();
    for (int i = 0; i < blank.descriptors.rows; i += stride) {
        const Nearest nearest = nearest_of(blank.descriptors.ptr<std::uint64_t>(i), all, view.descriptors.rows);
        for (const int j : {nearest.best, nearest.second}) {
            if (j < 0) continue;
            const auto& from = blank.keypoints[static_cast<std::size_t>(i)];
            const auto& to = view.keypoints[static_cast<std::size_t>(j)];
            Pair pair{from.pt, to.pt, (to.angle - from.angle) * CV_PI / 180, std::log2(to.size / from.size), {}};
            const double s = to.size / from.size, c = s * std::cos(pair.turn), d = s * std::sin(pair.turn);
            const double dx = middle.x - from.pt.x, dy = middle.y - from.pt.y;
            pair.centre = {to.pt.x + c * dx - d * dy, to.pt.y + d * dx + c * dy};
            pairs.push_back(pair);
        }
    }
    return pairs;
}

/// Votes in bins of 20°, half an octave and a tenth of the page.
struct Bin {
    int turn, scale, x, y;
};
constexpr int turns = 18, scales = 16, places = 16;
constexpr double place_px = 90;

int number_of(const Bin& bin) { return ((bin.turn * scales + bin.scale) * places + bin.x) * places + bin.y; }
Bin bin_of(int number) { return {number / (scales * places * places), number / (places * places) % scales, number / places % places, number % places}; }

/// The two nearest bins in every direction; what lies far outside the page has none.
template <typename Use>
void each_bin(const Pair& pair, Use use) {
    const double turn = pair.turn / (2 * CV_PI) * turns, scale = pair.scale * 2 + scales / 2.0;
    const double x = pair.centre.x / place_px + 3, y = pair.centre.y / place_px + 3;
    const int t0 = static_cast<int>(std::floor(turn - 0.5)), s0 = static_cast<int>(std::floor(scale - 0.5));
    const int x0 = static_cast<int>(std::floor(x - 0.5)), y0 = static_cast<int>(std::floor(y - 0.5));
    if (s0 < 0 || s0 + 1 >= scales || x0 < 0 || x0 + 1 >= places || y0 < 0 || y0 + 1 >= places) return;
    for (int i = 0; i < 16; ++i)
        use(number_of({(((t0 + (i & 1)) % turns) + turns) % turns, s0 + (i >> 1 & 1), x0 + (i >> 2 & 1), y0 + (i >> 3 & 1)}));
}

bool beside(const Bin& a, const Bin& b) {
    const int turn = std::abs(a.turn - b.turn);
    return std::min(turn, turns - turn) <= 1 && std::abs(a.scale - b.scale) <= 1 && std::abs(a.x - b.x) <= 1 && std::abs(a.y - b.y) <= 1;
}

std::vector<int> votes_of(const std::vector<Pair>& pairs) {
    std::vector<int> votes(static_cast<std::size_t>(turns * scales * places * places));
    for (const auto& pair : pairs) each_bin(pair, [&](int bin) { ++votes[static_cast<std::size_t>(bin)]; });
    return votes;
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
    constexpr double near_px = 4.0;
    std::vector<std::uint8_t> agree;
    const cv::Mat affine = cv::estimateAffine2D(blank, page, agree, cv::RANSAC, near_px, 300, 0.99, 3);
    const int affine_count = affine.empty() ? 0 : cv::countNonZero(agree);
    if (affine_count > 0) guess.work_to_page = full(affine);
    guess.agreeing = affine_count;
    // Photographs: one vanishing point more explains clearly more of the pairs.
    if (affine_count < 0.7 * static_cast<double>(blank.size())) {
        const cv::Mat projective = cv::findHomography(blank, page, cv::RANSAC, near_px, agree, 300, 0.99);
        const int count = projective.empty() ? 0 : cv::countNonZero(agree);
        if (count > affine_count * 1.25 + 4 && plausible(projective, size)) {
            guess.work_to_page = projective;
            guess.agreeing = count;
        }
    }
    return guess.agreeing >= 8 && plausible(guess.work_to_page, size);
}

}  // namespace

int likeness(const PageView& view, const BlankInk& blank) {
    constexpr int every_fourth = 4;
    const auto votes = votes_of(alike_features(view, blank, every_fourth));
    return *std::max_element(votes.begin(), votes.end());
}

std::vector<CoarseGuess> coarse_guesses(const PageView& view, const BlankInk& blank) {
    constexpr std::size_t most_guesses = 3;
    const auto pairs = alike_features(view, blank, 1);
    const auto votes = votes_of(pairs);
    std::vector<int> ranking;
    for (std::size_t bin = 0; bin < votes.size(); ++bin)
        if (votes[bin] >= 8) ranking.push_back(static_cast<int>(bin));
    std::stable_sort(ranking.begin(), ranking.end(), [&](int a, int b) { return votes[static_cast<std::size_t>(a)] > votes[static_cast<std::size_t>(b)]; });

    std::vector<CoarseGuess> guesses;
    std::vector<Bin> tried;
    for (const int number : ranking) {
        const Bin bin = bin_of(number);
        if (std::any_of(tried.begin(), tried.end(), [&](const Bin& other) { return beside(bin, other); })) continue;
        // Far fewer votes than the best bin: chance.
        if (!tried.empty() && votes[static_cast<std::size_t>(number)] * 4 < votes[static_cast<std::size_t>(ranking.front())]) break;
        tried.push_back(bin);
        std::vector<cv::Point2f> from, to;
        for (const auto& pair : pairs) {
            bool inside = false;
            each_bin(pair, [&](int other) { inside = inside || other == number; });
            if (!inside) continue;
            from.push_back(pair.blank);
            to.push_back(pair.page);
        }
        CoarseGuess guess;
        if (guess_from(from, to, blank.size, guess)) {
            guess.work_to_page = view.coarse.to_page * guess.work_to_page;
            guesses.push_back(guess);
        }
        if (tried.size() == most_guesses) break;
    }
    std::sort(guesses.begin(), guesses.end(), [](const auto& a, const auto& b) { return a.agreeing > b.agreeing; });
    return guesses;
}

}  // namespace yorozu::ocr
