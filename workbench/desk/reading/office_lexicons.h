#pragma once
#include <vector>

#include "ocr/form/form_template.h"
#include "ocr/lexicon/lexicon.h"
#include "workbench/desk/workspace/workspace.h"

namespace yorozu::desk {

/// The word lists that rules are checked with: those of the workspace and those beside its templates.
/// Throws RequestFault for a broken list.
ocr::LexiconSet office_lexicons(const Workspace& workspace);
ocr::LexiconSet office_lexicons(const Workspace& workspace, const std::vector<ocr::FormTemplate>& forms);

/// Copies the lists that came with the templates (a folder `lexicons` beside or above them) into the workspace, so
/// that later checks use the same ones. A list that the office has already stays as it is.
void keep_lexicons(Workspace& workspace, const std::vector<ocr::FormTemplate>& forms);

}  // namespace yorozu::desk
