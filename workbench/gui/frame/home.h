#pragma once
#include "workbench/gui/frame/room.h"

namespace yorozu::gui {

/// ホーム: what waits for the person, one key to each.
Room* make_home(wxWindow* parent, Session& session);

}  // namespace yorozu::gui
