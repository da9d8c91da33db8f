// Values into fields and lists, each read back; a row of fields in few round trips.
#include <algorithm>

#include "rpa/steps.h"

namespace yorozu::rpa {

namespace {

/// "value NUL label", several joined by |, as read_back gives it for lists, radio buttons and boxes.
bool is_chosen(const std::string& shown, const std::string& wanted) {
    const auto one_is = [](const std::string& one, const std::string& want) {
        const auto cut = one.find('\0');
        return cut == std::string::npos ? one == want : one.substr(0, cut) == want || one.substr(cut + 1) == want;
    };
    if (one_is(shown, wanted)) return true;
    if (shown.find('\0') == std::string::npos) return false;
    const auto shown_parts = choices_of(shown), wanted_parts = choices_of(wanted);
    return shown_parts.size() == wanted_parts.size() && std::all_of(wanted_parts.begin(), wanted_parts.end(), [&](const auto& want) {
        return std::any_of(shown_parts.begin(), shown_parts.end(), [&](const auto& one) { return one_is(one, want); });
    });
}

/// Nothing has to be done for this field alone between the ones beside it.
bool only_keys(const Step& step) {
    return (step.kind == StepKind::change || step.kind == StepKind::web_set) && !step.picture && !step.disabled && !step.passable && !step.calendar && step.value.from != Value::From::secret;
}

}  // namespace

void Steps::key_in(const Step& step) {
    const auto text = keyable(resolve(step.value), step.control, step.private_use);
    if (text.refused) fail(StepFailure::Kind::business, step, "入力できない文字があります: " + words_of(*text.refused));
    if (step.value.from == Value::From::secret) world_.driver.conceal(step.target);
    if (step.calendar) {
        const auto day = from_wareki(text.text);
        const auto iso = day ? *day : text.text;
        if (!to_wareki(iso)) fail(StepFailure::Kind::business, step, "日付として読めません");
        note_healed(step, web().pick_day(step.target, *step.calendar, iso, step.timeout));
    } else {
        note_healed(step, world_.driver.set_text(step.target, text.text, step.entry, step.timeout));
    }
    compare(step, text.text, world_.driver.read_back(step.target));
}

/// What the field was given against what it shows.
void Steps::compare(const Step& step, const std::string& given, const std::string& shown) {
    const std::string wanted = step.read_back ? resolve(*step.read_back) : given;
    note_read_back(step, shown, is_chosen(shown, wanted));
    if (!is_chosen(shown, wanted))
        fail(StepFailure::Kind::business, step, "入力した値と画面に残った値が違います（" + std::to_string(wanted.size()) + " バイトのはずが " + std::to_string(shown.size()) + " バイト）");
}

void Steps::choose_in(const Step& step) {
    const std::string option = resolve(step.value);
    note_healed(step, step.kind == StepKind::web_select ? world_.driver.select(step.target, option, step.timeout)
                                                        : world_.driver.choose(step.target, option, step.timeout));
    const std::string shown = world_.driver.read_back(step.target);
    note_read_back(step, shown, is_chosen(shown, option));
    if (!is_chosen(shown, option))
        fail(StepFailure::Kind::business, step, "選んだ値と画面に残った値が違います");
}

/// Fields that stand one after the other are filled in one go; each is compared before the next is keyed. Whatever cannot be, goes the
/// usual way and says why. Returns how many steps from `first` on are done.
std::size_t Steps::keyed_in_a_row(const std::vector<Step>& steps, std::size_t first) {
    if (world_.one_by_one) return 0;
    std::vector<FieldText> fields;
    for (std::size_t at = first; at < steps.size() && only_keys(steps[at]) && steps[at].target.frame == steps[first].target.frame; ++at) {
        const auto text = keyable_text(steps[at]);
        if (!text) break;
        fields.push_back({steps[at].target, *text, steps[at].entry, steps[at].timeout});
    }
    if (fields.size() < 2) return 0;
    std::size_t now = first;
    const auto behind = first + fields.size();
    const bool pressed = behind < steps.size() && (steps[behind].kind == StepKind::click || steps[behind].kind == StepKind::web_click) && steps[behind].target.frame == steps[first].target.frame;
    try {
        world_.driver.set_texts(fields, pressed ? &steps[behind].target : nullptr,
                                [&](std::size_t field) {
                                    now = first + field;
                                    if (world_.before_step) world_.before_step(steps[now], *this);
                                },
                                [&](std::size_t field, const Acted& acted, const std::string& shown) {
                                    const Step& step = steps[first + field];
                                    note_healed(step, acted);
                                    compare(step, fields[field].text, shown);
                                    if (world_.after_step) world_.after_step(step, *this);
                                });
    } catch (const StepFailure& failure) {
        throw named(steps[now], failure);
    }
    return fields.size();
}

std::optional<std::string> Steps::keyable_text(const Step& step) const {
    try {
        auto text = keyable(resolve(step.value), step.control, step.private_use);
        if (!text.refused) return std::move(text.text);
    } catch (const StepFailure&) {  // told when its turn comes
    }
    return std::nullopt;
}

}  // namespace yorozu::rpa
