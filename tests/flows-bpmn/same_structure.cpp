#include "tests/flows-bpmn/same_structure.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <sstream>

#include "flows/bpmn/kept_xml.h"

using namespace yorozu::flows;

namespace {

using Prefixes = std::map<std::string, std::string>;

std::string full(const std::string& name, const Prefixes& prefixes, bool attribute) {
    const auto colon = name.find(':');
    const std::string prefix = colon == std::string::npos ? "" : name.substr(0, colon);
    if (attribute && prefix.empty()) return name;
    const auto found = prefixes.find(prefix);
    return (found == prefixes.end() ? "?" + prefix : found->second) + " " + std::string(local_name(name));
}

std::string lines_of(const Xml& xml, Prefixes prefixes, int depth) {
    const std::string indent(static_cast<std::size_t>(depth), ' ');
    if (xml.name.empty()) {
        const auto from = xml.text.find_first_not_of(" \t\r\n"), to = xml.text.find_last_not_of(" \t\r\n");
        return from == std::string::npos ? "" : indent + "\"" + xml.text.substr(from, to - from + 1) + "\"\n";
    }
    std::vector<std::string> attributes;
    for (const auto& [name, value] : xml.attributes) {
        if (name == "xmlns") prefixes[""] = value;
        else if (name.rfind("xmlns:", 0) == 0) prefixes[name.substr(6)] = value;
    }
    for (const auto& [name, value] : xml.attributes) {
        if (name.rfind("xmlns", 0) == 0) continue;
        std::string shown = value;
        if (name == "x" || name == "y" || name == "width" || name == "height") {
            std::ostringstream number;
            number << std::strtod(value.c_str(), nullptr);
            shown = number.str();
        }
        attributes.push_back(full(name, prefixes, true) + "=" + shown);
    }
    std::sort(attributes.begin(), attributes.end());
    const std::string name = full(xml.name, prefixes, false);
    std::string all = indent + name;
    for (const auto& each : attributes) all += " [" + each + "]";
    all += "\n";
    std::vector<std::pair<std::string, std::string>> children;
    for (const auto& each : xml.children) {
        const std::string key = std::string(local_name(each.name)) == "waypoint" ? "~waypoint" : each.name.empty() ? "" : full(each.name, prefixes, false) + " " + each.attribute("id") + " " + each.attribute("bpmnElement") + " " + each.inner_text();
        children.emplace_back(key, lines_of(each, prefixes, depth + 1));
    }
    std::stable_sort(children.begin(), children.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [key, lines] : children) all += lines;
    return all;
}

}  // namespace

std::string structure_of(const std::string& text) {
    Problems problems;
    const KeptXml xml(text, problems);
    return xml.whole() ? lines_of(xml.value(xml.root()), {}, 0) : "not well-formed: " + (problems.empty() ? "" : problems.front().what);
}
