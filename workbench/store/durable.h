#pragma once
#include <filesystem>

namespace yorozu::store {

/// fsync of a file or folder: what was written, or renamed into the folder, survives a power cut.
/// Throws StoreError (disk full, broken disk).
void make_durable(const std::filesystem::path& file_or_folder);

/// Makes the folder and those above it. Throws StoreError when that is not allowed.
void make_folder(const std::filesystem::path& folder);

/// Copies bytes into `target`: written beside it, made durable, then renamed, so that `target` is whole or
/// absent at any moment. The folder itself is not made durable: call make_durable once for many files.
/// Throws StoreError; `target` is then as it was.
void copy_whole(const std::filesystem::path& from, const std::filesystem::path& target);

/// Holds a lock file for as long as it lives; the system lets go of it when the process dies, however it dies.
class FileLock {
public:
    /// Waits at most `patience_ms`, then throws StoreError{environment} with `busy_message` as what failed.
    FileLock(const std::filesystem::path& file, int patience_ms, const char* busy_message);
    ~FileLock();
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;

private:
    int descriptor_ = -1;
};

}  // namespace yorozu::store
