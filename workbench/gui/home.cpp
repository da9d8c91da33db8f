#include "workbench/gui/home.h"

#include <wx/sizer.h>
#include <wx/stattext.h>

#include "workbench/desk/batch.h"
#include "workbench/gui/table.h"
#include "workbench/gui/words.h"

namespace yorozu::gui {
namespace {

class Home : public Room {
public:
    Home(wxWindow* parent, Session& session) : Room(parent, session) {
        auto* column = new wxBoxSizer(wxVERTICAL);
        auto* heading = new wxStaticText(this, wxID_ANY, tr("待っている仕事"));
        heading->SetFont(GetFont().Scaled(1.4f));
        column->Add(heading, 0, wxALL, FromDIP(18));
        work_ = new Table(this, tr("待っている仕事"), {{tr("仕事"), 360}, {tr("待ち"), 100, true}});
        work_->opened = [this](const std::string& batch) { session_.go("check", batch); };
        column->Add(work_, 1, wxEXPAND | wxLEFT | wxRIGHT | wxBOTTOM, FromDIP(18));
        SetSizer(column);
    }
    wxString title() const override { return tr("ホーム"); }
    void enter() override {
        refresh();
        work_->SetFocus();
    }
    void refresh() override {
        if (!session_.is_open()) return;
        std::vector<Table::Row> rows;
        for (const auto& batch : store::Documents(session_.workspace->database()).batches())
            if (batch.to_check) rows.push_back({batch.name, {shown(batch.name), grouped(batch.to_check) + " " + tr("項目")}});
        work_->show(std::move(rows));
    }

private:
    Table* work_;
};

}  // namespace

Room* make_home(wxWindow* parent, Session& session) { return new Home(parent, session); }

}  // namespace yorozu::gui
