#pragma once
#include <string>
#include <vector>

#include "rpa/driver.h"

namespace yorozu::rpa {

/// Programs with windows on a display. Elements are found in the current window by accessibility, else on its picture.
/// A window in front that keeps the current one from being used, a program that ended or does not answer, a window that
/// does not come: StepFailure, after at most the step's timeout.
class Desktop : public Driver {
public:
    Desktop* desktop() override { return this; }
    /// Ends what was launched before, starts the program (first word; no shell) and waits for the window whose title
    /// contains `title`; it becomes the current one.
    virtual void launch(const std::vector<std::string>& command, const std::string& title, Milliseconds timeout) = 0;
    /// One chord to the window in use: "Ctrl+S", "F2", "Enter".
    virtual void keys(const std::string& chord, Milliseconds timeout) = 0;
    /// Opens one menu after the other and presses the last name.
    virtual void menu(const std::vector<std::string>& names, Milliseconds timeout) = 0;
    /// Waits for the window in front that asks something and returns its text.
    virtual std::string dialog(Milliseconds timeout) = 0;
    /// Presses the button of that name in it and waits until it is gone.
    virtual void answer_dialog(const std::string& button, Milliseconds timeout) = 0;
};

}  // namespace yorozu::rpa
