#include "workbench/desk/people/audit.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace yorozu::desk {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 14> act_words{{
    {"sign-in", "サインイン"}, {"sign-in-refused", "サインイン不可"}, {"import", "取り込み"}, {"view", "閲覧"},      {"correct", "確認・訂正"},
    {"export", "書き出し"},    {"print", "印刷"},                     {"key", "入力"},        {"decide", "人の判断"}, {"delete", "削除"},
    {"people", "利用者"},      {"scenario", "シナリオ"},              {"sync", "同期"},             {"refused", "権限なし"}}};

}  // namespace

store::AuditCheck check_audit(Workspace& workspace, const std::string& noted) {
    const auto head = store::AuditHead::from(noted);
    if (!noted.empty() && !head)
        throw RequestFault("末尾の控えの書き方が違います: --noted: audit check が出した「番号:ハッシュ」をそのまま入れてください");
    return store::AuditLog(workspace.database()).check(head);
}

std::vector<store::AuditEntry> audit_entries(Workspace& workspace, const store::AuditLog::Filter& filter) {
    auto found = store::AuditLog(workspace.database()).entries(filter);
    permit(workspace, {Right::manager, Right::admin}, {"view", "audit", ""});
    return found;
}

std::vector<std::string> audit_acts() {
    std::vector<std::string> acts;
    for (const auto& [act, words] : act_words) acts.emplace_back(act);
    return acts;
}

std::string words_of_act(const std::string& act) {
    const auto found = std::find_if(act_words.begin(), act_words.end(), [&](const auto& entry) { return entry.first == act; });
    return found == act_words.end() ? act : std::string(found->second);
}

}  // namespace yorozu::desk
