#include "rpa/desktop/desktop_recorder.h"

#include <algorithm>
#include <chrono>
#include <regex>
#include <set>
#include <thread>
#include <utility>

#include "rpa/desktop/desktop_look.h"
#include "rpa/desktop/session.h"
#include "rpa/driver.h"

namespace yorozu::rpa {

namespace {

using Clock = std::chrono::steady_clock;
using Kind = RecordedEvent::Kind;
using std::chrono::milliseconds;

constexpr milliseconds between_rounds{15};
constexpr milliseconds quiet_before_look{40};    ///< after a press or key the windows get this long to follow
constexpr milliseconds longest_without_look{400};
constexpr milliseconds answer_time{3000};        ///< what the screen says after a press is heard this long
constexpr std::uint32_t double_press = 400;      ///< ms between two presses that are one double press
constexpr int most_heard_cells = 2000;

class DesktopListener {
public:
    explicit DesktopListener(const DesktopRecordOptions& options)
        : options_(options), session_(options.screen.width, options.screen.height, options.screen.dpi, options.shown ? DesktopSession::Shown::in_a_window : DesktopSession::Shown::nowhere),
          objects_(session_.bus_address()), watch_(session_.watch_input()) {}

    std::vector<RecordedEvent> until_ended() {
        session_.start_program(options_.command);
        wait_for_window();
        while (!options_.ended() && hear()) std::this_thread::sleep_for(between_rounds);
        tell_values();
        return std::move(events_);
    }

private:
    void wait_for_window() {
        for (const auto deadline = Clock::now() + std::chrono::seconds(60); Clock::now() < deadline && !options_.ended(); std::this_thread::sleep_for(milliseconds(50))) {
            if (!session_.program_runs()) throw StepFailure{StepFailure::Kind::environment, "プログラムが始まりません（" + session_.program_end() + "）: " + options_.command.front() + ": 端末で動くか確かめてください"};
            if (!look_now() || main_windows_.empty()) continue;
            RecordedEvent event;
            event.kind = Kind::launch;
            event.command = options_.command;
            event.title = main_titles_.front();
            tell(std::move(event));
            return;
        }
        if (!options_.ended()) throw StepFailure{StepFailure::Kind::environment, "プログラムの窓が現れません: " + options_.command.front() + ": 端末で動くか確かめてください"};
    }

    /// False when the program, or the window on the person's display, is gone.
    bool hear() {
        if (!listen()) return false;
        for (const auto& input : std::exchange(inputs_, {})) {
            last_input_ = Clock::now();
            looked_since_input_ = false;
            input.button ? pressed(input) : keyed(input);
        }
        if (!session_.program_runs()) return false;
        const auto now = Clock::now();
        const bool due = looked_since_input_ ? now - last_look_ >= longest_without_look || (now < answers_until_ && now - last_look_ >= milliseconds(100)) : now - last_input_ >= quiet_before_look || now - last_look_ >= longest_without_look;
        if (due && look_now()) {
            looked_since_input_ = true;
            note_focus();
            hear_answers();
        }
        return true;
    }

    /// False when the display is gone: the person closed its window.
    bool listen() {
        try {
            for (auto& input : watch_->heard()) inputs_.push_back(std::move(input));
            return true;
        } catch (const StepFailure&) {
            return false;
        }
    }

    /// False if there is nothing new that can be trusted: a press during the look may have changed what it saw, and belongs to what
    /// was to be seen before.
    bool look_now() {
        last_look_ = Clock::now();
        DesktopLook look;
        try {
            objects_.give_time(milliseconds(2000));
            look = look_at_windows(objects_, open_menu_);
        } catch (const Accessibility::ProgramSilent&) {  // it works; we look again
            return false;
        }
        if (!listen() || !inputs_.empty()) return false;
        earlier_ = std::exchange(look_, std::move(look));
        follow_menu();
        for (const auto& node : look_.nodes) {
            if (node.parent >= 0 || !is_main_window(node) || window_of(node.ref) >= 0) continue;
            main_windows_.push_back(node.ref);
            main_titles_.push_back(node.name);
            RecordedEvent event;
            event.kind = Kind::page;
            event.window = static_cast<int>(main_windows_.size()) - 1;
            event.title = node.name;
            if (event.window > 0) tell(std::move(event));
        }
        return true;
    }

