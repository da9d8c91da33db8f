#include "workbench/store/sql.h"

#include <sqlite3.h>

namespace yorozu::store {

void rethrow(const SQLite::Exception& error, const std::filesystem::path& file) {
    const std::string where = file.string();
    switch (error.getErrorCode()) {
        case SQLITE_FULL:
            throw StoreError(Blame::environment, "ディスクがいっぱいで書き込めません", where,
                             "空き容量を増やして、同じ操作をもう一度してください（ここまでに保存した分は残っています）");
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            throw StoreError(Blame::environment, "別の処理がこのワークスペースに書き込んでいます", where,
                             "その処理が終わってから、もう一度実行してください");
        case SQLITE_READONLY:
            throw StoreError(Blame::environment, "ワークスペースに書き込めません（読み取り専用）", where,
                             "フォルダーとファイルの書き込みの権限を確かめてください");
        case SQLITE_CANTOPEN:
            throw StoreError(Blame::environment, "ワークスペースのデータベースを開けません", where,
                             "フォルダーがあるか、読み書きの権限があるかを確かめてください");
        case SQLITE_IOERR:
            throw StoreError(Blame::environment, "ディスクの読み書きに失敗しました", where,
                             "空き容量とディスクの状態を確かめて、もう一度実行してください");
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            throw StoreError(Blame::environment, "ワークスペースのデータベースが壊れているか、別の種類のファイルです",
                             where, "backup フォルダーの控えから戻してください（yorozu workspace check で確かめられます）");
        default:
            throw StoreError(Blame::environment, std::string("データベースが処理を受け付けません（") + error.what() + "）",
                             where, "yorozu workspace check で状態を確かめてください");
    }
}

Statement::Statement(const Database& database, const std::string& sql)
    : owner_(database.impl()), lock_(owner_.mutex), sql_(sql) {
    auto& idle = owner_.idle[sql_];
    if (!idle.empty()) {
        statement_ = std::move(idle.back());
        idle.pop_back();
        return;
    }
    try {
        statement_ = std::make_unique<SQLite::Statement>(*owner_.connection, sql_);
    } catch (const SQLite::Exception& error) {
        rethrow(error, owner_.file);
    }
}

Statement::~Statement() {
    statement_->tryReset();
    try {
        statement_->clearBindings();
        owner_.idle[sql_].push_back(std::move(statement_));
    } catch (...) {
        // A statement that cannot be cleaned is simply not kept.
    }
}

void Statement::reset() {
    statement_->tryReset();
    statement_->clearBindings();
}

bool Statement::step() {
    try {
        return statement_->executeStep();
    } catch (const SQLite::Exception& error) {
        rethrow(error, owner_.file);
    }
}

int Statement::run() {
    // A statement by itself is a transaction of its own, so that the sum of its table goes with it.
    const bool alone = !owner_.writing && sqlite3_get_autocommit(owner_.connection->getHandle());
    try {
        if (alone) owner_.connection->exec("BEGIN IMMEDIATE");
        const int rows = statement_->exec();
        if (!owner_.writing) owner_.sums.keep(*owner_.connection);
        if (alone) owner_.connection->exec("COMMIT");
        return rows;
    } catch (const SQLite::Exception& error) {
        if (alone) {
            owner_.sums.discard();
            owner_.connection->tryExec("ROLLBACK");
        } else {
            owner_.sums.doubt();
        }
        rethrow(error, owner_.file);
    }
}

bool Statement::null(int column) const { return statement_->getColumn(column).isNull(); }
std::int64_t Statement::integer(int column) const { return statement_->getColumn(column).getInt64(); }
double Statement::number(int column) const { return statement_->getColumn(column).getDouble(); }
std::string Statement::text(int column) const { return statement_->getColumn(column).getString(); }

void Statement::put(int position, std::int64_t value) { statement_->bind(position, value); }
void Statement::put(int position, double value) { statement_->bind(position, value); }
void Statement::put(int position, const std::string& value) { statement_->bind(position, value); }
void Statement::put(int position, const Blob& value) { statement_->bind(position, value.bytes.data(), static_cast<int>(value.bytes.size())); }
void Statement::put(int position, std::nullptr_t) { statement_->bind(position); }

Write::Write(Database& database) : owner_(database.impl()), lock_(owner_.mutex) {
    if (owner_.writing) throw std::logic_error("a Write inside a Write");
    try {
        owner_.connection->exec("BEGIN IMMEDIATE");
    } catch (const SQLite::Exception& error) {
        rethrow(error, owner_.file);
    }
    open_ = owner_.writing = true;
}

Write::~Write() {
    if (!open_) return;
    owner_.writing = false;
    owner_.sums.discard();
    // After a full disk SQLite may have rolled back already; then this says so and that is fine.
    owner_.connection->tryExec("ROLLBACK");
}

void Write::commit() {
    try {
        owner_.sums.keep(*owner_.connection);
        owner_.connection->exec("COMMIT");
    } catch (const SQLite::Exception& error) {
        rethrow(error, owner_.file);
    }
    open_ = owner_.writing = false;
}

Snapshot::Snapshot(const Database& database) : owner_(database.impl()), lock_(owner_.mutex) {
    if (owner_.writing) return;  // inside a Write everything is one moment anyway
    try {
        owner_.connection->exec("BEGIN");
    } catch (const SQLite::Exception& error) {
        rethrow(error, owner_.file);
    }
    open_ = true;
}

Snapshot::~Snapshot() {
    if (open_) owner_.connection->tryExec("COMMIT");
}

std::int64_t last_id(const Database& database) { return database.impl().connection->getLastInsertRowid(); }

}  // namespace yorozu::store
