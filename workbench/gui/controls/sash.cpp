#include "workbench/gui/controls/sash.h"

#include <wx/splitter.h>

#include <algorithm>

#include "workbench/gui/frame/memory.h"

namespace yorozu::gui {
namespace {

int length_of(const wxSplitterWindow& split) {
    const wxSize size = split.GetClientSize();
    return split.GetSplitMode() == wxSPLIT_VERTICAL ? size.x : size.y;
}

}  // namespace

void keep_sash(wxSplitterWindow& split, Memory& memory, const std::string& name, Pane keeps, std::function<int(int length)> preferred) {
    split.SetSashGravity(keeps == Pane::first ? 0 : 1);
    // While it is dragged; wx also says "changed" when it lays a window out for the first time.
    split.Bind(wxEVT_SPLITTER_SASH_POS_CHANGING, [&split, &memory, name, keeps](wxSplitterEvent& event) {
        const int at = event.GetSashPosition();
        if (at >= 0) memory.sash[name] = split.ToDIP(keeps == Pane::first ? at : length_of(split) - at);
        event.Skip();
    });
    split.Bind(wxEVT_SIZE, [&split, &memory, name, keeps, preferred = std::move(preferred)](wxSizeEvent& event) {
        event.Skip();
        const int length = length_of(split);
        if (length < 2 * split.GetMinimumPaneSize()) return;
        const auto kept = memory.sash.find(name);
        const int size = kept == memory.sash.end() ? preferred(length) : split.FromDIP(kept->second);
        const int least = split.GetMinimumPaneSize();
        split.SetSashPosition(std::clamp(keeps == Pane::first ? size : length - size, least, std::max(least, length - least)));
    });
}

}  // namespace yorozu::gui
