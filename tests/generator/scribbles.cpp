#include "tests/generator/scribbles.h"

#include <algorithm>
#include <cmath>

#include "tests/generator/damage.h"
#include "tests/generator/forms.h"
#include "tests/generator/hands.h"
#include "tests/generator/paper.h"

namespace yorozu::generator {
namespace {

using Place = std::pair<double, double>;

/// Draws a way through points of the unit box, stretched to `box`.
void draw_way(cairo_t* pen, const ocr::BoxMm& box, const std::vector<Place>& way) {
    cairo_new_path(pen);
    for (const auto& [x, y] : way) cairo_line_to(pen, box.x + box.width * x, box.y + box.height * y);
    cairo_stroke(pen);
}

std::vector<Place> tangle(Random& random) {
    std::vector<Place> way;
    double x = 0.5, y = 0.5, angle = random.uniform(0, 2 * M_PI), turn = 0;
    for (int step = 0; step < 90; ++step) {
        turn = 0.8 * turn + random.normal(0, 0.35);
        angle += turn;
        x = std::clamp(x + 0.11 * std::cos(angle), 0.05, 0.95);
        y = std::clamp(y + 0.11 * std::sin(angle), 0.05, 0.95);
        way.emplace_back(x, y);
    }
    return way;
}

std::vector<Place> hatching(Random& random) {
    std::vector<Place> way;
    const int strokes = random.between(7, 13);
    for (int n = 0; n <= strokes; ++n)
        way.emplace_back(0.08 + 0.84 * n / strokes + random.normal(0, 0.02), (n % 2 ? 0.1 : 0.9) + random.normal(0, 0.05));
    return way;
}

std::vector<Place> spiral(Random& random) {
    std::vector<Place> way;
    const double turns = random.uniform(3.2, 5.5);
    for (int step = 0; step <= 140; ++step) {
        const double part = step / 140.0, angle = part * turns * 2 * M_PI, radius = 0.06 + 0.38 * part;
        way.emplace_back(0.5 + radius * std::cos(angle), 0.5 + radius * std::sin(angle));
    }
    return way;
}

void blot(cairo_t* pen, const ocr::BoxMm& box, Random& random) {
    cairo_new_path(pen);
    for (int corner = 0; corner < 14; ++corner) {
        const double angle = corner / 14.0 * 2 * M_PI, radius = random.uniform(0.3, 0.46);
        cairo_line_to(pen, box.x + box.width * (0.5 + radius * std::cos(angle)), box.y + box.height * (0.5 + radius * std::sin(angle)));
    }
    cairo_close_path(pen);
    cairo_fill(pen);
}

void crosses(cairo_t* pen, const ocr::BoxMm& box, Random& random) {
    for (int line = random.between(4, 6); line > 0; --line)
        draw_way(pen, box, {{random.uniform(0, 0.3), random.uniform(0, 1)}, {random.uniform(0.7, 1), random.uniform(0, 1)}});
    for (int line = 0; line < 2; ++line)
        draw_way(pen, box, {{random.uniform(0.2, 0.8), random.uniform(0, 0.2)}, {random.uniform(0.2, 0.8), random.uniform(0.8, 1)}});
}

void scribble_field(cairo_t* pen, const FieldDesign& field, const Hand& hand, Random& random) {
    if (field.kind == "choice") {
        ocr::BoxMm all = field.options.front().box;
        for (const OptionDesign& option : field.options) {
            const double right = std::max(all.x + all.width, option.box.x + option.box.width),
                         bottom = std::max(all.y + all.height, option.box.y + option.box.height);
            all.x = std::min(all.x, option.box.x);
            all.y = std::min(all.y, option.box.y);
            all.width = right - all.x;
            all.height = bottom - all.y;
        }
        // A box that is blackened is marked: only what goes over its word as well is nothing.
        const double words = field.mark == "circle" ? 2 : 16;
        scribble_in(pen, {all.x - 1, all.y - 0.5, all.width + words, all.height + 1}, hand, random);
        return;
    }
    const int places = field.cells > 0 ? field.cells : std::max(2, static_cast<int>(field.box.width / field.box.height));
    const double width = field.box.width / places;
    for (int place = 0, used = random.between(2, places); place < used; ++place)
        scribble_in(pen, {field.box.x + width * (place + 0.12), field.box.y + field.box.height * 0.12, width * 0.76, field.box.height * 0.76}, hand,
                    random);
}

}  // namespace

void scribble_in(cairo_t* pen, const ocr::BoxMm& box, const Hand& hand, Random& random) {
    cairo_set_source_rgba(pen, 0, 0, 0, 1);
    cairo_set_line_width(pen, hand.pen);
    cairo_set_line_cap(pen, CAIRO_LINE_CAP_ROUND);
    cairo_set_line_join(pen, CAIRO_LINE_JOIN_ROUND);
    switch (random.below(5)) {
        case 0: draw_way(pen, box, tangle(random)); break;
        case 1: draw_way(pen, box, hatching(random)); break;
        case 2: draw_way(pen, box, spiral(random)); break;
        case 3: blot(pen, box, random); break;
        default: crosses(pen, box, random); break;
    }
}

FilledForm make_scribbled_form(const std::string& form_id, std::uint64_t seed, const std::vector<Damage>& list) {
    const FormDesign& form = form_named(form_id);
    const Random random = Random(seed).fork("scribbled form");
    const std::set<Damage> damages(list.begin(), list.end());
    const Hand hand = make_hand({"strokes", {}}, random.fork("hand"));
    FilledForm filled;
    filled.form = form.id;
    filled.hand = hand.name;
    filled.damages = list;
    for (std::size_t n = 0; n < form.pages.size(); ++n) {
        const std::string name = "page" + std::to_string(n + 1);
        Paper paper(form.pages[n], scan_dpi(damages), true);
        for (const FieldDesign& field : form.fields) {
            const bool written = field.script != "printed" && field.kind != "code" && field.kind != "seal" && field.kind != "image";
            if (field.page != static_cast<int>(n) + 1 || !written) continue;
            Random own = random.fork(field.id);
            scribble_field(paper.pen(), field, hand, own);
        }
        Random drying = random.fork(name + " drying");
        paper.dry(hand, drying);
        damage_paper(paper, form.pages[n], damages, random.fork(name + " paper"));
        filled.pages.push_back(scan_paper(paper.scan(), scan_dpi(damages), damages, random.fork(name + " scan")));
    }
    for (const FieldDesign& field : form.fields) filled.truth[field.id] = "";
    return filled;
}

}  // namespace yorozu::generator
