// The import of a large tray, on the command that people run: memory from the first page to the last, pages a minute,
// and how soon a killed import goes on. The pages' own times in the workspace say when each was read.
#include <SQLiteCpp/SQLiteCpp.h>
#include <benchmark/benchmark.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <thread>

#include "tests/bench/tray.h"

namespace yorozu::bench {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

long long now_ms() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

/// `yorozu import` as a child on two cores.
class Import {
public:
    Import(const fs::path& workspace, const fs::path& tray) : begun_ms(now_ms()) {
        child_ = fork();
        if (child_ != 0) return;
        cpu_set_t two;
        CPU_ZERO(&two);
        CPU_SET(0, &two);
        CPU_SET(1, &two);
        sched_setaffinity(0, sizeof two, &two);
        const int nothing = open("/dev/null", O_WRONLY);
        dup2(nothing, 1), dup2(nothing, 2);
        const std::string forms = YOROZU_SOURCE_DIR "/samples/forms";
        execl(YOROZU_BIN_DIR "/yorozu", "yorozu", "--quiet", "--workspace", workspace.c_str(), "import", "--batch", "tray", "--jobs", "2",
              "--template", forms.c_str(), tray.c_str(), nullptr);
        _exit(127);
    }
    ~Import() { end(SIGKILL); }
    Import(const Import&) = delete;
    Import& operator=(const Import&) = delete;

    bool running() {
        if (child_ > 0 && wait4(child_, &status_, WNOHANG, &usage_) == child_) child_ = -1;
        return child_ > 0;
    }
    void end(int signal) {
        if (!running()) return;
        kill(child_, signal);
        wait4(child_, &status_, 0, &usage_);
        child_ = -1;
    }

    double resident_mib() const {
        long all = 0, resident = 0;
        std::ifstream("/proc/" + std::to_string(child_) + "/statm") >> all >> resident;
        return static_cast<double>(resident * sysconf(_SC_PAGESIZE)) / (1 << 20);
    }
    // After its end:
    bool finished() const { return WIFEXITED(status_) && (WEXITSTATUS(status_) == 0 || WEXITSTATUS(status_) == 4); }
    double peak_mib() const { return static_cast<double>(usage_.ru_maxrss) / 1024; }
    double cpu_seconds() const {
        return static_cast<double>(usage_.ru_utime.tv_sec + usage_.ru_stime.tv_sec) + static_cast<double>(usage_.ru_utime.tv_usec + usage_.ru_stime.tv_usec) / 1e6;
    }

    const long long begun_ms;

private:
    pid_t child_ = -1;
    int status_ = 0;
    rusage usage_{};
};

/// When each page was read, in that order; empty while there is no workspace yet.
std::vector<long long> read_times(const fs::path& workspace) {
    std::vector<long long> times;
    try {
        SQLite::Database database(workspace / "yorozu.db", SQLite::OPEN_READWRITE);
        database.setBusyTimeout(3000);
        SQLite::Statement rows(database, "SELECT read_ms FROM readings ORDER BY id");
        while (rows.executeStep()) times.push_back(rows.getColumn(0).getInt64());
    } catch (const SQLite::Exception&) {  // not made yet
    }
    return times;
}

struct Sample {
    long long ms;
    double mib;
};

double median_between(const std::vector<Sample>& samples, long long from, long long to) {
    std::vector<double> within;
    for (const auto& sample : samples)
        if (sample.ms >= from && sample.ms <= to) within.push_back(sample.mib);
    if (within.empty()) return 0;
    std::nth_element(within.begin(), within.begin() + static_cast<std::ptrdiff_t>(within.size() / 2), within.end());
    return within[within.size() / 2];
}

/// A workspace of its own, gone afterwards.
struct Office {
    explicit Office(const fs::path& tray) : workspace(tray.string() + "-workspace") { fs::remove_all(workspace); }
    ~Office() { fs::remove_all(workspace); }
    fs::path workspace;
};

/// The whole tray in one go. Memory: medians while the first and the last sixth of the pages were read, and the peak.
void import_tray(benchmark::State& state) {
    const auto pages = static_cast<std::size_t>(state.range(0));
    const auto tray = tray_of(static_cast<int>(pages));
    for (auto _ : state) {
        const Office office(tray);
        Import import(office.workspace, tray);
        std::vector<Sample> samples;
        for (; import.running(); std::this_thread::sleep_for(100ms)) samples.push_back({now_ms(), import.resident_mib()});
        const auto times = read_times(office.workspace);
        if (!import.finished() || times.size() != pages) return state.SkipWithError("the import did not come to its end");
        const auto sixth = pages / 6;
        state.counters["first_sixth_MiB"] = median_between(samples, times.front(), times[sixth - 1]);
        state.counters["last_sixth_MiB"] = median_between(samples, times[pages - sixth], times.back());
        state.counters["peak_MiB"] = import.peak_mib();
        state.counters["keeping_s"] = static_cast<double>(times.front() - import.begun_ms) / 1000;
        state.counters["pages/min"] = 60'000.0 * static_cast<double>(pages - 1) / static_cast<double>(times.back() - times.front());
        state.counters["cpu_ms/page"] = 1000 * import.cpu_seconds() / static_cast<double>(pages);
    }
}
BENCHMARK(import_tray)->Arg(120)->Arg(3000)->Iterations(1)->UseRealTime()->Unit(benchmark::kSecond);

/// Killed in the middle, then the same command: seconds from its start to the first page that was not there yet.
void resume_tray(benchmark::State& state) {
    const auto pages = static_cast<std::size_t>(state.range(0));
    const auto tray = tray_of(static_cast<int>(pages));
    for (auto _ : state) {
        const Office office(tray);
        {
            Import killed(office.workspace, tray);
            while (killed.running() && read_times(office.workspace).size() < pages / 2) std::this_thread::sleep_for(200ms);
        }
        const auto before = read_times(office.workspace);
        Import again(office.workspace, tray);
        while (again.running() && read_times(office.workspace).size() < before.size() + 20) std::this_thread::sleep_for(50ms);
        again.end(SIGINT);
        const auto after = read_times(office.workspace);
        if (after.size() <= before.size() || !std::equal(before.begin(), before.end(), after.begin()))
            return state.SkipWithError("the import did not go on where it was");
        SQLite::Database database(office.workspace / "yorozu.db", SQLite::OPEN_READWRITE);
        const auto count = [&](const char* sql) { return static_cast<double>(database.execAndGet(sql).getInt64()); };
        state.counters["pages_before"] = static_cast<double>(before.size());
        state.counters["first_page_s"] = static_cast<double>(after[before.size()] - again.begun_ms) / 1000;
        state.counters["read_twice"] = count("SELECT count(*) - count(DISTINCT document) FROM readings");
    }
}
BENCHMARK(resume_tray)->Arg(120)->Arg(3000)->Iterations(1)->UseRealTime()->Unit(benchmark::kSecond);

}  // namespace
}  // namespace yorozu::bench
