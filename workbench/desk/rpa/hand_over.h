#pragma once
#include <string>

#include "workbench/desk/workspace/workspace.h"

namespace yorozu::desk {

/// A scenario that was built and tried goes to those who will run it.
struct HandOver {
    std::string owner;        ///< department and section that answer for it from now on
    std::string verified_on;  ///< ISO day on which the trial was looked at
    std::string expires_on;   ///< ISO day by which somebody must look again
    std::string note;         ///< what they must know; stays in the scenario and is the version's reason
};

/// Writes owner, days and note into the scenario and keeps it as a version. Wants the right it. Throws RequestFault: no owner, a
/// day that is none, an expiry that is not after the day it was verified. Returns the version's number.
int hand_over(Workspace& workspace, const std::string& name, const std::string& json, const HandOver& wanted);

}  // namespace yorozu::desk
