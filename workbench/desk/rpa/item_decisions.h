#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "rpa/steps.h"
#include "rpa/work_queue.h"
#include "workbench/desk/workspace/workspace.h"

namespace yorozu::desk {

/// What a person found out about an item whose outcome was not seen, or what is to become of one that failed.
struct ItemDecision {
    enum class What {
        there,      ///< 先方にあった: done; wants the target's number, a reason and a picture
        not_there,  ///< 先方になかった: waits to be keyed again; wants a reason, a picture and a second person
        again,      ///< after a business or system exception: waits to be keyed again; wants a reason
    } what = What::again;
    std::string number;
    std::string reason;             ///< goes into the journal: without personal data
    std::filesystem::path picture;  ///< PNG of the target's screen; copied into the evidence
    std::string second_person;      ///< who else looked; not the one who decides
};

/// Writes the decision and its line in the journal together. In a workspace with people the second person must have
/// signed in to `second` (a Workspace of its own on the same folder); else the name alone is noted. Wants the right clerk.
/// Throws RequestFault: something is missing, or the item is not in such a state any more.
void decide_item(Workspace& workspace, std::int64_t item, const ItemDecision& decision, const Clock& clock, Workspace* second = nullptr);

/// One line of an item's history, as a person reads it.
struct JournalLine {
    store::TimeMs at = 0;
    std::string step;       ///< id
    std::string outcome;    ///< as the engine wrote it
    std::string words;      ///< Japanese
    std::string evidence;   ///< file name under the evidence folder, or ""
    bool doubtful = false;
    std::vector<rpa::ReadBack> read_backs = {};  ///< of a line about these: step, column and verdict, no values
};
/// Oldest first. Wants the right clerk, it or manager; a view in the audit log.
std::vector<JournalLine> item_journal(Workspace& workspace, std::int64_t item);

/// Whether the item waits for a person; unknown ones first.
bool waits_for_person(rpa::ItemState state);

}  // namespace yorozu::desk
