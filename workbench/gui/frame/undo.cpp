#include "workbench/gui/frame/undo.h"

namespace yorozu::gui {

void UndoHistory::did(Deed deed) {
    deeds_.resize(at_);
    deeds_.push_back(std::move(deed));
    ++at_;
    tell();
}

void UndoHistory::undo() {
    if (!at_) return;
    const auto act = deeds_[at_ - 1].undo;
    act();
    --at_;
    tell();
}

void UndoHistory::redo() {
    if (at_ == deeds_.size()) return;
    const auto act = deeds_[at_].redo;
    act();
    ++at_;
    tell();
}

void UndoHistory::clear() {
    deeds_.clear();
    at_ = 0;
    tell();
}

}  // namespace yorozu::gui
