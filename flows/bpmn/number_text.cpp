#include "flows/bpmn/number_text.h"

#include <charconv>
#include <cmath>

namespace yorozu::flows {

std::string number_text(double value) {
    char room[64];
    const double rounded = std::round(value * 1000) / 1000;
    const auto end = std::to_chars(room, room + sizeof room, rounded == 0 ? 0.0 : rounded, std::chars_format::fixed).ptr;
    return {room, end};
}

}  // namespace yorozu::flows
