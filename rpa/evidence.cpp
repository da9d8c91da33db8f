#include "rpa/evidence.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "rpa/bytes.h"
#include "rpa/web_driver.h"

namespace yorozu::rpa {

namespace {

[[noreturn]] void fail(const std::filesystem::path& where, int error) {
    throw StepFailure{StepFailure::Kind::environment, std::string("証跡を書けません: ") + where.string() + ": " +
                          (error == ENOSPC ? "空き容量を増やしてください" : "書く権限と空き容量を確かめてください") + "（" + std::strerror(error) + "）"};
}

}  // namespace

Evidence::Evidence(std::filesystem::path folder) : folder_(std::move(folder)) {
    if (folder_.empty()) return;
    std::error_code error;
    std::filesystem::create_directories(folder_, error);
    if (!std::filesystem::is_directory(folder_)) fail(folder_, error.value() ? error.value() : ENOTDIR);
    if (access(folder_.c_str(), W_OK) != 0) fail(folder_, errno);
}

Evidence::Kept Evidence::keep(const std::string& name, const std::string& bytes) {
    Kept kept{"", sha256_hex(bytes)};
    if (folder_.empty() || bytes.empty()) return kept;
    const auto target = folder_ / name, beside = folder_ / (name + ".part");
    const int file = open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0) fail(beside, errno);
    std::size_t written = 0;
    int error = 0;
    while (written < bytes.size() && !error) {
        const ssize_t part = write(file, bytes.data() + written, bytes.size() - written);
        if (part > 0) written += static_cast<std::size_t>(part);
        else if (errno != EINTR) error = errno;
    }
    if (!error && fdatasync(file) != 0) error = errno;
    close(file);
    if (!error && rename(beside.c_str(), target.c_str()) != 0) error = errno;
    if (error) {
        unlink(beside.c_str());
        fail(target, error);
    }
    kept.name = name;
    return kept;
}

}  // namespace yorozu::rpa
