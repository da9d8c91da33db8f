#pragma once
#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "workbench/desk/rpa/vault_file.h"

namespace yorozu::desk {

/// Secrets for a run: first the file that was named (lines name=value; only its owner may read it), then the
/// environment (YOROZU_SECRET_<name>), then the vault, if it was opened. Never written anywhere.
class Secrets {
public:
    /// "" : environment only. Throws RequestFault: not there, readable by others, a line without "=".
    explicit Secrets(const std::filesystem::path& file);
    void open(Vault vault) { vault_ = std::move(vault); }
    std::optional<std::string> find(const std::string& name) const;

private:
    std::map<std::string, std::string> named_;
    std::optional<Vault> vault_;
};

}  // namespace yorozu::desk
