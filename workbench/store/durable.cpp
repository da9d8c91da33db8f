#include "workbench/store/durable.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <string>
#include <thread>
#include <vector>

#include "workbench/store/error.h"

namespace yorozu::store {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(int error, const fs::path& where) {
    switch (error) {
        case ENOSPC:
        case EDQUOT:
            throw StoreError(Blame::environment, "ディスクがいっぱいで書き込めません", where.string(),
                             "空き容量を増やして、同じ操作をもう一度してください（ここまでに保存した分は残っています）");
        case EFBIG:
            throw StoreError(Blame::environment, "ファイルの大きさの上限を超えるので書き込めません", where.string(),
                             "ディスクの割り当てとファイルの大きさの制限（ulimit -f）を確かめてください");
        case EROFS:
        case EACCES:
        case EPERM:
            throw StoreError(Blame::environment, "書き込めません（読み取り専用か、権限がありません）", where.string(),
                             "フォルダーとファイルの書き込みの権限を確かめてください");
        case ENOTDIR:
        case EEXIST:
            throw StoreError(Blame::request, "フォルダーのはずの場所に別のファイルがあります", where.string(),
                             "別の場所を指定するか、そのファイルを移してください");
        default:
            throw StoreError(Blame::environment, std::string("読み書きに失敗しました（") + std::strerror(error) + "）",
                             where.string(), "ディスクの状態を確かめて、もう一度実行してください");
    }
}

/// A file descriptor that is closed on every way out.
class Descriptor {
public:
    Descriptor(const fs::path& file, int flags) : file_(file), number_(::open(file.c_str(), flags | O_CLOEXEC, 0644)) {
        if (number_ < 0) fail(errno, file);
    }
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    int number() const { return number_; }
    void sync() const {
        // A file system without fsync for folders says EINVAL: nothing more can be done there.
        if (::fsync(number_) != 0 && errno != EINVAL) fail(errno, file_);
    }

private:
    fs::path file_;
    int number_;
};

void copy_bytes(const Descriptor& in, const fs::path& from, const Descriptor& out, const fs::path& to) {
    std::vector<char> buffer(1 << 18);
    for (;;) {
        const ssize_t got = ::read(in.number(), buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) fail(errno, from);
        if (got == 0) return;
        for (ssize_t done = 0; done < got;) {
            const ssize_t put = ::write(out.number(), buffer.data() + done, static_cast<std::size_t>(got - done));
            if (put < 0 && errno == EINTR) continue;
            if (put < 0) fail(errno, to);
            done += put;
        }
    }
}

}  // namespace

void make_durable(const fs::path& file_or_folder) {
    Descriptor(file_or_folder.empty() ? fs::path(".") : file_or_folder, O_RDONLY).sync();
}

void make_folder(const fs::path& folder) {
    if (folder.empty()) return;
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) fail(error.value(), folder);
}

void copy_whole(const fs::path& from, const fs::path& target) {
    static std::atomic<unsigned> counter{0};
    const fs::path part =
        target.string() + "." + std::to_string(::getpid()) + "-" + std::to_string(counter++) + ".part";
    try {
        const Descriptor in(from, O_RDONLY);
        const Descriptor out(part, O_WRONLY | O_CREAT | O_TRUNC);
        copy_bytes(in, from, out, part);
        out.sync();
        if (::rename(part.c_str(), target.c_str()) != 0) fail(errno, target);
    } catch (...) {
        ::unlink(part.c_str());
        throw;
    }
}

FileLock::FileLock(const fs::path& file, int patience_ms, const char* busy_message) {
    descriptor_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (descriptor_ < 0) fail(errno, file);
    for (int waited = 0;; waited += 50) {
        if (::flock(descriptor_, LOCK_EX | LOCK_NB) == 0) return;
        if (errno == EINTR) continue;
        const int error = errno;
        if (error != EWOULDBLOCK || waited >= patience_ms) {
            ::close(descriptor_);
            if (error != EWOULDBLOCK) fail(error, file);
            throw StoreError(Blame::environment, busy_message, file.parent_path().string(),
                             "それが終わってから、もう一度実行してください");
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
}

FileLock::~FileLock() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace yorozu::store
