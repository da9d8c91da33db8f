#pragma once
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "rpa/scenario.h"

namespace yorozu::rpa {

/// A scenario that a person edits. A value: a copy is a state to go back to. Every change either leaves a scenario that
/// can be read, or changes nothing and says why. Places are JSON pointers of steps ("/perRecord/3", "/perRecord/0/steps/1").
class ScenarioDocument {
public:
    /// Text that is no scenario is kept as it is; then reading() has the faults and nothing can be changed.
    explicit ScenarioDocument(const std::string& written, std::filesystem::path file = {});

    const ScenarioReading& reading() const { return *reading_; }
    const std::string& text() const { return text_; }  ///< as written_scenario writes it
    const std::filesystem::path& file() const { return file_; }

    /// How a key of a step is written: JSON, "" if it is not there. The step's own place gives the whole step.
    std::string value_at(const std::string& place, const std::string& key = "") const;

    /// Each returns why not (Japanese), "" if it was done.
    std::string set(const std::string& place, const std::string& key, const std::string& value);  ///< "" takes the key away
    std::string add_after(const std::string& place, const std::string& type, std::string& added);  ///< place "/setup", "/perRecord": at its end
    std::string remove(const std::string& place);
    std::string move(const std::string& place, int by, std::string& moved);  ///< among its neighbours
    /// To before or behind another step, in whatever list that stands; beside a part ("/setup"): to its beginning.
    enum class Side { before, behind };
    std::string move_beside(const std::string& place, const std::string& beside, Side side, std::string& moved);
    std::string copy(const std::string& place, std::string& added);

    friend bool operator==(const ScenarioDocument& one, const ScenarioDocument& other) { return one.text_ == other.text_; }

private:
    template <class Change>
    std::string change(const Change& how);

    std::filesystem::path file_;
    std::string text_;
    std::shared_ptr<const ScenarioReading> reading_;
};

}  // namespace yorozu::rpa
