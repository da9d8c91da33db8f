#include "workbench/desk/rpa/scenario_versions.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "rpa/scenario.h"
#include "workbench/desk/rpa/scenario_library.h"
#include "workbench/store/audit_log.h"

namespace yorozu::desk {

namespace {

/// "koza 第 3 版、わけ" → 3 and わけ; entries of older programs have no name, then `nameless` says whether they may be ours.
/// 0: not ours.
int version_of(const std::string& detail, const std::string& name, bool nameless, std::string& why) {
    static const std::string before = "第 ", behind = " 版", comma = "、";
    const std::string head = detail.rfind(name + " " + before, 0) == 0 ? name + " " + before : nameless && detail.rfind(before, 0) == 0 ? before : "";
    const auto end = detail.find(behind, head.size());
    if (head.empty() || end == std::string::npos) return 0;
    const std::string rest = detail.substr(end + behind.size());
    if (!rest.empty() && rest.rfind(comma, 0) != 0) return 0;  // of a name that goes on like this
    why = rest.empty() ? "" : rest.substr(comma.size());
    return std::atoi(detail.c_str() + head.size());
}

}  // namespace

std::vector<ScenarioVersion> scenario_versions(Workspace& workspace, const std::string& name) {
    require(workspace, {Right::clerk, Right::it, Right::manager});
    std::vector<ScenarioVersion> versions;
    std::string id;
    std::error_code error;
    for (const auto& one : std::filesystem::directory_iterator(scenarios_folder(workspace) / "versions" / name, error)) {
        ScenarioVersion version;
        version.number = std::atoi(one.path().stem().c_str());
        if (version.number <= 0 || one.path().extension() != ".json") continue;
        std::ifstream in(one.path(), std::ios::binary);
        version.text = {std::istreambuf_iterator<char>(in), {}};
        if (const auto reading = rpa::read_scenario(version.text, one.path()); reading.scenario) {
            id = reading.scenario->id;
            version.owner = reading.scenario->owner;
            version.verified_on = reading.scenario->verified_on;
            version.expires_on = reading.scenario->expires_on;
            rpa::each_step(*reading.scenario, [&](const rpa::Step&) { ++version.steps; });
        }
        versions.push_back(std::move(version));
    }
    std::sort(versions.begin(), versions.end(), [](const auto& a, const auto& b) { return a.number > b.number; });
    store::AuditLog::Filter filter;
    filter.act = "scenario";
    for (const auto& entry : store::AuditLog(workspace.database()).entries(filter)) {
        std::string why;
        const int number = version_of(entry.detail, name, entry.subject == "scenario/" + id, why);
        for (auto& version : versions)
            if (version.number == number) version.at = entry.at, version.who = entry.who, version.why = why;
    }
    return versions;
}

}  // namespace yorozu::desk
