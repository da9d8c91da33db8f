#include "workbench/gui/flows/flow_list.h"

#include <wx/button.h>
#include <wx/filedlg.h>
#include <wx/notebook.h>
#include <wx/sizer.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>

#include <algorithm>
#include <chrono>
#include <cmath>

#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/heading.h"
#include "workbench/gui/controls/sentences.h"
#include "workbench/gui/controls/table.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/flows/flow_kinds.h"
#include "workbench/gui/frame/failure.h"

namespace yorozu::gui {
namespace {

namespace fs = std::filesystem;
using Row = Table::Row;

constexpr std::uintmax_t long_reading = 16 << 20;   ///< bytes: about a third of a second

wxString whole(const std::optional<double>& value) { return value ? grouped(std::llround(*value)) : wxString::FromUTF8("－"); }
double order_of(const std::optional<double>& value) { return value.value_or(-1); }
wxString percent(const std::optional<double>& share) { return share ? wxString::Format("%.0f %%", *share * 100) : wxString::FromUTF8("？"); }

/// A row's id names the file and, after a line end, the process.
std::string file_in(const std::string& id) { return id.substr(0, id.find('\n')); }

}  // namespace

FlowList::FlowList(wxWindow* parent, Session& session) : wxPanel(parent), session_(session) {
    auto* column = new wxBoxSizer(wxVERTICAL);
    column->Add(heading(this, tr("業務フロー")), 0, wxLEFT | wxTOP, FromDIP(18));
    auto* remark = new wxStaticText(this, wxID_ANY, tr("名前を打って最初の工程を置く（N）、BPMN を落とす、見本（転入手続き）を開く"));
    remark->SetForegroundColour(colours().faint);
    column->Add(remark, 0, wxLEFT | wxTOP, FromDIP(18));
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    const auto button = [&](const wxString& label, const char* name, std::function<void()> run) {
        auto* made = new wxButton(this, wxID_ANY, label);
        made->SetName(name);
        made->Bind(wxEVT_BUTTON, [run = std::move(run)](wxCommandEvent&) { run(); });
        row->Add(made, 0, wxRIGHT, FromDIP(8));
    };
    button(tr("新しいフロー(&N)"), "flow-new", [this] { make_new(); });
    button(tr("見本を開く(&S)"), "flow-samples", [this] { take_samples(); });
    button(tr("BPMN を開く(&O)…"), "flow-file", [this] { open_file(); });
    button(tr("工程表（CSV）から(&C)…"), "flow-csv", [this] { import_csv(); });
    button(tr("業務の一覧（CSV）を加える(&L)…"), "flow-work-list", [this] { add_work_list(); });
    search_ = new wxTextCtrl(this, wxID_ANY);
    search_->SetName("flow-search");
    search_->SetHint(tr("名前・工程・システム・課を探す"));
    set_accessible(*search_, tr("業務フローを探す"));
    search_->Bind(wxEVT_TEXT, [this](wxCommandEvent&) { show_flows(); });
    row->Add(search_, 1, wxALIGN_CENTRE_VERTICAL);
    column->Add(row, 0, wxEXPAND | wxALL, FromDIP(18));
    pages_ = new wxNotebook(this, wxID_ANY);
    pages_->SetName("flow-index");
    set_accessible(*pages_, tr("業務フロー"));
    const auto page = [&](const wxString& name, std::vector<Table::Column> columns) {
        auto* made = new Table(pages_, name, std::move(columns));
        pages_->AddPage(made, name);
        return made;
    };
    table_ = page(tr("ワークスペースの業務フロー"), {{tr("業務フロー"), 260}, {tr("版"), 70}, {tr("所管課"), 140}, {tr("工程"), 60, true}, {tr("件/年"), 90, true}, {tr("分/件"), 80, true}, {tr("時間/年"), 100, true}, {tr("ファイル"), 200}, {tr("状態"), 200}});
    totals_ = page(tr("所管課ごとの計"), {{tr("所管課"), 220}, {tr("業務"), 80, true}, {tr("工程"), 80, true}, {tr("件/年"), 120, true}, {tr("時間/年"), 120, true}, {tr("件数か分数のない業務"), 180, true}});
    years_ = page(tr("年度ごとの計"), {{tr("年度"), 80}, {tr("所管課"), 200}, {tr("業務（図）"), 90, true}, {tr("件"), 110, true}, {tr("時間"), 110, true}, {tr("業務（一覧）"), 100, true}, {tr("一覧の件"), 110, true}, {tr("一覧の時間"), 110, true}});
    years_->SetToolTip(tr("図は、工程図に書いた年度ごとの件数 × 分。一覧は、加えた業務の一覧の数。同じ業務が両方にあることもあるので、足しません"));
    candidates_ = page(tr("RPA・OCR の候補"), {{tr("業務"), 280}, {tr("所管課"), 120}, {tr("点"), 80, true}, {tr("時間/年"), 90, true}, {tr("件/年"), 90, true}, {tr("毎件同じ手順"), 100, true}, {tr("紙から"), 70, true}, {tr("理由"), 500}});
    candidates_->SetToolTip(said(desk::candidate_rule));
    const auto open_row = [this](const std::string& id) {
        if (id.rfind("draft ", 0) == 0) open_draft(id.substr(6));
        else if (!file_in(id).empty()) open(file_in(id));
    };
    table_->opened = open_row;
    candidates_->opened = open_row;
    column->Add(pages_, 1, wxEXPAND | wxLEFT | wxRIGHT, FromDIP(18));
    auto* rule = new wxStaticText(this, wxID_ANY, said(desk::candidate_rule));
    rule->SetForegroundColour(colours().faint);
    column->Add(rule, 0, wxALL, FromDIP(18));
    rule->Hide();
    pages_->Bind(wxEVT_NOTEBOOK_PAGE_CHANGED, [this, rule](wxBookCtrlEvent& event) {
        event.Skip();
        rule->Show(event.GetSelection() == 3);
        Layout();
    });
    SetSizer(column);
    SetName("flow-list");
}

void FlowList::focus() {
    if (table_->rows().empty()) {
        if (auto* first = FindWindow("flow-new")) first->SetFocus();
        return;
    }
    pages_->ChangeSelection(0);
    if (table_->chosen().empty()) table_->choose("");
    table_->SetFocus();
}

void FlowList::load() {
    if (!session_.is_open()) return;
    // What takes long is said, and can be stopped.
    const bool quiet = desk::flow_bytes(*session_.workspace) < long_reading;
    session_.jobs.start<Found>({.kind = tr("業務フローの一覧"), .name = {}, .unit = "KB", .quiet = quiet}, this,
        [own = session_.own()](JobControl& control) {
            const auto workspace = own.open(store::Access::read);
            const auto begun = std::chrono::steady_clock::now();
            const auto progress = [&](std::uintmax_t done, std::uintmax_t all) {
                const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count(), share = all ? static_cast<double>(done) / static_cast<double>(all) : 0;
                control.report({done / 1024, all / 1024, share > 0 ? static_cast<double>(done) / 1024 * 60 / seconds : 0, share > 0 ? seconds * (1 - share) / share : -1});
                return !control.stopped();
            };
            return Found{desk::flow_index(*workspace, progress), desk::drafts(*workspace)};
        },
        [this](JobEnd<Found> end) {
            if (end.failure) return session_.say({Message::Kind::failure, words_of(end.failure)});
            found_ = std::move(*end.result);
            show();
        });
}

void FlowList::show() {
    wxWindow* const focused = FindFocus();
    const bool here = !focused || IsDescendant(focused);
    show_flows();
    show_totals();
    show_years();
    show_candidates();
    for (const auto& fault : found_.index.faults) session_.say({Message::Kind::doubt, said(fault)});
    if (IsShownOnScreen() && here && focused != search_ && !table_->rows().empty()) focus();
}

void FlowList::show_flows() {
    const auto& drafts = found_.drafts;
    const bool all = search_->IsEmpty();
    const auto flows = all ? found_.index.flows : desk::flows_with(found_.index, utf8(search_->GetValue()));
    std::vector<Row> rows;
    for (const auto& flow : flows) {
        const bool broken = flow.process.empty(), draft = std::find(drafts.begin(), drafts.end(), flow.file) != drafts.end();
        const wxString state = broken ? tr("BPMN ではありません") : !flow.fault.empty() ? said(flow.fault) : draft ? tr("保存していない下書きあり") : wxString();
        rows.push_back({flow.file.string() + "\n" + flow.process,
                        {shown(flow.name), variant_word(flow.variant), shown(flow.department), grouped(flow.steps), whole(flow.cases), minutes_text(flow.minutes), whole(flow.cases ? std::optional(flow.hours) : std::nullopt), shown(flow.file.filename().string()), state},
                        {}, broken ? Row::Tone::failure : draft || !flow.fault.empty() ? Row::Tone::doubt : Row::Tone::plain});
    }
    for (const auto& file : drafts)
        if (all && std::none_of(flows.begin(), flows.end(), [&](const auto& flow) { return flow.file == file; }))
            rows.push_back({"draft " + file.string(), {shown(file.stem().string()), "", "", "", "", "", "", shown(file.filename().string()), tr("下書きだけ（まだ保存していません）")}, {}, Row::Tone::doubt});
    table_->show(std::move(rows));
}

void FlowList::show_totals() {
    std::vector<Row> rows;
    for (const auto& total : desk::totals_by_department(found_.index.flows)) {
        const bool sum = total.department == "計";
        rows.push_back({"= " + total.department, {total.department.empty() ? tr("（所管課なし）") : shown(total.department), grouped(total.procedures), grouped(total.steps), grouped(std::llround(total.cases)), grouped(std::llround(total.hours)), grouped(total.uncounted)},
                        {0, double(total.procedures), double(total.steps), total.cases, total.hours, double(total.uncounted)}, sum ? Row::Tone::heading : Row::Tone::plain});
    }
    totals_->show(std::move(rows));
}

void FlowList::show_years() {
    std::vector<Row> rows;
    for (const auto& total : desk::totals_by_year(found_.index)) {
        const bool sum = total.department == "計";
        const auto some = [](int count, double value) { return count ? grouped(std::llround(value)) : wxString::FromUTF8("－"); };
        rows.push_back({"= " + total.year_name() + "\n" + total.department,
                        {total.year ? said(total.year_name()) : tr("年度なし"), total.department.empty() ? tr("（所管課なし）") : shown(total.department), grouped(total.procedures), some(total.procedures, total.cases), some(total.procedures, total.hours),
                         grouped(total.listed), some(total.listed, total.listed_cases), some(total.listed, total.listed_hours)},
                        {double(total.year), 0, double(total.procedures), total.cases, total.hours, double(total.listed), total.listed_cases, total.listed_hours}, sum ? Row::Tone::heading : Row::Tone::plain});
    }
    years_->show(std::move(rows));
}

void FlowList::show_candidates() {
    std::vector<Row> rows;
    for (const auto& one : desk::candidates(found_.index)) {
        wxString reasons;
        for (const auto& reason : one.reasons) reasons += (reasons.empty() ? wxString() : tr("。")) + said(reason);
        rows.push_back({one.file.string() + "\n" + one.department + one.work, {shown(one.work), shown(one.department), whole(one.points), whole(one.hours), whole(one.cases), percent(one.regular), percent(one.paper), reasons},
                        {0, 0, order_of(one.points), order_of(one.hours), order_of(one.cases), order_of(one.regular), order_of(one.paper), 0}, one.points ? Row::Tone::plain : Row::Tone::faint});
    }
    candidates_->show(std::move(rows));
}

void FlowList::add_work_list() {
    if (!session_.is_open()) return;
    wxFileDialog dialog(this, tr("業務の一覧を加える"), "", "", tr("業務の一覧（CSV：所管課,業務,時間,件数）") + "|*.csv", wxFD_OPEN | wxFD_FILE_MUST_EXIST);
    if (dialog.ShowModal() != wxID_OK) return;
    try {
        const int works = desk::keep_work_list(*session_.workspace, fs::u8path(utf8(dialog.GetPath())));
        session_.say({Message::Kind::notice, wxString::Format(tr("%d 業務を加えました。「RPA・OCR の候補」に出ます"), works)});
        load();
    } catch (...) {
        session_.say({Message::Kind::failure, words_of(std::current_exception())});
    }
}

}  // namespace yorozu::gui
