// A flipped bit is found wherever it is; a backup is whole or not there.
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <catch2/catch.hpp>
#include <fstream>
#include <map>
#include <random>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ocr/page/page.h"
#include "tests/cases/office.h"
#include "workbench/desk/cases/case_links.h"
#include "workbench/desk/workspace/workspace_backup.h"
#include "workbench/store/documents.h"

using namespace yorozu;
using namespace yorozu::desk;
namespace fs = std::filesystem;

namespace {

/// A workspace with something in most of its tables and folders.
struct FullOffice : Office {
    FullOffice() {
        const auto one = add("転記が多い"), two = add("もう一つ");
        write_case(*workspace, one, {{.kind = "note", .text = "経過", .minutes = 5}});
        advance_case(*workspace, two, {.to = CaseStage::declined, .reason = "費用"});
        link_case(*workspace, one, "case", two);
        auto scans = workspace->scans();
        std::ofstream(folder / "scan.bin") << "bytes of a scan";
        const auto hash = scans.keep(folder / "scan.bin", ocr::content_hash);
        scans.settle();
        store::Documents documents(workspace->database());
        documents.register_scans("束", std::vector<store::ArrivedScan>{{hash, 15, "scan.bin"}}, now);
        const auto file = documents.unread("束").at(0).id;
        store::StoredReading reading;
        reading.template_id = "koza";
        reading.fields = {{"no", "123", store::StoredStatus::review, 0.5, "{}"}, {"name", "ヤマダ", store::StoredStatus::accepted, 0.99, "{}"}};
        documents.add_reading(file, reading, now);
        documents.set_pages(hash, 1);
        documents.decide(documents.documents("束").at(0).id, {"no", "corrected", "123", "124", "大槻", now, 2});
        fs::remove(folder / "scan.bin");
        fs::create_directories(folder / "evidence");
        std::ofstream(folder / "evidence" / "one.png") << "a picture";
        fs::create_directories(folder / "scenarios");
        std::ofstream(folder / "scenarios" / "koza.json") << "{}";
    }
    bool sound() { return check_workspace(*workspace).faults.empty(); }
    void close() { workspace.reset(); }
};

std::string all_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void write(const fs::path& file, const std::string& bytes) { std::ofstream(file, std::ios::binary) << bytes; }

int command(const Office& office, const std::string& words) {
    const int status = std::system((std::string(YOROZU_BIN_DIR "/yorozu --workspace ") + words + " > " + (office.folder / "out.txt").string() + " 2>&1").c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

TEST_CASE("One flipped bit in any value of any table is found by the check") {
    FullOffice office;
    REQUIRE(office.sound());
    office.close();
    const fs::path file = office.folder / "yorozu.db";
    std::mt19937 random(20261121);
    int tables = 0, values = 0;
    std::vector<std::string> names;
    {
        SQLite::Database raw(file.string(), SQLite::OPEN_READWRITE);
        SQLite::Statement rows(raw, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND sql NOT LIKE 'CREATE VIRTUAL%'");
        while (rows.executeStep()) names.push_back(rows.getColumn(0).getString());
    }
    for (const auto& table : names) {
        const std::string whole = all_of(file);
        bool any = false;
        {
            // Past the triggers, past the program: as a disk would do it to the value, page and index kept consistent, which is the hardest to see.
            SQLite::Database raw(file.string(), SQLite::OPEN_READWRITE);
            raw.exec("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON");
            std::vector<std::string> columns, triggers;
            SQLite::Statement info(raw, "SELECT name, type FROM pragma_table_info(?)");
            info.bind(1, table);
            while (info.executeStep())
                if (info.getColumn(1).getString() != "") columns.push_back(info.getColumn(0).getString());
            SQLite::Statement rules(raw, "SELECT sql, name FROM sqlite_schema WHERE type = 'trigger'");
            std::vector<std::string> sql;
            while (rules.executeStep()) sql.push_back(rules.getColumn(0).getString()), triggers.push_back(rules.getColumn(1).getString());
            rules.reset();
            for (const auto& trigger : triggers) raw.exec("DROP TRIGGER " + trigger);
            if (!columns.empty()) {
                const std::string column = columns[random() % columns.size()];
                SQLite::Statement first(raw, "SELECT typeof(\"" + column + "\") FROM \"" + table + "\" LIMIT 1");
                if (first.executeStep()) {
                    const std::string type = first.getColumn(0).getString();
                    first.reset();
                    const std::string flip = type == "integer" ? "\"" + column + "\" + 1" : type == "real" ? "\"" + column + "\" + 0.5" : type == "text" ? "\"" + column + "\" || 'x'" : "";
                    if (!flip.empty()) any = raw.tryExec("UPDATE OR IGNORE \"" + table + "\" SET \"" + column + "\" = " + flip + " WHERE rowid = (SELECT min(rowid) FROM \"" + table + "\")") == 0 && raw.getChanges() > 0;
                }
            }
            for (const auto& rule : sql) raw.exec(rule);
        }
        if (any) {
            ++tables, ++values;
            office.open();
            INFO(table);
            CHECK_FALSE(office.sound());
            office.close();
        }
        write(file, whole);
        for (const char* beside : {"-wal", "-shm"}) fs::remove(file.string() + beside);
    }
    office.open();
    CHECK(office.sound());
    CHECK(tables >= 10);
}

TEST_CASE("One flipped bit in any scan, template, evidence, flow, scenario, list or setting of the live workspace is found by the check") {
    FullOffice office;
    const std::map<std::string, std::string> files{{"templates/koza/template.json", "{\"id\":\"koza\"}"}, {"templates/koza/blank.png", "a blank"}, {"flows/one.bpmn", "<flow/>"},
                                                   {"lexicons/banks.csv", "0001,bank"}, {"export-profiles/p.json", "{}"}, {"case-mappings/m.json", "{}"}, {"trackers/t.json", "{}"}, {"schedules.json", "{}"}};
    for (const auto& [path, bytes] : files) {
        fs::create_directories((office.folder / path).parent_path());
        write(office.folder / path, bytes);
    }
    REQUIRE(office.sound());
    std::mt19937 random(20261122);
    std::vector<fs::path> all{office.workspace->scans().path_of(store::Documents(office.workspace->database()).scans().at(0).hash), office.folder / "evidence/one.png", office.folder / "scenarios/koza.json"};
    for (const auto& [path, bytes] : files) all.push_back(office.folder / path);
    for (const auto& file : all) {
        INFO(file);
        const std::string whole = all_of(file);
        const auto time = fs::last_write_time(file);
        std::string changed = whole;
        changed[random() % changed.size()] ^= static_cast<char>(1 << random() % 8);
        write(file, changed);
        fs::last_write_time(file, time);  // a failing disk tells nobody
        CHECK_FALSE(office.sound());
        write(file, whole);
        fs::last_write_time(file, time);
        CHECK(office.sound());
    }
    SECTION("in what this program alone writes also when its time was changed, or when it is gone") {
        for (const char* path : {"templates/koza/template.json", "templates/koza/blank.png", "evidence/one.png"}) {
            INFO(path);
            const std::string whole = all_of(office.folder / path);
            std::string changed = whole;
            changed[1] ^= 4;
            write(office.folder / path, changed);
            fs::last_write_time(office.folder / path, fs::file_time_type::clock::now());
            CHECK_FALSE(office.sound());
            CHECK_FALSE(office.sound());
            fs::remove(office.folder / path);
            CHECK_FALSE(office.sound());
            write(office.folder / path, whole);
            CHECK(office.sound());
        }
    }
    SECTION("while what a person changed with another program is taken as it is now") {
        write(office.folder / "scenarios/koza.json", "{\"by\": \"hand\"}");
        fs::remove(office.folder / "flows/one.bpmn");
        CHECK(office.sound());
        CHECK(office.sound());
    }
}

TEST_CASE("A rule or a guarding trigger that is gone from the database is found") {
    FullOffice office;
    {
        SQLite::Database raw((office.folder / "yorozu.db").string(), SQLite::OPEN_READWRITE);
        raw.exec("DROP TRIGGER case_events_no_update");
    }
    const auto faults = check_workspace(*office.workspace).faults;
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].find("case_events_no_update") != std::string::npos);
}

TEST_CASE("A statement that fails half-way leaves the sums as they should be") {
    FullOffice office;
    store::Cases kept = office.kept();
    const auto taken = office.kept().all().front().number;
    std::vector<store::NewCase> two{{"R6-7000", {{.kind = "received", .changes = {{"title", "一"}, {"department", "課"}}, .who = "大槻", .at = office.now}}},
                                    {taken, {{.kind = "received", .changes = {{"title", "二"}, {"department", "課"}}, .who = "大槻", .at = office.now}}}};
    CHECK_THROWS_AS(kept.add(two, office.now), store::StoreError);
    CHECK(office.sound());
    office.add("あとから");
    CHECK(office.sound());
}

TEST_CASE("A bit flipped in any file of a backup is found before anything is restored") {
    FullOffice office;
    const auto backup = office.folder / "backup-copy";
    const auto made = backup_workspace(*office.workspace, backup);
    CHECK(made.faults.empty());
    CHECK(made.files >= 4);
    std::mt19937 random(7);
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(backup))
        if (entry.is_regular_file() && entry.file_size() > 0 && entry.path().filename() != "yorozu.db") files.push_back(entry.path());
    REQUIRE(files.size() >= 4);
    for (const auto& file : files) {
        const std::string whole = all_of(file);
        std::string changed = whole;
        changed[random() % changed.size()] ^= static_cast<char>(1 << random() % 8);
        write(file, changed);
        INFO(file);
        CHECK_THROWS_AS(restore_workspace(backup, office.folder / "restored", office.now), store::StoreError);
        CHECK_FALSE(fs::exists(office.folder / "restored"));
        write(file, whole);
    }
    fs::remove(backup / "scenarios" / "koza.json");
    CHECK_THROWS_AS(restore_workspace(backup, office.folder / "restored", office.now), store::StoreError);
    std::ofstream(backup / "scenarios" / "koza.json") << "{}";
    CHECK(restore_workspace(backup, office.folder / "restored", office.now) == made.files);
    Workspace restored(office.folder / "restored", store::Access::read, office.now);
    CHECK(check_workspace(restored).faults.empty());
    CHECK(stored_cases(restored).count() == 2);
}

TEST_CASE("A backup or restore that is killed at any moment leaves nothing that looks whole, and the next one works") {
    FullOffice office;
    for (int i = 0; i < 200; ++i) std::ofstream(office.folder / "evidence" / (std::to_string(i) + ".png")) << std::string(5000, 'x');
    const fs::path there = office.folder.path(), backup = there / "copies" / "one", restored = there / "copies" / "ws";
    fs::create_directories(there / "copies");
    const auto killed_after = [&](int ms, const std::vector<std::string>& words) {
        const pid_t child = fork();
        if (child == 0) {
            std::vector<std::string> all{YOROZU_BIN_DIR "/yorozu", "--quiet"};
            all.insert(all.end(), words.begin(), words.end());
            std::vector<char*> arguments;
            for (auto& word : all) arguments.push_back(word.data());
            arguments.push_back(nullptr);
            if (!freopen("/dev/null", "w", stdout)) _exit(1);
            execv(arguments[0], arguments.data());
            _exit(127);
        }
        usleep(static_cast<useconds_t>(ms) * 1000);
        kill(child, SIGKILL);
        waitpid(child, nullptr, 0);
    };
    const auto fails_to_restore = [&] {
        try {
            restore_workspace(backup, there / "copies" / "trial", office.now);
        } catch (const store::StoreError&) {
            return true;
        }
        fs::remove_all(there / "copies" / "trial");
        return false;
    };
    for (const int ms : {30, 60, 90, 120, 160, 220}) {
        killed_after(ms, {"--workspace", there.string(), "workspace", "backup", backup.string()});
        CHECK(fs::exists(backup) != fails_to_restore());
        fs::remove_all(backup);
    }
    CHECK(command(office, there.string() + " workspace backup " + backup.string()) == 0);
    for (const int ms : {30, 60, 90, 120, 160}) {
        killed_after(ms, {"--workspace", restored.string(), "workspace", "restore", backup.string()});
        if (fs::exists(restored)) CHECK(command(office, restored.string() + " workspace check") == 0);
        fs::remove_all(restored);
    }
    CHECK(command(office, restored.string() + " workspace restore " + backup.string()) == 0);
    CHECK(command(office, restored.string() + " workspace check") == 0);
    CHECK(office.sound());
}
