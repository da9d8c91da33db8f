#include "flows/bpmn/lint.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>

#include "flows/bpmn/lint_drawing.h"
#include "flows/bpmn/number_text.h"
#include "flows/bpmn/words.h"

namespace yorozu::flows {
namespace {

using Weight = Problem::Weight;

class Lint {
public:
    Lint(const Flow& flow, const LintOptions& options) : flow_(flow), options_(options) {}

    Problems run() {
        for (const auto& node : flow_.nodes) {
            look_at(node);
            if (options_.municipal && !node.undrawn && !in_municipal_subset(node))
                say("municipal-subset", node.id, "「" + std::string(word_of(node.kind)) + "」は庁内の基本の図形にありません。", "基本の図形で描き直せないか考えてください");
        }
        for (const auto& edge : flow_.edges) look_at(edge);
        for (const auto& pool : flow_.pools) label(pool.id, pool.name, "プール");
        for (const auto& lane : flow_.lanes) label(lane.id, lane.name, "レーン");
        look_at_scopes();
        look_at_links();
        lint_drawing(flow_, [&](const char* rule, const std::string& id, std::string what, std::string mend) { say(rule, id, std::move(what), std::move(mend)); });
        return std::move(found_);
    }

private:
    void say(const std::string& rule, const std::string& id, std::string what, std::string mend) {
        Problem problem;
        for (const auto& each : lint_rules())
            if (each.name == rule) problem.weight = each.weight;
        problem.rule = rule;
        problem.element = id;
        problem.where = called(flow_, id);
        problem.line = line_of(id);
        problem.what = std::move(what);
        problem.mend = std::move(mend);
        found_.push_back(std::move(problem));
    }

    int line_of(const std::string& id) const {
        const Ref ref = flow_.find(id);
        const auto at = static_cast<std::size_t>(ref.index);
        switch (ref.what) {
            case What::process: return flow_.processes[at].line;
            case What::pool: return flow_.pools[at].line;
            case What::lane: return flow_.lanes[at].line;
            case What::node: return flow_.nodes[at].line;
            case What::edge: return flow_.edges[at].line;
            case What::collaboration: return flow_.collaborations[at].line;
            case What::root: return flow_.roots[at].line;
            case What::nothing: return 0;
        }
        return 0;
    }

    const Edge& edge(int at) const { return flow_.edges[static_cast<std::size_t>(at)]; }
    const Node* parent(const Node& node) const { return node.parent < 0 ? nullptr : &flow_.nodes[static_cast<std::size_t>(node.parent)]; }

    void label(const std::string& id, const std::string& name, const std::string& what) {
        if (name.find_first_not_of(" \t\n\r") == name.npos) say("label-required", id, what + "に名前がありません。", "何をするか（何が起きたか）を短く書いてください");
    }

    void look_at(const Node& node) {
        if (!node.is_flow_node()) return;
        const auto in = node.incoming.size(), out = node.outgoing.size();
        const bool gateway = node.is_gateway();
        if (gateway ? node.kind != NodeKind::parallel_gateway && node.kind != NodeKind::event_based_gateway && out > 1 : !node.is_sub_process())
            label(node.id, node.name, std::string(word_of(node.kind)));
        if (!gateway && in > 1)
            say("fake-join", node.id, "線が " + std::to_string(in) + " 本入っていますが、合流の記号がありません。", "前に分岐（×）か並行（＋）を置いて合流させてください");
        if (!gateway) look_at_split(node);
        if (gateway) look_at_gateway(node, in, out);
        look_at_ends(node, in, out);
        look_at_conditions(node);
        std::set<std::string> targets;
        for (const int each : node.outgoing)
            if (!targets.insert(edge(each).target).second)
                say("no-duplicate-sequence-flows", edge(each).id, "同じ工程へ同じ線が 2 本引かれています。", "1 本を消してください");
        if (node.is_event() && (node.trigger == Trigger::multiple || node.trigger == Trigger::parallel_multiple))
            say("single-event-definition", node.id, "一つのイベントに二つ以上のきっかけがあります。", "イベントを分けてください");
        if (node.quantities.minutes && (node.quantities.source == Source::shared || node.quantities.source == Source::estimated))
            say("minutes-unmeasured", node.id, "分数は" + std::string(japanese(node.quantities.source)) + "の仮の値です。", "計るか、出典を入れてください");
        look_at_probabilities(node);
    }

    void look_at_split(const Node& node) {
        int free = 0;
        for (const int each : node.outgoing)
            if (edge(each).condition.empty() && !edge(each).is_default) ++free;
        if (free > 1) say("no-implicit-split", node.id, "線が " + std::to_string(free) + " 本出ていますが、分かれ方が描かれていません。", "後ろに分岐（×）か並行（＋）を置いてください");
    }

