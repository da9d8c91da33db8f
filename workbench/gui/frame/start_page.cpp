#include "workbench/gui/frame/start_page.h"

#include <wx/button.h>
#include <wx/dirdlg.h>
#include <wx/sizer.h>
#include <wx/stattext.h>

#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/heading.h"
#include "workbench/gui/controls/table.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/frame/places.h"
#include "workbench/gui/frame/samples.h"

namespace yorozu::gui {
namespace {

namespace fs = std::filesystem;

class StartPage : public Room {
public:
    StartPage(wxWindow* parent, Session& session) : Room(parent, session) {
        auto* column = new wxBoxSizer(wxVERTICAL);
        column->Add(heading(this, tr("ワークスペースを選んでください"), 1.5f), 0, wxBOTTOM, FromDIP(4));
        auto* remark = new wxStaticText(this, wxID_ANY, wrapped(*this, tr("ワークスペースは、取り込んだスキャン・確認した項目・実行の記録を入れるフォルダーです。外へは何も送りません。"), FromDIP(620)));
        remark->SetForegroundColour(colours().faint);
        column->Add(remark, 0, wxBOTTOM, FromDIP(14));
        first_ = choice(column, "try-samples", tr("見本を試す"), tr("見本の帳票 4 種類と記入例を、専用のワークスペースに入れて読みます。"), [this] { try_samples(); });
        first_->Enable(!samples_folder().empty());
        choice(column, "make-workspace", tr("新しく作る"), wxString::Format(tr("%s に作ります。"), shown(default_workspace().string())),
               [this] { session_.open_workspace(default_workspace(), store::Access::write); });
        choice(column, "make-elsewhere", tr("フォルダーを選んで作る…"), tr("空のフォルダーか、新しいフォルダーを選びます。"), [this] { choose(store::Access::write); });
        choice(column, "open-workspace", tr("ワークスペースを開く…"), tr("ほかの人が作ったものや、控えを開きます。"), [this] { choose(store::Access::change); });
        if (!session.memory.workspaces.empty()) {
            auto* before = new wxStaticText(this, wxID_ANY, tr("最近使ったワークスペース"));
            column->Add(before, 0, wxTOP | wxBOTTOM, FromDIP(8));
            recent_ = new Table(this, tr("最近使ったワークスペース"), {{tr("名前"), 180}, {tr("場所"), 430}}, 30);
            recent_->opened = [this](const std::string& folder) { CallAfter([this, folder] { session_.open_workspace(folder, store::Access::change); }); };
            std::vector<Table::Row> rows;
            for (const auto& folder : session.memory.workspaces)
                rows.push_back({folder.string(), {shown(folder.filename().string()), shown(folder.string())}});
            recent_->show(std::move(rows));
            column->Add(recent_, 1, wxEXPAND);
        }
        auto* across = new wxBoxSizer(wxHORIZONTAL);
        across->AddStretchSpacer(1);
        across->Add(column, 0, wxEXPAND | wxTOP | wxBOTTOM, FromDIP(48));
        column->SetMinSize(FromDIP(wxSize(640, -1)));
        across->AddStretchSpacer(1);
        SetSizer(across);
    }
    wxString title() const override { return tr("はじめに"); }
    void enter() override {
        if (recent_) {
            recent_->choose("");
            recent_->SetFocus();
        } else {
            first_->SetFocus();
        }
    }

private:
    wxButton* choice(wxSizer* column, const char* name, const wxString& label, const wxString& help, std::function<void()> run) {
        auto* button = new wxButton(this, wxID_ANY, label, wxDefaultPosition, FromDIP(wxSize(220, 40)), wxBU_LEFT);
        button->SetName(name);
        button->SetToolTip(help);
        set_accessible(*button, label, Role::as_is, help);
        button->Bind(wxEVT_BUTTON, [this, run](wxCommandEvent&) { CallAfter(run); });
        auto* words = new wxStaticText(this, wxID_ANY, wrapped(*this, help, FromDIP(400)));
        words->SetForegroundColour(colours().faint);
        auto* row = new wxBoxSizer(wxHORIZONTAL);
        row->Add(button, 0, wxALIGN_CENTRE_VERTICAL);
        row->Add(words, 1, wxALIGN_CENTRE_VERTICAL | wxLEFT, FromDIP(14));
        column->Add(row, 0, wxEXPAND | wxBOTTOM, FromDIP(10));
        return button;
    }

    void try_samples() {
        auto* owner = wxGetTopLevelParent(this);
        auto& session = session_;  // this page goes when the workspace opens
        session.open_workspace(samples_workspace(), store::Access::write);
        if (session.is_open()) load_samples(owner, session);
    }

    void choose(store::Access access) {
        wxDirDialog dialog(this, access == store::Access::write ? tr("ワークスペースを作るフォルダー") : tr("ワークスペースのフォルダー"), {},
                           access == store::Access::write ? wxDD_DEFAULT_STYLE : wxDD_DEFAULT_STYLE | wxDD_DIR_MUST_EXIST);
        if (dialog.ShowModal() == wxID_OK) session_.open_workspace(utf8(dialog.GetPath()), access);
    }

    wxButton* first_;
    Table* recent_ = nullptr;
};

}  // namespace

Room* make_start_page(wxWindow* parent, Session& session) { return new StartPage(parent, session); }

}  // namespace yorozu::gui
