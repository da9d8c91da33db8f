#pragma once
#include <filesystem>
#include <memory>
#include <vector>

#include "rpa/desktop.h"

namespace yorozu::rpa {

struct DesktopOptions {
    DesktopScreen screen;                ///< what the scenario was made on
    std::vector<std::string> programs;   ///< nothing else is launched: full paths, or names found in PATH
    std::filesystem::path folder;        ///< where image/ files stand: the scenario's folder
};

/// A desktop of its own for the programs that a scenario launches; nothing of it is seen on the person's screen. All of
/// it ends with the returned object, with the calling thread and with the process, even by kill -9. Throws StepFailure of
/// kind environment: something is not installed, or the display is not as the scenario says.
std::unique_ptr<Desktop> start_desktop(const DesktopOptions& options);

}  // namespace yorozu::rpa
