#pragma once
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "rpa/recorded_event.h"
#include "rpa/recorded_scenario.h"

namespace yorozu::rpa {

/// What was typed during a recording, as the scenario writes it: a secret, the column of the record that the person had in hand, or a
/// column named after the field. Private to the room.
class RecordedValues {
public:
    /// Columns, secrets and doubts are noted in `result`; all must outlive this.
    RecordedValues(const std::vector<RecordedEvent>& events, const DraftOptions& options, RecordedScenario& result);

    /// {"field": …}, {"secret": …}, {"text": …} or {"lua": …}.
    nlohmann::ordered_json of(const RecordedEvent& event);

private:
    void use_column(const std::string& column);

    const DraftOptions& options_;
    RecordedScenario& result_;
    const std::map<std::string, std::string>* record_ = nullptr;  ///< of which most typed values are
    std::map<std::string, std::vector<std::vector<std::string>>> columns_of_fields_;
};

/// The value with the words that stand around it on the screen.
nlohmann::ordered_json with_words_around(const std::string& before, const nlohmann::ordered_json& value, const std::string& after);

/// Notes what a person must look at, once.
void note_doubt(RecordedScenario& result, const std::string& words);

}  // namespace yorozu::rpa
