#pragma once
// Private to workbench/store: entries that must be written together with what they tell of.
#include "workbench/store/audit_log.h"

namespace yorozu::store {

/// Adds the entry inside the caller's open Write. After commit() the caller calls keep_audit_head.
std::int64_t chain_entry(Database& database, const AuditEntry& entry);

/// Writes the head of the chain beside the database. Some entries behind is allowed, ahead never: after the commit only.
void keep_audit_head(const Database& database);

}  // namespace yorozu::store
