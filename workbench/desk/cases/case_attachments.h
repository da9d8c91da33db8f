#pragma once
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "workbench/desk/cases/cases.h"
#include "workbench/desk/people/passphrase.h"
#include "workbench/desk/rpa/guarded_bytes.h"

/// Files of a case (添付): kept sealed in the database under a key that lies in the vault (vault.h). Names, sizes and dates can be seen
/// while the vault is closed, contents cannot. Each adding, opening and taking off is in the audit log.
namespace yorozu::desk {

using Attachment = store::StoredAttachment;

constexpr std::int64_t largest_attachment = std::int64_t{100} << 20;

/// The key for all attachments of the workspace. Takes a good part of a second. Throws NotAllowed, RequestFault (no vault, wrong
/// passphrase), store::StoreError. Wants the help desk.
GuardedBytes attachment_key(Workspace& workspace, const Passphrase& passphrase);

/// Those of the case and of the cases that were merged into it. Throws RequestFault as case_page.
std::vector<Attachment> attachments(Workspace& workspace, const std::string& number);

/// Adds a file, whole or not at all. `progress` is told the bytes so far and answers whether to go on; false ends it, nothing is kept and the
/// result is 0. Returns the attachment's id. Throws RequestFault: no such case or file, no file but a folder, larger than
/// largest_attachment, being written to meanwhile.
std::int64_t attach_file(Workspace& workspace, const std::string& number, const std::filesystem::path& file, const GuardedBytes& key,
                         const std::function<bool(std::int64_t bytes)>& progress = {});

/// Writes it to `target`, whole or not at all; in the audit log first. Throws RequestFault: no such attachment; the key or the kept bytes do not
/// fit. ExportFailure: cannot be written.
void save_attachment(Workspace& workspace, const std::string& number, std::int64_t id, const std::filesystem::path& target, const GuardedBytes& key);

/// Takes it off; history keeps that it was there. The sealed bytes stay until undone (`back`) or until their time is over.
void detach_file(Workspace& workspace, const std::string& number, std::int64_t id, bool back = false);

/// 1.2 MB, 340 KB, 12 B.
std::string size_words(std::int64_t bytes);

}  // namespace yorozu::desk