    int window_of(const ObjectRef& root) const {
        const auto found = std::find(main_windows_.begin(), main_windows_.end(), root);
        return found == main_windows_.end() ? -1 : static_cast<int>(found - main_windows_.begin());
    }

    void note_focus() {
        const int at = look_.focused();
        // Where the focus came with a press, the program may have changed the field in the same moment.
        if (at >= 0) touch(at, Clock::now() - last_press_ < milliseconds(300) ? look_ : earlier_);
    }

    /// From here on a person may change it: what it held until now is kept.
    void touch(int at, const DesktopLook& until_now) {
        const auto& node = look_.nodes[static_cast<std::size_t>(at)];
        if (std::any_of(touched_.begin(), touched_.end(), [&](const auto& one) { return one.object == node.ref; })) return;
        const int was = until_now.find(node.ref);
        touched_.push_back({node.ref, was < 0 ? look_.values[static_cast<std::size_t>(at)] : until_now.values[static_cast<std::size_t>(was)], false});
    }

    void typed_into(int at) {
        if (at < 0) return;
        touch(at, look_);
        for (auto& one : touched_)
            if (one.object == look_.nodes[static_cast<std::size_t>(at)].ref) one.typed = true;
    }

    // ---- what a person did ----

    void pressed(const InputEvent& input) {
        const int at = look_.at(input.x, input.y);
        if (at < 0) return;
        const auto node = look_.nodes[static_cast<std::size_t>(at)];
        if (is_text_entry(node.role) || node.role == Role::combo_box || is_box(node.role) || node.role == Role::radio_button) {
            touch(at, look_);
            return;
        }
        if (node.role == Role::list_item || is_dropped_option(at)) return;  // of a list that dropped down: the list tells
        tell_values();
        if (is_menu_part(node.role)) return menu_pressed(at);
        if (node.role == Role::table || node.role == Role::tree_table || node.role == Role::list || node.role == Role::table_cell) {
            press_ended();
            return unsupported(at, "表や一覧の中を押す");
        }
        act_on(at, last_pressed_ == node.ref && input.time - last_time_ < double_press ? Kind::double_click : Kind::click);
        last_pressed_ = node.ref;
        last_time_ = input.time;
    }

    /// In a list that drops down, or in what dropped down from it.
    bool in_list(int at) const {
        if (at < 0) {
            const int last = touched_.empty() ? -1 : look_.find(touched_.back().object);
            return last >= 0 && look_.nodes[static_cast<std::size_t>(last)].role == Role::combo_box;
        }
        return look_.nodes[static_cast<std::size_t>(at)].role == Role::combo_box || is_dropped_option(at);
    }

    bool is_dropped_option(int at) const {
        if (look_.nodes[static_cast<std::size_t>(at)].role != Role::menu_item) return false;
        for (int up = at; up >= 0; up = look_.nodes[static_cast<std::size_t>(up)].parent)
            if (look_.nodes[static_cast<std::size_t>(up)].role == Role::combo_box) return true;
        return look_.nodes[static_cast<std::size_t>(look_.root_of(at))].role == Role::window && open_menu_.bus.empty();
    }

    void keyed(const InputEvent& input) {
        const int at = look_.focused();
        const bool on_text = at >= 0 && is_text_entry(look_.nodes[static_cast<std::size_t>(at)].role);
        const bool function_key = input.key.size() > 1 && input.key[0] == 'F' && input.key != "F";
        if (!input.control && !input.alt && !function_key && input.key != "Enter" && input.key != "Escape") {
            typed_into(at);
            const auto role = at >= 0 ? look_.nodes[static_cast<std::size_t>(at)].role : Role::filler;
            if (input.key == "Space" && role == Role::push_button) {
                tell_values();
                act_on(at, Kind::click);
            }
            return;
        }
        if (input.key.empty()) return;
        static const std::set<std::string> editing = {"A", "C", "V", "X", "Z", "Y", "Left", "Right", "Home", "End", "Backspace", "Delete"};
        if (on_text && input.control && !input.alt && editing.count(input.key)) {
            typed_into(at);
            return;
        }
        if (input.key == "Enter" && at >= 0 && look_.nodes[static_cast<std::size_t>(at)].is(State::multi_line)) return;
        if ((input.key == "Enter" || input.key == "Escape") && open_menu_.bus.empty() && in_list(at)) return;  // the list tells what was chosen
        tell_values();
        if (!open_menu_.bus.empty() && (input.key == "Enter" || input.key == "Escape")) {
            const int chosen = input.key == "Enter" ? chosen_menu_part() : -1;
            if (chosen >= 0) return tell_menu(chosen);
            return close_menu();
        }
        if (input.key == "Enter" && at >= 0 && look_.nodes[static_cast<std::size_t>(at)].role == Role::push_button) return act_on(at, Kind::click);
        RecordedEvent event;
        event.kind = Kind::key;
        event.value = input.chord();
        event.window = current_window();
        tell(std::move(event));
        press_ended();
    }

