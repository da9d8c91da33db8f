#pragma once
#include <nlohmann/json.hpp>

#include "rpa/scenario.h"

// Private to the room: reading of steps, apart from the reading of the file around them.
namespace yorozu::rpa {

/// Collects faults while reading, so that a person sees all of them at once.
class StepReader {
public:
    /// `folder`: where scenarios that are called stand; "" reads no other file.
    explicit StepReader(std::vector<ScenarioFault>& faults, std::filesystem::path folder = {}, int depth = 0)
        : faults_(faults), folder_(std::move(folder)), depth_(depth) {}

    std::vector<Step> steps(const nlohmann::json& list, const std::string& place);
    Target target(const nlohmann::json& selectors, const std::string& place);
    std::vector<std::string> words(const nlohmann::json& list, const std::string& place);
    void fault(const std::string& place, const std::string& what, const std::string& mend) {
        faults_.push_back({place, what, mend});
    }

private:
    std::optional<Step> step(const nlohmann::json& object, const std::string& place);
    void members(Step& step, const nlohmann::json& object);
    void find_members(Step& step, const nlohmann::json& object);
    void commit_members(Step& step, const nlohmann::json& object);
    void expect_members(Step& step, const nlohmann::json& object);
    void dialog_members(Step& step, const nlohmann::json& object, const std::string& place);
    void calendar_members(Step& step, const nlohmann::json& object);
    void window_members(Step& step, const nlohmann::json& object);
    void call_members(Step& step, const std::string& name);
    bool truth(const nlohmann::json& object, const char* key, const std::string& place);
    std::string word_of(const nlohmann::json& object, const char* key, const std::string& place, const std::vector<std::string>& choices,
                        const std::string& otherwise);
    Value value(const nlohmann::json& object, const std::string& place);
    std::vector<Value> values(const nlohmann::json& list, const std::string& place);
    Target part(const nlohmann::json& object, const char* key, const std::string& place);
    OnUnkeyable on_unkeyable(const nlohmann::json& object, const char* key, const std::string& place);

    std::vector<ScenarioFault>& faults_;
    std::filesystem::path folder_;
    int depth_ = 0;
};

}  // namespace yorozu::rpa
