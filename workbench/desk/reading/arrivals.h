#pragma once
#include <chrono>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "workbench/desk/workspace/workspace.h"

namespace yorozu::desk {

/// A folder that a scanner writes into. Each look() compares the files with the look before: a file has arrived when
/// its size and time stayed the same for `settle`, so a half-written one is waited for; folder_bell.h says when to look.
/// Files whose bytes the workspace has already are not news. One thread.
class Arrivals {
public:
    Arrivals(std::filesystem::path folder, std::chrono::milliseconds settle = std::chrono::seconds(2));

    /// Whole scans that the workspace does not have, sorted by name. Throws RequestFault when the folder cannot be
    /// read; the next look tries again.
    std::vector<std::filesystem::path> look(Workspace& workspace, store::TimeMs now);
    /// Some file of the last look is not settled yet: look again soon.
    bool settling() const { return settling_; }

private:
    struct Seen {
        std::uintmax_t bytes = 0;
        std::filesystem::file_time_type written;
        store::TimeMs since = 0;
        std::string hash;  ///< once it has settled
    };
    std::filesystem::path folder_;
    std::chrono::milliseconds settle_;
    std::map<std::filesystem::path, Seen> seen_;
    bool settling_ = false;
};

}  // namespace yorozu::desk
