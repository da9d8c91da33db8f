#pragma once
#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "rpa/chromium.h"
#include "rpa/scenario.h"

namespace yorozu::rpa {

/// One thing that a person did in the browser, or that the page did in answer.
struct RecordedEvent {
    enum class Kind {
        page,          ///< a page was opened: url, title; `by_address`: not by a link or form of the page before
        set,           ///< a field was filled: value, "" if `secret`
        select, choose, upload,
        click, double_click,
        key,           ///< Enter without a button to press
        dialog,        ///< the page asked (label), the person answered (`accepted`, value)
        shown,         ///< the page says that something was registered: `target` words, `number`
        unsupported,   ///< label, value: what it was
    };
    Kind kind = Kind::click;
    int window = 0;               ///< 0: the first
    Target target;                ///< 3 to 6 alternatives where the page has as many, each finding this element alone then
    Target number;                ///< shown: the target's own number
    std::string label;            ///< what people call the element
    std::string value, url, title;
    bool secret = false;          ///< its value stayed in the page
    bool password = false;        ///< the field hides what is typed
    bool by_address = false;
    bool accepted = false;
};

struct RecordOptions {
    std::string address;                                   ///< where the recording begins, http(s)
    ChromiumOptions browser;
    std::function<bool()> ended;                           ///< asked some times a second: the person has done
    std::function<void(const RecordedEvent&)> heard = {};  ///< told as it happens, on the calling thread
};

/// Opens a browser at the address, and listens in every page, frame and window of it until the person closes it or `ended` says so.
/// Throws StepFailure of kind environment (browser missing, page not there).
std::vector<RecordedEvent> record(const RecordOptions& options);

}  // namespace yorozu::rpa
