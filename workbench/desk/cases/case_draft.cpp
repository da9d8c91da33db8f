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

CaseDraft kept_draft(const Workspace& workspace) {
    std::ifstream in(draft_file(workspace), std::ios::binary);
    const auto json = nlohmann::json::parse(in, nullptr, false);
    if (!json.is_object()) return {};
    try {
        return {json.value("fields", CaseFields{}), json.value("begun", store::TimeMs{0}), json.value("number", ""), json.value("kind", ""),
                json.value("text", ""), json.value("minutes", 0.0), json.value("clock_since", store::TimeMs{0})};
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
    const nlohmann::json json{{"fields", draft.fields}, {"begun", draft.begun}, {"number", draft.number}, {"kind", draft.kind},
                              {"text", draft.text}, {"minutes", draft.minutes}, {"clock_since", draft.clock_since}};
    WholeFile whole(file);
    whole.write(json.dump(1, ' ', false, nlohmann::json::error_handler_t::replace));
    whole.place();
}

}  // namespace yorozu::desk
