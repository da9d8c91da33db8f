#include "workbench/gui/rpa/rpa_items.h"

#include <wx/button.h>
#include <wx/sizer.h>
#include <wx/splitter.h>
#include <wx/stattext.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>

#include "workbench/desk/rpa/rpa.h"
#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/table.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/rpa/rpa_evidence.h"

namespace yorozu::gui {
namespace {

using rpa::ItemState;

/// Unknown first, then what else waits for a person, then what is under way, then the rest.
int rank_of(ItemState state) {
    switch (state) {
        case ItemState::unknown: return 0;
        case ItemState::business_exception: return 1;
        case ItemState::system_exception: return 2;
        case ItemState::intent:
        case ItemState::running: return 3;
        default: return 4;
    }
}

constexpr ItemState shown_states[] = {ItemState::done, ItemState::already_present, ItemState::business_exception, ItemState::system_exception,
                                      ItemState::unknown, ItemState::running, ItemState::waiting};

}  // namespace

ItemsPane::ItemsPane(wxWindow* parent) : wxPanel(parent) {
    splitter_ = new wxSplitterWindow(this, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxSP_LIVE_UPDATE | wxSP_NOBORDER);
    splitter_->SetMinimumPaneSize(FromDIP(260));
    splitter_->SetSashGravity(0.65);
    auto* left = new wxPanel(splitter_);
    auto* right = new wxPanel(splitter_);
    auto* filter = new wxBoxSizer(wxHORIZONTAL);
    all_ = new wxButton(left, wxID_ANY, tr("すべて 0"), wxDefaultPosition, wxDefaultSize, wxBU_EXACTFIT);
    person_ = new wxButton(left, wxID_ANY, tr("人を待つ 0"), wxDefaultPosition, wxDefaultSize, wxBU_EXACTFIT);
    counts_ = new wxStaticText(left, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize, wxST_ELLIPSIZE_END);
    filter->Add(all_, 0, wxRIGHT, FromDIP(6));
    filter->Add(person_, 0, wxRIGHT, FromDIP(12));
    filter->Add(counts_, 1, wxALIGN_CENTRE_VERTICAL);
    table_ = new Table(left, tr("処理対象"), {{tr("番"), 44, true}, {tr("業務キー"), 150}, {tr("結果"), 92}, {tr("先方の番号"), 110}, {tr("試行"), 44, true}, {tr("止まった操作・わけ"), 200}}, 24);
    table_->set_sortable(false);
    auto* one = new wxBoxSizer(wxVERTICAL);
    one->Add(filter, 0, wxEXPAND | wxALL, FromDIP(6));
    one->Add(table_, 1, wxEXPAND | wxLEFT | wxBOTTOM, FromDIP(6));
    left->SetSizer(one);

    heading_ = new wxStaticText(right, wxID_ANY, tr("経過"), wxDefaultPosition, wxDefaultSize, wxST_ELLIPSIZE_END);
    journal_ = new Table(right, tr("経過（消せない記録）"), {{tr("時刻"), 100}, {tr("できごと"), 340}}, 22);
    journal_->set_sortable(false);
    question_ = new wxStaticText(right, wxID_ANY, {});
    look_up_ = new wxButton(right, wxID_ANY, tr("もう一度照会する(&L)"), wxDefaultPosition, wxDefaultSize, wxBU_EXACTFIT);
    there_ = new wxButton(right, wxID_ANY, tr("先方にあった…"), wxDefaultPosition, wxDefaultSize, wxBU_EXACTFIT);
    not_there_ = new wxButton(right, wxID_ANY, tr("先方になかった…"), wxDefaultPosition, wxDefaultSize, wxBU_EXACTFIT);
    again_ = new wxButton(right, wxID_ANY, tr("もう一度入れる…"), wxDefaultPosition, wxDefaultSize, wxBU_EXACTFIT);
    auto* buttons = new wxBoxSizer(wxHORIZONTAL);
    for (auto* button : {look_up_, there_, not_there_, again_}) buttons->Add(button, 0, wxRIGHT, FromDIP(6));
    auto* two = new wxBoxSizer(wxVERTICAL);
    two->Add(heading_, 0, wxEXPAND | wxALL, FromDIP(6));
    two->Add(journal_, 1, wxEXPAND | wxLEFT | wxRIGHT, FromDIP(6));
    two->Add(question_, 0, wxALL, FromDIP(6));
    two->Add(buttons, 0, wxLEFT | wxRIGHT | wxBOTTOM, FromDIP(6));
    right->SetSizer(two);
    splitter_->SplitVertically(left, right);
    splitter_->Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
        // The panes are made before the window has its size.
        if (!placed_ && splitter_->GetClientSize().x > FromDIP(600)) {
            placed_ = true;
            CallAfter([this] { splitter_->SetSashPosition(splitter_->GetClientSize().x * 64 / 100); });
        }
        event.Skip();
    });
    auto* whole = new wxBoxSizer(wxVERTICAL);
    whole->Add(splitter_, 1, wxEXPAND);
    SetSizer(whole);

    all_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { only_person_ = false; fill(); });
    person_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { only_person_ = true; fill(); });
    look_up_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { if (look_up) look_up(); });
    there_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { if (decide) decide(desk::ItemDecision::What::there); });
    not_there_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { if (decide) decide(desk::ItemDecision::What::not_there); });
    again_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { if (decide) decide(desk::ItemDecision::What::again); });
    table_->picked = [this](const std::string&) { if (picked) picked(chosen()); };
    table_->opened = [this](const std::string&) { if (opened) opened(chosen()); };
    const auto open_line = [this](const std::string& id) {
        const auto at = static_cast<std::size_t>(std::atoi(id.c_str()));
        if (!id.empty() && at < lines_.size() && !lines_[at].evidence.empty() && picture) picture(lines_[at].evidence);
    };
    journal_->opened = open_line;
    journal_->picked = open_line;
    show_buttons();
}

