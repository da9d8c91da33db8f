#include "flows/bpmn/diff_flow.h"

#include <algorithm>
#include <map>

#include "flows/bpmn/number_text.h"
#include "flows/bpmn/words.h"

namespace yorozu::flows {
namespace {

using Values = std::vector<std::pair<std::string, std::string>>;   ///< Japanese name → value in words

std::string minutes_text(const std::optional<Minutes>& minutes) {
    if (!minutes) return "";
    const auto n = [](double value) { return number_text(value); };
    using Kind = Minutes::Kind;
    switch (minutes->kind) {
        case Kind::fixed: return n(minutes->mean);
        case Kind::normal: return n(minutes->mean) + "（正規分布、標準偏差 " + n(minutes->deviation) + "）";
        case Kind::lognormal: return n(minutes->mean) + "（対数正規分布、標準偏差 " + n(minutes->deviation) + "）";
        case Kind::triangular: return n(minutes->low) + "〜" + n(minutes->mode) + "〜" + n(minutes->high) + "（三角分布）";
        case Kind::uniform: return n(minutes->low) + "〜" + n(minutes->high) + "（一様分布）";
        case Kind::exponential: return n(minutes->mean) + "（指数分布）";
    }
    return "";
}

template <typename Number>
std::string number(const std::optional<Number>& value) { return value ? number_text(static_cast<double>(*value)) : ""; }

std::string yes(bool value) { return value ? "はい" : "いいえ"; }

std::string text_of(const Xml& xml) {
    if (xml.name.empty()) return xml.text;
    std::string all = std::string(local_name(xml.name));
    for (const auto& [name, value] : xml.attributes) all += " " + name + "=" + value;
    for (const auto& each : xml.children) all += " " + text_of(each);
    return all;
}

/// Attributes and children that have no member of their own, so that nothing changes unseen.
void others(Values& values, const Attributes& attributes, const std::vector<Xml>& rest) {
    static constexpr std::string_view known[] = {"id", "name", "sourceRef", "targetRef", "default", "attachedToRef", "calledElement", "cancelActivity", "isInterrupting", "triggeredByEvent",
                                                 "dataObjectRef", "dataStoreRef", "processRef"};
    for (const auto& [name, value] : attributes)
        if (std::find(std::begin(known), std::end(known), name) == std::end(known)) values.emplace_back("属性 " + name, value);
    static constexpr std::string_view ours[] = {"step", "attachments", "staff", "process", "volume"};
    std::map<std::string, std::string> pieces;
    for (const auto& xml : rest) {
        const auto local = local_name(xml.name);
        if (local == "documentation" || local == "text" || local == "conditionExpression") continue;
        if (local == "extensionElements") {
            for (const auto& each : xml.children)
                if (std::find(std::begin(ours), std::end(ours), local_name(each.name)) == std::end(ours)) pieces["拡張 " + each.name] += text_of(each) + " ";
        } else {
            pieces["要素 " + std::string(local)] += text_of(xml) + " ";
        }
    }
    for (auto& [name, value] : pieces) values.emplace_back(name, std::move(value));
}

std::string lane_name(const Flow& flow, int lane) {
    if (lane < 0) return "";
    const auto& each = flow.lanes[static_cast<std::size_t>(lane)];
    return each.name.empty() ? each.id : each.name;
}

Values values_of(const Flow& flow, const Node& node) {
    const auto& q = node.quantities;
    const auto& a = node.attachments;
    Values values = {{"名前", node.name}, {"種類", std::string(word_of(node.kind))}, {"きっかけ", std::string(word_of(node.trigger))}, {"レーン", lane_name(flow, node.lane)},
                     {"分数", minutes_text(q.minutes)}, {"分数の出所", std::string(japanese(q.source))}, {"出典", q.source_note}, {"待ち（分）", minutes_text(q.waiting)},
                     {"人数", number(q.people)}, {"費用（円）", number(q.yen)}, {"優先度", q.priority ? std::to_string(q.priority) : ""}, {"段階", q.stage},
                     {"帳票", a.template_id}, {"シナリオ", a.scenario_id}, {"標準の工程", a.standard_step}, {"対応する工程", a.counterpart}, {"入口", a.input}, {"説明", node.text},
                     {"呼び出し先", node.called}, {"中断する", node.kind == NodeKind::boundary_event || node.kind == NodeKind::start_event ? yes(node.interrupting) : ""},
                     {"付いている工程", node.attached_to < 0 ? "" : called(flow, flow.nodes[static_cast<std::size_t>(node.attached_to)].id)}, {"中にあるサブプロセス", node.parent < 0 ? "" : flow.nodes[static_cast<std::size_t>(node.parent)].id},
                     {"元のデータ", node.defined_by}};
    others(values, node.attributes, node.rest);
    return values;
}

Values values_of(const Flow& flow, const Edge& edge) {
    Values values = {{"名前", edge.name}, {"種類", std::string(word_of(edge.kind))}, {"始点", called(flow, edge.source)}, {"終点", called(flow, edge.target)}, {"条件", edge.condition},
                     {"割合（%）", edge.probability ? number_text(*edge.probability * 100) : ""}, {"既定", edge.is_default ? yes(true) : ""}};
    others(values, edge.attributes, edge.rest);
    return values;
}

Values values_of(const Flow& flow, const Lane& lane) {
    Values values = {{"名前", lane.name}, {"外側のレーン", lane_name(flow, lane.parent)}, {"人員", number(lane.staff.people)}, {"時給（円）", number(lane.staff.yen_per_hour)}, {"開いている時間", lane.staff.hours}};
    others(values, lane.attributes, lane.rest);
    return values;
}

Values values_of(const Flow&, const Pool& pool) {
    Values values = {{"名前", pool.name}, {"プロセス", pool.process_ref}};
    others(values, pool.attributes, pool.rest);
    return values;
}

Values values_of(const Flow&, const Process& process) {
    std::string months;
    if (process.volume && process.volume->monthly != std::array<double, 12>{})
        for (const double share : process.volume->monthly) months += number_text(share) + " ";
    std::string years;
    if (process.volume)
        for (const auto& [year, cases] : process.volume->by_year) years += std::to_string(year) + "=" + number_text(cases) + " ";
    Values values = {{"名前", process.name}, {"年度ごとの件数", years}, {"件数／年", process.volume ? number_text(process.volume->cases_per_year) : ""}, {"件数の月別", months},
                     {"件数の出典", process.volume ? process.volume->source_note : ""}, {"所管課", process.department}, {"版", std::string(japanese(process.variant))},
                     {"もう一つの版", process.counterpart}, {"標準フロー", process.standard_flow}, {"説明", process.text}};
    others(values, process.attributes, process.rest);
    return values;
}

std::vector<ChangedAttribute> changed(const Values& before, const Values& after) {
    std::vector<ChangedAttribute> found;
    const auto in = [](const Values& values, const std::string& name) {
        const auto at = std::find_if(values.begin(), values.end(), [&](const auto& each) { return each.first == name; });
        return at == values.end() ? std::string() : at->second;
    };
    for (const auto& [name, value] : after)
        if (const auto old = in(before, name); old != value) found.push_back({name, old, value});
    for (const auto& [name, value] : before)
        if (!value.empty() && std::none_of(after.begin(), after.end(), [&](const auto& each) { return each.first == name; })) found.push_back({name, value, ""});
    return found;
}

/// Where it is drawn: the diagrams by their order, so that another id of a diagram moves nothing.
std::vector<std::pair<std::size_t, Box>> places(const Flow& flow, const std::string& id) {
    std::vector<std::pair<std::size_t, Box>> found;
    for (std::size_t at = 0; at < flow.diagrams.size(); ++at)
        if (const Shape* shape = flow.diagrams[at].shape(id)) found.emplace_back(at, shape->bounds);
    return found;
}

std::vector<std::pair<std::size_t, Line>> lines(const Flow& flow, const std::string& id) {
    std::vector<std::pair<std::size_t, Line>> found;
    for (std::size_t at = 0; at < flow.diagrams.size(); ++at)
        if (const DrawnEdge* edge = flow.diagrams[at].edge(id)) found.emplace_back(at, edge->points);
    return found;
}

std::string kind_of(const Node& node) { return std::string(word_of(node.kind)); }
std::string kind_of(const Edge& edge) { return std::string(word_of(edge.kind)); }
std::string kind_of(const Lane&) { return "レーン"; }
std::string kind_of(const Pool&) { return "プール"; }
std::string kind_of(const Process&) { return "プロセス"; }
int lane_of(const Node& node) { return node.lane; }
template <typename Other>
int lane_of(const Other&) { return -1; }

class Differ {
public:
    Differ(const Flow& before, const Flow& after) : before_(before), after_(after) {}

