#pragma once
#include "workbench/desk/export/export_profile.h"
#include "workbench/gui/frame/session.h"

namespace yorozu::gui {

/// How one template's forms are written for one receiver: which columns in which order, their headings, how each value is written. Kept
/// in the workspace when the dialog is left with 保存. The kept profile; nothing when it was called off. `profile.name` "" : a new one.
std::optional<desk::ExportProfile> edit_profile(wxWindow* parent, Session& session, desk::ExportProfile profile, const ocr::FormTemplate& form);

}  // namespace yorozu::gui
