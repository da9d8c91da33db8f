#include "tests/tracker/redmine.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <iostream>
#include <memory>
#include <sstream>

namespace fs = std::filesystem;

Redmine* Redmine::running() {
    static const bool there = fs::exists("/usr/share/redmine/config.ru") && fs::exists("/usr/bin/ruby");
    static bool said = false;
    if (!there) {
        if (!said) std::cerr << "SKIPPED: Redmine is not installed (script/setup installs redmine and redmine-sqlite); nothing of Redmine is tested\n";
        said = true;
        return nullptr;
    }
    static std::unique_ptr<Redmine> one(new Redmine);
    return one.get();
}

Redmine::Redmine() {
    int out[2];
    REQUIRE(pipe2(out, O_CLOEXEC) == 0);
    const std::string script = std::string(YOROZU_SOURCE_DIR) + "/tests/tracker/redmine.rb", folder = (folder_ / "redmine").string();
    const std::string made = std::string(YOROZU_BIN_DIR) + "/redmine-template.sqlite3";
    process_ = fork();
    if (process_ == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        dup2(out[1], 1);
        execl("/usr/bin/ruby", "ruby", script.c_str(), folder.c_str(), made.c_str(), nullptr);
        _exit(127);
    }
    close(out[1]);
    std::string text;
    char bytes[512];
    for (ssize_t got; text.find("member ") == std::string::npos || text.back() != '\n';) {
        if ((got = read(out[0], bytes, sizeof bytes)) <= 0) break;
        text.append(bytes, static_cast<std::size_t>(got));
    }
    close(out[0]);
    std::istringstream lines(text);
    for (std::string name, value; lines >> name >> value;) {
        if (name == "port") port_ = std::stoi(value);
        if (name == "key") key_ = value;
        if (name == "member") member_ = value;
    }
    if (member_.empty()) {
        std::ifstream log(folder + "/stderr.log");
        FAIL("Redmine did not start: " << std::string(std::istreambuf_iterator<char>(log), {}));
    }
}

Redmine::~Redmine() {
    if (process_ > 0) {
        kill(process_, SIGKILL);
        waitpid(process_, nullptr, 0);
    }
}

namespace {

httplib::Client client(int port) {
    httplib::Client made("127.0.0.1", port);
    made.set_read_timeout(60, 0);
    return made;
}

nlohmann::json successful(const httplib::Result& answer, const std::string& path) {
    INFO(path);
    REQUIRE(answer);
    INFO(answer->body);
    REQUIRE(answer->status / 100 == 2);
    return answer->body.find_first_not_of(" \n") == std::string::npos ? nlohmann::json() : nlohmann::json::parse(answer->body);
}

}  // namespace

nlohmann::json Redmine::get(const std::string& path) { return successful(client(port_).Get(path.c_str(), {{"X-Redmine-API-Key", key_}}), path); }
nlohmann::json Redmine::post(const std::string& path, const nlohmann::json& body) {
    return successful(client(port_).Post(path.c_str(), {{"X-Redmine-API-Key", key_}}, body.dump(), "application/json"), path);
}
void Redmine::put(const std::string& path, const nlohmann::json& body, bool as_member) {
    successful(client(port_).Put(path.c_str(), {{"X-Redmine-API-Key", as_member ? member_ : key_}}, body.dump(), "application/json"), path);
}
void Redmine::remove(const std::string& path) { successful(client(port_).Delete(path.c_str(), {{"X-Redmine-API-Key", key_}}), path); }

std::string Redmine::new_project() {
    const std::string identifier = "soudan-" + std::to_string(++projects_);
    nlohmann::json trackers = nlohmann::json::array(), fields = nlohmann::json::array();
    for (const auto& one : list("/trackers.json", "trackers")) trackers.push_back(one["id"]);
    for (const auto& one : list("/custom_fields.json", "custom_fields")) fields.push_back(one["id"]);
    post("/projects.json", {{"project", {{"name", identifier}, {"identifier", identifier}, {"is_public", false}, {"enabled_module_names", nlohmann::json::array({"issue_tracking"})}, {"tracker_ids", trackers}, {"issue_custom_field_ids", fields}}}});
    const auto user = get("/users.json?name=yamada")["users"][0]["id"];
    int role = 0;
    for (const auto& one : list("/roles.json", "roles"))
        if (one["name"] == "開発者") role = one["id"];
    post("/projects/" + identifier + "/memberships.json", {{"membership", {{"user_id", user}, {"role_ids", nlohmann::json::array({role})}}}});
    return identifier;
}

nlohmann::json Redmine::issues(const std::string& project) { return get("/projects/" + project + "/issues.json?status_id=*&sort=id&limit=100").at("issues"); }

int Redmine::custom_field(const std::string& name) {
    for (const auto& one : list("/custom_fields.json", "custom_fields"))
        if (one["name"] == name) return one["id"];
    FAIL("no custom field " << name);
    return 0;
}

std::string custom_value(const nlohmann::json& issue, const std::string& name) {
    for (const auto& one : issue.value("custom_fields", nlohmann::json::array()))
        if (one["name"] == name) return one["value"].is_string() ? one["value"].get<std::string>() : "";
    return "";
}

std::vector<std::string> notes_of(const nlohmann::json& issue) {
    std::vector<std::string> notes;
    for (const auto& journal : issue.at("journals"))
        if (const auto text = journal.value("notes", std::string()); !text.empty()) notes.push_back(text);
    return notes;
}
