#pragma once
#include "tests/rpa-web/browser_page.h"
#include "tests/store/temporary_folder.h"

/// Steps on one page, with a folder for files; keeps the variables.
struct PageDesk : BrowserPage {
    using BrowserPage::BrowserPage;
    TemporaryFolder folder;
    std::map<std::string, std::string> variables;
    std::vector<yorozu::rpa::ReadBack> read_backs;
    void run(const std::string& json, const std::map<std::string, std::string>& record = {}) {
        auto scenario = scenario_with(json);
        scenario.file = folder / "scenario.json";
        yorozu::rpa::StepWorld world{browser(), scenario, true, {}, {}, {}, {}};
        world.files = folder / "files";
        world.healed = [this](const auto&, const auto&) { ++healed; };
        world.secret = [](const std::string& name) { return std::optional<std::string>(name == "password" ? "秘密 @:/%" : "見本 利用者"); };
        yorozu::rpa::Steps steps(std::move(world), record);
        steps.run(scenario.per_record);
        variables = steps.variables();
        read_backs = steps.read_backs();
    }
    std::string press_commit(const std::string& json) {
        const auto scenario = scenario_with(json);
        yorozu::rpa::Steps steps({browser(), scenario, true, {}, {}, {}, {}}, {});
        steps.prepare_commit(*scenario.commit());
        return steps.press_commit(*scenario.commit());
    }
    /// Words of the failure that the steps end with.
    yorozu::rpa::StepFailure failure(const std::string& json, const std::map<std::string, std::string>& record = {}) {
        try {
            run(json, record);
        } catch (const yorozu::rpa::StepFailure& failure) {
            return failure;
        }
        throw std::runtime_error("nothing failed");
    }
};
