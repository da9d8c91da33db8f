#pragma once
#include "workbench/gui/room.h"

namespace yorozu::gui {

/// 設定: what one person likes to see, and what the office decided for its workspace. Every change counts at once and can
/// be undone.
Room* make_settings_room(wxWindow* parent, Session& session);

}  // namespace yorozu::gui