std::int64_t ItemsPane::chosen() const { return table_->chosen().empty() ? 0 : std::atoll(table_->chosen().c_str()); }

const rpa::WorkItem* ItemsPane::item(std::int64_t id) const {
    for (const auto& one : items_)
        if (one.id == id) return &one;
    return nullptr;
}

RunControl::View ItemsPane::seen(const std::filesystem::path& evidence_folder) const {
    RunControl::View view;
    const auto* now = item(chosen());
    if (!now) return view;
    view.item = now->id;
    RunControl::Shot before;
    for (const auto& line : lines_) {
        if (!line.read_backs.empty()) view.read_backs = line.read_backs;
        if (line.evidence.empty()) continue;
        std::ifstream in(evidence_folder / line.evidence, std::ios::binary);
        RunControl::Shot shot{{}, line.step, before.after, {std::istreambuf_iterator<char>(in), {}}, before.after_at, line.at, false, line.doubtful};
        before = shot;
        view.shots.push_back(std::move(shot));
    }
    // One picture alone has nothing before it; of more, the first pair says what the first picture would.
    if (view.shots.size() > 1) view.shots.erase(view.shots.begin());
    for (auto& one : view.read_backs) {
        const auto given = now->record.find(one.name);
        if (given == now->record.end()) continue;
        one.given = given->second;
        if (one.verdict == rpa::ReadBack::Verdict::same) one.shown = given->second;
    }
    return view;
}

int ItemsPane::waiting() const {
    return static_cast<int>(std::count_if(items_.begin(), items_.end(), [](const auto& one) { return desk::waits_for_person(one.state); }));
}

int ItemsPane::unknown() const { return count(ItemState::unknown); }

int ItemsPane::count(rpa::ItemState state) const {
    return static_cast<int>(std::count_if(items_.begin(), items_.end(), [&](const auto& one) { return one.state == state; }));
}

