#include "workbench/gui/patrol.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace yorozu::gui {

struct Patrol::Shared {
    std::mutex mutex;
    std::condition_variable wake;
    bool ended = false;
};

Patrol::Patrol(std::chrono::milliseconds interval, std::function<Tell()> look) : shared_(std::make_shared<Shared>()) {
    std::thread([shared = shared_, interval, look = std::move(look)] {
        std::unique_lock lock(shared->mutex);
        while (!shared->wake.wait_for(lock, interval, [&] { return shared->ended; })) {
            lock.unlock();
            const Tell tell = look();
            lock.lock();
            if (!shared->ended && tell) tell();
        }
    }).detach();
}

Patrol::~Patrol() {
    const std::lock_guard lock(shared_->mutex);
    shared_->ended = true;
    shared_->wake.notify_all();
}

}  // namespace yorozu::gui
