#include "rpa/chromium_page.h"

// What a page opens besides itself: frames, dialogs, windows.
#include <algorithm>

namespace yorozu::rpa {

using nlohmann::json;
using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

namespace {

bool has_part(const json& text, const std::string& part) { return text.is_string() && text.get<std::string>().find(part) != std::string::npos; }

}  // namespace

void Chromium::enter(const Target& target) {
    if (target.frame == frame_) return;
    session_.call("POST", "/frame", {{"id", nullptr}});
    frame_.clear();
    for (const int index : target.frame) {
        const auto answer = session_.call("POST", "/frame", {{"id", index}});
        if (!answer.error.empty()) {
            session_.call("POST", "/frame", {{"id", nullptr}});
            frame_ = {-1};  // nowhere known: entered anew next time
            return;
        }
    }
    frame_ = target.frame;
}

bool Chromium::dialog_open() { return session_.call("GET", "/alert/text").error.empty(); }

std::string Chromium::dialog(Milliseconds timeout) {
    const auto deadline = Clock::now() + timeout;
    do {
        const auto answer = session_.call("GET", "/alert/text", {});
        if (answer.error.empty()) return answer.value.is_string() ? answer.value.get<std::string>() : "";
        wait_ms(10);
    } while (Clock::now() < deadline);
    fail_system("確認の窓が出ません");
}

void Chromium::answer_dialog(bool accept, const std::string& text) {
    if (accept && !text.empty()) {
        const auto typed = session_.call("POST", "/alert/text", {{"text", text}});
        if (!typed.error.empty()) fail_system("確認の窓に文を入れられません（" + typed.error + "）");
    }
    const auto answer = session_.call("POST", accept ? "/alert/accept" : "/alert/dismiss", json::object());
    if (!answer.error.empty()) fail_system("確認の窓に答えられません（" + answer.error + "）");
}

std::vector<std::string> Chromium::windows() {
    const auto answer = session_.call("GET", "/window/handles");
    return answer.value.is_array() ? answer.value.get<std::vector<std::string>>() : std::vector<std::string>{};
}

bool Chromium::go_to_window(const std::string& handle) {
    frame_.clear();
    return session_.call("POST", "/window", {{"handle", handle}}).error.empty();
}

void Chromium::window(const WindowWish& wish, Milliseconds timeout) {
    if (wish.which != WindowWish::Which::matching) {
        if (wish.which == WindowWish::Which::close) {
            if (windows().size() < 2) fail_system("最後の窓は閉じられません");
            session_.call("DELETE", "/window");
        }
        if (!go_to_window(session_.first_window())) fail_system("最初の窓がありません");
        return;
    }
    const auto here = session_.call("GET", "/window").value;
    const auto deadline = Clock::now() + timeout;
    int fitting = 0;
    do {
        std::string found;
        fitting = 0;
        for (const auto& handle : windows()) {
            if (!go_to_window(handle)) continue;
            const auto title = session_.call("GET", "/title").value, url = session_.call("GET", "/url").value;
            if (!has_part(title, wish.title) || !has_part(url, wish.url)) continue;
            ++fitting;
            found = handle;
        }
        if (fitting == 1 && go_to_window(found)) {
            session_.one_request_per_connection();
            return;
        }
        wait_ms(20);
    } while (Clock::now() < deadline);
    go_to_window(here.is_string() ? here.get<std::string>() : session_.first_window());
    fail_system(fitting ? "窓が2つ以上あてはまり、1つに決まりません" : "窓が見つかりません");
}

void Chromium::clear_windows() {
    session_.call("POST", "/alert/dismiss", json::object());
    auto open = windows();
    if (std::find(open.begin(), open.end(), session_.first_window()) == open.end()) {
        const auto made = session_.call("POST", "/window/new", {{"type", "tab"}});
        if (!made.value.is_object() || !made.value.contains("handle")) throw StepFailure{StepFailure::Kind::environment, "ブラウザーの窓がありません"};
        session_.first_window(made.value.at("handle").get<std::string>());
    }
    for (const auto& handle : open)
        if (handle != session_.first_window() && go_to_window(handle)) session_.call("DELETE", "/window");
    go_to_window(session_.first_window());
    session_.one_request_per_connection();
}

}  // namespace yorozu::rpa
