#pragma once
// Private to workbench/store: what other parts must know of erasures.
#include <string_view>

#include "workbench/store/database.h"

namespace yorozu::store {

/// Inside the caller's Write.
void write_erasure(Database& database, std::string_view kind, std::int64_t subject, bool pending, TimeMs now);
bool was_erased(const Database& database, std::string_view kind, std::int64_t subject);
/// Throws StoreError{request} when the values of the document were erased: nothing may be decided about them any more.
void refuse_erased(const Database& database, std::int64_t document);

/// SQL: the document `d` has not been erased.
inline constexpr const char* not_erased = "NOT EXISTS (SELECT 1 FROM erasures e WHERE e.kind = 'readings' AND e.subject = d.id) ";

}  // namespace yorozu::store
