#pragma once
#include <filesystem>
#include <string_view>

namespace yorozu::desk {

/// A file that is there whole or not at all: written beside its place, brought to the disk and renamed in place().
/// Throws ExportFailure with words for a person. Destroyed without place(): nothing is left.
class WholeFile {
public:
    explicit WholeFile(std::filesystem::path target);
    ~WholeFile();
    WholeFile(const WholeFile&) = delete;
    WholeFile& operator=(const WholeFile&) = delete;

    const std::filesystem::path& beside() const { return beside_; }  ///< where to write
    void write(std::string_view bytes);
    void place();

private:
    [[noreturn]] void fail(int error) const;
    std::filesystem::path target_, beside_;
    int file_ = -1;
    bool placed_ = false;
};

}  // namespace yorozu::desk
