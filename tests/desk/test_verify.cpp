#include <catch2/catch.hpp>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <thread>

#include "tests/desk/checked_office.h"
#include "workbench/desk/checking/double_entry.h"
#include "workbench/desk/checking/group_check.h"
#include "workbench/desk/reading/batch.h"

using namespace yorozu;
using namespace yorozu::desk;

namespace {

const CheckedOffice::Field corrected_branch{"shiten_code", "166", "164", {0.99, 0.99, 0.56}, "6"};
const CheckedOffice::Field doubtful_account{"koza_no", "1234567", "", {0.5}, "7"};

std::string message_of(const std::function<void()>& act) {
    try {
        act();
    } catch (const store::StoreError& error) {
        return error.what_failed;
    }
    return "";
}

bool is_ready(CheckedOffice& office) { return !ready_records(office.workspace(), "b", {}, "2026-11-21").ready.empty(); }

}  // namespace

TEST_CASE("A field that a list corrected says what was read, why it was changed, and what each character would mean") {
    CheckedOffice office;
    office.page({corrected_branch});
    const auto person = office.person("確認者 1");
    const auto field = person.open(person.queue().front());
    CHECK(field.label == "支店コード");
    CHECK(field.kind_words == "数字 3 桁・支店の一覧と照合");
    CHECK(field.why == "3 文字目が疑わしい／一覧で直した");
    CHECK(field.form_number == 1);
    REQUIRE(field.characters.size() == 3);
    CHECK_FALSE(field.characters[0].doubtful);
    CHECK(field.characters[2].doubtful);
    CHECK(field.characters[2].shown == "6");
    CHECK(field.characters[2].read == "4");
    CHECK(field.characters[2].cell == 2);
    CHECK(field.first_doubtful() == 2);
    REQUIRE(field.characters[2].alternatives.size() == 2);
    CHECK(field.characters[2].alternatives[0].character == "4");
    CHECK(field.characters[2].alternatives[0].meaning == "一覧にない：164");
    CHECK_FALSE(field.characters[2].alternatives[0].fits);
    CHECK(field.characters[2].alternatives[1].meaning == "一覧にある：166 板橋支店");
    CHECK(field.characters[2].alternatives[1].fits);
    REQUIRE(field.cross_checks.size() == 1);
    CHECK(field.cross_checks[0].disagrees == "支店コード 164 は みずほ銀行（0001）にありません。");
    CHECK(field.cross_checks[0].done.find("166 板橋支店 にしています") != std::string::npos);
    CHECK(field.cross_checks[0].as_read == "164");
    std::vector<std::string> tied;
    for (const auto& each : field.tied) tied.push_back(each.label);
    CHECK(tied == std::vector<std::string>{"金融機関名", "支店名", "金融機関コード"});
    CHECK(cells_shown(field) == std::vector<std::string>{"1", "6", "6"});
    CHECK(value_of_cells(field, {"1", "6", "5"}) == "165");
}

TEST_CASE("Put back as read, the raw reading is the decision, and the list may no longer object") {
    CheckedOffice office;
    office.page({corrected_branch});
    auto person = office.person("確認者 1");
    const auto decided = person.as_read(person.open(person.queue().front()), 2);
    CHECK(decided.value == "164");
    CHECK(person.queue().empty());
}

TEST_CASE("A contradiction is said with what the lists would give instead") {
    CheckedOffice office;
    office.page({{"shiten_code", "169", "", {0.99, 0.99, 0.6}, "6"}});
    auto person = office.person("確認者 1");
    auto field = person.open(person.queue().front());
    CHECK(field.characters[2].alternatives[0].meaning == "169 蓮根支店：支店のコードと名前が合いません");
    CHECK(field.characters[2].alternatives[1].meaning == "一覧にある：166 板橋支店");
}

