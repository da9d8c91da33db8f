#include "tests/generator/hand.h"

#include <algorithm>
#include <cmath>

namespace yorozu::generator {
namespace {

bool is_digit(char32_t c) {
    return c >= U'0' && c <= U'9';
}
bool is_ascii(char32_t c) {
    return c < 0x80;
}

std::optional<GlyphShape> shape_of(char32_t c, const Hand& hand, Random& random) {
    if (is_digit(c) && hand.digits)
        if (auto shape = hand.digits->glyph(c, random)) return shape;
    if (auto shape = hand.letters->glyph(c, random)) return shape;
    return hand.kanji ? hand.kanji->glyph(c, random) : std::nullopt;
}

/// The bends of one character: a wave along each axis, then slant, turn and the em square's place on the
/// page.
struct Bend {
    Bend(const ocr::BoxMm& em_box, const Hand& hand, Random& random)
        : em(em_box),
          wobble(hand.wobble),
          waves(hand.wobble_waves * random.uniform(0.7, 1.3)),
          slant(hand.slant + random.normal(0, 0.02)),
          angle((hand.turn + random.normal(0, hand.turn_change)) * M_PI / 180) {
        for (double& p : phase) p = random.uniform(0, 2 * M_PI);
        stretch = random.normal(1, 0.03);
    }
    Point operator()(Point p) const {
        const double dx = wobble * (std::sin(2 * M_PI * waves * p.y + phase[0]) +
                                    0.6 * std::sin(2 * M_PI * 1.7 * waves * p.x + phase[1]));
        const double dy = wobble * (std::sin(2 * M_PI * waves * p.x + phase[2]) +
                                    0.6 * std::sin(2 * M_PI * 1.7 * waves * p.y + phase[3]));
        double x = (p.x + dx - 0.5) * stretch + slant * (0.5 - p.y);
        double y = p.y + dy - 0.5;
        x *= em.width;
        y *= em.height;
        const double c = std::cos(angle), s = std::sin(angle);
        return {em.x + em.width / 2 + c * x - s * y, em.y + em.height / 2 + s * x + c * y};
    }
    ocr::BoxMm em;
    double wobble, waves, slant, angle, stretch = 1;
    double phase[4];
};

void write_bitmap(cairo_t* ink, const GlyphShape& shape, const Bend& bend) {
    cairo_surface_t* surface =
        cairo_image_surface_create(CAIRO_FORMAT_A8, shape.bitmap_width, shape.bitmap_height);
    cairo_surface_flush(surface);
    unsigned char* data = cairo_image_surface_get_data(surface);
    const int stride = cairo_image_surface_get_stride(surface);
    for (int y = 0; y < shape.bitmap_height; ++y)
        std::copy_n(&shape.bitmap[static_cast<std::size_t>(y) * shape.bitmap_width], shape.bitmap_width,
                    data + static_cast<std::size_t>(y) * stride);
    cairo_surface_mark_dirty(surface);
    cairo_save(ink);
    cairo_translate(ink, bend.em.x + bend.em.width / 2, bend.em.y + bend.em.height / 2);
    cairo_rotate(ink, bend.angle);
    cairo_scale(ink, bend.em.width / shape.bitmap_width, bend.em.height / shape.bitmap_height);
    cairo_translate(ink, -shape.bitmap_width / 2.0, -shape.bitmap_height / 2.0);
    cairo_mask_surface(ink, surface, 0, 0);
    cairo_restore(ink);
    cairo_surface_destroy(surface);
}

/// A pen line: round ends, the width falling and rising with pressure.
void write_stroke(cairo_t* ink, const Polyline& stroke, const Bend& bend, const Hand& hand, Random& random) {
    cairo_set_line_cap(ink, CAIRO_LINE_CAP_ROUND);
    cairo_set_line_join(ink, CAIRO_LINE_JOIN_ROUND);
    const double phase = random.uniform(0, 2 * M_PI);
    constexpr std::size_t piece = 4;  // segments of one width: stroking each alone takes four times as long
    for (std::size_t n = 0; n + 1 < stroke.size(); n += piece) {
        const double along = static_cast<double>(n) / static_cast<double>(stroke.size());
        const double press =
            1 + hand.pressure * (0.5 * std::sin(5 * along + phase) - 0.9 * std::max(0.0, along - 0.6));
        cairo_set_line_width(ink, std::max(0.08, hand.pen * press));
        for (std::size_t k = n; k <= std::min(n + piece, stroke.size() - 1); ++k) {
            const Point p = bend(stroke[k]);
            k == n ? cairo_move_to(ink, p.x, p.y) : cairo_line_to(ink, p.x, p.y);
        }
        cairo_stroke(ink);
    }
}

}  // namespace

void write_glyph(cairo_t* ink, const GlyphShape& shape, const ocr::BoxMm& em, const Hand& hand,
                 Random& random) {
    const Bend bend(em, hand, random);
    cairo_set_source_rgba(ink, 0, 0, 0, 1);
    if (!shape.outlines.empty()) {
        for (const auto& line : shape.outlines) {
            for (std::size_t n = 0; n < line.size(); ++n) {
                const Point p = bend(line[n]);
                n == 0 ? cairo_move_to(ink, p.x, p.y) : cairo_line_to(ink, p.x, p.y);
            }
            cairo_close_path(ink);
        }
        if (hand.bold > 0) {
            cairo_set_line_join(ink, CAIRO_LINE_JOIN_ROUND);
            cairo_set_line_width(ink, hand.bold);
            cairo_fill_preserve(ink);
            cairo_stroke(ink);
        } else {
            cairo_fill(ink);
        }
    }
    for (const auto& stroke : shape.strokes) write_stroke(ink, stroke, bend, hand, random);
    if (!shape.bitmap.empty()) write_bitmap(ink, shape, bend);
}

void write_cells(cairo_t* ink, std::string_view text, const ocr::BoxMm& box, int cells, const Hand& hand,
                 Random& random, bool right_aligned) {
    const std::u32string characters = code_points(text);
    const double cell = box.width / cells;
    const int first = right_aligned ? cells - static_cast<int>(characters.size()) : 0;
    for (std::size_t n = 0; n < characters.size(); ++n) {
        const char32_t c = characters[n];
        if (c == U' ' || c == U'　') continue;
        const auto shape = shape_of(c, hand, random);
        if (!shape) continue;
        const Extent e = extent(*shape);
        double scale_y, scale_x;
        double x = box.x + cell * (first + static_cast<int>(n) + 0.5), y = box.y + box.height / 2;
        const double change = std::clamp(random.normal(1, hand.size_change), 0.8, 1.2);
        if (is_ascii(c)) {
            // Digits fill the height whatever their source's proportions are.
            scale_y = box.height * 0.86 * hand.size * change / std::max(0.2, e.height());
            scale_x = scale_y * hand.aspect;
            scale_x = std::min(scale_x, cell * 0.86 / std::max(0.05, e.width()));
            if (e.width() > 0.2) scale_y = std::min(scale_y, scale_x * 2.2);
            x -= (e.left + e.right - 1) / 2 * scale_x;
            y -= (e.top + e.bottom - 1) / 2 * scale_y;
        } else {
            scale_y = std::min(box.height * 0.98, cell * 1.25) * hand.size * change * 1.06;
            scale_x = std::min(scale_y * hand.aspect, cell * 1.06);
        }
        x += random.normal(0, 0.035) * cell;
        y += random.normal(0, hand.baseline_change) * box.height +
             hand.drift * cell * static_cast<double>(n) * -0.3;
        write_glyph(ink, *shape, {x - scale_x / 2, y - scale_y / 2, scale_x, scale_y}, hand, random);
    }
}

ocr::BoxMm write_line(cairo_t* ink, std::string_view text, const ocr::BoxMm& box, const Hand& hand,
                      Random& random) {
    const std::u32string characters = code_points(text);
    std::vector<std::optional<GlyphShape>> shapes;
    std::vector<double> advances;
    double total = 0;
    for (const char32_t c : characters) {
        shapes.push_back(c == U' ' || c == U'　' ? std::nullopt : shape_of(c, hand, random));
        double advance = is_ascii(c) ? 0.58 : 1.0;
        if (c == U' ' || c == U'　') advance = 0.5;
        advance *= hand.spacing * random.uniform(0.96, 1.06);
        advances.push_back(advance);
        total += advance;
    }
    const double room = box.width - 2.4;
    double em = box.height * 0.78 * hand.size;
    double squeeze = 1;
    if (em * total > room) {
        squeeze = std::max(0.86, room / (em * total));
        em = std::min(em, room / (total * squeeze));
    }
    const double slack = std::max(0.0, room - em * total * squeeze);
    double x = box.x + 1.2 + random.uniform(0, std::min(slack, 3.0));
    const double left = x;
    const double middle = box.y + box.height * (0.5 + random.normal(0, 0.03));
    for (std::size_t n = 0; n < characters.size(); ++n) {
        const double width = em * advances[n] * squeeze;
        if (shapes[n]) {
            const double change = std::clamp(random.normal(1, hand.size_change), 0.82, 1.15);
            double height = em * change, wide = em * change * hand.aspect;
            double y = middle - hand.drift * (x - left) + random.normal(0, hand.baseline_change) * em;
            double centre = x + width / 2;
            if (is_ascii(characters[n])) {
                const Extent e = extent(*shapes[n]);
                if (e.height() > 0.3) height = em * 0.74 * change / e.height();
                if (e.height() > 0.3) wide = height * hand.aspect * 0.9;
                wide = std::min(wide, width * 0.96 / std::max(0.08, e.width()));
                centre -= (e.left + e.right - 1) / 2 * wide;
                y -= (e.top + e.bottom - 1) / 2 * height;
            } else {
                wide = std::min(wide, width * 1.02);
            }
            write_glyph(ink, *shapes[n], {centre - wide / 2, y - height / 2, wide, height}, hand, random);
        }
        x += width;
    }
    return {left, middle - em / 2, x - left, em};
}

}  // namespace yorozu::generator
