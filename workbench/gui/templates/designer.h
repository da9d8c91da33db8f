#pragma once
#include "workbench/gui/frame/room.h"

namespace yorozu::gui {

/// 帳票: a template from an empty form; boxes and combs are found and offered, drawn and adjusted, and tried at once on a
/// filled sample. Subject: the id of a template of the workspace, or a file.
Room* make_designer_room(wxWindow* parent, Session& session);

}  // namespace yorozu::gui
