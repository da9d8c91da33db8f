// A run with the vault, searched for the secret's bytes: workspace, evidence, messages, arguments, environments, core dumps.
#include <string.h>

#include <catch2/catch.hpp>

#include "samples/back-office/office.h"
#include "tests/rpa-command/command_desk.h"
#include "workbench/desk/rpa/rpa.h"
#include "workbench/desk/rpa/vault.h"

using namespace yorozu;
namespace fs = std::filesystem;

namespace {

// A literal: the program's own text holds it, its writable memory does not.
constexpr std::string_view secret = "Geheim-Xy7#42-byoru";
const std::string passphrase = "correct horse battery";

bool holds_secret(const std::string& bytes) {
    std::string wide;
    for (const char c : secret) wide += {c, '\0'};
    return bytes.find(secret) != std::string::npos || bytes.find(wide) != std::string::npos;
}

/// Files under the folder that hold the secret.
std::vector<std::string> files_with_secret(const fs::path& folder) {
    std::vector<std::string> found;
    for (auto at = fs::recursive_directory_iterator(folder, fs::directory_options::skip_permission_denied); at != fs::recursive_directory_iterator(); ++at)
        if (at->is_regular_file() && holds_secret(contents(at->path()))) found.push_back(at->path().string());
    return found;
}

struct VaultDesk : CommandDesk {
    backoffice::Office office{{folder / "office.db", 0, "1001", std::string(secret), {}}};
    fs::path passphrase_file = folder / "passphrase.txt";

