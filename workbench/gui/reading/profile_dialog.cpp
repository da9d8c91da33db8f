#include "workbench/gui/reading/profile_dialog.h"

#include <wx/button.h>
#include <wx/checkbox.h>
#include <wx/choice.h>
#include <wx/dialog.h>
#include <wx/menu.h>
#include <wx/sizer.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>
#include <wx/tokenzr.h>

#include <algorithm>
#include <array>
#include <tuple>

#include "workbench/desk/export/profile_export.h"
#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/heading.h"
#include "workbench/gui/controls/table.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/frame/failure.h"

namespace yorozu::gui {
namespace {

using desk::ExportColumn;

struct About {
    const char *key, *word;
};
constexpr std::array abouts{About{"source", word("画像のファイル名")}, About{"page", word("ページ")}, About{"record", word("記録の番号")}, About{"template", word("帳票の ID")}, About{"state", word("確認の状態")}};

/// How a column may write a value: the first is "as it is kept". Parted by what they change.
const char* const date_words[] = {word("そのまま"), "2026-11-21", "2026/11/21", "20261121", word("令和8年11月21日"), "R8.11.21", "5081121"};
const char* const digit_words[] = {word("そのまま"), word("数字だけ"), word("桁で区切る"), "12,300"};
const char* const kana_words[] = {word("そのまま"), word("全角カタカナ"), word("半角カタカナ"), word("ひらがな")};
const char* const width_words[] = {word("そのまま"), word("半角"), word("全角")};

template <class Form>
int place_of(const std::optional<Form>& form) { return form ? static_cast<int>(*form) + 1 : 0; }
template <class Form>
std::optional<Form> form_at(int place) { return place > 0 ? std::optional(static_cast<Form>(place - 1)) : std::nullopt; }

class ProfileDialog : public wxDialog {
public:
    ProfileDialog(wxWindow* parent, Session& session, desk::ExportProfile profile, const ocr::FormTemplate& form)
        : wxDialog(parent, wxID_ANY, tr("書き出し設定"), wxDefaultPosition, wxDefaultSize, wxDEFAULT_DIALOG_STYLE | wxRESIZE_BORDER), session_(session), profile_(std::move(profile)), form_(form) {
        SetName("profile");
        const int gap = FromDIP(14);
        auto* head = new wxFlexGridSizer(2, wxSize(FromDIP(10), FromDIP(8)));
        head->AddGrowableCol(1);
        name_ = text(this, "profile-name", tr("名前"), profile_.name);
        title_ = text(this, "profile-title", tr("説明"), profile_.title);
        file_ = choice(this, "profile-file", tr("ファイル"), {tr("CSV（CP932・シフト JIS）"), tr("CSV（UTF-8、BOM 付き）"), tr("CSV（UTF-8）"), tr("Excel ブック（XLSX）"), "JSON"});
        if (!profile_.name.empty()) name_->Disable();
        for (auto* control : std::initializer_list<wxWindow*>{name_, title_, file_}) {
            head->Add(new wxStaticText(this, wxID_ANY, accessible_name(*control)), 0, wxALIGN_CENTRE_VERTICAL);
            head->Add(control, 1, wxEXPAND);
        }
        header_ = new wxCheckBox(this, wxID_ANY, tr("一行目に列名を書く"));
        unchecked_ = new wxCheckBox(this, wxID_ANY, tr("確認が残っている帳票も書く（外すと、書かずに一覧で知らせる）"));

        columns_ = new Table(this, tr("列"), {{tr("列名"), 200}, {tr("中身"), 200}, {tr("書き方"), 200}});
        columns_->set_sortable(false);
        columns_->SetMinSize(FromDIP(wxSize(620, 260)));
        columns_->picked = [this](const std::string&) { show_column(); };
        auto* buttons = new wxBoxSizer(wxHORIZONTAL);
        button(buttons, tr("加える(&A)…"), "profile-add", [this] { add(); });
        button(buttons, tr("上へ(&U)"), "profile-up", [this] { move(-1); });
        button(buttons, tr("下へ(&D)"), "profile-down", [this] { move(1); });
        button(buttons, tr("消す(&R)"), "profile-remove", [this] { remove(); });

        auto* column = new wxFlexGridSizer(4, wxSize(FromDIP(10), FromDIP(8)));
        column->AddGrowableCol(1);
        column->AddGrowableCol(3);
        heading_ = text(this, "column-header", tr("列名"), {});
        fixed_ = text(this, "column-fixed", tr("決まった文字"), {});
        date_ = choice(this, "column-date", tr("日付"), worded(date_words));
        digits_ = choice(this, "column-digits", tr("数字"), worded(digit_words));
        groups_ = text(this, "column-groups", tr("区切る桁（3-4）"), {});
        pad_ = text(this, "column-pad", tr("前に 0 を足して何桁"), {});
        kana_ = choice(this, "column-kana", tr("かな"), worded(kana_words));
        width_ = choice(this, "column-width", tr("英数字の幅"), worded(width_words));
        values_ = text(this, "column-values", tr("置き換え（普通=1、当座=2）"), {});
        blank_ = text(this, "column-blank", tr("空欄のとき"), {});
        for (auto* control : std::initializer_list<wxWindow*>{heading_, fixed_, date_, digits_, groups_, pad_, kana_, width_, values_, blank_}) {
            column->Add(new wxStaticText(this, wxID_ANY, accessible_name(*control)), 0, wxALIGN_CENTRE_VERTICAL);
            column->Add(control, 1, wxEXPAND);
        }
        trouble_ = new wxStaticText(this, wxID_ANY, {}, wxDefaultPosition, FromDIP(wxSize(620, 36)), wxST_NO_AUTORESIZE);
        trouble_->SetForegroundColour(colours().red);

        auto* end = new wxBoxSizer(wxHORIZONTAL);
        end->AddStretchSpacer();
        end->Add(new wxButton(this, wxID_CANCEL, tr("やめる")), 0, wxRIGHT, FromDIP(8));
        auto* keep = new wxButton(this, wxID_OK, tr("保存"));
        keep->SetDefault();
        keep->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { this->keep(); });
        end->Add(keep);
        auto* whole = new wxBoxSizer(wxVERTICAL);
        whole->Add(heading(this, shown(form_.title), 1.2f), 0, wxLEFT | wxRIGHT | wxTOP, gap);
        whole->Add(head, 0, wxEXPAND | wxALL, gap);
        whole->Add(header_, 0, wxLEFT | wxRIGHT | wxBOTTOM, gap);
        whole->Add(unchecked_, 0, wxLEFT | wxRIGHT | wxBOTTOM, gap);
        whole->Add(columns_, 1, wxEXPAND | wxLEFT | wxRIGHT, gap);
        whole->Add(buttons, 0, wxALL, gap);
        whole->Add(column, 0, wxEXPAND | wxLEFT | wxRIGHT, gap);
        whole->Add(trouble_, 0, wxEXPAND | wxALL, gap);
        whole->Add(end, 0, wxEXPAND | wxLEFT | wxRIGHT | wxBOTTOM, gap);
        SetSizerAndFit(whole);
        CentreOnParent();
        show_profile();
        profile_.name.empty() ? name_->SetFocus() : columns_->SetFocus();
    }

