#include "workbench/gui/plain_room.h"

#include <wx/sizer.h>
#include <wx/stattext.h>

#include "workbench/desk/calendar.h"
#include "workbench/desk/hours_data.h"
#include "workbench/desk/listed_forms.h"
#include "workbench/gui/heading.h"
#include "workbench/gui/table.h"
#include "workbench/gui/words.h"

namespace yorozu::gui {
namespace {

/// A heading, a remark where to do the work today, and what is there.
class PlainRoom : public Room {
public:
    using Load = std::function<std::vector<Table::Row>(Session&)>;
    PlainRoom(wxWindow* parent, Session& session, const wxString& name, const wxString& remark, std::vector<Table::Column> columns, Load load)
        : Room(parent, session), name_(name), load_(std::move(load)) {
        auto* column = new wxBoxSizer(wxVERTICAL);
        column->Add(heading(this, name), 0, wxLEFT | wxTOP, FromDIP(18));
        column->Add(new wxStaticText(this, wxID_ANY, remark), 0, wxLEFT | wxTOP | wxBOTTOM, FromDIP(18));
        if (!columns.empty()) {
            table_ = new Table(this, name, std::move(columns));
            column->Add(table_, 1, wxEXPAND | wxLEFT | wxRIGHT | wxBOTTOM, FromDIP(18));
        }
        SetSizer(column);
    }
    wxString title() const override { return name_; }
    void enter() override {
        refresh();
        if (!table_) return;
        if (table_->chosen().empty()) table_->choose("");
        table_->SetFocus();
    }
    void refresh() override {
        if (table_ && session_.is_open()) table_->show(load_(session_));
    }

private:
    wxString name_;
    Load load_;
    Table* table_ = nullptr;
};

}  // namespace

Room* make_forms_room(wxWindow* parent, Session& session) {
    return new PlainRoom(parent, session, tr("帳票"), tr("このワークスペースの帳票テンプレートです。"),
                         {{tr("帳票"), 320}, {tr("ID"), 220}, {tr("項目"), 80, true}, {tr("ページ"), 80, true}}, [](Session& open) {
                             std::vector<Table::Row> rows;
                             for (const auto& form : desk::listed_forms(*open.workspace))
                                 rows.push_back({form.id, {shown(form.title), shown(form.id), grouped(form.fields),
                                                           grouped(form.pages)}});
                             return rows;
                         });
}

}  // namespace yorozu::gui
