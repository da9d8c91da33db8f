#include "workbench/gui/reading/export_dialog.h"

#include <wx/button.h>
#include <wx/choice.h>
#include <wx/dialog.h>
#include <wx/filedlg.h>
#include <wx/msgdlg.h>
#include <wx/radiobox.h>
#include <wx/sizer.h>
#include <wx/stattext.h>
#include <wx/stdpaths.h>
#include <wx/textctrl.h>

#include "workbench/desk/export/profile_export.h"
#include "workbench/desk/reading/batch.h"
#include "workbench/desk/workspace/calendar.h"
#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/heading.h"
#include "workbench/gui/controls/questions.h"
#include "workbench/gui/controls/table.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/frame/failure.h"
#include "workbench/gui/reading/profile_dialog.h"

namespace yorozu::gui {
namespace {

namespace fs = std::filesystem;
using desk::ExportEncoding;
using desk::ExportFormat;

struct FileKind {
    wxString label;
    const char* extension;
    ExportFormat format;
    ExportEncoding encoding;
};
std::vector<FileKind> kinds() {
    return {{tr("CSV（Excel で開く：UTF-8、BOM 付き）"), ".csv", ExportFormat::csv, ExportEncoding::utf8_bom},
            {tr("CSV（業務システムに渡す：CP932・シフト JIS）"), ".csv", ExportFormat::csv, ExportEncoding::cp932},
            {tr("CSV（UTF-8）"), ".csv", ExportFormat::csv, ExportEncoding::utf8},
            {tr("Excel ブック（XLSX）"), ".xlsx", ExportFormat::xlsx, ExportEncoding::utf8},
            {tr("JSON（読み取りの詳細つき）"), ".json", ExportFormat::json, ExportEncoding::utf8}};
}

class ExportDialog : public wxDialog {
public:
    ExportDialog(wxWindow* parent, Session& session, const std::string& batch)
        : wxDialog(parent, wxID_ANY, tr("束を書き出す"), wxDefaultPosition, wxDefaultSize, wxDEFAULT_DIALOG_STYLE | wxRESIZE_BORDER), session_(session) {
        SetName("export");
        auto* column = new wxBoxSizer(wxVERTICAL);
        add_profiles(column);
        wxArrayString labels;
        for (const auto& kind : kinds()) labels.push_back(kind.label);
        kind_ = new wxRadioBox(this, wxID_ANY, wxString::Format(tr("束「%s」の書き出し方"), shown(batch)), wxDefaultPosition, wxDefaultSize, labels, 1, wxRA_SPECIFY_COLS);
        kind_->SetName("export-kind");
        set_accessible(*kind_, tr("書き出し方"));
        kind_->Bind(wxEVT_RADIOBOX, [this](wxCommandEvent&) { fit_extension(); });
        column->Add(kind_, 0, wxEXPAND | wxALL, FromDIP(14));
        column->Add(new wxStaticText(this, wxID_ANY, tr("書き出す先")), 0, wxLEFT | wxRIGHT, FromDIP(14));
        auto* row = new wxBoxSizer(wxHORIZONTAL);
        const wxString folder = wxStandardPaths::Get().GetDocumentsDir();
        wxString name = shown(batch);
        for (const char* bad : {"/", "\\", ":", "*", "?", "\"", "<", ">", "|"}) name.Replace(bad, "_");
        file_ = new wxTextCtrl(this, wxID_ANY, folder + "/" + name + ".csv", wxDefaultPosition, FromDIP(wxSize(420, -1)));
        file_->SetName("export-file");
        set_accessible(*file_, tr("書き出す先のファイル"));
        row->Add(file_, 1, wxALIGN_CENTRE_VERTICAL);
        auto* choose = new wxButton(this, wxID_ANY, tr("選ぶ…"));
        choose->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) {
            const fs::path now = utf8(file_->GetValue());
            wxFileDialog dialog(this, tr("書き出す先"), shown(now.parent_path().string()), shown(now.filename().string()), "*.*", wxFD_SAVE);
            if (dialog.ShowModal() == wxID_OK) file_->SetValue(dialog.GetPath());
        });
        row->Add(choose, 0, wxLEFT, FromDIP(8));
        column->Add(row, 0, wxEXPAND | wxALL, FromDIP(14));
        remark_ = new wxStaticText(this, wxID_ANY, "\n");
        column->Add(remark_, 0, wxEXPAND | wxLEFT | wxRIGHT, FromDIP(14));
        auto* buttons = new wxBoxSizer(wxHORIZONTAL);
        buttons->AddStretchSpacer();
        buttons->Add(new wxButton(this, wxID_CANCEL, tr("やめる")), 0, wxRIGHT, FromDIP(8));
        auto* write = new wxButton(this, wxID_OK, tr("書き出す"));
        write->SetDefault();
        buttons->Add(write);
        column->Add(buttons, 0, wxEXPAND | wxALL, FromDIP(14));
        show_profile();
        SetSizerAndFit(column);
        CentreOnParent();
        Bind(wxEVT_BUTTON, [this](wxCommandEvent& event) {
            std::error_code ignored;
            if (!fs::exists(file(), ignored) ||
                wxMessageBox(wxString::Format(tr("%s はもうあります。置き換えますか。"), file_->GetValue()), tr("束を書き出す"), wxYES_NO | wxNO_DEFAULT | wxICON_QUESTION, this) == wxYES)
                event.Skip();
        }, wxID_OK);
        file_->SetFocus();
        file_->SelectAll();
    }
    fs::path file() const { return utf8(file_->GetValue()); }
    FileKind kind() const { return kinds()[static_cast<std::size_t>(kind_->GetSelection())]; }
    /// Nothing: every field, in the order of the form.
    std::optional<desk::ExportProfile> profile() const {
        const int at = profile_->GetSelection();
        return at > 0 ? std::optional(profiles_[static_cast<std::size_t>(at - 1)]) : std::nullopt;
    }

private:
    void add_profiles(wxSizer* column) {
        column->Add(new wxStaticText(this, wxID_ANY, tr("列の順・列名・書き方")), 0, wxLEFT | wxRIGHT | wxTOP, FromDIP(14));
        auto* row = new wxBoxSizer(wxHORIZONTAL);
        profile_ = new wxChoice(this, wxID_ANY, wxDefaultPosition, FromDIP(wxSize(300, -1)));
        profile_->SetName("export-profile");
        set_accessible(*profile_, tr("列の順・列名・書き方"));
        profile_->Bind(wxEVT_CHOICE, [this](wxCommandEvent&) { show_profile(); });
        row->Add(profile_, 1, wxALIGN_CENTRE_VERTICAL);
        auto* make = new wxButton(this, wxID_ANY, tr("新しい設定(&N)…"));
        make->SetName("export-profile-new");
        make->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { make_profile(); });
        row->Add(make, 0, wxLEFT, FromDIP(8));
        edit_ = new wxButton(this, wxID_ANY, tr("設定を直す(&E)…"));
        edit_->SetName("export-profile-edit");
        edit_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { if (const auto now = profile()) edit(*now); });
        row->Add(edit_, 0, wxLEFT, FromDIP(8));
        column->Add(row, 0, wxEXPAND | wxLEFT | wxRIGHT | wxTOP, FromDIP(14));
        list_profiles({});
    }
    void list_profiles(const std::string& chosen) {
        profiles_.clear();
        profile_->Clear();
        profile_->Append(tr("すべての項目を、帳票の順に"));
        profile_->SetSelection(0);
        for (auto& reading : desk::kept_profiles(*session_.workspace)) {
            if (!reading.profile) continue;
            profile_->Append(shown(reading.profile->name) + wxString::FromUTF8("　") + shown(reading.profile->title));
            if (reading.profile->name == chosen) profile_->SetSelection(static_cast<int>(profile_->GetCount()) - 1);
            profiles_.push_back(std::move(*reading.profile));
        }
    }
    void make_profile() {
        const auto forms = session_.workspace->templates();
        wxArrayString titles;
        for (const auto& form : forms) titles.push_back(shown(form.title));
        if (titles.empty()) return;
        if (const auto chosen = asked_which(this, tr("どの帳票の書き出し設定ですか。"), tr("新しい書き出し設定"), titles)) edit(desk::drafted_profile(forms[*chosen]));
    }
    void edit(const desk::ExportProfile& profile) {
        const auto forms = session_.workspace->templates();
        const auto* form = ocr::form_named(forms, profile.template_id);
        if (!form) return;
        const auto kept = edit_profile(this, session_, profile, *form);
        if (!kept) return;
        list_profiles(kept->name);
        show_profile();
    }
    void show_profile() {
        const auto now = profile();
        kind_->Enable(!now);
        edit_->Enable(now.has_value());
        fit_extension();
        remark_->SetLabel(wrapped(*this, !now               ? tr("確認が残っている項目は、読んだままの値で書き出されます（needs_review の列が yes）。伏せる項目は ＊ になります。")
                                         : now->unchecked_too ? tr("設定の帳票だけを書きます。確認が残っている帳票も、読んだままの値で書きます。")
                                                              : tr("設定の帳票だけを書きます。確認が残っている帳票は書かずに、枚数を知らせます。"),
                                  FromDIP(560)));
    }
    void fit_extension() {
        fs::path now = file();
        const auto chosen = profile();
        now.replace_extension(chosen ? "." + std::string(desk::name_of(chosen->form.format)) : kind().extension);
        file_->ChangeValue(shown(now.string()));
    }
    Session& session_;
    std::vector<desk::ExportProfile> profiles_;
    wxChoice* profile_;
    wxButton* edit_;
    wxStaticText* remark_;
    wxRadioBox* kind_;
    wxTextCtrl* file_;
};

