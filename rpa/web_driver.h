#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "rpa/driver.h"

namespace yorozu::rpa {

/// An element that a step could act on, as a person would look for it.
struct PageElement {
    std::string role, name;   ///< "button", "登録する"
    Target target;            ///< in the page itself, not in a frame
};

/// A browser.
class WebDriver : public Driver {
public:
    WebDriver* web() override { return this; }
    virtual void open(const std::string& url, Milliseconds timeout) = 0;
    /// Opens the field's calendar, turns its months and presses the day (ISO). What the field then shows is for read_back.
    virtual Acted pick_day(const Target&, const Calendar&, const std::string&, Milliseconds) { unable(); }
    /// What can be seen and acted on now, in the order of the page; 500 at most.
    virtual std::vector<PageElement> elements() { unable(); }
    /// Puts a file into an <input type=file>, or into the one that pressing the target would ask a person to choose for.
    /// Throws if the field does not hold it then.
    virtual Acted upload(const Target&, const std::filesystem::path&, Milliseconds) { unable(); }
    /// Waits for alert, confirm or prompt and returns its text. Until it is answered the page stands still; whatever
    /// else is asked of the page first dismisses it.
    virtual std::string dialog(Milliseconds) { unable(); }
    virtual void answer_dialog(bool, const std::string&) { unable(); }
    /// Presses, and waits until the one file that comes is whole, in a folder of the driver's own, which ends with the driver.
    virtual std::filesystem::path download(const Target&, Milliseconds) { unable(); }
    /// The page as HTML without scripts, styles inside; what was typed is in it, passwords are not.
    virtual std::string document() { unable(); }
    virtual bool truth_of(const std::string& expression) = 0;
    virtual void key(const std::string& key, bool down) = 0;
    virtual void scroll(const Target& target, double x, double y) = 0;
    virtual void viewport(int width, int height) = 0;
    virtual void network(double download, double upload, double latency) = 0;
};

}  // namespace yorozu::rpa
