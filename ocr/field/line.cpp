#include "ocr/field/line.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace yorozu::ocr {
namespace {

struct Piece {
    std::vector<int> labels;
    cv::Rect bounds;
};

double share_of_height(std::vector<int> heights, double share) {
    if (heights.empty()) return 0;
    std::sort(heights.begin(), heights.end());
    return heights[std::min(heights.size() - 1, std::size_t(share * heights.size()))];
}

/// Height of the characters: most of what is tall enough to be one.
double character_height(const std::vector<Piece>& pieces, double band) {
    std::vector<int> heights;
    for (const Piece& piece : pieces)
        if (piece.bounds.height > 0.3 * band) heights.push_back(piece.bounds.height);
    const double height = heights.empty() ? 0.6 * band : share_of_height(heights, 0.6);
    return std::clamp(height, 0.3 * band, 1.2 * band);
}

/// Clears the columns at which a wide stroke is thinnest, about one character's height apart; true if any was cut.
bool cut_wide(FieldInk& field, const StrokeMap& map, double height, const LineHabit& habit) {
    bool any = false;
    for (const Stroke& stroke : map.strokes) {
        if (!stroke.own || stroke.bounds.width <= habit.cut_above * height) continue;
        if (stroke.bounds.height < 0.3 * height) continue;  // a dash or a strike-out
        std::vector<int> column(stroke.bounds.width, 0);
        for (int y = 0; y < stroke.bounds.height; ++y)
            for (int x = 0; x < stroke.bounds.width; ++x)
                column[x] += map.labels.at<int>(stroke.bounds.y + y, stroke.bounds.x + x) == stroke.label;
        const int near = std::max(2, int(0.18 * height));
        const double thin = 0.28 * height;
        for (int x = near; x < stroke.bounds.width - near; ++x) {
            const auto from = column.begin() + x - near, to = column.begin() + x + near + 1;
            if (column[x] > thin || column[x] != *std::min_element(from, to)) continue;
            if (std::min_element(from, to) != column.begin() + x) continue;  // the first of equals
            for (int y = 0; y < stroke.bounds.height; ++y)
                if (const cv::Point p(stroke.bounds.x + x, stroke.bounds.y + y); map.labels.at<int>(p) == stroke.label)
                    field.ink.at<std::uint8_t>(p) = 0;
            any = true;
            x += near;
        }
    }
    return any;
}

std::vector<Piece> pieces_of(const std::vector<const Stroke*>& strokes) {
    std::vector<const Stroke*> sorted = strokes;
    std::sort(sorted.begin(), sorted.end(), [](auto* a, auto* b) { return a->bounds.x < b->bounds.x; });
    std::vector<Piece> pieces;
    for (const Stroke* stroke : sorted) {
        Piece* home = nullptr;
        for (auto piece = pieces.rbegin(); piece != pieces.rend(); ++piece) {
            const int shared = std::min(piece->bounds.br().x, stroke->bounds.br().x) - std::max(piece->bounds.x, stroke->bounds.x);
            if (shared > 0.5 * std::min(piece->bounds.width, stroke->bounds.width)) {
                home = &*piece;
                break;
            }
        }
        if (home) {
            home->labels.push_back(stroke->label);
            home->bounds |= stroke->bounds;
        } else {
            pieces.push_back({{stroke->label}, stroke->bounds});
        }
    }
    std::sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) {
        return 2 * a.bounds.x + a.bounds.width < 2 * b.bounds.x + b.bounds.width;
    });
    return pieces;
}

/// Dust: a dot smaller than any stroke, with free paper on both sides. Dots of characters stand over or beside their strokes.
void drop_dust(std::vector<Piece>& pieces, double height, double px_per_mm) {
    const double largest = std::min(0.7 * px_per_mm, 0.16 * height), free = 0.3 * height;
    std::vector<Piece> kept;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const cv::Rect& here = pieces[i].bounds;
        const bool small = here.width <= largest && here.height <= largest;
        const bool apart = (i == 0 || here.x - pieces[i - 1].bounds.br().x > free) &&
                           (i + 1 == pieces.size() || pieces[i + 1].bounds.x - here.br().x > free);
        if (!small || !apart) kept.push_back(pieces[i]);
    }
    pieces = std::move(kept);
}

