#pragma once
#include <wx/arrstr.h>
#include <wx/string.h>

#include <cstddef>
#include <optional>

class wxWindow;

namespace yorozu::gui {

/// Short questions to a person, modal. The question is also the name that a screen reader says of the list or line. UI thread.

/// Which of the choices (not empty); nothing if called off.
std::optional<std::size_t> asked_which(wxWindow* parent, const wxString& question, const wxString& title, const wxArrayString& choices, std::size_t first = 0);
/// A line of words; nothing if called off.
std::optional<wxString> asked_words(wxWindow* parent, const wxString& question, const wxString& title, const wxString& proposed = {});

}  // namespace yorozu::gui
