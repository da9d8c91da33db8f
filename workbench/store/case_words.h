#pragma once
// Private to workbench/store: the index of cases.
#include <array>
#include <set>

#include "workbench/store/cases.h"

namespace yorozu::store {

/// Title, body, history, solution under the search key.
using CaseText = std::array<std::string, 4>;
CaseText case_text(const StoredCase& state, std::span<const StoredCaseEvent> events, SearchKey key);

/// Brings both indexes up to the text, inside the caller's Write.
void index_case(Database& database, std::int64_t id, const CaseText& text, bool is_new);
CaseText indexed_text(const Database& database, std::int64_t id);

/// Single characters and pairs of neighbours, without those that are no letter or digit. `key`: UTF-8 under the search key.
std::set<std::string> grams_of(const std::string& key);

}  // namespace yorozu::store
