#include "workbench/gui/rpa/rpa_versions.h"

#include <wx/button.h>
#include <wx/dialog.h>
#include <wx/sizer.h>
#include <wx/stattext.h>

#include "workbench/desk/workspace/calendar.h"
#include "workbench/gui/controls/table.h"
#include "workbench/gui/controls/words.h"

namespace yorozu::gui {
namespace {

class VersionsDialog : public wxDialog {
public:
    VersionsDialog(wxWindow* parent, const std::vector<desk::ScenarioVersion>& versions, const std::string& now, bool may_change)
        : wxDialog(parent, wxID_ANY, tr("版の一覧"), wxDefaultPosition, parent->FromDIP(wxSize(980, 560)), wxDEFAULT_DIALOG_STYLE | wxRESIZE_BORDER), versions_(versions), now_(now), may_change_(may_change) {
        table_ = new Table(this, tr("版の一覧"), {{tr("版"), 44, true}, {tr("いつ"), 130}, {tr("だれが"), 100}, {tr("わけ"), 270}, {tr("持ち主"), 150}, {tr("最終確認"), 90}, {tr("期限"), 90}, {tr("操作"), 46, true}}, 24);
        table_->set_sortable(false);
        heading_ = new wxStaticText(this, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize, wxST_ELLIPSIZE_END);
        differences_ = new Table(this, tr("いまの版との違い"), {{tr("違い"), 60}, {tr("操作"), 300}, {tr("この版"), 280}, {tr("いまの版"), 280}}, 22);
        differences_->set_sortable(false);
        back_ = new wxButton(this, wxID_ANY, tr("この版に戻す(&B)"));
        auto* close = new wxButton(this, wxID_CANCEL, tr("閉じる"));
        auto* buttons = new wxBoxSizer(wxHORIZONTAL);
        buttons->AddStretchSpacer();
        buttons->Add(back_, 0, wxRIGHT, FromDIP(8));
        buttons->Add(close);
        auto* column = new wxBoxSizer(wxVERTICAL);
        column->Add(table_, 1, wxEXPAND | wxALL, FromDIP(10));
        column->Add(heading_, 0, wxEXPAND | wxLEFT | wxRIGHT, FromDIP(10));
        column->Add(differences_, 1, wxEXPAND | wxALL, FromDIP(10));
        column->Add(buttons, 0, wxEXPAND | wxLEFT | wxRIGHT | wxBOTTOM, FromDIP(10));
        SetSizer(column);
        close->SetDefault();
        table_->picked = [this](const std::string&) { compare(); };
        back_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { EndModal(wxID_OK); });
        fill();
    }

    const desk::ScenarioVersion* chosen() const {
        for (const auto& one : versions_)
            if (std::to_string(one.number) == table_->chosen()) return &one;
        return nullptr;
    }

private:
    void fill() {
        std::vector<Table::Row> rows;
        for (const auto& one : versions_)
            rows.push_back({std::to_string(one.number),
                            {wxString::Format("%d", one.number), one.at ? shown(desk::date_and_time(one.at)) : tr("記録なし"), shown(one.who), shown(one.why), shown(one.owner), shown(one.verified_on), shown(one.expires_on),
                             wxString::Format("%d", one.steps)}, {}, one.text == now_ ? Table::Row::Tone::plain : Table::Row::Tone::faint});
        table_->show(std::move(rows));
        table_->choose("");
        table_->SetFocus();
        compare();
    }

    void compare() {
        const auto* version = chosen();
        std::vector<Table::Row> rows;
        const auto found = version ? desk::differences(version->text, now_) : std::vector<rpa::ScenarioDifference>{};
        for (std::size_t at = 0; at < found.size(); ++at) {
            const auto& one = found[at];
            rows.push_back({std::to_string(at), {shown(desk::words_of(one.what)), shown(one.name), shown(one.before), shown(one.after)}, {}, Table::Row::Tone::plain});
        }
        const bool same = found.empty();
        heading_->SetLabel(!version ? tr("版がまだありません。Ctrl+S で残します。") : same ? wxString::Format(tr("第 %d 版は、いまと同じです。"), version->number)
                                                                                       : wxString::Format(tr("第 %d 版から、いまの版までに変わったこと %d 件"), version->number, static_cast<int>(found.size())));
        differences_->show(std::move(rows));
        back_->Enable(version && !same && may_change_);
        Layout();
    }

    const std::vector<desk::ScenarioVersion>& versions_;
    const std::string& now_;
    bool may_change_;
    Table *table_, *differences_;
    wxStaticText* heading_;
    wxButton* back_;
};

}  // namespace

std::optional<desk::ScenarioVersion> ask_version(wxWindow* parent, const std::vector<desk::ScenarioVersion>& versions, const std::string& now, bool may_change) {
    VersionsDialog dialog(parent, versions, now, may_change);
    if (dialog.ShowModal() != wxID_OK || !dialog.chosen()) return std::nullopt;
    return *dialog.chosen();
}

}  // namespace yorozu::gui
