#include <catch2/catch.hpp>
#include <fstream>
#include <functional>

#include "tests/store/temporary_folder.h"
#include "workbench/store/audit_log.h"
#include "workbench/store/checking.h"
#include "workbench/store/documents.h"
#include "workbench/store/sql.h"

using namespace yorozu::store;
namespace fs = std::filesystem;

namespace {

constexpr TimeMs moment = 1'790'000'000'000;

/// A database with `count` entries.
class Log {
public:
    explicit Log(int count) : database_(std::make_unique<Database>(folder_ / "yorozu.db", Access::write, moment)) {
        for (int i = 1; i <= count; ++i)
            AuditLog(*database_).append({0, moment + i, "佐藤", "view", "document/" + std::to_string(i), "koza_no", "", ""});
    }

    Database& database() { return *database_; }
    AuditLog log() { return AuditLog(*database_); }
    fs::path head_file() const { return audit_head_file(folder_ / "yorozu.db"); }
    fs::path folder() const { return folder_.path(); }

    /// What somebody does who may write to the file: the triggers away, then anything.
    void tamper(const std::string& sql) {
        for (const char* trigger : {"audit_entries_no_update", "audit_entries_no_delete", "audit_entries_in_order"})
            database_->impl().connection->exec(std::string("DROP TRIGGER IF EXISTS ") + trigger);
        database_->impl().connection->exec(sql);
    }

private:
    TemporaryFolder folder_;
    std::unique_ptr<Database> database_;
};

}  // namespace

TEST_CASE("The chain is what its description says: another program gets the same hashes") {
    TemporaryFolder folder;
    Database database(folder / "yorozu.db", Access::write, moment);
    AuditLog log(database);
    CHECK(log.check().sound());
    CHECK(log.append({0, moment, "佐藤", "sign-in", "person/佐藤", "", "OS の利用者 \"x\"\n", ""}) == 1);
    CHECK(log.append({0, moment + 1, "佐藤", "correct", "document/12", "koza_no", "corrected", ""}) == 2);
    const auto entries = log.entries({});
    REQUIRE(entries.size() == 2);
    // Made with Python: sha256(before + json.dumps(entry, ensure_ascii=False, separators=(',', ':')))
    CHECK(entries[0].hash == "501a7b7d9743bbca128521197163d5c99df105590a7253ddbd0c3cfcd9323545");
    CHECK(entries[1].hash == "7ab0b06e299f6f95d8553fa9f09bd362c467348f9790d91fef406ab9ab4e7c07");
    const auto check = log.check();
    CHECK(check.sound());
    CHECK(check.head.text() == "2:7ab0b06e299f6f95d8553fa9f09bd362c467348f9790d91fef406ab9ab4e7c07");
}

TEST_CASE("Entries cannot be changed, removed, replaced or put in between through the database") {
    Log made(3);
    auto& connection = *made.database().impl().connection;
    CHECK_THROWS(connection.exec("UPDATE audit_entries SET who = 'x' WHERE number = 2"));
    CHECK_THROWS(connection.exec("DELETE FROM audit_entries WHERE number = 3"));
    CHECK_THROWS(connection.exec("INSERT OR REPLACE INTO audit_entries SELECT 2, at_ms, 'x', act, subject, field, detail, hash FROM audit_entries WHERE number = 2"));
    CHECK_THROWS(connection.exec("INSERT INTO audit_entries SELECT 9, at_ms, who, act, subject, field, detail, hash FROM audit_entries WHERE number = 2"));
    CHECK(made.log().check().sound());
}

