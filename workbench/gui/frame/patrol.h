#pragma once
#include <chrono>
#include <functional>
#include <memory>

namespace yorozu::gui {

/// Looks again and again, on a thread of its own that is never waited for: what it looks at may lie on a network drive
/// that has died. `look` must own all it uses; what it tells is only told while the Patrol lives, so that it may use the
/// window through CallAfter.
class Patrol {
public:
    struct Round {
        std::function<void()> tell = {};       ///< empty: nothing new
        std::chrono::milliseconds again{2000}; ///< until the next look
        int bell = -1;                         ///< a descriptor: the next look comes at once when it is readable
    };
    explicit Patrol(std::function<Round()> look);
    ~Patrol();
    Patrol(const Patrol&) = delete;
    Patrol& operator=(const Patrol&) = delete;

private:
    struct Shared;
    std::shared_ptr<Shared> shared_;
};

}  // namespace yorozu::gui
