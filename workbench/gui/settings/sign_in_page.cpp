#include "workbench/gui/settings/sign_in_page.h"

#include <wx/button.h>
#include <wx/sizer.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>

#include "workbench/desk/people/people.h"
#include "workbench/gui/checking/input_method.h"
#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/heading.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/frame/failure.h"

namespace yorozu::gui {
namespace {

class SignInPage : public Room {
public:
    SignInPage(wxWindow* parent, Session& session) : Room(parent, session) {
        auto* column = new wxBoxSizer(wxVERTICAL);
        column->Add(heading(this, tr("サインイン"), 1.5f), 0, wxBOTTOM, FromDIP(10));
        name_ = field(column, "sign-in-name", tr("名前"), 0);
        passphrase_ = field(column, "sign-in-passphrase", tr("パスフレーズ"), wxTE_PASSWORD);
        enter_ = new wxButton(this, wxID_ANY, tr("入る"), wxDefaultPosition, FromDIP(wxSize(120, -1)));
        enter_->SetName("sign-in");
        enter_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { try_it(); });
        column->Add(enter_, 0, wxTOP, FromDIP(14));
        auto* across = new wxBoxSizer(wxHORIZONTAL);
        across->AddStretchSpacer(1);
        column->SetMinSize(FromDIP(wxSize(420, -1)));
        across->Add(column, 0, wxTOP, FromDIP(72));
        across->AddStretchSpacer(1);
        SetSizer(across);
    }
    wxString title() const override { return tr("サインイン"); }
    void enter() override { name_->SetFocus(); }

private:
    wxTextCtrl* field(wxSizer* column, const char* id, const wxString& words, long style) {
        column->Add(new wxStaticText(this, wxID_ANY, words), 0, wxTOP, FromDIP(8));
        auto* text = new wxTextCtrl(this, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize, style | wxTE_PROCESS_ENTER);
        text->SetName(id);
        set_accessible(*text, words);
        follow_composition(*text);
        text->Bind(wxEVT_TEXT_ENTER, [this, text](wxCommandEvent&) {
            if (composing(text)) return;
            if (text == name_) passphrase_->SetFocus();
            else try_it();
        });
        column->Add(text, 0, wxEXPAND | wxTOP, FromDIP(4));
        return text;
    }

    /// Deriving the key takes a good part of a second: off the UI thread.
    void try_it() {
        if (!enter_->IsEnabled()) return;
        enter_->Disable();
        auto passphrase = std::make_shared<desk::Passphrase>(utf8(passphrase_->GetValue()));
        passphrase_->Clear();
        session_.jobs.start<desk::Session>(
            {.kind = {}, .name = {}, .unit = {}, .quiet = true}, this,
            [own = session_.own(), name = utf8(name_->GetValue()), passphrase](JobControl&) {
                const auto workspace = own.open(store::Access::change);
                desk::sign_in(*workspace, name, *passphrase, own.clock);
                return workspace->session();
            },
            [this](JobEnd<desk::Session> end) {
                enter_->Enable();
                if (end.failure) {
                    session_.say({Message::Kind::failure, words_of(end.failure)});
                    passphrase_->SetFocus();
                    return;
                }
                session_.workspace->begin(*end.result);
                session_.admit();
            });
    }

    wxTextCtrl* name_;
    wxTextCtrl* passphrase_;
    wxButton* enter_;
};

}  // namespace

Room* make_sign_in_page(wxWindow* parent, Session& session) { return new SignInPage(parent, session); }

}  // namespace yorozu::gui
