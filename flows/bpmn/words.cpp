#include "flows/bpmn/words.h"

#include <algorithm>

namespace yorozu::flows {

std::string_view word_of(NodeKind kind) {
    static constexpr std::string_view words[] = {
        "工程", "画面操作", "手作業", "自動処理", "スクリプト", "業務ルール", "送る", "受け取る", "呼び出し", "サブプロセス", "トランザクション", "随時サブプロセス",
        "開始イベント", "中間イベント（待つ）", "中間イベント（起こす）", "境界イベント", "終了イベント",
        "分岐", "包含分岐", "並行", "複合分岐", "イベント分岐", "帳票", "システム", "入力データ", "出力データ", "注記", "グループ", "その他"};
    return words[static_cast<std::size_t>(kind)];
}

std::string_view word_of(EdgeKind kind) {
    static constexpr std::string_view words[] = {"流れ", "メッセージの流れ", "関連", "データの入力", "データの出力", "会話の線", "線"};
    return words[static_cast<std::size_t>(kind)];
}

std::string_view word_of(Trigger trigger) {
    static constexpr std::string_view words[] = {"", "メッセージ", "時間", "エラー", "エスカレーション", "取り消し", "補償", "条件", "リンク", "シグナル", "打ち切り", "いずれか", "すべて"};
    return words[static_cast<std::size_t>(trigger)];
}

std::string_view japanese(Source source) {
    static constexpr std::string_view words[] = {"", "公表", "計測", "按分", "見積"};
    return words[static_cast<std::size_t>(source)];
}

std::string_view japanese(Variant variant) {
    static constexpr std::string_view words[] = {"", "As-Is", "Can-Be", "To-Be"};
    return words[static_cast<std::size_t>(variant)];
}

namespace {

std::string one_line(std::string name) {
    std::replace_if(name.begin(), name.end(), [](char each) { return each == '\n' || each == '\r' || each == '\t'; }, ' ');
    return name;
}

}  // namespace

std::string in_brackets(std::string_view name) { return "「" + std::string(name) + "」"; }

std::string called(const Node& node) { return one_line(node.name.empty() ? std::string(word_of(node.kind)) : node.name); }

std::string called(const Flow& flow, const std::string& id) {
    if (const Node* node = flow.node(id)) return called(*node);
    if (const Edge* edge = flow.edge(id)) {
        if (!edge->name.empty()) return one_line(edge->name);
        const auto end = [&](const std::string& at) { return at.empty() || flow.edge(at) ? at : called(flow, at); };
        return end(edge->source) + " → " + end(edge->target);
    }
    return one_line(flow.called(id));
}

}  // namespace yorozu::flows
