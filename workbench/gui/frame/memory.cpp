#include "workbench/gui/frame/memory.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>

#include "workbench/desk/export/export.h"
#include "workbench/desk/workspace/whole_file.h"

namespace yorozu::gui {
namespace {

namespace fs = std::filesystem;
constexpr std::size_t most_workspaces = 8, most_recents = 12;

fs::path default_file() {
    if (const char* config = std::getenv("XDG_CONFIG_HOME"); config && *config) return fs::path(config) / "yorozu/workbench.json";
    if (const char* home = std::getenv("HOME"); home && *home) return fs::path(home) / ".config/yorozu/workbench.json";
    return {};
}

}  // namespace

Memory::Memory(fs::path file) : file_(file.empty() ? default_file() : std::move(file)) {
    std::ifstream in(file_);
    const auto json = nlohmann::json::parse(in, nullptr, false);
    if (!json.is_object()) return;
    try {
        for (const auto& folder : json.value("workspaces", std::vector<std::string>{})) workspaces.emplace_back(folder);
        for (const auto& item : json.value("recents", nlohmann::json::array()))
            recents.push_back({item.value("workspace", ""), item.value("room", ""), item.value("subject", ""), item.value("at", std::int64_t{0})});
        watched = json.value("watched", watched);
        row = json.value("row", row);
        sash = json.value("sash", sash);
        language = json.value("language", language);
        appearance = json.value("appearance", appearance);
    } catch (const nlohmann::json::exception&) {  // written by hand or by a newer program: begin anew
    }
}

void Memory::used_workspace(const fs::path& folder) {
    std::erase(workspaces, folder);
    workspaces.insert(workspaces.begin(), folder);
    if (workspaces.size() > most_workspaces) workspaces.resize(most_workspaces);
    save();
}

void Memory::used(Recent recent) {
    std::erase_if(recents, [&](const Recent& other) {
        return other.workspace == recent.workspace && other.room == recent.room && other.subject == recent.subject;
    });
    recents.insert(recents.begin(), std::move(recent));
    if (recents.size() > most_recents) recents.resize(most_recents);
    save();
}

void Memory::save() const {
    if (file_.empty()) return;
    nlohmann::json json{{"watched", watched}, {"row", row}, {"sash", sash}, {"language", language}, {"appearance", appearance}};
    for (const auto& folder : workspaces) json["workspaces"].push_back(folder.string());
    for (const auto& recent : recents)
        json["recents"].push_back({{"workspace", recent.workspace}, {"room", recent.room}, {"subject", recent.subject}, {"at", recent.at}});
    std::error_code ignored;
    fs::create_directories(file_.parent_path(), ignored);
    try {
        desk::WholeFile file(file_);
        file.write(json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
        file.place();
    } catch (const desk::ExportFailure&) {
    }
}

}  // namespace yorozu::gui
