#include "samples/back-office/office.h"

#include <arpa/inet.h>
#include <httplib.h>
#include <sys/socket.h>

#include <chrono>
#include <cstdio>
#include <mutex>
#include <random>
#include <set>
#include <stdexcept>
#include <thread>

#include "samples/back-office/entry_check.h"
#include "samples/back-office/pages.h"

namespace yorozu::backoffice {

namespace {

constexpr const char* html = "text/html; charset=utf-8";

std::string cookie_of(const httplib::Request& request) {
    const std::string cookies = request.get_header_value("Cookie");
    const auto at = cookies.find("session=");
    return at == std::string::npos ? "" : cookies.substr(at + 8, 32);
}

Registration entry_of(const httplib::Request& request) {
    const auto word = [&](const char* name) { return request.get_param_value(name); };
    return {"", word("number"), word("bank"), word("branch"), word("kind"), word("account"), word("holder"), word("date")};
}

/// Ends the connection without a byte of answer, as a crashed server or a cut line does. The server library does not
/// hand out its sockets, so ours is found by the port of the peer.
void drop(const httplib::Request& request, httplib::Response& response) {
    for (int socket = 3; socket < 4096; ++socket) {
        sockaddr_in peer{};
        socklen_t size = sizeof peer;
        if (getpeername(socket, reinterpret_cast<sockaddr*>(&peer), &size) != 0 || peer.sin_family != AF_INET) continue;
        if (ntohs(peer.sin_port) == request.remote_port) shutdown(socket, SHUT_RDWR);
    }
    response.set_header("Connection", "close");
}

}  // namespace

struct Office::Parts {
    explicit Parts(const OfficeOptions& chosen) : options(chosen), registry(chosen.database), faults(chosen.faults) {}

    OfficeOptions options;
    Registry registry;
    Faults faults;
    httplib::Server server;
    int port = 0;
    std::thread listener;
    std::mutex sessions_mutex;
    std::set<std::string> sessions;

    std::string new_session() {
        static std::random_device device;
        char text[33];
        const std::lock_guard lock(sessions_mutex);
        std::snprintf(text, sizeof text, "%08x%08x%08x%08x", device(), device(), device(), device());
        sessions.insert(text);
        return text;
    }

    bool signed_in(const httplib::Request& request) {
        const std::lock_guard lock(sessions_mutex);
        return sessions.count(cookie_of(request)) > 0;
    }

    void end_sessions() {
        const std::lock_guard lock(sessions_mutex);
        sessions.clear();
    }

    void be_slow() {
        if (const int wait = faults.now().slow_ms) std::this_thread::sleep_for(std::chrono::milliseconds(wait));
    }

    /// Slow answers and ended sessions come before every page; true if the person may go on.
    bool admitted(const httplib::Request& request, httplib::Response& response) {
        be_slow();
        if (faults.session_ends_now()) end_sessions();
        if (signed_in(request)) return true;
        response.set_redirect("/sign-in?ended=1", 303);
        return false;
    }

    void sign_in(const httplib::Request& request, httplib::Response& response) {
        be_slow();
        if (request.get_param_value("clerk") != options.clerk || request.get_param_value("password") != options.password) {
            response.set_content(sign_in_page(SignIn::refused), html);
            return;
        }
        response.set_header("Set-Cookie", "session=" + new_session() + "; Path=/; HttpOnly; SameSite=Strict");
        response.set_redirect("/menu", 303);
    }

    void person(const httplib::Request& request, httplib::Response& response) {
        const auto found = registry.find(request.get_param_value("number"));
        response.set_content(found ? person_page(*found, registry.registrations_of(found->number))
                                   : search_page("該当する被保険者がいません。"),
                             html);
    }

    void entry(const httplib::Request& request, httplib::Response& response) {
        const auto found = registry.find(request.get_param_value("number"));
        response.set_content(found ? entry_page(*found, {}, {}) : search_page("該当する被保険者がいません。"), html);
    }

    void confirm(const httplib::Request& request, httplib::Response& response) {
        const Registration keyed = entry_of(request);
        const auto found = registry.find(keyed.number);
        if (!found) {
            response.set_content(search_page("該当する被保険者がいません。"), html);
            return;
        }
        const auto wrong = faults_of(keyed);
        response.set_content(wrong.empty() ? confirm_page(*found, keyed) : entry_page(*found, keyed, wrong), html);
    }

