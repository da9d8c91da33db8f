#pragma once
// Private to workbench/store: a sum over the rows of each table, so that a bit that flips in one is found.
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace SQLite {
class Database;
}

namespace yorozu::store {

/// SQLite's own check finds broken pages and indexes, but takes any value for good. Here each table has a sum: the exclusive or of
/// SipHash(row) over its rows, kept in table_sums within the transaction that changes them. Changes are seen by SQLite's preupdate hook, so no
/// statement has to think of it, and what another program wrote past us is found like any damage.
class TableSums {
public:
    /// Watches the connection from now on.
    void attach(SQLite::Database& connection);
    bool pending() const { return !changed_.empty(); }
    /// Writes what changed, inside the open transaction. Nothing without the table.
    void keep(SQLite::Database& connection);
    void discard();
    /// A statement failed half-way, and SQLite took its rows back: the sums of the tables so far are counted anew by keep().
    void doubt() { doubtful_ = doubtful_ || pending(); }

    /// After migrations: counts all tables, unless that was done for this version. In a transaction of its own.
    static void count_all(SQLite::Database& connection, int version);
    /// Names of tables whose rows are not what was written. In one snapshot.
    static std::vector<std::string> faults(SQLite::Database& connection);

    /// For the hook.
    void change(const std::string& table, std::uint64_t by) { changed_[table] ^= by; }

private:
    std::map<std::string, std::uint64_t> changed_;
    bool doubtful_ = false;
};

extern const char* const sums_schema;

}  // namespace yorozu::store
