#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <thread>

#include "tests/store/temporary_folder.h"
#include "workbench/store/database.h"
#include "workbench/store/durable.h"
#include "workbench/store/sql.h"

using namespace yorozu::store;
namespace fs = std::filesystem;

namespace {

constexpr TimeMs now = 1'700'000'000'000;
const Migration first{1, "notes", "CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;"};
const Migration second{2, "colours", "ALTER TABLE notes ADD COLUMN colour TEXT NOT NULL DEFAULT 'white';"};
const Migration broken{2, "half", "CREATE TABLE half (id INTEGER); INSERT INTO nowhere VALUES (1);"};

std::size_t count(const Database& database, const std::string& table) {
    Statement rows(database, "SELECT count(*) FROM " + table);
    rows.step();
    return static_cast<std::size_t>(rows.integer(0));
}

void add_note(Database& database, const std::string& text) {
    Write write(database);
    Statement(database, "INSERT INTO notes (text) VALUES (?)").bind(text).run();
    write.commit();
}

bool knows_table(const Database& database, const std::string& name) {
    return Statement(database, "SELECT 1 FROM sqlite_schema WHERE name = ?").bind(name).step();
}

StoreError error_of(const std::function<void()>& action) {
    try {
        action();
    } catch (const StoreError& error) {
        return error;
    }
    FAIL("no StoreError was thrown");
    throw std::logic_error("unreachable");
}

std::vector<fs::path> backups(const TemporaryFolder& folder) {
    std::vector<fs::path> found;
    if (!fs::exists(folder / "backup")) return found;
    for (const auto& entry : fs::directory_iterator(folder / "backup")) found.push_back(entry.path());
    return found;
}

}  // namespace

TEST_CASE("The program's own migrations make a sound database in WAL mode with full synchronisation") {
    TemporaryFolder folder;
    Database database(folder / "yorozu.db", Access::write, now);
    CHECK(database.version() == migrations().back().version);
    CHECK(database.faults().empty());
    Statement mode(database, "PRAGMA journal_mode");
    REQUIRE(mode.step());
    CHECK(mode.text(0) == "wal");
    Statement synchronous(database, "PRAGMA synchronous");
    REQUIRE(synchronous.step());
    CHECK(synchronous.integer(0) == 2);
    Statement keys(database, "PRAGMA foreign_keys");
    REQUIRE(keys.step());
    CHECK(keys.integer(0) == 1);
    int expected = 0;
    for (const auto& step : migrations()) CHECK(step.version == ++expected);
}

TEST_CASE("Opening again changes nothing and makes no backup") {
    TemporaryFolder folder;
    { Database database(folder / "yorozu.db", Access::write, now); }
    { Database database(folder / "yorozu.db", Access::write, now + 1); }
    CHECK(backups(folder).empty());
}

TEST_CASE("A database is copied before it is migrated, and keeps its rows") {
    TemporaryFolder folder;
    const Migration old[] = {first};
    {
        Database database(folder / "yorozu.db", Access::write, now, old);
        add_note(database, "前からある行");
    }
    const Migration steps[] = {first, second};
    Database database(folder / "yorozu.db", Access::write, now, steps);
    CHECK(database.version() == 2);
    CHECK(count(database, "notes") == 1);
    REQUIRE(backups(folder).size() == 1);
    Database copy(backups(folder)[0], Access::read, now, old);
    CHECK(copy.version() == 1);
    CHECK(count(copy, "notes") == 1);
}

TEST_CASE("A migration that fails half-way leaves the database as it was") {
    TemporaryFolder folder;
    const Migration old[] = {first};
    {
        Database database(folder / "yorozu.db", Access::write, now, old);
        add_note(database, "残るべき行");
    }
    const Migration steps[] = {first, broken};
    CHECK_THROWS_AS(Database(folder / "yorozu.db", Access::write, now, steps), StoreError);
    Database database(folder / "yorozu.db", Access::write, now, old);
    CHECK(database.version() == 1);
    CHECK(count(database, "notes") == 1);
    CHECK_FALSE(knows_table(database, "half"));
    CHECK(backups(folder).size() == 1);
}

TEST_CASE("A database of a newer program is refused and not touched") {
    TemporaryFolder folder;
    const Migration steps[] = {first, second};
    { Database database(folder / "yorozu.db", Access::write, now, steps); }
    const Migration old[] = {first};
    const auto error = error_of([&] { Database(folder / "yorozu.db", Access::write, now, old); });
    CHECK(error.blame == Blame::request);
    CHECK(error.what_failed.find("新しい版") != std::string::npos);
    CHECK(Database(folder / "yorozu.db", Access::read, now, steps).version() == 2);
}

