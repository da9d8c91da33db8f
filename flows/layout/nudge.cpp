#include <algorithm>
#include <map>
#include <numeric>

#include "flows/layout/router.h"

namespace yorozu::flows::layout {
namespace {

constexpr double nearest_to_shape = 4;

/// A piece of an edge seen along its own direction: `place` is its x if it is upright, else its y.
struct Piece {
    int edge;
    std::size_t first;  ///< its first point in the way
    double place, low, high;
    bool movable;
    double lean;        ///< which side its neighbours go to: negative = towards smaller places
};

/// Groups by number, joined two by two.
class Groups {
public:
    explicit Groups(std::size_t count) : of_(count) { std::iota(of_.begin(), of_.end(), std::size_t{0}); }
    std::size_t of(std::size_t i) {
        while (of_[i] != i) i = of_[i] = of_[of_[i]];
        return i;
    }
    void join(std::size_t a, std::size_t b) {
        a = of(a), b = of(b);
        of_[std::max(a, b)] = std::min(a, b);
    }

private:
    std::vector<std::size_t> of_;
};

class Nudging {
public:
    Nudging(const Ground& ground, const std::vector<bool>& which, double gap, std::vector<Line>& ways, bool upright)
        : ground_(ground), gap_(gap), ways_(ways), upright_(upright) {
        for (std::size_t e = 0; e < ways.size(); ++e) collect(static_cast<int>(e), which[e]);
    }

    void run() {
        Groups groups(pieces_.size());
        std::map<long, std::vector<std::size_t>> bands;
        for (std::size_t i = 0; i < pieces_.size(); ++i) bands[std::lround(std::floor(pieces_[i].place / gap_))].push_back(i);
        for (auto& [band, members] : bands)
            std::stable_sort(members.begin(), members.end(), [&](std::size_t a, std::size_t b) { return pieces_[a].low < pieces_[b].low; });
        for (auto& [band, members] : bands) {
            auto near = members;
            if (const auto next = bands.find(band + 1); next != bands.end()) near.insert(near.end(), next->second.begin(), next->second.end());
            std::stable_sort(near.begin(), near.end(), [&](std::size_t a, std::size_t b) { return pieces_[a].low < pieces_[b].low; });
            for (std::size_t i = 0; i < near.size(); ++i)
                for (std::size_t j = i + 1; j < near.size() && pieces_[near[j]].low < pieces_[near[i]].high; ++j)
                    if (std::abs(pieces_[near[i]].place - pieces_[near[j]].place) < gap_ - 0.01 && pieces_[near[i]].edge != pieces_[near[j]].edge)
                        groups.join(near[i], near[j]);
        }
        std::map<std::size_t, std::vector<std::size_t>> members;
        for (std::size_t i = 0; i < pieces_.size(); ++i) members[groups.of(i)].push_back(i);
        for (const auto& [first, group] : members)
            if (group.size() > 1) spread(group);
    }

private:
    double along(Point p) const { return upright_ ? p.y : p.x; }
    double across(Point p) const { return upright_ ? p.x : p.y; }

    void collect(int edge, bool may_move) {
        const Line& line = ways_[at(edge)];
        for (std::size_t i = 1; i < line.size(); ++i) {
            if ((line[i - 1].x == line[i].x) != upright_) continue;
            Piece piece{edge, i - 1, across(line[i]), std::min(along(line[i - 1]), along(line[i])), std::max(along(line[i - 1]), along(line[i])),
                        may_move && i >= 2 && i + 1 < line.size(), 0};
            if (i >= 2) piece.lean += across(line[i - 2]) < piece.place ? -1 : 1;
            if (i + 1 < line.size()) piece.lean += across(line[i + 1]) < piece.place ? -1 : 1;
            pieces_.push_back(piece);
        }
    }

    bool together(const Piece& a, const Piece& b) const {
        const auto &x = ground_.diagram.edges[at(a.edge)], &y = ground_.diagram.edges[at(b.edge)];
        return x.from == y.from || x.to == y.to;
    }

