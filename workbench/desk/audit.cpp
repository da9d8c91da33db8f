#include "workbench/desk/audit.h"

#include <map>

namespace yorozu::desk {

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

std::string words_of_act(const std::string& act) {
    static const std::map<std::string, std::string> words{
        {"sign-in", "サインイン"}, {"sign-in-refused", "サインイン不可"}, {"import", "取り込み"}, {"view", "閲覧"},
        {"correct", "確認・訂正"}, {"export", "書き出し"},                {"key", "入力"},        {"delete", "削除"},
        {"people", "利用者"},      {"refused", "権限なし"}};
    const auto found = words.find(act);
    return found == words.end() ? act : found->second;
}

}  // namespace yorozu::desk
