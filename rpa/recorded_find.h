#pragma once
#include <optional>
#include <vector>

#include "rpa/recorded_event.h"

// Private to the room.
namespace yorozu::rpa {

/// A search behind the commit, with what was just registered among its rows: how to look a registration up.
struct RecordedFind {
    std::size_t first = 0, last = 0;      ///< events: the first thing typed into the search, and the list
    std::vector<std::size_t> in_row;      ///< events before the commit whose typed value stands in the row
    std::size_t sought = 0;               ///< of the search's own entries the one that the screen repeats
    const Target* repeats = nullptr;      ///< where; null: nowhere
    std::string before, after;            ///< what stands around it there: "" and " の登録"
    std::string number;                   ///< how the cell of the target's own number is found in its row; "" if it is not there
};

/// Nothing if no list behind the commit has exactly one row with what was typed before it.
std::optional<RecordedFind> recorded_find(const std::vector<RecordedEvent>& events, std::size_t commit, const RecordedEvent& confirmation);

/// A value was typed or chosen.
bool enters_value(const RecordedEvent& event);

}  // namespace yorozu::rpa
