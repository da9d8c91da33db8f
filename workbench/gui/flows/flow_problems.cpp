#include "workbench/gui/flows/flow_problems.h"

#include <wx/sizer.h>
#include <wx/stattext.h>

#include "workbench/desk/flows/flow_lint.h"
#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/sentences.h"
#include "workbench/gui/controls/table.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/flows/flow_kinds.h"

namespace yorozu::gui {
namespace {

wxString weight_words(flows::Problem::Weight weight) {
    switch (weight) {
        case flows::Problem::Weight::error: return wxString::FromUTF8("■ ") + tr("誤り");
        case flows::Problem::Weight::warning: return wxString::FromUTF8("▲ ") + tr("注意");
        case flows::Problem::Weight::hint: break;
    }
    return wxString::FromUTF8("● ") + tr("参考");
}

/// What, and how to mend it; rules end their sentences or not.
wxString sentences(const flows::Problem& problem) {
    wxString what = said(problem.what), mend = said(problem.mend);
    const wxString full_stop = tr("。");
    if (!what.EndsWith(full_stop)) what += full_stop;
    if (mend.empty()) return what;
    if (!mend.EndsWith(full_stop)) mend += full_stop;
    return full_stop == "." ? what + " " + mend.Left(1).Upper() + mend.Mid(1) : what + mend;
}

Table::Row::Tone tone(flows::Problem::Weight weight) {
    if (weight == flows::Problem::Weight::error) return Table::Row::Tone::failure;
    return weight == flows::Problem::Weight::warning ? Table::Row::Tone::doubt : Table::Row::Tone::plain;
}

/// Which diagram the place is in: As-Is, To-Be; "" for the whole file.
wxString diagram_words(const FlowTab& tab, const std::string& id) {
    const auto ref = tab.flow().find(id);
    int process = -1;
    if (ref.what == flows::What::node) process = tab.flow().nodes[static_cast<std::size_t>(ref.index)].process;
    if (ref.what == flows::What::edge) process = tab.flow().edges[static_cast<std::size_t>(ref.index)].process;
    if (ref.what == flows::What::lane) process = tab.flow().lanes[static_cast<std::size_t>(ref.index)].process;
    if (ref.what == flows::What::process) process = ref.index;
    return process < 0 ? wxString() : wxString(variant_word(tab.flow().processes[static_cast<std::size_t>(process)].variant));
}

}  // namespace

FlowProblems::FlowProblems(wxWindow* parent, FlowState& state, Session& session) : wxPanel(parent), state_(state), session_(session), pause_(this) {
    auto* column = new wxBoxSizer(wxVERTICAL);
    auto* head = new wxBoxSizer(wxHORIZONTAL);
    heading_ = new wxStaticText(this, wxID_ANY, tr("問題"));
    heading_->SetFont(GetFont().Bold());
    remark_ = new wxStaticText(this, wxID_ANY, "", wxDefaultPosition, wxDefaultSize, wxST_ELLIPSIZE_END);
    remark_->SetForegroundColour(colours().faint);
    head->Add(heading_, 0, wxALIGN_CENTRE_VERTICAL);
    head->Add(remark_, 1, wxALIGN_CENTRE_VERTICAL | wxLEFT, FromDIP(8));
    column->Add(head, 0, wxEXPAND | wxALL, FromDIP(4));
    table_ = new Table(this, tr("問題"), {{tr("重さ"), 84}, {tr("規則"), 160}, {tr("図"), 66}, {tr("場所"), 150}, {tr("内容"), 560}}, 22);
    table_->opened = [this](const std::string& id) {
        const auto at = static_cast<std::size_t>(std::stoul(id));
        if (state_.open && at < state_.open->problems.size() && go) go(state_.open->problems[at].element);
    };
    column->Add(table_, 1, wxEXPAND);
    SetSizer(column);
    SetName("flow-problems");
    Bind(wxEVT_TIMER, [this](wxTimerEvent&) { look(); }, pause_.GetId());
}

void FlowProblems::look_now() {
    if (state_.open) state_.open->checked = -1;
    look();
}

void FlowProblems::follow() {
    if (shown_ != state_.open.get()) show();
    pause_.StartOnce(250);
}

void FlowProblems::look() {
    if (!state_.open || looking_ || state_.open->checked == state_.open->version) return;
    looking_ = true;
    session_.jobs.start<flows::Problems>({.kind = {}, .name = {}, .unit = {}, .quiet = true}, this,
        [flow = state_.open->flow(), read = state_.open->opened.document.problems(), known = state_.known](JobControl&) { return desk::problems_of(flow, read, known); },
        [this, tab = std::weak_ptr(state_.open), version = state_.open->version](JobEnd<flows::Problems> end) {
            looking_ = false;
            if (const auto open = tab.lock(); open && end.result) {
                open->problems = std::move(*end.result);
                open->checked = version;
            }
            show();
            look();   // it may have changed meanwhile
        });
}

void FlowProblems::show() {
    shown_ = state_.open.get();
    std::vector<Table::Row> rows;
    int counts[3] = {};
    if (state_.open) {
        const auto& problems = state_.open->problems;
        for (std::size_t i = 0; i < problems.size() && i < 5000; ++i) {
            const auto& problem = problems[i];
            ++counts[static_cast<int>(problem.weight)];
            rows.push_back({std::to_string(i), {weight_words(problem.weight), shown(problem.rule), diagram_words(*state_.open, problem.element), problem.element.empty() ? said(problem.where) : shown(problem.where), sentences(problem)},
                            {double(static_cast<int>(problem.weight)), 0, 0, 0, 0}, tone(problem.weight)});
        }
    }
    heading_->SetLabel(wxString::Format(tr("問題 %zu"), rows.size()));
    remark_->SetLabel(wxString::Format(tr("誤り %d・注意 %d・参考 %d　保存は妨げない"), counts[0], counts[1], counts[2]) + wxString::FromUTF8("　　") + tr("( )＝公表値を按分した値か見積（未計測）　太字＝公表・計測"));
    table_->show(std::move(rows));
    Layout();
}

}  // namespace yorozu::gui