    const desk::ExportProfile& profile() const { return profile_; }

private:
    template <std::size_t count>
    static std::vector<wxString> worded(const char* const (&words)[count]) {
        std::vector<wxString> all;
        for (const char* one : words) all.push_back(tr(one));
        return all;
    }
    wxTextCtrl* text(wxWindow* parent, const char* id, const wxString& words, const std::string& value) {
        auto* made = new wxTextCtrl(parent, wxID_ANY, shown(value));
        made->SetName(id);
        set_accessible(*made, words);
        made->Bind(wxEVT_TEXT, [this](wxCommandEvent&) { take_column(); });
        return made;
    }
    wxChoice* choice(wxWindow* parent, const char* id, const wxString& words, const std::vector<wxString>& entries) {
        auto* made = new wxChoice(parent, wxID_ANY);
        for (const auto& entry : entries) made->Append(entry);
        made->SetSelection(0);
        made->SetName(id);
        set_accessible(*made, words);
        made->Bind(wxEVT_CHOICE, [this](wxCommandEvent&) { take_column(); });
        return made;
    }
    void button(wxSizer* row, const wxString& label, const char* name, std::function<void()> run) {
        auto* made = new wxButton(this, wxID_ANY, label);
        made->SetName(name);
        made->Bind(wxEVT_BUTTON, [run](wxCommandEvent&) { run(); });
        row->Add(made, 0, wxRIGHT, FromDIP(8));
    }

