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

std::string words_of(ItemState state) {
    switch (state) {
        case ItemState::waiting: return "待ち";
        case ItemState::running: return "処理中";
        case ItemState::intent: return "確定中";
        case ItemState::done: return "完了";
        case ItemState::already_present: return "登録済み";
        case ItemState::business_exception: return "業務例外";
        case ItemState::system_exception: return "システム例外";
        case ItemState::unknown: return "未確定";
    }
    return "";
}

}  // namespace yorozu::rpa
