#pragma once
#include <optional>
#include <string>
#include <vector>

#include "workbench/desk/workspace/workspace.h"
#include "workbench/store/audit_log.h"

namespace yorozu::desk {

/// Walks the chain; what that proves is said in store/audit_log.h. Shows nothing personal, so it wants no sign-in: an
/// auditor who has only a copy can do it. `noted`: "number:hash" that was kept elsewhere, "" for none. Throws RequestFault when
/// `noted` is no such thing.
store::AuditCheck check_audit(Workspace& workspace, const std::string& noted = "");

/// The entries, oldest first. Wants manager or admin; looking is an entry itself, which is not among them.
std::vector<store::AuditEntry> audit_entries(Workspace& workspace, const store::AuditLog::Filter& filter);

/// What AuditEntry::act may say.
std::vector<std::string> audit_acts();
/// サインイン, 閲覧 …
std::string words_of_act(const std::string& act);

}  // namespace yorozu::desk
