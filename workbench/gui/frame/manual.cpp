#include "workbench/gui/frame/manual.h"

#include <wx/button.h>
#include <wx/frame.h>
#include <wx/image.h>
#include <wx/sizer.h>
#include <wx/textctrl.h>

#include <fstream>
#include <sstream>

#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/native_text.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/frame/places.h"

namespace yorozu::gui {
namespace {

namespace fs = std::filesystem;

/// Where the page lies; empty when there is none.
fs::path file_of(const std::string& page) {
    std::error_code none;
    for (const fs::path& folder : {beside_program("manual"), fs::path(YOROZU_SOURCE_MANUAL)})
        if (const auto file = folder / (page + ".md"); fs::exists(file, none)) return file;
    return {};
}

std::string text_of(const fs::path& file) {
    std::ifstream in(file);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

/// A line that is nothing but a picture: ![](../pictures/hours.png)
std::string picture_in(const std::string& line) {
    return line.rfind("![](", 0) == 0 && line.back() == ')' ? line.substr(4, line.size() - 5) : std::string();
}

/// Headings large, bold between ** and code between ` as they are read, pictures as wide as the page; the pages use no more of Markdown.
void write_page(wxTextCtrl& page, const std::string& text, const fs::path& folder, int width) {
    const wxFont plain = page.GetFont();
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        if (const auto picture = picture_in(line); !picture.empty()) {
            if (wxImage image(shown((folder / picture).string())); image.IsOk()) append_picture(page, image, width);
            continue;
        }
        const bool title = line.rfind("# ", 0) == 0, heading = line.rfind("## ", 0) == 0;
        const auto look = [&](bool bold) {
            wxFont font = title ? plain.Scaled(1.5f) : heading ? plain.Scaled(1.2f) : plain;
            if (bold || title || heading) font.MakeBold();
            page.SetDefaultStyle(wxTextAttr(colours().text, wxNullColour, font));
        };
        if (title || heading) line.erase(0, title ? 2 : 3);
        if (line.rfind("- ", 0) == 0) line.replace(0, 2, "・");
        bool bold = false;
        for (std::size_t at = 0; at <= line.size();) {
            const auto mark = line.find("**", at);
            look(bold);
            wxString piece = shown(line.substr(at, mark == std::string::npos ? mark : mark - at));
            piece.Replace("`", "");
            page.AppendText(piece);
            if (mark == std::string::npos) break;
            at = mark + 2;
            bold = !bold;
        }
        page.AppendText("\n");
    }
    page.SetInsertionPoint(0);
}

}  // namespace

void show_manual(wxWindow* parent, const std::string& page) {
    if (!wxImage::FindHandler(wxBITMAP_TYPE_PNG)) wxImage::AddHandler(new wxPNGHandler);
    auto* window = new wxFrame(parent, wxID_ANY, tr("よろずの手引き"), wxDefaultPosition, parent->FromDIP(wxSize(760, 760)), wxDEFAULT_FRAME_STYLE | wxFRAME_FLOAT_ON_PARENT);
    window->SetName("manual");
    auto* text = new wxTextCtrl(window, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize, wxTE_MULTILINE | wxTE_READONLY | wxTE_RICH2 | wxBORDER_NONE);
    set_accessible(*text, tr("よろずの手引き"));
    auto* around = new wxBoxSizer(wxVERTICAL);
    around->Add(text, 1, wxEXPAND | wxALL, parent->FromDIP(16));
    window->SetSizer(around);
    window->SetBackgroundColour(colours().surface);
    const auto file = file_of(page);
    write_page(*text, file.empty() ? utf8(tr("この部屋の手引きは、まだありません。")) : text_of(file), file.parent_path(), parent->FromDIP(690));
    window->Bind(wxEVT_CHAR_HOOK, [window](wxKeyEvent& event) {
        if (event.GetKeyCode() == WXK_ESCAPE) window->Close();
        else event.Skip();
    });
    window->CentreOnParent();
    window->Show();
    text->SetFocus();
}

}  // namespace yorozu::gui
