#include "workbench/desk/rpa/scenario_library.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>

#include "rpa/scenario.h"
#include "rpa/scenario_text.h"
#include "workbench/desk/workspace/whole_file.h"

namespace yorozu::desk {

namespace fs = std::filesystem;

namespace {

fs::path versions_of(const Workspace& workspace, const std::string& name) { return scenarios_folder(workspace) / "versions" / name; }

int newest_version(const fs::path& folder) {
    int newest = 0;
    std::error_code error;
    for (const auto& one : fs::directory_iterator(folder, error)) newest = std::max(newest, std::atoi(one.path().stem().c_str()));
    return newest;
}

std::string text_of_file(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void place_file(const fs::path& file, const std::string& text) {
    WholeFile out(file);
    out.write(text);
    out.place();
}

bool has_any(Workspace& workspace, std::initializer_list<Right> rights) {
    try {
        require(workspace, rights);
        return true;
    } catch (const NotAllowed&) {
        return false;
    }
}

}  // namespace

fs::path scenarios_folder(const Workspace& workspace) { return workspace.folder() / "scenarios"; }

std::vector<KeptScenario> kept_scenarios(const Workspace& workspace) {
    std::vector<KeptScenario> all;
    std::error_code error;
    for (const auto& one : fs::directory_iterator(scenarios_folder(workspace), error)) {
        if (one.path().extension() != ".json") continue;
        KeptScenario kept;
        kept.name = one.path().stem().string();
        kept.version = newest_version(versions_of(workspace, kept.name));
        if (const auto reading = rpa::load_scenario(one.path()); reading.scenario) {
            const auto& scenario = *reading.scenario;
            kept.title = scenario.title;
            kept.id = scenario.id;
            kept.owner = scenario.owner;
            kept.verified_on = scenario.verified_on;
            kept.expires_on = scenario.expires_on;
        }
        all.push_back(std::move(kept));
    }
    std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.title != b.title ? a.title < b.title : a.name < b.name; });
    return all;
}

std::string scenario_name(const Workspace& workspace, const std::string& id) {
    for (const auto& kept : kept_scenarios(workspace))
        if (kept.id == id) return kept.name;
    return id;
}

int keep_scenario(Workspace& workspace, const std::string& name, const std::string& json, const std::string& why) {
    if (name.empty() || name[0] == '.' || name.find_first_of("/\\") != std::string::npos || name.size() > 120)
        throw RequestFault("シナリオの名前に使えません: " + name + ": 「/」のない、短い名前にしてください");
    const auto file = scenarios_folder(workspace) / (name + ".json");
    const auto reading = rpa::read_scenario(json, file);
    if (!reading.scenario) throw RequestFault(reading.faults[0].what + ": " + name + " " + reading.faults[0].place + ": " + reading.faults[0].mend);
    const std::string text = rpa::written_scenario(json);
    const auto folder = versions_of(workspace, name);
    const int newest = newest_version(folder);
    if (newest > 0 && text_of_file(file) == text) return newest;
    permit(workspace, {Right::it}, {"scenario", "scenario/" + reading.scenario->id, name + " 第 " + std::to_string(newest + 1) + " 版" + (why.empty() ? "" : "、" + why)});
    fs::create_directories(folder);
    char number[24];
    std::snprintf(number, sizeof number, "%04d.json", newest + 1);
    place_file(folder / number, text);
    place_file(file, text);
    return newest + 1;
}

bool may_change_scenarios(Workspace& workspace) { return has_any(workspace, {Right::it}); }
bool may_run_scenarios(Workspace& workspace) { return has_any(workspace, {Right::clerk, Right::it}); }

}  // namespace yorozu::desk
