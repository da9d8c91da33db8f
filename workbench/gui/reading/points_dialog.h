#pragma once
#include <optional>
#include <string>

#include "workbench/desk/reading/batch_pages.h"
#include "workbench/desk/reading/read_as_form.h"
#include "workbench/gui/frame/session.h"

class wxWindow;

namespace yorozu::gui {

/// 三点で合わせる: a person shows on a scan, which no template fits, where three places of the form lie. By pointer, or by
/// arrows and Enter. Nothing when it was called off.
std::optional<desk::ShownPlaces> ask_for_places(wxWindow* parent, Session& session, const std::string& batch,
                                                const desk::ListedPage& page, const std::string& template_id);

}  // namespace yorozu::gui
