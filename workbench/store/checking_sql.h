#pragma once
// Private to workbench/store: parts of statements that batches.cpp and waiting.cpp share.

namespace yorozu::store {

/// The fields of batch ?1 that two people enter independently.
inline constexpr const char* marked_fields =
    "SELECT m.field FROM double_entry_marks m WHERE m.batch = ?1 AND m.marked AND m.id = "
    "(SELECT max(id) FROM double_entry_marks WHERE batch = m.batch AND field = m.field)";

}  // namespace yorozu::store
