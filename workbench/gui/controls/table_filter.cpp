#include "workbench/gui/controls/table_filter.h"

#include <wx/button.h>
#include <wx/choice.h>
#include <wx/dialog.h>
#include <wx/sizer.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>

#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/table.h"
#include "workbench/gui/controls/words.h"

namespace yorozu::gui {

void ask_for_filter(Table& table) {
    wxDialog dialog(wxGetTopLevelParent(&table), wxID_ANY, tr("絞り込み"));
    dialog.SetName("filter");
    auto* which = new wxChoice(&dialog, wxID_ANY);
    which->Append(tr("すべての列"));
    for (const auto& column : table.columns()) which->Append(column.title.empty() ? wxString("!") : column.title);
    which->SetSelection(table.filter_column() + 1);
    set_accessible(*which, tr("列"));
    auto* words = new wxTextCtrl(&dialog, wxID_ANY, table.filter_words(), wxDefaultPosition, dialog.FromDIP(wxSize(240, -1)));
    words->SetName("filter-words");
    set_accessible(*words, tr("含むことば"));
    auto* count = new wxStaticText(&dialog, wxID_ANY, {});
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    row->Add(which, 0, wxALIGN_CENTRE_VERTICAL);
    row->Add(words, 1, wxLEFT, dialog.FromDIP(8));
    auto* buttons = new wxBoxSizer(wxHORIZONTAL);
    buttons->Add(count, 1, wxALIGN_CENTRE_VERTICAL);
    buttons->Add(new wxButton(&dialog, wxID_CANCEL, tr("すべて表示")), 0, wxRIGHT, dialog.FromDIP(8));
    auto* close = new wxButton(&dialog, wxID_OK, tr("これで見る"));
    close->SetDefault();
    buttons->Add(close);
    auto* column = new wxBoxSizer(wxVERTICAL);
    column->Add(row, 0, wxEXPAND | wxALL, dialog.FromDIP(14));
    column->Add(buttons, 0, wxEXPAND | wxLEFT | wxRIGHT | wxBOTTOM, dialog.FromDIP(14));
    dialog.SetSizerAndFit(column);
    const auto follow = [&] {
        table.filter(which->GetSelection() - 1, words->GetValue());
        count->SetLabel(wxString::Format(tr("%s 行"), grouped(static_cast<long long>(table.rows().size()))));
    };
    words->Bind(wxEVT_TEXT, [&](wxCommandEvent&) { follow(); });
    which->Bind(wxEVT_CHOICE, [&](wxCommandEvent&) { follow(); });
    follow();
    words->SetFocus();
    words->SelectAll();
    // Near the list, so that its rows are seen.
    const wxRect list = table.GetScreenRect();
    dialog.Move(list.GetRight() - dialog.GetSize().x, list.y - dialog.GetSize().y);
    if (dialog.ShowModal() != wxID_OK) table.filter(-1, {});
    table.SetFocus();
}

}  // namespace yorozu::gui
