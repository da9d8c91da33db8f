#include "tests/generator/stroke_glyphs.h"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>

namespace yorozu::generator {
namespace {

using Strokes = std::vector<Polyline>;
using Habits = std::map<char32_t, std::vector<Strokes>>;

Strokes parse_strokes(std::istringstream& row, const std::string& where) {
    Strokes strokes(1);
    for (std::string word; row >> word;) {
        if (word == "/") {
            strokes.emplace_back();
            continue;
        }
        Point p;
        char comma = 0;
        std::istringstream point(word);
        if (!(point >> p.x >> comma >> p.y) || comma != ',')
            throw std::runtime_error(where + ": \"" + word + "\" is no point");
        strokes.back().push_back({p.x / 100, p.y / 100});
    }
    return strokes;
}

Habits read_habits(const std::filesystem::path& file) {
    std::ifstream in(file);
    if (!in) throw std::runtime_error("cannot open " + file.string());
    Habits habits;
    int number = 0;
    for (std::string line; std::getline(in, line);) {
        ++number;
        if (line.empty() || line[0] == '#') continue;
        std::istringstream row(line);
        std::string letter;
        row >> letter;
        habits[code_points(letter).front()].push_back(
            parse_strokes(row, file.string() + ":" + std::to_string(number)));
    }
    return habits;
}

const Habits& habits() {
    static const Habits read =
        read_habits(std::filesystem::path(YOROZU_SOURCE_DIR) / "samples/hands/strokes.txt");
    return read;
}

constexpr std::u32string_view small_kana = U"ァィゥェォッャュョ", large_kana = U"アイウエオツヤユヨ";
constexpr std::u32string_view voiced = U"ガギグゲゴザジズゼゾダヂヅデドバビブベボヴ";
constexpr std::u32string_view unvoiced = U"カキクケコサシスセソタチツテトハヒフヘホウ";
constexpr std::u32string_view half_voiced = U"パピプペポ", half_unvoiced = U"ハヒフヘホ";

/// What a kana is made of: its body, a mark over it (0 for none), and whether it is written small.
struct Parts {
    char32_t body, mark = 0;
    bool small = false;
};
Parts parts_of(char32_t c) {
    if (const auto at = small_kana.find(c); at != small_kana.npos) return {large_kana[at], 0, true};
    if (const auto at = voiced.find(c); at != voiced.npos) return {unvoiced[at], U'゛', false};
    if (const auto at = half_voiced.find(c); at != half_voiced.npos) return {half_unvoiced[at], U'゜', false};
    return {c, 0, false};
}

/// Smooth line through the points; a doubled point cuts it (Catmull and Rom's spline, 1974, ends doubled).
Polyline smooth(const Polyline& points) {
    Polyline line;
    std::size_t begin = 0;
    const auto piece = [&](std::size_t first, std::size_t last) {
        for (std::size_t n = first; n < last; ++n) {
            const Point a = points[n > first ? n - 1 : n], b = points[n], c = points[n + 1],
                        d = points[n + 2 <= last ? n + 2 : n + 1];
            for (int k = 0; k < 8; ++k) {
                const double t = k / 8.0, t2 = t * t, t3 = t2 * t;
                const auto blend = [&](double p, double q, double r, double s) {
                    return 0.5 * (2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - s) * t2 +
                                  (3 * q - p - 3 * r + s) * t3);
                };
                line.push_back({blend(a.x, b.x, c.x, d.x), blend(a.y, b.y, c.y, d.y)});
            }
        }
        line.push_back(points[last]);
    };
    for (std::size_t n = 0; n + 1 < points.size(); ++n)
        if (points[n].x == points[n + 1].x && points[n].y == points[n + 1].y) {
            piece(begin, n);
            begin = n + 1;
        }
    piece(begin, points.size() - 1);
    return line;
}

class StrokeGlyphs : public GlyphSource {
public:
    explicit StrokeGlyphs(std::uint64_t person) : person_(person) {
        Random random(person);
        sloppy_ = random.uniform(0.006, 0.022);
        own_way_ = random.uniform(0.012, 0.04);
        joins_ = random.chance(0.35) ? random.uniform(0.2, 0.7) : 0;
        overrun_ = random.uniform(-0.02, 0.05);
    }

    std::optional<GlyphShape> glyph(char32_t character, Random& random) const override {
        const Parts parts = parts_of(character);
        const auto known = habits().find(parts.body);
        if (known == habits().end()) return std::nullopt;
        GlyphShape shape;
        add(shape, parts.body, known->second, random, {});
        if (parts.mark) {
            // Make room for the voicing mark at the top right, as a pen does.
            for (auto& stroke : shape.strokes)
                for (auto& p : stroke) p = {p.x * 0.9, p.y * 0.93 + 0.07};
            add(shape, parts.mark, habits().at(parts.mark), random,
                {random.normal(0, 0.02), random.normal(0.04, 0.02)});
        }
        if (parts.small)
            for (auto& stroke : shape.strokes)
                for (auto& p : stroke) p = {p.x * 0.6 + 0.17, p.y * 0.6 + 0.36};
        return shape;
    }
    std::string name() const override { return "strokes-" + std::to_string(person_ % 10000); }

private:
    void add(GlyphShape& shape, char32_t character, const std::vector<Strokes>& ways, Random& random,
             Point shift) const {
        // This person's way of writing the character: the same draws each time.
        Random person = Random(person_ ^ (static_cast<std::uint64_t>(character) << 20));
        const Strokes& way = ways[static_cast<std::size_t>(person.below(static_cast<int>(ways.size())))];
        const double wide = person.normal(1, 0.05), high = person.normal(1, 0.03);
        const double run = overrun_ + random.normal(0, 0.01);
        std::vector<Polyline> written;
        for (const Polyline& stroke : way) {
            Polyline moved;
            for (std::size_t n = 0; n < stroke.size(); ++n) {
                const bool corner = n > 0 && stroke[n].x == stroke[n - 1].x && stroke[n].y == stroke[n - 1].y;
                if (corner) {
                    moved.push_back(moved.back());
                    continue;
                }
                const double x = stroke[n].x + person.normal(0, own_way_) + random.normal(0, sloppy_);
                const double y = stroke[n].y + person.normal(0, own_way_) + random.normal(0, sloppy_);
                moved.push_back({(x - 0.5) * wide + 0.5 + shift.x, (y - 0.5) * high + 0.5 + shift.y});
            }
            if (moved.size() < 2) continue;
            Polyline line = smooth(moved);
            const Point a = line[line.size() - 2], b = line.back();
            const double length = std::hypot(b.x - a.x, b.y - a.y);
            if (length > 1e-6 && run > 0)
                line.push_back({b.x + (b.x - a.x) / length * run, b.y + (b.y - a.y) / length * run});
            written.push_back(std::move(line));
        }
        for (std::size_t n = 0; n < written.size(); ++n) {
            const bool near =
                n > 0 && std::hypot(written[n].front().x - shape.strokes.back().back().x,
                                    written[n].front().y - shape.strokes.back().back().y) < 0.45;
            if (near && random.chance(joins_)) {
                auto& before = shape.strokes.back();
                before.insert(before.end(), written[n].begin(), written[n].end());
            } else {
                shape.strokes.push_back(written[n]);
            }
        }
    }

    std::uint64_t person_;
    double sloppy_, own_way_, joins_, overrun_;
};

}  // namespace

std::shared_ptr<const GlyphSource> stroke_glyphs(std::uint64_t person) {
    return std::make_shared<StrokeGlyphs>(person);
}

}  // namespace yorozu::generator
