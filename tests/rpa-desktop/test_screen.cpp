// The last resort: text and pictures on the screen; and what keeps them from hitting something else.
#include <catch2/catch.hpp>
#include <thread>

#include "rpa/desktop/png_picture.h"
#include "rpa/desktop/x11_desktop.h"
#include "tests/rpa-desktop/ledger_desk.h"

using namespace yorozu::rpa;
using std::chrono::milliseconds;

namespace {

/// The button as it looks in the same program on another display of the same size.
Pixels picture_of_button(const LedgerDesk& desk, const std::string& name) {
    DesktopSession session(1280, 1024, 96);
    Accessibility objects(session.bus_address());
    session.start_program({desk.program, "--db", (desk.folder / "other.db").string()});
    for (int round = 0; round < 200; ++round, std::this_thread::sleep_for(milliseconds(50)))
        for (const auto& node : objects.inside(objects.windows()))
            if (node.role == Role::push_button && node.name == name && node.is(State::showing)) {
                std::this_thread::sleep_for(milliseconds(500));
                const Box box = objects.boxes({node.ref}).front();
                const auto all = session.display().picture();
                Pixels part{box.width - 40, box.height - 8, {}};
                for (int y = 0; y < part.height; ++y) {
                    const auto from = all.rgb.begin() + ((box.y + 4 + y) * all.width + box.x + 20) * 3;
                    part.rgb.insert(part.rgb.end(), from, from + part.width * 3);
                }
                return part;
            }
    return {};
}

}  // namespace

TEST_CASE("A button is pressed by its picture or by the text on it where the program tells nothing") {
    LedgerDesk desk;
    const auto picture = picture_of_button(desk, "登録");
    REQUIRE(picture.width > 0);
    std::ofstream(desk.folder / "touroku.png", std::ios::binary) << png_of(picture);
    desk.desktop = start_desktop({{}, {desk.program}, desk.folder.path()});
    desk.launch();
    const auto refuses = [&](const Target& target) {
        desk.desktop->menu({"ファイル", "新しい申請"}, desk.patience);
        desk.desktop->press(target, Driver::Press::click, Driver::Heal::allowed, desk.patience);
        for (int round = 0; round < 100; ++round, std::this_thread::sleep_for(milliseconds(20)))
            if (desk.desktop->glance({{{{"text/暗証番号が違います"}}, {}}}).sights[0].count == 1) return true;
        return false;
    };
    CHECK(refuses({{{"image/touroku.png"}}, {}}));
    desk.set("検索する申請番号", "77");
    desk.desktop->press({{{"ocr/検索"}}, {}}, Driver::Press::click, Driver::Heal::allowed, desk.patience);
    for (int round = 0; round < 100 && desk.desktop->glance({desk.aria("検索した番号")}).sights[0].text != "77 の登録"; ++round) std::this_thread::sleep_for(milliseconds(20));
    CHECK(desk.desktop->glance({desk.aria("検索した番号")}).sights[0].text == "77 の登録");
    CHECK(desk.desktop->count_each({{{"ocr/送信"}, {"image/touroku.png"}}, {}}) == std::vector<int>{0, 1});
    const auto entered = failure_of([&] { desk.desktop->set_text({{{"image/touroku.png"}}, {}}, "山田", Entry::usual, desk.patience); });
    INFO(entered.message);
    CHECK(entered.message.find("読み返せません") != std::string::npos);
    CHECK(failure_of([&] { desk.desktop->ready({{{"image/nai.png"}}, {}}, Driver::Heal::never, desk.patience); }).message.find("探す画像を読めません") != std::string::npos);
}

TEST_CASE("A display of another size or density than the scenario says is refused, and so is searching on pictures without saying it") {
    const DesktopSession session(1280, 1024, 96);
    auto& display = const_cast<DesktopSession&>(session).display();
    CHECK_NOTHROW(require_screen({1280, 1024, 96}, display));
    CHECK(failure_of([&] { require_screen({1366, 1024, 96}, display); }).message.find("幅") != std::string::npos);
    CHECK(failure_of([&] { require_screen({1280, 1024, 120}, display); }).message.find("120 dpi、今の画面 96 dpi") != std::string::npos);
    const std::string scenario = R"j({"formatVersion":1,"id":"t","title":"t","owner":"o","programs":["soffice"],"perRecord":[{"type":"desktop.click","selectors":["ocr/登録"]}]})j";
    const auto reading = read_scenario(scenario);
    REQUIRE(reading.faults.size() == 1);
    CHECK(reading.faults[0].what == "画像で探すのに、画面の大きさが決まっていません");
}

TEST_CASE("Password fields are hidden in pictures") {
    LedgerDesk desk;
    desk.launch();
    const auto grey = [&] {
        std::ofstream(desk.folder / "shot.png", std::ios::binary) << desk.desktop->picture();
        const auto pixels = read_png(desk.folder / "shot.png");
        int count = 0;
        for (std::size_t i = 0; i + 2 < pixels->rgb.size(); i += 3) count += pixels->rgb[i] == 96 && pixels->rgb[i + 1] == 96 && pixels->rgb[i + 2] == 96;
        return count;
    };
    desk.set("暗証番号", "mihon-1001");
    CHECK(grey() > 5000);  // the whole field, with its dots
}
