#pragma once
#include <cstdlib>
#include <filesystem>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/rpa-command/command_desk.h"

/// While it lives, the temporary files of this process lie in a folder of its own: there a recorded browser is found.
class OwnTemporary {
public:
    explicit OwnTemporary(const std::filesystem::path& folder) {
        if (const char* before = std::getenv("TMPDIR")) usual_ = before;
        std::filesystem::create_directories(folder);
        setenv("TMPDIR", folder.c_str(), 1);
    }
    ~OwnTemporary() { setenv("TMPDIR", usual_.c_str(), 1); }
    OwnTemporary(const OwnTemporary&) = delete;
    OwnTemporary& operator=(const OwnTemporary&) = delete;

private:
    std::string usual_ = "/tmp";
};

/// yorozu rpa record on a desk of its own; what a person does meanwhile is for PersonAtBrowser or PersonAtDesktop.
struct RecordingDesk : CommandDesk {
    using Json = nlohmann::ordered_json;
    std::filesystem::path scenario = folder / "recorded.json";

    /// `where`: an address; `program`: what runs on a desktop instead.
    pid_t record(const std::vector<std::string>& where, const std::vector<std::string>& program = {}, const std::string& data = "") const {
        std::vector<std::string> words = {"rpa", "record", "--headless", "--out", scenario.string()};
        if (!program.empty()) words.push_back("--desktop");
        if (!data.empty()) words.insert(words.end(), {"--data", data});
        words.insert(words.end(), where.begin(), where.end());
        if (!program.empty()) words.push_back("--");
        words.insert(words.end(), program.begin(), program.end());
        return start(words);
    }
    Json recorded() const { return Json::parse(contents(scenario)); }
    static std::vector<std::string> types_of(const Json& steps) {
        std::vector<std::string> types;
        for (const auto& step : steps) types.push_back(step.at("type"));
        return types;
    }
    /// Nothing that was typed or said in secret stands in the recording or in what the command printed.
    void require_none_of(std::initializer_list<const char*> words) const {
        for (const std::string word : words) {
            INFO(word);
            CHECK(contents(scenario).find(word) == std::string::npos);
            CHECK(err().find(word) == std::string::npos);
        }
    }
};
