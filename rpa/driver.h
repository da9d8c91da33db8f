#pragma once
#include <chrono>
#include <cstddef>
#include <functional>
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

/// One target as it is on the screen at this moment.
struct Sight {
    int count = 0;           ///< matches of the first alternative, or 1 if another one stands in for it
    bool visible = false;
    bool healed = false;     ///< not the first alternative found it
    int alternative = 0;     ///< which one did
    std::string text;        ///< trimmed visible text, of the single match
    std::vector<std::string> texts;  ///< of it and of everything inside it
};

/// One look at the screen: no waiting, nothing touched. A desktop program has no address and no status.
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

/// A field and what it is to hold.
struct FieldText {
    const Target& target;
    std::string text;
    Entry entry = Entry::usual;
    std::chrono::milliseconds timeout{0};
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

class WebDriver;
class Desktop;

/// A screen that a person could sit at, as the steps need it: a browser page or a desktop program's window. Actions wait
/// until the element is attached, visible, stable, not covered, enabled and (for text) editable, at most `timeout`; then
/// throw StepFailure. One thread at a time.
class Driver {
public:
    using Milliseconds = std::chrono::milliseconds;
    enum class Press { click, double_click, hover };
    enum class Heal { allowed, never };

    virtual ~Driver() = default;
    /// What only one kind of screen can do; none if this is the other kind.
    virtual WebDriver* web() { return nullptr; }
    virtual Desktop* desktop() { return nullptr; }

    virtual Glance glance(const std::vector<Target>& targets) = 0;
    /// Finds the element and makes sure that it can be pressed, without pressing: what can fail harmlessly before
    /// a commit's intent is written fails here.
    virtual Acted ready(const Target& target, Heal heal, Milliseconds timeout) = 0;
    virtual Acted press(const Target& target, Press how, Heal heal, Milliseconds timeout) = 0;
    /// Replaces the field's content.
    virtual Acted set_text(const Target& target, const std::string& text, Entry how, Milliseconds timeout) = 0;
    virtual Acted select(const Target& target, const std::string& option, Milliseconds timeout) = 0;  ///< several: joined by |
    /// Checks the one of several radio buttons that has this value or label; of boxes those joined by |, and no other.
    virtual Acted choose(const Target& target, const std::string& option, Milliseconds timeout) = 0;
    /// Leaves the field and returns what it now holds: text, label of the chosen option, value of the checked ones.
    virtual std::string read_back(const Target& target) = 0;
    /// Fills the fields one after the other as set_text and read_back do, in as few round trips as the screen allows. `next` is asked before
    /// a field is keyed into, `filled` told what it holds then; either may throw, and no later field is keyed. `pressed_next`, if there is
    /// such an element, may be looked at meanwhile, so that press() finds it ready.
    virtual void set_texts(const std::vector<FieldText>& fields, const Target* /*pressed_next*/, const std::function<void(std::size_t)>& next,
                           const std::function<void(std::size_t, const Acted&, const std::string&)>& filled) {
        for (std::size_t at = 0; at < fields.size(); ++at) {
            next(at);
            const auto acted = set_text(fields[at].target, fields[at].text, fields[at].entry, fields[at].timeout);
            filled(at, acted, read_back(fields[at].target));
        }
    }
    virtual std::vector<RowSight> rows(const Target& rows, const std::string& number) = 0;
    /// What each alternative finds now, -1 for one that cannot be understood. Nothing is healed.
    virtual std::vector<int> count_each(const Target&) { unable(); }
    /// The rows of the only table that fits, as trimmed texts.
    virtual std::vector<std::vector<std::string>> table(const Target&) { unable(); }
    virtual void window(const WindowWish&, Milliseconds) { unable(); }
    /// Before a new sign-in: dialogs are dismissed, every window but the first one is closed.
    virtual void clear_windows() {}
    /// From now on what this field holds is left out of pictures and documents, as passwords are.
    virtual void conceal(const Target&) {}
    /// PNG of what is to be seen; password fields and what is concealed are hidden in it. "" while a page's dialog is open.
    virtual std::string picture() = 0;

protected:
    [[noreturn]] static void unable() { throw StepFailure{StepFailure::Kind::environment, "この相手ではできない操作です"}; }
};

/// What one value chooses of boxes or of a long list: parts joined by |.
std::vector<std::string> choices_of(const std::string& joined);

}  // namespace yorozu::rpa
