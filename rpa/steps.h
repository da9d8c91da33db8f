#pragma once
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "rpa/scenario.h"
#include "rpa/web_driver.h"

namespace yorozu::rpa {

/// What the steps need from outside. References stay the caller's.
struct StepWorld {
    WebDriver& driver;
    const Scenario& scenario;
    /// False in set-up, where the sign-in page is where we mean to be.
    bool watch_session = true;
    std::function<std::optional<std::string>(const std::string& name)> secret;
    /// Told before every step (heartbeat, cancel); may throw.
    std::function<void(const Step&)> before_step;
    /// Told when another locator than the first one had to be used.
    std::function<void(const Step&, const Acted&)> healed;
    /// Told after a step that asks for a picture.
    std::function<void(const Step&)> picture;
};

/// Thrown by flow.stop-record: the record is left to a person, for the reason that the scenario gives.
struct RecordStopped {
    std::string reason;
};

/// What verify.find learned.
struct FindAnswer {
    enum class Verdict { found, absent, cannot_tell };
    Verdict verdict = Verdict::cannot_tell;
    std::string number;   ///< the target's own number, if found
    std::string reason;   ///< why it cannot tell
};

/// Runs steps for one record (or none, in set-up and tear-down). Throws StepFailure or RecordStopped; messages carry no
/// values of the record and no secrets.
class Steps {
public:
    Steps(StepWorld world, std::map<std::string, std::string> record);

    void run(const std::vector<Step>& steps);
    void run(const Step& step);
    FindAnswer find(const Step& find);
    /// All that can go wrong without harm before the intent is written: the button is there, alone and pressable.
    void prepare_commit(const Step& commit);
    /// Presses it. Whatever is thrown from here on leaves the outcome unknown.
    /// Returns the target's number (may be "" if the scenario reads none).
    std::string press_commit(const Step& commit);

    std::string resolve(const Value& value) const;
    const std::map<std::string, std::string>& variables() const { return variables_; }
    /// The text without any value of the record or secret that was used.
    std::string masked(std::string text) const;

private:
    std::size_t already_as_expected(const std::vector<Step>& steps, std::size_t first);
    void dispatch(const Step& step);
    void key_in(const Step& step);
    void choose_in(const Step& step);
    void open(const Step& step);
    void expect(const Step& step);
    void wait_for_element(const Step& step);
    void note_healed(const Step& step, const Acted& acted);
    [[noreturn]] void fail(StepFailure::Kind kind, const Step& step, const std::string& message) const;
    std::string address_of(const std::string& url, const Step& step) const;
    void check_host(const Glance& seen, const Step& step) const;
    void check_session(const Glance& seen, std::size_t index, const Step& step) const;

    StepWorld world_;
    std::map<std::string, std::string> record_;
    std::map<std::string, std::string> variables_;
    mutable std::vector<std::string> secrets_used_;
};

/// Host of an absolute http(s) URL in lower case, "" if it is none.
std::string host_of(const std::string& url);

}  // namespace yorozu::rpa
