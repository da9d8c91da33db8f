#include "flows/bpmn/xml.h"

namespace yorozu::flows {

std::string_view local_name(std::string_view qualified) {
    const auto colon = qualified.rfind(':');
    return colon == std::string_view::npos ? qualified : qualified.substr(colon + 1);
}

const std::string& Xml::attribute(std::string_view wanted) const {
    static const std::string none;
    for (const auto& [name_, value] : attributes)
        if (name_ == wanted) return value;
    return none;
}

const Xml* Xml::child(std::string_view wanted) const {
    for (const auto& each : children)
        if (!each.name.empty() && local_name(each.name) == wanted) return &each;
    return nullptr;
}

std::string Xml::inner_text() const {
    if (name.empty()) return text;
    std::string all;
    for (const auto& each : children) all += each.inner_text();
    return all;
}

}  // namespace yorozu::flows
