#include "workbench/desk/rpa/item_decisions.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "workbench/desk/workspace/kept_files.h"
#include "workbench/desk/workspace/whole_file.h"
#include "workbench/store/work_queue.h"

namespace yorozu::desk {

namespace {

using What = ItemDecision::What;

store::StoredItem item_numbered(store::WorkItems& items, std::int64_t id) {
    for (auto& item : items.of_scenario(""))
        if (item.id == id) return item;
    throw RequestFault("処理対象がありません: " + std::to_string(id) + ": 一覧を読み直してください");
}

void require_words(const ItemDecision& decision, const std::string& who) {
    const auto missing = [](const char* what, const char* mend) { throw RequestFault(std::string(what) + ": 処理対象の決定: " + mend); };
    if (decision.reason.find_first_not_of(" \t\n") == std::string::npos) missing("わけがありません", "何を見て決めたかを書いてください");
    if (decision.what == What::there && decision.number.empty()) missing("先方の番号がありません", "先方の画面にある受付番号を入れてください");
    if (decision.what != What::again && decision.picture.empty()) missing("画像がありません", "先方の画面の画像（PNG）を選んでください");
    if (decision.what == What::not_there && (decision.second_person.empty() || decision.second_person == who))
        missing("二人目の確認がありません", "決める人とは別の人が先方の画面を確かめてください");
}

std::string kept_picture(Workspace& workspace, std::int64_t item, const std::filesystem::path& picture, store::TimeMs now) {
    if (picture.empty()) return "";
    std::ifstream in(picture, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    if (bytes.size() < 8 || bytes.compare(1, 3, "PNG") != 0) throw RequestFault("画像として読めません: " + picture.string() + ": PNG の画像を選んでください");
    std::filesystem::create_directories(workspace.evidence_folder());
    const std::string name = "decision-item" + std::to_string(item) + "-" + std::to_string(now) + ".png";
    WholeFile out(workspace.evidence_folder() / name);
    out.write(bytes);
    out.place();
    note_files(workspace, "evidence");
    return name;
}

std::string words_of_read_backs(const std::vector<rpa::ReadBack>& fields) {
    using Verdict = rpa::ReadBack::Verdict;
    const auto count = [&](Verdict verdict) { return std::count_if(fields.begin(), fields.end(), [&](const auto& one) { return one.verdict == verdict; }); };
    if (fields.empty()) return "読み返す項目はない";
    if (const auto wrong = count(Verdict::differs)) return std::to_string(fields.size()) + " 項目のうち " + std::to_string(wrong) + " 項目の読返しが違う";
    const auto converted = count(Verdict::converted);
    return std::to_string(fields.size()) + " 項目の読返しがすべて一致" + (converted ? "（うち変換後に一致 " + std::to_string(converted) + "）" : "");
}

std::string words_of_outcome(const store::StoredRunEntry& entry) {
    const auto& outcome = entry.outcome;
    const std::string detail = entry.detail.rfind("sha256:", 0) == 0 || entry.detail.empty() ? "" : "（" + entry.detail + "）";
    if (outcome == "read_back") return words_of_read_backs(rpa::read_backs_from(entry.detail));
    if (outcome == "intent") return "確定の意図を記録（ここまで保存済み）";
    if (outcome == "done") return "完了を確かめた" + detail;
    if (outcome == "already_present") return "照会で見つかった。何も打っていない";
    if (outcome == "unanswered") return "確定の答えが見えない" + detail;
    if (outcome == "unknown") return "未確定とした。再実行しない" + detail;
    if (outcome == "absent") return "照会で見つからない。もう一度入れる";
    if (outcome == "failed") return "できなかった" + detail;
    if (outcome == "healed") return "別の見つけ方で見つけた" + detail;
    if (outcome == "passed_over") return "失敗を見過ごして先へ進んだ" + detail;
    if (outcome == "picture") return "画面を保存";
    if (outcome == "returned") return "待ちに戻した" + detail;
    if (outcome == "business_exception") return "業務例外" + detail;
    if (outcome == "decided") return "人が決めた" + detail;
    return outcome + detail;
}

}  // namespace

bool waits_for_person(rpa::ItemState state) {
    return state == rpa::ItemState::unknown || state == rpa::ItemState::business_exception || state == rpa::ItemState::system_exception;
}

void decide_item(Workspace& workspace, std::int64_t id, const ItemDecision& decision, const Clock& clock, Workspace* second) {
    store::WorkItems items(workspace.database());
    const auto item = item_numbered(items, id);
    const bool unknown = decision.what != What::again;
    if (unknown ? item.state != "unknown" : item.state != "business_exception" && item.state != "system_exception")
        throw RequestFault("いまの結果では決められません: 処理対象 " + std::to_string(id) + ": 一覧を読み直してください");
    permit_scenario(workspace, {Right::clerk}, "decide", item.scenario, "処理対象 " + std::to_string(id));
    require_words(decision, workspace.session().who);
    if (decision.what == What::not_there && has_people(workspace) &&
        (!second || !second->session().signed_in || second->session().who != decision.second_person))
        throw RequestFault("二人目がサインインしていません: " + decision.second_person + ": 二人目の名前とパスフレーズを入れてください");
    const auto journal = items.journal_of(id);
    if (journal.empty()) throw RequestFault("経過の記録がありません: 処理対象 " + std::to_string(id) + ": yorozu workspace check で確かめてください");
    const auto now = clock();
    store::StoredRunEntry entry;
    entry.run = journal.back().run;
    entry.item = id;
    entry.step = "decision";
    entry.start = entry.end = now;
    entry.outcome = "decided";
    entry.evidence = kept_picture(workspace, id, decision.picture, now);
    entry.detail = std::string(decision.what == What::there ? "先方にあった" : decision.what == What::not_there ? "先方になかった" : "もう一度入れる") + "、" + workspace.session().who +
                   (decision.second_person.empty() ? "" : "と" + decision.second_person) + ": " + decision.reason;
    const bool done = decision.what == What::there;
    if (!items.decide(id, item.state, done ? "done" : "waiting", done ? decision.number : "", done ? "人が先方で確かめました" : "", entry))
        throw RequestFault("ほかの人が先に決めました: 処理対象 " + std::to_string(id) + ": 一覧を読み直してください");
}

std::vector<JournalLine> item_journal(Workspace& workspace, std::int64_t id) {
    store::WorkItems items(workspace.database());
    permit_scenario(workspace, {Right::clerk, Right::it, Right::manager}, "view", item_numbered(items, id).scenario, "処理対象 " + std::to_string(id) + " の経過");
    std::vector<JournalLine> lines;
    for (const auto& entry : items.journal_of(id)) {
        const bool doubtful = entry.outcome == "unknown" || entry.outcome == "unanswered" || entry.outcome == "failed" || entry.outcome == "business_exception";
        lines.push_back({entry.end, entry.step, entry.outcome, words_of_outcome(entry), entry.evidence, doubtful, entry.outcome == "read_back" ? rpa::read_backs_from(entry.detail) : std::vector<rpa::ReadBack>{}});
    }
    return lines;
}

}  // namespace yorozu::desk
