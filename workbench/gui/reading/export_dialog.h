#pragma once
#include "workbench/gui/frame/session.h"

namespace yorozu::gui {

/// Asks for the kind of file and its place, writes the batch as a job, and says which characters the encoding does not
/// have.
void export_batch(wxWindow* parent, Session& session, const std::string& batch);

}  // namespace yorozu::gui
