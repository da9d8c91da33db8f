#pragma once
#include <wx/window.h>

#include <optional>

#include "workbench/desk/rpa/schedules.h"
#include "workbench/gui/frame/session.h"

namespace yorozu::gui {

/// The form of one schedule. While it is filled in, it says when the schedule would be due next, or what is wrong. Nothing when
/// the person goes back.
std::optional<desk::Schedule> ask_schedule(wxWindow* parent, Session& session, const wxString& title, const desk::Schedule& start);

}  // namespace yorozu::gui
