// The GTK form: found by name and role, filled, committed, read from its own file; and everything that can be in the way.
#include <catch2/catch.hpp>

#include "tests/rpa-desktop/ledger_desk.h"

using namespace yorozu::rpa;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds soon{1500};
using Clock = std::chrono::steady_clock;

}  // namespace

CATCH_TRANSLATE_EXCEPTION(const StepFailure& failure) { return failure.message; }

TEST_CASE("A GTK form is filled by names and labels, committed through its question, and its own file holds every value") {
    LedgerDesk desk;
    desk.launch();
    desk.set("暗証番号", "mihon-1001");
    CHECK(desk.shown("暗証番号") == "mihon-1001");
    desk.set("申請番号", "20260001", Entry::keys);
    CHECK(desk.shown("申請番号") == "20260001");
    desk.set("氏名", "髙﨑 彅");
    CHECK(desk.shown("氏名") == "髙﨑 彅");
    desk.set("フリガナ", "ﾀｶｻｷ ﾅｷﾞ", Entry::set);
    CHECK(desk.shown("フリガナ") == "ﾀｶｻｷ ﾅｷﾞ");
    desk.set("住所", "東京都見本区𠮷野町１－２－３", Entry::paste);
    CHECK(desk.shown("住所") == "東京都見本区𠮷野町１－２－３");
    desk.desktop->select(desk.aria("区分[role=\"combobox\"]"), "学生", desk.patience);
    CHECK(desk.shown("区分[role=\"combobox\"]") == "学生");
    const Target payments{{{"aria/[role=\"radio\"]"}}, {}};
    desk.desktop->choose(payments, "口座振替", desk.patience);
    CHECK(desk.desktop->read_back(payments) == "口座振替");
    desk.desktop->choose(desk.aria("減免あり[role=\"checkbox\"]"), "オン", desk.patience);
    CHECK(desk.shown("減免あり[role=\"checkbox\"]") == std::string("オン") + '\0' + "減免あり");
    desk.press("登録");
    CHECK(desk.desktop->dialog(desk.patience).find("登録しますか") != std::string::npos);
    desk.desktop->answer_dialog("はい", desk.patience);
    CHECK(desk.shown("受付番号") == "L0000001");
    const auto saved = desk.saved("20260001");
    REQUIRE(saved.size() == 1);
    CHECK(saved[0].name == "髙﨑 彅");
    CHECK(saved[0].kana == "ﾀｶｻｷ ﾅｷﾞ");
    CHECK(saved[0].address == "東京都見本区𠮷野町１－２－３");
    CHECK(saved[0].kind == "学生");
    CHECK(saved[0].payment == "口座振替");
    CHECK(saved[0].exempt);

    SECTION("the row is found in its list, with its number") {
        desk.set("検索する申請番号", "20260001");
        desk.press("検索");
        const auto answer = [&] { return desk.desktop->glance({desk.aria("検索した番号")}).sights[0]; };
        for (int round = 0; round < 250 && answer().text != "20260001 の登録"; ++round) std::this_thread::sleep_for(milliseconds(20));
        REQUIRE(answer().count == 1);
        CHECK(answer().text == "20260001 の登録");
        const auto rows = desk.desktop->rows(desk.aria("登録の一覧[role=\"table\"]"), "受付番号");
        REQUIRE(rows.size() == 1);
        CHECK(rows[0].number == "L0000001");
        CHECK(std::find(rows[0].texts.begin(), rows[0].texts.end(), "髙﨑 彅") != rows[0].texts.end());
        const auto table = desk.desktop->table(desk.aria("登録の一覧[role=\"table\"]"));
        REQUIRE(table.size() == 2);
        CHECK(table[0] == std::vector<std::string>{"受付番号", "申請番号", "氏名", "住所"});
    }
    SECTION("a menu empties the form") {
        desk.desktop->menu({"ファイル", "新しい申請"}, desk.patience);
        CHECK(desk.shown("氏名") == "");
        CHECK(desk.shown("区分[role=\"combobox\"]") == "");
    }
    SECTION("a menu item that is switched off is named, and no menu stays open") {
        const auto failure = failure_of([&] { desk.desktop->menu({"ファイル", "締める"}, soon); });
        CHECK(failure.message.find("締める") != std::string::npos);
        CHECK(failure.message.find("無効") != std::string::npos);
        desk.set("備考", "続き");
        CHECK(desk.shown("備考") == "続き");
    }
}

