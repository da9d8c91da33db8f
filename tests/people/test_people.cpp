#include "workbench/desk/people/people.h"

#include <sys/wait.h>

#include <catch2/catch.hpp>
#include <cstdio>
#include <fstream>
#include <functional>

#include "tests/store/temporary_folder.h"
#include "workbench/desk/checking/verify.h"
#include "workbench/desk/hours/report_pages.h"
#include "workbench/desk/hours/report_runs.h"
#include "workbench/desk/people/audit.h"
#include "workbench/desk/reading/batch.h"
#include "workbench/desk/reading/import.h"
#include "workbench/desk/rpa/rpa.h"
#include "workbench/desk/workspace/workspace_backup.h"
#include "workbench/store/baselines.h"
#include "workbench/store/people.h"
#include "workbench/store/work_queue.h"

using namespace yorozu;
using namespace yorozu::desk;
namespace fs = std::filesystem;

namespace {

constexpr PassphraseCost cheap{1, 8192};
const std::string admin_words = "correct horse battery", sato_words = "another long phrase";
const std::string today = "2026-11-21";

/// A workspace with a batch of the care department and one doubtful field, and a clock that tests turn.
class Town {
public:
    Town() : workspace_(folder_ / "ws", store::Access::write, time_) {
        static const auto forms = ocr::load_templates({fs::path(YOROZU_SOURCE_DIR) / "samples" / "forms" / "koza-furikae-hagaki"}).forms;
        workspace_.keep_templates(forms, time_);
        store::Documents documents(workspace_.database());
        documents.register_scans("b", std::vector<store::ArrivedScan>{{std::string(64, 'a'), 1, "a.png"}}, time_, "介護保険課");
        store::StoredReading reading;
        reading.template_id = "koza-furikae-hagaki";
        reading.fields = {{"koza_no", "1234567", store::StoredStatus::review, 0.5, "{}"}};
        documents.add_reading(documents.unread("b").at(0).id, reading, time_);
        documents.set_pages(std::string(64, 'a'), 1);
    }

    Workspace& workspace() { return workspace_; }
    fs::path file(const std::string& name) const { return folder_ / name; }
    Clock clock() {
        return [this] { return time_; };
    }
    void wait(store::TimeMs ms) { time_ += ms; }

