#pragma once
#include <filesystem>

#include "workbench/gui/frame/session.h"

namespace yorozu::gui {

/// Blank forms, filled scans and word lists that come with the program: $YOROZU_SAMPLES, share/yorozu/samples beside the
/// program, else those of the sources. Empty when there are none.
std::filesystem::path samples_folder();

/// Where a workspace for trying out is made: yorozu-mihon in the user's data folder.
std::filesystem::path samples_workspace();

/// Imports every folder of scans as a batch of its own into the open workspace, as one job: the same import as for
/// anybody's scans.
void load_samples(wxWindow* owner, Session& session);

}  // namespace yorozu::gui
