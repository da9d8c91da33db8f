#include "samples/back-office/registry.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <SQLiteCpp/VariadicBind.h>

#include <fstream>
#include <mutex>
#include <stdexcept>

namespace yorozu::backoffice {

namespace {

const char* const tables = R"sql(
CREATE TABLE IF NOT EXISTS person (number TEXT PRIMARY KEY, name TEXT NOT NULL, kana TEXT NOT NULL, address TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS registration (
  id INTEGER PRIMARY KEY AUTOINCREMENT, receipt TEXT, number TEXT NOT NULL, bank TEXT NOT NULL, branch TEXT NOT NULL,
  kind TEXT NOT NULL, account TEXT NOT NULL, holder TEXT NOT NULL, date TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS registration_number ON registration (number);
CREATE TABLE IF NOT EXISTS insert_log (id INTEGER PRIMARY KEY AUTOINCREMENT, receipt TEXT NOT NULL, clerk TEXT NOT NULL,
  at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')));
)sql";

std::vector<std::string> cells_of(const std::string& line) {
    std::vector<std::string> cells(1);
    bool quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (quoted && c == '"' && i + 1 < line.size() && line[i + 1] == '"') {
            cells.back() += '"';
            ++i;
        } else if (c == '"') {
            quoted = !quoted;
        } else if (c == ',' && !quoted) {
            cells.emplace_back();
        } else if (c != '\r') {
            cells.back() += c;
        }
    }
    return cells;
}

Registration row_of(SQLite::Statement& query) {
    return {query.getColumn(0).getString(), query.getColumn(1).getString(), query.getColumn(2).getString(),
            query.getColumn(3).getString(), query.getColumn(4).getString(), query.getColumn(5).getString(),
            query.getColumn(6).getString(), query.getColumn(7).getString()};
}

const char* const columns = "SELECT receipt, number, bank, branch, kind, account, holder, date FROM registration ";

}  // namespace

struct Registry::Parts {
    explicit Parts(const std::filesystem::path& file)
        : database(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, 5000) {
        database.exec("PRAGMA journal_mode=WAL");
        database.exec("PRAGMA synchronous=NORMAL");
        database.exec(tables);
    }
    mutable std::mutex mutex;
    SQLite::Database database;
};

Registry::Registry(const std::filesystem::path& file) : parts_(std::make_unique<Parts>(file)) {}
Registry::~Registry() = default;

int Registry::seed(const std::filesystem::path& csv) {
    std::ifstream in(csv);
    if (!in) throw std::runtime_error("被保険者の CSV を開けません: " + csv.string());
    std::string line;
    std::getline(in, line);
    if (line.rfind("\xEF\xBB\xBF", 0) == 0) line.erase(0, 3);
    const auto header = cells_of(line);
    if (header != std::vector<std::string>{"number", "name", "kana", "address"})
        throw std::runtime_error("被保険者の CSV の1行目は number,name,kana,address にしてください: " + csv.string());
    const std::lock_guard lock(parts_->mutex);
    SQLite::Transaction transaction(parts_->database);
    SQLite::Statement insert(parts_->database, "INSERT OR IGNORE INTO person VALUES (?,?,?,?)");
    int added = 0;
    for (int number = 2; std::getline(in, line); ++number) {
        if (line.empty() || line == "\r") continue;
        const auto cells = cells_of(line);
        if (cells.size() != 4)
            throw std::runtime_error("被保険者の CSV の " + std::to_string(number) + " 行目は4列にしてください: " + csv.string());
        for (int i = 0; i < 4; ++i) insert.bind(i + 1, cells[static_cast<std::size_t>(i)]);
        added += insert.exec();
        insert.reset();
    }
    transaction.commit();
    return added;
}

void Registry::add(const Person& person) {
    const std::lock_guard lock(parts_->mutex);
    SQLite::Statement insert(parts_->database, "INSERT OR IGNORE INTO person VALUES (?,?,?,?)");
    SQLite::bind(insert, person.number, person.name, person.kana, person.address);
    insert.exec();
}

std::optional<Person> Registry::find(const std::string& number) const {
    const std::lock_guard lock(parts_->mutex);
    SQLite::Statement query(parts_->database, "SELECT number, name, kana, address FROM person WHERE number = ?");
    query.bind(1, number);
    if (!query.executeStep()) return std::nullopt;
    return Person{query.getColumn(0).getString(), query.getColumn(1).getString(), query.getColumn(2).getString(),
                  query.getColumn(3).getString()};
}

std::string Registry::insert(const Registration& registration, const std::string& clerk) {
    const std::lock_guard lock(parts_->mutex);
    SQLite::Transaction transaction(parts_->database);
    SQLite::Statement insert(parts_->database,
                             "INSERT INTO registration (number, bank, branch, kind, account, holder, date) "
                             "VALUES (?,?,?,?,?,?,?)");
    SQLite::bind(insert, registration.number, registration.bank, registration.branch, registration.kind,
                 registration.account, registration.holder, registration.date);
    insert.exec();
    std::string digits = std::to_string(parts_->database.getLastInsertRowid());
    const std::string receipt = "R" + std::string(digits.size() < 7 ? 7 - digits.size() : 0, '0') + digits;
    SQLite::Statement name(parts_->database, "UPDATE registration SET receipt = ? WHERE id = last_insert_rowid()");
    name.bind(1, receipt);
    name.exec();
    SQLite::Statement log(parts_->database, "INSERT INTO insert_log (receipt, clerk) VALUES (?,?)");
    SQLite::bind(log, receipt, clerk);
    log.exec();
    transaction.commit();
    return receipt;
}

std::vector<Registration> Registry::registrations_of(const std::string& number) const {
    const std::lock_guard lock(parts_->mutex);
    SQLite::Statement query(parts_->database, std::string(columns) + "WHERE number = ? ORDER BY id DESC");
    query.bind(1, number);
    std::vector<Registration> rows;
    while (query.executeStep()) rows.push_back(row_of(query));
    return rows;
}

std::vector<Registration> Registry::all() const {
    const std::lock_guard lock(parts_->mutex);
    SQLite::Statement query(parts_->database, std::string(columns) + "ORDER BY id");
    std::vector<Registration> rows;
    while (query.executeStep()) rows.push_back(row_of(query));
    return rows;
}

std::int64_t Registry::count() const {
    const std::lock_guard lock(parts_->mutex);
    return parts_->database.execAndGet("SELECT count(*) FROM registration").getInt64();
}

}  // namespace yorozu::backoffice
