#include "workbench/gui/controls/table.h"

#include <wx/clipbrd.h>

#include <algorithm>

#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/native_list.h"
#include "workbench/gui/controls/table_filter.h"
#include "workbench/gui/controls/words.h"

namespace yorozu::gui {

class Table::Model : public wxDataViewVirtualListModel {
public:
    explicit Model(std::vector<bool> links) : links_(std::move(links)) {}
    void set(std::vector<Row> rows) {
        rows_ = std::move(rows);
        Reset(static_cast<unsigned>(rows_.size()));
    }
    void GetValueByRow(wxVariant& value, unsigned row, unsigned column) const override {
        value = row < rows_.size() && column < rows_[row].cells.size() ? rows_[row].cells[column] : wxString();
    }
    bool SetValueByRow(const wxVariant&, unsigned, unsigned) override { return false; }
    bool GetAttrByRow(unsigned row, unsigned column, wxDataViewItemAttr& look) const override {
        if (row >= rows_.size()) return false;
        switch (rows_[row].tone) {
            case Row::Tone::heading: look.SetBackgroundColour(colours().window); return true;
            case Row::Tone::failure: look.SetColour(colours().red); break;
            case Row::Tone::doubt: look.SetColour(colours().amber); break;
            case Row::Tone::faint: look.SetColour(colours().faint); break;
            case Row::Tone::plain: break;
        }
        if (column < links_.size() && links_[column]) look.SetColour(colours().accent);
        return !look.IsDefault();
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
    std::vector<bool> links_;
};

namespace {

std::vector<bool> links_of(const std::vector<Table::Column>& columns) {
    std::vector<bool> links;
    for (const auto& column : columns) links.push_back(column.link);
    return links;
}

}  // namespace

Table::Table(wxWindow* parent, const wxString& name, std::vector<Column> columns, int row_height)
    : wxDataViewCtrl(parent, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxDV_SINGLE | wxDV_ROW_LINES | wxBORDER_SIMPLE),
      model_(new Model(links_of(columns))), columns_(std::move(columns)) {
    SetName(name);
    AssociateModel(model_.get());
    for (unsigned at = 0; at < columns_.size(); ++at) {
        const auto& column = columns_[at];
        auto* cell = new wxDataViewTextRenderer("string", wxDATAVIEW_CELL_INERT, wxALIGN_CENTRE_VERTICAL | (column.right ? wxALIGN_RIGHT : wxALIGN_LEFT));
        cell->EnableEllipsize(wxELLIPSIZE_END);
        AppendColumn(new wxDataViewColumn(column.title, cell, at, FromDIP(column.width), column.right ? wxALIGN_RIGHT : wxALIGN_LEFT,
                                          wxDATAVIEW_COL_RESIZABLE | wxDATAVIEW_COL_REORDERABLE));
    }
    set_row_height(*this, FromDIP(row_height));
    set_accessible(*this, name);
    Bind(wxEVT_DATAVIEW_ITEM_ACTIVATED, [this](wxDataViewEvent&) { if (opened && !chosen().empty()) opened(chosen()); });
    Bind(wxEVT_DATAVIEW_SELECTION_CHANGED, [this](wxDataViewEvent&) {
        keep_off_headings();
        if (picked) picked(chosen());
    });
    Bind(wxEVT_DATAVIEW_COLUMN_HEADER_CLICK, [this, last = -1, up = true](wxDataViewEvent& event) mutable {
        const int column = event.GetColumn();
        if (column < 0 || !sortable_) return;
        up = column == last ? !up : true;
        last = column;
        const std::string kept = chosen();
        model_->sort(static_cast<unsigned>(column), up);
        choose(kept);
    });
    if (std::any_of(columns_.begin(), columns_.end(), [](const Column& column) { return column.link; }))
        GetMainWindow()->Bind(wxEVT_LEFT_UP, [this](wxMouseEvent& event) {
            wxDataViewItem item;
            wxDataViewColumn* column = nullptr;
            HitTest(event.GetPosition(), item, column);
            if (item.IsOk() && column && columns_[column->GetModelColumn()].link && opened && !chosen().empty())
                CallAfter([this] { opened(chosen()); });
            event.Skip();
        });
    Bind(wxEVT_CHAR_HOOK, [this](wxKeyEvent& event) {
        if (event.GetKeyCode() == 'C' && event.GetModifiers() == (wxMOD_CONTROL | wxMOD_SHIFT) && wxTheClipboard->Open()) {
            wxTheClipboard->SetData(new wxTextDataObject(as_csv()));
            wxTheClipboard->Close();
        } else if (event.GetKeyCode() == 'F' && event.GetModifiers() == wxMOD_CONTROL) {
            ask_for_filter(*this);
        } else if ((event.GetKeyCode() == WXK_RETURN || event.GetKeyCode() == WXK_NUMPAD_ENTER) && !event.HasModifiers() && opened && !chosen().empty()) {
            opened(chosen());  // GTK wants a cursor that moved before; a chosen row is enough
        } else {
            event.Skip();
        }
    });
}

Table::~Table() = default;

void Table::show(std::vector<Row> rows) {
    all_ = std::move(rows);
    show_filtered();
}

void Table::show_filtered() {
    const std::string kept = chosen();
    auto rows = all_;
    if (filtered()) {
        const wxString wanted = filter_words_.Lower();
        std::erase_if(rows, [&](const Row& row) {
            if (row.tone == Row::Tone::heading) return true;
            for (std::size_t at = 0; at < row.cells.size(); ++at)
                if ((filter_column_ < 0 || static_cast<std::size_t>(filter_column_) == at) && row.cells[at].Lower().Contains(wanted)) return false;
            return true;
        });
    }
    model_->set(std::move(rows));
    if (!kept.empty()) choose(kept);
}

void Table::filter(int column, const wxString& words) {
    filter_column_ = column;
    filter_words_ = words;
    for (unsigned at = 0; at < columns_.size(); ++at) {
        const bool here = filtered() && (column < 0 ? at == 0 : static_cast<unsigned>(column) == at);
        GetColumn(at)->SetTitle(here ? columns_[at].title + wxString::FromUTF8("　▽「") + words + wxString::FromUTF8("」") : columns_[at].title);
    }
    show_filtered();
}

const std::vector<Table::Row>& Table::rows() const { return model_->rows_; }

std::string Table::chosen() const {
    const auto item = GetSelection();
    if (!item.IsOk()) return {};
    const unsigned row = model_->GetRow(item);
    return row < rows().size() && rows()[row].tone != Row::Tone::heading ? rows()[row].id : std::string();
}

void Table::choose(const std::string& id) {
    for (unsigned row = 0; row < rows().size(); ++row)
        if (id.empty() ? rows()[row].tone != Row::Tone::heading : rows()[row].id == id) {
            const auto item = model_->GetItem(row);
            Select(item);
            SetCurrentItem(item);
            EnsureVisible(item);
            last_chosen_ = rows()[row].id;
            return;
        }
}

/// ↑↓ step over the headings of groups.
void Table::keep_off_headings() {
    const auto item = GetSelection();
    if (!item.IsOk()) return;
    const auto at = static_cast<int>(model_->GetRow(item)), count = static_cast<int>(rows().size());
    const auto is_heading = [this](int row) { return rows()[static_cast<std::size_t>(row)].tone == Row::Tone::heading; };
    if (at >= count || !is_heading(at)) {
        last_chosen_ = chosen();
        return;
    }
    int from = -1;
    for (int row = 0; row < count; ++row)
        if (rows()[static_cast<std::size_t>(row)].id == last_chosen_) from = row;
    const int step = from > at ? -1 : 1;
    int to = at;
    while (to >= 0 && to < count && is_heading(to)) to += step;
    CallAfter([this, id = to >= 0 && to < count ? rows()[static_cast<std::size_t>(to)].id : last_chosen_] { choose(id); });
}

wxString Table::as_csv() const {
    const auto quoted = [](wxString cell) {
        if (cell.find_first_of(",\"\n") == wxString::npos) return cell;
        cell.Replace("\"", "\"\"");
        return "\"" + cell + "\"";
    };
    wxString csv;
    for (unsigned at = 0; at < columns_.size(); ++at) csv += (at ? "," : "") + quoted(columns_[at].title);
    csv += "\n";
    for (const auto& row : rows()) {
        if (row.tone == Row::Tone::heading) continue;
        for (std::size_t at = 0; at < row.cells.size(); ++at) csv += (at ? "," : "") + quoted(row.cells[at]);
        csv += "\n";
    }
    return csv;
}

}  // namespace yorozu::gui
