#pragma once
#include <string>

namespace yorozu::desk {

/// The text as HTML shows it, in an element or an attribute.
inline std::string safe_html(const std::string& text) {
    std::string safe;
    for (const char c : text) safe += c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '"' ? "&quot;" : std::string(1, c);
    return safe;
}

}  // namespace yorozu::desk
