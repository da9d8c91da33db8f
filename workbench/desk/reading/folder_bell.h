#pragma once
#include <filesystem>

namespace yorozu::desk {

/// Rings when a file in a folder was written to the end, moved in or taken away (inotify). A share that another computer
/// fills does not ring, and the folder may vanish: whoever listens looks now and then all the same. One thread.
class FolderBell {
public:
    /// Never throws: a folder that cannot be watched gives a bell that never rings.
    explicit FolderBell(const std::filesystem::path& folder);
    ~FolderBell();
    FolderBell(const FolderBell&) = delete;
    FolderBell& operator=(const FolderBell&) = delete;

    int descriptor() const { return descriptor_; }  ///< readable when it rings; -1: never rings
    void silence();                                 ///< what rang so far was heard

private:
    int descriptor_ = -1;
};

}  // namespace yorozu::desk
