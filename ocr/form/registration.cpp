// Fine registration: each cell of the blank looks for its own ink nearby; a robust fit of all cells gives the warp.
#include "ocr/form/registration.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace yorozu::ocr {
namespace {

struct Offsets {
    std::vector<int> at;        ///< into the matrix, one per point
    cv::Point2f rounded{0, 0};  ///< mean of what rounding to whole pixels moved the points by
};

/// Where the points lie in a matrix with a rim, under `warp`; points that leave the safe area are dropped.
Offsets offsets(const cv::Mat& map, const std::vector<cv::Point2f>& points, const cv::Matx33d& warp, int reach) {
    Offsets result;
    result.at.reserve(points.size());
    const int step = static_cast<int>(map.step1());
    double moved_x = 0, moved_y = 0;
    for (const auto& point : points) {
        const auto there = apply(warp, point.x, point.y);
        const int x = cvRound(there.x), y = cvRound(there.y);
        const int column = x + RectifiedPage::rim, row = y + RectifiedPage::rim;
        if (column < reach || row < reach || column >= map.cols - reach || row >= map.rows - reach) continue;
        moved_x += x - there.x;
        moved_y += y - there.y;
        result.at.push_back(row * step + column);
    }
    if (!result.at.empty()) {
        const double count = static_cast<double>(result.at.size());
        result.rounded = {static_cast<float>(moved_x / count), static_cast<float>(moved_y / count)};
    }
    return result;
}

int sum_at(const std::uint8_t* data, const std::vector<int>& at, int shift) {
    int sum = 0;
    for (const int offset : at) sum += data[offset + shift];
    return sum;
}

/// Vertex of a parabola through three values at −1, 0, 1.
float vertex(float before, float here, float after) {
    const float bend = before - 2 * here + after;
    return bend < -1e-6f ? std::clamp((before - after) / (2 * bend), -0.5f, 0.5f) : 0;
}

}  // namespace

CellShift find_shift(const cv::Mat& soft, const InkCell& cell, const cv::Matx33d& warp, int reach) {
    CellShift result;
    result.centre = cell.centre;
    result.information = cv::Matx22f::zeros();
    const auto ink_offsets = offsets(soft, cell.ink, warp, reach + 1), halo_offsets = offsets(soft, cell.halo, warp, reach + 1);
    const auto &ink = ink_offsets.at, &halo = halo_offsets.at;
    if (ink.size() < 10) return result;
    const auto* data = soft.ptr<std::uint8_t>();
    const int step = static_cast<int>(soft.step1());
    const float ink_share = 1.0f / (255.0f * static_cast<float>(ink.size()));
    const float halo_share = halo.empty() ? 0 : 1.0f / (255.0f * static_cast<float>(halo.size()));
    const int wide = 2 * reach + 3;
    std::vector<float> known(static_cast<std::size_t>(wide * wide), NAN);
    const auto value = [&](int dx, int dy) {
        float& v = known[static_cast<std::size_t>((dy + reach + 1) * wide + dx + reach + 1)];
        if (std::isnan(v)) {
            const int shift = dy * step + dx;
            v = static_cast<float>(sum_at(data, ink, shift)) * ink_share - static_cast<float>(sum_at(data, halo, shift)) * halo_share;
        }
        return v;
    };
    // Far searches go in steps of two first: the softened ink is broad enough to be seen from there.
    int best_x = 0, best_y = 0;
    float best = value(0, 0);
    const auto look = [&](int dx, int dy) {
        // Among equals the nearest wins: along a ruled line every place looks alike.
        const float bias = 0.002f * static_cast<float>(std::abs(dx) + std::abs(dy) - std::abs(best_x) - std::abs(best_y));
        if (value(dx, dy) > best + bias) best = value(dx, dy), best_x = dx, best_y = dy;
    };
    const int stride = reach > 3 ? 2 : 1;
    for (int dy = -reach; dy <= reach; dy += stride)
        for (int dx = -reach; dx <= reach; dx += stride) look(dx, dy);
    if (stride == 2) {
        const int x = best_x, y = best_y;
        for (int dy = std::max(-reach, y - 1); dy <= std::min(reach, y + 1); ++dy)
            for (int dx = std::max(-reach, x - 1); dx <= std::min(reach, x + 1); ++dx) look(dx, dy);
    }
    const float left = value(best_x - 1, best_y), right = value(best_x + 1, best_y);
    const float up = value(best_x, best_y - 1), down = value(best_x, best_y + 1);
    result.contrast = best;
    result.shift = {static_cast<float>(best_x) + vertex(left, best, right), static_cast<float>(best_y) + vertex(up, best, down)};
    result.shift += ink_offsets.rounded - cell.own_shift;
    const float bend_x = std::max(0.0f, 2 * best - left - right), bend_y = std::max(0.0f, 2 * best - up - down);
    const float cross = (value(best_x + 1, best_y + 1) - value(best_x + 1, best_y - 1) - value(best_x - 1, best_y + 1) +
                         value(best_x - 1, best_y - 1)) / -4;
    const float most = std::sqrt(bend_x * bend_y);
    const float mixed = std::clamp(cross, -0.9f * most, 0.9f * most);
    // A peak at the rim of the search is no peak.
    const bool open_x = std::abs(best_x) == reach && bend_x < 0.02f, open_y = std::abs(best_y) == reach && bend_y < 0.02f;
    const float trust = std::max(0.0f, best) * static_cast<float>(ink.size());
    result.information = {open_x ? 0 : bend_x * trust, open_x || open_y ? 0 : mixed * trust, open_x || open_y ? 0 : mixed * trust,
                          open_y ? 0 : bend_y * trust};
    return result;
}

