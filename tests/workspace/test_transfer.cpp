// All that a workspace holds goes out as files and comes in again as the same workspace, or not at all.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/workspace/erasable_office.h"
#include "workbench/desk/cases/case_attachments.h"
#include "workbench/desk/cases/case_links.h"
#include "workbench/desk/people/people.h"
#include "workbench/desk/rpa/vault.h"
#include "workbench/desk/workspace/workspace_export.h"
#include "workbench/store/baselines.h"
#include "workbench/store/transfer.h"

using namespace yorozu;
using namespace yorozu::desk;
namespace fs = std::filesystem;

namespace {

std::string said(const fs::path& workspace, const std::string& words, int expected = 0) {
    const fs::path out = workspace.string() + ".out";
    const int status = std::system((std::string(YOROZU_BIN_DIR "/yorozu --workspace ") + workspace.string() + " " + words + " > " + out.string() + " 2>&1").c_str());
    const std::string text = file_bytes(out);
    fs::remove(out);
    INFO(words);
    INFO(text);
    CHECK((WIFEXITED(status) ? WEXITSTATUS(status) : -1) == expected);
    return text;
}

struct MovingOffice {
    ErasableOffice office;
    TemporaryFolder elsewhere;
    Passphrase passphrase{"correct horse battery"};

    MovingOffice() {
        for (int i = 0; i < 5; ++i) office.form("束/一月"), office.later(3);
        office.form("別の束", ErasableOffice::Outcome::unknown);
        office.form("別の束", ErasableOffice::Outcome::not_checked);
        store::Baselines(office.workspace->database()).add({"koza", 0, std::vector<double>(12, 4.25), "計測係", "ストップウォッチ", "2025-03-01", 0}, office.now);
        const auto one = office.add("転記が多い", "介護保険課", "窓口で「29141777」と書かれた紙"), two = office.add("もう一つ");
        write_case(*office.workspace, one, {{.kind = "note", .text = "経過　改行\nと\"引用\"", .minutes = 12.5}});
        link_case(*office.workspace, one, "case", two);
        merge_cases(*office.workspace, two, one);
        create_vault(*office.workspace, passphrase, {1, 8192});
        ErasableOffice::write(elsewhere / "in.bin", std::string("\0\x01\xff binary", 10));
        attach_file(*office.workspace, one, elsewhere / "in.bin", attachment_key(*office.workspace, passphrase));
        ErasableOffice::write(office.folder / "templates/koza/template.json", "{}");
        ErasableOffice::write(office.folder / "flows/a.bpmn", "<flow/>");
        REQUIRE(check_workspace(*office.workspace).faults.empty());
    }
    fs::path out() const { return elsewhere / "exported"; }
    fs::path in() const { return elsewhere / "new workspace"; }
    const fs::path& old() const { return office.folder.path(); }
};

}  // namespace

TEST_CASE("A workspace made of an export is the same: tables, cases, hours down to the record; and it is sound") {
    MovingOffice moving;
    const std::string hours = said(moving.old(), "hours explain --scenario koza --fiscal-year R6 --json"), cases = said(moving.old(), "case list --json"), items = said(moving.old(), "rpa items koza --json");
    REQUIRE(hours.size() > 200);
    const auto exported = export_workspace(*moving.office.workspace, moving.out());
    CHECK(exported.importable);
    CHECK(exported.scans == 7);
    const auto imported = import_workspace(moving.out(), moving.in(), moving.office.now);
    CHECK(imported.scans == 7);
    Workspace again(moving.in(), store::Access::change, moving.office.now);
    CHECK(check_workspace(again).faults.empty());
    const fs::path link = moving.elsewhere / "again";  // a name without blanks, for the shell
    fs::create_directory_symlink(moving.in(), link);
    CHECK(said(link, "hours explain --scenario koza --fiscal-year R6 --json") == hours);
    CHECK(said(link, "case list --json") == cases);
    CHECK(said(link, "rpa items koza --json") == items);
    CHECK(search_cases(again, "転記").hits.size() == 1);
    CHECK(search_cases(again, "紙").hits.size() == 1);
    SECTION("its tables hold the same rows, but for what was done since") {
        store::write_tables(moving.office.workspace->database(), moving.elsewhere / "a");
        store::write_tables(again.database(), moving.elsewhere / "b");
        int tables = 0;
        for (const auto& file : fs::directory_iterator(moving.elsewhere / "a")) {
            const auto name = file.path().filename();
            if (name == "audit_entries.jsonl" || name == "kept_files.jsonl") continue;
            INFO(name);
            CHECK(file_bytes(file.path()) == file_bytes(moving.elsewhere / "b" / name.string()));
            ++tables;
        }
        CHECK(tables >= 25);
    }
    SECTION("an attachment opens once the vault is brought over, and work goes on") {
        const auto number = stored_cases(again).all().front().number;
        CHECK_THROWS_AS(attachment_key(again, moving.passphrase), RequestFault);
        fs::copy_file(moving.old() / "vault.json", moving.in() / "vault.json");
        save_attachment(again, number, attachments(again, number).at(0).id, moving.elsewhere / "out.bin", attachment_key(again, moving.passphrase));
        CHECK(file_bytes(moving.elsewhere / "out.bin") == file_bytes(moving.elsewhere / "in.bin"));
        add_case(again, {{"title", "新しい相談"}, {"department", "課"}}, 0);
        CHECK(check_workspace(again).faults.empty());
    }
}

