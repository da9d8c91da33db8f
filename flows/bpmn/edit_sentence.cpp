#include "flows/bpmn/flow_editor.h"
#include "flows/bpmn/number_text.h"
#include "flows/bpmn/words.h"

namespace yorozu::flows {
namespace {

struct Sentence {
    const Flow& flow;

    std::string the(const std::string& id) const { return in_brackets(called(flow, id)); }
    std::string new_thing(const std::string& name, std::string_view kind) const { return name.empty() ? std::string(kind) : in_brackets(name) + "（" + std::string(kind) + "）"; }

    std::string operator()(const Rename& e) const { return the(e.id) + "の名前を" + in_brackets(e.name) + "に変更"; }
    std::string operator()(const SetText& e) const { return the(e.id) + "の説明を変更"; }
    std::string operator()(const Morph& e) const { return the(e.id) + "を" + std::string(word_of(e.kind)) + "に変更"; }
    std::string operator()(const SetDefault& e) const { return the(e.edge) + (e.is_default ? "を既定の線にする" : "を既定の線でなくする"); }
    std::string operator()(const SetCondition& e) const { return the(e.edge) + "の条件を変更"; }
    std::string operator()(const MoveShape& e) const {
        const Shape* old = e.diagram >= 0 && static_cast<std::size_t>(e.diagram) < flow.diagrams.size() ? flow.diagrams[static_cast<std::size_t>(e.diagram)].shape(e.id) : nullptr;
        if (!old) return the(e.id) + "を図に置く";
        return the(e.id) + (old->bounds.width == e.bounds.width && old->bounds.height == e.bounds.height ? "を移動" : "の大きさを変更");
    }
    std::string operator()(const MoveLabel& e) const { return the(e.id) + "の文字を移動"; }
    std::string operator()(const Reroute& e) const { return the(e.id) + "の線を引き直す"; }
    std::string operator()(const SetColours& e) const { return the(e.id) + "の色を変更"; }
    std::string operator()(const SetExpanded& e) const { return the(e.id) + (e.expanded ? "を開く" : "をたたむ"); }
    std::string operator()(const AddNode& e) const { return new_thing(e.name, word_of(e.kind)) + "を追加"; }
    std::string operator()(const AddEdge& e) const { return in_brackets(called(flow, e.source)) + "から" + in_brackets(called(flow, e.target)) + "へ線を追加"; }
    std::string operator()(const AddLane& e) const { return new_thing(e.name, "レーン") + "を追加"; }
    std::string operator()(const AddPool& e) const { return new_thing(e.name, "プール") + "を追加"; }
    std::string operator()(const Remove& e) const { return the(e.id) + "を削除"; }
    std::string operator()(const SetLane& e) const { return the(e.id) + (e.lane.empty() ? "をレーンの外へ" : "をレーン" + the(e.lane) + "へ移す"); }
    std::string operator()(const Reconnect& e) const { return the(e.edge) + "をつなぎ替える"; }
    std::string operator()(const SetStep& e) const {
        const Node* node = flow.node(e.id);
        if (node && e.quantities.minutes && node->quantities.minutes != e.quantities.minutes) return the(e.id) + "の分数を " + number_text(e.quantities.minutes->expected()) + " に変更";
        return the(e.id) + "の数値を変更";
    }
    std::string operator()(const SetStaff& e) const { return the(e.lane) + "の人員を変更"; }
    std::string operator()(const SetVolume& e) const { return the(e.process) + "の件数を" + (e.volume ? " " + number_text(e.volume->cases_per_year) + " 件/年に変更" : "消す"); }
    std::string operator()(const SetProbability& e) const { return the(e.edge) + "の割合を" + (e.probability ? " " + number_text(*e.probability * 100) + " % に変更" : "消す"); }
    std::string operator()(const Attach& e) const {
        const Node* node = flow.node(e.id);
        if (node && node->attachments.template_id != e.attachments.template_id) return the(e.id) + (e.attachments.template_id.empty() ? "から帳票を外す" : "に帳票" + in_brackets(e.attachments.template_id) + "を付ける");
        if (node && node->attachments.scenario_id != e.attachments.scenario_id) return the(e.id) + (e.attachments.scenario_id.empty() ? "からシナリオを外す" : "にシナリオ" + in_brackets(e.attachments.scenario_id) + "を付ける");
        if (node && node->attachments.counterpart != e.attachments.counterpart) return the(e.id) + "の対応する工程を変更";
        return the(e.id) + "に付けたものを変更";
    }
    std::string operator()(const SetProcess& e) const { return the(e.id) + "の所管課・版を変更"; }
};

}  // namespace

std::string sentence_of(const FlowEdit& edit, const Flow& flow) { return std::visit(Sentence{flow}, edit); }

}  // namespace yorozu::flows
