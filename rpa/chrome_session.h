#pragma once
#include <chrono>
#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>

#include "rpa/chromium.h"
#include "rpa/driver_process.h"
#include "rpa/http.h"

namespace yorozu::rpa {

/// One browser behind chromedriver, spoken to as https://www.w3.org/TR/webdriver2/ and the DevTools protocol say; private
/// to the room. Throws StepFailure of kind environment when browser or driver are gone. One thread at a time.
class ChromeSession {
public:
    explicit ChromeSession(const ChromiumOptions& options);
    ~ChromeSession();
    ChromeSession(const ChromeSession&) = delete;
    ChromeSession& operator=(const ChromeSession&) = delete;

    struct Reply {
        nlohmann::json value;
        std::string error;    ///< W3C error code or net::…, "" if it went well
        std::string message() const { return value.is_object() ? value.value("message", "") : ""; }
    };
    /// `path` begins behind the session: "/url".
    Reply call(const char* method, const std::string& path, const nlohmann::json& body = {});
    Reply devtools(const char* command, const nlohmann::json& parameters);
    /// `body` of a function of `arguments`, with page_script's functions before it.
    Reply script(const std::string& body, const nlohmann::json& arguments);
    /// Throws StepFailure unless the error is one that passes by itself while a page changes under our hands.
    static void require_passing(const Reply& reply);
    /// How long a page may take to load.
    void page_timeout(std::chrono::milliseconds timeout);
    /// Chromium sends a request again, a POST too, when a connection that it had used before is cut without an answer:
    /// a commit would reach the target twice. A connection that was never used before is not given that second try.
    /// Wanted anew in every window.
    void one_request_per_connection();

    /// The window that the session begins in; another one only if that was closed.
    const std::string& first_window() const { return first_window_; }
    void first_window(std::string handle) { first_window_ = std::move(handle); }
    /// Private to this browser; deleted with it.
    const std::filesystem::path& folder() const { return process_.folder(); }

    static constexpr const char* element_key = "element-6066-11e4-a52e-4f735466cecf";
    static nlohmann::json reference(const std::string& element) { return {{element_key, element}}; }

private:
    void begin(const ChromiumOptions& options);

    DriverProcess process_;
    Http http_;
    std::function<void(std::chrono::nanoseconds)> command_took_;
    std::string path_;
    std::string first_window_;
    std::chrono::milliseconds page_timeout_{300'000};
};

}  // namespace yorozu::rpa
