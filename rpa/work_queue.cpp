#include "rpa/work_queue.h"

#include <array>
#include <utility>

namespace yorozu::rpa {

namespace {

constexpr std::array<std::pair<ItemState, std::string_view>, 8> names = {{
    {ItemState::waiting, "waiting"},
    {ItemState::running, "running"},
    {ItemState::intent, "intent"},
    {ItemState::done, "done"},
    {ItemState::already_present, "already_present"},
    {ItemState::business_exception, "business_exception"},
    {ItemState::system_exception, "system_exception"},
    {ItemState::unknown, "unknown"},
}};

}  // namespace

std::string_view name_of(ItemState state) {
    for (const auto& [value, name] : names)
        if (value == state) return name;
    return "unknown";
}

std::optional<ItemState> item_state(std::string_view name) {
    for (const auto& [value, text] : names)
        if (text == name) return value;
    return std::nullopt;
}

}  // namespace yorozu::rpa
