#pragma once
#include <wx/string.h>

#include <functional>
#include <vector>

namespace yorozu::gui {

/// What can be taken back, each with a sentence ("項目「支店コード」の確認"). Taking back is itself a deed that is
/// written down: undo and redo do it on the store. A deed that throws stays where it was.
class UndoHistory {
public:
    struct Deed {
        wxString sentence;
        std::function<void()> undo;
        std::function<void()> redo;
    };
    std::function<void()> changed;  ///< menus and status bar follow

    void did(Deed deed);  ///< already done; forgets what was undone before
    void undo();
    void redo();
    const Deed* next_undo() const { return at_ ? &deeds_[at_ - 1] : nullptr; }
    const Deed* next_redo() const { return at_ < deeds_.size() ? &deeds_[at_] : nullptr; }
    void clear();

private:
    void tell() const { if (changed) changed(); }
    std::vector<Deed> deeds_;
    std::size_t at_ = 0;
};

}  // namespace yorozu::gui
