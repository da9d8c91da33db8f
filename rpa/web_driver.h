#pragma once
#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "rpa/scenario.h"

namespace yorozu::rpa {

/// Why a step, and with it the attempt on this record, ended. Message: Japanese, without values of the record.
struct StepFailure {
    enum class Kind {
        business,     ///< the data is wrong or the target refuses it: a person decides, no retry
        system,       ///< the page, the network or the session failed: may be tried again before the intent
        environment,  ///< browser or driver gone: nothing more can be done in this run
    };
    Kind kind = Kind::system;
    std::string message;
};

/// One target as it is on the page at this moment.
struct Sight {
    int count = 0;           ///< matches of the first alternative, or 1 if another one stands in for it
    bool visible = false;
    bool healed = false;     ///< not the first alternative found it
    int alternative = 0;     ///< which one did
    std::string text;        ///< trimmed visible text, of the single match
    std::vector<std::string> texts;  ///< of it and of everything inside it
};

/// One look at the page: no waiting, nothing touched.
struct Glance {
    std::string url;
    bool complete = false;   ///< loaded to the end
    int status = 0;          ///< HTTP status of the page, 0 if not known
    bool broken = false;     ///< the browser's own error page: no answer came
    std::vector<Sight> sights;  ///< in the order asked
};

/// What an action did.
struct Acted {
    bool healed = false;
    int alternative = 0;
};

/// A row of verify.find.
struct RowSight {
    std::vector<std::string> texts;  ///< its own text and of everything inside it, trimmed
    std::string number;              ///< text of the number's element, "" if not exactly one
};

/// Which of the browser's windows and tabs comes next.
struct WindowWish {
    enum class Which {
        matching,  ///< the only one whose title and address contain these
        first,     ///< the one the session began with
        close,     ///< closes the current one, then the first
    };
    Which which = Which::first;
    std::string title, url;  ///< parts; "" asks nothing
};

/// A browser page as the steps need it. Actions wait until the element is attached, visible, stable, not covered,
/// enabled and (for text) editable, at most `timeout`; then throw StepFailure. One thread at a time.
class WebDriver {
public:
    using Milliseconds = std::chrono::milliseconds;
    enum class Press { click, double_click, hover };
    enum class Heal { allowed, never };

    virtual ~WebDriver() = default;
    virtual void open(const std::string& url, Milliseconds timeout) = 0;
    virtual Glance glance(const std::vector<Target>& targets) = 0;
    /// Finds the element and makes sure that it can be pressed, without pressing: what can fail harmlessly before
    /// a commit's intent is written fails here.
    virtual Acted ready(const Target& target, Heal heal, Milliseconds timeout) = 0;
    virtual Acted press(const Target& target, Press how, Heal heal, Milliseconds timeout) = 0;
    /// Replaces the field's content. `by_keys`: real key presses, else trusted text insertion.
    virtual Acted set_text(const Target& target, const std::string& text, bool by_keys, Milliseconds timeout) = 0;
    virtual Acted select(const Target& target, const std::string& option, Milliseconds timeout) = 0;
    /// Checks the one of several radio buttons or boxes that has this value or label.
    virtual Acted choose(const Target& target, const std::string& option, Milliseconds timeout) = 0;
    /// Leaves the field and returns what it now holds: text, label of the chosen option, value of the checked ones.
    virtual std::string read_back(const Target& target) = 0;
    virtual std::vector<RowSight> rows(const Target& rows, const std::string& number_css) = 0;
    /// What each alternative finds now, -1 for one that cannot be understood. Nothing is healed.
    virtual std::vector<int> count_each(const Target&) { unable(); }
    /// Puts a file into an <input type=file>; read_back then gives the file's name.
    virtual Acted upload(const Target&, const std::filesystem::path&, Milliseconds) { unable(); }
    /// Waits for alert, confirm or prompt and returns its text. Until it is answered the page stands still; whatever
    /// else is asked of the page first dismisses it.
    virtual std::string dialog(Milliseconds) { unable(); }
    virtual void answer_dialog(bool, const std::string&) { unable(); }
    /// Presses, and waits until a new file is whole in a folder of the driver's own, which ends with the driver.
    virtual std::filesystem::path download(const Target&, Milliseconds) { unable(); }
    /// The rows of the only <table> that fits, as trimmed texts.
    virtual std::vector<std::vector<std::string>> table(const Target&) { unable(); }
    virtual void window(const WindowWish&, Milliseconds) { unable(); }
    /// The page as HTML without scripts; what was typed is in it, passwords are not.
    virtual std::string document() { unable(); }
    virtual bool truth_of(const std::string& expression) = 0;
    virtual void key(const std::string& key, bool down) = 0;
    virtual void scroll(const Target& target, double x, double y) = 0;
    virtual void viewport(int width, int height) = 0;
    virtual void network(double download, double upload, double latency) = 0;
    /// PNG of the visible page; password fields are hidden in it.
    virtual std::string picture() = 0;

protected:
    [[noreturn]] static void unable() { throw StepFailure{StepFailure::Kind::environment, "このブラウザーではできない操作です"}; }
};

}  // namespace yorozu::rpa