namespace {

/// Normal equations of at most eight unknowns, kept on the stack: the fit runs a dozen times for every page.
struct NormalEquations {
    std::array<std::array<double, 8>, 8> left{};
    std::array<double, 8> right{};

    void add(const std::array<std::array<double, 8>, 2>& jacobian, const cv::Matx22d& information, const cv::Vec2d& error, int unknowns) {
        const cv::Vec2d weighted = information * error;
        for (int i = 0; i < unknowns; ++i) {
            const auto a = static_cast<std::size_t>(i);
            const double x = jacobian[0][a] * information(0, 0) + jacobian[1][a] * information(1, 0);
            const double y = jacobian[0][a] * information(0, 1) + jacobian[1][a] * information(1, 1);
            right[a] += jacobian[0][a] * weighted[0] + jacobian[1][a] * weighted[1];
            for (int j = 0; j <= i; ++j) left[a][static_cast<std::size_t>(j)] += x * jacobian[0][static_cast<std::size_t>(j)] + y * jacobian[1][static_cast<std::size_t>(j)];
        }
    }
    /// Cholesky; false when the equations do not tell every unknown.
    bool solve(int unknowns, double inertia, std::array<double, 8>& step) {
        const auto n = static_cast<std::size_t>(unknowns);
        for (std::size_t i = 0; i < n; ++i) {
            left[i][i] += inertia;
            for (std::size_t j = 0; j <= i; ++j) {
                double sum = left[i][j];
                for (std::size_t k = 0; k < j; ++k) sum -= left[i][k] * left[j][k];
                if (i == j && sum <= 0) return false;
                left[i][j] = i == j ? std::sqrt(sum) : sum / left[j][j];
            }
        }
        for (std::size_t i = 0; i < n; ++i) {
            step[i] = right[i];
            for (std::size_t k = 0; k < i; ++k) step[i] -= left[i][k] * step[k];
            step[i] /= left[i][i];
        }
        for (std::size_t i = n; i-- > 0;) {
            for (std::size_t k = i + 1; k < n; ++k) step[i] -= left[k][i] * step[k];
            step[i] /= left[i][i];
        }
        return true;
    }
};

struct Target {
    cv::Point2d from, to;
    cv::Matx22d information;
    double trace;
};

}  // namespace

