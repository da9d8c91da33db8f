#pragma once
#include <wx/string.h>

#include <exception>

namespace yorozu::gui {

/// The one place that turns what was thrown into words for a person: what, where, how to mend.
wxString words_of(const std::exception_ptr& thrown);

}  // namespace yorozu::gui
