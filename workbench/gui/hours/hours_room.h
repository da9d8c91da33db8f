#pragma once
#include "workbench/gui/frame/room.h"

namespace yorozu::gui {

/// 効果: reported and measured hours beside each other, the year's build-up, planned amounts with their grade, and each number down to its
/// records.
Room* make_hours_room(wxWindow* parent, Session& session);

}  // namespace yorozu::gui
