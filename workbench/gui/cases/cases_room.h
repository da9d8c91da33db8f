#pragma once
#include "workbench/gui/frame/room.h"

namespace yorozu::gui {

/// 相談: stages with counts, the list with full-text search, one case, and a new one with what may already answer it.
Room* make_cases_room(wxWindow* parent, Session& session);

}  // namespace yorozu::gui
