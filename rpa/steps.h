#pragma once
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "rpa/scenario.h"
#include "rpa/desktop.h"
#include "rpa/web_driver.h"

namespace yorozu::rpa {

class Steps;

/// What the steps need from outside. References stay the caller's.
struct StepWorld {
    Driver& driver;
    const Scenario& scenario;
    /// False in set-up, where the sign-in page is where we mean to be.
    bool watch_session = true;
    std::function<std::optional<std::string>(const std::string& name)> secret;
    /// Asked before every step (heartbeat, cancel, a person who steps through): false passes it by; may throw.
    std::function<bool(const Step&, const Steps&)> before_step;
    /// Told when another locator than the first one had to be used.
    std::function<void(const Step&, const Acted&)> healed;
    /// Told after a step that asks for a picture.
    std::function<void(const Step&)> picture;
    /// Told after every step that was done.
    std::function<void(const Step&, const Steps&)> after_step = {};
    /// Told of a failure that "onError": "continue" passed over.
    std::function<void(const Step&, const StepFailure&)> passed_over = {};
    /// Asked by flow.ask-a-person; without it, or without an answer, the record is left to a person.
    std::function<std::optional<std::string>(const Step&, const std::string& question)> ask = {};
    /// Folder for files that steps write or receive; "" refuses such steps.
    std::filesystem::path files = {};
    /// Somebody watches: no step is taken together with the next.
    bool one_by_one = false;
};

/// What one field was given and what the screen gave back.
struct ReadBack {
    enum class Verdict { same, converted, differs };
    std::string step;     ///< id
    std::string name;     ///< column or variable, "" for a fixed text; secrets are never here
    std::string given;    ///< as it stood in the record
    std::string shown;    ///< as the screen holds it
    Verdict verdict = Verdict::same;
};

/// For the journal: step, column and verdict of each, without any value. `read_backs_from` gives them back, values empty.
std::string journal_words(const std::vector<ReadBack>& read_backs);
std::vector<ReadBack> read_backs_from(const std::string& journal_words);

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
    const std::vector<ReadBack>& read_backs() const { return read_backs_; }
    /// The text without any value of the record or secret that was used.
    std::string masked(std::string text) const;
    /// The text, such as a page, without any secret that was used.
    std::string without_secrets(std::string text) const;

private:
    std::size_t already_as_expected(const std::vector<Step>& steps, std::size_t first);
    StepFailure named(const Step& step, const StepFailure& failure) const;
    void dispatch(const Step& step);
    void open(const Step& step);
    void expect(const Step& step);
    void wait_for_element(const Step& step);
    // steps_keying.cpp
    void key_in(const Step& step);
    void choose_in(const Step& step);
    void compare(const Step& step, const std::string& given, const std::string& shown);
    std::size_t keyed_in_a_row(const std::vector<Step>& steps, std::size_t first);
    std::optional<std::string> keyable_text(const Step& step) const;
    // steps_files.cpp
    void upload(const Step& step);
    void download(const Step& step);
    void write_row(const Step& step);
    std::filesystem::path file_for(const Step& step, const std::string& name) const;
    // steps_flow.cpp
    void try_steps(const Step& step);
    void retry(const Step& step);
    void ask(const Step& step);
    void answer(const Step& step);
    void launch(const Step& step);
    void switch_window(const Step& step);
    void read_table(const Step& step);
    void note_read_back(const Step& step, const std::string& shown, bool right);
    void note_healed(const Step& step, const Acted& acted);
    WebDriver& web() const;
    Desktop& desktop() const;
    [[noreturn]] void fail(StepFailure::Kind kind, const Step& step, const std::string& message) const;
    std::string address_of(const std::string& url, const Step& step) const;
    void check_host(const Glance& seen, const Step& step) const;
    void check_session(const Glance& seen, std::size_t index, const Step& step) const;

    StepWorld world_;
    std::map<std::string, std::string> record_;
    std::map<std::string, std::string> variables_;
    std::vector<ReadBack> read_backs_;
    mutable std::vector<std::string> secrets_used_;
};

/// Host of an absolute http(s) URL in lower case, "" if it is none.
std::string host_of(const std::string& url);

}  // namespace yorozu::rpa
