#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "workbench/store/error.h"

namespace yorozu::store {

/// Milliseconds since 1970-01-01 UTC; always an argument, never asked from the system here.
using TimeMs = std::int64_t;

/// One step from version - 1 to version. Runs in one transaction together with the new version number.
struct Migration {
    int version;
    const char* name;
    const char* sql;
};

/// All steps in order, from 1 without gaps.
std::span<const Migration> migrations();

enum class Access {
    read,   ///< the file must be there; works on a read-only disk when no migration is due
    write,  ///< made when absent
    change, ///< the file must be there and be writable
};

/// The workspace's one SQLite file: WAL, synchronous=FULL (a commit that returned is on disk), foreign keys.
/// One connection, thread-safe: statements and transactions of different threads follow each other.
/// Other processes may read at any time; a second writer waits `patience`, then gets a StoreError.
///
/// Every part of the store (documents, corrections, work queue …) is its own class in its own file, made
/// from a Database&; it uses sql.h for its statements and adds one line to migrations.cpp for its tables.
class Database {
public:
    /// Opens, checks that the file is ours and not from a newer program, and migrates. Before an existing file
    /// is migrated it is copied to backup/ beside it. Throws StoreError; the file is then as it was.
    Database(std::filesystem::path file, Access access, TimeMs now,
             std::span<const Migration> steps = migrations(),
             std::chrono::milliseconds patience = std::chrono::seconds(10));
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    const std::filesystem::path& file() const;
    int version() const;
    bool read_only() const;

    /// Copies the whole database, consistent, to `target` (must not exist); durable when it returns.
    void backup_to(const std::filesystem::path& target) const;
    /// What SQLite's integrity_check and foreign_key_check find; empty = sound.
    std::vector<std::string> faults() const;

    struct Impl;
    Impl& impl() const { return *impl_; }  ///< for sql.h

private:
    std::unique_ptr<Impl> impl_;
};

}  // namespace yorozu::store
