#pragma once
#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <optional>

#include "samples/back-office/office.h"
#include "tests/gui/screen.h"
#include "workbench/gui/rpa/rpa_items.h"
#include "workbench/gui/rpa/rpa_room.h"
#include "workbench/gui/rpa/rpa_tree.h"

inline yorozu::gui::RpaRoom& room(yorozu::gui::Frame& frame) { return *dynamic_cast<yorozu::gui::RpaRoom*>(frame.room()); }

/// The sample back-office with its own database, the scenario that keys into it, and a file of records.
struct OfficeDay {
    Home home;
    std::optional<yorozu::backoffice::Office> office_up{std::in_place, options(0)};
    yorozu::backoffice::Office& office = *office_up;
    const int port = office.port();

    explicit OfficeDay(int records = 2) {
        setenv("YOROZU_SECRET_clerk", "1001", 1);
        setenv("YOROZU_SECRET_password", "mihon-1001", 1);
        std::ifstream in(std::string(YOROZU_SOURCE_DIR) + "/samples/scenarios/koza-furikae.json");
        std::string text{std::istreambuf_iterator<char>(in), {}};
        text.replace(text.find("http://127.0.0.1:8480"), 21, "http://127.0.0.1:" + std::to_string(port));
        std::ofstream(home.folder / "koza.json") << text;
        std::ofstream rows(home.folder / "rows.csv");
        rows << "hihokensha_no,ginko_code,shiten_code,yokin,koza_no,meigi_kana,todokede_bi\n";
        for (int i = 0; i < records; ++i) {
            office.registry().add({std::to_string(40000000 + i), "見本 太郎", "ミホン タロウ", "見本市1-1"});
            rows << 40000000 + i << ",0001,107,普通," << 1000000 + i << ",ﾐﾎﾝ ﾀﾛｳ,2025-04-01\n";
        }
    }
    yorozu::backoffice::OfficeOptions options(int wanted) const { return {home.folder / "office.db", wanted, "1001", "mihon-1001", {}}; }
    /// Down: nobody answers at its port. Up again: the same address, the same registrations.
    void goes_down() { office.stop(); }
    void comes_up() {
        office_up.reset();
        office_up.emplace(options(port));
    }
    int registered() { return static_cast<int>(office.registry().count()); }

    void open(Person& person) {
        person.ask<bool>([this](yorozu::gui::Frame& frame) {
            frame.open_workspace(home.workspace, yorozu::store::Access::write);
            frame.enter("rpa");
            room(frame).take_recording(home.folder / "koza.json");
            room(frame).choose_data(home.folder / "rows.csv");
            room(frame).tree().SetFocus();
            return true;
        });
        person.wait("the room", [](yorozu::gui::Frame& frame) { return frame.room_id() == "rpa" && frame.session().jobs.idle(); });
        std::this_thread::sleep_for(std::chrono::milliseconds(800));  // the menus and the toolbar are made anew
    }
    void wait_at_commit(Person& person) {
        person.wait("the stop before the commit", [](yorozu::gui::Frame& frame) {
            const auto* run = room(frame).running();
            return run && run->view().paused && run->view().at_commit;
        });
    }
    void wait_end(Person& person) {
        person.wait("the end of the run", [](yorozu::gui::Frame& frame) { return !room(frame).running() && frame.session().jobs.idle(); });
    }
};