    wxString words_of(const ExportColumn& column) const {
        if (!column.field.empty()) {
            const auto* field = form_.field(column.field);
            return field ? shown(field->label) : "! " + shown(column.field);
        }
        for (const auto& about : abouts)
            if (column.about == about.key) return tr(about.word);
        return wxString::Format(tr("決まった文字「%s」"), shown(column.fixed));
    }
    wxString words_of(const desk::ValueFormat& format) const {
        wxString all;
        const auto say = [&](const wxString& words) { all += (all.empty() ? wxString() : tr("、")) + words; };
        if (format.date) say(tr(date_words[place_of(format.date)]));
        if (format.digits) say(tr(digit_words[place_of(format.digits)]));
        if (format.pad > 0) say(wxString::Format(tr("%d 桁"), format.pad));
        if (format.kana) say(tr(kana_words[place_of(format.kana)]));
        if (format.width) say(tr(width_words[place_of(format.width)]));
        if (!format.values.empty()) say(tr("置き換え"));
        return all;
    }

    void show_profile() {
        using desk::ExportEncoding;
        const auto& form = profile_.form;
        file_->SetSelection(form.format == desk::ExportFormat::xlsx ? 3 : form.format == desk::ExportFormat::json ? 4 : form.encoding == ExportEncoding::cp932 ? 0 : form.encoding == ExportEncoding::utf8_bom ? 1 : 2);
        header_->SetValue(form.header);
        unchecked_->SetValue(profile_.unchecked_too);
        show_columns(0);
    }
    void show_columns(int chosen) {
        std::vector<Table::Row> rows;
        for (std::size_t at = 0; at < profile_.columns.size(); ++at)
            rows.push_back({std::to_string(at), {shown(profile_.columns[at].header), words_of(profile_.columns[at]), words_of(profile_.columns[at].format)}});
        columns_->show(std::move(rows));
        if (!profile_.columns.empty()) columns_->choose(std::to_string(std::clamp(chosen, 0, static_cast<int>(profile_.columns.size()) - 1)));
        show_column();
    }
    ExportColumn* chosen() {
        const auto id = columns_->chosen();
        return id.empty() ? nullptr : &profile_.columns.at(std::stoul(id));
    }

    void show_column() {
        filling_ = true;
        const auto* column = chosen();
        const ExportColumn none;
        const auto& shown_now = column ? *column : none;
        const auto& format = shown_now.format;
        const bool field = !shown_now.field.empty();
        heading_->ChangeValue(shown(shown_now.header));
        fixed_->ChangeValue(shown(shown_now.fixed));
        date_->SetSelection(place_of(format.date));
        digits_->SetSelection(place_of(format.digits));
        wxString groups, values;
        for (const int group : format.groups) groups += (groups.empty() ? wxString() : wxString("-")) + wxString::Format("%d", group);
        for (const auto& [from, to] : format.values) values += (values.empty() ? wxString() : tr("、")) + shown(from) + "=" + shown(to);
        groups_->ChangeValue(groups);
        pad_->ChangeValue(format.pad > 0 ? wxString::Format("%d", format.pad) : wxString());
        kana_->SetSelection(place_of(format.kana));
        width_->SetSelection(place_of(format.width));
        values_->ChangeValue(values);
        blank_->ChangeValue(shown(format.blank));
        heading_->Enable(column);
        fixed_->Enable(column && !field && shown_now.about.empty());
        for (auto* control : std::initializer_list<wxWindow*>{date_, digits_, groups_, pad_, kana_, width_, values_, blank_}) control->Enable(field);
        groups_->Enable(field && digits_->GetSelection() == 2);
        filling_ = false;
    }

    /// What stands in the fields becomes the chosen column.
    void take_column() {
        auto* column = chosen();
        if (filling_ || !column) return;
        column->header = utf8(heading_->GetValue());
        if (fixed_->IsEnabled()) column->fixed = utf8(fixed_->GetValue());
        if (!column->field.empty()) {
            auto& format = column->format;
            format.date = form_at<desk::DateForm>(date_->GetSelection());
            format.digits = form_at<desk::DigitForm>(digits_->GetSelection());
            format.kana = form_at<desk::KanaForm>(kana_->GetSelection());
            format.width = form_at<desk::WidthForm>(width_->GetSelection());
            groups_->Enable(format.digits == desk::DigitForm::hyphens);
            format.groups.clear();
            wxStringTokenizer groups(groups_->IsEnabled() ? groups_->GetValue() : wxString(), "-, ", wxTOKEN_STRTOK);
            for (long digits = 0; groups.HasMoreTokens();)
                if (groups.GetNextToken().ToLong(&digits)) format.groups.push_back(static_cast<int>(digits));
            long pad = 0;
            format.pad = pad_->GetValue().ToLong(&pad) && pad > 0 ? static_cast<int>(pad) : 0;
            format.values.clear();
            wxStringTokenizer values(values_->GetValue(), tr("、") + ",", wxTOKEN_STRTOK);
            while (values.HasMoreTokens()) {
                wxString to;
                const wxString from = values.GetNextToken().BeforeFirst('=', &to);
                format.values[utf8(from.Strip(wxString::both))] = utf8(to.Strip(wxString::both));
            }
            format.blank = utf8(blank_->GetValue());
        }
        const auto at = std::stoi(columns_->chosen());
        auto rows = columns_->rows();
        rows[static_cast<std::size_t>(at)].cells = {shown(column->header), words_of(*column), words_of(column->format)};
        filling_ = true;
        columns_->show(std::move(rows));
        filling_ = false;
    }

