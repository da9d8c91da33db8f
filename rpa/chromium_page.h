#pragma once
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "rpa/chrome_session.h"
#include "rpa/chromium.h"

namespace yorozu::rpa {

/// The WebDriver on a ChromeSession, private to the room. chromium_sight.cpp looks, chromium_entry.cpp presses and keys,
/// chromium_choice.cpp chooses in lists, boxes and calendars, chromium_windows.cpp has frames, dialogs and windows,
/// chromium_files.cpp files in both directions.
class Chromium : public WebDriver {
public:
    explicit Chromium(const ChromiumOptions& options) : session_(options) {}

    void open(const std::string& url, Milliseconds timeout) override;
    Glance glance(const std::vector<Target>& targets) override;
    Acted ready(const Target& target, Heal heal, Milliseconds timeout) override;
    Acted press(const Target& target, Press how, Heal heal, Milliseconds timeout) override;
    Acted set_text(const Target& target, const std::string& text, Entry how, Milliseconds timeout) override;
    Acted select(const Target& target, const std::string& option, Milliseconds timeout) override;
    Acted choose(const Target& target, const std::string& option, Milliseconds timeout) override;
    Acted pick_day(const Target& field, const Calendar& calendar, const std::string& day, Milliseconds timeout) override;
    std::string read_back(const Target& target) override;
    void set_texts(const std::vector<FieldText>& fields, const Target* pressed_next, const std::function<void(std::size_t)>& next,
                   const std::function<void(std::size_t, const Acted&, const std::string&)>& filled) override;
    std::vector<RowSight> rows(const Target& rows, const std::string& number_css) override;
    std::vector<int> count_each(const Target& target) override;
    std::vector<PageElement> elements() override;
    Acted upload(const Target& target, const std::filesystem::path& file, Milliseconds timeout) override;
    std::string dialog(Milliseconds timeout) override;
    void answer_dialog(bool accept, const std::string& text) override;
    std::filesystem::path download(const Target& target, Milliseconds timeout) override;
    std::vector<std::vector<std::string>> table(const Target& target) override;
    void window(const WindowWish& wish, Milliseconds timeout) override;
    void clear_windows() override;
    void conceal(const Target& target) override;
    std::string document() override;
    bool truth_of(const std::string& expression) override;
    void key(const std::string& key, bool down) override;
    void scroll(const Target& target, double x, double y) override;
    void viewport(int width, int height) override;
    void network(double download, double upload, double latency) override;
    std::string picture() override;

private:
    enum class Purpose { press, edit };
    struct Found {
        std::string element;
        Acted acted;
        std::string prepared;  ///< what the script of the caller said
    };
    /// Waits until the element can be acted on. `prepare` (for edit) then runs on it in the same script, as the body of
    /// a function of e and arguments_, whose fourth is `text`.
    Found await(const Target& target, Heal heal, Milliseconds timeout, Purpose purpose, const std::string& prepare = "", const std::string& text = "");
    std::string read_back_and_look(const Target& target, const nlohmann::json& press, const nlohmann::json& stood);
    void insert(const std::string& element, const std::string& text, Entry how);
    void give_file(const nlohmann::json& element, const std::filesystem::path& file);
    Acted upload_by_chooser(const Target& target, const std::filesystem::path& file, Milliseconds timeout);
    ChromeSession::Reply pointer(const std::string& element, Press how);
    /// Frames are entered from the top each time; most pages have none and cost nothing.
    void enter(const Target& target);
    bool dialog_open();
    nlohmann::json concealed_in(const std::vector<int>& frame) const;
    std::vector<std::string> windows();
    bool go_to_window(const std::string& handle);


    ChromeSession session_;
    /// An element that was seen ready to be pressed while the field before it was read back; good for the very next press.
    struct Ready {
        std::string target, element;
        std::chrono::steady_clock::time_point at;
    };
    std::optional<Ready> ready_;
    std::vector<int> frame_;
    std::vector<Target> concealed_;
    std::set<std::string> healed_;  ///< targets whose first alternative is known to be gone
};

/// The alternatives as the page script takes them.
nlohmann::json json_of(const Target& target);
inline void wait_ms(int ms) { std::this_thread::sleep_for(std::chrono::milliseconds(ms)); }
[[noreturn]] inline void fail_system(const std::string& message) { throw StepFailure{StepFailure::Kind::system, message}; }

}  // namespace yorozu::rpa
