#include "samples/counter-ledger/ledger.h"

#include <sqlite3.h>

#include <cstdio>
#include <memory>
#include <stdexcept>

namespace counter_ledger {

namespace {

struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

Statement prepared(sqlite3* database, const char* sql) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(database, sql, -1, &statement, nullptr) != SQLITE_OK) throw std::runtime_error(sqlite3_errmsg(database));
    return Statement(statement);
}

void bind(const Statement& statement, int place, const std::string& text) {
    sqlite3_bind_text(statement.get(), place, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
}

std::string column(const Statement& statement, int place) {
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement.get(), place));
    return text ? std::string(text, static_cast<std::size_t>(sqlite3_column_bytes(statement.get(), place))) : "";
}

std::string receipt_of(std::int64_t row) {
    char text[16];
    std::snprintf(text, sizeof text, "L%07lld", static_cast<long long>(row % 10'000'000));
    return text;
}

}  // namespace

Ledger::Ledger(const std::filesystem::path& file) {
    if (sqlite3_open(file.c_str(), &database_) != SQLITE_OK) throw std::runtime_error("台帳を開けません: " + file.string());
    sqlite3_busy_timeout(database_, 5000);
    if (sqlite3_exec(database_,
                     "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE IF NOT EXISTS entry(id INTEGER PRIMARY KEY, number TEXT, name TEXT, kana TEXT, address TEXT,"
                     " kind TEXT, payment TEXT, exempt INTEGER, note TEXT)",
                     nullptr, nullptr, nullptr) != SQLITE_OK)
        throw std::runtime_error(sqlite3_errmsg(database_));
}

Ledger::~Ledger() { sqlite3_close(database_); }

std::string Ledger::add(const Entry& entry) {
    const auto statement = prepared(database_, "INSERT INTO entry(number, name, kana, address, kind, payment, exempt, note) VALUES(?,?,?,?,?,?,?,?)");
    int place = 0;
    for (const auto* text : {&entry.number, &entry.name, &entry.kana, &entry.address, &entry.kind, &entry.payment}) bind(statement, ++place, *text);
    sqlite3_bind_int(statement.get(), ++place, entry.exempt);
    bind(statement, ++place, entry.note);
    if (sqlite3_step(statement.get()) != SQLITE_DONE) throw std::runtime_error(sqlite3_errmsg(database_));
    return receipt_of(sqlite3_last_insert_rowid(database_));
}

std::vector<Entry> Ledger::find(const std::string& number) const {
    const auto statement = prepared(database_, "SELECT id, number, name, kana, address, kind, payment, exempt, note FROM entry WHERE number = ? ORDER BY id DESC");
    bind(statement, 1, number);
    std::vector<Entry> found;
    while (sqlite3_step(statement.get()) == SQLITE_ROW)
        found.push_back({receipt_of(sqlite3_column_int64(statement.get(), 0)), column(statement, 1), column(statement, 2), column(statement, 3), column(statement, 4), column(statement, 5), column(statement, 6),
                         sqlite3_column_int(statement.get(), 7) != 0, column(statement, 8)});
    return found;
}

}  // namespace counter_ledger
