// Japanese as it is given, or not at all: the corpus through the GTK and the Qt form, judged by what they saved.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <thread>

#include "rpa/japanese.h"
#include "tests/rpa-desktop/japanese_corpus.h"
#include "tests/rpa-desktop/ledger_desk.h"

using namespace yorozu::rpa;

namespace {

constexpr auto patience = LedgerDesk::patience;

/// The texts that may be keyed at all; the others are refused before a key is pressed.
std::vector<std::string> keyable_corpus() {
    std::vector<std::string> kept;
    int refused = 0;
    for (const auto& text : japanese_corpus(200))
        if (keyable(text, OnUnkeyable::refuse, OnUnkeyable::refuse).refused) ++refused;
        else kept.push_back(text);
    CHECK(refused == 13);  // 12 made to be refused, and the one with a tab inside
    CHECK(kept.size() > 90);
    return kept;
}

}  // namespace

TEST_CASE("Every Japanese text reaches a GTK form's own file unchanged") {
    LedgerDesk desk;
    desk.launch();
    desk.set("暗証番号", "mihon-1001");
    const auto corpus = keyable_corpus();
    int wrong = 0, shown_wrong = 0;
    const std::vector<std::string> fields = {"氏名", "フリガナ", "住所", "備考"};
    for (std::size_t first = 0; first < corpus.size(); first += fields.size()) {
        const std::string number = std::to_string(first);
        desk.set("申請番号", number);
        for (std::size_t i = 0; i < fields.size() && first + i < corpus.size(); ++i) {
            desk.set(fields[i], corpus[first + i]);
            shown_wrong += desk.shown(fields[i]) != corpus[first + i];
        }
        desk.press("登録");
        desk.desktop->dialog(patience);
        desk.desktop->answer_dialog("はい", patience);
        const auto saved = desk.saved(number);
        REQUIRE(saved.size() == 1);
        const std::vector<std::string> held = {saved[0].name, saved[0].kana, saved[0].address, saved[0].note};
        for (std::size_t i = 0; i < fields.size() && first + i < corpus.size(); ++i) wrong += held[i] != corpus[first + i];
    }
    CHECK(shown_wrong == 0);
    CHECK(wrong == 0);
}

TEST_CASE("Every Japanese text reaches a Qt form's own file unchanged") {
    TemporaryFolder folder;
    const std::string program = std::string(YOROZU_BIN_DIR) + "/yorozu-qt-form";
    const auto desktop = start_desktop({{}, {program}, {}});
    desktop->launch({program, (folder / "records").string()}, "届出入力", patience);
    const auto corpus = keyable_corpus();
    int wrong = 0, shown_wrong = 0, saves = 0;
    const auto field = [](const std::string& name) { return LedgerDesk::aria(name + "[role=\"textbox\"]"); };
    for (std::size_t first = 0; first < corpus.size(); first += 2) {
        const std::string& name = corpus[first];
        const std::string& address = corpus[std::min(first + 1, corpus.size() - 1)];
        for (const auto& [label, text] : {std::pair{"氏名", name}, std::pair{"住所", address}}) {
            desktop->set_text(field(label), text, Entry::usual, patience);
            shown_wrong += desktop->read_back(field(label)) != text;
        }
        desktop->press(LedgerDesk::aria("保存[role=\"button\"]"), Driver::Press::click, Driver::Heal::never, patience);
        const Target saved{{{"text/保存しました（" + std::to_string(++saves) + " 件）"}}, {}};
        for (int round = 0; round < 200 && desktop->glance({saved}).sights[0].count == 0; ++round) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    std::ifstream in(folder / "records");
    int lines = 0;
    for (std::string line; std::getline(in, line); ++lines) {
        const auto record = nlohmann::json::parse(line);
        wrong += record["name"] != corpus[static_cast<std::size_t>(lines) * 2];
        wrong += record["address"] != corpus[std::min(static_cast<std::size_t>(lines) * 2 + 1, corpus.size() - 1)];
    }
    CHECK(lines == saves);
    CHECK(shown_wrong == 0);
    CHECK(wrong == 0);
}