TEST_CASE("Another program's SQLite file and a file that is none are refused and not touched") {
    TemporaryFolder folder;
    { SQLite::Database(folder / "other.db", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE).exec("CREATE TABLE t (x)"); }
    CHECK(error_of([&] { Database(folder / "other.db", Access::write, now); }).blame == Blame::request);
    std::ofstream(folder / "text.db") << std::string(5000, 'x');
    CHECK(error_of([&] { Database(folder / "text.db", Access::write, now); }).blame == Blame::environment);
    std::ifstream in(folder / "text.db");
    CHECK(std::string(std::istreambuf_iterator<char>(in), {}) == std::string(5000, 'x'));
}

TEST_CASE("Reading a workspace that is not there makes nothing") {
    TemporaryFolder folder;
    CHECK(error_of([&] { Database(folder / "none" / "yorozu.db", Access::read, now); }).blame == Blame::request);
    CHECK_FALSE(fs::exists(folder / "none"));
}

TEST_CASE("A workspace that may not be entered is told in words") {
    TemporaryFolder folder;
    { Database database(folder / "yorozu.db", Access::write, now); }
    fs::permissions(folder.path(), fs::perms::none);
    const pid_t child = fork();
    if (child == 0) {
        if (geteuid() == 0 && setuid(65534) != 0) _exit(9);
        try {
            Database database(folder / "yorozu.db", Access::read, now);
        } catch (const StoreError& error) {
            _exit(error.blame == Blame::environment && error.what_failed.find("権限") != std::string::npos ? 0 : 1);
        } catch (...) {
            _exit(2);
        }
        _exit(3);
    }
    int status = -1;
    waitpid(child, &status, 0);
    fs::permissions(folder.path(), fs::perms::owner_all);
    CHECK(WEXITSTATUS(status) == 0);
}

TEST_CASE("A workspace in the place of a file is told in words") {
    TemporaryFolder folder;
    std::ofstream(folder / "file") << "x";
    const auto error = error_of([&] { Database(folder / "file" / "yorozu.db", Access::write, now); });
    CHECK(error.blame == Blame::request);
    CHECK(error.what_failed.find("フォルダーのはずの場所") == 0);
}

TEST_CASE("A transaction that was not committed leaves nothing") {
    TemporaryFolder folder;
    const Migration steps[] = {first};
    Database database(folder / "yorozu.db", Access::write, now, steps);
    {
        Write write(database);
        Statement(database, "INSERT INTO notes (text) VALUES ('verloren')").run();
    }
    CHECK(count(database, "notes") == 0);
    add_note(database, "bleibt");
    CHECK(count(database, "notes") == 1);
}

TEST_CASE("What was committed is there after kill -9") {
    TemporaryFolder folder;
    const Migration steps[] = {first};
    const pid_t child = fork();
    if (child == 0) {
        Database database(folder / "yorozu.db", Access::write, now, steps);
        for (int i = 0; i < 50; ++i) add_note(database, "line " + std::to_string(i));
        Write write(database);
        Statement(database, "INSERT INTO notes (text) VALUES ('not committed')").run();
        kill(getpid(), SIGKILL);
    }
    int status = 0;
    waitpid(child, &status, 0);
    REQUIRE(WIFSIGNALED(status));
    Database database(folder / "yorozu.db", Access::write, now, steps);
    CHECK(count(database, "notes") == 50);
    CHECK(database.faults().empty());
}

TEST_CASE("A second writer waits for the first and gives up with words when it takes too long") {
    TemporaryFolder folder;
    const Migration steps[] = {first};
    Database one(folder / "yorozu.db", Access::write, now, steps);
    Database two(folder / "yorozu.db", Access::write, now, steps, std::chrono::milliseconds(100));
    Database patient(folder / "yorozu.db", Access::write, now, steps, std::chrono::seconds(20));
    auto write = std::make_unique<Write>(one);
    Statement(one, "INSERT INTO notes (text) VALUES ('eins')").run();
    const auto error = error_of([&] { add_note(two, "zwei"); });
    CHECK(error.blame == Blame::environment);
    CHECK(error.what_failed.find("別の処理") != std::string::npos);
    CHECK(count(two, "notes") == 0);  // reading goes on meanwhile
    std::thread later([&] { add_note(patient, "drei"); });
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    write->commit();
    write.reset();
    later.join();
    CHECK(count(one, "notes") == 2);
}

TEST_CASE("Two processes that make the same workspace at once both get a whole one") {
    for (int round = 0; round < 10; ++round) {
        TemporaryFolder folder;
        std::vector<pid_t> children;
        for (int i = 0; i < 4; ++i) {
            const pid_t child = fork();
            if (child == 0) {
                int result = 1;
                try {
                    Database database(folder / "yorozu.db", Access::write, now);
                    result = database.version() == migrations().back().version ? 0 : 2;
                } catch (const std::exception& error) {
                    fprintf(stderr, "%s\n", error.what());
                }
                _exit(result);
            }
            children.push_back(child);
        }
        for (const pid_t child : children) {
            int status = 0;
            waitpid(child, &status, 0);
            CHECK(status == 0);
        }
        CHECK(Database(folder / "yorozu.db", Access::read, now).faults().empty());
    }
}

