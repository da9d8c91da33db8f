#include "workbench/gui/controls/words.h"

#include <wx/translation.h>

namespace yorozu::gui {

wxString tr(const char* japanese) { return wxGetTranslation(wxString::FromUTF8(japanese)); }

wxString grouped(long long number) {
    std::string digits = std::to_string(number < 0 ? -number : number);
    for (int at = static_cast<int>(digits.size()) - 3; at > 0; at -= 3) digits.insert(static_cast<std::size_t>(at), ",");
    return (number < 0 ? "-" : "") + digits;
}

}  // namespace yorozu::gui
