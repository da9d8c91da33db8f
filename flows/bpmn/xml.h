#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace yorozu::flows {

/// A piece of XML as a plain value: what a flow file holds beyond what we give a meaning to. Names are as written, prefix
/// and all; the prefixes are those of Flow::namespaces unless the piece itself declares others. Texts are decoded.
struct Xml {
    std::string name;   ///< "camunda:formData"; empty: a run of text
    std::string text;   ///< of a run of text
    std::vector<std::pair<std::string, std::string>> attributes;   ///< in the file's order, declarations of namespaces too
    std::vector<Xml> children;

    /// The attribute's value, or "" when there is none.
    const std::string& attribute(std::string_view wanted) const;
    /// The first child whose name without prefix is this, or null.
    const Xml* child(std::string_view local_name) const;
    /// All text inside, joined.
    std::string inner_text() const;

    friend bool operator==(const Xml&, const Xml&) = default;
};

/// "camunda:formData" → "formData".
std::string_view local_name(std::string_view qualified);

}  // namespace yorozu::flows
