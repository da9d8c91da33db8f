#pragma once
#include "workbench/gui/room.h"

namespace yorozu::gui {

/// What the workspace has, as a plain list: for rooms that are not built yet.
Room* make_forms_room(wxWindow* parent, Session& session);

}  // namespace yorozu::gui
