#include "tests/generator/generator.h"

#include <algorithm>
#include <stdexcept>

#include "tests/generator/damage.h"
#include "tests/generator/fill.h"
#include "tests/generator/forms.h"
#include "tests/generator/hands.h"

namespace yorozu::generator {
namespace {

const std::vector<std::pair<Damage, std::string>>& names() {
    static const std::vector<std::pair<Damage, std::string>> all = {
        {Damage::strike_out, "strike-out"},
        {Damage::empty_field, "empty-field"},
        {Damage::overflow, "overflow"},
        {Damage::two_circles, "two-circles"},
        {Damage::cancelled_mark, "cancelled-mark"},
        {Damage::faint_pencil, "faint-pencil"},
        {Damage::no_seal, "no-seal"},
        {Damage::stamp, "stamp"},
        {Damage::fold, "fold"},
        {Damage::coffee, "coffee"},
        {Damage::pen_mark, "pen-mark"},
        {Damage::skew, "skew"},
        {Damage::upside_down, "upside-down"},
        {Damage::turn_left, "turn-left"},
        {Damage::turn_right, "turn-right"},
        {Damage::colour, "colour"},
        {Damage::one_bit, "one-bit"},
        {Damage::jpeg, "jpeg"},
        {Damage::dpi_200, "200dpi"},
        {Damage::dpi_400, "400dpi"},
        {Damage::dpi_600, "600dpi"},
        {Damage::copy_95, "copy-95"},
        {Damage::copy_105, "copy-105"},
        {Damage::photo, "photo"},
        {Damage::black_border, "black-border"},
        {Damage::noise, "noise"},
    };
    return all;
}

}  // namespace

const std::vector<Damage>& all_damages() {
    static const std::vector<Damage> all = [] {
        std::vector<Damage> list;
        for (const auto& [damage, name] : names()) list.push_back(damage);
        return list;
    }();
    return all;
}

std::string name_of(Damage damage) {
    for (const auto& [d, name] : names())
        if (d == damage) return name;
    return "";
}

Damage damage_named(const std::string& name) {
    for (const auto& [damage, n] : names())
        if (n == name) return damage;
    throw std::invalid_argument("no damage is called " + name);
}

FilledForm make_filled_form(const FillRequest& request) {
    const FormDesign& form = form_named(request.form);
    const Random random(request.seed);
    const std::set<Damage> damages(request.damages.begin(), request.damages.end());
    Hand hand = make_hand(request.hand, random.fork("hand"));
    if (damages.count(Damage::faint_pencil) > 0) take_faint_pencil(hand, random.fork("pencil"));
    Answers answers = make_answers(form, random.fork("answers"));
    FilledForm filled;
    filled.form = form.id;
    filled.hand = hand.name;
    filled.damages = request.damages;
    const double dpi = scan_dpi(damages);
    for (std::size_t n = 0; n < form.pages.size(); ++n) {
        const std::string page = "page" + std::to_string(n + 1);
        Paper paper(form.pages[n], dpi, true);
        fill_page(paper, form, static_cast<int>(n) + 1, answers, hand, damages, random.fork(page));
        damage_paper(paper, form.pages[n], damages, random.fork(page + " paper"));
        filled.pages.push_back(scan_paper(paper.scan(), dpi, damages, random.fork(page + " scan")));
    }
    for (const auto& [id, answer] : answers) filled.truth[id] = answer.truth;
    return filled;
}

std::vector<Damage> usual_damages(std::uint64_t seed) {
    Random random = Random(seed).fork("usual damages");
    if (random.chance(0.3)) return {};
    static const std::vector<std::vector<Damage>> groups = {
        {Damage::strike_out, Damage::empty_field, Damage::overflow, Damage::two_circles,
         Damage::cancelled_mark, Damage::faint_pencil, Damage::no_seal, Damage::empty_field},
        {Damage::stamp, Damage::fold, Damage::coffee, Damage::pen_mark, Damage::stamp},
        {Damage::skew, Damage::skew, Damage::upside_down, Damage::turn_left, Damage::turn_right,
         Damage::copy_95, Damage::copy_105, Damage::black_border, Damage::photo},
        {Damage::one_bit, Damage::one_bit, Damage::jpeg, Damage::dpi_200, Damage::dpi_400, Damage::noise,
         Damage::colour},
    };
    std::vector<Damage> damages;
    for (const auto& group : groups)
        if (random.chance(0.45)) damages.push_back(random.pick(group));
    // A phone has no scanner's settings.
    const auto photo = std::find(damages.begin(), damages.end(), Damage::photo);
    if (photo != damages.end()) damages.erase(photo + 1, damages.end());
    return damages;
}

}  // namespace yorozu::generator
