#pragma once
#include <filesystem>

namespace yorozu::desk {

/// A folder that becomes `target` when it is whole; gone otherwise. What was left of one that was killed is taken away first. Throws StoreError.
class FolderBeside {
public:
    FolderBeside(const std::filesystem::path& target, const char* ending);
    ~FolderBeside();
    FolderBeside(const FolderBeside&) = delete;
    FolderBeside& operator=(const FolderBeside&) = delete;

    const std::filesystem::path& beside() const { return beside_; }
    const std::filesystem::path& target() const { return target_; }
    /// Takes the place of an empty folder that may be there.
    void place(const char* what_failed);

private:
    std::filesystem::path target_, beside_;
    bool placed_ = false;
};

}  // namespace yorozu::desk
