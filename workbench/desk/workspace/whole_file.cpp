#include "workbench/desk/workspace/whole_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <string>
#include <system_error>

#include "workbench/desk/export/table_writer.h"

namespace yorozu::desk {

namespace {

std::string mend_of(int error) {
    switch (error) {
        case ENOENT:
        case ENOTDIR: return "フォルダーがありません。先に作るか、別の場所を指定してください";
        case EACCES:
        case EPERM:
        case EROFS: return "書き込みが許されていません。書き込めるフォルダーを指定してください";
        case ENOSPC:
        case EDQUOT: return "ディスクがいっぱいです。空きを作ってから、もう一度実行してください";
        case EISDIR: return "同じ名前のフォルダーがあります。別の名前を指定してください";
        default: return "装置と接続を確かめてから、もう一度実行してください";
    }
}

}  // namespace

void WholeFile::fail(int error) const {
    throw ExportFailure("ファイルを書けません: " + target_.string() + ": " + mend_of(error));
}

WholeFile::WholeFile(std::filesystem::path target) : target_(std::move(target)) {
    std::error_code ignored;
    if (std::filesystem::is_directory(target_, ignored)) fail(EISDIR);
    std::string name = target_.string() + ".XXXXXX";
    file_ = ::mkostemp(name.data(), O_CLOEXEC);
    if (file_ < 0) fail(errno);
    beside_ = name;
    const mode_t mask = ::umask(0);
    ::umask(mask);
    (void)::fchmod(file_, 0666 & ~mask);  // mkstemp makes it readable by its owner only
}

WholeFile::~WholeFile() {
    if (file_ >= 0) ::close(file_);
    if (!placed_ && !beside_.empty()) ::unlink(beside_.c_str());
}

void WholeFile::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(file_, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) fail(errno);
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

void WholeFile::place() {
    if (::fsync(file_) != 0 && errno != EINVAL && errno != EROFS) fail(errno);
    const int closed = ::close(file_);
    file_ = -1;
    if (closed != 0) fail(errno);
    if (::rename(beside_.c_str(), target_.c_str()) != 0) fail(errno);
    placed_ = true;
}

}  // namespace yorozu::desk