    /// How far the piece may go without touching a shape or turning a neighbour round.
    std::pair<double, double> room(const Piece& piece) const {
        constexpr double reach = 60;
        double least = piece.place - reach, most = piece.place + reach;
        const Line& line = ways_[at(piece.edge)];
        for (const Point& neighbour : {line[piece.first - 1], line[piece.first + 2]}) {
            if (across(neighbour) < piece.place) least = std::max(least, across(neighbour) + nearest_to_shape);
            else most = std::min(most, across(neighbour) - nearest_to_shape);
        }
        std::vector<int> around = ground_.own(piece.edge);
        around.erase(around.begin(), around.begin() + 2);
        const double low = piece.low - nearest_to_shape, length = piece.high - piece.low + 2 * nearest_to_shape;
        const Box band = upright_ ? Box{least, low, most - least, length} : Box{low, least, length, most - least};
        ground_.shapes.any(grown(band, nearest_to_shape), [&](int node, const Box& box) {
            if (std::find(around.begin(), around.end(), node) != around.end()) {
                // Stays within a sub-process, not on its border.
                const double inner_low = (upright_ ? box.x : box.y) + nearest_to_shape, inner_high = (upright_ ? box.right() : box.bottom()) - nearest_to_shape;
                if (inner_low <= piece.place) least = std::max(least, inner_low);
                if (inner_high >= piece.place) most = std::min(most, inner_high);
                return false;
            }
            const double box_low = upright_ ? box.x : box.y, box_high = upright_ ? box.right() : box.bottom();
            const double begins = upright_ ? box.y : box.x, ends = upright_ ? box.bottom() : box.right();
            if (ends <= low || begins >= low + length) return false;
            if (box_high <= piece.place) least = std::max(least, box_high + nearest_to_shape);
            else if (box_low >= piece.place) most = std::min(most, box_low - nearest_to_shape);
            else least = most = piece.place;
            return false;
        });
        return {std::min(least, piece.place), std::max(most, piece.place)};
    }

    /// Gives each bundle of the group (edges that share an end) a track of its own.
    void spread(const std::vector<std::size_t>& group) {
        struct Bundle {
            std::vector<std::size_t> members;
            double lean = 0, least = -1e18, most = 1e18, place = 0;
            bool fixed = false;
        };
        Groups same(group.size());
        for (std::size_t i = 0; i < group.size(); ++i)
            for (std::size_t j = i + 1; j < group.size(); ++j)
                if (together(pieces_[group[i]], pieces_[group[j]]) && pieces_[group[i]].place == pieces_[group[j]].place) same.join(i, j);
        std::map<std::size_t, Bundle> by_first;
        for (std::size_t i = 0; i < group.size(); ++i) {
            const Piece& piece = pieces_[group[i]];
            Bundle& bundle = by_first[same.of(i)];
            bundle.members.push_back(group[i]);
            bundle.lean += piece.lean;
            bundle.place = piece.place;
            if (!piece.movable) {
                bundle.fixed = true;
            } else {
                const auto [least, most] = room(piece);
                bundle.least = std::max(bundle.least, least);
                bundle.most = std::min(bundle.most, most);
            }
        }
        if (by_first.size() < 2) return;
        std::vector<Bundle> bundles;
        for (auto& [first, bundle] : by_first) bundles.push_back(std::move(bundle));
        std::stable_sort(bundles.begin(), bundles.end(), [](const Bundle& a, const Bundle& b) { return a.lean < b.lean; });

        double middle = 0;
        for (const auto& bundle : bundles) middle += bundle.place / static_cast<double>(bundles.size());
        const auto fixed = std::find_if(bundles.begin(), bundles.end(), [](const Bundle& bundle) { return bundle.fixed; });
        if (fixed != bundles.end()) middle = fixed->place;
        double least = -1e18, most = 1e18;
        for (const auto& bundle : bundles)
            if (!bundle.fixed) least = std::max(least, bundle.least), most = std::min(most, bundle.most);
        if (!(least < most)) return;
        const auto count = static_cast<double>(bundles.size());
        const auto anchor = fixed == bundles.end() ? (count - 1) / 2 : static_cast<double>(fixed - bundles.begin());
        double step = std::min(gap_, (most - least) / std::max(1.0, count - 1));
        if (fixed != bundles.end()) {
            if (anchor > 0) step = std::min(step, (middle - least) / anchor);
            if (anchor < count - 1) step = std::min(step, (most - middle) / (count - 1 - anchor));
        }
        if (step < 1.5) return;
        double first = middle - anchor * step;
        if (fixed == bundles.end()) first = std::clamp(first, least, std::max(least, most - step * (count - 1)));
        for (std::size_t i = 0; i < bundles.size(); ++i)
            if (!bundles[i].fixed)
                for (const std::size_t member : bundles[i].members) move(pieces_[member], first + step * static_cast<double>(i));
    }

    void move(const Piece& piece, double to) {
        Line& line = ways_[at(piece.edge)];
        for (const std::size_t point : {piece.first, piece.first + 1}) (upright_ ? line[point].x : line[point].y) = to;
    }

    const Ground& ground_;
    double gap_;
    std::vector<Line>& ways_;
    bool upright_;
    std::vector<Piece> pieces_;
};

}  // namespace

void nudge(const Ground& ground, const std::vector<bool>& which, double gap, std::vector<Line>& ways) {
    for (const bool upright : {true, false}) Nudging(ground, which, gap, ways, upright).run();
}

}  // namespace yorozu::flows::layout
