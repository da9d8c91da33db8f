#include "workbench/gui/cases/cases_list.h"

#include <wx/checkbox.h>
#include <wx/choice.h>
#include <wx/sizer.h>
#include <wx/srchctrl.h>
#include <wx/stattext.h>

#include <algorithm>

#include "workbench/desk/cases/case_report.h"
#include "workbench/desk/hours/plans.h"
#include "workbench/gui/cases/cases_strip.h"
#include "workbench/gui/cases/cases_words.h"
#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/table.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/frame/failure.h"
#include "workbench/gui/rpa/rpa_dialogs.h"

namespace yorozu::gui {

CasesList::CasesList(wxWindow* parent, Session& session, CasesStrip& strip) : wxPanel(parent), session_(session), strip_(strip) {
    const int gap = FromDIP(8);
    auto* head = new wxBoxSizer(wxHORIZONTAL);
    auto* heading = new wxStaticText(this, wxID_ANY, tr("相談"));
    heading->SetFont(GetFont().Bold());
    head->Add(heading, 0, wxALIGN_CENTRE_VERTICAL | wxALL, gap);
    count_ = new wxStaticText(this, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize, wxST_ELLIPSIZE_END);
    count_->SetForegroundColour(colours().faint);
    head->Add(count_, 1, wxALIGN_CENTRE_VERTICAL);
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    search_ = new wxSearchCtrl(this, wxID_ANY);
    search_->SetName("case-search");
    search_->SetDescriptiveText(tr("全文検索（件名・本文・経過・解決）"));
    search_->ShowCancelButton(true);
    set_accessible(*search_, tr("全文検索（件名・本文・経過・解決）"));
    search_->Bind(wxEVT_TEXT, [this](wxCommandEvent&) { wait_.StartOnce(120); });
    search_->Bind(wxEVT_SEARCH, [this](wxCommandEvent&) { filtered(); table_->SetFocus(); table_->choose(""); });
    search_->Bind(wxEVT_SEARCH_CANCEL, [this](wxCommandEvent&) { search_->Clear(); });
    department_ = new wxChoice(this, wxID_ANY);
    department_->SetName("case-department-filter");
    set_accessible(*department_, tr("所管課で絞る"));
    department_->Bind(wxEVT_CHOICE, [this](wxCommandEvent&) { filtered(); });
    views_ = new wxChoice(this, wxID_ANY);
    views_->SetName("case-views");
    set_accessible(*views_, tr("保存した表示"));
    views_->Bind(wxEVT_CHOICE, [this](wxCommandEvent&) { take_view(); });
    row->Add(search_, 1, wxALIGN_CENTRE_VERTICAL | wxRIGHT, gap);
    row->Add(department_, 0, wxALIGN_CENTRE_VERTICAL | wxRIGHT, gap);
    row->Add(views_, 0, wxALIGN_CENTRE_VERTICAL);
    auto* filters = new wxBoxSizer(wxHORIZONTAL);
    const auto box = [&](wxCheckBox*& made, const char* name, const wxString& words) {
        made = new wxCheckBox(this, wxID_ANY, words);
        made->SetName(name);
        made->Bind(wxEVT_CHECKBOX, [this](wxCommandEvent&) { filtered(); });
        filters->Add(made, 0, wxRIGHT, gap);
    };
    box(only_open_, "only-open", tr("進行中"));
    box(only_mine_, "only-mine", tr("自分の担当"));
    box(only_counter_, "only-counter", tr("窓口の課だけ"));
    box(only_overdue_, "only-overdue", tr("期日を過ぎた"));
    only_open_->SetValue(true);
    table_ = new Table(this, tr("相談の一覧"), {{tr("番号"), 64}, {tr("件名"), 146}, {tr("所管課"), 90}, {tr("段階"), 88}, {tr("次回"), 68}}, 25);
    table_->picked = [this](const std::string& number) { if (!number.empty()) picked(number); };
    table_->opened = [this](const std::string&) { opened(); };
    empty_ = new wxStaticText(this, wxID_ANY, tr("相談はまだありません。Ctrl+N で受け付ける、\nまたは CSV・XLSX を取り込む。"));
    empty_->Hide();
    auto* column = new wxBoxSizer(wxVERTICAL);
    column->Add(head, 0, wxEXPAND);
    column->Add(row, 0, wxEXPAND | wxLEFT | wxRIGHT, gap);
    column->Add(filters, 0, wxALL, gap);
    column->Add(empty_, 0, wxALL, FromDIP(24));
    column->Add(table_, 1, wxEXPAND);
    published_ = new wxStaticText(this, wxID_ANY, {});
    column->Add(published_, 0, wxEXPAND | wxALL, FromDIP(10));
    SetSizer(column);
    wait_.Bind(wxEVT_TIMER, [this](wxTimerEvent&) { filtered(); });
}

bool CasesList::view_chosen() const { return views_->GetSelection() > 0; }
std::string CasesList::chosen_view() const { return view_chosen() ? utf8(views_->GetStringSelection()) : ""; }

void CasesList::show_choices(const std::set<std::string>& departments, int late) {
    late_ = late;
    only_overdue_->SetLabel(late_ ? wxString::Format(tr("期日を過ぎた %d"), late_) : tr("期日を過ぎた"));
    show_published();
    const wxString kept = department_->GetStringSelection();
    department_->Clear();
    department_->Append(tr("所管課 すべて"));
    for (const auto& one : departments) department_->Append(shown(one));
    if (!department_->SetStringSelection(kept)) department_->SetSelection(0);
}

/// The list's filters as they stand.
desk::CaseView CasesList::shown_view() const {
    desk::CaseView view{.name = {}, .filter = {}, .mine = only_mine_->GetValue(), .words = utf8(search_->GetValue())};
    view.filter.open = only_open_->GetValue();
    view.filter.counter = only_counter_->GetValue();
    view.filter.overdue = only_overdue_->GetValue();
    if (department_->GetSelection() > 0) view.filter.department = utf8(department_->GetStringSelection());
    view.filter.stage = strip_.chosen();
    return view;
}

void CasesList::show_views(const std::string& chosen) {
    views_->Clear();
    views_->Append(tr("表示 —"));
    try {
        for (const auto& view : desk::case_views(*session_.workspace)) views_->Append(shown(view.name));
    } catch (...) {
        session_.say({Message::Kind::failure, words_of(std::current_exception())});
    }
    if (!views_->SetStringSelection(shown(chosen))) views_->SetSelection(0);
}

void CasesList::take_view() {
    const std::string name = utf8(views_->GetStringSelection());
    desk::CaseView view;
    view.filter.open = true;  // the first entry: as the room begins
    if (views_->GetSelection() > 0)
        for (const auto& one : desk::case_views(*session_.workspace))
            if (one.name == name) view = one;
    only_open_->SetValue(view.filter.open);
    only_mine_->SetValue(view.mine);
    only_counter_->SetValue(view.filter.counter);
    only_overdue_->SetValue(view.filter.overdue);
    if (view.filter.department.empty() || !department_->SetStringSelection(shown(view.filter.department))) department_->SetSelection(0);
    strip_.choose(view.filter.stage);
    search_->ChangeValue(shown(view.words));
    filtered();
}

void CasesList::keep_view() {
    const auto lines = ask_lines(this, tr("表示の保存"), tr("いまの絞り込みと検索の言葉を残します。あなただけに見えます。"), {{tr("名前"), views_->GetSelection() > 0 ? views_->GetStringSelection() : wxString(), false}});
    if (lines.empty()) return;
    try {
        auto view = shown_view();
        view.name = lines[0];
        desk::keep_case_view(*session_.workspace, view);
        show_views(lines[0]);
        session_.say({Message::Kind::notice, wxString::Format(tr("表示「%s」を保存しました。"), shown(lines[0]))});
    } catch (...) {
        session_.say({Message::Kind::failure, words_of(std::current_exception())});
    }
}

void CasesList::remove_view() {
    const std::string name = utf8(views_->GetStringSelection());
    try {
        const auto all = desk::case_views(*session_.workspace);
        const auto kept = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.name == name; });
        if (kept == all.end()) return;
        const auto put = [this, view = *kept](bool back) {
            if (back) desk::keep_case_view(*session_.workspace, view);
            else desk::remove_case_view(*session_.workspace, view.name);
            show_views(back ? view.name : "");
        };
        put(false);
        session_.undo.did({wxString::Format(tr("表示「%s」を消す"), shown(name)), [put] { put(true); }, [put] { put(false); }});
    } catch (...) {
        session_.say({Message::Kind::failure, words_of(std::current_exception())});
    }
}

