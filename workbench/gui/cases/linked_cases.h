#pragma once
#include <functional>
#include <string>

#include "workbench/gui/frame/action.h"

class wxWindow;

namespace yorozu::gui {

struct Session;

/// 「つながる相談」 for a room that shows a flow, template or scenario: lists the cases that are linked to it and opens one. `id` answers which
/// one is shown, "" when none is.
Action linked_cases_action(wxWindow* room, Session& session, const std::string& room_name, const std::string& kind, const wxString& menu, std::function<std::string()> id);

}  // namespace yorozu::gui