    void look_at_gateway(const Node& node, std::size_t in, std::size_t out) {
        if (in > 1 && out > 1) say("no-gateway-join-fork", node.id, "一つの記号で合流と分岐をしています。", "合流と分岐を別の記号に分けてください");
        if (in == 1 && out == 1) say("superfluous-gateway", node.id, "線が 1 本入って 1 本出るだけです。", "記号を消して直接つないでください");
        if (node.kind == NodeKind::complex_gateway) say("no-complex-gateway", node.id, "複合分岐は人により読み方が違います。", "分岐（×）と並行（＋）で描き直してください");
        if (node.kind == NodeKind::inclusive_gateway) say("no-inclusive-gateway", node.id, "包含分岐は、いくつの道に進むかが読み取れません。", "分岐（×）と並行（＋）で描き直してください");
        if (node.kind == NodeKind::event_based_gateway && out < 2) say("event-based-gateway", node.id, "イベント分岐から出る線が 2 本ありません。", "待つイベントを 2 つ以上つないでください");
    }

    void look_at_ends(const Node& node, std::size_t in, std::size_t out) {
        const Node* above = parent(node);
        if (node.by_event || node.compensates || (above && above->kind == NodeKind::ad_hoc_sub_process)) return;
        if (in == 0 && out == 0 && node.kind != NodeKind::boundary_event) {
            say("no-disconnected", node.id, "どこにもつながっていません。", "前後の工程とつなぐか、消してください");
            return;
        }
        const bool starts = node.kind == NodeKind::start_event || node.kind == NodeKind::boundary_event ||
                            (node.kind == NodeKind::intermediate_catch_event && node.trigger == Trigger::link);
        const bool ends = node.kind == NodeKind::end_event || (node.kind == NodeKind::intermediate_throw_event && node.trigger == Trigger::link) ||
                          (node.kind == NodeKind::boundary_event && node.trigger == Trigger::compensation);
        if (in == 0 && !starts) say("no-implicit-start", node.id, "入る線がありません。ここから始まるのか、つなぎ忘れか分かりません。", "前の工程とつなぐか、開始イベントを置いてください");
        if (out == 0 && !ends) say("no-implicit-end", node.id, "出る線がありません。ここで終わるのか、つなぎ忘れか分かりません。", "次の工程とつなぐか、終了イベントを置いてください");
    }

    void look_at_conditions(const Node& node) {
        const bool any = node.default_flow >= 0 || std::any_of(node.outgoing.begin(), node.outgoing.end(), [&](int each) { return !edge(each).condition.empty(); });
        const bool asks = node.kind == NodeKind::exclusive_gateway || node.kind == NodeKind::inclusive_gateway || node.is_activity();
        if (!any || !asks || node.outgoing.size() < 2) return;
        for (const int each : node.outgoing)
            if (edge(each).condition.empty() && !edge(each).is_default && node.is_gateway())
                say("conditional-flows", edge(each).id, "ほかの線には条件があるのに、この線にはありません。", "条件を書くか、既定の線にしてください");
    }

    void look_at_probabilities(const Node& node) {
        if (node.outgoing.size() < 2 || (node.kind != NodeKind::exclusive_gateway && node.kind != NodeKind::event_based_gateway)) return;
        double sum = 0;
        int given = 0;
        for (const int each : node.outgoing)
            if (const auto& share = edge(each).probability) sum += *share, ++given;
        if (given == 0) return;
        const bool all = given == static_cast<int>(node.outgoing.size());
        if (all ? std::abs(sum - 1) > 0.001 : sum > 1.001)
            say("probabilities-sum", node.id, "出る線の割合の合計が " + number_text(std::round(sum * 1000) / 10) + " % です。", "合計が 100 % になるように直してください");
    }

    void look_at(const Edge& each) {
        if (each.kind == EdgeKind::sequence && !each.condition.empty()) label(each.id, each.name, "条件の付いた線");
    }

    /// What a process or sub-process needs as a whole.
    void look_at_scopes() {
        struct Scope { int starts = 0, blank_starts = 0, ends = 0, steps = 0; std::vector<const Node*> typed_starts, blank; };
        std::vector<Scope> processes(flow_.processes.size()), inside(flow_.nodes.size());
        for (const auto& node : flow_.nodes) {
            if (!node.is_flow_node() || (node.parent < 0 && node.process < 0)) continue;
            Scope& scope = node.parent >= 0 ? inside[static_cast<std::size_t>(node.parent)] : processes[static_cast<std::size_t>(node.process)];
            ++scope.steps;
            if (node.kind == NodeKind::end_event) ++scope.ends;
            if (node.kind != NodeKind::start_event) continue;
            ++scope.starts;
            if (node.trigger == Trigger::none) ++scope.blank_starts;
            (node.trigger == Trigger::none ? scope.blank : scope.typed_starts).push_back(&node);
        }
        const auto common = [&](const Scope& scope, const std::string& id, const std::string& what) {
            if (scope.starts == 0) say("start-event-required", id, what + "に開始イベントがありません。", "開始イベントを置いてください");
            if (scope.ends == 0) say("end-event-required", id, what + "に終了イベントがありません。", "終了イベントを置いてください");
            if (scope.blank_starts > 1) say("single-blank-start-event", id, what + "に、きっかけのない開始イベントが " + std::to_string(scope.blank_starts) + " つあります。", "一つにするか、きっかけを付けてください");
        };
        for (std::size_t at = 0; at < processes.size(); ++at)
            if (processes[at].steps > 0) common(processes[at], flow_.processes[at].id, "プロセス");
        for (std::size_t at = 0; at < inside.size(); ++at) {
            const auto& node = flow_.nodes[at];
            const auto& scope = inside[at];
            if (!node.is_sub_process() || scope.steps == 0) continue;
            if (node.kind == NodeKind::ad_hoc_sub_process) {
                if (scope.starts + scope.ends > 0) say("ad-hoc-sub-process", node.id, "随時サブプロセスの中に開始・終了イベントがあります。", "イベントを消してください");
                continue;
            }
            common(scope, node.id, "サブプロセス");
            for (const Node* start : node.by_event ? scope.blank : scope.typed_starts)
                say(node.by_event ? "event-sub-process-typed-start-event" : "sub-process-blank-start-event", start->id,
                    node.by_event ? "イベントサブプロセスの開始イベントに、きっかけがありません。" : "サブプロセスの開始イベントに、きっかけが付いています。",
                    node.by_event ? "メッセージ・時間などのきっかけを付けてください" : "きっかけのない開始イベントにしてください");
        }
    }

