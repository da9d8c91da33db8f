#pragma once
#include <httplib.h>

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "tests/store/temporary_folder.h"

/// Debian's Redmine, started by redmine.rb once for the program; gone with it.
class Redmine {
public:
    /// Null, with a notice on stderr, where it is not installed.
    static Redmine* running();
    ~Redmine();

    int port() const { return port_; }
    const std::string& key() const { return key_; }           ///< of the administrator
    const std::string& member_key() const { return member_; } ///< of 山田 太郎, a developer in the projects that new_project makes

    /// Its identifier. Trackers, custom fields and 山田 are in it.
    std::string new_project();
    /// As the administrator, or as 山田. The answer must be a success.
    nlohmann::json get(const std::string& path);
    nlohmann::json list(const std::string& path, const char* name) { return get(path).at(name); }
    nlohmann::json post(const std::string& path, const nlohmann::json& body);
    void put(const std::string& path, const nlohmann::json& body, bool as_member = false);
    void remove(const std::string& path);

    nlohmann::json issues(const std::string& project);
    nlohmann::json issue(int id) { return get("/issues/" + std::to_string(id) + ".json?include=journals").at("issue"); }
    int custom_field(const std::string& name);

private:
    Redmine();
    TemporaryFolder folder_;
    pid_t process_ = 0;
    int port_ = 0, projects_ = 0;
    std::string key_, member_;
};

/// The issue's journals.
inline nlohmann::json journals_of(const nlohmann::json& issue) { return issue.at("journals"); }
/// Text of a custom field of an issue, "" when it has none.
std::string custom_value(const nlohmann::json& issue, const std::string& name);
/// Texts of the notes, oldest first.
std::vector<std::string> notes_of(const nlohmann::json& issue);
