#pragma once
#include <functional>
#include <string>
#include <thread>
#include <vector>

/// Stands between the program and a tracker and loses what it is told to lose. One request at a time, a connection each.
class Relay {
public:
    enum class Fate {
        pass,
        lost_request,  ///< closed before the tracker hears of it
        lost_answer,   ///< the tracker does it, the answer never comes
        error_after,   ///< the tracker does it and the answer is a 500
        html,          ///< not asked; a page comes back
        silence,       ///< not asked; nothing comes back until the program gives up
        moved,         ///< not asked; 302 to elsewhere
        busy,          ///< not asked; 503
        cut,           ///< half of the answer
    };
    explicit Relay(int tracker_port);
    ~Relay();

    int port() const { return port_; }
    std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
    /// Asked for each request: method and path.
    std::function<Fate(const std::string& method, const std::string& path)> fate;
    /// Called when the tracker has answered and the program has not heard of it yet.
    std::function<void(const std::string& method)> answered;
    std::vector<std::string> requests;  ///< "PUT /issues/1.json"; read while nothing is under way
    int writes() const;

private:
    void serve();
    void handle(int client);
    int tracker_port_, listener_, port_ = 0;
    std::thread thread_;
};
