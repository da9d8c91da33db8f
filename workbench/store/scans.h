#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace yorozu::store {

/// The scan files' bytes, kept once per content as scans/ab/<SHA-256>. Files and not rows of the database:
/// a 3,000-page PDF is streamed, the copy before a migration stays small, and any program can look at them.
/// A file is there whole or not at all; nothing here ever changes or deletes one.
class Scans {
public:
    explicit Scans(std::filesystem::path folder);

    std::filesystem::path path_of(const std::string& hash) const;
    bool has(const std::string& hash) const;

    /// Copies the file in under its content's hash (given, to be made of the copy by `hash_of`: the name must
    /// fit what was copied even if the original changed meanwhile). Returns the hash. Call settle() after the last.
    std::string keep(const std::filesystem::path& file,
                     std::string (*hash_of)(const std::filesystem::path& copy));
    /// Makes the new files' names durable. Before it returns, no row may speak of them.
    void settle();

    /// Takes away what an import that was killed left half copied. Only while no other import runs.
    void clear_half_copied();

private:
    std::filesystem::path folder_;
    std::vector<std::filesystem::path> unsettled_;
};

}  // namespace yorozu::store
