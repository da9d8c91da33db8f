#pragma once
#include <chrono>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <thread>

#include "rpa/driver_process.h"
#include "rpa/http.h"

/// Somebody at the browser that is being recorded: real clicks and keys by a driver of their own, which knows nothing of the recorder.
class PersonAtBrowser {
public:
    /// Waits for the browser whose private folder is under `temporary`.
    explicit PersonAtBrowser(const std::filesystem::path& temporary) : driver_("chromedriver"), http_("http://127.0.0.1:" + std::to_string(driver_.port())) {
        const nlohmann::json body = {{"capabilities", {{"alwaysMatch", {{"browserName", "chrome"}, {"unhandledPromptBehavior", "ignore"}, {"goog:chromeOptions", {{"debuggerAddress", "127.0.0.1:" + port_under(temporary)}}}}}}}};
        const auto answer = http_.send("POST", "/session", body.dump(), std::chrono::seconds(60));
        if (answer.status != 200) throw std::runtime_error(answer.body);
        session_ = "/session/" + nlohmann::json::parse(answer.body)["value"]["sessionId"].get<std::string>();
    }
    PersonAtBrowser(const PersonAtBrowser&) = delete;
    PersonAtBrowser& operator=(const PersonAtBrowser&) = delete;

    void click(const std::string& css) { ask("POST", "/element/" + element(css) + "/click", nlohmann::json::object()); }
    void type(const std::string& css, const std::string& text) { ask("POST", "/element/" + element(css) + "/value", {{"text", text}}); }
    void go(const std::string& url) { ask("POST", "/url", {{"url", url}}); }
    void wait_for(const std::string& css) { element(css); }
    void enter_frame(int index) { ask("POST", "/frame", {{"id", index}}); }
    void leave_frames() { ask("POST", "/frame", {{"id", nullptr}}); }
    void answer_dialog(bool yes) { ask("POST", yes ? "/alert/accept" : "/alert/dismiss", nlohmann::json::object()); }
    void to_window(std::size_t number) {
        for (int i = 0; i < 100; ++i) {
            const auto handles = ask("GET", "/window/handles", {});
            if (handles.size() > number) {
                ask("POST", "/window", {{"handle", handles[number]}});
                return;
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        }
        throw std::runtime_error("no such window");
    }
    nlohmann::json run(const std::string& script) { return ask("POST", "/execute/sync", {{"script", script}, {"args", nlohmann::json::array()}}); }
    /// Closes the browser, as its last window's button does.
    void close() { http_.send("POST", session_ + "/goog/cdp/execute", nlohmann::json{{"cmd", "Browser.close"}, {"params", nlohmann::json::object()}}.dump(), std::chrono::seconds(5)); }

private:
    static std::string port_under(const std::filesystem::path& temporary) {
        for (int i = 0; i < 1200; ++i) {
            std::error_code ignored;
            for (const auto& folder : std::filesystem::directory_iterator(temporary, ignored)) {
                std::ifstream in(folder.path() / "profile" / "DevToolsActivePort");
                std::string port;
                if (std::getline(in, port) && !port.empty()) return port;
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        }
        throw std::runtime_error("no browser under " + temporary.string());
    }
    nlohmann::json ask(const char* method, const std::string& path, const nlohmann::json& body) {
        const auto answer = http_.send(method, session_ + path, std::string(method) == "POST" ? body.dump() : "", std::chrono::seconds(60));
        if (answer.status != 200) throw std::runtime_error(path + ": " + answer.body + answer.error);
        return nlohmann::json::parse(answer.body)["value"];
    }
    std::string element(const std::string& css) {
        std::string why;
        for (int i = 0; i < 200; ++i) {
            try {
                return ask("POST", "/element", {{"using", "css selector"}, {"value", css}}).begin()->get<std::string>();
            } catch (const std::runtime_error& error) {
                why = error.what();
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        }
        throw std::runtime_error(css + ": " + why);
    }

    yorozu::rpa::DriverProcess driver_;
    yorozu::rpa::Http http_;
    std::string session_;
};