TEST_CASE("What is in the way on the desktop is a clear failure in good time") {
    LedgerDesk desk;
    const auto began = Clock::now();
    SECTION("a program that is not allowed") {
        const auto failure = failure_of([&] { desk.desktop->launch({"/bin/cat"}, "窓", soon); });
        CHECK(failure.kind == StepFailure::Kind::environment);
        CHECK(failure.message.find("許していないプログラム") != std::string::npos);
    }
    SECTION("a program that ends at once") {
        const auto failure = failure_of([&] { desk.launch("crash", desk.patience); });
        CHECK(failure.kind == StepFailure::Kind::system);
        CHECK(failure.message.find("終了コード 9") != std::string::npos);
    }
    SECTION("a window that never comes") {
        const auto failure = failure_of([&] { desk.launch("no-window", soon); });
        CHECK(failure.message.find("「窓口台帳」を含む窓が現れません") != std::string::npos);
    }
    SECTION("two windows that match") {
        const auto failure = failure_of([&] { desk.launch("second-window", soon); });
        CHECK(failure.message.find("2 つあります") != std::string::npos);
    }
    SECTION("a question in front of the form: nothing behind it is touched") {
        desk.launch("notice");
        CHECK(desk.desktop->dialog(desk.patience).find("早く閉めます") != std::string::npos);
        desk.desktop->window({WindowWish::Which::first, "", ""}, soon);
        for (const auto& act : {std::function<void()>([&] { desk.press("登録", soon); }), std::function<void()>([&] { desk.desktop->set_text(desk.aria("氏名"), "山", Entry::usual, soon); })}) {
            const auto failure = failure_of(act);
            CHECK(failure.kind == StepFailure::Kind::system);
            CHECK(failure.message.find("「確認」が答えを待っている") != std::string::npos);
        }
        CHECK(desk.desktop->glance({desk.aria("氏名")}).sights[0].text == "");
    }
    SECTION("an element that is not there, one of two, and one that cannot be written") {
        desk.launch();
        CHECK(failure_of([&] { desk.press("送信", soon); }).message.find("「送信」が窓にありません") != std::string::npos);
        CHECK(failure_of([&] { desk.desktop->press({{{"aria/[role=\"button\"]"}}, {}}, Driver::Press::click, Driver::Heal::allowed, soon); }).message.find("2 つあります") != std::string::npos);
        CHECK(failure_of([&] { desk.desktop->set_text(desk.aria("受付番号"), "L1", Entry::usual, soon); }).message.find("書き込めない") != std::string::npos);
        CHECK(failure_of([&] { desk.set("氏名", "山田", Entry::keys); }).kind == StepFailure::Kind::business);
        CHECK(failure_of([&] { desk.desktop->select(desk.aria("区分[role=\"combobox\"]"), "老人", desk.patience); }).kind == StepFailure::Kind::business);
        CHECK(failure_of([&] { desk.desktop->choose({{{"aria/[role=\"radio\"]"}}, {}}, "小切手", desk.patience); }).kind == StepFailure::Kind::business);
    }
    SECTION("a program that crashes, and one that hangs, under our hands") {
        const bool hangs = GENERATE(true, false);
        desk.launch();
        std::ofstream(desk.folder / "faults") << (hangs ? "hang-after-save" : "crash-after-save");
        desk.set("暗証番号", "mihon-1001");
        desk.set("申請番号", "1");
        desk.set("氏名", "見本");
        desk.press("登録");
        desk.desktop->dialog(desk.patience);
        const auto failure = failure_of([&] {
            desk.desktop->answer_dialog("はい", soon);
            desk.desktop->press(desk.aria("登録[role=\"button\"]"), Driver::Press::click, Driver::Heal::allowed, soon);
        });
        CHECK(failure.kind == StepFailure::Kind::system);
        CHECK(failure.message.find(hangs ? "応答しません" : "シグナル 11") != std::string::npos);
        CHECK(desk.saved("1").size() == 1);
    }
    CHECK(Clock::now() - began < std::chrono::seconds(60));
}

TEST_CASE("Another locator stands in for one that no longer fits, but never for a commit") {
    LedgerDesk desk;
    desk.launch();
    const Target renamed{{{"aria/送信[role=\"button\"]"}, {"aria/検索[role=\"button\"]"}}, {}};
    CHECK(desk.desktop->ready(renamed, Driver::Heal::allowed, soon).healed);
    CHECK(failure_of([&] { desk.desktop->ready(renamed, Driver::Heal::never, soon); }).message.find("確定操作") != std::string::npos);
    const Target torn{{{"aria/送信[role=\"button\"]"}, {"aria/検索[role=\"button\"]"}, {"aria/登録[role=\"button\"]"}}, {}};
    CHECK(failure_of([&] { desk.desktop->ready(torn, Driver::Heal::allowed, soon); }).kind == StepFailure::Kind::system);
    CHECK(desk.desktop->count_each(torn) == std::vector<int>{0, 1, 1});
}
