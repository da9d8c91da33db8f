// A tracker whose certificate is not to be believed gets no key, and the person is told why; real TLS on loopback.
#include <arpa/inet.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "tests/store/temporary_folder.h"
#include "tracker/tracker.h"

using namespace yorozu;
namespace fs = std::filesystem;

namespace {

bool answers(int port) {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const bool there = connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    close(socket);
    return there;
}

int free_port() {
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    REQUIRE(bind(socket, reinterpret_cast<sockaddr*>(&address), size) == 0);
    getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
    close(socket);
    return ntohs(address.sin_port);
}

/// OpenSSL's own server with a certificate of its own making; what comes in lies in `said`.
class TlsServer {
public:
    TlsServer(const fs::path& folder, const std::string& name) : folder_(folder), port_(free_port()) {
        const std::string made = "cd " + folder.string() + " && openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 2 -subj '/CN=tracker' -addext subjectAltName=" + name + " 2>/dev/null";
        REQUIRE(std::system(made.c_str()) == 0);
        process_ = fork();
        if (process_ == 0) {
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            if (chdir(folder.c_str()) != 0 || !freopen("said", "w", stdout) || !freopen("/dev/null", "w", stderr)) _exit(1);
            execlp("openssl", "openssl", "s_server", "-accept", ("127.0.0.1:" + std::to_string(port_)).c_str(), "-cert", "cert.pem", "-key", "key.pem", "-www", nullptr);
            _exit(127);
        }
        for (int tries = 0; tries < 300 && !answers(port_); ++tries) usleep(20'000);
    }
    ~TlsServer() {
        kill(process_, SIGKILL);
        waitpid(process_, nullptr, 0);
    }
    TlsServer(const TlsServer&) = delete;
    TlsServer& operator=(const TlsServer&) = delete;

    fs::path certificate() const { return folder_ / "cert.pem"; }
    /// What asking it with a key says; "" : nothing against it.
    std::string fault(const fs::path& certificates = {}) const {
        tracker::TrackerPlace place;
        place.url = "https://127.0.0.1:" + std::to_string(port_);
        place.project = "soudan";
        place.number_field = "番号";
        place.certificates = certificates;
        place.patience = std::chrono::seconds(20);
        try {
            tracker::open_tracker(place, "0123456789abcdef-key")->check({});
        } catch (const tracker::TrackerFault& fault) {
            CHECK(fault.kind == tracker::TrackerFault::Kind::settings);
            CHECK_FALSE(fault.maybe_done);
            return fault.what();
        }
        return "";
    }

private:
    fs::path folder_;
    int port_;
    pid_t process_ = 0;
};

bool says(const std::string& text, const char* words) { return text.find(words) != std::string::npos; }

}  // namespace

TEST_CASE("A self-signed certificate is refused in words that say what to do, and believed when the office names it") {
    const TemporaryFolder folder;
    const TlsServer server(folder.path(), "IP:127.0.0.1");
    const std::string fault = server.fault();
    INFO(fault);
    CHECK(says(fault, "自己署名"));
    CHECK(says(fault, "certificates"));
    CHECK_FALSE(says(fault, "0123456789abcdef"));
    // With its certificate TLS is well; what answers is no Redmine, and that is what is said then.
    const std::string other = server.fault(server.certificate());
    INFO(other);
    CHECK(says(other, "HTML"));
    CHECK_FALSE(says(other, "証明書"));
    CHECK(says(server.fault(folder / "missing.pem"), "読めません"));
}

TEST_CASE("A certificate of another name is refused even when its maker is known") {
    const TemporaryFolder folder;
    const TlsServer server(folder.path(), "DNS:redmine.example.lg.jp");
    const std::string fault = server.fault(server.certificate());
    INFO(fault);
    CHECK(says(fault, "別の名前"));
}

TEST_CASE("A server that speaks no TLS is told from one whose certificate is wrong") {
    const TemporaryFolder folder;
    const int port = free_port();
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(bind(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
    REQUIRE(listen(socket, 4) == 0);
    const pid_t plain = fork();
    if (plain == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        for (;;) {
            const int caller = accept(socket, nullptr, nullptr);
            const char words[] = "HTTP/1.1 400 Bad Request\r\n\r\n";
            (void)!write(caller, words, sizeof words - 1);
            close(caller);
        }
    }
    close(socket);
    tracker::TrackerPlace place;
    place.url = "https://127.0.0.1:" + std::to_string(port);
    place.patience = std::chrono::seconds(20);
    std::string said;
    try {
        tracker::open_tracker(place, "key")->check({});
    } catch (const tracker::TrackerFault& fault) {
        said = fault.what();
    }
    kill(plain, SIGKILL);
    waitpid(plain, nullptr, 0);
    INFO(said);
    CHECK(says(said, "TLS"));
}