    VaultDesk() {
        std::ofstream(passphrase_file) << passphrase << '\n';
        fs::permissions(passphrase_file, fs::perms::owner_read | fs::perms::owner_write);
        desk::Workspace vault_workspace(workspace, store::Access::write, 1'700'000'000'000);
        const desk::Passphrase opens(passphrase);
        constexpr desk::PassphraseCost cheap{1, 8192};
        desk::create_vault(vault_workspace, opens, cheap);
        desk::set_secret(vault_workspace, opens, "clerk", "1001", cheap);
        desk::set_secret(vault_workspace, opens, "password", secret, cheap);
        std::ofstream rows(folder / "rows.csv");
        rows << "hihokensha_no,ginko_code,shiten_code,yokin,koza_no,meigi_kana,todokede_bi\n";
        for (int i = 0; i < 3; ++i) {
            office.registry().add({std::to_string(40000000 + i), "見本 太郎", "ミホン タロウ", "見本市1-1"});
            rows << 40000000 + i << ",0001,107,普通," << 1000000 + i << ",ﾐﾎﾝ ﾀﾛｳ,2025-04-01\n";
        }
    }
    pid_t start_run(const fs::path& with_passphrase) const {
        return start({"rpa", "run", std::string(YOROZU_SOURCE_DIR) + "/samples/scenarios/koza-furikae.json", "--data", (folder / "rows.csv").string(), "--address",
                      "http://127.0.0.1:" + std::to_string(office.port()), "--vault-passphrase-file", with_passphrase.string()});
    }
};

/// Arguments and environments of every process on the machine, while the child runs; at last its status.
int watched(pid_t child, bool& seen) {
    int status = 0;
    while (waitpid(child, &status, WNOHANG) == 0) {
        for (const auto& entry : fs::directory_iterator("/proc")) {
            if (entry.path().filename().string().find_first_not_of("0123456789") != std::string::npos || entry.path().filename() == std::to_string(getpid())) continue;
            seen = seen || holds_secret(contents(entry.path() / "cmdline")) || holds_secret(contents(entry.path() / "environ"));
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    return status;
}

std::string covered(std::string text) {
    for (char& c : text) c ^= 0x5A;
    return text;
}

/// How often this process holds in writable memory what was covered; the text itself is never put together.
int times_in_memory(const std::string& pattern) {
    int found = 0;
    std::ifstream maps("/proc/self/maps");
    const int memory = open("/proc/self/mem", O_RDONLY);
    std::vector<char> bytes;
    for (std::string line; std::getline(maps, line);) {
        unsigned long first = 0, last = 0;
        char rights[5] = {};
        if (std::sscanf(line.c_str(), "%lx-%lx %4s", &first, &last, rights) != 3 || rights[1] != 'w') continue;
        bytes.resize(last - first);
        const ssize_t size = pread(memory, bytes.data(), bytes.size(), static_cast<off_t>(first));
        for (ssize_t at = 0; at + static_cast<ssize_t>(pattern.size()) <= size; ++at) {
            std::size_t same = 0;
            while (same < pattern.size() && (bytes[static_cast<std::size_t>(at) + same] ^ 0x5A) == pattern[same]) ++same;
            found += same == pattern.size();
        }
        explicit_bzero(bytes.data(), bytes.size());
    }
    close(memory);
    return found;
}

}  // namespace

TEST_CASE("(a run in a process of its own, started by the test below)", "[.runner]") {
    const char *folder = std::getenv("YOROZU_TEST_FOLDER"), *port = std::getenv("YOROZU_TEST_PORT"), *pattern = std::getenv("YOROZU_TEST_PATTERN");
    REQUIRE((folder && port && pattern));
    {
        const auto known = std::make_unique<std::string>(covered(pattern));  // the scan can see
        REQUIRE(times_in_memory(pattern) >= 1);
        explicit_bzero(known->data(), known->size());
    }
    REQUIRE(times_in_memory(pattern) == 0);
    const desk::Clock clock = [] { return store::TimeMs{1'700'000'100'000}; };
    desk::Workspace workspace(fs::path(folder) / "ws", store::Access::write, clock());
    workspace.begin({"root", false, clock});
    desk::RpaRequest request;
    request.scenario = std::string(YOROZU_SOURCE_DIR) + "/samples/scenarios/koza-furikae.json";
    request.data = fs::path(folder) / "rows.csv";
    request.address = std::string("http://127.0.0.1:") + port;
    desk::RpaEvents events;
    events.vault_passphrase = [] { return std::make_unique<desk::Passphrase>(passphrase); };
    const auto report = desk::run_rpa(workspace, request, clock, events, {});
    CHECK(report.summary.stopped == "");
    CHECK(report.all_settled());
    CHECK(times_in_memory(pattern) == 0);
    // Whether or not the run's own copies were overwritten by chance: what is given back now is wiped.
    std::make_unique<std::string>(std::string(100, '.') + covered(pattern) + std::string(100, '.')).reset();
    CHECK(times_in_memory(pattern) == 0);
}

TEST_CASE("After a run the process that opened the vault holds the secret nowhere in its memory") {
    VaultDesk desk;
    const std::string folder = desk.folder.path(), port = std::to_string(desk.office.port()), pattern = covered(std::string(secret));
    const pid_t child = fork();
    if (child == 0) {
        for (const auto& [name, value] : {std::pair("YOROZU_TEST_FOLDER", folder), std::pair("YOROZU_TEST_PORT", port), std::pair("YOROZU_TEST_PATTERN", pattern), std::pair("TMPDIR", desk.temporary.string())}) setenv(name, value.c_str(), 1);
        execl("/proc/self/exe", "runner", "[.runner]", nullptr);
        _exit(127);
    }
    CHECK(CommandDesk::finish(child) == 0);
    CHECK(desk.office.registry().count() == 3);
}

TEST_CASE("A run opens the vault once, keys its records, and leaves the secret nowhere") {
    VaultDesk desk;
    bool seen = false;
    const int status = watched(desk.start_run(desk.passphrase_file), seen);
    INFO(desk.err() << desk.out());
    REQUIRE(WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == 0);
    CHECK(desk.office.registry().count() == 3);
    CHECK_FALSE(seen);
    CHECK(files_with_secret(desk.folder.path()).empty());
}

TEST_CASE("A run that is aborted with the vault open leaves neither a core dump nor a file with the secret") {
    VaultDesk desk;
    desk.office.faults().change({{"slow", "400"}});
    const pid_t child = desk.start_run(desk.passphrase_file);
    for (int i = 0; i < 600 && desk.err().empty() && fs::is_empty(desk.temporary); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(100));
    std::this_thread::sleep_for(std::chrono::seconds(3));
    kill(child, SIGABRT);
    int status = 0;
    waitpid(child, &status, 0);
    REQUIRE(WIFSIGNALED(status));
    CHECK_FALSE(WCOREDUMP(status));
    for (int i = 0; i < 100 && !fs::is_empty(desk.temporary); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(100));
    CHECK(fs::is_empty(desk.temporary));
    CHECK(files_with_secret(desk.folder.path()).empty());
    for (const auto& entry : fs::directory_iterator(desk.folder.path())) CHECK(entry.path().filename().string().rfind("core", 0) != 0);
}

TEST_CASE("A wrong passphrase stops the run before any browser, and nothing is keyed") {
    VaultDesk desk;
    const auto wrong = desk.folder / "wrong.txt";
    std::ofstream(wrong) << "not the right words\n";
    fs::permissions(wrong, fs::perms::owner_read | fs::perms::owner_write);
    CHECK(CommandDesk::finish(desk.start_run(wrong)) == 2);
    CHECK(desk.err().find("金庫を開けません") != std::string::npos);
    CHECK(fs::is_empty(desk.temporary));
    CHECK(desk.office.registry().count() == 0);
}
