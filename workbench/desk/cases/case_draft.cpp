#include "workbench/desk/cases/case_draft.h"

#include <fstream>
#include <nlohmann/json.hpp>

#include "workbench/desk/workspace/whole_file.h"
#include "workbench/store/durable.h"

namespace yorozu::desk {
namespace {

namespace fs = std::filesystem;

/// Names may have characters that no file name has.
fs::path draft_file(const Workspace& workspace) {
    static const char* hex = "0123456789abcdef";
    std::string name;
    for (const char c : workspace.session().who) {
        name += hex[static_cast<unsigned char>(c) >> 4];
        name += hex[static_cast<unsigned char>(c) & 15];
    }
    return workspace.folder() / "drafts" / ("case-" + name.substr(0, 200) + ".json");
}

}  // namespace

CaseLine CaseDraft::line_of(const std::string& number) const {
    const auto found = lines.find(number);
    return found == lines.end() ? CaseLine{} : found->second;
}

void CaseDraft::put_line(const std::string& number, const CaseLine& line) {
    if (number.empty() || line.empty()) lines.erase(number);
    else lines[number] = line;
}

CaseDraft kept_draft(const Workspace& workspace) {
    std::ifstream in(draft_file(workspace), std::ios::binary);
    const auto json = nlohmann::json::parse(in, nullptr, false);
    if (!json.is_object()) return {};
    const auto line_in = [](const nlohmann::json& one) {
        return CaseLine{one.value("kind", ""), one.value("text", ""), one.value("minutes", 0.0), one.value("clock_since", store::TimeMs{0})};
    };
    try {
        CaseDraft draft{json.value("fields", CaseFields{}), json.value("begun", store::TimeMs{0}), {}};
        if (json.contains("number")) draft.put_line(json.at("number"), line_in(json));  // as it was when there was only one line
        if (json.contains("lines"))
            for (const auto& [number, one] : json.at("lines").items()) draft.put_line(number, line_in(one));
        return draft;
    } catch (const nlohmann::json::exception&) {
        return {};
    }
}

void keep_draft(const Workspace& workspace, const CaseDraft& draft) {
    const auto file = draft_file(workspace);
    if (draft.empty()) {
        std::error_code ignored;
        fs::remove(file, ignored);
        return;
    }
    if (!fs::exists(file.parent_path())) {
        store::make_folder(file.parent_path());
        fs::permissions(file.parent_path(), fs::perms::owner_all);
    }
    nlohmann::json json{{"fields", draft.fields}, {"begun", draft.begun}, {"lines", nlohmann::json::object()}};
    for (const auto& [number, line] : draft.lines)
        json["lines"][number] = {{"kind", line.kind}, {"text", line.text}, {"minutes", line.minutes}, {"clock_since", line.clock_since}};
    WholeFile whole(file);
    whole.write(json.dump(1, ' ', false, nlohmann::json::error_handler_t::replace));
    whole.place();
}

}  // namespace yorozu::desk
