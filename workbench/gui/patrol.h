#pragma once
#include <chrono>
#include <functional>
#include <memory>

namespace yorozu::gui {

/// Looks again and again, on a thread of its own that is never waited for: what it looks at may lie on a network drive
/// that has died. `look` must own all it uses; the function it returns (if any) tells the window, and is only called while
/// the Patrol lives, so that it may use the window through CallAfter.
class Patrol {
public:
    using Tell = std::function<void()>;
    Patrol(std::chrono::milliseconds interval, std::function<Tell()> look);
    ~Patrol();
    Patrol(const Patrol&) = delete;
    Patrol& operator=(const Patrol&) = delete;

private:
    struct Shared;
    std::shared_ptr<Shared> shared_;
};

}  // namespace yorozu::gui
