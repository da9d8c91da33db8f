#pragma once
#include <filesystem>
#include <string>

namespace yorozu::rpa {

/// Pictures that prove what was on the screen; readable by the owner only.
class Evidence {
public:
    /// An empty folder name keeps nothing. Throws StepFailure (environment) if the folder cannot be made.
    explicit Evidence(std::filesystem::path folder);

    struct Kept {
        std::string name;    ///< file name under the folder, "" if nothing was kept
        std::string sha256;  ///< of the bytes, also when no file is kept
    };
    /// Writes the file whole and durable before it returns. Throws StepFailure (environment): disk full, no right.
    Kept keep(const std::string& name, const std::string& bytes);

private:
    std::filesystem::path folder_;
};

}  // namespace yorozu::rpa
