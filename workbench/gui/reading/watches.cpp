#include "workbench/gui/reading/watches.h"

#include <wx/event.h>

#include "workbench/desk/reading/arrivals.h"
#include "workbench/desk/reading/folder_bell.h"

namespace yorozu::gui {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

std::unique_ptr<Patrol> watch_workspace(const fs::path& folder, wxEvtHandler& window, std::function<void()> gone) {
    return std::make_unique<Patrol>([database = folder / "yorozu.db", &window, gone = std::move(gone), told = false]() mutable -> Patrol::Round {
        std::error_code error;
        if (told || fs::exists(database, error)) return {};
        told = true;
        return {.tell = [&window, gone] { window.CallAfter(gone); }};
    });
}

std::unique_ptr<Patrol> watch_arrivals(const fs::path& arrivals, const OwnWorkspace& own, wxEvtHandler& window,
                                       std::function<void(std::vector<fs::path>)> arrived) {
    constexpr auto unheard = 10s;   // a share tells nothing: looked at now and then
    constexpr auto settling = 500ms;
    struct State {
        desk::Arrivals arrivals;
        std::unique_ptr<desk::FolderBell> bell;
        std::unique_ptr<desk::Workspace> workspace;
        std::vector<fs::path> last;
    };
    auto state = std::make_shared<State>(State{desk::Arrivals(arrivals), nullptr, nullptr, {}});
    return std::make_unique<Patrol>([=, &window]() -> Patrol::Round {
        Patrol::Round round{.again = unheard};
        try {
            if (!state->bell || state->bell->descriptor() < 0) state->bell = std::make_unique<desk::FolderBell>(arrivals);
            state->bell->silence();
            round.bell = state->bell->descriptor();
            if (!state->workspace) state->workspace = own.open(store::Access::read);
            auto files = state->arrivals.look(*state->workspace, own.clock());
            if (state->arrivals.settling()) round.again = settling;
            if (files == state->last) return round;
            state->last = files;
            round.tell = [&window, arrived, files] { window.CallAfter([arrived, files] { arrived(files); }); };
        } catch (const std::runtime_error&) {  // the folder or the workspace is away: the next look tries again
            state->workspace.reset();
            state->bell.reset();
            round.bell = -1;
            round.again = 2s;
        }
        return round;
    });
}

}  // namespace yorozu::gui