TEST_CASE("Blank, unreadable, 不備 and referral each leave the form where it belongs") {
    CheckedOffice office;
    office.page({doubtful_account});
    auto person = office.person("確認者 1");
    const auto field = person.open(person.queue().front());
    SECTION("a required field that is blank is said and keeps the form back") {
        const auto decided = person.blank(field, 1);
        REQUIRE(decided.findings.size() == 1);
        CHECK(decided.findings[0].rule == "required");
    }
    SECTION("what nobody can read keeps the form from being keyed") {
        CHECK(person.unreadable(field, 1).findings.front().rule == "unreadable");
        CHECK(person.defects().size() == 1);
    }
    SECTION("a defect keeps its reason") {
        CHECK(person.defect(field, "1234567", "名義が違う", 1).findings.front().message == "不備: 名義が違う");
        const auto again = person.open(person.defects().front());
        CHECK(again.value == "1234567");
        CHECK(again.decision_reason == "名義が違う");
    }
    SECTION("a referred field leaves the queue and waits for the supervisor, who settles it") {
        person.refer(field, "旧字", 1);
        CHECK(person.progress().referred == 1);
        CHECK(person.progress().waiting == 0);
        auto supervisor = office.person("係長");
        REQUIRE(supervisor.referred().size() == 1);
        const auto referred = supervisor.open(supervisor.referred().front());
        CHECK(referred.why.find("上司へ回した：旧字") == 0);
        CHECK(supervisor.correct(referred, "7234567", 1).form_checked);
        CHECK(supervisor.referred().empty());
        CHECK(is_ready(office));
        return;
    }
    CHECK(person.queue().empty());
    CHECK_FALSE(is_ready(office));
}

TEST_CASE("Undo opens the last fields again, one step after the other, also after a restart, and only one's own") {
    CheckedOffice office;
    office.page({corrected_branch, doubtful_account});
    {
        auto person = office.person("確認者 1");
        person.accept(person.open(person.queue().front()), 1);
        person.correct(person.open(person.queue().front()), "7234567", 1);
        CHECK(is_ready(office));
    }
    auto other = office.person("確認者 2");
    CHECK_FALSE(other.undo());
    auto person = office.person("確認者 1");
    const auto first = person.undo();
    REQUIRE(first);
    CHECK(first->sentence == "口座番号 の「確定」を戻しました");
    CHECK_FALSE(is_ready(office));
    CHECK(person.open(person.queue().front()).value == "1234567");
    REQUIRE(person.undo());
    CHECK(person.queue().size() == 2);
    CHECK_FALSE(person.undo());
    CHECK(store::Documents(office.workspace().database()).decisions(person.queue().front().document).size() == 4);
}

TEST_CASE("Who decides a field that somebody else has settled meanwhile is told, and the first decision stands") {
    CheckedOffice office;
    office.page({doubtful_account});
    auto one = office.person("確認者 1"), two = office.person("確認者 2");
    const auto seen = two.open(two.queue().front());
    one.correct(one.open(one.queue().front()), "7234567", 1);
    CHECK(message_of([&] { two.accept(seen, 1); }) == "ほかの人が先に確かめました");
    CHECK(ready_records(office.workspace(), "b", {}, "2026-11-21").ready.front().values.at("koza_no") == "7234567");
}

TEST_CASE("A person's seconds are the median of today's own decisions") {
    CheckedOffice office;
    for (int i = 0; i < 4; ++i) office.page({doubtful_account});
    auto person = office.person("確認者 1"), other = office.person("確認者 2");
    CHECK(person.median_seconds_today() == 0);
    person.accept(person.open(person.queue().front()), 60);
    office.later(24 * 3600 * 1000);
    for (const double seconds : {2.0, 9.0}) person.accept(person.open(person.queue().front()), seconds);
    other.accept(other.open(other.queue().front()), 500);
    CHECK(person.median_seconds_today() == 9.0);
}

