#include "workbench/gui/flows/flow_kinds.h"

#include <algorithm>

#include <cmath>

#include "workbench/gui/controls/words.h"
#include "workbench/gui/flows/flow_state.h"

namespace yorozu::gui {

using flows::NodeKind;
using flows::Trigger;

const std::vector<FlowKind>& flow_kinds() {
    static const std::vector<FlowKind> kinds = {
        {word("手作業"), NodeKind::manual_task, Trigger::none, "てさぎょう tesagyo manual task"},
        {word("画面操作（ユーザータスク）"), NodeKind::user_task, Trigger::none, "がめんそうさ gamen user task"},
        {word("自動（サービスタスク）"), NodeKind::service_task, Trigger::none, "じどう jidou service task システム連携"},
        {word("工程（種類なし）"), NodeKind::task, Trigger::none, "こうてい koutei task タスク"},
        {word("開始"), NodeKind::start_event, Trigger::none, "かいし kaishi start event"},
        {word("終了"), NodeKind::end_event, Trigger::none, "しゅうりょう syuuryou end event"},
        {word("分岐（どれか一つ）"), NodeKind::exclusive_gateway, Trigger::none, "ぶんき bunki exclusive gateway xor"},
        {word("並行（すべて）"), NodeKind::parallel_gateway, Trigger::none, "へいこう heikou parallel gateway and"},
        {word("待ち（時間）"), NodeKind::intermediate_catch_event, Trigger::timer, "まち machi timer catch event"},
        {word("帳票（データ）"), NodeKind::data_object, Trigger::none, "ちょうひょう chouhyou data object 書類"},
        {word("システム（データストア）"), NodeKind::data_store, Trigger::none, "しすてむ shisutemu data store"},
        {word("注記"), NodeKind::text_annotation, Trigger::none, "ちゅうき chuuki text annotation コメント"},
        {word("分岐（いくつでも）"), NodeKind::inclusive_gateway, Trigger::none, "ほうかつ inclusive gateway or"},
        {word("分岐（出来事による）"), NodeKind::event_based_gateway, Trigger::none, "できごと event based gateway"},
        {word("分岐（複雑）"), NodeKind::complex_gateway, Trigger::none, "ふくざつ complex gateway"},
        {word("送信"), NodeKind::send_task, Trigger::none, "そうしん soushin send task 郵送 発送"},
        {word("受信"), NodeKind::receive_task, Trigger::none, "じゅしん jushin receive task 受領"},
        {word("規則で判定"), NodeKind::business_rule_task, Trigger::none, "きそく kisoku business rule task"},
        {word("スクリプト"), NodeKind::script_task, Trigger::none, "script task マクロ"},
        {word("サブプロセス"), NodeKind::sub_process, Trigger::none, "sub process まとめ"},
        {word("ほかのフローを呼ぶ"), NodeKind::call_activity, Trigger::none, "よぶ yobu call activity"},
        {word("取引"), NodeKind::transaction, Trigger::none, "とりひき transaction"},
        {word("随時の作業"), NodeKind::ad_hoc_sub_process, Trigger::none, "ずいじ ad hoc sub process"},
        {word("開始（メッセージ）"), NodeKind::start_event, Trigger::message, "申請を受ける message start event"},
        {word("開始（時刻）"), NodeKind::start_event, Trigger::timer, "じこく timer start event"},
        {word("開始（条件）"), NodeKind::start_event, Trigger::conditional, "じょうけん conditional start event"},
        {word("開始（合図）"), NodeKind::start_event, Trigger::signal, "あいず signal start event"},
        {word("メッセージを待つ"), NodeKind::intermediate_catch_event, Trigger::message, "message catch event 連絡待ち"},
        {word("メッセージを送る"), NodeKind::intermediate_throw_event, Trigger::message, "message throw event 連絡"},
        {word("条件を待つ"), NodeKind::intermediate_catch_event, Trigger::conditional, "conditional catch event"},
        {word("合図を待つ"), NodeKind::intermediate_catch_event, Trigger::signal, "signal catch event"},
        {word("合図を出す"), NodeKind::intermediate_throw_event, Trigger::signal, "signal throw event"},
        {word("中間の目印"), NodeKind::intermediate_throw_event, Trigger::none, "none intermediate event"},
        {word("引き継ぐ（リンク、出）"), NodeKind::intermediate_throw_event, Trigger::link, "link throw event"},
        {word("引き継ぐ（リンク、入）"), NodeKind::intermediate_catch_event, Trigger::link, "link catch event"},
        {word("終了（メッセージ）"), NodeKind::end_event, Trigger::message, "message end event 通知"},
        {word("終了（すべて打ち切る）"), NodeKind::end_event, Trigger::terminate, "terminate end event"},
        {word("終了（誤り）"), NodeKind::end_event, Trigger::error, "error end event エラー"},
        {word("終了（合図）"), NodeKind::end_event, Trigger::signal, "signal end event"},
        {word("囲み"), NodeKind::group, Trigger::none, "かこみ group グループ"},
    };
    return kinds;
}

const char* kind_word(NodeKind kind, Trigger trigger) {
    for (const auto& one : flow_kinds())
        if (one.kind == kind && one.trigger == trigger) return one.word;
    for (const auto& one : flow_kinds())
        if (one.kind == kind) return one.word;
    switch (kind) {
        case NodeKind::boundary_event: return word("境界イベント");
        case NodeKind::data_input: return word("入力データ");
        case NodeKind::data_output: return word("出力データ");
        default: return word("ほかの要素");
    }
}

const char* source_word(flows::Source source) {
    switch (source) {
        case flows::Source::published: return word("公表");
        case flows::Source::timed: return word("計測");
        case flows::Source::shared: return word("按分");
        case flows::Source::estimated: return word("見積");
        case flows::Source::unsaid: break;
    }
    return word("出典なし");
}

const char* variant_word(flows::Variant variant) {
    switch (variant) {
        case flows::Variant::as_is: return "As-Is";
        case flows::Variant::can_be: return "Can-Be";
        case flows::Variant::to_be: return "To-Be";
        case flows::Variant::unsaid: break;
    }
    return "";
}

std::vector<const FlowKind*> kinds_like(NodeKind kind) {
    const auto family = [](NodeKind one) {
        if (one <= NodeKind::ad_hoc_sub_process) return 0;
        if (one == NodeKind::start_event) return 1;
        if (one == NodeKind::end_event) return 2;
        if (one == NodeKind::intermediate_catch_event || one == NodeKind::intermediate_throw_event) return 3;
        if (one >= NodeKind::exclusive_gateway && one <= NodeKind::event_based_gateway) return 4;
        return 10 + static_cast<int>(one);
    };
    std::vector<const FlowKind*> like;
    for (const auto& one : flow_kinds())
        if (family(one.kind) == family(kind)) like.push_back(&one);
    return like;
}

wxString minutes_text(double minutes) {
    wxString text = wxString::Format("%.2f", minutes);
    while (text.EndsWith("0")) text.RemoveLast();
    if (text.EndsWith(".")) text.RemoveLast();
    return text;
}

void FlowTab::count() {
    auto all = desk::diagrams_to_show(flow());
    const auto there = [&](int diagram) { return std::find(all.begin(), all.end(), diagram) != all.end(); };
    if (diagrams.size() != std::min<std::size_t>(2, all.size()) || !std::all_of(diagrams.begin(), diagrams.end(), there)) {
        if (all.size() > 2) all.resize(2);
        diagrams = std::move(all);
    }
    hours.clear();
    for (const int diagram : diagrams) hours.push_back(desk::flow_hours(flow(), diagram));
}

wxString FlowTab::name() const { return shown(desk::name_of(flow(), opened.file)); }

}  // namespace yorozu::gui
