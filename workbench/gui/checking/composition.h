#pragma once
#include <functional>

class wxTextCtrl;

namespace yorozu::gui {

/// Tells whether the input method is composing in a text control of one line. While it is, every key is its own.
class Composition {
public:
    /// `changed`: it began, went on or ended. The control must live longer.
    Composition(wxTextCtrl& control, std::function<void()> changed);
    ~Composition();
    Composition(const Composition&) = delete;
    Composition& operator=(const Composition&) = delete;

    bool active() const { return active_; }
    void set_active(bool active);  ///< by the toolkit, and by tests

private:
    wxTextCtrl& control_;
    bool active_ = false;
    std::function<void()> changed_;
};

}  // namespace yorozu::gui
