#include "workbench/store/schema.h"
#include "workbench/store/table_sums.h"

namespace yorozu::store {

// A step that has been released is never edited: what it lacks comes in a later one.
std::span<const Migration> migrations() {
    static const Migration steps[] = {
        {1, "documents, corrections, records", documents_schema},
        {2, "baselines, costs, cases", hours_schema},
        {3, "work queue", queue_schema},
        {4, "checking: steps, characters, double entry", checking_schema},
        {5, "people, audit log", people_schema},
        {6, "targets", targets_schema},
        {7, "cases with their index", cases_schema},
        {8, "keyed records, exclusions, plans", keyed_schema},
        {9, "cases: merging, attachments, standard questions, views", help_desk_schema},
        {10, "sums of tables", sums_schema},
        {11, "retention: rules, holds, erasures", retention_schema},
        {12, "sums of files", kept_files_schema},
    };
    return steps;
}

}  // namespace yorozu::store
