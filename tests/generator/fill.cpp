#include "tests/generator/fill.h"

#include <algorithm>
#include <cmath>

#include "tests/generator/form_print.h"
#include "tests/generator/marks.h"

namespace yorozu::generator {
namespace {

bool has(const std::set<Damage>& damages, Damage d) {
    return damages.count(d) > 0;
}
bool is_print(const FieldDesign& f) {
    return f.script == "printed" || f.kind == "code";
}
bool is_pen(const FieldDesign& f) {
    return !is_print(f) && f.kind != "choice" && f.kind != "seal" && f.kind != "image";
}

/// Something that looks like the answer and is not: one digit or letter changed.
std::string mistaken(const std::string& written, Random& random) {
    std::string wrong = written;
    for (char& c : wrong)
        if (c >= '0' && c <= '9' && random.chance(0.4))
            c = static_cast<char>('0' + (c - '0' + random.between(1, 9)) % 10);
    if (wrong != written) return wrong;
    const std::u32string letters = code_points(written);
    std::size_t bytes = 0;
    for (std::size_t n = 0; n < std::max<std::size_t>(1, letters.size() / 2); ++n) {
        ++bytes;
        while (bytes < written.size() && (static_cast<unsigned char>(written[bytes]) & 0xC0) == 0x80) ++bytes;
    }
    return written.substr(0, bytes);  // began, and stopped half-way
}

void write_answer(cairo_t* pen, const FieldDesign& field, const std::string& written, const Hand& hand,
                  Random& random) {
    if (field.cells > 0)
        write_cells(pen, written, field.box, field.cells, hand, random);
    else
        write_line(pen, written, field.box, hand, random);
}

/// Writes a mistake, strikes it out and puts the right answer beside or above it, as the notes on forms ask.
void write_struck(cairo_t* pen, const FieldDesign& field, const std::string& written, const Hand& hand,
                  Random& random) {
    const std::string wrong = mistaken(written, random);
    const BoxMm above{field.box.x + 1, field.box.y - 4.0, field.box.width - 2, 4.6};
    Hand small = hand;
    small.size = std::max(small.size, 0.95);
    if (field.cells > 0) {
        write_cells(pen, wrong, field.box, field.cells, hand, random);
        const double used = field.box.width * static_cast<double>(code_points(wrong).size()) / field.cells;
        strike_out(pen, {field.box.x, field.box.y, used, field.box.height}, hand, random);
        write_line(pen, written, above, small, random);
        return;
    }
    const BoxMm left{field.box.x, field.box.y, field.box.width * 0.45, field.box.height};
    const BoxMm right{field.box.x + field.box.width * 0.46, field.box.y, field.box.width * 0.54,
                      field.box.height};
    const bool short_enough = code_points(written).size() * field.box.height * 0.6 < right.width;
    strike_out(pen, write_line(pen, wrong, short_enough ? left : field.box, hand, random), hand, random);
    write_line(pen, written, short_enough ? right : above, short_enough ? hand : small, random);
}

bool holds(const std::string& written, const std::string& value) {
    return !written.empty() && ("|" + written + "|").find("|" + value + "|") != std::string::npos;
}

void mark(cairo_t* pen, const FieldDesign& field, const BoxMm& box, CheckStyle style, const Hand& hand,
          Random& random) {
    if (field.mark == "circle")
        draw_circle(pen, box, hand, random);
    else
        draw_check(pen, box, style, hand, random);
}

/// Which of the page's fields a mishap befalls: up to `most` of those that `fits` allows.
template <class Fits>
std::set<std::string> befallen(const FormDesign& form, int page, const Answers& answers, int most,
                               Random random, Fits fits) {
    std::vector<std::string> ids;
    for (const auto& field : form.fields)
        if (field.page == page && fits(field) && !answers.at(field.id).written.empty())
            ids.push_back(field.id);
    std::set<std::string> chosen;
    for (int n = random.between(1, most); n > 0 && !ids.empty(); --n) chosen.insert(random.pick(ids));
    return chosen;
}

struct Mishaps {
    std::set<std::string> empty, struck, overflow, two_marks, cancelled;
};

Mishaps draw_mishaps(const FormDesign& form, int page, const Answers& answers,
                     const std::set<Damage>& damages, const Random& random) {
    Mishaps m;
    const auto circles = [](const FieldDesign& f) {
        return f.kind == "choice" && f.mark == "circle" && f.options.size() > 1;
    };
    const auto choices = [](const FieldDesign& f) {
        return f.kind == "choice" && f.pick == "one" && f.options.size() > 1;
    };
    if (has(damages, Damage::empty_field))
        m.empty = befallen(form, page, answers, 3, random.fork("empty"), is_pen);
    if (has(damages, Damage::strike_out))
        m.struck = befallen(form, page, answers, 2, random.fork("struck"), is_pen);
    if (has(damages, Damage::overflow))
        m.overflow = befallen(form, page, answers, 3, random.fork("overflow"), is_pen);
    if (has(damages, Damage::two_circles))
        m.two_marks = befallen(form, page, answers, 1, random.fork("two"), circles);
    if (has(damages, Damage::cancelled_mark))
        m.cancelled = befallen(form, page, answers, 1, random.fork("cancelled"), choices);
    return m;
}

void fill_choice(cairo_t* pen, const FieldDesign& field, Answer& answer, const Mishaps& mishaps,
                 CheckStyle style, const Hand& hand, Random& random) {
    std::vector<const OptionDesign*> chosen, others;
    for (const auto& option : field.options)
        (holds(answer.written, option.value) ? chosen : others).push_back(&option);
    for (const auto* option : chosen) mark(pen, field, option->box, style, hand, random);
    if (others.empty() || chosen.empty()) return;
    const BoxMm other = random.pick(others)->box;
    if (mishaps.two_marks.count(field.id) > 0) {
        mark(pen, field, other, style, hand, random);
        answer.truth.clear();  // nobody can tell which counts
    } else if (mishaps.cancelled.count(field.id) > 0) {
        mark(pen, field, other, style, hand, random);
        strike_out(pen, {other.x - 0.6, other.y, other.width + 1.2, other.height}, hand, random);
    }
}

/// What the office's printer puts in before the form is sent out.
void print_answer(cairo_t* sheet, const FieldDesign& field, const std::string& text) {
    Print p;
    p.text = text;
    if (field.kind == "code") {
        const double size = std::min(field.box.width, field.box.height) * 0.8;
        p.kind = Print::Kind::code;
        p.box = {field.box.x + (field.box.width - size) / 2, field.box.y + (field.box.height - size) / 2,
                 size, size};
    } else {
        p.kind = Print::Kind::text;
        p.size = field.box.height * 0.58;
        p.font = Print::Font::gothic;
        const bool right = field.kind == "amount";
        p.align = right ? Print::Align::right : Print::Align::left;
        p.box = {right ? field.box.x + field.box.width - 2 : field.box.x + 2,
                 field.box.y + field.box.height / 2 + p.size * 0.36, 0, 0};
    }
    draw_print(sheet, {0, 0, {p}});
}

}  // namespace

void fill_page(Paper& paper, const FormDesign& form, int page, Answers& answers, const Hand& hand,
               const std::set<Damage>& damages, Random random) {
    const Mishaps mishaps = draw_mishaps(form, page, answers, damages, random.fork("mishaps"));
    const auto style = static_cast<CheckStyle>(random.fork("check style").below(4));
    for (const auto& field : form.fields) {
        Answer& answer = answers.at(field.id);
        if (field.page != page || answer.written.empty()) continue;
        Random own = random.fork(field.id);
        if (is_print(field)) {
            print_answer(paper.sheet(), field, answer.written);
        } else if (field.kind == "choice") {
            fill_choice(paper.pen(), field, answer, mishaps, style, hand, own);
        } else if (is_pen(field)) {
            if (mishaps.empty.count(field.id) > 0) {
                answer = {};
            } else if (mishaps.struck.count(field.id) > 0) {
                write_struck(paper.pen(), field, answer.written, hand, own);
            } else if (mishaps.overflow.count(field.id) > 0) {
                Hand large = hand;
                large.size = std::min(1.3, hand.size * 1.4);
                large.baseline_change = 0.09;
                large.size_change = 0.1;
                write_answer(paper.pen(), field, answer.written, large, own);
            } else {
                write_answer(paper.pen(), field, answer.written, hand, own);
            }
        }
    }
    Random drying = random.fork("drying");
    paper.dry(hand, drying);
    for (const auto& field : form.fields) {
        Answer& answer = answers.at(field.id);
        if (field.page != page || field.kind != "seal" || answer.written.empty()) continue;
        if (has(damages, Damage::no_seal)) {
            answer = {};
            continue;
        }
        Random own = random.fork(field.id);
        const double size = std::min(field.box.width, field.box.height);
        stamp_seal(paper.sheet(), answer.written, field.box.x + field.box.width / 2 + own.normal(0, 0.9),
                   field.box.y + field.box.height / 2 + own.normal(0, 0.9),
                   std::min(size * 0.92, own.uniform(9.5, 12.5)), own);
    }
}

}  // namespace yorozu::generator
