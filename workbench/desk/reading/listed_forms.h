#pragma once
#include <string>
#include <vector>

#include "workbench/desk/workspace/workspace.h"

namespace yorozu::desk {

/// A template of the workspace as lists and searches show it.
struct ListedForm {
    std::string id;
    std::string title;
    int fields = 0;
    int pages = 1;
    bool masked = false;  ///< has a field that is never shown
};
/// By id. Reads the definitions only, never a blank's picture (Workspace::templates decodes those): some milliseconds.
/// Files that are no template are left out.
std::vector<ListedForm> listed_forms(const Workspace& workspace);

}  // namespace yorozu::desk
