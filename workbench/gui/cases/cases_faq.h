#pragma once
#include "workbench/gui/frame/session.h"

namespace yorozu::gui {

/// よくある相談: what was solved before, most asked first, searched while typing. The number of a case that a person wants to open; "" : none.
std::string show_faq(wxWindow* parent, Session& session);

}  // namespace yorozu::gui
