#include "rpa/recorder.h"

#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <thread>

#include "rpa/chrome_session.h"
#include "rpa/recorder_script.h"
#include "rpa/steps.h"

namespace yorozu::rpa {

using nlohmann::json;

namespace {

constexpr const char* mark = "\"yorozu-record:";
constexpr std::chrono::milliseconds between_looks{200};

Target target_of(const json& heard, const char* key) {
    Target target;
    if (!heard.contains(key) || !heard.at(key).is_array()) return target;
    for (const auto& path : heard.at(key)) target.selectors.push_back(path.is_array() ? path.get<std::vector<std::string>>() : std::vector<std::string>{path.get<std::string>()});
    if (heard.contains("frame")) target.frame = heard.at("frame").get<std::vector<int>>();
    return target;
}

std::optional<RecordedEvent> event_of(const json& heard) {
    using Kind = RecordedEvent::Kind;
    static const std::map<std::string, Kind> kinds = {{"page", Kind::page}, {"set", Kind::set}, {"select", Kind::select}, {"choose", Kind::choose}, {"upload", Kind::upload},
                                                      {"click", Kind::click}, {"double", Kind::double_click}, {"key", Kind::key}, {"dialog", Kind::dialog},
                                                      {"shown", Kind::shown}, {"list", Kind::list}, {"unsupported", Kind::unsupported}};
    const auto kind = kinds.find(heard.value("kind", ""));
    if (kind == kinds.end()) return std::nullopt;
    RecordedEvent event;
    event.kind = kind->second;
    event.window = heard.value("window", 0);
    event.target = target_of(heard, event.kind == Kind::shown ? "words" : "locators");
    event.number = target_of(heard, "numbers");
    event.label = heard.value("label", "");
    event.value = event.kind == Kind::unsupported ? heard.value("words", "") : heard.value("value", "");
    event.url = heard.value("url", "");
    event.title = heard.value("title", "");
    event.secret = heard.value("secret", false);
    event.password = heard.value("password", false);
    event.accepted = heard.value("accepted", false);
    event.rows = heard.value("rows", event.rows);
    event.parts = heard.value("parts", event.parts);
    for (const auto& echo : heard.value("echoes", json::array())) {
        json with_frame = echo;
        with_frame["frame"] = heard.value("frame", json::array());
        event.echoes.emplace_back(echo.value("text", ""), target_of(with_frame, "locators"));
    }
    if (event.kind == Kind::page && host_of(event.url).empty()) return std::nullopt;  // the empty page that a window begins with
    return event;
}

/// The text of one line of the browser's log, if it is one of ours: `… "yorozu-record:{…}"`.
json told_in(const json& line) {
    const std::string message = line.is_object() ? line.value("message", "") : "";
    const auto at = message.find(mark);
    if (at == std::string::npos) return nullptr;
    const json text = json::parse(message.substr(at), nullptr, false);
    return text.is_string() ? json::parse(text.get<std::string>().substr(std::string(mark).size() - 1), nullptr, false) : json();
}

class Listener {
public:
    explicit Listener(const RecordOptions& options) : options_(options), session_(listening(options.browser)) {}

    std::vector<RecordedEvent> until_ended() {
        hear_windows();
        const auto opened = session_.call("POST", "/url", {{"url", options_.address}});
        const auto shown = session_.script("return location.href;", json::array()).value;
        const bool broken = shown.is_string() && shown.get<std::string>().rfind("chrome-error:", 0) == 0;
        if (!opened.error.empty() || broken) throw StepFailure{StepFailure::Kind::environment, "録画を始めるページを開けません" + (opened.error.empty() ? "" : "（" + opened.error + "）") + ": " + options_.address + ": アドレスと接続を確かめてください"};
        while (hear() && !options_.ended()) std::this_thread::sleep_for(between_looks);
        hear();
        return std::move(events_);
    }

private:
    static ChromiumOptions listening(ChromiumOptions browser) {
        browser.listens = true;
        return browser;
    }

    /// False when the browser was closed: that is how a person ends a recording.
    bool hear() {
        try {
            if (!hear_windows()) return false;
            hear_log();
            return true;
        } catch (const StepFailure&) {
        }
        try {  // a window that closes, or asks something, as we look at it is no end
            return !session_.call("GET", "/window/handles").value.empty();
        } catch (const StepFailure&) {
            return false;
        }
    }

    /// False when no window is left. A window that is new gets our script; what is open in it already is told, too.
    bool hear_windows() {
        const auto handles = session_.call("GET", "/window/handles").value;
        if (!handles.is_array() || handles.empty()) return false;
        for (const auto& handle : handles) {
            if (heard_windows_.count(handle.get<std::string>())) continue;
            if (!session_.call("POST", "/window", {{"handle", handle}}).error.empty()) continue;
            const std::string script = recorder_script(static_cast<int>(heard_windows_.size()));
            session_.one_request_per_connection();
            if (!session_.devtools("Page.addScriptToEvaluateOnNewDocument", {{"source", script}}).error.empty()) continue;
            session_.devtools("Runtime.evaluate", {{"expression", script}});
            heard_windows_.insert(handle.get<std::string>());
        }
        return true;
    }

    void hear_log() {
        const auto log = session_.call("POST", "/se/log", {{"type", "browser"}}).value;
        if (!log.is_array()) return;
        for (const auto& line : log) {
            const json heard = told_in(line);
            if (!heard.is_object()) continue;
            if (auto event = event_of(heard)) take(std::move(*event), heard);
        }
    }

    void take(RecordedEvent event, const json& heard) {
        using Kind = RecordedEvent::Kind;
        if (event.kind == Kind::page) {
            // A page after a press or Enter comes from there; any other was asked for by its address, back, or reload.
            event.by_address = !pressed_.count(event.window) && heard.value("from", "").empty();
            if (heard.value("way", "") != "navigate") event.by_address = true;
            pressed_.erase(event.window);
        }
        if (event.kind == Kind::click || event.kind == Kind::double_click || event.kind == Kind::key) pressed_.insert(event.window);
        if (options_.heard) options_.heard(event);
        events_.push_back(std::move(event));
    }

    const RecordOptions& options_;
    ChromeSession session_;
    std::set<std::string> heard_windows_;
    std::set<int> pressed_;  ///< windows in which something was pressed since their page came
    std::vector<RecordedEvent> events_;
};

}  // namespace

std::vector<RecordedEvent> record(const RecordOptions& options) { return Listener(options).until_ended(); }

}  // namespace yorozu::rpa
