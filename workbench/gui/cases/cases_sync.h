#pragma once
#include <wx/window.h>

#include "workbench/gui/frame/session.h"

namespace yorozu::gui {

/// 課題管理とそろえる: brings the cases together with Redmine or kintone, shows both sides of what was changed on both, and takes the person's word.
void show_case_sync(wxWindow* parent, Session& session);

}  // namespace yorozu::gui
