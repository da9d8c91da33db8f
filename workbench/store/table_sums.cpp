#include "workbench/store/table_sums.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <sodium.h>
#include <sqlite3.h>

#include <cstring>
#include <memory>

namespace yorozu::store {

// table_sums: see table_sums.h; the row "" says for which version of the tables they were counted.
const char* const sums_schema = R"sql(
CREATE TABLE table_sums (
    name TEXT PRIMARY KEY,
    sum INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

namespace {

/// Against chance, not against people: the key may be known.
constexpr unsigned char key[crypto_shorthash_KEYBYTES] = {'y', 'o', 'r', 'o', 'z', 'u', ' ', 's', 'u', 'm', 's'};

class RowHash {
public:
    void add(sqlite3_value* value) {
        int type = sqlite3_value_type(value);
        // A whole number in a REAL column is an integer on disk, and the hook shows it before it becomes a float again.
        if (type == SQLITE_FLOAT && static_cast<double>(sqlite3_value_int64(value)) == sqlite3_value_double(value)) type = SQLITE_INTEGER;
        bytes_ += static_cast<char>(type);
        if (type == SQLITE_INTEGER) raw(sqlite3_value_int64(value));
        else if (type == SQLITE_FLOAT) raw(sqlite3_value_double(value));
        else if (type != SQLITE_NULL) {
            const void* data = sqlite3_value_blob(value);
            const int size = sqlite3_value_bytes(value);
            raw(size);
            if (size > 0) bytes_.append(static_cast<const char*>(data), static_cast<std::size_t>(size));
        }
    }
    std::uint64_t taken() {
        unsigned char digest[crypto_shorthash_BYTES];
        crypto_shorthash(digest, reinterpret_cast<const unsigned char*>(bytes_.data()), bytes_.size(), key);
        bytes_.clear();
        std::uint64_t sum = 0;
        std::memcpy(&sum, digest, sizeof sum);
        return sum;
    }

private:
    template <class Number>
    void raw(Number number) {
        bytes_.append(reinterpret_cast<const char*>(&number), sizeof number);
    }
    std::string bytes_;
};

bool ours(const std::string& table) { return table != "table_sums" && table.rfind("sqlite_", 0) != 0; }

void on_change(void* user, sqlite3* connection, int operation, const char* database, const char* table, sqlite3_int64, sqlite3_int64) {
    if (std::strcmp(database, "main") != 0 || !ours(table)) return;
    auto& sums = *static_cast<TableSums*>(user);
    const int columns = sqlite3_preupdate_count(connection);
    static thread_local RowHash hash;
    sqlite3_value* value = nullptr;
    if (operation != SQLITE_INSERT) {
        for (int at = 0; at < columns; ++at)
            if (sqlite3_preupdate_old(connection, at, &value) == SQLITE_OK) hash.add(value);
        sums.change(table, hash.taken());
    }
    if (operation != SQLITE_DELETE) {
        for (int at = 0; at < columns; ++at)
            if (sqlite3_preupdate_new(connection, at, &value) == SQLITE_OK) hash.add(value);
        sums.change(table, hash.taken());
    }
}

bool has_sums(SQLite::Database& connection) { return connection.tableExists("table_sums"); }

std::vector<std::string> tables_of(SQLite::Database& connection) {
    std::vector<std::string> names;
    SQLite::Statement rows(connection, "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL %' ORDER BY name");
    while (rows.executeStep())
        if (const auto name = rows.getColumn(0).getString(); ours(name)) names.push_back(name);
    return names;
}

std::uint64_t counted(SQLite::Database& connection, const std::string& table) {
    sqlite3_stmt* made = nullptr;
    const int code = sqlite3_prepare_v2(connection.getHandle(), ("SELECT * FROM \"" + table + "\"").c_str(), -1, &made, nullptr);
    const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> rows(made, sqlite3_finalize);
    if (code != SQLITE_OK) throw SQLite::Exception(connection.getHandle(), code);
    RowHash hash;
    std::uint64_t sum = 0;
    int step;
    while ((step = sqlite3_step(made)) == SQLITE_ROW) {
        for (int at = 0; at < sqlite3_column_count(made); ++at) hash.add(sqlite3_column_value(made, at));
        sum ^= hash.taken();
    }
    if (step != SQLITE_DONE) throw SQLite::Exception(connection.getHandle(), step);
    return sum;
}

std::uint64_t kept(SQLite::Database& connection, const std::string& table) {
    SQLite::Statement row(connection, "SELECT sum FROM table_sums WHERE name = ?");
    row.bind(1, table);
    return row.executeStep() ? static_cast<std::uint64_t>(row.getColumn(0).getInt64()) : 0;
}

void write(SQLite::Database& connection, const std::string& table, std::uint64_t sum) {
    SQLite::Statement row(connection, "INSERT INTO table_sums (name, sum) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET sum = ?2");
    row.bind(1, table);
    row.bind(2, static_cast<std::int64_t>(sum));
    row.exec();
}

}  // namespace

void TableSums::attach(SQLite::Database& connection) { sqlite3_preupdate_hook(connection.getHandle(), on_change, this); }

void TableSums::keep(SQLite::Database& connection) {
    // The full-text index would write its tables at COMMIT only, after the sums; a savepoint makes it do so now.
    if (pending() && has_sums(connection)) {
        connection.exec("SAVEPOINT before_sums; RELEASE before_sums");
        for (const auto& [table, by] : changed_) write(connection, table, doubtful_ ? counted(connection, table) : kept(connection, table) ^ by);
    }
    discard();
}

void TableSums::discard() {
    changed_.clear();
    doubtful_ = false;
}

void TableSums::count_all(SQLite::Database& connection, int version) {
    if (!has_sums(connection) || kept(connection, "") == static_cast<std::uint64_t>(version)) return;
    SQLite::Transaction transaction(connection, SQLite::TransactionBehavior::IMMEDIATE);
    for (const auto& table : tables_of(connection)) write(connection, table, counted(connection, table));
    write(connection, "", static_cast<std::uint64_t>(version));
    transaction.commit();
}

std::vector<std::string> TableSums::faults(SQLite::Database& connection) {
    std::vector<std::string> found;
    if (!has_sums(connection)) return found;
    SQLite::Transaction snapshot(connection);
    for (const auto& table : tables_of(connection))
        if (counted(connection, table) != kept(connection, table)) found.push_back(table);
    return found;
}

}  // namespace yorozu::store
