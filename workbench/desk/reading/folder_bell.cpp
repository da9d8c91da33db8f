#include "workbench/desk/reading/folder_bell.h"

#include <sys/inotify.h>
#include <unistd.h>

namespace yorozu::desk {

FolderBell::FolderBell(const std::filesystem::path& folder) : descriptor_(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {
    if (descriptor_ < 0) return;
    if (::inotify_add_watch(descriptor_, folder.c_str(), IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_ONLYDIR) >= 0) return;
    ::close(descriptor_);
    descriptor_ = -1;
}

FolderBell::~FolderBell() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

void FolderBell::silence() {
    alignas(inotify_event) char events[4096];
    while (descriptor_ >= 0 && ::read(descriptor_, events, sizeof events) > 0) {
    }
}

}  // namespace yorozu::desk