    int current_window() const {
        const int at = look_.focused();
        const int window = at < 0 ? -1 : window_of(look_.nodes[static_cast<std::size_t>(look_.root_of(at))].ref);
        return window < 0 ? last_window_ : window;
    }

    /// A button or tab; in a window that asks it is the answer.
    void act_on(int at, Kind kind) {
        const auto& root = look_.nodes[static_cast<std::size_t>(look_.root_of(at))];
        RecordedEvent event = event_on(at, kind);
        if (asks(root) && look_.nodes[static_cast<std::size_t>(at)].role == Role::push_button && !has_fields(look_.root_of(at))) {
            event.kind = Kind::dialog;
            event.value = event.label;
            event.label = look_.labels_in(look_.root_of(at));
            event.accepted = true;
        }
        tell(std::move(event));
        press_ended();
    }

    bool has_fields(int root) const {
        for (int i = 0; i < static_cast<int>(look_.nodes.size()); ++i)
            if (look_.root_of(i) == root && is_text_entry(look_.nodes[static_cast<std::size_t>(i)].role) && look_.nodes[static_cast<std::size_t>(i)].is(State::editable)) return true;
        return false;
    }

    void press_ended() {
        last_press_ = Clock::now();
        answers_until_ = last_press_ + answer_time;
        before_press_ = look_;
        told_answer_ = told_list_ = false;
    }

    RecordedEvent event_on(int at, Kind kind) {
        RecordedEvent event;
        event.kind = kind;
        event.target = target_of(look_, at, objects_);
        event.label = look_.words_for(at);
        const int window = window_of(look_.nodes[static_cast<std::size_t>(look_.root_of(at))].ref);
        event.window = window < 0 ? last_window_ : window;
        return event;
    }

    void unsupported(int at, const std::string& what) {
        RecordedEvent event = event_on(at, Kind::unsupported);
        event.value = what;
        tell(std::move(event));
    }

    // ---- menus ----

    void menu_pressed(int at) {
        const auto& node = look_.nodes[static_cast<std::size_t>(at)];
        const bool on_bar = node.parent >= 0 && look_.nodes[static_cast<std::size_t>(node.parent)].role == Role::menu_bar;
        if (on_bar) {
            open_menu_ = node.ref;
            menu_looks_ = 0;
            return;
        }
        if (node.role == Role::menu) return;  // opens the next one
        tell_menu(at);
    }

    /// Forgets a menu that was closed; finds one that was opened by its key, which then is no step of its own.
    void follow_menu() {
        if (!open_menu_.bus.empty()) {
            const int menu = look_.find(open_menu_);
            const bool open = menu >= 0 && std::any_of(look_.nodes.begin(), look_.nodes.end(), [&](const auto& node) { return node.parent == menu && is_menu_part(node.role); });
            if (open) menu_looks_ = 0;
            else if (++menu_looks_ > 8) close_menu();
            return;
        }
        if (events_.empty() || events_.back().kind != Kind::key || events_.back().value.rfind("Alt+", 0) != 0) return;
        for (const auto& node : look_.nodes)
            if (is_menu_part(node.role) && node.is(State::selected) && node.parent >= 0 && look_.nodes[static_cast<std::size_t>(node.parent)].role == Role::menu_bar) {
                open_menu_ = node.ref;
                menu_looks_ = 0;
                events_.pop_back();
                return;
            }
    }

    int chosen_menu_part() const {
        int found = -1;
        for (int i = 0; i < static_cast<int>(look_.nodes.size()); ++i)
            if (is_menu_part(look_.nodes[static_cast<std::size_t>(i)].role) && look_.nodes[static_cast<std::size_t>(i)].role != Role::menu &&
                (look_.nodes[static_cast<std::size_t>(i)].is(State::selected) || look_.nodes[static_cast<std::size_t>(i)].is(State::focused)))
                found = i;
        return found;
    }

