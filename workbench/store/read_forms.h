#pragma once
#include <string>
#include <vector>

#include "workbench/store/database.h"

namespace yorozu::store {

/// What reading the forms of one template took, machine and people, between two moments.
struct ReadForms {
    std::string template_id;
    std::int64_t forms = 0;             ///< first pages whose newest reading was made then
    std::int64_t timed_pages = 0;       ///< pages that were read within a minute of the one before
    std::int64_t reading_ms = 0;        ///< the time from page to page, of those: what the machine takes while it works through a batch
    std::int64_t decisions = 0;         ///< fields that people decided or entered then, of any form of the template
    double checking_seconds = 0;        ///< that they looked at them
};

/// By template id. `from` is inside, `until` is not.
std::vector<ReadForms> read_forms(const Database& database, TimeMs from, TimeMs until);

}  // namespace yorozu::store
