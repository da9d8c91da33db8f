#include "workbench/gui/flow_list.h"

#include <wx/button.h>
#include <wx/sizer.h>
#include <wx/stattext.h>

#include <algorithm>

#include "workbench/gui/colours.h"
#include "workbench/gui/failure.h"
#include "workbench/gui/heading.h"
#include "workbench/gui/table.h"
#include "workbench/gui/words.h"

namespace yorozu::gui {

namespace fs = std::filesystem;

FlowList::FlowList(wxWindow* parent, Session& session) : wxPanel(parent), session_(session) {
    auto* column = new wxBoxSizer(wxVERTICAL);
    column->Add(heading(this, tr("業務フロー")), 0, wxLEFT | wxTOP, FromDIP(18));
    remark_ = new wxStaticText(this, wxID_ANY, tr("名前を打って最初の工程を置く（N）、BPMN を落とす、見本（転入手続き）を開く"));
    remark_->SetForegroundColour(colours().faint);
    column->Add(remark_, 0, wxLEFT | wxTOP, FromDIP(18));
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    const auto button = [&](const wxString& label, const char* name, std::function<void()> FlowList::*run) {
        auto* made = new wxButton(this, wxID_ANY, label);
        made->SetName(name);
        made->Bind(wxEVT_BUTTON, [this, run](wxCommandEvent&) { if (this->*run) (this->*run)(); });
        row->Add(made, 0, wxRIGHT, FromDIP(8));
    };
    button(tr("新しいフロー(&N)"), "flow-new", &FlowList::make_new);
    button(tr("見本を開く(&S)"), "flow-samples", &FlowList::take_samples);
    button(tr("BPMN を開く(&O)…"), "flow-file", &FlowList::open_file);
    button(tr("工程表（CSV）から(&C)…"), "flow-csv", &FlowList::import_csv);
    column->Add(row, 0, wxALL, FromDIP(18));
    table_ = new Table(this, tr("ワークスペースの業務フロー"), {{tr("業務フロー"), 300}, {tr("所管課"), 160}, {tr("工程"), 70, true}, {tr("ファイル"), 280}, {tr("状態"), 200}});
    table_->opened = [this](const std::string& id) {
        if (id.rfind("draft ", 0) == 0) open_draft(id.substr(6));
        else open(id);
    };
    column->Add(table_, 1, wxEXPAND | wxLEFT | wxRIGHT | wxBOTTOM, FromDIP(18));
    SetSizer(column);
    SetName("flow-list");
}

void FlowList::focus() {
    if (table_->rows().empty()) {
        if (auto* first = FindWindow("flow-new")) first->SetFocus();
        return;
    }
    if (table_->chosen().empty()) table_->choose("");
    table_->SetFocus();
}

void FlowList::load() {
    if (!session_.is_open()) return;
    struct Found {
        std::vector<desk::ListedFlow> flows;
        std::vector<fs::path> drafts;
    };
    session_.jobs.start<Found>({.kind = {}, .name = {}, .unit = {}, .quiet = true}, this,
        [own = session_.own()](JobControl&) {
            const auto workspace = own.open(store::Access::read);
            return Found{desk::listed_flows(*workspace), desk::drafts(*workspace)};
        },
        [this](JobEnd<Found> end) {
            if (end.failure) return session_.say({Message::Kind::failure, words_of(end.failure)});
            show(end.result->flows, end.result->drafts);
        });
}

void FlowList::show(const std::vector<desk::ListedFlow>& flows, const std::vector<fs::path>& drafts) {
    wxWindow* const focused = FindFocus();
    const bool here = !focused || IsDescendant(focused);
    const bool any = !flows.empty() || !drafts.empty();
    std::vector<Table::Row> rows;
    for (const auto& flow : flows) {
        const bool draft = std::find(drafts.begin(), drafts.end(), flow.file) != drafts.end();
        rows.push_back({flow.file.string(), {shown(flow.name), shown(flow.department), grouped(flow.steps), shown(flow.file.filename().string()), !flow.readable ? tr("BPMN ではありません") : draft ? tr("保存していない下書きあり") : wxString()},
                        {}, !flow.readable ? Table::Row::Tone::failure : draft ? Table::Row::Tone::doubt : Table::Row::Tone::plain});
    }
    for (const auto& file : drafts)
        if (std::none_of(flows.begin(), flows.end(), [&](const auto& flow) { return flow.file == file; }))
            rows.push_back({"draft " + file.string(), {shown(file.stem().string()), "", "", shown(file.filename().string()), tr("下書きだけ（まだ保存していません）")}, {}, Table::Row::Tone::doubt});
    table_->show(std::move(rows));
    if (IsShownOnScreen() && here && any) focus();
}

}  // namespace yorozu::gui
