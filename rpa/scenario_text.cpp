#include "rpa/scenario_text.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "rpa/step_forms.h"

namespace yorozu::rpa {

using Json = nlohmann::ordered_json;

namespace {

constexpr std::size_t widest_line = 120;

const std::vector<std::string>& top_order() {
    static const std::vector<std::string> order = {"formatVersion", "id", "title", "owner", "note", "verifiedOn", "expiresOn", "address", "hosts", "businessKey",
                                                   "dataColumns", "columnLabels", "settleMs", "stopAfterFailures", "timeout", "selectorAttribute", "signedOut",
                                                   "setup", "perRecord", "teardown", "steps"};
    return order;
}

std::vector<std::string> order_in_step(const std::string& type) {
    std::vector<std::string> order;
    for (const auto& key : common_step_keys()) {
        order.push_back(key.key);
        if (key.key == "disabled")
            if (const auto* form = step_form(type))
                for (const auto& own : form->keys) order.push_back(own.key);
    }
    order.push_back("steps");
    return order;
}

Json in_order(const Json& object, const std::vector<std::string>& order) {
    Json sorted = Json::object();
    for (const auto& key : order)
        if (object.contains(key) && !sorted.contains(key)) sorted[key] = object.at(key);
    std::map<std::string, const Json*> rest;
    for (const auto& [key, value] : object.items())
        if (!sorted.contains(key)) rest[key] = &value;
    for (const auto& [key, value] : rest) sorted[key] = *value;
    return sorted;
}

/// Only where the format knows the keys is their order ours; the columns of a row keep the order they were given.
Json tidied(const Json& value, bool row = false) {
    if (value.is_array()) {
        Json list = Json::array();
        for (const auto& one : value) list.push_back(tidied(one));
        return list;
    }
    if (!value.is_object()) return value;
    Json inner = Json::object();
    for (const auto& [key, one] : value.items()) inner[key] = tidied(one, key == "row");
    if (row) return inner;
    if (inner.contains("type") && inner.at("type").is_string()) return in_order(inner, order_in_step(inner.at("type")));
    if (inner.contains("formatVersion")) return in_order(inner, top_order());
    static const std::vector<std::string> part_order = {"selectors", "match", "number"};
    return in_order(inner, part_order);
}

/// Columns on a screen: wide characters count two.
std::size_t columns_of(const std::string& text) {
    std::size_t columns = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if ((byte & 0xC0) == 0x80) continue;
        columns += byte >= 0xE0 ? 2 : 1;
    }
    return columns;
}

std::string on_one_line(const Json& value) {
    std::string text;
    if (value.is_object()) {
        for (const auto& [key, one] : value.items()) text += (text.empty() ? "" : ", ") + Json(key).dump() + ": " + on_one_line(one);
        return text.empty() ? "{}" : "{ " + text + " }";
    }
    if (value.is_array()) {
        for (const auto& one : value) text += (text.empty() ? "" : ", ") + on_one_line(one);
        return "[" + text + "]";
    }
    return value.dump();
}

void write_value(std::string& out, const Json& value, std::size_t indent, std::size_t taken, bool list_of_steps) {
    const std::string line = on_one_line(value);
    if (!value.is_structured() || value.empty() || (!list_of_steps && taken + columns_of(line) <= widest_line)) {
        out += line;
        return;
    }
    const std::string margin(indent + 2, ' ');
    const bool object = value.is_object();
    out += object ? "{" : "[";
    bool first = true;
    for (const auto& [key, one] : value.items()) {
        out += (first ? "\n" : ",\n") + margin;
        first = false;
        std::size_t before = margin.size() + 1;
        if (object) {
            const std::string name = Json(key).dump() + ": ";
            out += name;
            before += columns_of(name);
        }
        write_value(out, one, indent + 2, before, one.is_array() && !one.empty() && one.front().is_object() && one.front().contains("type"));
    }
    out += "\n" + std::string(indent, ' ') + (object ? "}" : "]");
}

}  // namespace

std::string written_scenario(std::string_view text) {
    if (text.rfind("\xEF\xBB\xBF", 0) == 0) text.remove_prefix(3);
    const Json root = Json::parse(text, nullptr, false);
    if (root.is_discarded()) throw std::invalid_argument("JSON として読めません");
    std::string out;
    write_value(out, tidied(root), 0, 0, true);
    return out + "\n";
}

}  // namespace yorozu::rpa
