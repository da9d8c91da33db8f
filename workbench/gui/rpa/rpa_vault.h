#pragma once
#include <wx/window.h>

#include <functional>
#include <memory>

#include "workbench/desk/people/passphrase.h"
#include "workbench/gui/frame/session.h"

namespace yorozu::gui {

/// 金庫: the names of the secrets, never their values. Made, filled, replaced, removed and given another passphrase here.
void show_vault(wxWindow* parent, Session& session);

/// Asks for the vault's passphrase; null when the person did not want to.
std::shared_ptr<const desk::Passphrase> ask_vault_passphrase(wxWindow* parent);

/// For desk::RpaEvents: gives the passphrase that was asked for before the run; nothing without one.
std::function<std::unique_ptr<desk::Passphrase>()> giving(std::shared_ptr<const desk::Passphrase> passphrase);

}  // namespace yorozu::gui
