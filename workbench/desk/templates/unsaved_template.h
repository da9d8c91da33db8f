#pragma once
#include "workbench/desk/templates/template_blank.h"
#include "workbench/desk/templates/template_document.h"
#include "workbench/desk/workspace/workspace.h"

namespace yorozu::desk {

/// A template that was being edited and is not saved: kept in drafts/form-ID/ of the workspace while it is edited, so that no crash
/// loses more than the last second. Not part of backups.
struct UnsavedTemplate {
    std::string form_id, title;
    store::TimeMs changed = 0;
};

/// Puts the document as it stands there, in place of what was kept of it; each file whole or not at all. Throws ExportFailure,
/// store::StoreError.
void keep_unsaved(const TemplateDocument& document, const std::vector<BlankPage>& blanks, const Workspace& workspace);
/// Nothing is kept any more. Silently nothing where nothing is.
void drop_unsaved(const std::string& form_id, const Workspace& workspace);
/// Newest first; what cannot be read is left out.
std::vector<UnsavedTemplate> unsaved_templates(const Workspace& workspace);

/// The form as it was left, on the paper of the template that it is a change of; its file is "" when it was never saved. Throws
/// TemplateRequestFault.
ocr::FormTemplate take_up_unsaved(const std::string& form_id, const Workspace& workspace);

}  // namespace yorozu::desk
