#pragma once
#include <map>
#include <string>
#include <vector>

#include "tracker/tracker.h"
#include "workbench/desk/cases/cases.h"

/// Which notes still have to go to another tracker, and which came from there. Both are told from the texts alone, so that a sync
/// that broke off anywhere can be repeated. Pure.
namespace yorozu::desk {

/// Key of CaseEvent::changes of a note that came from a tracker: "redmine:soudan/12/77" (entry 12, remark 77).
constexpr const char* remark_origin = "origin";

struct RemarkToSend {
    std::int64_t event = 0;
    std::string text;  ///< with date, name and the line that tells it from others
};
/// The notes, hearings, answers and words of stages that hold, without those marked 内部, those that came from a tracker and those that are
/// there. `base` (of the CaseSync) remembers them, for somebody may take our line out of a remark.
std::vector<RemarkToSend> remarks_to_send(const tracker::Entry& entry, const std::vector<CaseEvent>& events, const std::string& number, std::map<std::string, std::string>& base);

/// Remarks of the entry as events: new ones as notes, those that were rewritten there as corrections of the note that they became. `key`: CaseTracker::key().
std::vector<CaseEvent> remarks_to_take(const tracker::Entry& entry, const std::vector<CaseEvent>& events, const std::string& number, const std::string& key);

}  // namespace yorozu::desk
