#pragma once
#include <wx/string.h>

#include <filesystem>
#include <string_view>

namespace yorozu::gui {

/// What desk and engines say, on the screen: reasons, faults, formulas, deeds. They speak Japanese, with names and numbers in their
/// sentences; on an English screen a sentence is found by its form in po/desk-en.po:
///   msgid "「{1}」の分数を {2} に変更"   msgstr "make the minutes of “{1}” {2}"
/// What stands in a hole is put into English in turn, unless 「」 around it mark it as a name; a hole ends before 、 ／ and =, one
/// written {1*} does not. Of several forms the one with the most letters of its own is taken; a sentence without any stays Japanese. Of a
/// fault (what: where: mend) each part is looked up by itself. Window's thread only.
wxString said(std::string_view utf8);

/// Reads the compiled catalogue; "" or a file that is none: Japanese.
void use_sentences(const std::filesystem::path& catalogue);

}  // namespace yorozu::gui