    FlowDifference run() {
        compare(&Flow::processes, What::process);
        compare(&Flow::pools, What::pool);
        compare(&Flow::lanes, What::lane);
        compare(&Flow::nodes, What::node);
        compare(&Flow::edges, What::edge);
        found_.items.insert(found_.items.end(), removed_.begin(), removed_.end());
        found_.before = sums(before_);
        found_.after = sums(after_);
        return std::move(found_);
    }

private:
    template <typename Member>
    void compare(Member member, What what) {
        for (const auto& now : after_.*member) {
            const Ref old = before_.find(now.id);
            Difference difference{now.id, Change::added, what, called(after_, now.id), kind_of(now), lane_name(after_, lane_of(now)), {}};
            if (old.what == what && old.index >= 0) {
                difference.attributes = changed(values_of(before_, (before_.*member)[static_cast<std::size_t>(old.index)]), values_of(after_, now));
                const bool moved = places(before_, now.id) != places(after_, now.id) || lines(before_, now.id) != lines(after_, now.id);
                difference.change = !difference.attributes.empty() ? Change::changed : moved ? Change::moved : Change::same;
            }
            if (difference.change != Change::same) found_.items.push_back(std::move(difference));
        }
        for (const auto& old : before_.*member)
            if (after_.find(old.id).what != what) removed_.push_back({old.id, Change::removed, what, called(before_, old.id), kind_of(old), lane_name(before_, lane_of(old)), {}});
    }

    static VersionSums sums(const Flow& flow) {
        VersionSums made;
        for (const auto& node : flow.nodes) {
            if (node.is_activity()) ++made.steps;
            if (node.quantities.minutes) made.minutes += node.quantities.minutes->expected();
            if (node.quantities.waiting) made.waiting += node.quantities.waiting->expected();
        }
        for (const auto& process : flow.processes)
            if (process.volume) made.cases_per_year += process.volume->cases_per_year;
        return made;
    }

    const Flow& before_;
    const Flow& after_;
    FlowDifference found_;
    std::vector<Difference> removed_;
};

}  // namespace

int FlowDifference::count(Change change) const {
    return static_cast<int>(std::count_if(items.begin(), items.end(), [&](const auto& each) { return each.change == change; }));
}

Change FlowDifference::of(const std::string& id) const {
    const auto found = std::find_if(items.begin(), items.end(), [&](const auto& each) { return each.id == id; });
    return found == items.end() ? Change::same : found->change;
}

FlowDifference diff_flows(const Flow& before, const Flow& after) { return Differ(before, after).run(); }

}  // namespace yorozu::flows
