#include "workbench/store/database.h"

#include <SQLiteCpp/Transaction.h>
#include <sqlite3.h>
#include <unistd.h>

#include <map>
#include <optional>

#include "workbench/store/durable.h"
#include "workbench/store/sql.h"

namespace yorozu::store {
namespace {

namespace fs = std::filesystem;

// "Yorz" in the file's header: file(1) and we can tell a workspace from any other SQLite file.
constexpr std::int64_t our_application_id = 0x596F727A;

std::int64_t pragma(SQLite::Database& connection, const char* name) {
    return connection.execAndGet(std::string("PRAGMA ") + name).getInt64();
}

/// Throws when the folder may not be looked into; else whether the file is there.
bool is_there(const fs::path& file) {
    std::error_code error;
    const bool there = fs::exists(file, error);
    if (error)
        throw StoreError(Blame::environment, "ワークスペースを開く権限がありません", file.parent_path().string(),
                         "フォルダーとファイルの読み書きの権限を確かめてください");
    return there;
}

std::unique_ptr<SQLite::Database> connect(const fs::path& file, Access access) {
    const bool make = access == Access::write;
    if (!make && !is_there(file))
        throw StoreError(Blame::request, "ワークスペースがありません", file.parent_path().string(),
                         "--workspace に正しいフォルダーを指定するか、yorozu import で作ってください");
    return std::make_unique<SQLite::Database>(
        file.string(), SQLite::OPEN_READWRITE | (make ? SQLite::OPEN_CREATE : 0));
}

/// On a read-only disk SQLite cannot make the -shm file that WAL needs; when no -wal is left over, the file is
/// all there is and may be read as it lies.
std::unique_ptr<SQLite::Database> connect_immutable(const fs::path& file) {
    std::string uri = "file:";
    for (const char c : file.string()) {
        static const char* hex = "0123456789ABCDEF";
        if (c == '?' || c == '#' || c == '%' || static_cast<unsigned char>(c) < 0x21) {
            uri += '%';
            uri += hex[static_cast<unsigned char>(c) >> 4];
            uri += hex[static_cast<unsigned char>(c) & 15];
        } else {
            uri += c;
        }
    }
    return std::make_unique<SQLite::Database>(uri + "?immutable=1", SQLite::OPEN_READONLY | SQLite::OPEN_URI);
}

bool may_write(const fs::path& folder) { return ::access(folder.c_str(), W_OK) == 0; }

[[noreturn]] void refuse_writing(const fs::path& file) {
    throw StoreError(Blame::environment, "ワークスペースに書き込めません（読み取り専用）", file.string(),
                     "フォルダーとファイルの書き込みの権限を確かめてください");
}

void set_up(SQLite::Database& connection, std::chrono::milliseconds patience) {
    connection.setBusyTimeout(static_cast<int>(patience.count()));
    connection.exec("PRAGMA foreign_keys = ON");
    connection.exec("PRAGMA synchronous = FULL");
    connection.exec("PRAGMA trusted_schema = OFF");
    connection.exec("PRAGMA cell_size_check = ON");
}

void check_that_it_is_ours(SQLite::Database& connection, const fs::path& file, int newest) {
    const auto id = pragma(connection, "application_id");
    const auto version = pragma(connection, "user_version");
    const bool empty = connection.execAndGet("SELECT count(*) FROM sqlite_schema").getInt64() == 0;
    if (id != our_application_id && !(empty && id == 0))
        throw StoreError(Blame::request, "Yorozu のワークスペースではないデータベースです", file.string(),
                         "--workspace に別のフォルダーを指定してください");
    if (version > newest)
        throw StoreError(Blame::request,
                         "このワークスペースは新しい版の Yorozu で作られています（形式 " + std::to_string(version) +
                             "、この版が扱えるのは " + std::to_string(newest) + " まで）",
                         file.string(), "新しい版の Yorozu で開いてください");
}

/// Runs one step, unless another process was quicker.
void migrate(SQLite::Database& connection, const Migration& step) {
    SQLite::Transaction transaction(connection, SQLite::TransactionBehavior::IMMEDIATE);
    if (pragma(connection, "user_version") >= step.version) return;
    connection.exec(step.sql);
    connection.exec("PRAGMA application_id = " + std::to_string(our_application_id));
    connection.exec("PRAGMA user_version = " + std::to_string(step.version));
    transaction.commit();
}

/// Tables, indexes and triggers as the steps make them.
std::map<std::string, std::string> schema_of(SQLite::Database& connection) {
    std::map<std::string, std::string> parts;
    SQLite::Statement rows(connection, "SELECT type || ' ' || name, ifnull(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'");
    while (rows.executeStep()) parts[rows.getColumn(0).getString()] = rows.getColumn(1).getString();
    return parts;
}

/// What is not as a new database of this version would have it: a trigger that guards a log, gone, or a letter in a rule.
std::vector<std::string> schema_differences(SQLite::Database& connection, std::span<const Migration> steps) {
    SQLite::Database fresh(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    for (const auto& step : steps) fresh.exec(step.sql);
    const auto expected = schema_of(fresh), there = schema_of(connection);
    std::vector<std::string> found;
    for (const auto& [part, sql] : expected) {
        const auto same = there.find(part);
        if (same == there.end()) found.push_back("データベースの定義がありません（" + part + "）");
        else if (same->second != sql) found.push_back("データベースの定義が変わっています（" + part + "）");
    }
    for (const auto& [part, sql] : there)
        if (!expected.count(part)) found.push_back("知らない定義がデータベースにあります（" + part + "）");
    return found;
}

fs::path backup_name(const fs::path& file, int version, TimeMs now) {
    return file.parent_path() / "backup" /
           (file.stem().string() + "-v" + std::to_string(version) + "-" + std::to_string(now) + ".db");
}

void copy_to(SQLite::Database& connection, const fs::path& target) {
    make_folder(target.parent_path());
    const fs::path part = target.string() + ".part";
    fs::remove(part);
    SQLite::Statement vacuum(connection, "VACUUM INTO ?");
    vacuum.bind(1, part.string());
    vacuum.executeStep();
    make_durable(part);
    fs::rename(part, target);
    make_durable(target.parent_path());
}

}  // namespace

Database::Database(fs::path file, Access access, TimeMs now, std::span<const Migration> steps,
                   std::chrono::milliseconds patience)
    : impl_(std::make_unique<Impl>()) {
    impl_->file = std::move(file);
    impl_->steps = steps;
    const int newest = steps.empty() ? 0 : steps.back().version;
    if (access == Access::write) make_folder(impl_->file.parent_path());
    // SQLite does not wait its turn while a file is made or becomes WAL, so processes that open at once queue here.
    std::optional<FileLock> turn;
    if ((access == Access::write || is_there(impl_->file)) && may_write(impl_->file.parent_path()))
        turn.emplace(impl_->file.string() + ".lock", static_cast<int>(patience.count()),
                     "別の処理がこのワークスペースを開いています");
    try {
        try {
            impl_->connection = connect(impl_->file, access);
            set_up(*impl_->connection, patience);
            check_that_it_is_ours(*impl_->connection, impl_->file, newest);
        } catch (const SQLite::Exception& error) {
            if (error.getErrorCode() != SQLITE_CANTOPEN && error.getErrorCode() != SQLITE_READONLY) throw;
            if (access != Access::read && !may_write(impl_->file.parent_path())) refuse_writing(impl_->file);
            if (access != Access::read || fs::exists(impl_->file.string() + "-wal")) throw;
            impl_->connection = connect_immutable(impl_->file);
            set_up(*impl_->connection, patience);
            check_that_it_is_ours(*impl_->connection, impl_->file, newest);
        }
        auto& connection = *impl_->connection;
        impl_->read_only = sqlite3_db_readonly(connection.getHandle(), "main") == 1;
        const int old = static_cast<int>(pragma(connection, "user_version"));
        if (impl_->read_only && (access != Access::read || old < newest)) refuse_writing(impl_->file);
        if (impl_->read_only) return;
        connection.exec("PRAGMA journal_mode = WAL");
        if (old > 0 && old < newest) copy_to(connection, backup_name(impl_->file, old, now));
        for (const auto& step : steps)
            if (step.version > old) migrate(connection, step);
        TableSums::count_all(connection, newest);
        impl_->sums.attach(connection);
        if (old == 0) make_durable(impl_->file.parent_path());
    } catch (const SQLite::Exception& error) {
        rethrow(error, impl_->file);
    }
}

Database::~Database() { impl_->idle.clear(); }

const fs::path& Database::file() const { return impl_->file; }
bool Database::read_only() const { return impl_->read_only; }

int Database::version() const {
    const std::lock_guard lock(impl_->mutex);
    return static_cast<int>(pragma(*impl_->connection, "user_version"));
}

void Database::backup_to(const fs::path& target) const {
    const std::lock_guard lock(impl_->mutex);
    if (fs::exists(target))
        throw StoreError(Blame::request, "控えの置き場所に同じ名前のファイルがあります", target.string(),
                         "別の名前を指定してください");
    try {
        copy_to(*impl_->connection, target);
    } catch (const SQLite::Exception& error) {
        rethrow(error, target);
    }
}

std::vector<std::string> Database::faults() const {
    const std::lock_guard lock(impl_->mutex);
    std::vector<std::string> found;
    try {
        SQLite::Statement integrity(*impl_->connection, "PRAGMA integrity_check");
        while (integrity.executeStep()) {
            const std::string line = integrity.getColumn(0).getString();
            if (line != "ok") found.push_back(line);
        }
        SQLite::Statement keys(*impl_->connection, "PRAGMA foreign_key_check");
        while (keys.executeStep())
            found.push_back("表 " + keys.getColumn(0).getString() + " の行 " + keys.getColumn(1).getString() +
                            " が指す " + keys.getColumn(2).getString() + " がありません");
        for (const auto& difference : schema_differences(*impl_->connection, impl_->steps)) found.push_back(difference);
        for (const auto& table : TableSums::faults(*impl_->connection)) found.push_back("表 " + table + " の行が、書かれたときと違います");
    } catch (const SQLite::Exception& error) {
        rethrow(error, impl_->file);
    }
    return found;
}

}  // namespace yorozu::store