cv::Matx33d fit_warp(const std::vector<CellShift>& shifts, const cv::Matx33d& warp, cv::Size size, bool projective) {
    const int unknowns = projective ? 8 : 6;
    // Unit coordinates around the page's centre keep the equations well conditioned.
    const double unit = std::max(size.width, size.height) / 2.0;
    const cv::Matx33d to_unit(1 / unit, 0, -size.width / 2.0 / unit, 0, 1 / unit, -size.height / 2.0 / unit, 0, 0, 1);
    cv::Matx33d h = to_unit * warp * to_unit.inv();
    h *= 1 / h(2, 2);
    std::vector<Target> targets;
    for (const auto& shift : shifts) {
        const double trace = shift.information(0, 0) + shift.information(1, 1);
        if (shift.contrast < 0.15f || trace <= 0) continue;
        const auto there = apply(warp, shift.centre.x, shift.centre.y) + cv::Point2d(shift.shift);
        targets.push_back({apply(to_unit, shift.centre.x, shift.centre.y), apply(to_unit, there.x, there.y), shift.information, trace});
    }
    if (static_cast<int>(targets.size()) < unknowns) return warp;
    double spread = 4.0 / unit;  // what a cell may be off before it counts as an outlier; tightens
    for (int round = 0; round < 12; ++round) {
        NormalEquations equations;
        double total = 0;
        for (const auto& target : targets) {
            const double x = target.from.x, y = target.from.y;
            const double w = h(2, 0) * x + h(2, 1) * y + 1;
            const auto now = apply(h, x, y);
            const cv::Vec2d error(target.to.x - now.x, target.to.y - now.y);
            const cv::Vec2d weighted = target.information * error;
            const double distance2 = std::max(0.0, error.dot(weighted) / target.trace);
            const double weight = 1 / (1 + distance2 / (spread * spread));
            const std::array<std::array<double, 8>, 2> jacobian{{{x / w, y / w, 1 / w, 0, 0, 0, -x * now.x / w, -y * now.x / w},
                                                                 {0, 0, 0, x / w, y / w, 1 / w, -x * now.y / w, -y * now.y / w}}};
            equations.add(jacobian, target.information * weight, error, unknowns);
            total += target.trace * weight;
        }
        // A little inertia holds what no cell speaks about.
        std::array<double, 8> step{};
        if (!equations.solve(unknowns, 1e-4 * total + 1e-12, step)) return warp;
        for (int i = 0; i < unknowns; ++i) h(i / 3, i % 3) += step[static_cast<std::size_t>(i)];
        spread = std::max(0.4 / unit, spread * 0.6);
    }
    return to_unit.inv() * h * to_unit;
}