/// '-' for a level dash at middle height, '.' for a dot, 0 for anything else.
char symbol_of(const cv::Rect& bounds, double height, double top, double bottom) {
    const double middle = bounds.y + bounds.height / 2.0;
    if (bounds.height < 0.3 * height && bounds.width > 0.18 * height && bounds.width < 1.3 * height &&
        bounds.width > 1.4 * bounds.height && middle > top + 0.25 * (bottom - top) &&
        middle < top + 0.8 * (bottom - top))
        return '-';
    if (bounds.height < 0.45 * height && bounds.width < 0.33 * height) return '.';  // commas are taller than dots
    return 0;
}

LineLattice lattice_of(const FieldInk& field, const StrokeMap& map, const std::vector<Piece>& pieces, double height,
                       const LineHabit& habit, const std::vector<int>& borders) {
    LineLattice lattice;
    lattice.pieces = int(pieces.size());
    lattice.height = height;
    std::vector<int> tops, bottoms;
    for (const Piece& piece : pieces)
        if (piece.bounds.height > 0.6 * height) {
            tops.push_back(piece.bounds.y);
            bottoms.push_back(piece.bounds.br().y);
        }
    double top = share_of_height(tops, 0.3), bottom = share_of_height(bottoms, 0.7);
    if (tops.empty()) {
        top = field.box.y + 0.1 * field.box.height;
        bottom = field.box.br().y - 0.1 * field.box.height;
    }
    for (int i = 0; i < lattice.pieces; ++i) {
        lattice.places.push_back(pieces[i].bounds);
        const double middle = pieces[i].bounds.x + pieces[i].bounds.width / 2.0;
        lattice.group.push_back(int(std::lower_bound(borders.begin(), borders.end(), middle) - borders.begin()));
        lattice.gap_before.push_back(i ? (pieces[i].bounds.x - pieces[i - 1].bounds.br().x) / height : 0);
    }
    for (int from = 0; from < lattice.pieces; ++from) {
        cv::Rect bounds;
        double gaps = 0;
        for (int to = from + 1; to <= std::min(lattice.pieces, from + habit.most_pieces); ++to) {
            const cv::Rect& next = pieces[to - 1].bounds;
            if (lattice.group[to - 1] != lattice.group[from]) break;
            if (to - from > 1) {
                const double gap = (next.x - bounds.br().x) / height;
                if (gap > 0.55) break;
                gaps += std::max(0.0, gap - 0.08);
            }
            bounds = bounds.empty() ? next : bounds | next;
            const double width = bounds.width / height;
            if (to - from > 1 && width > habit.widest) break;
            LineCandidate candidate;
            candidate.from = from;
            candidate.to = to;
            candidate.place = bounds;
            const double wide = std::max(0.0, width - habit.usual) / habit.tolerance;
            candidate.prior = -0.5 * std::min(16.0, wide * wide) - 4 * gaps;
            // A dash may be broken in two, a dot is one piece.
            char symbol = symbol_of(bounds, height, top, bottom);
            if (symbol == '.' && to > from + 1) symbol = 0;
            candidate.level = symbol == '-';
            if (habit.symbols) candidate.symbol = symbol;
            if (!candidate.symbol) {
                std::vector<char> wanted(map.strokes.size() + 1, 0);
                for (int i = from; i < to; ++i)
                    for (int label : pieces[i].labels) wanted[label] = 1;
                const double room = 0.15 * (bottom - top);
                const double cell_width = std::max<double>(bounds.width, (bottom - top)) + 2 * room;
                const cv::Rect cell(int(bounds.x + bounds.width / 2.0 - cell_width / 2), int(top - room), int(cell_width),
                                    int(bottom - top + 2 * room));
                candidate.glyph = cut_glyph(field, map.labels, wanted, bounds, cell);
            }
            lattice.candidates.push_back(std::move(candidate));
        }
    }
    return lattice;
}

}  // namespace

LineHabit habit_of(CharacterSet set) {
    LineHabit habit;
    if (set == CharacterSet::digits || set == CharacterSet::alnum) {
        habit.widest = 1.1;
        habit.usual = 0.65;
        habit.tolerance = 0.2;
        habit.cut_above = 0.8;
        habit.most_pieces = 2;
        habit.symbols = true;
    }
    return habit;
}

