#pragma once
#include <fstream>
#include <memory>

#include "rpa/desktop/desktop_driver.h"
#include "samples/counter-ledger/ledger.h"
#include "tests/store/temporary_folder.h"

/// The sample ledger on a desktop of its own.
struct LedgerDesk {
    using Milliseconds = std::chrono::milliseconds;
    static constexpr Milliseconds patience{15'000};

    TemporaryFolder folder;
    std::string program = std::string(YOROZU_BIN_DIR) + "/yorozu-counter-ledger";
    std::unique_ptr<yorozu::rpa::Desktop> desktop = yorozu::rpa::start_desktop({{}, {program}, {}});

    void launch(const std::string& fault = "", Milliseconds timeout = patience) {
        if (!fault.empty()) std::ofstream(folder / "faults") << fault;
        desktop->launch({program, "--db", (folder / "ledger.db").string(), "--faults", (folder / "faults").string()}, "窓口台帳", timeout);
    }
    static yorozu::rpa::Target aria(const std::string& name) { return {{{"aria/" + name}}, {}}; }
    void set(const std::string& name, const std::string& text, yorozu::rpa::Entry how = yorozu::rpa::Entry::usual) { desktop->set_text(aria(name), text, how, patience); }
    std::string shown(const std::string& name) { return desktop->read_back(aria(name)); }
    void press(const std::string& name, Milliseconds timeout = patience) {
        desktop->press(aria(name + "[role=\"button\"]"), yorozu::rpa::Driver::Press::click, yorozu::rpa::Driver::Heal::allowed, timeout);
    }
    std::vector<counter_ledger::Entry> saved(const std::string& number) const { return counter_ledger::Ledger(folder / "ledger.db").find(number); }
};

/// What ended the action; the test fails if nothing did.
template <typename Act>
yorozu::rpa::StepFailure failure_of(const Act& act) {
    try {
        act();
    } catch (const yorozu::rpa::StepFailure& failure) {
        return failure;
    }
    return {yorozu::rpa::StepFailure::Kind::environment, "nothing failed"};
}
