#pragma once
#include <string>
#include <vector>

#include "workbench/desk/workspace.h"

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
    } kind = Kind::check;
    std::string subject;     ///< the batch, or the scenario's id
    int count = 0;           ///< fields, files, pages or records
    store::TimeMs oldest = 0;///< when the batch was begun, or the first record was queued
    int of = 0;              ///< check: fields that waited or were decided; else 0
    std::string department;  ///< "" : nobody noted one
};

/// Everything that waits and that the session's person may see, batches before scenarios; within those, unknown records first, then the
/// oldest. What a scenario still has to key by itself does not wait for a person and is left out.
std::vector<WaitingWork> waiting_work(Workspace& workspace);

}  // namespace yorozu::desk
