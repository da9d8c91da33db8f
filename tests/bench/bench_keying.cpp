// Keying into a real browser: the contest of ten rounds, and what the runner costs over its own commands.
#include <benchmark/benchmark.h>
#include <httplib.h>

#include <filesystem>
#include <random>
#include <thread>

#include "rpa/chrome_session.h"
#include "rpa/runner.h"
#include "rpa/steps.h"
#include "tests/rpa-web/challenge.h"
#include "tests/rpa/office_scenario.h"
#include "workbench/desk/rpa/work_queue.h"
#include "workbench/store/database.h"

namespace yorozu::bench {
namespace {

using rpa::ChromeSession;
using nlohmann::json;

struct ChallengeServer {
    httplib::Server server;
    std::string address;
    std::thread thread;
    ChallengeServer() {
        server.Get("/challenge", [](const auto&, auto& answer) { answer.set_content(Challenge::page(), "text/html; charset=utf-8"); });
        address = "http://127.0.0.1:" + std::to_string(server.bind_to_any_port("127.0.0.1"));
        thread = std::thread([this] { server.listen_after_bind(); });
    }
    ~ChallengeServer() {
        server.stop();
        thread.join();
    }
};

rpa::ChromiumOptions browser_options() {
    rpa::ChromiumOptions options;
    options.hosts = {"127.0.0.1"};
    return options;
}

/// Seventy fields by their labels, each read back by code point. Timed by the page itself: from the start to the last round.
void challenge(benchmark::State& state) {
    const ChallengeServer site;
    const auto browser = rpa::start_chromium(browser_options());
    const auto scenario = *rpa::read_scenario(R"({"formatVersion":1,"id":"c","title":"c","owner":"c","hosts":["127.0.0.1"],"perRecord":[)" + Challenge::steps() + "]}").scenario;
    int seed = 0;
    double right = 70, trusted = 70;
    for (auto _ : state) {
        browser->open(site.address + "/challenge?seed=" + std::to_string(++seed), std::chrono::seconds(10));
        browser->press({{{"#start"}}, {}}, rpa::WebDriver::Press::click, rpa::WebDriver::Heal::never, std::chrono::seconds(5));
        const auto start = std::chrono::steady_clock::now();
        for (const auto& row : Challenge::rows()) rpa::Steps({*browser, scenario, true, {}, {}, {}, {}}, row).run(scenario.per_record);
        state.SetIterationTime(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
        if (!browser->truth_of(Challenge::right_as_script() + " === 70")) right = 0;
        if (!browser->truth_of("window.trusted === 70")) trusted = 0;
    }
    state.counters["right of 70"] = right;
    state.counters["trusted of 70"] = trusted;
}

/// The peer: find, sendKeys, click as a plain W3C client sends them; nothing is read back.
void challenge_raw_send_keys(benchmark::State& state) {
    const ChallengeServer site;
    ChromeSession session(browser_options());
    const auto find = [&](const std::string& xpath) {
        return session.call("POST", "/element", {{"using", "xpath"}, {"value", xpath}}).value.at(ChromeSession::element_key).get<std::string>();
    };
    int seed = 0;
    double right = 70;
    for (auto _ : state) {
        session.call("POST", "/url", {{"url", site.address + "/challenge?seed=" + std::to_string(++seed)}});
        session.call("POST", "/element/" + find("//button[@id='start']") + "/click", json::object());
        const auto start = std::chrono::steady_clock::now();
        for (const auto& row : Challenge::rows()) {
            for (const auto& [label, value] : row)
                session.call("POST", "/element/" + find("//label[normalize-space()='" + label + "']/following-sibling::input") + "/value", {{"text", value}});
            session.call("POST", "/element/" + find("//form/button") + "/click", json::object());
        }
        state.SetIterationTime(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
        if (session.call("POST", "/execute/sync", {{"script", "return " + Challenge::right_as_script() + " === 70;"}, {"args", json::array()}}).value != json(true)) right = 0;
    }
    state.counters["right of 70"] = right;
}

/// Twelve records into the sample office with the store's journal and evidence; the share of the time that did not pass
/// inside a command to the driver is what the runner adds to the same commands sent raw.
void runner_overhead(benchmark::State& state) {
    std::vector<double> shares;
    for (auto _ : state) {
        const auto folder = std::filesystem::temp_directory_path() / ("yorozu-bench-keying-" + std::to_string(std::random_device{}()));
        std::filesystem::create_directories(folder);
        {
            backoffice::Office office({folder / "office.db", 0, "1001", "mihon-1001", {}});
            seed(office, 12);
            auto scenario = *sample_scenario([](auto&) {}).scenario;
            scenario.address = "http://127.0.0.1:" + std::to_string(office.port());
            store::Database database(folder / "queue.db", store::Access::write, 1);
            desk::WorkQueue queue(database);
            std::vector<rpa::WorkItem> items;
            for (int i = 0; i < 12; ++i) items.push_back(record_of(scenario, i));
            queue.add(items, 1);
            std::chrono::nanoseconds commands{0}, opening{0};
            auto browser = browser_options();
            browser.command_took = [&](std::chrono::nanoseconds time) { commands += time; };
            rpa::RunOptions options;
            options.runner = "bench";
            options.evidence = folder / "evidence";
            options.secret = office_secret;
            options.now = [] { return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count(); };
            options.rest = [](std::chrono::milliseconds time) { std::this_thread::sleep_for(time); };
            const auto start = std::chrono::steady_clock::now();
            const auto summary = rpa::run_items(scenario, queue, [&] {
                const auto began = std::chrono::steady_clock::now();
                auto opened = rpa::start_chromium(browser);
                opening = std::chrono::steady_clock::now() - began;
                commands = std::chrono::nanoseconds{0};
                return opened;
            }, options);
            const auto keying = std::chrono::steady_clock::now() - start - opening;
            if (summary.outcomes.count(rpa::ItemState::done) == 0 || summary.outcomes.at(rpa::ItemState::done) != 12) state.SkipWithError("not all keyed");
            state.SetIterationTime(std::chrono::duration<double>(keying).count());
            shares.push_back(std::chrono::duration<double>(keying - commands).count() / std::chrono::duration<double>(commands).count() * 100);
        }
        std::filesystem::remove_all(folder);
    }
    std::sort(shares.begin(), shares.end());
    if (!shares.empty()) state.counters["overhead %"] = shares[shares.size() / 2];
}

BENCHMARK(challenge)->UseManualTime()->Unit(benchmark::kMillisecond)->Iterations(1)->Repetitions(5)->ReportAggregatesOnly();
BENCHMARK(challenge_raw_send_keys)->UseManualTime()->Unit(benchmark::kMillisecond)->Iterations(1)->Repetitions(5)->ReportAggregatesOnly();
BENCHMARK(runner_overhead)->UseManualTime()->Unit(benchmark::kMillisecond)->Iterations(3);

}  // namespace
}  // namespace yorozu::bench
