#include "workbench/gui/controls/heading.h"

namespace yorozu::gui {

wxStaticText* heading(wxWindow* parent, const wxString& words, float scale, long style) {
    auto* made = new wxStaticText(parent, wxID_ANY, words, wxDefaultPosition, wxDefaultSize, style);
    made->SetFont(parent->GetFont().Scaled(scale));
    made->InvalidateBestSize();
    made->SetMinSize(words.empty() ? wxSize(-1, made->GetCharHeight() + 2) : made->GetTextExtent(words) + wxSize(4, 2));
    return made;
}

wxString wrapped(const wxWindow& window, const wxString& words, int width) {
    const wxString closing = wxString::FromUTF8("、。，．・：；」』）)】〕ー…！？%");
    wxString lines, line;
    for (const wxUniChar one : words) {
        if (one == '\n') {
            lines += line + "\n";
            line.clear();
            continue;
        }
        if (!line.empty() && window.GetTextExtent(line + one).x > width) {
            // A closing mark takes the character before it along.
            wxString carried;
            if (closing.find(one) != wxString::npos && line.length() > 1) {
                carried = line.Last();
                line.RemoveLast();
            } else if (one < 128 && one != ' ') {  // words and numbers stay whole
                const auto at = line.find_last_of(' ');
                std::size_t from = line.length();
                while (from > 0 && line[from - 1] < 128 && line[from - 1] != ' ') --from;
                if (from > 0 && (at == wxString::npos || from > at)) {
                    carried = line.substr(from);
                    line = line.substr(0, from);
                }
            }
            lines += line + "\n";
            line = carried;
        }
        line += one;
    }
    return lines + line;
}

}  // namespace yorozu::gui
