#include "rpa/driver_process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>

#include "rpa/driver.h"

namespace yorozu::rpa {

namespace {

[[noreturn]] void fail(const std::string& message) { throw StepFailure{StepFailure::Kind::environment, message}; }

}  // namespace

DriverProcess::DriverProcess(const std::string& program) : folder_("yorozu-browser") {
    const std::string found = found_program(program);
    if (found.empty())
        fail("ブラウザーの操作に要る chromedriver がありません: " + program +
             ": chromium-driver を入れるか（apt-get install chromium-driver）、--chromedriver で場所を指定してください");
    int output[2];
    if (pipe2(output, O_CLOEXEC) != 0) fail("パイプを作れません: 開いているファイルを減らしてください");
    output_ = output[0];  // stays open: chromedriver must not die of writing into a closed pipe
    auto environment = child_environment();
    // Started by a task scheduler we are in the C locale, where Chromium cannot name a Japanese file.
    environment["LC_ALL"] = "C.UTF-8";
    environment["TMPDIR"] = folder_.path().string();
    try {
        // No --allowed-ips: with it chromedriver would listen on every interface.
        driver_ = start_child({{found, "--port=0"}, environment, output[1]});
        close(output[1]);
        output[1] = -1;
        await_port();
    } catch (...) {
        if (output[1] >= 0) close(output[1]);
        end();
        throw;
    }
}

void DriverProcess::await_port() {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    std::string text;
    const std::string sign = "started successfully on port ";
    while (true) {
        const auto at = text.find(sign);
        if (at != std::string::npos && text.find_first_not_of("0123456789", at + sign.size()) != std::string::npos) {
            port_ = std::atoi(text.c_str() + at + sign.size());
            return;
        }
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now()).count();
        pollfd waiting{output_, POLLIN, 0};
        char part[512];
        const bool readable = left > 0 && poll(&waiting, 1, static_cast<int>(left)) > 0;
        const ssize_t size = readable ? read(output_, part, sizeof part) : 0;
        if (size <= 0)
            fail("chromedriver が始まりません: chromedriver: chromium と chromedriver の版が合っているか確かめてください");
        text.append(part, static_cast<std::size_t>(size));
    }
}

void DriverProcess::end() {
    if (driver_ > 0) {
        kill(-driver_, SIGKILL);
        waitpid(driver_, nullptr, 0);
    }
    if (output_ >= 0) close(output_);
    driver_ = output_ = -1;
}

DriverProcess::~DriverProcess() { end(); }

}  // namespace yorozu::rpa