    void commit(const httplib::Request& request, httplib::Response& response) {
        const Registration keyed = entry_of(request);
        const auto found = registry.find(keyed.number);
        if (!found || !faults_of(keyed).empty()) {
            response.status = 400;
            response.set_content(trouble_page("登録内容が正しくありません。"), html);
            return;
        }
        if (faults.take(&FaultSettings::drop_before_commit)) return drop(request, response);
        if (const int wait = faults.now().slow_commit_ms) std::this_thread::sleep_for(std::chrono::milliseconds(wait));
        const std::string receipt = registry.insert(keyed, options.clerk);
        if (faults.take(&FaultSettings::drop_after_commit)) return drop(request, response);
        if (faults.take(&FaultSettings::error_after_commit)) {
            response.status = 500;
            response.set_content(trouble_page("システムエラーが発生しました。"), html);
            return;
        }
        response.set_content(done_page(receipt), html);
    }

    void control(const httplib::Request& request, httplib::Response& response) {
        std::map<std::string, std::string> words;
        for (const auto& [name, value] : request.params) words[name] = value;
        if (words.erase("end-sessions")) end_sessions();
        if (!faults.change(words)) {
            response.status = 400;
            response.set_content("unknown fault or number\n", "text/plain");
            return;
        }
        const auto now = faults.now();
        response.set_content("slow=" + std::to_string(now.slow_ms) + " slow-commit=" + std::to_string(now.slow_commit_ms) +
                                 " error-after-commit=" + std::to_string(now.error_after_commit) +
                                 " drop-before-commit=" + std::to_string(now.drop_before_commit) +
                                 " drop-after-commit=" + std::to_string(now.drop_after_commit) +
                                 " end-session-every=" + std::to_string(now.end_session_every) +
                                 " registrations=" + std::to_string(registry.count()) + "\n",
                             "text/plain");
    }

    using Handler = void (Parts::*)(const httplib::Request&, httplib::Response&);
    httplib::Server::Handler behind_sign_in(Handler handler) {
        return [this, handler](const httplib::Request& request, httplib::Response& response) {
            if (admitted(request, response)) (this->*handler)(request, response);
        };
    }

    void route() {
        server.Get("/", [](const auto&, auto& response) { response.set_redirect("/menu", 303); });
        server.Get("/favicon.ico", [](const auto&, auto& response) { response.status = 204; });
        server.Get("/sign-in", [](const auto& request, auto& response) {
            response.set_content(sign_in_page(request.has_param("ended") ? SignIn::ended : SignIn::asked), html);
        });
        server.Post("/sign-in", [this](const auto& request, auto& response) { sign_in(request, response); });
        server.Get("/sign-out", [this](const auto& request, auto& response) {
            const std::lock_guard lock(sessions_mutex);
            sessions.erase(cookie_of(request));
            response.set_redirect("/sign-in", 303);
        });
        server.Get("/menu", [this](const auto& request, auto& response) {
            if (admitted(request, response)) response.set_content(menu_page(options.clerk), html);
        });
        server.Get("/search", [this](const auto& request, auto& response) {
            if (admitted(request, response)) response.set_content(search_page(""), html);
        });
        server.Get("/person", behind_sign_in(&Parts::person));
        server.Get("/entry", behind_sign_in(&Parts::entry));
        server.Post("/confirm", behind_sign_in(&Parts::confirm));
        server.Post("/commit", behind_sign_in(&Parts::commit));
        server.Get("/control", [this](const auto& request, auto& response) { control(request, response); });
    }
};

Office::Office(const OfficeOptions& options) : parts_(std::make_unique<Parts>(options)) {
    parts_->route();
    parts_->server.new_task_queue = [] { return new httplib::ThreadPool(16); };
    parts_->server.set_keep_alive_max_count(1000);
    parts_->server.set_tcp_nodelay(true);
    if (options.port == 0) {
        parts_->port = parts_->server.bind_to_any_port("127.0.0.1");
    } else if (parts_->server.bind_to_port("127.0.0.1", options.port)) {
        parts_->port = options.port;
    }
    if (parts_->port <= 0)
        throw std::runtime_error("ポート " + std::to_string(options.port) + " で待ち受けられません。--port 0 で空きを選べます");
    parts_->listener = std::thread([this] { parts_->server.listen_after_bind(); });
    while (!parts_->server.is_running()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

Office::~Office() {
    stop();
    wait();
}

int Office::port() const { return parts_->port; }
Registry& Office::registry() { return parts_->registry; }
Faults& Office::faults() { return parts_->faults; }

void Office::wait() {
    if (parts_->listener.joinable()) parts_->listener.join();
}

void Office::stop() { parts_->server.stop(); }

}  // namespace yorozu::backoffice
