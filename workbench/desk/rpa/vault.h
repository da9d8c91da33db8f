#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "workbench/desk/rpa/vault_file.h"
#include "workbench/desk/workspace/workspace.h"

/// 金庫: what scenarios sign in with, kept in the workspace as vault.json under a passphrase of its own (not a person's). Names can
/// be seen without it, values never: they only go into the fields that a scenario names. Each deed is in the audit log by the
/// secret's name. Values that were replaced or removed stay in earlier backups, under the passphrase of then.
///
/// All throw NotAllowed, RequestFault (no vault, wrong passphrase, weak passphrase, unusable name or value), ExportFailure (cannot be
/// written; the old vault stays), store::StoreError (no memory; another program is changing the vault).
namespace yorozu::desk {

std::filesystem::path vault_file(const Workspace& workspace);
bool has_vault(const Workspace& workspace);

/// Wants the right it or admin, as all that change something do.
void create_vault(Workspace& workspace, const Passphrase& passphrase, const PassphraseCost& cost = vault_cost);
/// By name; none without a vault. Wants the right it, admin or clerk.
std::vector<SecretNote> secret_notes(Workspace& workspace);
/// Replaces an older value. The value is taken as it is: no folding of widths.
void set_secret(Workspace& workspace, const Passphrase& passphrase, const std::string& name, std::string_view value, const PassphraseCost& cost = vault_cost);
void remove_secret(Workspace& workspace, const Passphrase& passphrase, const std::string& name, const PassphraseCost& cost = vault_cost);
/// Seals all values anew under another passphrase.
void change_vault_passphrase(Workspace& workspace, const Passphrase& old, const Passphrase& fresh, const PassphraseCost& cost = vault_cost);

/// For a run of this scenario. Wants the right clerk or it.
Vault open_vault(Workspace& workspace, const Passphrase& passphrase, const std::string& scenario);

/// A key that the program itself keeps in the vault: 32 random bytes, made when they are first asked for. It is in no list, cannot be
/// removed, and stays the same when the passphrase is changed. Wants one of the rights; the opening is in the audit log.
GuardedBytes vault_key(Workspace& workspace, const Passphrase& passphrase, const std::string& name, std::initializer_list<Right> any_of, const PassphraseCost& cost = vault_cost);

/// For bringing cases together with another tracker, by its name. Wants the right help-desk or it.
Vault open_vault_for_tracker(Workspace& workspace, const Passphrase& passphrase, const std::string& tracker);

/// Why the file cannot be a vault; "" if it can, or if there is none. For workspace check.
std::string vault_fault(const Workspace& workspace);

}  // namespace yorozu::desk
