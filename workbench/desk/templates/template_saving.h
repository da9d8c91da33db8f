#pragma once
#include "workbench/desk/templates/template_blank.h"
#include "workbench/desk/templates/template_document.h"
#include "workbench/desk/workspace/workspace.h"

namespace yorozu::desk {

/// A form's id made of a file's name: what is no letter, digit, _ or - becomes _. "form" when nothing is left.
std::string form_id_of(const std::filesystem::path& file);

/// The id, or with _2, _3 … the first that the workspace has no template for.
std::string free_form_id(const std::filesystem::path& workspace, const std::string& id);

/// A template with its blanks, for the designer: faults that a person can mend there do not keep it shut. Throws
/// TemplateRequestFault.
ocr::FormTemplate open_template(const std::filesystem::path& file);

/// Writes the document where it came from, or, when it is new, to templates/ID/template.json of the workspace: blanks first
/// (PNG beside it, unless they lie there already), then the definition, each whole or not at all. In a workspace the
/// contents are noted, so that later readings know their template. The document is then saved. `blanks` have the
/// pictures in their own colours; empty for a template that was opened. Throws ExportFailure, TemplateRequestFault when
/// another template of the workspace has this id, NotAllowed without the right it or admin, store::StoreError.
std::filesystem::path save_document(TemplateDocument& document, const std::vector<BlankPage>& blanks, Workspace& workspace, store::TimeMs now);

}  // namespace yorozu::desk
