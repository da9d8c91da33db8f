#pragma once
#include <functional>
#include <string>
#include <vector>

#include "rpa/recorded_event.h"

namespace yorozu::rpa {

struct DesktopRecordOptions {
    std::vector<std::string> command;   ///< the program (full path, or a name found in PATH) and its words
    bool shown = true;                  ///< in a window on the person's display; false: nobody sees it (tests)
    DesktopScreen screen;
    std::function<bool()> ended;                           ///< asked some times a second: the person has done
    std::function<void(const RecordedEvent&)> heard = {};  ///< told as it happens, on the calling thread
};

/// Starts the program on a display of its own and listens to what a person does with it: which elements are pressed, what fields,
/// lists and boxes hold afterwards, menus, keys, questions that are answered. Ends when the program does, or when `ended` says so.
/// What is typed into a password field is never read. Throws StepFailure of kind environment: something is missing, the program
/// does not start.
std::vector<RecordedEvent> record_desktop(const DesktopRecordOptions& options);

}  // namespace yorozu::rpa
