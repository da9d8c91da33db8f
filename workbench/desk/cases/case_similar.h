#pragma once
#include <string>
#include <vector>

#include "workbench/desk/cases/cases.h"

namespace yorozu::desk {

/// What may already answer a case: another one, of any department and year, or a scenario, template or flow that is finished.
struct Similar {
    std::string kind;    ///< "case", "scenario", "template", "flow"
    std::string id;      ///< number or id
    std::string title;
    std::string remark;  ///< department and stage
    std::string line;    ///< its solution, or one fact
    double score = 0;    ///< only to compare
};
/// Best first. Quick enough to be asked at every key (docs/benchmarks.md). Shows only what the person may see.
std::vector<Similar> similar_work(Workspace& workspace, const std::string& text, std::size_t most = 8);

}  // namespace yorozu::desk
