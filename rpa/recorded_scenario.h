#pragma once
#include <map>
#include <string>
#include <vector>

#include "rpa/recorded_event.h"

namespace yorozu::rpa {

/// What the recording is made with besides what was done.
struct DraftOptions {
    std::string title = "録画したシナリオ";
    std::string owner = "（持ち主を書いてください）";
    /// Records that the person had in hand: a typed value that stands in one becomes its column. Empty: each typed value becomes a
    /// column named after its field, and the value is thrown away.
    std::vector<std::map<std::string, std::string>> records;
};

struct RecordedScenario {
    std::string scenario;               ///< JSON as written_scenario writes it; "" if nothing was done
    int steps = 0;
    std::vector<std::string> columns;   ///< that the scenario wants
    std::vector<std::string> secrets;   ///< names that the vault must have
    std::string commit;                 ///< label of the button that was taken for the commit, "" if none
    bool finds = false;                 ///< the person looked the registration up afterwards: there is a verify.find
    std::vector<std::string> doubts;    ///< what a person must look at, Japanese
};

/// Steps from what was done. Signing in goes to the set-up, signing out to the tear-down. The commit is the last press of a button
/// that says 登録, 確定, 送信 … after which the screen said that something was registered: a guess, and said to be one. A search
/// behind it that shows the registration in a list becomes verify.find.
RecordedScenario scenario_of(const std::vector<RecordedEvent>& events, const DraftOptions& options);

}  // namespace yorozu::rpa
