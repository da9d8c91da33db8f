#pragma once
#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "rpa/japanese.h"

namespace yorozu::rpa {

/// Where a text to key, open or compare comes from: {"field":…} {"text":…} {"secret":…} {"lua":…} {"variable":…}.
struct Value {
    enum class From { text, field, secret, lua, variable };
    From from = From::text;
    std::string body;  ///< the text, the column, the secret's name, the Lua expression or the variable
};

/// An element on a page: alternatives in order of trust, each a path (more than one part: through shadow roots).
/// A part is a CSS selector or begins with aria/ text/ xpath/ pierce/, as Chrome's recorder writes it.
struct Target {
    std::vector<std::vector<std::string>> selectors;
    std::vector<int> frame;  ///< index of each nested frame from the top; empty: the page itself
    bool empty() const { return selectors.empty(); }
};

/// How a text comes into its field.
enum class Entry {
    usual,  ///< the driver's own way: trusted text insertion in a browser; on the desktop paste, then set if that changed it
    keys,   ///< real key presses
    paste,  ///< desktop: from a clipboard of the display
    set,    ///< desktop: by accessibility; the program sees a change, but no editing by a person
};

/// A calendar that a field opens for a day to be picked, as CSS within the page.
struct Calendar {
    std::string title;     ///< shows year and month, 西暦 or 和暦, as text or as lists
    std::string next, previous;
    std::string days;      ///< the days of the shown month, without those of its neighbours
};

enum class StepKind {
    // Chrome DevTools Recorder
    set_viewport, navigate, click, double_click, hover, change, key_down, key_up, scroll, wait_for_element,
    wait_for_expression, emulate_network, close,
    // ours
    web_open, web_click, web_set, web_select, web_choose, web_upload, web_dialog, web_download, web_table, web_window,
    web_read, web_expect, data_set, data_convert, data_write, flow_if, flow_try, flow_retry, flow_call, flow_stop_record,
    flow_ask, verify_find, commit,
    // desktop.* of the same name has the kind of web.*; these have no counterpart there
    desktop_launch, desktop_keys, desktop_menu, desktop_dialog,
};

/// One step. Members that a kind does not use are empty.
struct Step {
    StepKind kind = StepKind::click;
    std::string type;   ///< as written, e.g. "web.set"
    std::string id;     ///< as written, or made from the place: "perRecord.3"
    std::string note;   ///< Japanese, for people
    std::string place;  ///< JSON pointer into the file
    std::chrono::milliseconds timeout{10'000};
    bool picture = false;  ///< "evidence": true: a screenshot after the step
    bool disabled = false; ///< stays in the file, is not run
    bool passable = false; ///< "onError": "continue": a failure is journalled and passed over

    Target target;
    Value value;                        ///< url, value, key, expression
    std::optional<Value> read_back;     ///< what the field must show after keying; without it, `value` itself
    std::string name;                   ///< variable
    std::string conversion;             ///< data.convert
    OnUnkeyable control = OnUnkeyable::refuse;
    OnUnkeyable private_use = OnUnkeyable::refuse;
    Entry entry = Entry::usual;
    std::optional<Calendar> calendar;   ///< web.set: the day is picked in a calendar that the field opens

    enum class Expect { equals, contains, present, absent, url };
    Expect expect = Expect::present;
    bool visible = true;                ///< waitForElement
    int count = 1;
    std::string count_operator = ">=";
    std::map<std::string, double> numbers;  ///< width, height, x, y …

    Target refused_by;                  ///< shown instead of the expected page: the target refuses the data

    // flow.if; flow.try: `else_steps` after a failure, `last_steps` always; flow.retry: `else_steps` before a new try
    std::vector<Step> then_steps, else_steps, last_steps;
    int times = 1;                      ///< flow.retry: tries in all

    std::string column;                 ///< web.table: the heading over the cell
    std::vector<std::string> choices;   ///< flow.ask-a-person
    std::vector<Value> command;         ///< desktop.launch: program and words
    std::vector<std::string> path;      ///< desktop.menu: from the menu bar to the item
    std::vector<std::pair<std::string, Value>> row;  ///< data.write: heading and value
    std::optional<Value> contains;      ///< text in a dialog, part of a window's title, part of a downloaded file's name
    std::optional<Value> window_url;    ///< part of a window's address
    std::optional<Value> typed;         ///< text typed into a dialog; file name of a download
    std::optional<Value> user, password;  ///< web.open: basic authentication
    bool accept = true;                 ///< dialog: OK
    std::string button;                 ///< desktop: the name of the button that answers a dialog
    bool answers_dialog = false;        ///< commit: a dialog comes between the press and the answer
    bool first_window = false, close_window = false;

    // verify.find: `steps` bring the answer, `shown` proves that the target answered about this key,
    // `rows` are the registrations, those that contain all of `match` are ours; `number` inside one.
    std::vector<Step> steps;
    Target shown, rows;
    std::vector<Value> match;           ///< also: texts that `shown` must contain, for shown_match
    std::vector<Value> shown_match;
    std::string number_selector;        ///< CSS inside the row

    // commit: `confirmation` must appear, `number` is read from it
    Target confirmation, number;
};

/// The display that a scenario was made on. Text and pictures on the screen are found on the same only.
struct DesktopScreen {
    int width = 1280, height = 1024;  ///< px
    int dpi = 96;
};

/// A scenario file, format 1.
struct Scenario {
    std::string id, title, owner, verified_on, expires_on;
    std::string note;                        ///< what those who run it must know
    std::string address;                     ///< relative URLs start here; may be replaced for a run
    std::vector<std::string> hosts;          ///< the only hosts it may talk to
    std::vector<std::string> programs;       ///< of a desktop scenario: the only programs it may launch
    std::optional<DesktopScreen> screen;     ///< if the scenario says it
    std::vector<std::string> business_key;   ///< columns that together make a record unique in the target
    std::vector<std::string> data_columns;   ///< columns it needs, declared or used
    std::chrono::milliseconds settle{60'000};///< after this time an unanswered commit can no longer arrive at the target
    int stop_after_failures = 5;             ///< system exceptions in a row that stop the run
    Target signed_out;                       ///< visible when the session has ended
    std::map<std::string, std::string> column_labels;  ///< how people call a column
    std::vector<Step> setup, per_record, teardown;
    bool on_desktop = false;                 ///< desktop.* steps instead of web.*
    std::filesystem::path file;

    const Step* verify_find() const;
    const Step* commit() const;
};

/// A fault in a scenario file: where (JSON pointer) and how to mend it, in Japanese.
struct ScenarioFault {
    std::string place;
    std::string what;
    std::string mend;
};

struct ScenarioReading {
    std::optional<Scenario> scenario;   ///< only if there are no faults
    std::vector<ScenarioFault> faults;
};

/// Reads UTF-8 JSON; unknown keys (except x-…) and unknown steps are faults. Never throws for bad content.
ScenarioReading read_scenario(std::string_view json, const std::filesystem::path& file = {});
/// The same from a file; a file that cannot be read is a fault at "".
ScenarioReading load_scenario(const std::filesystem::path& file);

/// Calls `see` for every step, nested ones too, in order.
template <typename See>
void each_step(const std::vector<Step>& steps, const See& see) {
    for (const auto& step : steps) {
        see(step);
        each_step(step.steps, see);
        each_step(step.then_steps, see);
        each_step(step.else_steps, see);
        each_step(step.last_steps, see);
    }
}
template <typename See>
void each_step(const Scenario& scenario, const See& see) {
    each_step(scenario.setup, see);
    each_step(scenario.per_record, see);
    each_step(scenario.teardown, see);
}

/// Every value that a step uses, in the order they are written.
std::vector<const Value*> values_of(const Step& step);
/// Names of the secrets that it asks for.
std::set<std::string> secrets_of(const Scenario& scenario);
/// The business key of a record: the columns' values joined by U+001F… shown to people with " / ".
std::string business_key_of(const Scenario& scenario, const std::map<std::string, std::string>& record);

}  // namespace yorozu::rpa
