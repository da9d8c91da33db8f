#pragma once
#include <functional>
#include <map>
#include <optional>
#include <thread>

#include "rpa/desktop/desktop_driver.h"
#include "rpa/desktop/locator.h"
#include "rpa/desktop/session.h"

// Private to the room: one class. x11_desktop.cpp looks and waits, desktop_entry.cpp fills fields, desktop_windows.cpp has
// programs, windows, menus and dialogs, desktop_tables.cpp rows and cells, screen_search.cpp what is found on the picture.
namespace yorozu::rpa {

/// Throws StepFailure (environment) if the display is not the one that the scenario was made on.
void require_screen(const DesktopScreen& said, const Display& display);

class X11Desktop : public Desktop, private PictureSearch {
public:
    explicit X11Desktop(const DesktopOptions& options);

    Glance glance(const std::vector<Target>& targets) override;
    Acted ready(const Target& target, Heal heal, Milliseconds timeout) override;
    Acted press(const Target& target, Press how, Heal heal, Milliseconds timeout) override;
    Acted set_text(const Target& target, const std::string& text, Entry how, Milliseconds timeout) override;
    Acted select(const Target& target, const std::string& option, Milliseconds timeout) override;
    Acted choose(const Target& target, const std::string& option, Milliseconds timeout) override;
    std::string read_back(const Target& target) override;
    std::vector<RowSight> rows(const Target& rows, const std::string& number) override;
    std::vector<int> count_each(const Target& target) override;
    std::vector<std::vector<std::string>> table(const Target& target) override;
    void window(const WindowWish& wish, Milliseconds timeout) override;
    std::string picture() override;

    void launch(const std::vector<std::string>& command, const std::string& title, Milliseconds timeout) override;
    void keys(const std::string& chord, Milliseconds timeout) override;
    void menu(const std::vector<std::string>& names, Milliseconds timeout) override;
    std::string dialog(Milliseconds timeout) override;
    void answer_dialog(const std::string& button, Milliseconds timeout) override;

private:
    enum class Purpose { press, edit };
    /// What a target is at this moment.
    struct Found {
        std::vector<Element> elements;
        int alternative = 0;
        bool healed = false;
    };
    /// An element that can be used now.
    struct Usable {
        Element element;
        Box box;                ///< its part on the display
        std::uint32_t window;   ///< of the display; 0: a menu or a list that dropped down
        Acted acted;
    };
    using Deadline = std::chrono::steady_clock::time_point;

    [[noreturn]] void fail_system(const std::string& what) const;
    /// Asks again until it gives a value; afterwards fails with the sentence that it left in `why_not`. A program that
    /// ended fails at once, one that does not answer when the time is over.
    template <typename Value>
    Value await(Milliseconds timeout, const std::function<std::optional<Value>(std::string& why_not)>& ask);
    void check_program();

    // x11_desktop.cpp
    std::vector<AccessibleNode> tree();
    Found find(const Target& target, const std::vector<AccessibleNode>& nodes);
    Usable usable(const Target& target, Heal heal, Purpose purpose, Milliseconds timeout);
    std::optional<Usable> usable_now(const Target& target, Heal heal, Purpose purpose, std::string& why_not);
    std::string text_of(const AccessibleNode& node);
    void mask_passwords(Pixels& pixels);
    std::vector<Box> text(const std::string& text) override;
    std::vector<Box> image(const std::string& file) override;
    Box window_box();

    // desktop_windows.cpp
    std::vector<AccessibleNode> open_windows();
    AccessibleNode current_window();
    std::uint32_t display_window(const AccessibleNode& window);
    /// The title of the window that must be answered before `window` can be used; nothing if there is none.
    std::optional<std::string> in_front_of(std::uint32_t window);
    bool bring_to_front(std::uint32_t window);

    // desktop_entry.cpp
    void focus(const Usable& found, Milliseconds timeout);
    void replace_text(const Usable& found, const std::string& text, Entry how, Milliseconds timeout);
    void fill_cell(const Usable& found, const std::string& text, Milliseconds timeout);
    std::string chosen_in(const ObjectRef& list);
    bool shows(const AccessibleNode& node, const std::string& text, Milliseconds timeout);

    // desktop_tables.cpp
    struct Grid {
        std::vector<std::string> headings;
        std::vector<std::vector<std::string>> rows;
    };
    Grid grid_of(const Target& target, const std::vector<AccessibleNode>& nodes);
    std::string kept_in_cell(const ObjectRef& cell);
    std::vector<std::string> cell_texts(const std::vector<ObjectRef>& cells);

    DesktopOptions options_;
    DesktopSession session_;
    Accessibility objects_;
    std::string program_;                     ///< as a person would call it: the file's name
    std::vector<ObjectRef> chosen_windows_;   ///< the last one that is still open is the current one
    std::map<std::string, std::string> hidden_texts_;  ///< what was put into fields that show dots only, by object path
};

template <typename Value>
Value X11Desktop::await(Milliseconds timeout, const std::function<std::optional<Value>(std::string& why_not)>& ask) {
    const Deadline deadline = std::chrono::steady_clock::now() + timeout;
    std::string why_not;
    for (int round = 0;; ++round) {
        const auto left = std::chrono::duration_cast<Milliseconds>(deadline - std::chrono::steady_clock::now());
        objects_.give_time(std::max(Milliseconds(200), std::min(left, Milliseconds(5000))));
        try {
            if (auto value = ask(why_not)) return std::move(*value);
        } catch (const Accessibility::ProgramSilent&) {
            why_not = "プログラムが応答しません: " + program_ + ": 終わらせて、もう一度実行してください";
        }
        check_program();
        if (std::chrono::steady_clock::now() >= deadline) fail_system(why_not);
        std::this_thread::sleep_for(Milliseconds(std::min(5 + round * 5, 50)));
    }
}

}  // namespace yorozu::rpa
