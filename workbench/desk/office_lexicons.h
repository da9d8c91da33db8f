#pragma once
#include "ocr/lexicon/lexicon.h"
#include "workbench/desk/workspace.h"

namespace yorozu::desk {

/// The office's own word lists over the installed ones.
ocr::LexiconSet office_lexicons(const Workspace& workspace);

}  // namespace yorozu::desk
