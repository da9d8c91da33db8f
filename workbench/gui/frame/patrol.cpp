#include "workbench/gui/frame/patrol.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <mutex>
#include <thread>

namespace yorozu::gui {

struct Patrol::Shared {
    ~Shared() {
        if (stop >= 0) ::close(stop);
    }
    std::mutex mutex;
    bool ended = false;
    int stop = ::eventfd(0, EFD_CLOEXEC);  ///< readable once the Patrol is gone
};

Patrol::Patrol(std::function<Round()> look) : shared_(std::make_shared<Shared>()) {
    std::thread([shared = shared_, look = std::move(look)] {
        for (;;) {
            const Round round = look();
            {
                const std::lock_guard lock(shared->mutex);
                if (shared->ended) return;
                if (round.tell) round.tell();
            }
            pollfd wait[] = {{shared->stop, POLLIN, 0}, {round.bell, POLLIN, 0}};  // poll skips a descriptor of -1
            ::poll(wait, 2, static_cast<int>(round.again.count()));
            if (wait[0].revents) return;
        }
    }).detach();
}

Patrol::~Patrol() {
    {
        const std::lock_guard lock(shared_->mutex);
        shared_->ended = true;
    }
    ::eventfd_write(shared_->stop, 1);
}

}  // namespace yorozu::gui
