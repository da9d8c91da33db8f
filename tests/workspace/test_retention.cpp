// What an office is done with goes on its day, whole and without a trace; what it is not done with stays; hours and history stay.
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "tests/workspace/erasable_office.h"
#include "workbench/desk/cases/case_attachments.h"
#include "workbench/desk/hours/hours_data.h"
#include "workbench/desk/reading/batch.h"
#include "workbench/desk/rpa/vault.h"
#include "workbench/store/checking.h"

using namespace yorozu;
using namespace yorozu::desk;
namespace fs = std::filesystem;
using Outcome = ErasableOffice::Outcome;

namespace {

int exit_of(const Office& office, const std::string& words) {
    const int status = std::system((std::string(YOROZU_BIN_DIR "/yorozu --workspace ") + office.folder.path().string() + " " + words + " > " + (office.folder.path() / "out.txt").string() + " 2>&1").c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int audited(Office& office, const std::string& subject) {
    return static_cast<int>(store::AuditLog(office.workspace->database()).entries({.who = {}, .act = "delete", .subject = subject}).size());
}

std::string hours_words(Office& office) {
    std::string all;
    for (const auto& saved : hours_saved(hours_details(*office.workspace, ""), {"2025-03-01", "2025-12-31", ""}).scenarios)
        for (const auto& line : saved.lines) all += std::to_string(line.item) + " " + std::to_string(line.ms) + " " + line.kind + line.note + "\n";
    return all;
}

}  // namespace

TEST_CASE("After its days no byte of a keyed form is left in any file of the workspace, and what was done stays in log and hours") {
    ErasableOffice office;
    const auto form = office.form("束", Outcome::keyed, 2000);
    const auto other = office.form("束", Outcome::keyed, 3);
    office.days(30);
    const auto young = office.form("束", Outcome::keyed);
    const std::string hours = hours_words(office);
    REQUIRE_FALSE(hours.empty());
    REQUIRE(office.places_of(form.mark).size() >= 4);
    office.keep_for(30);
    CHECK(office.line(KeptKind::scans).due == 2);
    CHECK(office.line(KeptKind::scans).young == 1);
    const auto result = apply_retention(*office.workspace);
    CHECK(result.swept);
    for (const auto kind : {KeptKind::scans, KeptKind::readings, KeptKind::crops, KeptKind::keyed, KeptKind::evidence}) CHECK(result.erased.at(kind) == 2);
    for (const auto& mark : {form.mark, other.mark}) CHECK(office.places_of(mark).empty());
    CHECK(office.places_of(young.mark).size() >= 4);
    CHECK_FALSE(fs::exists(office.workspace->scans().path_of(form.hash)));
    CHECK(audited(office, "document/" + std::to_string(form.document)) == 3);
    CHECK(audited(office, "item/" + std::to_string(form.item)) == 2);
    CHECK(hours_words(office) == hours);
    CHECK(check_workspace(*office.workspace).faults.empty());
    CHECK(retention_plan(*office.workspace, retention_rules(*office.workspace)).total() == 0);
    CHECK(apply_retention(*office.workspace).erased.empty());
    SECTION("and the batch can still be looked at, exported and keyed on; an erased form is in none of it") {
        const auto open = open_batch(*office.workspace, "束", "2025-05-01");
        REQUIRE(open.filled.forms.size() == 1);
        CHECK(open.filled.forms[0].id == young.document);
        CHECK(open.filled.unfit.empty());
        CHECK(open.counts.to_check == 0);
        CHECK(store::Checking(office.workspace->database()).waiting("束").empty());
    }
    SECTION("and the same record is still refused by the queue, the same scan by the import") {
        store::StoredItem again;
        again.scenario = "koza", again.business_key = "2" + form.mark, again.record = {{"no", "x"}};
        CHECK(store::WorkItems(office.workspace->database()).add({again}, office.now).duplicates.size() == 1);
        CHECK(store::Documents(office.workspace->database()).known(form.hash));
    }
    SECTION("and nobody can decide about it any more") {
        CHECK_THROWS_AS(store::Documents(office.workspace->database()).decide(form.document, {"no", "corrected", "1", "2", "大槻", office.now, 1}), store::StoreError);
        CHECK_THROWS_AS(store::Documents(office.workspace->database()).add_version(form.document, {}, office.now), store::StoreError);
        CHECK_FALSE(store::Checking(office.workspace->database()).last_step("束", "大槻"));
    }
}

TEST_CASE("What is not checked, not keyed, not known to be keyed or held stays, whatever the rules say") {
    ErasableOffice office;
    std::vector<ErasableOffice::Form> kept{office.form("束", Outcome::not_checked), office.form("束", Outcome::not_keyed), office.form("束", Outcome::unknown), office.form("保全の束"),
                                           office.form("束")};
    const auto gone = office.form("束");
    hold(*office.workspace, "batch/保全の束", "住民訴訟 令和7年(行ウ)1号");
    hold(*office.workspace, "document/" + std::to_string(kept[4].document), "開示請求の対象");
    office.days(4000);
    office.keep_for(0);
    for (const auto from : {CountedFrom::keyed, CountedFrom::checked}) {
        auto rules = retention_rules(*office.workspace);
        for (const auto kind : {KeptKind::scans, KeptKind::readings, KeptKind::crops}) rules[kind].from = from;
        set_retention(*office.workspace, rules);
        apply_retention(*office.workspace);
        for (const auto& form : kept) {
            INFO(form.mark);
            CHECK(fs::exists(office.workspace->scans().path_of(form.hash)));
            CHECK(store::Documents(office.workspace->database()).document(form.document).reading.fields.at(1).value == form.mark);
        }
        CHECK(office.places_of(gone.mark).empty());
    }
    CHECK(office.line(KeptKind::scans).waiting == 3);
    CHECK(office.line(KeptKind::scans).held == 2);
    SECTION("until it is released, with a reason") {
        CHECK_THROWS_AS(release(*office.workspace, "batch/保全の束", " "), RequestFault);
        release(*office.workspace, "batch/保全の束", "確定判決");
        CHECK_THROWS_AS(release(*office.workspace, "batch/保全の束", "もう一度"), RequestFault);
        apply_retention(*office.workspace);
        CHECK(office.places_of(kept[3].mark).empty());
        CHECK_FALSE(office.places_of(kept[4].mark).empty());
    }
    SECTION("and nothing can be held that is not there") {
        for (const char* subject : {"batch/ない束", "document/999", "document/1x", "case/R9-0001", "束", "people/大槻"}) CHECK_THROWS_AS(hold(*office.workspace, subject, "理由"), RequestFault);
    }
}

TEST_CASE("A file of several pages goes when the last of its forms is done with, and not while one page is none of ours") {
    ErasableOffice office;
    const auto form = office.form("束");
    store::Documents documents(office.workspace->database());
    documents.set_pages(form.hash, 2);
    office.days(100);
    office.keep_for(0);
    CHECK(office.line(KeptKind::scans).waiting == 1);
    CHECK(office.line(KeptKind::readings).due == 1);
    apply_retention(*office.workspace);
    CHECK(fs::exists(office.workspace->scans().path_of(form.hash)));
    store::StoredReading foreign;
    foreign.page = 2;
    foreign.why_not = "白紙です";
    const auto unread = documents.unread("束");
    REQUIRE(unread.size() == 1);
    documents.add_reading(unread[0].id, foreign, office.now);
    CHECK(office.line(KeptKind::scans).waiting == 1);
}

TEST_CASE("The values of a log may only be emptied, and only of what was erased") {
    ErasableOffice office;
    const auto gone = office.form("束"), stays = office.form("別の束");
    hold(*office.workspace, "batch/別の束", "保全");
    office.keep_for(0);
    apply_retention(*office.workspace);
    office.workspace.reset();
    SQLite::Database raw((office.folder / "yorozu.db").string(), SQLite::OPEN_READWRITE);
    for (const auto& [sql, allowed] : std::vector<std::pair<std::string, bool>>{
             {"UPDATE corrections SET new_value = 'x', old_value = '', reason = '' WHERE document = " + std::to_string(gone.document), false},
             {"UPDATE corrections SET new_value = '', old_value = '', reason = '' WHERE document = " + std::to_string(stays.document), false},
             {"UPDATE corrections SET who = 'x' WHERE document = " + std::to_string(gone.document), false},
             {"UPDATE field_readings SET value = '', json = '{}' WHERE reading = (SELECT id FROM readings WHERE document = " + std::to_string(stays.document) + ")", false},
             {"UPDATE readings SET findings = '[]' WHERE document = " + std::to_string(stays.document), false},
             {"DELETE FROM erasures", false},
             {"DELETE FROM corrections", false},
             {"UPDATE corrections SET new_value = '', old_value = '', reason = '' WHERE document = " + std::to_string(gone.document), true}}) {
        INFO(sql);
        CHECK((raw.tryExec(sql) == 0) == allowed);
    }
}

TEST_CASE("The files of a case go so many days after it was closed, sealed bytes and all; its history says so") {
    ErasableOffice office;
    const Passphrase passphrase{"correct horse battery"};
    create_vault(*office.workspace, passphrase, {1, 8192});
    const auto key = attachment_key(*office.workspace, passphrase);
    const auto closed = office.add("終わった相談"), open = office.add("続く相談"), held = office.add("保全の相談");
    std::map<std::string, std::int64_t> ids;
    for (const auto& number : {closed, open, held}) {
        ErasableOffice::write(office.folder / "in.pdf", std::string(50'000, 'p'));
        ids[number] = attach_file(*office.workspace, number, office.folder / "in.pdf", key);
        if (number != open) advance_case(*office.workspace, number, {.to = CaseStage::done, .outcome = "解決"});
    }
    fs::remove(office.folder / "in.pdf");
    hold(*office.workspace, "case/" + held, "監査の対象");
    std::string sealed;
    {
        SQLite::Database raw((office.folder / "yorozu.db").string(), SQLite::OPEN_READONLY);
        SQLite::Statement part(raw, "SELECT sealed FROM attachment_parts WHERE attachment_id = ? ORDER BY length(sealed) DESC");
        part.bind(1, ids[closed]);
        REQUIRE(part.executeStep());
        sealed = part.getColumn(0).getString().substr(1000, 64);
    }
    office.keep_for(10);
    apply_retention(*office.workspace);
    CHECK(attachments(*office.workspace, closed).size() == 1);
    office.days(10);
    CHECK(office.line(KeptKind::attachments).due == 1);
    CHECK(apply_retention(*office.workspace).erased.at(KeptKind::attachments) == 1);
    CHECK(attachments(*office.workspace, closed).empty());
    CHECK(attachments(*office.workspace, open).size() == 1);
    CHECK(attachments(*office.workspace, held).size() == 1);
    CHECK(office.places_of(sealed).empty());
    const auto page = office.page(closed);
    CHECK(page.events.back().kind == "detach");
    CHECK(page.events.back().text == "in.pdf");
    CHECK(audited(office, "case/" + closed) == 1);
    CHECK_THROWS_AS(detach_file(*office.workspace, closed, ids[closed], true), RequestFault);
    CHECK(check_workspace(*office.workspace).faults.empty());
}

TEST_CASE("An erasing that is killed at any moment leaves no form half, and the next one brings it to its end") {
    ErasableOffice office;
    std::vector<ErasableOffice::Form> forms;
    for (int i = 0; i < 130; ++i) forms.push_back(office.form("束", Outcome::keyed, 20));
    office.keep_for(0);
    office.workspace.reset();
    int cut_off = 0;
    const auto log_head = [&] { return file_bytes(office.folder / "audit.head"); };
    // The head of the log moves with each step that was written down: the n-th of a call, and a little after it.
    for (const auto& [steps, more_us] : {std::pair(2, 0), {2, 700}, {3, 0}, {4, 300}, {3, 1500}, {5, 0}}) {
        std::string head = log_head();
        const pid_t child = fork();
        if (child == 0) {
            if (!freopen("/dev/null", "w", stdout) || !freopen("/dev/null", "w", stderr)) _exit(1);
            execl(YOROZU_BIN_DIR "/yorozu", "yorozu", "--quiet", "--workspace", office.folder.path().c_str(), "workspace", "retention", "apply", nullptr);
            _exit(127);
        }
        int status = 0, seen = 0;
        bool ended = false;
        while (seen < steps && !ended) {
            ended = waitpid(child, &status, WNOHANG) == child;
            if (const auto now = log_head(); now != head) ++seen, head = now;
        }
        usleep(static_cast<useconds_t>(more_us));
        if (!ended) {
            kill(child, SIGKILL);
            waitpid(child, &status, 0);
        }
        office.open();
        const store::Retention kept(office.workspace->database());
        const auto scans = kept.erased(KeptKind::scans), pending = kept.pending(KeptKind::scans);
        cut_off += WIFSIGNALED(status) && !kept.erased(KeptKind::scans).empty();
        const store::Documents documents(office.workspace->database());
        int half = 0;
        for (const auto& form : forms) {
            const bool gone = kept.erased(KeptKind::readings, form.document);
            const auto stored = documents.document(form.document);
            half += gone != stored.reading.fields.at(1).value.empty() || gone != stored.reading.fields.at(0).value.empty() || gone != stored.decisions.at(0).value.empty();
            // A scan is there unless its erasure is written down; a file that outlived its erasure is known to be still to go.
            const bool there = fs::exists(office.workspace->scans().path_of(form.hash));
            const bool erased = scans.count(form.document) > 0;  // one page a file: the ids run alike
            half += there ? erased && !pending.count(form.document) : !erased;
        }
        CHECK(half == 0);
        CHECK(check_workspace(*office.workspace).faults.empty());
        office.workspace.reset();
    }
    CHECK(cut_off > 0);
    CHECK(exit_of(office, "workspace retention apply") == 0);
    office.open();
    int left = 0;
    std::string database = file_bytes(office.folder / "yorozu.db") + file_bytes(office.folder / "yorozu.db-wal");
    for (const auto& form : forms) left += database.find(form.mark) != std::string::npos || fs::exists(office.workspace->scans().path_of(form.hash));
    CHECK(left == 0);
    CHECK(fs::is_empty(office.folder / "evidence"));
    CHECK(check_workspace(*office.workspace).faults.empty());
}

TEST_CASE("While somebody reads the database its old bytes are said to be still there, and go with the next call") {
    ErasableOffice office;
    const auto form = office.form("束", Outcome::keyed, 500);
    office.keep_for(0);
    {
        SQLite::Database reader((office.folder / "yorozu.db").string(), SQLite::OPEN_READONLY);
        reader.exec("BEGIN");
        SQLite::Statement one(reader, "SELECT count(*) FROM corrections");
        one.executeStep();
        CHECK_FALSE(apply_retention(*office.workspace).swept);
        CHECK(retention_plan(*office.workspace, retention_rules(*office.workspace)).traces);
    }
    CHECK(apply_retention(*office.workspace).swept);
    CHECK(office.places_of(form.mark).empty());
}

TEST_CASE("Old copies of the database go, too; rules and erasing want their rights, and a wrong rule is refused in words") {
    ErasableOffice office;
    ErasableOffice::write(office.folder / "backup" / ("yorozu-v9-" + std::to_string(office.now) + ".db"), "old");
    ErasableOffice::write(office.folder / "backup" / "my-own.txt", "not ours");
    office.keep_for(7);
    office.days(7);
    CHECK(apply_retention(*office.workspace).erased.at(KeptKind::copies) == 1);
    CHECK(fs::exists(office.folder / "backup" / "my-own.txt"));
    auto rules = retention_rules(*office.workspace);
    rules[KeptKind::scans].days = -1;
    CHECK_THROWS_AS(set_retention(*office.workspace, rules), RequestFault);
    rules = retention_rules(*office.workspace);
    rules[KeptKind::evidence].from = CountedFrom::checked;
    CHECK_THROWS_AS(set_retention(*office.workspace, rules), RequestFault);
    CHECK(exit_of(office, "workspace retention set scans=ten") == 2);
    CHECK(exit_of(office, "workspace retention set nothing=10") == 2);
    CHECK(exit_of(office, "workspace retention set scans=10:closed") == 2);
    CHECK(exit_of(office, "workspace retention set scans=10:checked crops=keep") == 0);
    CHECK(exit_of(office, "workspace retention apply --dry-run") == 0);
    CHECK(file_bytes(office.folder / "out.txt").find("何も消していません") != std::string::npos);
    CHECK(retention_rules(*office.workspace).at(KeptKind::scans) == RetentionRule{10, CountedFrom::checked});
    CHECK_FALSE(retention_rules(*office.workspace).at(KeptKind::crops).days);
    CHECK(exit_of(office, "workspace retention hold batch/x --reason y") == 2);
}