void ItemsPane::show(std::vector<rpa::WorkItem> items, std::int64_t running) {
    std::stable_sort(items.begin(), items.end(), [](const auto& a, const auto& b) {
        const int one = rank_of(a.state), two = rank_of(b.state);
        return one != two ? one < two : one < 4 ? a.id < b.id : a.id > b.id;
    });
    items_ = std::move(items);
    running_ = running;
    fill();
}

void ItemsPane::fill() {
    std::map<ItemState, int> counts;
    std::vector<Table::Row> rows;
    for (const auto& one : items_) {
        ++counts[one.state == ItemState::intent ? ItemState::running : one.state];
        if (only_person_ && !desk::waits_for_person(one.state)) continue;
        const auto tone = one.state == ItemState::business_exception                                               ? Table::Row::Tone::failure
                          : one.state == ItemState::unknown || one.state == ItemState::system_exception ? Table::Row::Tone::doubt
                          : one.state == ItemState::waiting || one.state == ItemState::already_present  ? Table::Row::Tone::faint
                                                                                                       : Table::Row::Tone::plain;
        const wxString state = one.state == ItemState::unknown ? tr("▲ 未確定") : shown(desk::words_of(one.state));
        rows.push_back({std::to_string(one.id), {wxString::Format("%lld", static_cast<long long>(one.id)), shown(one.business_key), state, shown(one.target_number),
                                                 wxString::Format("%d", one.attempts), shown(one.message)}, {}, tone});
    }
    wxString words;
    for (const auto state : shown_states) words += (words.empty() ? wxString() : wxString("  ")) + shown(desk::words_of(state)) + wxString::Format(" %d", counts[state]);
    counts_->SetLabel(items_.empty() ? tr("まだありません。束か CSV を選ぶと、ここに並びます。") : words);
    all_->SetLabel(wxString::Format(tr("すべて %d"), static_cast<int>(items_.size())));
    person_->SetLabel(wxString::Format(tr("人を待つ %d"), waiting()));
    table_->show(std::move(rows));
    if (table_->chosen().empty()) table_->choose("");
    Layout();
    show_buttons();
}

void ItemsPane::show_journal(std::int64_t id, const std::vector<desk::JournalLine>& lines) {
    lines_ = lines;
    heading_->SetLabel(id ? wxString::Format(tr("%lld 番の経過　消せない記録"), static_cast<long long>(id)) : tr("経過"));
    std::vector<Table::Row> rows;
    for (std::size_t at = 0; at < lines_.size(); ++at) {
        const auto& line = lines_[at];
        rows.push_back({std::to_string(at), {clock_time(line.at), shown(line.step + "　" + line.words)}, {}, line.doubtful ? Table::Row::Tone::doubt : Table::Row::Tone::plain});
    }
    journal_->show(std::move(rows));
    show_buttons();
}

void ItemsPane::show_buttons() {
    const auto* now = item(chosen());
    const bool unknown = now && now->state == ItemState::unknown;
    const bool failed = now && (now->state == ItemState::business_exception || now->state == ItemState::system_exception);
    question_->SetLabel(unknown ? tr("先方に登録されたかを確かめてください。わけと画面の画像が要ります。") : wxString());
    for (auto* button : {look_up_, there_, not_there_}) button->Show(unknown);
    again_->Show(failed);
    again_->GetParent()->Layout();
}

void ItemsPane::next_waiting(int by) {
    std::vector<std::string> waiting;
    int at = -1;
    for (const auto& one : items_)
        if (desk::waits_for_person(one.state)) {
            if (one.id == chosen()) at = static_cast<int>(waiting.size());
            waiting.push_back(std::to_string(one.id));
        }
    if (waiting.empty()) return;
    const int count = static_cast<int>(waiting.size());
    const int to = at < 0 ? (by > 0 ? 0 : count - 1) : (at + by + count) % count;
    table_->choose(waiting[static_cast<std::size_t>(to)]);
    if (picked) picked(chosen());
}

}  // namespace yorozu::gui
