#include "workbench/desk/reading/listed_forms.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

namespace yorozu::desk {
namespace {

namespace fs = std::filesystem;

void add_form(const fs::path& file, std::vector<ListedForm>& forms) {
    std::ifstream in(file);
    const auto json = nlohmann::json::parse(in, nullptr, false);
    if (!json.is_object() || !json.contains("formatVersion") || !json.contains("fields")) return;
    try {
        ListedForm form{json.value("id", ""), json.value("title", ""), static_cast<int>(json["fields"].size()),
                        json.contains("pages") ? static_cast<int>(json["pages"].size()) : 1, false};
        for (const auto& field : json["fields"]) form.masked = form.masked || (field.is_object() && field.value("mask", false));
        if (!form.id.empty()) forms.push_back(std::move(form));
    } catch (const nlohmann::json::exception&) {  // `template check` says what is wrong with it
    }
}

}  // namespace

std::vector<ListedForm> listed_forms(const Workspace& workspace) {
    std::vector<ListedForm> forms;
    std::error_code error;
    for (fs::directory_iterator folder(workspace.templates_folder(), error), end; !error && folder != end; folder.increment(error)) {
        if (!folder->is_directory()) continue;
        for (const auto& file : fs::directory_iterator(folder->path()))
            if (file.path().extension() == ".json") add_form(file.path(), forms);
    }
    std::sort(forms.begin(), forms.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
    return forms;
}

}  // namespace yorozu::desk
