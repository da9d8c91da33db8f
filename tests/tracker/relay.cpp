#include "tests/tracker/relay.h"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>

namespace {

sockaddr_in loopback(int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

std::string whole_request(int client) {
    std::string text;
    char bytes[65536];
    for (;;) {
        const auto head = text.find("\r\n\r\n");
        if (head != std::string::npos) {
            const auto length = text.find("Content-Length: ");
            const std::size_t body = length < head ? std::stoul(text.substr(length + 16)) : 0;
            if (text.size() >= head + 4 + body) return text;
        }
        const auto got = recv(client, bytes, sizeof bytes, 0);
        if (got <= 0) return "";
        text.append(bytes, static_cast<std::size_t>(got));
    }
}

void send_all(int socket, const std::string& text) {
    for (std::size_t done = 0; done < text.size();) {
        const auto put = send(socket, text.data() + done, text.size() - done, MSG_NOSIGNAL);
        if (put <= 0) return;
        done += static_cast<std::size_t>(put);
    }
}

std::string answer_to(std::string request, int port) {
    request.insert(request.find("\r\n") + 2, "Connection: close\r\n");
    const int socket_there = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const auto address = loopback(port);
    std::string answer;
    if (connect(socket_there, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
        send_all(socket_there, request);
        char bytes[65536];
        for (ssize_t got; (got = recv(socket_there, bytes, sizeof bytes, 0)) > 0;) answer.append(bytes, static_cast<std::size_t>(got));
    }
    close(socket_there);
    return answer;
}

std::string plain_answer(const std::string& status, const std::string& type, const std::string& body, const std::string& more = "") {
    return "HTTP/1.1 " + status + "\r\nContent-Type: " + type + "\r\nConnection: close\r\n" + more + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

}  // namespace

Relay::Relay(int tracker_port) : tracker_port_(tracker_port), listener_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    auto address = loopback(0);
    if (bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 || listen(listener_, 8) != 0) throw std::runtime_error("relay");
    socklen_t size = sizeof address;
    getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
}

Relay::~Relay() {
    shutdown(listener_, SHUT_RDWR);
    thread_.join();
    close(listener_);
}

int Relay::writes() const {
    return static_cast<int>(std::count_if(requests.begin(), requests.end(), [](const std::string& one) { return one.rfind("GET ", 0) != 0; }));
}

void Relay::serve() {
    for (;;) {
        const int client = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (client < 0) return;
        handle(client);
        close(client);
    }
}

void Relay::handle(int client) {
    const std::string request = whole_request(client);
    if (request.empty()) return;
    const auto space = request.find(' ');
    const std::string method = request.substr(0, space), path = request.substr(space + 1, request.find(' ', space + 1) - space - 1);
    requests.push_back(method + " " + path);
    const Fate told = fate ? fate(method, path) : Fate::pass;
    if (told == Fate::lost_request) return;
    if (told == Fate::html) return send_all(client, plain_answer("200 OK", "text/html", "<!DOCTYPE html><title>サインイン</title>"));
    if (told == Fate::moved) return send_all(client, plain_answer("302 Found", "text/html", "", "Location: http://127.0.0.1:1/\r\n"));
    if (told == Fate::busy) return send_all(client, plain_answer("503 Service Unavailable", "text/html", "<html>"));
    if (told == Fate::silence) {
        pollfd gone{client, POLLIN, 0};  // readable: the program hung up
        poll(&gone, 1, 10'000);
        return;
    }
    const std::string answer = answer_to(request, tracker_port_);
    if (answered) answered(method);
    if (told == Fate::lost_answer) return;
    if (told == Fate::error_after) return send_all(client, plain_answer("500 Internal Server Error", "text/html", "<html>Internal error</html>"));
    send_all(client, told == Fate::cut ? answer.substr(0, answer.size() / 2) : answer);
}
