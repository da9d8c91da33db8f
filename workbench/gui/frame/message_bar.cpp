#include "workbench/gui/frame/message_bar.h"

#include <wx/bmpbuttn.h>
#include <wx/button.h>
#include <wx/dcclient.h>
#include <wx/sizer.h>
#include <wx/statbmp.h>
#include <wx/stattext.h>

#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/icons.h"
#include "workbench/gui/controls/words.h"

namespace yorozu::gui {

MessageBar::MessageBar(wxWindow* parent) : wxPanel(parent) {
    SetName("message-bar");
    Bind(wxEVT_PAINT, [this](wxPaintEvent&) { draw_edge(); });
    Hide();
}

void MessageBar::show(const Message& message) {
    now_ = message;
    DestroyChildren();
    const auto& colour = colours();
    const bool failure = message.kind == Message::Kind::failure, doubt = message.kind == Message::Kind::doubt;
    const wxColour ink = failure ? colour.red : doubt ? colour.amber : colour.accent;
    const wxColour paper = failure ? colour.red_tint : doubt ? colour.amber_tint : colour.accent_tint;
    SetBackgroundColour(paper);
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    auto* sign = new wxStaticBitmap(this, wxID_ANY, icon(failure || doubt ? "failure" : "notice", ink, FromDIP(20)));
    set_accessible(*sign, failure ? tr("失敗") : doubt ? tr("注意") : tr("お知らせ"));
    row->Add(sign, 0, wxALIGN_CENTRE_VERTICAL | wxLEFT, FromDIP(12));
    auto* words = new wxStaticText(this, wxID_ANY, message.text, wxDefaultPosition, wxDefaultSize, wxST_ELLIPSIZE_END);
    words->SetForegroundColour(colour.text);
    words->SetMinSize(wxSize(FromDIP(80), -1));
    words->SetToolTip(message.text);
    row->Add(words, 1, wxALIGN_CENTRE_VERTICAL | wxLEFT | wxTOP | wxBOTTOM, FromDIP(9));
    for (const auto& action : message.buttons) {
        auto* button = new wxButton(this, wxID_ANY, plain_label(action));
        button->Bind(wxEVT_BUTTON, [this, run = action.run](wxCommandEvent&) {
            dismiss();
            CallAfter(run);  // it may show another message, which takes this button away
        });
        row->Add(button, 0, wxALIGN_CENTRE_VERTICAL | wxLEFT, FromDIP(8));
    }
    auto* close = new wxBitmapButton(this, wxID_ANY, icon("close", colour.text, FromDIP(14)), wxDefaultPosition, wxDefaultSize, wxBORDER_NONE);
    close->SetToolTip(tr("閉じる"));
    set_accessible(*close, tr("メッセージを閉じる"));
    close->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { dismiss(); });
    row->Add(close, 0, wxALIGN_CENTRE_VERTICAL | wxLEFT | wxRIGHT, FromDIP(8));
    SetSizer(row, true);
    SetMinSize(wxSize(-1, FromDIP(36)));
    Show();
    GetParent()->Layout();
    Layout();
}

void MessageBar::dismiss() {
    if (!IsShown()) return;
    Hide();
    now_ = {};
    // Its own button may be the caller: the children go when the bar is shown again.
    GetParent()->Layout();
}

wxString MessageBar::text() const { return now_.text; }

void MessageBar::draw_edge() {
    wxPaintDC dc(this);
    dc.SetPen(colours().line);
    dc.DrawLine(0, GetClientSize().y - 1, GetClientSize().x, GetClientSize().y - 1);
}

}  // namespace yorozu::gui
