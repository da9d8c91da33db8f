#include "rpa/chromium_page.h"

#include <map>

namespace yorozu::rpa {

using nlohmann::json;

json json_of(const Target& target) {
    json all = json::array();
    for (const auto& path : target.selectors) all.push_back(path);
    return all;
}

void Chromium::open(const std::string& url, Milliseconds timeout) {
    session_.page_timeout(timeout);
    const auto answer = session_.call("POST", "/url", {{"url", url}});
    frame_.clear();  // opening a page leaves every frame
    if (answer.error == "timeout") fail_system("ページが時間内に開きません");
    if (!answer.error.empty()) fail_system("ページを開けません（" + answer.error + "）");
}

void Chromium::key(const std::string& key, bool down) {
    static const std::map<std::string, std::string> names = {
        {"Enter", "\uE007"}, {"Tab", "\uE004"}, {"Escape", "\uE00C"}, {"Backspace", "\uE003"}, {"Delete", "\uE017"},
        {"ArrowUp", "\uE013"}, {"ArrowDown", "\uE015"}, {"ArrowLeft", "\uE012"}, {"ArrowRight", "\uE014"}, {"Home", "\uE011"},
        {"End", "\uE010"}, {"PageUp", "\uE00E"}, {"PageDown", "\uE00F"}, {"Shift", "\uE008"}, {"Control", "\uE009"},
        {"Alt", "\uE00A"}, {"Meta", "\uE03D"}, {"F1", "\uE031"}, {"F2", "\uE032"}, {"F3", "\uE033"}, {"F4", "\uE034"},
        {"F5", "\uE035"}, {"F6", "\uE036"}, {"F7", "\uE037"}, {"F8", "\uE038"}, {"F9", "\uE039"}, {"F10", "\uE03A"},
        {"F11", "\uE03B"}, {"F12", "\uE03C"}};
    const auto named = names.find(key);
    const std::string value = named != names.end() ? named->second : key;
    const auto answer = session_.call("POST", "/actions", {{"actions", {{{"type", "key"}, {"id", "keyboard"},
                             {"actions", {{{"type", down ? "keyDown" : "keyUp"}, {"value", value}}}}}}}});
    if (!answer.error.empty()) fail_system("キーを送れません（" + answer.error + "）");
}

void Chromium::scroll(const Target& target, double x, double y) {
    enter(target);
    session_.script("const l = arguments[0].length ? yLocate(arguments[0]).element : null; (l || window).scrollTo(arguments[1], arguments[2]);",
           json::array({json_of(target), x, y}));
}

void Chromium::viewport(int width, int height) {
    const auto answer = session_.devtools("Emulation.setDeviceMetricsOverride", {{"width", width}, {"height", height}, {"deviceScaleFactor", 1}, {"mobile", false}});
    if (!answer.error.empty()) fail_system("画面の大きさを変えられません");
}

void Chromium::network(double download, double upload, double latency) {
    const auto answer = session_.devtools("Network.emulateNetworkConditions", {{"offline", false}, {"latency", latency}, {"downloadThroughput", download}, {"uploadThroughput", upload}});
    if (!answer.error.empty()) fail_system("回線の条件を変えられません");
}

std::unique_ptr<WebDriver> start_chromium(const ChromiumOptions& options) { return std::make_unique<Chromium>(options); }

}  // namespace yorozu::rpa
