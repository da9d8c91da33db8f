#pragma once
#include <chrono>
#include <memory>
#include <nlohmann/json.hpp>
#include <stop_token>
#include <string>

#include "tracker/tracker.h"

namespace yorozu::tracker {

using Kind = TrackerFault::Kind;
using Json = nlohmann::json;

/// JSON over HTTP to one server that may be far away; private to the room. Redirects are not followed (the key would go along),
/// certificates are always checked, answers are limited to 64 MiB.
class Http {
public:
    /// `header`: the one with the key, "X-Redmine-API-Key: …".
    Http(const TrackerPlace& place, const std::string& header, std::stop_token stop);
    ~Http();

    /// Path begins with "/" and goes on after the address. `body` null: none. An empty answer is a null Json.
    /// Throws TrackerFault: no answer, not JSON, or a status that is no success, each in words that say what to mend.
    /// Only a request that changes something may have been done when it fails.
    Json get(const std::string& path) { return send("GET", path, nullptr); }
    Json send(const char* method, const std::string& path, const Json& body);

    static std::string escaped(const std::string& text);  ///< as part of a query

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

/// `json[key]` as text; "" when it is absent or null. Numbers become digits. Throws Json exceptions, which open_tracker's classes turn into faults.
std::string text_of(const nlohmann::json& json, const char* key);
/// 2026-11-21T10:12:00Z → ms since 1970-01-01 UTC; 0 when it is none.
std::int64_t moment_of(const std::string& text);
/// \r\n and \r become \n.
std::string with_plain_line_ends(std::string text);

std::unique_ptr<Tracker> open_redmine(const TrackerPlace& place, std::string_view key, std::stop_token stop);
std::unique_ptr<Tracker> open_kintone(const TrackerPlace& place, std::string_view key, std::stop_token stop);

}  // namespace yorozu::tracker