/// Where each lost character was; the table is copied as CSV like any other.
void show_lost(wxWindow* parent, const std::vector<desk::LostCharacter>& lost) {
    wxDialog dialog(parent, wxID_ANY, tr("CP932 にない文字"), wxDefaultPosition, wxDefaultSize, wxDEFAULT_DIALOG_STYLE | wxRESIZE_BORDER);
    auto* column = new wxBoxSizer(wxVERTICAL);
    const wxString remark = tr("次の文字は 〓 として書き出しました。受け取る側の文字に直すか、UTF-8 で書き出してください。");
    column->Add(new wxStaticText(&dialog, wxID_ANY, wrapped(dialog, remark, dialog.FromDIP(560))), 0, wxALL, dialog.FromDIP(14));
    auto* table = new Table(&dialog, tr("CP932 にない文字"), {{tr("文字"), 60}, {tr("コード"), 90}, {tr("ファイル"), 200}, {tr("ページ"), 70, true}, {tr("項目"), 140}});
    std::vector<Table::Row> rows;
    for (const auto& one : lost)
        rows.push_back({std::to_string(rows.size()), {wxString(wxUniChar(static_cast<wxUint32>(one.character))), wxString::Format("U+%04X", static_cast<unsigned>(one.character)),
                                                      shown(one.source), grouped(one.page), shown(one.field)}});
    table->show(std::move(rows));
    table->SetMinSize(dialog.FromDIP(wxSize(600, 260)));
    column->Add(table, 1, wxEXPAND | wxLEFT | wxRIGHT, dialog.FromDIP(14));
    column->Add(new wxButton(&dialog, wxID_OK, tr("閉じる")), 0, wxALIGN_RIGHT | wxALL, dialog.FromDIP(14));
    dialog.SetSizerAndFit(column);
    dialog.CentreOnParent();
    dialog.ShowModal();
}

}  // namespace