TEST_CASE("Threads that share a database lose no line") {
    TemporaryFolder folder;
    const Migration steps[] = {first};
    Database database(folder / "yorozu.db", Access::write, now, steps);
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&] {
            for (int i = 0; i < 25; ++i) add_note(database, "x");
        });
    for (auto& thread : threads) thread.join();
    CHECK(count(database, "notes") == 100);
}

TEST_CASE("A copy of the workspace is complete, and never overwrites a file") {
    TemporaryFolder folder;
    const Migration steps[] = {first};
    Database database(folder / "yorozu.db", Access::write, now, steps);
    add_note(database, "a");
    database.backup_to(folder / "copy.db");
    CHECK(count(Database(folder / "copy.db", Access::read, now, steps), "notes") == 1);
    CHECK(error_of([&] { database.backup_to(folder / "copy.db"); }).blame == Blame::request);
}

TEST_CASE("Append-only tables refuse to be changed or emptied") {
    TemporaryFolder folder;
    Database database(folder / "yorozu.db", Access::write, now);
    SQLite::Database raw(folder / "yorozu.db", SQLite::OPEN_READWRITE);
    raw.exec("PRAGMA foreign_keys = OFF");
    raw.exec("INSERT INTO readings VALUES (1, 1, 1, 't', 1, NULL, 0, '{}', '[]', 1)");
    raw.exec("INSERT INTO field_readings VALUES (1, 0, 'f', 'v', 'accepted', 1.0, '{}')");
    raw.exec("INSERT INTO corrections VALUES (1, 1, 'f', 'confirmed', 'v', 'v', 'w', 1, 1.0, '', 1)");
    raw.exec("INSERT INTO check_steps VALUES (1, 1, 'field', NULL, 'w', 1)");
    raw.exec("INSERT INTO character_checks VALUES (1, 1, 'f', 0, 'settled', '7', '1', 1)");
    raw.exec("INSERT INTO double_entry_marks VALUES (1, 1, 'f', 1, 'w', 1)");
    raw.exec("INSERT INTO entries VALUES (1, 1, 'f', 'value', '1', 'w', 1, 1.0, 1)");
    raw.exec("INSERT INTO baselines VALUES (1, 's', 1, '[4]', 1, 'w', 'm', '2026-04-01', 1)");
    raw.exec("INSERT INTO scenario_events VALUES (1, 's', 'o', 'd', NULL, 1)");
    raw.exec("INSERT INTO costs VALUES (1, 's', 'build', 1, '2026-04-01', 'w', 'r', 1)");
    raw.exec("INSERT INTO cases VALUES (1, 'R8-0001', 'R8', 1)");
    raw.exec("INSERT INTO case_events VALUES (1, 1, 'note', '{}', 'x', 0, NULL, 0, 'w', 1, 1)");
    for (const std::string table : {"readings", "field_readings", "corrections", "check_steps", "character_checks",
                                    "double_entry_marks", "entries", "baselines", "scenario_events",
                                    "costs", "cases", "case_events"}) {
        INFO(table);
        const std::string column = table == "field_readings" ? "reading" : "id";
        CHECK_THROWS_AS(raw.exec("UPDATE " + table + " SET " + column + " = 9"), SQLite::Exception);
        CHECK_THROWS_AS(raw.exec("DELETE FROM " + table), SQLite::Exception);
        CHECK(count(database, table) == 1);
    }
}

TEST_CASE("A file copied into the workspace is whole or absent") {
    TemporaryFolder folder;
    std::ofstream(folder / "from") << "contents";
    copy_whole(folder / "from", folder / "to");
    std::ifstream in(folder / "to");
    CHECK(std::string(std::istreambuf_iterator<char>(in), {}) == "contents");
    CHECK(error_of([&] { copy_whole(folder / "absent", folder / "to2"); }).blame == Blame::environment);
    CHECK_FALSE(fs::exists(folder / "to2"));
    CHECK(std::distance(fs::directory_iterator(folder.path()), {}) == 2);  // no .part left behind
}

TEST_CASE("A lock file is held by one and let go by the death of its holder") {
    TemporaryFolder folder;
    const pid_t child = fork();
    if (child == 0) {
        const FileLock lock(folder / "lock", 0, "x");
        std::ofstream(folder / "held") << "1";
        pause();
        _exit(0);
    }
    while (!fs::exists(folder / "held")) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    CHECK(error_of([&] { FileLock(folder / "lock", 60, "別の取り込みが動いています"); }).blame == Blame::environment);
    kill(child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    CHECK_NOTHROW(FileLock(folder / "lock", 0, "x"));
}
