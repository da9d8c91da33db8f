// Files of cases: sealed, whole or not there, gone from sight but not from history.
#include <SQLiteCpp/Database.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <random>
#include <thread>

#include "tests/cases/office.h"
#include "workbench/desk/cases/case_attachments.h"
#include "workbench/desk/rpa/vault.h"

using namespace yorozu;
using namespace yorozu::desk;
namespace fs = std::filesystem;

namespace {

const Passphrase passphrase{"correct horse battery"};
constexpr PassphraseCost quick{1, 8192};

std::string bytes_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// An office with a vault (cheap to open) and the key out of it.
struct SealingOffice : Office {
    SealingOffice() { create_vault(*workspace, passphrase, quick); }
    GuardedBytes key() { return attachment_key(*workspace, passphrase); }
    fs::path file(const std::string& name, const std::string& bytes) const {
        fs::create_directories(folder / "in");
        std::ofstream(folder / "in" / name, std::ios::binary) << bytes;
        return folder / "in" / name;
    }
    bool in_any_file(const std::string& bytes) const {
        for (const auto& entry : fs::recursive_directory_iterator(folder.path()))
            if (entry.is_regular_file() && entry.path().parent_path().filename() != "in" && bytes_of(entry.path()).find(bytes) != std::string::npos) return true;
        return false;
    }
};

std::string random_bytes(std::size_t size, unsigned seed) {
    std::mt19937 random(seed);
    std::string bytes(size, '\0');
    for (auto& byte : bytes) byte = static_cast<char>(random());
    return bytes;
}

}  // namespace

TEST_CASE("A file comes back byte for byte, whatever its length, and lies nowhere in the clear") {
    SealingOffice office;
    const auto number = office.add("題");
    const auto key = office.key();
    for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{262'143}, std::size_t{262'144}, std::size_t{262'145}, std::size_t{1'000'000}}) {
        INFO(size);
        const auto bytes = random_bytes(size, static_cast<unsigned>(size));
        const auto id = attach_file(*office.workspace, number, office.file("請求書 4月.pdf", bytes), key);
        const auto out = office.folder / "in" / "out.bin";
        save_attachment(*office.workspace, number, id, out, key);
        CHECK(bytes_of(out) == bytes);
    }
    const auto all = attachments(*office.workspace, number);
    REQUIRE(all.size() == 6);
    CHECK(all[5].name == "請求書 4月.pdf");
    CHECK(all[5].bytes == 1'000'000);
    const std::string secret = "個人の名前と口座番号 29141777 個人の名前と口座番号";
    attach_file(*office.workspace, number, office.file("s.txt", secret), key);
    CHECK_FALSE(office.in_any_file(secret));
    CHECK(office.kept().faults().empty());
}

TEST_CASE("Without the vault's passphrase an attachment is a name and a size; it is refused in words") {
    SealingOffice office;
    const auto number = office.add("題");
    const auto id = attach_file(*office.workspace, number, office.file("a.txt", "なか"), office.key());
    CHECK(attachments(*office.workspace, number).at(0).name == "a.txt");
    CHECK_THROWS_AS(attachment_key(*office.workspace, Passphrase("something else 123")), RequestFault);
    GuardedBytes wrong(random_bytes(32, 1));
    CHECK_THROWS_WITH(save_attachment(*office.workspace, number, id, office.folder / "in" / "x", wrong), Catch::Contains("開けません"));
    CHECK_FALSE(fs::exists(office.folder / "in" / "x"));
    SECTION("in a workspace without a vault there is no key") {
        Office bare;
        CHECK_THROWS_WITH(attachment_key(*bare.workspace, passphrase), Catch::Contains("金庫がありません"));
    }
    SECTION("the key outlives a new passphrase, is in no list and cannot be removed by name") {
        change_vault_passphrase(*office.workspace, passphrase, Passphrase("another long phrase"), quick);
        save_attachment(*office.workspace, number, id, office.folder / "in" / "y", attachment_key(*office.workspace, Passphrase("another long phrase")));
        CHECK(bytes_of(office.folder / "in" / "y") == "なか");
        CHECK(secret_notes(*office.workspace).empty());
        CHECK_THROWS_AS(remove_secret(*office.workspace, Passphrase("another long phrase"), "=相談の添付", quick), RequestFault);
    }
}

