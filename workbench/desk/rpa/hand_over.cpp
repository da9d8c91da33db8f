#include "workbench/desk/rpa/hand_over.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "rpa/scenario_document.h"
#include "workbench/desk/rpa/scenario_library.h"
#include "workbench/desk/workspace/calendar.h"

namespace yorozu::desk {

namespace {

[[noreturn]] void refuse(const std::string& what, const std::string& mend) { throw RequestFault(what + ": 引き渡し: " + mend); }

int day_of(const std::string& label, const std::string& iso) {
    if (const auto day = day_number(iso)) return *day;
    refuse(label + "が日付ではありません", "2027-03-31 の形で書いてください");
}

}  // namespace

int hand_over(Workspace& workspace, const std::string& name, const std::string& json, const HandOver& wanted) {
    if (wanted.owner.find_first_not_of(" \t\n") == std::string::npos) refuse("持ち主がありません", "これから受け持つ課と係を書いてください");
    if (day_of("期限", wanted.expires_on) <= day_of("最終確認", wanted.verified_on)) refuse("期限が最終確認より後ではありません", "次に画面を確かめる日を、後の日にしてください");
    rpa::ScenarioDocument document(json);
    const std::pair<const char*, const std::string&> keys[] = {{"owner", wanted.owner}, {"verifiedOn", wanted.verified_on}, {"expiresOn", wanted.expires_on}, {"note", wanted.note}};
    for (const auto& [key, value] : keys)
        if (const auto why_not = document.set("", key, value.empty() ? "" : nlohmann::json(value).dump()); !why_not.empty()) refuse(why_not, "シナリオを検査（Ctrl+E）で直してください");
    return keep_scenario(workspace, name, document.text(), "引き渡し（" + wanted.owner + "）" + (wanted.note.empty() ? "" : ": " + wanted.note));
}

}  // namespace yorozu::desk
