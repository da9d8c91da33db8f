#include <cmath>

#include "flows/bpmn/flow_editor.h"
#include "flows/bpmn/number_text.h"

// Minutes, probabilities and the like as BPSim; the rest as elements of our own namespace.
namespace yorozu::flows {
namespace {

std::string optional_number(const std::optional<double>& value) { return value ? number_text(*value) : ""; }

/// The order of BPSim's schema.
int group_rank(std::string_view group) {
    static constexpr std::string_view order[] = {"TimeParameters", "ControlParameters", "ResourceParameters", "PriorityParameters", "CostParameters", "PropertyParameters"};
    for (int n = 0; n < 6; ++n)
        if (order[n] == group) return n;
    return 9;
}

}  // namespace

KeptXml::Id FlowEditor::bpsim_element(const std::string& id, bool make) {
    const auto scenario = [&]() -> Id {
        for (Id each = xml_.first_element(xml_.root()); each != KeptXml::none; each = xml_.next_element(each)) {
            if (xml_.local(each) != "relationship") continue;
            const Id extensions = xml_.child(each, Vocabulary::bpmn, "extensionElements");
            const Id data = extensions == KeptXml::none ? KeptXml::none : xml_.child(extensions, Vocabulary::bpsim, "BPSimData");
            if (data != KeptXml::none)
                if (const Id found = xml_.child(data, Vocabulary::bpsim, "Scenario"); found != KeptXml::none) return found;
        }
        return KeptXml::none;
    };
    Id here = scenario();
    if (!parameters_known_ && here != KeptXml::none) {
        for (Id each = xml_.first_element(here); each != KeptXml::none; each = xml_.next_element(each))
            if (xml_.local(each) == "ElementParameters") parameters_.try_emplace(xml_.attribute(each, "elementRef"), each);
        parameters_known_ = true;
    }
    if (const auto found = parameters_.find(id); found != parameters_.end()) return found->second;
    if (!make) return KeptXml::none;
    const auto sim = [&](std::string_view local) { return tag(Vocabulary::bpsim, local); };
    if (here == KeptXml::none) {
        const auto bpmn = [&](std::string_view local) { return tag(Vocabulary::bpmn, local); };
        const std::string file = flow_->id.empty() ? "Definitions" : encoded(flow_->id, false);
        add(xml_.root(), "relationship",
            "<" + bpmn("relationship") + " type=\"BPSimData\">\n  <" + bpmn("extensionElements") + ">\n    <" + sim("BPSimData") + ">\n      <" + sim("Scenario") + " id=\"" +
                free_id("", "Scenario") + "\" name=\"" + "yorozu" + "\">\n        <" + sim("ScenarioParameters") + " baseTimeUnit=\"min\"/>\n      </" + sim("Scenario") + ">\n    </" + sim("BPSimData") +
                ">\n  </" + bpmn("extensionElements") + ">\n  <" + bpmn("source") + ">" + file + "</" + bpmn("source") + ">\n  <" + bpmn("target") + ">" + file + "</" + bpmn("target") + ">\n</" +
                bpmn("relationship") + ">");
        here = scenario();
        parameters_known_ = true;
    }
    return parameters_[id] = xml_.insert(here, KeptXml::none, "<" + sim("ElementParameters") + " elementRef=\"" + encoded(id, true) + "\"/>");
}

/// Sets one parameter ("TimeParameters", "ProcessingTime") to the XML of its value; "" takes it away, and what is empty then.
void FlowEditor::set_parameter(const std::string& element_, std::string_view group, std::string_view holder, const std::string& value) {
    const Id numbers = bpsim_element(element_, !value.empty());
    if (numbers == KeptXml::none) return;
    Id outer = xml_.child(numbers, Vocabulary::bpsim, group);
    Id inner = outer == KeptXml::none ? KeptXml::none : xml_.child(outer, Vocabulary::bpsim, holder);
    if (value.empty()) {
        if (inner == KeptXml::none) return;
        xml_.remove(inner);
        if (xml_.first_element(outer) == KeptXml::none) xml_.remove(outer);
        if (xml_.first_element(numbers) != KeptXml::none) return;
        xml_.remove(numbers);
        parameters_.erase(element_);
        return;
    }
    if (outer == KeptXml::none) {
        Id before = xml_.first_element(numbers);
        while (before != KeptXml::none && group_rank(xml_.local(before)) <= group_rank(group)) before = xml_.next_element(before);
        outer = xml_.insert(numbers, before, "<" + tag(Vocabulary::bpsim, group) + "/>");
    }
    const std::string name = tag(Vocabulary::bpsim, holder);
    const std::string xml = "<" + name + ">\n  " + value + "\n</" + name + ">";
    const bool waits = holder == "WaitTime";   // stands before ProcessingTime
    const Id before = inner != KeptXml::none ? inner : waits ? xml_.first_element(outer) : KeptXml::none;
    xml_.insert(outer, before, xml);
    if (inner != KeptXml::none) xml_.remove(inner);
}

void FlowEditor::on(const SetStep& edit) {
    const Id here = element(edit.id);
    if (added_.count(edit.id)) reread();
    const Node* step = node(edit.id);
    if (!step || !step->is_flow_node()) throw EditFault(named(edit.id) + "に分数は付けられません");
    const auto& now = edit.quantities;
    const auto& old = step->quantities;
    const auto check = [&](const std::optional<Minutes>& minutes) {
        if (!minutes) return;
        for (const double each : {minutes->mean, minutes->deviation, minutes->low, minutes->mode, minutes->high})
            if (!std::isfinite(each) || each < 0 || each > 1e7) throw EditFault("分数は 0 以上の数にしてください");
        if (minutes->kind == Minutes::Kind::triangular && !(minutes->low <= minutes->mode && minutes->mode <= minutes->high)) throw EditFault("最短 ≦ 最頻 ≦ 最長 になるように入れてください");
        if (minutes->kind == Minutes::Kind::uniform && minutes->low > minutes->high) throw EditFault("最短 ≦ 最長 になるように入れてください");
    };
    check(now.minutes);
    check(now.waiting);
    const auto minutes_xml = [&](const std::optional<Minutes>& minutes) -> std::string {
        if (!minutes) return "";
        const auto made = [&](std::string_view local, std::initializer_list<std::pair<const char*, double>> parts) {
            std::string xml = "<" + tag(Vocabulary::bpsim, local);
            for (const auto& [name, value] : parts) xml += std::string(" ") + name + "=\"" + number_text(value) + "\"";
            return xml + " timeUnit=\"min\"/>";
        };
        using Kind = Minutes::Kind;
        switch (minutes->kind) {
            case Kind::fixed: return made("FloatingParameter", {{"value", minutes->mean}});
            case Kind::normal: return made("NormalDistribution", {{"mean", minutes->mean}, {"standardDeviation", minutes->deviation}});
            case Kind::lognormal: return made("LogNormalDistribution", {{"mean", minutes->mean}, {"standardDeviation", minutes->deviation}});
            case Kind::triangular: return made("TriangularDistribution", {{"mode", minutes->mode}, {"min", minutes->low}, {"max", minutes->high}});
            case Kind::uniform: return made("UniformDistribution", {{"min", minutes->low}, {"max", minutes->high}});
            case Kind::exponential: return made("NegativeExponentialDistribution", {{"mean", minutes->mean}});
        }
        return "";
    };
    const auto number_xml = [&](std::string_view kind, const std::string& value) { return value.empty() ? "" : "<" + tag(Vocabulary::bpsim, kind) + " value=\"" + value + "\"/>"; };
    // What stays the same stays as it is written, "PT5M" or an expression of another tool included.
    if (now.minutes != old.minutes) set_parameter(edit.id, "TimeParameters", "ProcessingTime", minutes_xml(now.minutes));
    if (now.waiting != old.waiting) set_parameter(edit.id, "TimeParameters", "WaitTime", minutes_xml(now.waiting));
    if (now.people != old.people) set_parameter(edit.id, "ResourceParameters", "Quantity", number_xml("NumericParameter", now.people ? std::to_string(*now.people) : ""));
    if (now.priority != old.priority) set_parameter(edit.id, "PriorityParameters", "Priority", number_xml("NumericParameter", now.priority ? std::to_string(now.priority) : ""));
    if (now.yen != old.yen) set_parameter(edit.id, "CostParameters", "FixedCost", number_xml("FloatingParameter", optional_number(now.yen)));
    set_extension(here, "step", {{"source", std::string(word_of(now.source))}, {"sourceNote", now.source_note}, {"stage", now.stage}});
}

void FlowEditor::on(const SetStaff& edit) {
    const Id here = element(edit.lane);
    if (xml_.local(here) != "lane") throw EditFault(named(edit.lane) + "はレーンではありません");
    set_extension(here, "staff", {{"people", optional_number(edit.staff.people)}, {"yenPerHour", optional_number(edit.staff.yen_per_hour)}, {"hours", edit.staff.hours}});
}

void FlowEditor::on(const SetVolume& edit) {
    const Id here = element(edit.process);
    if (xml_.local(here) != "process") throw EditFault(named(edit.process) + "はプロセスではありません");
    const auto& volume = edit.volume;
    if (volume && (!std::isfinite(volume->cases_per_year) || volume->cases_per_year < 0 || volume->cases_per_year > 1e10)) throw EditFault("件数は 0 以上の数にしてください");
    std::string months;
    if (volume && volume->monthly != decltype(volume->monthly){})
        for (const double share : volume->monthly) months += (months.empty() ? "" : " ") + number_text(share);
    std::string years;
    if (volume)
        for (const auto& [year, cases] : volume->by_year) {
            if (!std::isfinite(cases) || cases < 0 || cases > 1e10) throw EditFault("件数は 0 以上の数にしてください");
            years += (years.empty() ? "" : " ") + std::to_string(year) + "=" + number_text(cases);
        }
    set_extension(here, "volume", {{"casesPerYear", volume ? number_text(volume->cases_per_year) : ""}, {"monthly", months},
                                   {"source", volume ? std::string(word_of(volume->source)) : ""}, {"sourceNote", volume ? volume->source_note : ""}, {"byYear", years}});
}

void FlowEditor::on(const SetProbability& edit) {
    const Id here = element(edit.edge);
    if (xml_.local(here) != "sequenceFlow") throw EditFault(named(edit.edge) + "に割合は付けられません");
    if (edit.probability && !(*edit.probability >= 0 && *edit.probability <= 1)) throw EditFault("割合は 0 から 100 % にしてください");
    // The first time in a batch, the values still say what the file says.
    const bool first = probabilities_.insert(edit.edge).second;
    if (const Edge* old = flow_->edge(edit.edge); first && old && !added_.count(edit.edge) && old->probability == edit.probability) return;
    set_parameter(edit.edge, "ControlParameters", "Probability", edit.probability ? "<" + tag(Vocabulary::bpsim, "FloatingParameter") + " value=\"" + number_text(*edit.probability) + "\"/>" : "");
}

void FlowEditor::on(const Attach& edit) {
    const auto& a = edit.attachments;
    set_extension(element(edit.id), "attachments", {{"template", a.template_id}, {"scenario", a.scenario_id}, {"standardStep", a.standard_step}, {"counterpart", a.counterpart}, {"input", a.input}});
}

void FlowEditor::on(const SetProcess& edit) {
    const Id here = element(edit.id);
    if (xml_.local(here) != "process") throw EditFault(named(edit.id) + "はプロセスではありません");
    set_extension(here, "process", {{"department", edit.department}, {"variant", std::string(word_of(edit.variant))}, {"standardFlow", edit.standard_flow}, {"counterpart", edit.counterpart}});
}

}  // namespace yorozu::flows