TEST_CASE("A file of an export that was changed, lost or points outside is refused, and nothing is made") {
    MovingOffice moving;
    export_workspace(*moving.office.workspace, moving.out());
    const auto refused = [&] {
        CHECK_THROWS_AS(import_workspace(moving.out(), moving.in(), moving.office.now), store::StoreError);
        CHECK_FALSE(fs::exists(moving.in()));
        CHECK_FALSE(fs::exists(moving.in().string() + ".importing"));
    };
    for (const char* path : {"data/corrections.jsonl", "data/manifest.json", "templates/koza/template.json", "batches/別の束/scans/0001-scan6.tif"}) {
        INFO(path);
        const fs::path file = moving.out() / path;
        const std::string whole = file_bytes(file);
        std::string changed = whole;
        changed[changed.size() / 2] ^= 1;
        ErasableOffice::write(file, changed);
        refused();
        fs::remove(file);
        refused();
        ErasableOffice::write(file, whole);
    }
    const fs::path list = moving.out() / "data/manifest.json";
    const std::string whole = file_bytes(list);
    auto manifest = nlohmann::json::parse(whole);
    SECTION("a path to elsewhere") {
        manifest["files"]["../in.bin"] = ocr::content_hash(moving.elsewhere / "in.bin");
        ErasableOffice::write(list, manifest.dump());
        refused();
    }
    SECTION("a newer version of the tables") {
        manifest["tables"] = 999;
        ErasableOffice::write(list, manifest.dump());
        refused();
    }
    SECTION("a row of the log that was rewritten together with the manifest") {
        const fs::path log = moving.out() / "data/audit_entries.jsonl";
        std::string text = file_bytes(log);
        text.replace(text.find("大槻"), std::string("大槻").size(), "別人");
        ErasableOffice::write(log, text);
        manifest["files"]["data/audit_entries.jsonl"] = ocr::content_hash(log);
        ErasableOffice::write(list, manifest.dump());
        refused();
    }
    ErasableOffice::write(list, whole);
    ErasableOffice::write(moving.in() / "something", "");
    CHECK_THROWS_AS(import_workspace(moving.out(), moving.in(), moving.office.now), store::StoreError);
}

TEST_CASE("An import that is killed at any moment leaves no workspace, and the next one works") {
    MovingOffice moving;
    export_workspace(*moving.office.workspace, moving.out());
    const fs::path made = moving.elsewhere / "made";
    for (const int ms : {20, 40, 70, 110}) {
        const pid_t child = fork();
        if (child == 0) {
            if (!freopen("/dev/null", "w", stdout)) _exit(1);
            execl(YOROZU_BIN_DIR "/yorozu", "yorozu", "--workspace", made.c_str(), "workspace", "import", moving.out().c_str(), nullptr);
            _exit(127);
        }
        usleep(static_cast<useconds_t>(ms) * 1000);
        kill(child, SIGKILL);
        waitpid(child, nullptr, 0);
        if (fs::exists(made)) said(made, "workspace check");
        fs::remove_all(made);
    }
    said(made, "workspace import " + moving.out().string());
    said(made, "workspace check");
}

TEST_CASE("Whoever may not see everything gets the readable files, and no data to import") {
    MovingOffice moving;
    auto& workspace = *moving.office.workspace;
    add_person(workspace, {"管理", {Right::admin, Right::clerk, Right::help_desk}, {}}, Passphrase("correct horse battery"), {1, 8192});
    moving.office.be("管理", true);
    add_person(workspace, {"入力", {Right::clerk}, {}}, Passphrase("correct horse battery"), {1, 8192});
    moving.office.be("入力", true);
    const auto part = export_workspace(workspace, moving.elsewhere / "part");
    CHECK_FALSE(part.importable);
    CHECK_FALSE(fs::exists(moving.elsewhere / "part" / "data"));
    CHECK_THROWS_AS(import_workspace(moving.elsewhere / "part", moving.in(), moving.office.now), store::StoreError);
    moving.office.be("管理", true);
    CHECK(export_workspace(workspace, moving.out()).importable);
    import_workspace(moving.out(), moving.in(), moving.office.now);
    Workspace again(moving.in(), store::Access::read, moving.office.now);
    CHECK(has_people(again));
}
