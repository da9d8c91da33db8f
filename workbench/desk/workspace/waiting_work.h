#pragma once
#include <optional>
#include <string>
#include <vector>

#include "workbench/desk/workspace/workspace.h"

namespace yorozu::desk {

/// A line of what waits for a person: counts only, never a value or a name from a form.
struct WaitingWork {
    enum class Kind {
        check,               ///< fields of a batch to look at
        unread,              ///< files of a batch whose reading was stopped
        refused,             ///< pages that fit no template
        failed,              ///< pages that could not be loaded
        unknown,             ///< records that may or may not be in the target: a person decides
        business_exception,  ///< records whose data the target did not take
        system_exception,    ///< records at which the machine failed
        case_overdue,        ///< a consultation whose next date has passed
        case_due,            ///< a consultation whose next date is today
        case_unanswered,     ///< an open consultation that nobody has answered yet
        retention,           ///< personal data whose time is over: somebody erases it (due_retention)
    } kind = Kind::check;
    std::string subject;     ///< the batch, the scenario's id, or the case's number
    int count = 0;           ///< fields, files, pages, records; 1 case
    store::TimeMs oldest = 0;///< when the batch was begun, the first record was queued, the case was received
    int of = 0;              ///< check: fields that waited or were decided; else 0
    std::string department;  ///< "" : nobody noted one
    std::string title = {};  ///< of a case
    std::string next = {};   ///< case_overdue, case_due: its next action; "" if nobody noted one
};

/// No more consultations than these are listed: the rest is in their room.
constexpr std::size_t most_waiting_cases = 20;

/// Everything that waits and that the session's person may see, batches before scenarios before cases; within those, unknown records
/// and overdue cases first, then the oldest. What a scenario still has to key by itself does not wait for a person and is left out.
/// Cases are listed for those who may write them; due ones for whoever they are assigned to, or for all if for nobody. `now`: for what is overdue.
std::vector<WaitingWork> waiting_work(Workspace& workspace, store::TimeMs now);

/// What the rules of retention would erase today, for those who may. It walks over all forms: not for the UI thread.
std::optional<WaitingWork> due_retention(Workspace& workspace);

/// What people and the robot finished, by everybody.
struct DoneWork {
    int fields = 0;   ///< decided by a person
    int records = 0;  ///< keyed and seen in the target
};
DoneWork done_since(Workspace& workspace, store::TimeMs since);

}  // namespace yorozu::desk
