#pragma once
#include "workbench/gui/frame/room.h"

namespace yorozu::gui {

/// While no workspace is open: try the samples, make one, open one, and those used before.
Room* make_start_page(wxWindow* parent, Session& session);

}  // namespace yorozu::gui
