#include <charconv>
#include <cmath>
#include <sstream>

#include "flows/bpmn/flow_reader.h"

// BPSim (https://www.bpsim.org, 1.0 and 2.0) and our own extension elements into typed quantities.
namespace yorozu::flows {
namespace {

double number_of(const std::string& text, double otherwise = 0) {
    double value = 0;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
    return result.ec == std::errc() && std::isfinite(value) ? value : otherwise;
}

double minutes_per(std::string_view unit) {
    if (unit == "ms") return 1.0 / 60'000;
    if (unit == "s") return 1.0 / 60;
    if (unit == "hour") return 60;
    if (unit == "day") return 24 * 60;
    if (unit == "year") return 365 * 24 * 60;
    return 1;
}

/// ISO 8601 duration ("PT1H30M") in minutes; months and years by the Gregorian mean.
double minutes_of_duration(const std::string& text) {
    double total = 0;
    bool time = false;
    std::string digits;
    for (const char each : text) {
        if ((each >= '0' && each <= '9') || each == '.') {
            digits += each;
            continue;
        }
        const double value = number_of(digits);
        if (each == 'T') time = true;
        else if (each == 'Y') total += value * 365.2425 * 1440;
        else if (each == 'M') total += value * (time ? 1 : 365.2425 / 12 * 1440);
        else if (each == 'W') total += value * 7 * 1440;
        else if (each == 'D') total += value * 1440;
        else if (each == 'H') total += value * 60;
        else if (each == 'S') total += value / 60;
        digits.clear();
    }
    return total;
}

}  // namespace

std::string_view word_of(Source source) {
    static constexpr std::string_view words[] = {"", "published", "timed", "shared", "estimated"};
    return words[static_cast<std::size_t>(source)];
}

Source source_of(std::string_view word) {
    for (const Source each : {Source::published, Source::timed, Source::shared, Source::estimated})
        if (word == word_of(each)) return each;
    return Source::unsaid;
}

std::string_view word_of(Variant variant) {
    static constexpr std::string_view words[] = {"", "as-is", "can-be", "to-be"};
    return words[static_cast<std::size_t>(variant)];
}

Variant variant_of(std::string_view word) {
    for (const Variant each : {Variant::as_is, Variant::can_be, Variant::to_be})
        if (word == word_of(each)) return each;
    return Variant::unsaid;
}

KeptXml::Id FlowReader::extension(Id element, std::string_view local) const {
    for (Id each = xml_.first_element(element); each != KeptXml::none; each = xml_.next_element(each)) {
        if (xml_.local(each) != "extensionElements") continue;
        if (const Id found = xml_.child(each, Vocabulary::yorozu, local); found != KeptXml::none) return found;
    }
    return KeptXml::none;
}

void FlowReader::read_extensions() {
    for (Id each = xml_.first_element(xml_.root()); each != KeptXml::none; each = xml_.next_element(each)) {
        if (xml_.local(each) != "relationship") continue;
        if (const Id inside = xml_.child(each, Vocabulary::bpmn, "extensionElements"); inside != KeptXml::none) read_bpsim(inside);
    }
    const auto people = [&](Id element) -> std::optional<double> {
        if (!xml_.has(element, "people")) return std::nullopt;
        return number_of(xml_.attribute(element, "people"));
    };
    for (std::size_t at = 0; at < flow.nodes.size(); ++at) {
        auto& node = flow.nodes[at];
        if (const Id step = extension(handles.nodes[at], "step"); step != KeptXml::none) {
            node.quantities.source = source_of(xml_.attribute(step, "source"));
            node.quantities.source_note = xml_.attribute(step, "sourceNote");
            node.quantities.stage = xml_.attribute(step, "stage");
        }
        if (const Id attached = extension(handles.nodes[at], "attachments"); attached != KeptXml::none)
            node.attachments = {xml_.attribute(attached, "template"), xml_.attribute(attached, "scenario"), xml_.attribute(attached, "standardStep"),
                                xml_.attribute(attached, "counterpart"), xml_.attribute(attached, "input")};
    }
    for (std::size_t at = 0; at < flow.lanes.size(); ++at) {
        const Id staff = extension(handles.lanes[at], "staff");
        if (staff == KeptXml::none) continue;
        auto& lane = flow.lanes[at];
        lane.staff.people = people(staff);
        if (xml_.has(staff, "yenPerHour")) lane.staff.yen_per_hour = number_of(xml_.attribute(staff, "yenPerHour"));
        lane.staff.hours = xml_.attribute(staff, "hours");
    }
    for (std::size_t at = 0; at < flow.processes.size(); ++at) {
        auto& process = flow.processes[at];
        if (const Id own = extension(handles.processes[at], "process"); own != KeptXml::none) {
            process.department = xml_.attribute(own, "department");
            process.standard_flow = xml_.attribute(own, "standardFlow");
            process.variant = variant_of(xml_.attribute(own, "variant"));
            process.counterpart = xml_.attribute(own, "counterpart");
        }
        if (const Id volume = extension(handles.processes[at], "volume"); volume != KeptXml::none) {
            Volume made;
            made.cases_per_year = number_of(xml_.attribute(volume, "casesPerYear"));
            std::istringstream months(xml_.attribute(volume, "monthly"));
            for (auto& month : made.monthly) {
                std::string share;
                if (months >> share) month = number_of(share);
            }
            made.source = source_of(xml_.attribute(volume, "source"));
            made.source_note = xml_.attribute(volume, "sourceNote");
            std::istringstream years(xml_.attribute(volume, "byYear"));   // "2022=29622 2023=30104"
            for (std::string year; years >> year;)
                if (const auto sign = year.find('='); sign != std::string::npos) made.by_year[static_cast<int>(number_of(year.substr(0, sign)))] = number_of(year.substr(sign + 1));
            process.volume = made;
        }
    }
}

void FlowReader::read_bpsim(Id extensions) {
    const Id data = xml_.child(extensions, Vocabulary::bpsim, "BPSimData");
    if (data == KeptXml::none) return;
    const Id scenario = xml_.child(data, Vocabulary::bpsim, "Scenario");   // the first is the one that counts
    if (scenario == KeptXml::none) return;
    const Id general = xml_.child(scenario, Vocabulary::bpsim, "ScenarioParameters");
    const std::string base = general == KeptXml::none ? "" : xml_.attribute(general, "baseTimeUnit");
    const double base_minutes = minutes_per(base);

    // A parameter's one value: what stands inside <ProcessingTime>, <Probability> …
    const auto scalar = [&](Id holder, double unit) -> std::optional<double> {
        const Id value = xml_.first_element(holder);
        if (value == KeptXml::none) return std::nullopt;
        if (xml_.local(value) == "DurationParameter") return minutes_of_duration(xml_.attribute(value, "value"));
        if (!xml_.has(value, "value")) return std::nullopt;
        return number_of(xml_.attribute(value, "value")) * (xml_.has(value, "timeUnit") ? minutes_per(xml_.attribute(value, "timeUnit")) : unit);
    };
    const auto minutes = [&](Id holder) -> std::optional<Minutes> {
        const Id value = xml_.first_element(holder);
        if (value == KeptXml::none) return std::nullopt;
        const double unit = xml_.has(value, "timeUnit") ? minutes_per(xml_.attribute(value, "timeUnit")) : base_minutes;
        const auto part = [&](std::string_view name) { return number_of(xml_.attribute(value, name)) * unit; };
        const auto local = xml_.local(value);
        Minutes made;
        using Kind = Minutes::Kind;
        if (local == "NormalDistribution" || local == "TruncatedNormalDistribution" || local == "LogNormalDistribution") {
            made = {local == "LogNormalDistribution" ? Kind::lognormal : Kind::normal, part("mean"), part("standardDeviation")};
        } else if (local == "TriangularDistribution") {
            made = {Kind::triangular, 0, 0, part("min"), part("mode"), part("max")};
        } else if (local == "UniformDistribution") {
            made = {Kind::uniform, 0, 0, part("min"), 0, part("max")};
        } else if (local == "NegativeExponentialDistribution") {
            made = {Kind::exponential, part("mean")};
        } else if (const auto fixed = scalar(holder, base_minutes)) {
            made.mean = *fixed;
        } else {
            return std::nullopt;   // kept, but not understood: an expression, a vendor's distribution
        }
        return made;
    };
    for (Id each = xml_.first_element(scenario); each != KeptXml::none; each = xml_.next_element(each)) {
        if (!xml_.is(each, Vocabulary::bpsim, "ElementParameters")) continue;
        const std::string id = xml_.attribute(each, "elementRef");
        const Ref ref = flow.find(id);
        if (!ref) {
            dangling(id, id, "数値（BPSim）の対象", line(each));
            continue;
        }
        for (Id group = xml_.first_element(each); group != KeptXml::none; group = xml_.next_element(group))
            for (Id holder = xml_.first_element(group); holder != KeptXml::none; holder = xml_.next_element(holder)) {
                const auto local = xml_.local(holder);
                if (ref.what == What::edge && local == "Probability") flow.edges[static_cast<std::size_t>(ref.index)].probability = scalar(holder, 1);
                if (ref.what != What::node) continue;
                auto& step = flow.nodes[static_cast<std::size_t>(ref.index)].quantities;
                if (local == "ProcessingTime") step.minutes = minutes(holder);
                else if (local == "WaitTime") step.waiting = minutes(holder);
                else if (local == "FixedCost") step.yen = scalar(holder, 1);
                else if (const auto value = scalar(holder, 1); value && local == "Quantity") step.people = static_cast<int>(*value);
                else if (value && local == "Priority") step.priority = static_cast<int>(*value);
            }
    }
}

}  // namespace yorozu::flows