namespace {

/// What is told after writing: how much, what was left out, which characters were lost.
void tell(Session& session, wxWindow* top, wxString done, const std::vector<desk::LostCharacter>& lost, bool doubt) {
    if (lost.empty()) return session.say({doubt ? Message::Kind::doubt : Message::Kind::notice, done});
    Action look{.id = "export.lost", .label = tr("文字を見る"), .run = [top, lost] { show_lost(top, lost); }};
    session.say({Message::Kind::doubt, done + wxString::Format(tr("CP932 にない文字が %s 個あり、〓 にしました。"), grouped(static_cast<long long>(lost.size()))), {look}});
}

void export_by_profile(wxWindow* top, Session& session, const std::string& batch, const desk::ExportProfile& profile, const fs::path& file) {
    session.jobs.start<desk::ProfileExport>(
        {tr("書き出し"), shown(file.filename().string()), {}}, top,
        [own = session.own(), batch, profile, file](JobControl&) {
            return desk::export_with_profile(*own.open(store::Access::change), batch, profile, file, desk::iso_date(own.clock()));
        },
        [&session, top, file](JobEnd<desk::ProfileExport> end) {
            if (end.failure) return session.say({Message::Kind::failure, words_of(end.failure)});
            const auto& result = *end.result;
            wxString done = wxString::Format(tr("%s に %s 枚を書き出しました。"), shown(file.string()), grouped(result.rows));
            if (!result.left_out.empty()) done += wxString::Format(tr("確認が残っている %s 枚は書いていません。"), grouped(static_cast<long long>(result.left_out.size())));
            if (!result.problems.empty()) done += wxString::Format(tr("%s か所は設定の書き方にできず、そのまま書きました（%s：%s）。"), grouped(static_cast<long long>(result.problems.size())),
                                                                   shown(result.problems.front().source), shown(result.problems.front().column));
            tell(session, top, done, result.lost, !result.left_out.empty() || !result.problems.empty());
        });
}

}  // namespace

void export_batch(wxWindow* parent, Session& session, const std::string& batch) {
    ExportDialog dialog(parent, session, batch);
    if (dialog.ShowModal() != wxID_OK) return;
    const auto file = dialog.file();
    const auto kind = dialog.kind();
    if (const auto profile = dialog.profile()) return export_by_profile(wxGetTopLevelParent(parent), session, batch, *profile, file);
    session.jobs.start<std::vector<desk::LostCharacter>>(
        {tr("書き出し"), shown(file.filename().string()), {}}, wxGetTopLevelParent(parent),
        [own = session.own(), batch, file, kind](JobControl&) {
            const auto workspace = own.open(store::Access::change);
            return desk::export_batch(*workspace, batch, file, kind.format, kind.encoding);
        },
        [&session, top = wxGetTopLevelParent(parent), file](JobEnd<std::vector<desk::LostCharacter>> end) {
            if (end.failure) return session.say({Message::Kind::failure, words_of(end.failure)});
            tell(session, top, wxString::Format(tr("%s に書き出しました。"), shown(file.string())), *end.result, false);
        });
}

}  // namespace yorozu::gui
