#include <algorithm>
#include <cmath>

#include "ocr/field/marks.h"
#include "ocr/field/page_context.h"

namespace yorozu::ocr {

Finish read_choice_field(const PageContext& context, const FieldTemplate& field, FieldReading& reading) {
    if (field.options.empty()) return {};
    const bool circle = field.mark == Mark::circle;
    double left = 1e9, top = 1e9, right = -1e9, bottom = -1e9;
    for (const ChoiceOption& option : field.options) {
        left = std::min(left, option.box_mm.x);
        top = std::min(top, option.box_mm.y);
        right = std::max(right, option.box_mm.x + option.box_mm.width);
        bottom = std::max(bottom, option.box_mm.y + option.box_mm.height);
    }
    const BoxMm group{left, top, right - left, bottom - top};
    FieldInk ink = context.hand_ink(group, circle ? 4.0 : 3.0);
    remove_specks(ink, 0.05);
    std::vector<cv::Rect> boxes;
    for (const ChoiceOption& option : field.options)
        boxes.emplace_back(ink.box.x + int(std::lround((option.box_mm.x - left) * ink.px_per_mm)),
                           ink.box.y + int(std::lround((option.box_mm.y - top) * ink.px_per_mm)),
                           int(std::lround(option.box_mm.width * ink.px_per_mm)),
                           int(std::lround(option.box_mm.height * ink.px_per_mm)));
    const auto marks = circle ? read_circles(ink, boxes) : read_checks(ink, boxes, field.mark == Mark::fill);
    const ChoiceReading choice = decide_choice(marks, circle, field.pick_many);
    for (const MarkReading& mark : marks) reading.ink += mark.ink_mm2;
    reading.ink /= std::max(1.0, group.width * group.height);
    reading.confidence = choice.confidence;
    reading.blank = choice.blank;
    if (choice.blank) {
        reading.status = FieldStatus::blank;
        return {};
    }
    for (const std::string& reason : choice.reasons) doubt(reading, reason);
    if (!field.pick_many && choice.picked.size() > 1) return {};  // two rings: neither is guessed
    for (std::size_t i : choice.picked) {
        reading.value += (reading.value.empty() ? "" : "|") + field.options[i].value;
        CharacterReading character;
        character.value = field.options[i].value;
        character.confidence = choice.confidence;
        character.box_px = context.page.on_page(field.options[i].box_mm);
        reading.characters.push_back(character);
    }
    reading.raw = reading.value;
    if (!field.pick_many)  // the other options stay on offer for the person who checks
        for (std::size_t i = 0; i < field.options.size() && !reading.characters.empty(); ++i)
            if (field.options[i].value != reading.value)
                reading.characters.front().others.push_back(
                    {field.options[i].value, std::max(0.0, 1 - choice.confidence) / std::max<std::size_t>(1, field.options.size() - 1)});
    return {};
}

}  // namespace yorozu::ocr