    void with_people() {
        workspace_.begin({"root", false, clock()});
        add_person(workspace_, {"管理", {Right::admin}, {}}, Passphrase(admin_words), cheap);
        enter("管理", admin_words);
    }
    void person(const std::string& name, std::vector<Right> rights, std::vector<std::string> departments = {}) {
        enter("管理", admin_words);
        add_person(workspace_, {name, std::move(rights), std::move(departments)}, Passphrase(sato_words), cheap);
        enter(name, sato_words);
    }
    void enter(const std::string& name, const std::string& words) {
        sign_in(workspace_, name, Passphrase(words), clock(), {}, cheap);
    }
    /// "who act subject field detail" of the entries since `number`.
    std::vector<std::string> log_since(std::int64_t number) {
        std::vector<std::string> lines;
        for (const auto& entry : store::AuditLog(workspace_.database()).entries({}))
            if (entry.number > number)
                lines.push_back(entry.who + " " + entry.act + " " + entry.subject + " " + entry.field + " " + entry.detail);
        return lines;
    }
    std::int64_t log_end() { return store::AuditLog(workspace_.database()).head().number; }

private:
    TemporaryFolder folder_;
    store::TimeMs time_ = 1'790'000'000'000;
    Workspace workspace_;
};

std::string why_not(const std::function<void()>& action) {
    try {
        action();
    } catch (const RequestFault& fault) {
        return fault.what();
    }
    return "";
}

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("A workspace without people asks nothing, and writes down what the operating system's user does") {
    Town town;
    CHECK(open_batch(town.workspace(), "b", today).filled.forms.size() == 1);
    CHECK(town.log_since(0) == std::vector<std::string>{operating_system_user() + " view batch/b  "});
    CHECK(contains(why_not([&] { town.enter("佐藤", sato_words); }), "登録されていません"));
}

TEST_CASE("The first person must be an admin; from then on personal data needs a sign-in") {
    Town town;
    CHECK(contains(why_not([&] { add_person(town.workspace(), {"佐藤", {Right::clerk}, {}}, Passphrase(sato_words), cheap); }), "管理者でなければ"));
    add_person(town.workspace(), {"管理", {Right::admin}, {}}, Passphrase(admin_words), cheap);
    CHECK(contains(why_not([&] { open_batch(town.workspace(), "b", today); }), "サインインが要ります"));
    CHECK(contains(why_not([&] { Verification(town.workspace(), "b", "佐藤", town.clock()); }), "サインインが要ります"));
    CHECK(contains(why_not([&] { export_batch(town.workspace(), "b", town.file("x.csv"), ExportFormat::csv, ExportEncoding::utf8); }), "サインインが要ります"));
    CHECK_FALSE(fs::exists(town.file("x.csv")));
    CHECK(contains(why_not([&] { rpa_items(town.workspace(), ""); }), "サインインが要ります"));
    CHECK(contains(why_not([&] { backup_workspace(town.workspace(), town.file("copy")); }), "サインインが要ります"));
    CHECK(contains(why_not([&] { people(town.workspace()); }), "サインインが要ります"));
    CHECK(contains(why_not([&] { audit_entries(town.workspace(), {}); }), "サインインが要ります"));
    BatchReport report;
    CHECK(contains(why_not([&] { add_pages(report, town.workspace(), {"b"}); }), "サインインが要ります"));
    CHECK(contains(why_not([&] { add_runs(report, town.workspace(), "", "", 1, today); }), "サインインが要ります"));
    CHECK(contains(why_not([&] { import_scans(town.workspace(), {"n", {}, {}, 1, ""}, town.clock()); }), "サインインが要ります"));
    CHECK(check_audit(town.workspace()).sound());  // the chain itself may be checked by anybody
}

TEST_CASE("Only the right passphrase opens, full or half width alike, and the store does not hold it") {
    Town town;
    town.with_people();
    CHECK(town.workspace().session().who == "管理");
    town.enter("管理", "ｃｏｒｒｅｃｔ horse battery");
    const auto before = town.log_end();
    CHECK(contains(why_not([&] { town.enter("管理", "correct horse batterx"); }), "サインインできません"));
    CHECK(town.log_since(before) == std::vector<std::string>{operating_system_user() + " sign-in-refused person/管理  パスフレーズの間違い"});
    const auto kept = store::People(town.workspace().database()).find("管理")->passphrase;
    CHECK(kept.rfind("$argon2id$", 0) == 0);
    CHECK_FALSE(contains(kept, admin_words));
}

TEST_CASE("A name that is nobody's is refused in the same words and not written down") {
    Town town;
    town.with_people();
    const auto before = town.log_end();
    const auto unknown = why_not([&] { town.enter("himitsu no kotoba", "himitsu no kotoba"); });
    CHECK(unknown == why_not([&] { town.enter("管理", "himitsu no kotoba"); }));
    for (const auto& line : town.log_since(before)) CHECK_FALSE(contains(line, "himitsu"));
}

TEST_CASE("Wrong tries become slow for that person, across a restart, and a right one forgets them") {
    Town town;
    town.with_people();
    town.person("佐藤", {Right::clerk});
    for (int i = 0; i < 3; ++i) CHECK_THROWS_AS(town.enter("佐藤", "wrong"), SignInRefused);
    store::TimeMs expected = 5'000;
    for (int i = 0; i < 12; ++i) {
        // Right or wrong: no try is taken now.
        CHECK(contains(why_not([&] { town.enter("佐藤", sato_words); }), "あと " + std::to_string(expected / 1000) + " 秒"));
        town.wait(expected);
        CHECK_THROWS_AS(town.enter("佐藤", "wrong"), SignInRefused);
        expected = std::min<store::TimeMs>(expected * 2, 900'000);
    }
    town.enter("管理", admin_words);  // others are not slowed down
    Workspace again(town.workspace().folder(), store::Access::change, town.clock()());
    CHECK_THROWS_AS(sign_in(again, "佐藤", Passphrase(sato_words), town.clock(), {}, cheap), SignInRefused);
    town.wait(900'000);
    town.enter("佐藤", sato_words);
    CHECK_THROWS_AS(town.enter("佐藤", "wrong"), SignInRefused);
    town.enter("佐藤", sato_words);
}

TEST_CASE("A try is counted before it is looked at, so that a killed program gains nothing") {
    Town town;
    town.with_people();
    store::People people(town.workspace().database());
    for (int i = 0; i < 3; ++i) CHECK(people.begin_try("管理", town.clock()(), 3, 5'000, 900'000) == 0);
    CHECK_THROWS_AS(town.enter("管理", admin_words), SignInRefused);
}

TEST_CASE("Each right opens its doors and no others, and a refusal is a sentence and an entry") {
    Town town;
    town.with_people();
    const auto may = [&](const std::function<void()>& action) { return why_not(action).empty(); };
    const auto look = [&] { open_batch(town.workspace(), "b", today); };
    const auto check = [&] { Verification(town.workspace(), "b", town.workspace().session().who, town.clock()); };
    const auto write = [&] { export_batch(town.workspace(), "b", town.file("x.csv"), ExportFormat::csv, ExportEncoding::utf8); };
    const auto report = [&] { BatchReport made; add_pages(made, town.workspace(), {"b"}); };
    const auto audit = [&] { audit_entries(town.workspace(), {}); };
    const auto manage = [&] { change_rights(town.workspace(), {"管理", {Right::admin}, {}}); };
    struct Case {
        Right right;
        bool look, check, write, report, audit, manage;
    };
    const auto given = GENERATE(Case{Right::clerk, true, false, true, true, false, false}, Case{Right::checker, true, true, false, false, false, false},
                                Case{Right::it, false, false, false, false, false, false}, Case{Right::help_desk, false, false, false, false, false, false},
                                Case{Right::manager, false, false, false, true, true, false}, Case{Right::admin, false, false, false, false, true, true});
    town.person("佐藤", {given.right});
    INFO(name_of(given.right));
    CHECK(may(look) == given.look);
    CHECK(may(check) == given.check);
    CHECK(may(write) == given.write);
    CHECK(may(report) == given.report);
    CHECK(may(audit) == given.audit);
    CHECK(may(manage) == given.manage);
    if (!given.write) {
        const auto before = town.log_end();
        CHECK(contains(why_not(write), "入力担当の権限が要ります: 佐藤"));
        CHECK(town.log_since(before) == std::vector<std::string>{"佐藤 refused batch/b  export csv utf-8"});
    }
}

TEST_CASE("Rights that are taken away count at once, for one who is signed in, too") {
    Town town;
    town.with_people();
    town.person("佐藤", {Right::clerk});
    open_batch(town.workspace(), "b", today);
    Workspace other(town.workspace().folder(), store::Access::change, town.clock()());
    sign_in(other, "管理", Passphrase(admin_words), town.clock(), {}, cheap);
    change_rights(other, {"佐藤", {Right::it}, {}});
    CHECK(contains(why_not([&] { open_batch(town.workspace(), "b", today); }), "権限が要ります"));
    change_rights(other, {"佐藤", {Right::clerk}, {}, true});
    CHECK(contains(why_not([&] { open_batch(town.workspace(), "b", today); }), "使えなくなっています"));
    CHECK_THROWS_AS(town.enter("佐藤", sato_words), SignInRefused);
}

TEST_CASE("The last admin stays one, and a taken name is refused") {
    Town town;
    town.with_people();
    CHECK(contains(why_not([&] { change_rights(town.workspace(), {"管理", {Right::clerk}, {}}); }), "最後の管理者"));
    CHECK(contains(why_not([&] { change_rights(town.workspace(), {"管理", {Right::admin}, {}, true}); }), "最後の管理者"));
    CHECK_THROWS_AS(add_person(town.workspace(), {"管理", {Right::admin}, {}}, Passphrase(admin_words), cheap), store::StoreError);
    CHECK_THROWS_AS(change_rights(town.workspace(), {"だれか", {Right::admin}, {}}), store::StoreError);
    CHECK(people(town.workspace()).size() == 1);
}

TEST_CASE("Weak passphrases and names that cannot be one are refused with what to do") {
    Town town;
    for (const char* weak : {"", "short", "aaaaaaaaaaaaaaaaaaaa"})
        CHECK(contains(why_not([&] { add_person(town.workspace(), {"管理", {Right::admin}, {}}, Passphrase(weak), cheap); }), "このパスフレーズは使えません"));
    for (const char* name : {"", " 管理", "管\n理", "管\t理"})
        CHECK(contains(why_not([&] { add_person(town.workspace(), {name, {Right::admin}, {}}, Passphrase(admin_words), cheap); }), "名前として使えません"));
    CHECK(contains(why_not([&] { add_person(town.workspace(), {"管理", {}, {}}, Passphrase(admin_words), cheap); }), "権限がありません"));
    CHECK_FALSE(has_people(town.workspace()));
}

TEST_CASE("One changes one's own passphrase, an admin anybody's, nobody else another's") {
    Town town;
    town.with_people();
    town.person("佐藤", {Right::clerk});
    CHECK(contains(why_not([&] { change_passphrase(town.workspace(), "管理", Passphrase("brand new phrase"), cheap); }), "管理者の権限"));
    change_passphrase(town.workspace(), "佐藤", Passphrase("brand new phrase"), cheap);
    CHECK_THROWS_AS(town.enter("佐藤", sato_words), SignInRefused);
    town.enter("佐藤", "brand new phrase");
    town.enter("管理", admin_words);
    change_passphrase(town.workspace(), "佐藤", Passphrase(sato_words), cheap);
    town.enter("佐藤", sato_words);
}

TEST_CASE("Who may see some departments sees their batches, everybody's, and no others") {
    Town town;
    town.with_people();
    store::Documents(town.workspace().database())
        .register_scans("open", std::vector<store::ArrivedScan>{{std::string(64, 'c'), 1, "c.png"}}, town.clock()());
    town.person("税", {Right::clerk, Right::checker, Right::manager}, {"税務課"});
    CHECK(contains(why_not([&] { open_batch(town.workspace(), "b", today); }), "「介護保険課」のものを見る権限がありません"));
    CHECK(contains(why_not([&] { Verification(town.workspace(), "b", "税", town.clock()); }), "介護保険課"));
    CHECK(contains(why_not([&] { export_batch(town.workspace(), "b", town.file("x.csv"), ExportFormat::csv, ExportEncoding::utf8); }), "介護保険課"));
    BatchReport report;
    CHECK(contains(why_not([&] { add_pages(report, town.workspace(), {"b"}); }), "介護保険課"));
    open_batch(town.workspace(), "open", today);
    town.person("介護", {Right::clerk}, {"税務課", "介護保険課"});
    open_batch(town.workspace(), "b", today);
    SECTION("and what a department's scenario keyed is seen by it alone") {
        store::Baselines(town.workspace().database()).set_scenario({"s", "山田", "税務課", {}}, town.clock()());
        store::WorkItems items(town.workspace().database());
        store::StoredItem item;
        item.scenario = "s";
        item.business_key = "k";
        items.add({item}, town.clock()());
        CHECK(rpa_items(town.workspace(), "").size() == 1);
        town.person("福祉", {Right::clerk}, {"福祉課"});
        CHECK(rpa_items(town.workspace(), "").empty());
        CHECK(contains(why_not([&] { rpa_items(town.workspace(), "s"); }), "税務課"));
    }
}

TEST_CASE("A new batch belongs to the only department that its importer may see, or to the one that is named") {
    Town town;
    town.with_people();
    const fs::path scan = town.file("scan.png");
    std::ofstream(scan) << "no picture, but bytes";
    const auto import = [&](const std::string& batch, const std::string& department) {
        import_scans(town.workspace(), {batch, {}, {scan}, 1, department}, town.clock());
    };
    const auto owner = [&](const std::string& batch) { return store::Documents(town.workspace().database()).department(batch); };
    SECTION("the only one") {
        town.person("税", {Right::clerk}, {"税務課"});
        import("n", "");
        CHECK(owner("n") == "税務課");
    }
    SECTION("one of two must be named, and not another's") {
        town.person("税", {Right::clerk}, {"税務課", "収納課"});
        CHECK(contains(why_not([&] { import("n", ""); }), "どの課の束か分かりません"));
        CHECK(contains(why_not([&] { import("n", "介護保険課"); }), "権限がありません"));
        import("n", "収納課");
        CHECK(owner("n") == "収納課");
    }
    SECTION("a batch does not change hands") {
        town.person("誰でも", {Right::clerk});
        CHECK(contains(why_not([&] { import("b", "税務課"); }), "別の課のもの"));
        import("n", "");
        CHECK(owner("n") == "");
    }
}

TEST_CASE("Everything that touches personal data is in the log: who, what, which field, and no value") {
    Town town;
    town.with_people();
    town.person("佐藤", {Right::clerk, Right::checker, Right::it, Right::manager});
    auto& workspace = town.workspace();
    const auto before = town.log_end();
    open_batch(workspace, "b", today);
    Verification verification(workspace, "b", "佐藤", town.clock());
    const auto field = verification.waiting().at(0);
    verification.waiting();  // a form once per checking
    verification.correct(field, "7654321", 1);
    export_batch(workspace, "b", town.file("x.csv"), ExportFormat::csv, ExportEncoding::cp932);
    BatchReport report;
    add_pages(report, workspace, {"b"});
    add_runs(report, workspace, "s", "", 1, today);
    rpa_items(workspace, "");
    backup_workspace(workspace, town.file("copy"));
    audit_entries(workspace, {});
    const std::string document = "document/" + std::to_string(field.document);
    CHECK(town.log_since(before) == std::vector<std::string>{"佐藤 view batch/b  ", "佐藤 view batch/b  確認", "佐藤 view " + document + "  確認", "佐藤 correct " + document + " koza_no corrected",
                                                             "佐藤 export batch/b  csv cp932", "佐藤 view batch/b  報告", "佐藤 view scenario/s  報告",
                                                             "佐藤 view scenario/  処理対象", "佐藤 export workspace  控え", "佐藤 view audit  "});
    CHECK(check_audit(workspace).sound());
    SECTION("the copy's log is sound by itself, head and all") {
        Workspace copy(town.file("copy"), store::Access::read, 0);
        CHECK(check_audit(copy).sound());
        CHECK(check_workspace(copy).faults.size() == 1);  // the made-up scan, nothing else
    }
}

TEST_CASE("Nobody checks under another's name") {
    Town town;
    town.with_people();
    town.person("佐藤", {Right::checker});
    CHECK(contains(why_not([&] { Verification(town.workspace(), "b", "鈴木", town.clock()); }), "ほかの人の名前"));
    Verification(town.workspace(), "b", "佐藤", town.clock());
}

TEST_CASE("The check of the workspace tells of a broken log") {
    Town town;
    open_batch(town.workspace(), "b", today);
    fs::remove(store::audit_head_file(town.workspace().database().file()));
    const auto faults = check_workspace(town.workspace()).faults;
    CHECK(std::any_of(faults.begin(), faults.end(), [](const auto& fault) { return contains(fault, "監査ログ"); }));
    CHECK(contains(why_not([&] { check_audit(town.workspace(), "12"); }), "--noted"));
}

namespace {

struct Said {
    int exit_code;
    std::string text;
};
/// The real program in a shell, both streams together.
Said run_program(const fs::path& workspace, const std::string& input, const std::string& words, const std::string& before = "") {
    const std::string command = "cd '" + workspace.parent_path().string() + "' && printf '" + input + "' | env -u YOROZU_PERSON -u YOROZU_PASSPHRASE_FILE " +
                                before + " '" YOROZU_BIN_DIR "/yorozu' --workspace '" + workspace.string() + "' " + words + " 2>&1";
    FILE* pipe = popen(command.c_str(), "r");
    REQUIRE(pipe);
    Said said{0, ""};
    char buffer[4096];
    while (const auto got = fread(buffer, 1, sizeof buffer, pipe)) said.text.append(buffer, got);
    const int status = pclose(pipe);
    said.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return said;
}

}  // namespace

TEST_CASE("The program: a passphrase from standard input or a private file, refusals with 2, a broken chain with 4") {
    Town town;
    const auto ws = town.workspace().folder();
    CHECK(run_program(ws, "", "--json batch show b").exit_code == 0);
    CHECK(run_program(ws, "correct horse battery\\n", "people add 管理 --right admin --right clerk").exit_code == 0);
    const auto refused = run_program(ws, "", "--json batch show b");
    CHECK(refused.exit_code == 2);
    CHECK(contains(refused.text, "yorozu: サインインが要ります"));
    CHECK_FALSE(contains(refused.text, "1234567"));
    const auto none = run_program(ws, "", "--json batch show b", "YOROZU_PERSON=管理");
    CHECK(none.exit_code == 2);
    CHECK(contains(none.text, "パスフレーズがありません"));
    CHECK(run_program(ws, "wrong\\n", "--person 管理 --json batch show b").exit_code == 2);
    const auto shown = run_program(ws, "correct horse battery\\n", "--person 管理 --json batch show b");
    CHECK(shown.exit_code == 0);
    CHECK(contains(shown.text, "1234567"));
    const auto key = town.file("key");
    std::ofstream(key) << "correct horse battery\n";
    fs::permissions(key, fs::perms::owner_read | fs::perms::others_read);
    CHECK(contains(run_program(ws, "", "--json batch show b", "YOROZU_PERSON=管理 YOROZU_PASSPHRASE_FILE=key").text, "chmod 600"));
    fs::permissions(key, fs::perms::owner_read);
    CHECK(run_program(ws, "", "--json batch show b", "YOROZU_PERSON=管理 YOROZU_PASSPHRASE_FILE=key").exit_code == 0);
    const auto listed = run_program(ws, "", "--json audit list --subject batch/b", "YOROZU_PERSON=管理 YOROZU_PASSPHRASE_FILE=key");
    CHECK(listed.exit_code == 0);
    CHECK(contains(listed.text, "\"act\": \"view\""));
    CHECK(run_program(ws, "", "audit check").exit_code == 0);
    fs::remove(ws / "audit.head");
    const auto broken = run_program(ws, "", "audit check");
    CHECK(broken.exit_code == 4);
    CHECK(contains(broken.text, "監査ログに異常があります"));
}