TEST_CASE("A killed checker loses nothing that was confirmed") {
    CheckedOffice office;
    for (int i = 0; i < 40; ++i) office.page({doubtful_account});
    int heard[2];
    REQUIRE(pipe(heard) == 0);
    const pid_t child = fork();
    if (child == 0) {
        close(heard[0]);
        // A process of its own: nothing of the parent's connection is used.
        Workspace own(office.folder(), store::Access::change, office_time);
        Verification person(own, "b", "確認者 1", [] { return office_time; });
        for (const auto& field : person.queue()) {
            person.correct(person.open(field), "7234567", 1);
            const auto document = field.document;
            if (write(heard[1], &document, sizeof document) != sizeof document) _exit(1);  // only what returned is told
        }
        pause();
    }
    close(heard[1]);
    std::vector<std::int64_t> told;
    std::int64_t document = 0;
    while (told.size() < 17 && read(heard[0], &document, sizeof document) == sizeof document) told.push_back(document);
    kill(child, SIGKILL);
    while (read(heard[0], &document, sizeof document) == sizeof document) told.push_back(document);
    int status = 0;
    waitpid(child, &status, 0);
    REQUIRE(told.size() >= 17);
    for (const auto id : told) {
        const auto kept = store::Documents(office.workspace().database()).document(id, store::FieldDetail::value);
        REQUIRE(kept.decision("koza_no"));
        CHECK(kept.decision("koza_no")->value == "7234567");
    }
    CHECK(check_workspace(office.workspace()).faults.size() == 40);  // the made-up scans have no files; the database is sound
}

TEST_CASE("Two people enter independently; what agrees is settled, and neither sees the other's value or the reading") {
    CheckedOffice office;
    office.page({doubtful_account});
    auto one = office.person("確認者 1"), two = office.person("確認者 2"), three = office.person("確認者 3");
    DoubleEntry first(one), second(two), third(three);
    first.mark("koza_no", true);
    CHECK(one.queue().empty());
    CHECK(one.progress().double_entry == 1);
    auto field = first.open(first.queue().front());
    CHECK(field.turn == FieldToEnter::Turn::first);
    CHECK(field.field.value.empty());
    CHECK(field.field.characters.empty());
    CHECK(field.field.alternatives.empty());
    CHECK_FALSE(first.enter(field, "1234567", 3).settled);
    CHECK(first.queue().empty());
    CHECK(message_of([&] { first.open({field.field.document, "koza_no", false, true}); }) == "同じ人が二度は入力できません");
    CHECK(message_of([&] { first.enter(field, "1234567", 3); }) == "同じ人が二度は入力できません");
    CHECK_FALSE(is_ready(office));

    field = second.open(second.queue().front());
    CHECK(field.turn == FieldToEnter::Turn::second);
    CHECK(field.entered.empty());
    SECTION("agreed") {
        CHECK(second.enter(field, "１２３４５６７", 3).settled);
        CHECK(third.queue().empty());
        CHECK(is_ready(office));
        SECTION("and taken back by the second: it waits for a second person again") {
            REQUIRE(two.undo());
            CHECK_FALSE(is_ready(office));
            CHECK(second.open(second.queue().front()).turn == FieldToEnter::Turn::second);
            CHECK(first.queue().empty());
        }
    }
    SECTION("different: a third sees both, and decides") {
        const auto done = second.enter(field, "7234567", 3);
        CHECK(done.differs);
        CHECK_FALSE(is_ready(office));
        CHECK(second.queue().empty());
        const auto difference = third.open(third.queue().front());
        CHECK(difference.turn == FieldToEnter::Turn::difference);
        CHECK(difference.entered == std::vector<std::string>{"1234567", "7234567"});
        CHECK(third.enter(difference, "7234567", 2).settled);
        CHECK(ready_records(office.workspace(), "b", {}, "2026-11-21").ready.front().values.at("koza_no") == "7234567");
    }
    SECTION("a first entry can be taken back by its maker as long as nothing was settled") {
        REQUIRE(one.undo());
        CHECK(first.open(first.queue().front()).turn == FieldToEnter::Turn::first);
    }
    CHECK(message_of([&] { one.accept(one.open({field.field.document, "koza_no", false, true}), 1); }).find("二人で別々に") == 0);
}

