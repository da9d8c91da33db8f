#include <algorithm>
#include <cmath>

#include "ocr/field/marks.h"

namespace yorozu::ocr {

ChoiceReading decide_choice(const std::vector<MarkReading>& marks, bool circle, bool pick_many) {
    ChoiceReading choice;
    const std::string sign = circle ? "丸" : "印";
    std::size_t cancelled = 0, unclear = 0;
    double weakest = 1, strongest_empty = 0;
    for (std::size_t i = 0; i < marks.size(); ++i) {
        const MarkReading& mark = marks[i];
        if (mark.state == MarkState::marked) {
            choice.picked.push_back(i);
            // A ring counts by its coverage or, open as it may be, by how far it is from all others; checks are full when
            // their ink is plain.
            double other = 0;
            for (std::size_t j = 0; j < marks.size(); ++j)
                if (j != i) other = std::max(other, marks[j].coverage);
            const double alone = pick_many ? 0 : (mark.coverage - other - 0.15) / 0.25;
            const double strength = circle ? std::clamp(std::max((mark.coverage - 0.6) / 0.3, alone), 0.0, 1.0) : std::clamp(mark.ink_mm2 / 0.5, 0.3, 1.0);
            weakest = std::min(weakest, strength);
        }
        cancelled += mark.state == MarkState::cancelled;
        unclear += mark.state == MarkState::unclear;
        if (mark.state == MarkState::empty) strongest_empty = std::max(strongest_empty, circle ? mark.coverage : mark.ink_mm2);
    }
    if (cancelled) choice.reasons.push_back("取り消された" + sign + "があります");
    if (!pick_many && choice.picked.size() > 1) choice.reasons.push_back(sign + (choice.picked.size() == 2 ? "が二つあります" : "が三つ以上あります"));
    if (unclear) choice.reasons.push_back(sign + "がはっきりしません");
    choice.blank = choice.picked.empty() && !cancelled && !unclear;
    if (choice.blank) {
        choice.confidence = circle ? std::clamp(1 - strongest_empty / 0.84, 0.5, 0.9995) : std::clamp(1 - strongest_empty, 0.5, 0.9995);
        return choice;
    }
    if (choice.picked.empty()) {
        // The best guess helps the person who looks, but it is not certain at all.
        std::size_t best = 0;
        for (std::size_t i = 1; i < marks.size(); ++i)
            if (marks[i].state == MarkState::unclear && (marks[best].state != MarkState::unclear || marks[i].coverage > marks[best].coverage)) best = i;
        if (marks[best].state == MarkState::unclear) choice.picked.push_back(best);
        choice.confidence = 0.5;
        return choice;
    }
    choice.confidence = 0.95 + 0.0495 * weakest;
    if (!choice.reasons.empty()) choice.confidence = std::min(choice.confidence, !pick_many && choice.picked.size() > 1 ? 0.3 : 0.8);
    return choice;
}

}  // namespace yorozu::ocr
