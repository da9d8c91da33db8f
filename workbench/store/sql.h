#pragma once
// Private to workbench/store: the only place, with database.cpp, that sees SQLiteCpp.
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>

#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "workbench/store/database.h"
#include "workbench/store/table_sums.h"

namespace yorozu::store {

struct Database::Impl {
    std::filesystem::path file;
    std::unique_ptr<SQLite::Database> connection;
    std::recursive_mutex mutex;  ///< held by every Statement and Write for as long as it lives
    std::unordered_map<std::string, std::vector<std::unique_ptr<SQLite::Statement>>> idle;
    TableSums sums;
    std::span<const Migration> steps;
    bool read_only = false;
    bool writing = false;
};

/// Turns what SQLite says into words: disk full, locked, read-only, broken.
[[noreturn]] void rethrow(const SQLite::Exception& error, const std::filesystem::path& file);

/// Bytes for a BLOB column; they must live until the statement has run.
struct Blob {
    std::string_view bytes;
};

/// One prepared statement, kept for the next use of the same text. Parameters by position.
///     Statement find(database, "SELECT id FROM batches WHERE name = ?");
///     if (find.bind(name).step()) return find.integer(0);
class Statement {
public:
    Statement(const Database& database, const std::string& sql);
    ~Statement();
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    template <class... Values>
    Statement& bind(const Values&... values) {
        reset();
        int position = 0;
        (put(++position, values), ...);
        return *this;
    }
    /// True while there is a row.
    bool step();
    /// For INSERT, UPDATE, DELETE: runs to the end, answers how many rows changed.
    int run();

    bool null(int column) const;
    std::int64_t integer(int column) const;
    double number(int column) const;
    std::string text(int column) const;  ///< of a BLOB its bytes

private:
    void reset();
    void put(int position, std::int64_t value);
    void put(int position, int value) { put(position, static_cast<std::int64_t>(value)); }
    void put(int position, bool value) { put(position, static_cast<std::int64_t>(value)); }
    void put(int position, double value);
    void put(int position, const std::string& value);
    void put(int position, const Blob& value);
    void put(int position, const char* value) { put(position, std::string(value)); }
    void put(int position, std::nullptr_t);
    template <class Value>
    void put(int position, const std::optional<Value>& value) {
        if (value)
            put(position, *value);
        else
            put(position, nullptr);
    }

    Database::Impl& owner_;
    std::unique_lock<std::recursive_mutex> lock_;
    std::string sql_;
    std::unique_ptr<SQLite::Statement> statement_;
};

/// A writing transaction (BEGIN IMMEDIATE): everything is undone unless commit() was reached. When commit()
/// returns, it is on disk. No second one inside another.
class Write {
public:
    explicit Write(Database& database);
    ~Write();
    Write(const Write&) = delete;
    Write& operator=(const Write&) = delete;

    void commit();

private:
    Database::Impl& owner_;
    std::unique_lock<std::recursive_mutex> lock_;
    bool open_ = false;
};

/// A reading transaction: several SELECTs that see one moment.
class Snapshot {
public:
    explicit Snapshot(const Database& database);
    ~Snapshot();
    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;

private:
    Database::Impl& owner_;
    std::unique_lock<std::recursive_mutex> lock_;
    bool open_ = false;
};

std::int64_t last_id(const Database& database);

}  // namespace yorozu::store
