#pragma once
#include "workbench/gui/frame/room.h"

namespace yorozu::gui {

/// 設定: pages under tabs (settings_page.h). Every change counts at once; what can be undone is.
Room* make_settings_room(wxWindow* parent, Session& session);

}  // namespace yorozu::gui
