#include "workbench/gui/table.h"

#include <wx/clipbrd.h>

#include <algorithm>

#include "workbench/gui/accessible.h"
#include "workbench/gui/colours.h"
#include "workbench/gui/words.h"

namespace yorozu::gui {

class Table::Model : public wxDataViewVirtualListModel {
public:
    explicit Model(std::size_t columns) : columns_(columns) {}
    void set(std::vector<Row> rows) {
        rows_ = std::move(rows);
        Reset(static_cast<unsigned>(rows_.size()));
    }
    unsigned GetColumnCount() const { return static_cast<unsigned>(columns_); }
    wxString GetColumnType(unsigned) const { return "string"; }
    void GetValueByRow(wxVariant& value, unsigned row, unsigned column) const override {
        value = row < rows_.size() && column < rows_[row].cells.size() ? rows_[row].cells[column] : wxString();
    }
    bool SetValueByRow(const wxVariant&, unsigned, unsigned) override { return false; }
    bool GetAttrByRow(unsigned row, unsigned, wxDataViewItemAttr& look) const override {
        if (row >= rows_.size() || rows_[row].tone == Row::Tone::plain) return false;
        const auto tone = rows_[row].tone;
        look.SetColour(tone == Row::Tone::failure ? colours().red : tone == Row::Tone::doubt ? colours().amber : colours().faint);
        return true;
    }
    void sort(unsigned column, bool ascending) {
        std::stable_sort(rows_.begin(), rows_.end(), [&](const Row& first, const Row& second) {
            const Row& a = ascending ? first : second;
            const Row& b = ascending ? second : first;
            if (column < a.order.size() && column < b.order.size()) return a.order[column] < b.order[column];
            return column < a.cells.size() && column < b.cells.size() && a.cells[column].Cmp(b.cells[column]) < 0;
        });
        Reset(static_cast<unsigned>(rows_.size()));
    }

    std::vector<Row> rows_;

private:
    std::size_t columns_;
};

Table::Table(wxWindow* parent, const wxString& name, std::vector<Column> columns)
    : wxDataViewCtrl(parent, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxDV_SINGLE | wxDV_ROW_LINES | wxBORDER_SIMPLE),
      model_(new Model(columns.size())) {
    SetName(name);
    AssociateModel(model_.get());
    for (unsigned at = 0; at < columns.size(); ++at) {
        const auto& column = columns[at];
        auto* cell = new wxDataViewTextRenderer("string", wxDATAVIEW_CELL_INERT, column.right ? wxALIGN_RIGHT : wxALIGN_LEFT);
        cell->EnableEllipsize(wxELLIPSIZE_END);
        AppendColumn(new wxDataViewColumn(column.title, cell, at, column.width < 0 ? FromDIP(200) : FromDIP(column.width),
                                          column.right ? wxALIGN_RIGHT : wxALIGN_LEFT, wxDATAVIEW_COL_RESIZABLE | wxDATAVIEW_COL_REORDERABLE));
    }
    set_accessible(*this, name);
    Bind(wxEVT_DATAVIEW_ITEM_ACTIVATED, [this](wxDataViewEvent&) { if (opened && !chosen().empty()) opened(chosen()); });
    Bind(wxEVT_DATAVIEW_SELECTION_CHANGED, [this](wxDataViewEvent&) { if (picked) picked(chosen()); });
    Bind(wxEVT_DATAVIEW_COLUMN_HEADER_CLICK, [this, last = -1, up = true](wxDataViewEvent& event) mutable {
        const int column = event.GetColumn();
        if (column < 0) return;
        up = column == last ? !up : true;
        last = column;
        const std::string kept = chosen();
        model_->sort(static_cast<unsigned>(column), up);
        choose(kept);
    });
    Bind(wxEVT_CHAR_HOOK, [this](wxKeyEvent& event) {
        if (event.GetKeyCode() == 'C' && event.GetModifiers() == (wxMOD_CONTROL | wxMOD_SHIFT) && wxTheClipboard->Open()) {
            wxTheClipboard->SetData(new wxTextDataObject(as_csv()));
            wxTheClipboard->Close();
        } else {
            event.Skip();
        }
    });
}

Table::~Table() = default;

void Table::show(std::vector<Row> rows) {
    const std::string kept = chosen();
    model_->set(std::move(rows));
    choose(kept);
}

const std::vector<Table::Row>& Table::rows() const { return model_->rows_; }

std::string Table::chosen() const {
    const auto item = GetSelection();
    if (!item.IsOk()) return {};
    const unsigned row = model_->GetRow(item);
    return row < rows().size() ? rows()[row].id : std::string();
}

void Table::choose(const std::string& id) {
    if (id.empty()) return;
    for (unsigned row = 0; row < rows().size(); ++row)
        if (rows()[row].id == id) {
            const auto item = model_->GetItem(row);
            Select(item);
            SetCurrentItem(item);
            EnsureVisible(item);
            return;
        }
}

wxString Table::as_csv() const {
    const auto quoted = [](wxString cell) {
        if (cell.find_first_of(",\"\n") == wxString::npos) return cell;
        cell.Replace("\"", "\"\"");
        return "\"" + cell + "\"";
    };
    wxString csv;
    for (unsigned at = 0; at < GetColumnCount(); ++at) csv += (at ? "," : "") + quoted(GetColumn(at)->GetTitle());
    csv += "\n";
    for (const auto& row : rows()) {
        for (std::size_t at = 0; at < row.cells.size(); ++at) csv += (at ? "," : "") + quoted(row.cells[at]);
        csv += "\n";
    }
    return csv;
}

}  // namespace yorozu::gui
