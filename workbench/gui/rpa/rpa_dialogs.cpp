#include "workbench/gui/rpa/rpa_dialogs.h"

#include <wx/button.h>
#include <wx/dialog.h>
#include <wx/filedlg.h>
#include <wx/listbox.h>
#include <wx/sizer.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>

#include "workbench/desk/rpa/scenario_editing.h"
#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/heading.h"
#include "workbench/gui/controls/words.h"

namespace yorozu::gui {

using What = desk::ItemDecision::What;

std::optional<DecisionWords> ask_decision(wxWindow* parent, What what, bool has_people) {
    const wxString title = what == What::there ? tr("先方にあった") : what == What::not_there ? tr("先方になかった") : tr("もう一度入れる");
    wxDialog dialog(parent, wxID_ANY, title, wxDefaultPosition, wxDefaultSize, wxDEFAULT_DIALOG_STYLE | wxRESIZE_BORDER);
    auto* column = new wxBoxSizer(wxVERTICAL);
    const wxString words = what == What::there       ? tr("完了になります。先方の受付番号と、確かめた画面の画像を残します。")
                           : what == What::not_there ? tr("待ちに戻り、次の実行でもう一度入れます。先方にないことを二人で確かめてください。")
                                                     : tr("待ちに戻り、次の実行でもう一度入れます。データや画面を直してからにしてください。");
    column->Add(new wxStaticText(&dialog, wxID_ANY, wrapped(dialog, words, dialog.FromDIP(420))), 0, wxALL, dialog.FromDIP(12));
    auto* grid = new wxFlexGridSizer(2, dialog.FromDIP(wxSize(8, 8)));
    grid->AddGrowableCol(1);
    const auto field = [&](const wxString& label, long style = 0) {
        auto* made = new wxTextCtrl(&dialog, wxID_ANY, {}, wxDefaultPosition, dialog.FromDIP(wxSize(300, -1)), style);
        grid->Add(new wxStaticText(&dialog, wxID_ANY, label), 0, wxALIGN_CENTRE_VERTICAL);
        grid->Add(made, 1, wxEXPAND);
        set_accessible(*made, label);
        return made;
    };
    auto* number = what == What::there ? field(tr("先方の番号")) : nullptr;
    auto* reason = field(tr("わけ"));
    wxTextCtrl* picture = nullptr;
    if (what != What::again) {
        picture = field(tr("画面の画像（PNG）"));
        auto* browse = new wxButton(&dialog, wxID_ANY, tr("選ぶ…"));
        grid->AddStretchSpacer();
        grid->Add(browse);
        browse->Bind(wxEVT_BUTTON, [&](wxCommandEvent&) {
            wxFileDialog files(&dialog, tr("先方の画面の画像"), {}, {}, "PNG (*.png)|*.png", wxFD_OPEN | wxFD_FILE_MUST_EXIST);
            if (files.ShowModal() == wxID_OK) picture->SetValue(files.GetPath());
        });
    }
    auto* second = what == What::not_there ? field(tr("二人目の名前")) : nullptr;
    auto* passphrase = second && has_people ? field(tr("二人目のパスフレーズ"), wxTE_PASSWORD) : nullptr;
    column->Add(grid, 1, wxEXPAND | wxLEFT | wxRIGHT, dialog.FromDIP(12));
    auto* buttons = new wxBoxSizer(wxHORIZONTAL);
    auto* decide = new wxButton(&dialog, wxID_ANY, tr("決める(&D)"));
    auto* cancel = new wxButton(&dialog, wxID_CANCEL, tr("やめる"));
    buttons->AddStretchSpacer();
    buttons->Add(decide, 0, wxRIGHT, dialog.FromDIP(8));
    buttons->Add(cancel);
    column->Add(buttons, 0, wxEXPAND | wxALL, dialog.FromDIP(12));
    dialog.SetSizerAndFit(column);
    cancel->SetDefault();
    decide->Bind(wxEVT_BUTTON, [&](wxCommandEvent&) { dialog.EndModal(wxID_OK); });
    (number ? number : reason)->SetFocus();
    if (dialog.ShowModal() != wxID_OK) return std::nullopt;
    DecisionWords said;
    said.decision.what = what;
    if (number) said.decision.number = utf8(number->GetValue());
    said.decision.reason = utf8(reason->GetValue());
    if (picture) said.decision.picture = utf8(picture->GetValue());
    if (second) said.decision.second_person = utf8(second->GetValue());
    if (passphrase) said.second_passphrase = utf8(passphrase->GetValue());
    return said;
}

std::vector<std::string> ask_lines(wxWindow* parent, const wxString& title, const wxString& words, const std::vector<AskedLine>& questions) {
    wxDialog dialog(parent, wxID_ANY, title);
    auto* column = new wxBoxSizer(wxVERTICAL);
    if (!words.empty()) column->Add(new wxStaticText(&dialog, wxID_ANY, wrapped(dialog, words, dialog.FromDIP(380))), 0, wxALL, dialog.FromDIP(12));
    auto* grid = new wxFlexGridSizer(2, dialog.FromDIP(wxSize(8, 8)));
    grid->AddGrowableCol(1);
    std::vector<wxTextCtrl*> fields;
    for (const auto& one : questions) {
        grid->Add(new wxStaticText(&dialog, wxID_ANY, one.label), 0, wxALIGN_CENTRE_VERTICAL);
        fields.push_back(new wxTextCtrl(&dialog, wxID_ANY, one.start, wxDefaultPosition, dialog.FromDIP(wxSize(260, -1)), wxTE_PROCESS_ENTER | (one.hidden ? wxTE_PASSWORD : 0)));
        set_accessible(*fields.back(), one.label);
        grid->Add(fields.back(), 1, wxEXPAND);
    }
    for (std::size_t at = 0; at < fields.size(); ++at)
        fields[at]->Bind(wxEVT_TEXT_ENTER, [&dialog, &fields, at](wxCommandEvent&) { at + 1 < fields.size() ? fields[at + 1]->SetFocus() : dialog.EndModal(wxID_OK); });
    column->Add(grid, 0, wxEXPAND | wxLEFT | wxRIGHT, dialog.FromDIP(12));
    column->Add(dialog.CreateButtonSizer(wxOK | wxCANCEL), 0, wxEXPAND | wxALL, dialog.FromDIP(12));
    dialog.SetSizerAndFit(column);
    for (auto* field : fields)
        if (field->IsEmpty()) {
            field->SetFocus();
            break;
        }
    if (dialog.ShowModal() != wxID_OK) return {};
    std::vector<std::string> lines;
    for (auto* field : fields) lines.push_back(utf8(field->GetValue()));
    return lines;
}

namespace {

/// A list that is narrowed by typing; the chosen one's place in `lines`, -1 for none.
int ask_by_typing(wxWindow* parent, const wxString& title, const wxString& what, const std::vector<wxString>& lines) {
    wxDialog dialog(parent, wxID_ANY, title, wxDefaultPosition, parent->FromDIP(wxSize(460, 480)), wxDEFAULT_DIALOG_STYLE | wxRESIZE_BORDER);
    auto* typed = new wxTextCtrl(&dialog, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize, wxTE_PROCESS_ENTER);
    auto* list = new wxListBox(&dialog, wxID_ANY);
    set_accessible(*typed, what);
    set_accessible(*list, title);
    std::vector<int> shown_lines;
    const auto fill = [&] {
        const wxString wanted = typed->GetValue().Lower();
        list->Clear();
        shown_lines.clear();
        for (std::size_t at = 0; at < lines.size(); ++at) {
            if (!wanted.empty() && lines[at].Lower().Find(wanted) == wxNOT_FOUND) continue;
            list->Append(lines[at]);
            shown_lines.push_back(static_cast<int>(at));
        }
        if (!shown_lines.empty()) list->SetSelection(0);
    };
    fill();
    typed->Bind(wxEVT_TEXT, [&](wxCommandEvent&) { fill(); });
    typed->Bind(wxEVT_TEXT_ENTER, [&](wxCommandEvent&) { dialog.EndModal(wxID_OK); });
    typed->Bind(wxEVT_KEY_DOWN, [&](wxKeyEvent& event) {
        const int by = event.GetKeyCode() == WXK_DOWN ? 1 : event.GetKeyCode() == WXK_UP ? -1 : 0;
        if (!by) return event.Skip();
        const int to = list->GetSelection() + by;
        if (to >= 0 && to < static_cast<int>(shown_lines.size())) list->SetSelection(to);
    });
    list->Bind(wxEVT_LISTBOX_DCLICK, [&](wxCommandEvent&) { dialog.EndModal(wxID_OK); });
    auto* column = new wxBoxSizer(wxVERTICAL);
    column->Add(typed, 0, wxEXPAND | wxALL, dialog.FromDIP(10));
    column->Add(list, 1, wxEXPAND | wxLEFT | wxRIGHT, dialog.FromDIP(10));
    column->Add(dialog.CreateButtonSizer(wxOK | wxCANCEL), 0, wxEXPAND | wxALL, dialog.FromDIP(10));
    dialog.SetSizer(column);
    typed->SetFocus();
    if (dialog.ShowModal() != wxID_OK || list->GetSelection() < 0) return -1;
    return shown_lines[static_cast<std::size_t>(list->GetSelection())];
}

wxString role_words(const std::string& role) {
    static const std::pair<const char*, const char*> words[] = {{"button", word("ボタン")}, {"link", word("リンク")}, {"textbox", word("入力欄")}, {"combobox", word("一覧から選ぶ欄")},
                                                                {"checkbox", word("チェック")}, {"radio", word("丸の選択")}, {"heading", word("見出し")}};
    for (const auto& [name, japanese] : words)
        if (role == name) return tr(japanese);
    return role == "generic" ? tr("表示") : shown(role);
}

}  // namespace

std::string ask_step_type(wxWindow* parent) {
    std::vector<wxString> lines;
    std::vector<std::string> types;
    for (const auto& form : rpa::step_forms()) {
        if (form.recorded) continue;
        lines.push_back(shown(form.label + "　" + form.type));
        types.push_back(form.type);
    }
    const int at = ask_by_typing(parent, tr("操作を足す"), tr("操作の名前"), lines);
    return at < 0 ? std::string() : types[static_cast<std::size_t>(at)];
}

const rpa::PageElement* ask_element(wxWindow* parent, const std::vector<rpa::PageElement>& elements) {
    std::vector<wxString> lines;
    for (const auto& one : elements) lines.push_back(role_words(one.role) + shown("「" + one.name + "」　" + one.target.selectors[0].back()));
    const int at = ask_by_typing(parent, tr("画面の要素を選ぶ"), tr("要素の名前"), lines);
    return at < 0 ? nullptr : &elements[static_cast<std::size_t>(at)];
}

}  // namespace yorozu::gui
