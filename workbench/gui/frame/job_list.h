#pragma once
#include "workbench/gui/frame/jobs.h"

class wxWindow;

namespace yorozu::gui {

/// 一覧を開く: a window with all that runs, each with its progress and a way to stop it. One at a time; it stays open when
/// nothing runs any more. `jobs` outlives it.
void show_job_list(wxWindow* parent, Jobs& jobs);

}  // namespace yorozu::gui
