#pragma once
#include "workbench/gui/frame/room.h"

namespace yorozu::gui {

/// 読取: scans become batches; the list of batches.
Room* make_reading_room(wxWindow* parent, Session& session);

}  // namespace yorozu::gui
