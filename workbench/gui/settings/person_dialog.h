#pragma once
#include "workbench/gui/frame/session.h"

namespace yorozu::desk {
struct Person;
}

namespace yorozu::gui {

/// Asks for name, rights, departments and passphrase of somebody new, and adds them. The name; "" when it was called off.
std::string add_person(wxWindow* parent, Session& session, bool first);
/// Rights and departments of somebody known; what was chosen is in `person`. False: called off.
bool edit_rights(wxWindow* parent, desk::Person& person);
/// Asks for a new passphrase twice, and keeps it. False: called off.
bool change_passphrase(wxWindow* parent, Session& session, const std::string& name);

}  // namespace yorozu::gui
