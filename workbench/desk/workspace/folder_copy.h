#pragma once
#include <filesystem>

namespace yorozu::desk {

/// Throws StoreError{request} with `what` unless `target` does not exist or is an empty folder.
void require_empty(const std::filesystem::path& target, const char* what);

/// Copies the files of a folder and of those in it, durable when it returns; what is half written, or a lock, is left out.
/// A folder that is not there has no files. Returns their number. Throws StoreError.
int copy_folder(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace yorozu::desk
