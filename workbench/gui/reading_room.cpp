#include "workbench/gui/reading_room.h"

#include <wx/sizer.h>
#include <wx/stattext.h>

#include "workbench/desk/batch.h"
#include "workbench/desk/calendar.h"
#include "workbench/gui/table.h"
#include "workbench/gui/words.h"

namespace yorozu::gui {
namespace {

class ReadingRoom : public Room {
public:
    ReadingRoom(wxWindow* parent, Session& session) : Room(parent, session) {
        auto* column = new wxBoxSizer(wxVERTICAL);
        auto* heading = new wxStaticText(this, wxID_ANY, tr("束"));
        heading->SetFont(GetFont().Scaled(1.4f));
        column->Add(heading, 0, wxALL, FromDIP(18));
        batches_ = new Table(this, tr("束の一覧"), {{tr("束"), 260}, {tr("取り込み"), 140}, {tr("ページ"), 80, true}, {tr("要確認"), 80, true}});
        batches_->opened = [this](const std::string& name) { session_.go("check", name); };
        column->Add(batches_, 1, wxEXPAND | wxLEFT | wxRIGHT | wxBOTTOM, FromDIP(18));
        SetSizer(column);
    }
    wxString title() const override { return tr("読取"); }
    void enter() override {
        refresh();
        batches_->SetFocus();
    }
    void refresh() override {
        if (!session_.is_open()) return;
        std::vector<Table::Row> rows;
        for (const auto& batch : store::Documents(session_.workspace->database()).batches())
            rows.push_back({batch.name, {shown(batch.name), shown(desk::date_and_time(batch.created)), grouped(batch.pages), grouped(batch.to_check)}});
        batches_->show(std::move(rows));
    }

private:
    Table* batches_;
};

}  // namespace

Room* make_reading_room(wxWindow* parent, Session& session) { return new ReadingRoom(parent, session); }

}  // namespace yorozu::gui