    void tell_menu(int at) {
        RecordedEvent event = event_on(at, Kind::menu);
        for (int up = at; up >= 0; up = look_.nodes[static_cast<std::size_t>(up)].parent)
            if (const auto& node = look_.nodes[static_cast<std::size_t>(up)]; is_menu_part(node.role) && !node.name.empty()) event.command.insert(event.command.begin(), plain_name(node.name));
        close_menu();
        if (event.command.size() < 2) {
            event.kind = Kind::unsupported;
            event.value = "道の分からないメニューを選ぶ";
        }
        tell(std::move(event));
        press_ended();
    }

    void close_menu() {
        open_menu_ = {};
        menu_looks_ = 0;
    }

    // ---- values ----

    /// What the fields that a person was in hold now, where it is not what they held before.
    void tell_values() {
        for (const auto& [object, before, typed] : std::exchange(touched_, {})) {
            const int at = look_.find(object);
            if (at < 0) continue;
            const auto& node = look_.nodes[static_cast<std::size_t>(at)];
            const std::string& value = look_.values[static_cast<std::size_t>(at)];
            if (node.role == Role::password) {
                if (typed) tell_secret(at);  // its text is never read: that keys came while it had the focus is enough
            } else if (value == before || (is_text_entry(node.role) && !node.is(State::editable))) {
                continue;
            } else if (node.role == Role::radio_button) {
                tell_choice(at);
            } else {
                tell_value(at, is_box(node.role) ? Kind::choose : node.role == Role::combo_box ? Kind::select : Kind::set, value);
            }
        }
    }

    void tell_secret(int at) {
        RecordedEvent event = event_on(at, Kind::set);
        event.secret = event.password = true;
        tell(std::move(event));
    }

    void tell_value(int at, Kind kind, const std::string& value) {
        RecordedEvent event = event_on(at, kind);
        event.value = value;
        tell(std::move(event));
    }

    /// The button that is on now, of those that stand together.
    void tell_choice(int at) {
        const int parent = look_.nodes[static_cast<std::size_t>(at)].parent;
        for (int i = 0; i < static_cast<int>(look_.nodes.size()); ++i) {
            const auto& node = look_.nodes[static_cast<std::size_t>(i)];
            if (node.role != Role::radio_button || node.parent != parent || !node.is(State::checked)) continue;
            if (!events_.empty() && events_.back().kind == Kind::choose && events_.back().value == node.name) continue;  // both buttons were touched
            RecordedEvent event = event_on(i, Kind::choose);
            const auto& group = look_.nodes[static_cast<std::size_t>(parent)];
            event.label = group.name.empty() ? node.name : group.name;
            event.value = node.name;
            event.target.selectors.clear();
            if (!group.name.empty()) event.target.selectors.push_back({"aria/" + group.name, "aria/[role=\"radio\"]"});
            event.target.selectors.push_back({"aria/[role=\"radio\"]"});
            tell(std::move(event));
        }
    }

    // ---- what the screen said ----

    void hear_answers() {
        if (Clock::now() >= answers_until_) return;
        if (!told_answer_) hear_success();
        if (!told_list_) hear_list();
    }

    void hear_success() {
        static const std::regex done("(登録|受け付け|受付|送信|申請|更新|保存|完了)(いた)?しました|けました|完了"), number("[A-Za-z]{0,6}[-‐]?[0-9][0-9A-Z‐-]{1,}"), numbered("(受付|登録|整理|申請|届出|受理|伝票|処理)番号");
        RecordedEvent event;
        event.kind = Kind::shown;
        for (int i = 0; i < static_cast<int>(look_.nodes.size()); ++i) {
            const auto& node = look_.nodes[static_cast<std::size_t>(i)];
            const int was = before_press_.find(node.ref);
            const std::string now = shown_text(look_, i), then = was < 0 ? "" : shown_text(before_press_, was);
            if (now == then || now.empty()) continue;
            if (node.role == Role::label && event.target.empty() && std::regex_search(now, done)) event.target.selectors = {{"text/" + now}};
            const bool typed = std::any_of(touched_.begin(), touched_.end(), [&](const auto& one) { return one.object == node.ref && one.typed; });
            if ((is_text_entry(node.role) || node.role == Role::label) && !typed && std::regex_match(now, number) && std::regex_search(look_.words_for(i), numbered)) {
                event.number = target_of(look_, i, objects_);
                event.value = now;
            }
        }
        if (event.target.empty()) return;
        told_answer_ = true;
        tell(std::move(event));
    }