TEST_CASE("What is no file, too large or called off is not attached, and leaves nothing") {
    SealingOffice office;
    const auto number = office.add("題");
    const auto key = office.key();
    CHECK_THROWS_AS(attach_file(*office.workspace, number, office.folder / "ない.txt", key), RequestFault);
    CHECK_THROWS_AS(attach_file(*office.workspace, number, office.folder.path(), key), RequestFault);
    CHECK_THROWS_AS(attach_file(*office.workspace, "R6-0999", office.file("a", "a"), key), RequestFault);
    const auto large = office.file("large", "");
    fs::resize_file(large, static_cast<std::uintmax_t>(largest_attachment) + 1);
    CHECK_THROWS_WITH(attach_file(*office.workspace, number, large, key), Catch::Contains("大きすぎます"));
    CHECK(attach_file(*office.workspace, number, office.file("b", std::string(2'000'000, 'b')), key, [](std::int64_t bytes) { return bytes < 1'000'000; }) == 0);
    CHECK(attachments(*office.workspace, number).empty());
    SQLite::Database raw((office.folder / "yorozu.db").string());
    CHECK(raw.execAndGet("SELECT count(*) FROM attachment_parts").getInt() == 0);
}

TEST_CASE("One flipped bit in an attachment is found by the check, without the key, and never given out") {
    SealingOffice office;
    const auto number = office.add("題");
    const auto key = office.key();
    const auto id = attach_file(*office.workspace, number, office.file("a", std::string(600'000, 'a')), key);
    SQLite::Database raw((office.folder / "yorozu.db").string(), SQLite::OPEN_READWRITE);
    CHECK_THROWS(raw.exec("UPDATE attachment_parts SET sealed = x'00'"));
    raw.exec("DROP TRIGGER attachment_parts_no_update");
    SECTION("changed") { raw.exec("UPDATE attachment_parts SET sealed = CAST(substr(sealed, 1, 1000) || x'00' || substr(sealed, 1002) AS BLOB) WHERE part = 2"); }
    SECTION("missing in the middle") { raw.exec("DELETE FROM attachment_parts WHERE part = 1"); }
    SECTION("cut off at the end") { raw.exec("DELETE FROM attachment_parts WHERE part = 3"); }
    CHECK(office.kept().faults() == std::vector<std::string>{number});
    CHECK_THROWS_AS(save_attachment(*office.workspace, number, id, office.folder / "in" / "x", key), RequestFault);
    CHECK_FALSE(fs::exists(office.folder / "in" / "x"));
}

TEST_CASE("A sealed file cannot be moved to another case") {
    SealingOffice office;
    const auto first = office.add("一"), second = office.add("二");
    const auto key = office.key();
    const auto of_first = attach_file(*office.workspace, first, office.file("a", "一のもの"), key);
    const auto of_second = attach_file(*office.workspace, second, office.file("b", "二のもの"), key);
    CHECK_THROWS_AS(save_attachment(*office.workspace, second, of_first, office.folder / "in" / "x", key), RequestFault);
    SQLite::Database raw((office.folder / "yorozu.db").string(), SQLite::OPEN_READWRITE);
    raw.exec("DROP TRIGGER attachment_parts_no_update");
    raw.exec("DELETE FROM attachment_parts WHERE attachment_id = " + std::to_string(of_second));
    raw.exec("UPDATE attachment_parts SET attachment_id = " + std::to_string(of_second) + " WHERE attachment_id = " + std::to_string(of_first));
    CHECK_THROWS_WITH(save_attachment(*office.workspace, second, of_second, office.folder / "in" / "x", key), Catch::Contains("入れたときと違います"));
    // Not even with the hash moved along.
    raw.exec("DROP TRIGGER case_events_no_update");
    raw.exec("UPDATE case_events SET changes = json_set(changes, '$.sha256', (SELECT json_extract(changes, '$.sha256') FROM case_events WHERE text = 'a')) WHERE text = 'b'");
    CHECK_THROWS_WITH(save_attachment(*office.workspace, second, of_second, office.folder / "in" / "x", key), Catch::Contains("開けません"));
}

TEST_CASE("Taking an attachment off can be undone, and both stand in the history and in the audit log") {
    SealingOffice office;
    const auto number = office.add("題");
    const auto key = office.key();
    const auto id = attach_file(*office.workspace, number, office.file("a.txt", "なか"), key);
    detach_file(*office.workspace, number, id);
    CHECK(attachments(*office.workspace, number).empty());
    CHECK_THROWS_AS(save_attachment(*office.workspace, number, id, office.folder / "in" / "x", key), RequestFault);
    detach_file(*office.workspace, number, id, true);
    save_attachment(*office.workspace, number, id, office.folder / "in" / "x", key);
    CHECK(bytes_of(office.folder / "in" / "x") == "なか");
    store::AuditLog::Filter filter;
    filter.subject = "case/" + number;
    std::string acts;
    for (const auto& entry : store::AuditLog(office.workspace->database()).entries(filter)) acts += entry.act + ":" + entry.detail + " ";
    CHECK(acts.find("correct:attach ") != std::string::npos);
    CHECK(acts.find("correct:detach ") != std::string::npos);
    CHECK(acts.find("export:attachment/" + std::to_string(id)) != std::string::npos);
    CHECK(acts.find("a.txt") == std::string::npos);
}

TEST_CASE("yorozu case attach is whole or nothing, whenever it is killed; the vault closed, it says so") {
    SealingOffice office;
    const auto number = office.add("題");
    office.key();
    const auto file = office.file("large.bin", random_bytes(6'000'000, 3));
    const auto passphrase_file = office.folder / "in" / "pass";
    std::ofstream(passphrase_file) << "correct horse battery\n";
    chmod(passphrase_file.c_str(), 0600);
    office.workspace.reset();
    const auto run = [&](const std::string& pass, int kill_after_us) {
        const pid_t child = fork();
        if (child == 0) {
            const auto log = office.folder / "in" / "log";
            if (!freopen(log.c_str(), "w", stderr) || !freopen("/dev/null", "w", stdout) || !freopen("/dev/null", "r", stdin)) _exit(126);
            execl(YOROZU_BIN_DIR "/yorozu", "yorozu", "--workspace", office.folder.path().c_str(), "case", "attach", number.c_str(), file.c_str(), "--vault-passphrase-file", pass.c_str(), nullptr);
            _exit(127);
        }
        if (kill_after_us > 0) {
            std::this_thread::sleep_for(std::chrono::microseconds(kill_after_us));
            kill(child, SIGKILL);
        }
        int status = 0;
        waitpid(child, &status, 0);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    };
    CHECK(run((office.folder / "in" / "none").string(), 0) == 2);
    CHECK(bytes_of(office.folder / "in" / "log").find("パスフレーズ") != std::string::npos);
    std::size_t finished = 0;
    for (int at = 0; at < 30; ++at) finished += run(passphrase_file.string(), 4'000 + at * 4'000) == 0;
    finished += run(passphrase_file.string(), 0) == 0;
    office.open();
    const auto all = attachments(*office.workspace, number);
    CHECK(all.size() >= finished);
    CHECK(finished >= 1);
    SQLite::Database raw((office.folder / "yorozu.db").string());
    CHECK(raw.execAndGet("SELECT count(DISTINCT attachment_id) FROM attachment_parts").getInt() == static_cast<int>(all.size()));
    CHECK(office.kept().faults().empty());
    CHECK(store::AuditLog(office.workspace->database()).check().sound());
}
