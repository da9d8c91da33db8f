#pragma once
#include <functional>
#include <optional>
#include <string>

#include "workbench/desk/cases/cases.h"
#include "workbench/gui/frame/session.h"

namespace yorozu::gui {

/// What going on to this stage needs: 完了 a result and the solution, 見送り a reason. Nothing is asked for other stages. Nothing: the person
/// went back. `text`: words for the history that were typed already.
std::optional<desk::CaseAdvance> ask_advance(wxWindow* parent, const desk::Case& one, desk::CaseStage to, const std::string& text = "");

/// Takes the case on (or back) and says so; it can be undone. `follow` is called after this, undo and redo. False: it failed, and was said.
bool advance_case(Session& session, const desk::Case& one, const desk::CaseAdvance& step, std::function<void()> follow);

}  // namespace yorozu::gui