TEST_CASE("The first entry that was changed, removed, swapped or put in is named") {
    Log made(6);
    SECTION("changed") {
        const char* column = GENERATE("at_ms", "who", "act", "subject", "field", "detail");
        made.tamper(std::string("UPDATE audit_entries SET ") + column + " = '7' WHERE number = 4");
        CHECK(made.log().check().broken == 4);
    }
    SECTION("changed with a hash that fits it: the next one does not fit any more") {
        Log other(3);
        other.tamper("UPDATE audit_entries SET who = 'x' WHERE number = 4");
        AuditLog(other.database()).append({0, moment + 4, "x", "view", "document/4", "koza_no", "", ""});
        const auto forged = other.log().entries({}).back().hash;
        made.tamper("UPDATE audit_entries SET who = 'x', hash = '" + forged + "' WHERE number = 4");
        CHECK(made.log().check().broken == 5);
    }
    SECTION("removed from the middle") {
        made.tamper("DELETE FROM audit_entries WHERE number IN (3, 4)");
        const auto check = made.log().check();
        CHECK(check.broken == 3);
        CHECK(check.fault.find("記録 3 から 4 まで") == 0);
    }
    SECTION("removed from the middle, and the rest moved up") {
        made.tamper("DELETE FROM audit_entries WHERE number = 3; UPDATE audit_entries SET number = number - 1 WHERE number > 3");
        CHECK(made.log().check().broken == 3);
    }
    SECTION("removed from the beginning") {
        made.tamper("DELETE FROM audit_entries WHERE number = 1");
        CHECK(made.log().check().broken == 1);
    }
    SECTION("two swapped") {
        made.tamper("UPDATE audit_entries SET number = 99 WHERE number = 2; UPDATE audit_entries SET number = 2 WHERE number = 5;"
                    "UPDATE audit_entries SET number = 5 WHERE number = 99");
        CHECK(made.log().check().broken == 2);
    }
    SECTION("one put in before the first") {
        made.tamper("INSERT INTO audit_entries SELECT 0, at_ms, who, act, subject, field, detail, hash FROM audit_entries WHERE number = 2");
        CHECK(made.log().check().broken == 0);
        CHECK_FALSE(made.log().check().sound());
    }
}

TEST_CASE("A tail that was cut off is found by the head beside the database") {
    Log made(6);
    made.tamper("DELETE FROM audit_entries WHERE number > 4");
    const auto check = made.log().check();
    CHECK(check.broken == 5);
    CHECK(check.fault.find("記録 5 から 6 まで") == 0);
    SECTION("also when it was refilled") {
        for (int i = 0; i < 3; ++i) {
            // Without the head file being written, as a program of the tamperer's own would.
            const auto kept = fs::file_size(made.head_file());
            std::ifstream in(made.head_file());
            const std::string line{std::istreambuf_iterator<char>(in), {}};
            made.log().append({0, moment, "x", "view", "document/9", "", "", ""});
            std::ofstream(made.head_file()) << line;
            REQUIRE(fs::file_size(made.head_file()) == kept);
        }
        CHECK(made.log().check().broken == 6);
    }
    SECTION("the head file gone or broken is said") {
        if (GENERATE(true, false))
            fs::remove(made.head_file());
        else
            std::ofstream(made.head_file()) << "rubbish";
        CHECK_FALSE(made.log().check().sound());
    }
}

TEST_CASE("A head that is behind is no fault: the power may go between an entry and its head") {
    Log made(2);
    std::ifstream in(made.head_file());
    const std::string line{std::istreambuf_iterator<char>(in), {}};
    made.log().append({0, moment, "佐藤", "view", "document/9", "", "", ""});
    std::ofstream(made.head_file()) << line;
    CHECK(made.log().check().sound());
}

TEST_CASE("A log that was wholly written anew fits in itself, and is found by a head that was noted elsewhere") {
    Log made(4);
    const auto noted = made.log().head();
    made.log().append({0, moment, "佐藤", "view", "document/9", "", "", ""});
    CHECK(made.log().check(noted).sound());
    made.tamper("DELETE FROM audit_entries");
    for (int i = 1; i <= 5; ++i) made.log().append({0, moment + i, "鈴木", "view", "document/1", "", "", ""});
    CHECK(made.log().check().sound());  // what the header says cannot be seen from the inside
    CHECK(made.log().check(noted).broken == 4);
    made.tamper("DELETE FROM audit_entries");
    made.log().append({0, moment, "鈴木", "view", "document/1", "", "", ""});
    CHECK(made.log().check(noted).broken == 2);
}

TEST_CASE("What is no noted head is no head") {
    for (const char* text : {"", "12", "12:", ":abc", "x:0000000000000000000000000000000000000000000000000000000000000000",
                             "99999999999999999999:0000000000000000000000000000000000000000000000000000000000000000",
                             "1:000000000000000000000000000000000000000000000000000000000000000G"})
        CHECK_FALSE(AuditHead::from(text));
}

