#pragma once
#include <wx/string.h>

#include <string>
#include <string_view>

namespace yorozu::gui {

/// The words of the screen. The Japanese text is the key: `tr("束")` is 束 in Japanese and the catalogue's word
/// (po/en.po) in English. xgettext looks for calls of this name with one literal.
wxString tr(const char* japanese);

/// Marks a literal in a table for the catalogue; tr() is asked when it is shown.
constexpr const char* word(const char* japanese) { return japanese; }

/// Text from desk and engines (UTF-8) for the screen, and back.
inline wxString shown(std::string_view utf8) { return wxString::FromUTF8(utf8.data(), utf8.size()); }
inline std::string utf8(const wxString& text) { return text.utf8_string(); }

/// 1234567 → 1,234,567
wxString grouped(long long number);

}  // namespace yorozu::gui
