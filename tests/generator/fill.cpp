#include "tests/generator/fill.h"

#include <algorithm>
#include <cmath>

#include "tests/generator/marks.h"

namespace yorozu::generator {
namespace {

void fill_choice(Paper& paper, const FieldDesign& field, const std::string& written, const Hand& hand, Random& random) {
    const auto style = static_cast<CheckStyle>(random.fork("style").below(4));
    for (const auto& option : field.options) {
        const bool chosen = ("|" + written + "|").find("|" + option.value + "|") != std::string::npos;
        if (!chosen || written.empty()) continue;
        if (field.mark == "circle")
            draw_circle(paper.pen(), option.box, hand, random);
        else
            draw_check(paper.pen(), option.box, style, hand, random);
    }
}

}  // namespace

void fill_page(Paper& paper, const FormDesign& form, int page, Answers& answers, const Hand& hand,
               const std::set<Damage>& damages, Random random) {
    (void)damages;
    for (const auto& field : form.fields) {
        if (field.page != page || field.kind == "seal" || field.kind == "code" || field.kind == "text") continue;
        const Answer& answer = answers.at(field.id);
        if (answer.written.empty()) continue;
        Random own = random.fork(field.id);
        if (field.kind == "choice")
            fill_choice(paper, field, answer.written, hand, own);
        else if (field.cells > 0)
            write_cells(paper.pen(), answer.written, field.box, field.cells, hand, own);
        else
            write_line(paper.pen(), answer.written, field.box, hand, own);
    }
    Random drying = random.fork("drying");
    paper.dry(hand, drying);
    for (const auto& field : form.fields) {
        if (field.page != page || field.kind != "seal" || answers.at(field.id).written.empty()) continue;
        Random own = random.fork(field.id);
        const double size = std::min(field.box.width, field.box.height);
        stamp_seal(paper.sheet(), answers.at(field.id).written, field.box.x + field.box.width / 2 + own.normal(0, 1.2),
                   field.box.y + field.box.height / 2 + own.normal(0, 1.2), std::min(size * 0.85, own.uniform(9.5, 12.5)), own);
    }
}

}  // namespace yorozu::generator