    void look_at_links() {
        std::set<std::string> thrown, caught;
        for (const auto& node : flow_.nodes)
            if (node.trigger == Trigger::link) (node.kind == NodeKind::intermediate_throw_event ? thrown : caught).insert(node.name);
        for (const auto& node : flow_.nodes) {
            if (node.trigger != Trigger::link) continue;
            const bool throws = node.kind == NodeKind::intermediate_throw_event;
            if (!(throws ? caught : thrown).count(node.name)) say("link-event", node.id, "同じ名前の" + std::string(throws ? "受け側" : "出し側") + "のリンクがありません。", "対になるリンクイベントを置いてください");
        }
    }

    const Flow& flow_;
    const LintOptions& options_;
    Problems found_;
};

}  // namespace

const std::vector<LintRule>& lint_rules() {
    static const std::vector<LintRule> rules = {
        {"label-required", "工程・イベント・分岐・レーン・プールに名前がある", Weight::error},
        {"start-event-required", "開始イベントがある", Weight::error},
        {"end-event-required", "終了イベントがある", Weight::error},
        {"no-disconnected", "どの工程もつながっている", Weight::error},
        {"no-implicit-split", "工程から直接分かれない", Weight::error},
        {"fake-join", "合流は記号で描く", Weight::warning},
        {"superfluous-gateway", "要らない分岐の記号がない", Weight::warning},
        {"no-gateway-join-fork", "一つの記号で合流と分岐をしない", Weight::error},
        {"no-duplicate-sequence-flows", "同じ線が 2 本ない", Weight::error},
        {"no-complex-gateway", "複合分岐を使わない", Weight::error},
        {"no-inclusive-gateway", "包含分岐を使わない", Weight::warning},
        {"no-implicit-start", "始まりは開始イベントで描く", Weight::warning},
        {"no-implicit-end", "終わりは終了イベントで描く", Weight::warning},
        {"conditional-flows", "条件を書くなら、すべての線に条件か既定がある", Weight::error},
        {"single-blank-start-event", "きっかけのない開始イベントは一つ", Weight::error},
        {"sub-process-blank-start-event", "サブプロセスの始まりにきっかけを付けない", Weight::error},
        {"event-sub-process-typed-start-event", "イベントサブプロセスの始まりにはきっかけがある", Weight::error},
        {"single-event-definition", "一つのイベントのきっかけは一つ", Weight::error},
        {"event-based-gateway", "イベント分岐は二つ以上のイベントを待つ", Weight::error},
        {"link-event", "リンクは対になっている", Weight::error},
        {"ad-hoc-sub-process", "随時サブプロセスの中に開始・終了がない", Weight::error},
        {"no-overlapping-elements", "図形が重ならない", Weight::warning},
        {"no-bpmndi", "図形の置き場所がファイルにある", Weight::warning},
        {"minutes-unmeasured", "分数は計った値か公表値", Weight::warning},
        {"probabilities-sum", "分岐の割合の合計が 100 %", Weight::error},
        {"municipal-subset", "庁内の基本の図形だけを使う", Weight::hint},
    };
    return rules;
}

bool in_municipal_subset(const Node& node) {
    switch (node.kind) {
        case NodeKind::task: case NodeKind::user_task: case NodeKind::manual_task: case NodeKind::service_task:
        case NodeKind::exclusive_gateway: case NodeKind::parallel_gateway:
        case NodeKind::data_object: case NodeKind::data_store: case NodeKind::text_annotation:
            return true;
        case NodeKind::start_event: return node.trigger == Trigger::none || node.trigger == Trigger::message || node.trigger == Trigger::timer;
        case NodeKind::end_event: return node.trigger == Trigger::none;
        case NodeKind::intermediate_catch_event: return node.trigger == Trigger::timer;
        default: return false;
    }
}

Problems lint(const Flow& flow, const LintOptions& options) { return Lint(flow, options).run(); }

}  // namespace yorozu::flows
