#pragma once
#include "workbench/gui/frame/room.h"

namespace yorozu::gui {

/// In a workspace with people: name and passphrase, before anything of it is shown.
Room* make_sign_in_page(wxWindow* parent, Session& session);

}  // namespace yorozu::gui