/// What was published elsewhere stands apart and is added to nothing.
void CasesList::show_published() {
    const auto all = desk::published_cases(*session_.workspace);
    published_->Show(!all.empty());
    if (all.empty()) return;
    const auto& table = all.back();
    wxString words = wxString::Format(tr("参考：公表値（令和%s年度、%s）　別に保管し、今年度に足さない"), shown(table.year.name().substr(1)), shown(table.source)) + "\n";
    for (const auto& row : table.rows)
        if (row.category == "合計") words += wxString::Format(tr("全庁 受付 %d・解決 %d　窓口の課 受付 %d・解決 %d"), row.all, row.resolved, row.counter, row.counter_resolved);
    published_->SetLabel(words);
}

void CasesList::show() {
    const std::string today = desk::iso_date(session_.clock());
    auto filter = shown_view().filter;
    if (only_mine_->GetValue()) filter.assignee = session_.person;
    if (filter.stage && desk::closes(*filter.stage)) filter.open = false;
    std::vector<desk::Case> found;
    bool more = false;
    try {
        const std::string query = utf8(search_->GetValue());
        if (query.empty()) {
            found = desk::cases(*session_.workspace, filter, today);
        } else {
            filter.open = false;  // the answer is most often in a finished one
            auto hits = desk::search_cases(*session_.workspace, query);
            more = hits.more;
            for (auto& hit : hits.hits)
                if (desk::passes(hit.found, filter, today)) found.push_back(std::move(hit.found));
        }
    } catch (...) {
        session_.say({Message::Kind::failure, words_of(std::current_exception())});
    }
    std::vector<Table::Row> rows;
    for (const auto& one : found) {
        const bool late = desk::overdue(one, today);
        const wxString stage = desk::stage_of(one) == desk::CaseStage::trial ? tr("試行") : stage_title(desk::stage_of(one));
        rows.push_back({one.number, {shown(one.number), shown(one.field("title")), shown(one.field("department")), stage, (late ? "! " : "") + month_day(one.field("next_date"))},
                        {}, late ? Table::Row::Tone::failure : one.open() ? Table::Row::Tone::plain : Table::Row::Tone::faint});
    }
    const bool none = rows.empty() && search_->IsEmpty() && desk::stored_cases(*session_.workspace).count() == 0;
    empty_->Show(none);
    count_->SetLabel(wxString::Format(more ? tr("新しい %s 件まで・受付の新しい順") : tr("%s 件・受付の新しい順"), grouped(static_cast<long long>(rows.size()))));
    session_.note(wxString::Format(tr("%s 件を表示　期日を過ぎた %d 件"), grouped(static_cast<long long>(rows.size())), late_));
    table_->show(std::move(rows));
    Layout();
}

}  // namespace yorozu::gui