namespace {

/// The warp with the cell's own shift, where that is small enough to be paper stretch and not another line.
cv::Matx33d local_warp(const cv::Matx33d& warp, const CellShift& shift, bool& taken) {
    taken = cv::norm(shift.shift) <= 3.0 && shift.contrast > 0.15f;
    return taken ? cv::Matx33d(1, 0, shift.shift.x, 0, 1, shift.shift.y, 0, 0, 1) * warp : warp;
}

float middle_of(std::vector<float> values) {
    if (values.empty()) return 0;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

double ink_around(const RectifiedPage& page, cv::Point2d centre) {
    const cv::Rect around(cvRound(centre.x) - 20 + RectifiedPage::rim, cvRound(centre.y) - 20 + RectifiedPage::rim, 40, 40);
    const cv::Rect part = around & cv::Rect(0, 0, page.mask.cols, page.mask.rows);
    return part.empty() ? 0 : cv::mean(page.mask(part))[0] / 255;
}

Agreement agreement_of(const RectifiedPage& page, const BlankInk& blank, const cv::Matx33d& warp, const std::vector<CellShift>& shifts) {
    Agreement result;
    const int step = static_cast<int>(page.found.step1());
    const auto* data = page.found.ptr<std::uint8_t>();
    constexpr int beside = 7, reach = 12;
    double found_points = 0, points = 0, chance_points = 0;
    std::vector<float> distances, found_shares(blank.cells.size()), likeness_shares(blank.cells.size());
    for (std::size_t i = 0; i < blank.cells.size(); ++i) {
        const auto& cell = blank.cells[i];
        bool local = false;
        const cv::Matx33d here = local_warp(warp, shifts[i], local);
        const auto at = offsets(page.found, cell.ink, here, reach).at, beside_ink = offsets(page.found, cell.halo, here, reach).at;
        const double all = static_cast<double>(cell.ink.size());
        const double found = sum_at(data, at, 0) / 255.0;
        double by_chance = 0;
        for (const int shift : {beside * step + beside, -beside * step + beside, beside * step - beside, -beside * step - beside})
            by_chance += sum_at(data, at, shift) / 255.0 / 4;
        points += all;
        found_points += found;
        chance_points += by_chance;
        found_shares[i] = static_cast<float>(found / all);
        const double dirty = beside_ink.empty() ? 0 : sum_at(data, beside_ink, 0) / 255.0 / static_cast<double>(beside_ink.size());
        likeness_shares[i] = static_cast<float>((found / all - dirty) / (found / all + dirty + 0.01));
        result.contrast += shifts[i].contrast * all;
        if (local) distances.push_back(static_cast<float>(cv::norm(shifts[i].shift)));
    }
    if (points == 0) return result;
    result.score = found_points / points;
    result.chance = chance_points / points;
    result.contrast /= points;
    result.residual = middle_of(distances);
    result.typical = middle_of(found_shares);
    for (std::size_t i = 0; i < blank.cells.size(); ++i) {
        if (found_shares[i] >= 0.78 * result.typical) continue;
        const double share = static_cast<double>(blank.cells[i].ink.size()) / points;
        // Faded print is found in part and clean beside it; other print is as dark beside the form's ink as on it.
        const bool other = likeness_shares[i] < 0.35f && ink_around(page, apply(warp, blank.cells[i].centre.x, blank.cells[i].centre.y)) > 0.03;
        if (other) result.contradictions.push_back({blank.cells[i].centre, share});
        else if (found_shares[i] < 0.5f) result.missing += share;
    }
    return result;
}

/// Share of `ink`'s points, as far as they are not near the other blank's ink, that the page shows.
void look_at_own(const Registration& own, const BlankInk& ink, const Registration& other, const BlankInk& other_ink, double& share, int& points) {
    const cv::Matx33d to_other = other.work_to_page.inv() * own.work_to_page;
    const auto* found = own.page.found.ptr<std::uint8_t>();
    int seen = 0;
    points = 0;
    for (std::size_t i = 0; i < ink.cells.size(); ++i) {
        std::vector<cv::Point2f> alone;
        for (const auto& point : ink.cells[i].ink) {
            const auto there = apply(to_other, point.x, point.y);
            const int x = cvRound(there.x), y = cvRound(there.y);
            const bool inside = x >= 0 && y >= 0 && x < other_ink.near_ink.cols && y < other_ink.near_ink.rows;
            if (!inside || !other_ink.near_ink.at<std::uint8_t>(y, x)) alone.push_back(point);
        }
        bool local = false;
        const auto at = offsets(own.page.found, alone, local_warp(own.warp, own.shifts[i], local), 1).at;
        seen += sum_at(found, at, 0) / 255;
        points += static_cast<int>(alone.size());
    }
    share = points > 0 ? static_cast<double>(seen) / points : 0;
}

}  // namespace

OnlyInk only_ink(const Registration& first, const BlankInk& first_blank, const Registration& second, const BlankInk& second_blank) {
    OnlyInk result;
    look_at_own(first, first_blank, second, second_blank, result.share_first, result.points_first);
    look_at_own(second, second_blank, first, first_blank, result.share_second, result.points_second);
    return result;
}

double foreign_rules_mm(const Registration& registration, const BlankInk& blank) {
    constexpr int shortest = static_cast<int>(12 * work_px_per_mm);
    constexpr int edge = static_cast<int>(4 * work_px_per_mm);   // paper edges and the scanner's bed
    const cv::Rect paper(RectifiedPage::rim + edge, RectifiedPage::rim + edge, blank.size.width - 2 * edge, blank.size.height - 2 * edge);
    cv::Mat known, lines = ruled_lines(registration.page.mask(paper), shortest);
    cv::warpPerspective(blank.near_ink, known, registration.warp, blank.size, cv::INTER_NEAREST);
    cv::dilate(known, known, cv::getStructuringElement(cv::MORPH_RECT, {5, 5}));
    lines &= ~known({edge, edge, paper.width, paper.height});
    // Leftovers along a known line's side are thin and broken: what is still a long line counts once per length.
    lines = ruled_lines(lines, shortest);
    cv::Mat labels, stats, centres;
    const int count = cv::connectedComponentsWithStats(lines, labels, stats, centres, 8);
    double length = 0;
    for (int i = 1; i < count; ++i) {
        const int width = stats.at<int>(i, cv::CC_STAT_WIDTH), height = stats.at<int>(i, cv::CC_STAT_HEIGHT);
        const int thick = stats.at<int>(i, cv::CC_STAT_AREA) / std::max(width, height);
        if (thick <= 6) length += std::max(width, height) / work_px_per_mm;   // dark areas are no lines
    }
    return length;
}

Registration register_form(const PageView& view, const BlankInk& blank, const CoarseGuess& guess) {
    Registration result;
    result.page = rectify(view, guess.work_to_page, blank.size);
    result.work_to_page = guess.work_to_page;
    result.shifts.resize(blank.cells.size());
    for (const int reach : {12, 5, 3, 2}) {
        for (std::size_t i = 0; i < blank.cells.size(); ++i) result.shifts[i] = find_shift(result.page.soft, blank.cells[i], result.warp, reach);
        if (reach > 2) result.warp = fit_warp(result.shifts, result.warp, blank.size, reach <= 5);
    }
    result.agreement = agreement_of(result.page, blank, result.warp, result.shifts);
    result.work_to_page = guess.work_to_page * result.warp;
    return result;
}

}  // namespace yorozu::ocr