TEST_CASE("A correction is in the log in the same transaction, by field and document, without its values") {
    Log made(0);
    Documents documents(made.database());
    documents.register_scans("b", std::vector<ArrivedScan>{{std::string(64, 'a'), 1, "a.png"}}, moment);
    StoredReading reading;
    reading.fields = {{"koza_no", "1234567", StoredStatus::review, 0.5, "{}"}};
    documents.add_reading(documents.unread("b").at(0).id, reading, moment);
    const auto id = documents.documents("b").at(0).id;
    Decision decision{"koza_no", "corrected", "1234567", "7654321", "佐藤", moment, 2};
    CHECK(documents.decide(id, decision));
    CHECK_FALSE(documents.decide(id, decision));
    const auto entries = made.log().entries({});
    REQUIRE(entries.size() == 1);
    CHECK(entries[0].who == "佐藤");
    CHECK(entries[0].act == "correct");
    CHECK(entries[0].subject == "document/" + std::to_string(id));
    CHECK(entries[0].field == "koza_no");
    CHECK((entries[0].detail + entries[0].subject).find("7654321") == std::string::npos);
    SECTION("when the entry cannot be written, neither is the correction") {
        made.tamper("CREATE TRIGGER full BEFORE INSERT ON audit_entries BEGIN SELECT RAISE(ABORT, 'full'); END");
        decision.value = "1111111";
        CHECK_THROWS_AS(documents.decide(id, decision), StoreError);
        CHECK(documents.history(id, "koza_no").size() == 1);
    }
}

TEST_CASE("A step of checking is in the log by document and field: decisions, entries, characters, and its undoing") {
    Log made(0);
    Documents documents(made.database());
    documents.register_scans("b", std::vector<ArrivedScan>{{std::string(64, 'a'), 1, "a.png"}}, moment);
    StoredReading reading;
    reading.fields = {{"koza_no", "1234567", StoredStatus::review, 0.5, "{}"}, {"code", "12", StoredStatus::review, 0.5, "{}"}};
    documents.add_reading(documents.unread("b").at(0).id, reading, moment);
    Checking checking(made.database());
    CheckStep step;
    step.batch = "b";
    step.who = "佐藤";
    step.decisions.push_back({1, 0, {"koza_no", "corrected", "1234567", "7654321", "佐藤", moment, 2}});
    step.characters = {{1, "code", 0, "1", "7"}, {1, "code", 1, "2", "2"}};
    step.entries = {{1, "kana", "value", "カナ", "佐藤", moment, 1}};
    checking.keep(step);
    checking.undo(checking.last_step("b", "佐藤").value(), "b", "佐藤", moment, {});
    std::vector<std::string> lines;
    for (const auto& entry : made.log().entries({})) {
        CHECK(entry.act == "correct");
        lines.push_back(entry.subject + " " + entry.field + " " + entry.detail);
    }
    CHECK(lines == std::vector<std::string>{"document/1 koza_no corrected", "document/1 kana double entry", "document/1 code characters",
                                            "document/1 koza_no reopened", "batch/b  undo field"});
    CHECK(made.log().check().sound());
}

TEST_CASE("Entries can be picked by person, act, subject, time, and the newest") {
    Log made(5);
    made.log().append({0, moment + 9, "鈴木", "export", "batch/b", "", "csv", ""});
    CHECK(made.log().entries({"鈴木", "", "", 0, 0}).size() == 1);
    CHECK(made.log().entries({"", "view", "", 0, 0}).size() == 5);
    CHECK(made.log().entries({"", "", "document/3", 0, 0}).size() == 1);
    CHECK(made.log().entries({"", "", "", moment + 4, 0}).size() == 3);
    const auto last = made.log().entries({"", "", "", 0, 2});
    REQUIRE(last.size() == 2);
    CHECK(last[0].number == 5);
}

TEST_CASE("Broken bytes in a name are kept as they are hashed") {
    Log made(1);
    made.log().append({0, moment, "a\xFF", "view", "document/1", "", "", ""});
    CHECK(made.log().check().sound());
}
