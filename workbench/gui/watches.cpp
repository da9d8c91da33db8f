#include "workbench/gui/watches.h"

#include <wx/event.h>

#include "workbench/desk/arrivals.h"

namespace yorozu::gui {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

std::unique_ptr<Patrol> watch_workspace(const fs::path& folder, wxEvtHandler& window, std::function<void()> gone) {
    return std::make_unique<Patrol>(2s, [database = folder / "yorozu.db", &window, gone = std::move(gone), told = false]() mutable -> Patrol::Tell {
        std::error_code error;
        if (told || fs::exists(database, error)) return {};
        told = true;
        return [&window, gone] { window.CallAfter(gone); };
    });
}

std::unique_ptr<Patrol> watch_arrivals(const fs::path& arrivals, const OwnWorkspace& own, wxEvtHandler& window,
                                       std::function<void(std::vector<fs::path>)> arrived) {
    struct State {
        desk::Arrivals arrivals;
        std::unique_ptr<desk::Workspace> workspace;
        std::vector<fs::path> last;
    };
    auto state = std::make_shared<State>(State{desk::Arrivals(arrivals), nullptr, {}});
    return std::make_unique<Patrol>(2s, [=, &window]() -> Patrol::Tell {
        try {
            if (!state->workspace) state->workspace = own.open(store::Access::read);
            auto files = state->arrivals.look(*state->workspace, own.clock());
            if (files == state->last) return {};
            state->last = files;
            return [&window, arrived, files] { window.CallAfter([arrived, files] { arrived(files); }); };
        } catch (const std::runtime_error&) {  // the folder or the workspace is away: the next look tries again
            state->workspace.reset();
            return {};
        }
    });
}

}  // namespace yorozu::gui