std::vector<int> printed_borders(const FieldInk& field) {
    std::vector<int> borders;
    if (field.print.empty()) return borders;
    // Rows of the middle: the box's own top and bottom lines do not count.
    const int top = field.box.y + field.box.height / 4, bottom = field.box.br().y - field.box.height / 4;
    const int least = std::max(2, int(0.8 * field.px_per_mm)), inset = int(0.8 * field.px_per_mm);
    const int apart = int(1.0 * field.px_per_mm);
    int begin = -1, last = -1;
    for (int x = field.box.x + inset; x <= field.box.br().x - inset; ++x) {
        int count = 0;
        for (int y = std::max(0, top); y < std::min(bottom, field.print.rows) && x < field.print.cols; ++y)
            count += field.print.at<std::uint8_t>(y, x) != 0;
        if (count >= least) {
            if (begin < 0) begin = x;
            last = x;
        }
        if (begin >= 0 && (x - last > apart || x == field.box.br().x - inset)) {
            borders.push_back((begin + last) / 2);
            begin = -1;
        }
    }
    return borders;
}

std::vector<LineLattice> cut_lines(const FieldInk& given, int lines, const LineHabit& habit, const std::vector<int>& borders) {
    std::vector<LineLattice> lattices;
    if (given.ink.empty()) return lattices;
    lines = std::max(1, lines);
    FieldInk field = given;
    field.ink = given.ink.clone();
    remove_specks(field, 0.04);
    StrokeMap map = find_strokes(field);
    const double band = double(field.box.height) / lines;
    auto line_of = [&](const Stroke& stroke) {
        return std::clamp(int(std::floor((stroke.centre.y - field.box.y) / band)), 0, lines - 1);
    };
    auto own_of = [&](int line) {
        std::vector<const Stroke*> own;
        for (const Stroke& stroke : map.strokes)
            if (stroke.own && line_of(stroke) == line) own.push_back(&stroke);
        return own;
    };
    std::vector<double> heights;
    double usual_height = 0;
    for (int line = 0; line < lines; ++line) {
        heights.push_back(character_height(pieces_of(own_of(line)), band));
        usual_height = std::max(usual_height, heights.back());
    }
    if (cut_wide(field, map, usual_height, habit)) {
        remove_specks(field, 0.02);
        map = find_strokes(field);
    }
    for (int line = 0; line < lines; ++line) {
        auto pieces = pieces_of(own_of(line));
        if (!habit.symbols) drop_dust(pieces, heights[line], field.px_per_mm);  // dots part the numbers of a date
        if (pieces.empty()) continue;
        lattices.push_back(lattice_of(field, map, pieces, heights[line], habit, borders));
    }
    return lattices;
}

LineSpelling decode_line(const LineLattice& lattice, const std::vector<const GlyphReading*>& readings) {
    struct State {
        double score = 0;
        std::string text;
        std::vector<LineSpelling::Part> parts;
    };
    constexpr std::size_t kept = 4;
    std::vector<std::vector<State>> beam(lattice.pieces + 1);
    beam[0].push_back({});
    for (int at = 0; at <= lattice.pieces; ++at) {
        auto& states = beam[at];
        std::stable_sort(states.begin(), states.end(), [](const State& a, const State& b) { return a.score > b.score; });
        // The same text cut in two ways is one reading.
        std::vector<State> different;
        for (State& state : states)
            if (different.size() < kept &&
                std::none_of(different.begin(), different.end(), [&](const State& other) { return other.text == state.text; }))
                different.push_back(std::move(state));
        states = std::move(different);
        if (at == lattice.pieces) break;
        for (std::size_t c = 0; c < lattice.candidates.size(); ++c) {
            const LineCandidate& candidate = lattice.candidates[c];
            if (candidate.from != at) continue;
            double score = candidate.prior;
            std::string text(1, candidate.symbol ? candidate.symbol : '?');
            const int count = candidate.to - candidate.from;
            if (candidate.symbol) {
                score += std::log(0.97);
            } else {
                const GlyphReading* reading = readings[c];
                const bool read = reading && !reading->guesses.empty();
                const double p = read ? reading->guesses.front().probability * (1 - reading->reject) : 0;
                score += count * std::log(std::clamp(p, 1e-5, 1.0));
                if (read) text = reading->guesses.front().text;
            }
            for (const State& state : states) {
                State next = state;
                next.score += score;
                next.text += text;
                next.parts.push_back({int(c), at > 0 && lattice.gap_before[at] > word_gap, at > 0 && lattice.group[at] != lattice.group[at - 1]});
                beam[candidate.to].push_back(std::move(next));
            }
        }
    }
    LineSpelling spelling;
    const auto& ends = beam[lattice.pieces];
    if (ends.empty()) return spelling;
    spelling.parts = ends.front().parts;
    spelling.score = ends.front().score;
    if (ends.size() > 1) spelling.certainty = 1 / (1 + std::exp(ends[1].score - ends[0].score));
    return spelling;
}

}  // namespace yorozu::ocr
