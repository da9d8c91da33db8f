#include "workbench/desk/people/session.h"

#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <utility>

#include "workbench/desk/workspace/workspace.h"
#include "workbench/store/audit_log.h"
#include "workbench/store/baselines.h"
#include "workbench/store/documents.h"
#include "workbench/store/people.h"

namespace yorozu::desk {
namespace {

struct RightName {
    Right right;
    std::string_view name, words;
};
constexpr std::array<RightName, 6> right_names{{{Right::clerk, "clerk", "入力担当"},
                                     {Right::checker, "checker", "確認担当"},
                                     {Right::it, "it", "IT担当"},
                                     {Right::help_desk, "help-desk", "相談担当"},
                                     {Right::manager, "manager", "管理職"},
                                     {Right::admin, "admin", "管理者"}}};

const RightName& entry_of(Right right) {
    return *std::find_if(right_names.begin(), right_names.end(), [right](const RightName& name) { return name.right == right; });
}

bool has_one(const store::StoredPerson& person, std::initializer_list<Right> any_of) {
    return any_of.size() == 0 || std::any_of(any_of.begin(), any_of.end(), [&](Right right) {
        return std::find(person.rights.begin(), person.rights.end(), name_of(right)) != person.rights.end();
    });
}

bool sees(const store::StoredPerson& person, const std::string& department) {
    return department.empty() || person.departments.empty() ||
           std::find(person.departments.begin(), person.departments.end(), department) != person.departments.end();
}

std::string words_of(std::initializer_list<Right> any_of) {
    std::string words;
    for (const Right right : any_of) words += (words.empty() ? "" : "か") + std::string(words_of(right));
    return words;
}

/// Why the person may not, as "what: where: mend"; "" when they may.
std::string refusal(Workspace& workspace, std::initializer_list<Right> any_of, const std::string& department) {
    const auto& session = workspace.session();
    if (!session.signed_in)
        return "サインインが要ります: " + workspace.folder().string() + ": 登録された名前とパスフレーズでサインインしてください";
    const auto person = store::People(workspace.database()).find(session.who);
    if (!person || person->retired)
        return "この名前は使えなくなっています: " + session.who + ": 管理者に確かめてください";
    if (!has_one(*person, any_of))
        return words_of(any_of) + "の権限が要ります: " + session.who + ": 管理者に加えてもらってください（「設定」の「利用者と権限」か、yorozu people rights）";
    if (!sees(*person, department))
        return "「" + department + "」のものを見る権限がありません: " + session.who + ": 管理者に課を加えてもらってください（「設定」の「利用者と権限」か、yorozu people rights）";
    return "";
}

void write_down(Workspace& workspace, const std::string& act, const std::string& subject, const std::string& detail) {
    const auto& session = workspace.session();
    store::AuditLog(workspace.database()).append({0, session.clock(), session.who, act, subject, "", detail, ""});
}

}  // namespace

std::string_view name_of(Right right) { return entry_of(right).name; }
std::string_view words_of(Right right) { return entry_of(right).words; }

std::optional<Right> right_named(std::string_view name) {
    for (const auto& entry : right_names)
        if (entry.name == name) return entry.right;
    return std::nullopt;
}

bool has_people(Workspace& workspace) { return store::People(workspace.database()).any(); }

void require(Workspace& workspace, std::initializer_list<Right> any_of, const std::string& department) {
    if (!has_people(workspace)) return;
    if (const auto why = refusal(workspace, any_of, department); !why.empty()) throw NotAllowed(why);
}

void permit(Workspace& workspace, std::initializer_list<Right> any_of, const Deed& deed, const std::string& department) {
    const bool people = has_people(workspace);
    if (workspace.database().read_only()) {
        if (!people) return;
        throw store::StoreError(store::Blame::environment, "読み取り専用なので、見たことを監査ログに残せません",
                                workspace.folder().string(), "書き込めるワークスペースで開いてください");
    }
    if (const auto why = people ? refusal(workspace, any_of, department) : ""; !why.empty()) {
        write_down(workspace, "refused", deed.subject, deed.act + (deed.detail.empty() ? "" : " " + deed.detail));
        throw NotAllowed(why);
    }
    write_down(workspace, deed.act, deed.subject, deed.detail);
}

void permit_batch(Workspace& workspace, std::initializer_list<Right> any_of, const std::string& act, const std::string& batch,
                  const std::string& detail) {
    permit(workspace, any_of, {act, "batch/" + batch, detail},
           store::Documents(workspace.database()).department(batch).value_or(""));
}

void permit_scenario(Workspace& workspace, std::initializer_list<Right> any_of, const std::string& act,
                     const std::string& scenario, const std::string& detail) {
    permit(workspace, any_of, {act, "scenario/" + scenario, detail}, department_of_scenario(workspace, scenario));
}

void log_views(Workspace& workspace, const std::vector<std::int64_t>& documents, const std::string& detail) {
    if (workspace.database().read_only()) return;  // only without people: see permit
    const auto& session = workspace.session();
    std::vector<store::AuditEntry> entries;
    for (const auto document : documents)
        entries.push_back({0, session.clock(), session.who, "view", "document/" + std::to_string(document), "", detail, ""});
    store::AuditLog(workspace.database()).append(entries);
}

bool may_see(Workspace& workspace, const std::string& department) {
    if (department.empty() || !has_people(workspace)) return true;
    const auto person = store::People(workspace.database()).find(workspace.session().who);
    return workspace.session().signed_in && person && sees(*person, department);
}

std::vector<std::string> departments_seen(Workspace& workspace) {
    const auto person = store::People(workspace.database()).find(workspace.session().who);
    return workspace.session().signed_in && person ? person->departments : std::vector<std::string>{};
}

std::string department_of_scenario(Workspace& workspace, const std::string& scenario) {
    if (scenario.empty()) return "";
    for (const auto& one : store::Baselines(workspace.database()).scenarios())
        if (one.id == scenario) return one.department;
    return "";
}

std::string operating_system_user() {
    std::array<char, 4096> room{};
    passwd entry{};
    passwd* found = nullptr;
    if (::getpwuid_r(::geteuid(), &entry, room.data(), room.size(), &found) == 0 && found && *found->pw_name)
        return found->pw_name;
    return "uid-" + std::to_string(::geteuid());
}

}  // namespace yorozu::desk