TEST_CASE("Two people who enter at the same moment are compared all the same: one of them is the second") {
    CheckedOffice office;
    constexpr int pages = 25;
    for (int i = 0; i < pages; ++i) office.page({doubtful_account});
    {
        auto boss = office.person("確認者 1");
        DoubleEntry(boss).mark("koza_no", true);
    }
    std::atomic<int> settled{0}, differ{0}, at_field{0};
    const auto clerk = [&](const std::string& who, bool odd) {
        Workspace own(office.workspace().folder(), store::Access::change, 1);
        Verification verification(own, "b", who, [] { return store::TimeMs{1}; });
        DoubleEntry entry(verification);
        const auto queue = entry.queue();
        for (int i = 0; i < pages; ++i) {
            const auto field = entry.open(queue[static_cast<std::size_t>(i)]);
            ++at_field;
            while (at_field < 2 * (i + 1)) std::this_thread::yield();  // both have it open as nobody's
            const auto done = entry.enter(field, odd && i % 5 == 0 ? "7654321" : "1234567", 1);
            settled += done.settled;
            differ += done.differs;
        }
    };
    std::thread one(clerk, "確認者 1", false), two(clerk, "確認者 2", true);
    one.join();
    two.join();
    CHECK(settled == pages - pages / 5);
    CHECK(differ == pages / 5);
    auto third = office.person("確認者 3");
    CHECK(DoubleEntry(third).queue().size() == pages / 5);
    CHECK(check_workspace(office.workspace()).faults.size() == pages);  // the made-up scans have no files; the database is sound
}

TEST_CASE("A third person who opened the field before the two had entered it must see both before deciding") {
    CheckedOffice office;
    office.page({doubtful_account});
    auto one = office.person("確認者 1"), two = office.person("確認者 2"), three = office.person("確認者 3");
    DoubleEntry first(one), second(two), third(three);
    first.mark("koza_no", true);
    const auto early = third.open(third.queue().front());
    first.enter(first.open(first.queue().front()), "1234567", 1);
    second.enter(second.open(second.queue().front()), "7234567", 1);
    CHECK(message_of([&] { third.enter(early, "7234567", 1); }) == "ほかの二人が先に入力しました");
    CHECK_FALSE(is_ready(office));
    CHECK(third.open(third.queue().front()).turn == FieldToEnter::Turn::difference);
}

TEST_CASE("A seal cannot be marked for double entry, and an unknown field neither") {
    CheckedOffice office;
    office.page({doubtful_account});
    auto person = office.person("確認者 1");
    DoubleEntry entry(person);
    CHECK(message_of([&] { entry.mark("todokede_in", true); }) == "打ち込む項目ではありません");
    CHECK_FALSE(message_of([&] { entry.mark("nothing", true); }).empty());
    entry.mark("", true);
    CHECK(entry.marked().size() == office.form().fields.size() - 1);
    CHECK(entry.queue().size() == office.form().fields.size() - 1);
    entry.mark("", false);
    CHECK(entry.queue().empty());
}

TEST_CASE("Characters of a group are confirmed as one step; a field whose characters are all confirmed is settled by its rules") {
    CheckedOffice office;
    office.page({{"koza_no", "7777777", "", {0.6}, "1"}});
    office.page({{"koza_no", "7777771", "", {0.9}, "1"}});
    office.page({{"shiten_code", "777", "", {0.7}, "1"}});
    auto person = office.person("確認者 1");
    GroupCheck group(person);
    const auto lines = group.characters();
    REQUIRE(lines.size() == 2);
    CHECK(lines[1].character == "7");
    CHECK(lines[1].count == 16);
    const auto cells = group.cells("7");
    REQUIRE(cells.size() == 16);
    CHECK(cells[0].confidence == 0.6);
    CHECK(cells[1].confidence == 0.7);
    CHECK(cells[2].confidence == 0.9);
    CHECK_FALSE(cells[3].doubtful);

    const auto done = group.settle(cells, {{cells[0].place(), "1"}}, 8);
    CHECK(done.characters == 16);
    CHECK(done.fields == 1);   // 1777777; the second still has its 1 open
    CHECK(done.left == 1);     // 777 is in no list of branches: for 1 項目ずつ
    CHECK(group.cells("7").empty());
    CHECK(group.cells("1").size() == 1);
    CHECK(person.queue().size() == 2);
    CHECK(ready_records(office.workspace(), "b", {}, "2026-11-21").ready.front().values.at("koza_no") == "1777777");

    const auto undone = person.undo();
    REQUIRE(undone);
    CHECK(undone->sentence == "まとめ確認（16 字）を戻しました");
    group.refresh();
    CHECK(group.cells("7").size() == 16);
    CHECK(person.queue().size() == 3);
}
