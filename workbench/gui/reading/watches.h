#pragma once
#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

#include "workbench/gui/frame/patrol.h"
#include "workbench/gui/frame/session.h"

class wxEvtHandler;

namespace yorozu::gui {

/// Tells, once, that the workspace's folder is there no longer.
std::unique_ptr<Patrol> watch_workspace(const std::filesystem::path& folder, wxEvtHandler& window, std::function<void()> gone);

/// Tells whenever the set of whole scans in `arrivals` that the workspace does not have changed.
std::unique_ptr<Patrol> watch_arrivals(const std::filesystem::path& arrivals, const OwnWorkspace& own,
                                       wxEvtHandler& window, std::function<void(std::vector<std::filesystem::path>)> arrived);

}  // namespace yorozu::gui
