#pragma once
#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace yorozu::desk {

/// Secrets for a run: first the file that was named (lines name=value; only its owner may read it), then the
/// environment (YOROZU_SECRET_<name>). Never written anywhere.
class Secrets {
public:
    /// "" : environment only. Throws RequestFault: not there, readable by others, a line without "=".
    explicit Secrets(const std::filesystem::path& file);
    std::optional<std::string> find(const std::string& name) const;

private:
    std::map<std::string, std::string> named_;
};

}  // namespace yorozu::desk
