#include "workbench/gui/frame/search.h"

#include <wx/dataview.h>
#include <wx/popupwin.h>
#include <wx/sizer.h>
#include <wx/srchctrl.h>
#include <wx/weakref.h>

#include "workbench/gui/checking/input_method.h"
#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/words.h"

namespace yorozu::gui {
namespace {

constexpr std::size_t most_rows = 12;

/// Every word of the query lies somewhere in it; the earlier, the better. Below 0: not found.
int likeness(const Found& found, const wxString& query) {
    const wxString text = (found.title + " " + found.also + " " + found.kind).Lower();
    int score = 1000;
    wxString rest = query.Lower();
    rest.Replace(wxString::FromUTF8("　"), " ");
    while (!rest.empty()) {
        wxString after;
        const wxString word = rest.BeforeFirst(' ', &after);
        rest = after;
        if (word.empty()) continue;
        const auto at = text.find(word);
        if (at == wxString::npos) return -1;
        score -= static_cast<int>(std::min<std::size_t>(at, 100));
    }
    return score;
}

}  // namespace

Search::Search(wxWindow* parent, std::function<std::vector<Found>()> everything)
    : wxControl(parent, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxBORDER_NONE), everything_(std::move(everything)) {
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    field_ = new wxSearchCtrl(this, wxID_ANY, {}, wxDefaultPosition, FromDIP(wxSize(270, -1)), wxTE_PROCESS_ENTER);
    field_->SetName("search");
    field_->SetDescriptiveText(tr("操作・帳票・相談を探す  Ctrl+K"));
    field_->ShowSearchButton(true);
    set_accessible(*field_, tr("操作・帳票・相談を探す"));
    follow_composition(*field_);
    row->Add(field_, 1, wxALIGN_CENTRE_VERTICAL);
    SetSizerAndFit(row);
    field_->Bind(wxEVT_TEXT, [this](wxCommandEvent&) { look(); });
    field_->Bind(wxEVT_CHAR_HOOK, &Search::key, this);
    field_->Bind(wxEVT_SET_FOCUS, [this](wxFocusEvent& event) {
        if (event.GetWindow() && !IsDescendant(event.GetWindow())) came_from_ = event.GetWindow();
        if (all_.empty()) all_ = everything_();
        event.Skip();
    });
    field_->Bind(wxEVT_KILL_FOCUS, [this](wxFocusEvent& event) {
        CallAfter([this] { if (!IsDescendant(FindFocus())) close_list(false); });
        event.Skip();
    });
}

void Search::begin() {
    came_from_ = FindFocus();
    all_ = everything_();
    field_->SetFocus();
    field_->SelectAll();
    look();
}

void Search::look() {
    if (all_.empty()) all_ = everything_();
    const wxString query = field_->GetValue();
    std::vector<std::pair<int, std::size_t>> found;
    for (std::size_t at = 0; at < all_.size(); ++at)
        if (const int score = likeness(all_[at], query); score >= 0) found.emplace_back(-score, at);
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    if (found.size() > most_rows) found.resize(most_rows);
    if (!popup_) {
        popup_ = new wxPopupWindow(this, wxBORDER_SIMPLE);
        list_ = new wxDataViewListCtrl(popup_, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxDV_NO_HEADER | wxDV_SINGLE);
        list_->SetName("search-results");
        set_accessible(*list_, tr("見つかったもの"));
        list_->AppendTextColumn({}, wxDATAVIEW_CELL_INERT, FromDIP(60));
        list_->AppendTextColumn({}, wxDATAVIEW_CELL_INERT, FromDIP(300));
        list_->AppendTextColumn({}, wxDATAVIEW_CELL_INERT, FromDIP(90), wxALIGN_RIGHT);
        list_->Bind(wxEVT_DATAVIEW_ITEM_ACTIVATED, [this](wxDataViewEvent&) { run_chosen(); });
        list_->Bind(wxEVT_DATAVIEW_SELECTION_CHANGED, [this](wxDataViewEvent&) {
            const int row = list_->GetSelectedRow();
            if (row >= 0) set_accessible(*field_, wxString::Format(tr("操作・帳票・相談を探す：%s"), list_->GetTextValue(static_cast<unsigned>(row), 1)));
        });
    }
    list_->DeleteAllItems();
    shown_.clear();
    for (const auto& [score, at] : found) {
        const auto& entry = all_[at];
        wxVector<wxVariant> cells;
        cells.push_back(entry.kind);
        cells.push_back(entry.enabled ? entry.title : entry.title + tr("（いまは使えません）"));
        cells.push_back(entry.key);
        list_->AppendItem(cells);
        shown_.push_back(at);
    }
    if (shown_.empty()) {
        wxVector<wxVariant> cells;
        cells.push_back(wxString());
        cells.push_back(tr("見つかりません"));
        cells.push_back(wxString());
        list_->AppendItem(cells);
    } else {
        list_->SelectRow(0);
    }
    const wxSize size(FromDIP(470), FromDIP(16) + FromDIP(26) * std::max<int>(1, static_cast<int>(shown_.size())));
    const wxPoint under = ClientToScreen(wxPoint(GetClientSize().x - size.x, GetClientSize().y + FromDIP(2)));
    popup_->SetSize(wxRect(under, size));
    list_->SetSize(popup_->GetClientSize());
    popup_->Show();
}

void Search::close_list(bool give_back) {
    if (popup_) popup_->Hide();
    all_.clear();
    if (!give_back) return;
    field_->ChangeValue({});
    if (came_from_ && wxWindow::FindWindowById(came_from_->GetId()) == came_from_) came_from_->SetFocus();
    came_from_ = nullptr;
}

void Search::run_chosen() {
    const int row = list_ ? list_->GetSelectedRow() : -1;
    if (row < 0 || static_cast<std::size_t>(row) >= shown_.size()) return;
    const Found chosen = all_[shown_[static_cast<std::size_t>(row)]];
    if (!chosen.enabled) return;
    close_list(true);
    CallAfter(chosen.run);
}

void Search::key(wxKeyEvent& event) {
    if (composing(field_)) return event.Skip();
    const bool open = popup_ && popup_->IsShown();
    const int row = open ? list_->GetSelectedRow() : -1;
    switch (event.GetKeyCode()) {
        case WXK_DOWN:
            if (!open) return look();
            if (row + 1 < static_cast<int>(shown_.size())) list_->SelectRow(static_cast<unsigned>(row + 1));
            return;
        case WXK_UP:
            if (row > 0) list_->SelectRow(static_cast<unsigned>(row - 1));
            return;
        case WXK_RETURN: case WXK_NUMPAD_ENTER: return run_chosen();
        case WXK_ESCAPE: return close_list(true);
        default: event.Skip();
    }
}

}  // namespace yorozu::gui
