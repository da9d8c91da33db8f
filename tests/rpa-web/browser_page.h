#pragma once
#include <httplib.h>

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "rpa/chromium.h"
#include "rpa/steps.h"

/// One page from our own little server, opened in a browser that all tests of this program share.
class BrowserPage {
public:
    explicit BrowserPage(const std::string& body) {
        server().submitted = 0;
        browser().clear_windows();
        serve("/", whole(body));
        browser().open(address(), std::chrono::seconds(10));
    }
    using Answer = std::function<void(const httplib::Request&, httplib::Response&)>;
    static void serve(const std::string& path, Answer answer) {
        const std::lock_guard lock(server().mutex);
        server().answers[path] = std::move(answer);
    }
    static void serve(const std::string& path, const std::string& html) {
        serve(path, [html](const auto&, auto& answer) { answer.set_content(html, "text/html; charset=utf-8"); });
    }
    static std::string whole(const std::string& body) {
        return "<!DOCTYPE html><html lang=\"ja\"><meta charset=\"utf-8\"><body>" + body + "</body></html>";
    }
    static yorozu::rpa::WebDriver& browser() {
        static const auto one = [] {
            setenv("LC_ALL", "C", 1);  // as a task scheduler starts programs
            yorozu::rpa::ChromiumOptions options;
            options.hosts = {"127.0.0.1"};
            return yorozu::rpa::start_chromium(options);
        }();
        return *one;
    }
    static std::string address() { return "http://127.0.0.1:" + std::to_string(server().port) + "/"; }
    static int submitted() { return server().submitted; }

    /// Runs one step written as JSON on this page.
    void step(const std::string& json, const std::map<std::string, std::string>& record = {}) {
        auto scenario = scenario_with(json);
        yorozu::rpa::Steps steps({browser(), scenario, true, {}, {}, [this](const auto&, const auto&) { ++healed; }, {}}, record);
        steps.run(scenario.per_record);
    }
    static yorozu::rpa::Scenario scenario_with(const std::string& steps_json) {
        const auto reading = yorozu::rpa::read_scenario(R"({"formatVersion":1,"id":"t","title":"t","owner":"t","hosts":["127.0.0.1"],"address":")" + address() +
                                                        R"(","perRecord":[)" + steps_json + "]}");
        for (const auto& fault : reading.faults) throw std::runtime_error(fault.place + " " + fault.what);
        return *reading.scenario;
    }
    std::string value(const std::string& css) { return browser().read_back({{{css}}, {}}); }
    bool holds(const std::string& expression) { return browser().truth_of(expression); }
    int healed = 0;

private:
    struct Server {
        httplib::Server server;
        int port = 0;
        std::mutex mutex;
        std::map<std::string, Answer> answers;
        std::atomic<int> submitted{0};
        std::thread thread;
        Server() {
            server.Get(".*", [this](const auto& request, auto& response) {
                Answer answer;
                {
                    const std::lock_guard lock(mutex);
                    const auto found = answers.find(request.path);
                    if (found != answers.end()) answer = found->second;
                }
                if (answer) answer(request, response);
                else response.status = 404;
            });
            server.Post("/submit", [this](const auto&, auto& answer) {
                ++submitted;
                answer.set_content("<p id=done>done</p>", "text/html");
            });
            port = server.bind_to_any_port("127.0.0.1");
            thread = std::thread([this] { server.listen_after_bind(); });
        }
        ~Server() {
            server.stop();
            thread.join();
        }
    };
    static Server& server() {
        static Server one;
        return one;
    }
};