    static std::string shown_text(const DesktopLook& look, int at) {
        const auto& node = look.nodes[static_cast<std::size_t>(at)];
        return is_text_entry(node.role) ? look.values[static_cast<std::size_t>(at)] : node.role == Role::label ? (look.values[static_cast<std::size_t>(at)].empty() ? node.name : look.values[static_cast<std::size_t>(at)]) : "";
    }

    void hear_list() {
        try {
            for (int i = 0; i < static_cast<int>(look_.nodes.size()); ++i) {
                const auto& node = look_.nodes[static_cast<std::size_t>(i)];
                if ((node.role != Role::table && node.role != Role::tree_table) || !node.is(State::showing)) continue;
                const auto size = objects_.table_size(node.ref);
                if (!size || size->rows == 0 || size->rows * static_cast<long>(size->columns) > most_heard_cells) continue;
                RecordedEvent event = event_on(i, Kind::list);
                std::vector<Accessibility::Place> places;
                for (int row = 0; row < size->rows; ++row)
                    for (int column = 0; column < size->columns; ++column) places.push_back({row, column});
                const auto cells = objects_.cells(node.ref, places);
                auto texts = objects_.texts(cells);
                const auto names = objects_.names(cells);
                for (std::size_t cell = 0; cell < texts.size(); ++cell) {
                    if (cell % static_cast<std::size_t>(size->columns) == 0) event.rows.emplace_back();
                    event.rows.back().push_back(trimmed(texts[cell].empty() ? names[cell] : texts[cell]));
                }
                event.parts = objects_.column_names(node.ref, size->columns);
                for (int other = 0; other < static_cast<int>(look_.nodes.size()); ++other) {
                    const auto& label = look_.nodes[static_cast<std::size_t>(other)];
                    // Only what has a name besides its text can be found whatever it says.
                    if (label.role != Role::label || label.name.empty() || label.name == shown_text(look_, other) || shown_text(look_, other).empty()) continue;
                    auto where = target_of(look_, other, objects_);
                    std::erase_if(where.selectors, [](const auto& path) { return path.back().rfind("text/", 0) == 0; });
                    if (!where.empty()) event.echoes.emplace_back(shown_text(look_, other), std::move(where));
                }
                if (event.target.empty() || event.rows == last_rows_) continue;
                last_rows_ = event.rows;
                told_list_ = true;
                tell(std::move(event));
            }
        } catch (const Accessibility::ProgramSilent&) {  // heard at the next look
        }
    }

    void tell(RecordedEvent event) {
        if (event.kind != Kind::page) last_window_ = event.window;
        if (options_.heard) options_.heard(event);
        events_.push_back(std::move(event));
    }

    const DesktopRecordOptions& options_;
    DesktopSession session_;
    Accessibility objects_;
    std::unique_ptr<InputWatch> watch_;
    std::vector<InputEvent> inputs_;  ///< heard, and not taken yet
    struct Touched {
        ObjectRef object;
        std::string before;   ///< what it held when a person came to it
        bool typed = false;
    };
    DesktopLook look_, earlier_;   ///< the newest, which before a press is what the person saw; and the one before it
    DesktopLook before_press_;
    std::vector<Touched> touched_;  ///< in this order, since the last press
    std::vector<ObjectRef> main_windows_;
    std::vector<std::string> main_titles_;
    ObjectRef open_menu_, last_pressed_;
    int menu_looks_ = 0, last_window_ = 0;
    std::uint32_t last_time_ = 0;
    bool looked_since_input_ = true, told_answer_ = true, told_list_ = true;
    Clock::time_point last_input_{}, last_look_{}, last_press_{}, answers_until_{};
    std::vector<std::vector<std::string>> last_rows_;
    std::vector<RecordedEvent> events_;
};

}  // namespace

std::vector<RecordedEvent> record_desktop(const DesktopRecordOptions& options) { return DesktopListener(options).until_ended(); }

}  // namespace yorozu::rpa