    void add() {
        wxMenu menu;
        std::vector<ExportColumn> made;
        const auto offer = [&](const wxString& words, ExportColumn column) {
            menu.Append(1000 + static_cast<int>(made.size()), words);
            made.push_back(std::move(column));
        };
        for (const auto& field : form_.fields)
            if (!field.mask && field.kind != ocr::FieldKind::image) offer(shown(field.label), {field.label, field.id, "", "", {}});
        menu.AppendSeparator();
        for (const auto& about : abouts) offer(tr(about.word), {utf8(tr(about.word)), "", about.key, "", {}});
        offer(tr("決まった文字"), {utf8(tr("決まった文字")), "", "", "", {}});
        const int picked = GetPopupMenuSelectionFromUser(menu, ScreenToClient(wxGetMousePosition()));
        if (picked == wxID_NONE) return;
        const auto id = columns_->chosen();
        const auto at = id.empty() ? profile_.columns.size() : std::stoul(id) + 1;
        profile_.columns.insert(profile_.columns.begin() + static_cast<std::ptrdiff_t>(at), made[static_cast<std::size_t>(picked - 1000)]);
        show_columns(static_cast<int>(at));
    }
    void move(int step) {
        const auto id = columns_->chosen();
        if (id.empty()) return;
        const int at = std::stoi(id), to = at + step;
        if (to < 0 || to >= static_cast<int>(profile_.columns.size())) return;
        std::swap(profile_.columns[static_cast<std::size_t>(at)], profile_.columns[static_cast<std::size_t>(to)]);
        show_columns(to);
    }
    void remove() {
        const auto id = columns_->chosen();
        if (id.empty()) return;
        profile_.columns.erase(profile_.columns.begin() + std::stoi(id));
        show_columns(std::stoi(id));
    }

    void keep() {
        using desk::ExportEncoding;
        using desk::ExportFormat;
        profile_.name = utf8(name_->GetValue().Strip(wxString::both));
        profile_.title = utf8(title_->GetValue());
        const std::pair<ExportFormat, ExportEncoding> files[] = {{ExportFormat::csv, ExportEncoding::cp932}, {ExportFormat::csv, ExportEncoding::utf8_bom}, {ExportFormat::csv, ExportEncoding::utf8},
                                                                 {ExportFormat::xlsx, ExportEncoding::utf8}, {ExportFormat::json, ExportEncoding::utf8}};
        std::tie(profile_.form.format, profile_.form.encoding) = files[file_->GetSelection()];
        profile_.form.header = header_->GetValue();
        profile_.unchecked_too = unchecked_->GetValue();
        try {
            profile_ = desk::keep_profile(*session_.workspace, profile_);
            EndModal(wxID_OK);
        } catch (...) {
            trouble_->SetLabel(wrapped(*this, words_of_failure(), FromDIP(620)));
        }
    }
    static wxString words_of_failure() { return gui::words_of(std::current_exception()); }

    Session& session_;
    desk::ExportProfile profile_;
    const ocr::FormTemplate& form_;
    wxTextCtrl *name_, *title_, *heading_ = nullptr, *fixed_ = nullptr, *groups_ = nullptr, *pad_ = nullptr, *values_ = nullptr, *blank_ = nullptr;
    wxChoice *file_ = nullptr, *date_ = nullptr, *digits_ = nullptr, *kana_ = nullptr, *width_ = nullptr;
    wxCheckBox *header_, *unchecked_;
    Table* columns_ = nullptr;
    wxStaticText* trouble_;
    bool filling_ = true;
};

}  // namespace

std::optional<desk::ExportProfile> edit_profile(wxWindow* parent, Session& session, desk::ExportProfile profile, const ocr::FormTemplate& form) {
    ProfileDialog dialog(parent, session, std::move(profile), form);
    if (dialog.ShowModal() != wxID_OK) return std::nullopt;
    return dialog.profile();
}

}  // namespace yorozu::gui
