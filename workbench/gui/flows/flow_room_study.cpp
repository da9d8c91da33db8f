// 業務フロー: what is found out about a flow: timings; and showing it to others.
#include <wx/filedlg.h>
#include <wx/frame.h>
#include <wx/splitter.h>

#include <algorithm>

#include "workbench/desk/flows/flow_export.h"
#include "workbench/gui/controls/sentences.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/flows/flow_difference_list.h"
#include "workbench/gui/flows/flow_measured_list.h"
#include "workbench/gui/flows/flow_paint.h"
#include "workbench/gui/flows/flow_palette.h"
#include "workbench/gui/flows/flow_player.h"
#include "workbench/gui/flows/flow_problems.h"
#include "workbench/gui/flows/flow_results.h"
#include "workbench/gui/flows/flow_room.h"
#include "workbench/gui/flows/flow_stopwatch.h"
#include "workbench/gui/flows/flow_what_if.h"
#include "workbench/gui/frame/failure.h"

namespace yorozu::gui {
namespace {

constexpr std::size_t watched_cases = 2000;   ///< enough for some weeks at a counter; a frame of so many takes well under a millisecond

}  // namespace

/// Real timings become the step's minutes; each is kept with who and when.
void FlowRoom::time_chosen() {
    if (!state_.editable()) return;
    const auto tab = state_.open;
    const auto* node = tab->flow().node(tab->only());
    if (!node || !node->is_activity()) return session_.say({Message::Kind::doubt, tr("計る工程を一つ選んでください")});
    const std::string id = node->id;
    try {
        auto all = desk::timings_of(tab->opened.file, id);
        const auto fresh = time_step(this, session_, id, shown(node->name), all.size());
        if (fresh.empty() || state_.open != tab) return;
        desk::add_timings(tab->opened.file, fresh);
        all.insert(all.end(), fresh.begin(), fresh.end());
        if (const auto* now = tab->flow().node(id)) state_.apply({flows::SetStep{id, desk::timed_step(now->quantities, all)}}, utf8(wxString::Format(tr("「%s」の分数を計測 %zu 件から入れる"), shown(now->name), all.size())));
    } catch (...) {
        session_.say({Message::Kind::failure, words_of(std::current_exception())});
    }
}

/// Both variants with the same chance: means and intervals in a list, queues as heat over the steps; or at once what happens to the single cases.
void FlowRoom::simulate(bool at_once) {
    const auto tab = state_.open;
    end_watching();
    std::vector<int> processes;
    for (std::size_t side = 0; side < tab->diagrams.size(); ++side)
        if (const int process = tab->process(side); process >= 0) processes.push_back(process);
    using Results = std::vector<flows::Simulation>;
    session_.jobs.start<Results>({tr("シミュレーション"), tab->name(), wxString("%")}, this,
        [flow = tab->flow(), processes](JobControl& control) {
            flows::SimulationOptions options;
            options.trace_cases = watched_cases;
            options.progress = [&](double done) {
                control.report({static_cast<std::size_t>(done * 100), 100, 0, -1});
                return !control.stopped();
            };
            return desk::simulate_variants(flow, processes, options);
        },
        [this, tab, at_once, version = tab->version](JobEnd<Results> end) {
            if (end.failure) return session_.say({Message::Kind::failure, words_of(end.failure)});
            if (end.stopped || state_.open != tab || tab->version != version) return session_.say({Message::Kind::notice, tr("シミュレーションを止めたか、途中で図が変わりました")});
            if (at_once) return watch(*end.result);
            const auto shares = desk::queue_shares(*end.result);
            std::map<std::string, wxString> badges;
            for (const auto& one : *end.result)
                for (const auto& step : one.steps)
                    if (shares.count(step.id)) badges[step.id] = wxString::Format("%.2f", step.queue.mean);
            for (auto* one : canvases_) one->put_badges(badges, shares);
            marked_ = true;
            if (show_simulation(this, *tab, *end.result) && state_.open == tab && tab->version == version) watch(*end.result);
        });
}

void FlowRoom::watch(const std::vector<flows::Simulation>& simulations) {
    std::vector<desk::FlowPlayback> sides;
    wxString why;
    for (const auto& one : simulations) {
        sides.emplace_back(state_.open->flow(), one);
        if (!one.fault.empty()) why = said(one.fault);
    }
    if (std::all_of(sides.begin(), sides.end(), [](const auto& side) { return side.empty(); })) return session_.say({Message::Kind::doubt, why.empty() ? tr("この図では何も起きません。始まりと件数を確かめてください") : why});
    clear_marks();
    player_->begin(std::move(sides));
}

void FlowRoom::end_watching() {
    if (!player_->shown()) return;
    player_->end();
    for (auto* one : canvases_) one->put_tokens({});
    canvas().SetFocus();
}

/// Four colours on both diagrams, and the table.
void FlowRoom::compare() {
    const auto tab = state_.open;
    if (tab->diagrams.size() < 2) return session_.say({Message::Kind::notice, tr("くらべるもう一つの図がありません")});
    const auto differences = desk::variant_difference(tab->flow(), tab->diagrams[0], tab->diagrams[1]);
    std::map<std::string, wxColour> colours_of_sides[2];
    for (const auto& one : differences) {
        if (one.change == flows::Change::same) continue;
        if (!one.older.empty()) colours_of_sides[0][one.older] = on_screen(flows::colour_of(one.change));
        if (!one.newer.empty()) colours_of_sides[1][one.newer] = on_screen(flows::colour_of(one.change));
    }
    for (std::size_t side = 0; side < 2; ++side) canvases_[side]->mark(colours_of_sides[side]);
    marked_ = true;
    if (const auto chosen = show_differences(this, *tab, differences); !chosen.empty() && state_.open == tab) go_to(chosen);
}

void FlowRoom::measured() {
    using Steps = std::vector<desk::MeasuredStep>;
    session_.jobs.start<Steps>({.kind = {}, .name = {}, .unit = {}, .quiet = true}, this,
        [own = session_.own(), flow = state_.open->flow()](JobControl&) {
            const auto workspace = own.open(store::Access::read);
            return desk::measured_steps(flow, *workspace);
        },
        [this](JobEnd<Steps> end) {
            if (end.failure) return session_.say({Message::Kind::failure, words_of(end.failure)});
            if (end.result->empty()) return session_.say({Message::Kind::notice, tr("実行記録のあるシナリオも、読み取った帳票のあるテンプレートも、工程に付いていません。付けて使うと並びます")});
            show_measured(this, *end.result);
        });
}

void FlowRoom::try_out() {
    if (const int process = state_.open->process(state_.open->side); process >= 0) show_what_if(this, state_.open->flow(), process, state_.open->what_if);
}

void FlowRoom::clear_marks() {
    for (auto* one : canvases_) {
        one->put_badges({}, {});
        one->mark({});
    }
    marked_ = false;
}

void FlowRoom::arrange() {
    const auto& tab = *state_.open;
    std::vector<std::string> faults;
    const auto edits = desk::arranged(tab.flow(), tab.diagram(), tab.chosen, faults);
    if (edits.empty()) session_.say({Message::Kind::notice, tr("もう並んでいます")});
    else state_.apply(edits, tab.chosen.empty() ? "図の全体を整列" : "選んだ要素を整列");
    if (!faults.empty()) session_.say({Message::Kind::doubt, said(faults.front())});
}

/// Off the UI thread: a PDF of thousands of steps takes its time.
void FlowRoom::export_picture() {
    wxFileDialog dialog(this, tr("図を書き出す"), "", state_.open->name() + ".pdf", "PDF|*.pdf|SVG|*.svg|PNG|*.png", wxFD_SAVE | wxFD_OVERWRITE_PROMPT);
    if (dialog.ShowModal() != wxID_OK) return;
    std::filesystem::path file = std::filesystem::u8path(utf8(dialog.GetPath()));
    if (file.extension().empty()) file += dialog.GetFilterIndex() == 1 ? ".svg" : dialog.GetFilterIndex() == 2 ? ".png" : ".pdf";
    session_.jobs.start<std::vector<std::filesystem::path>>({tr("図を書き出す"), state_.open->name(), tr("図")}, this,
        [flow = state_.open->flow(), diagrams = state_.open->diagrams, file, title = utf8(state_.open->name())](JobControl&) {
            desk::PictureForm form;
            form.paper.size = flows::PaperSize::a3;
            form.paper.title = title;
            return desk::export_pictures(flow, diagrams, file, form);
        },
        [this](JobEnd<std::vector<std::filesystem::path>> end) {
            if (end.failure) return session_.say({Message::Kind::failure, words_of(end.failure)});
            wxString names;
            for (const auto& one : *end.result) names += (names.empty() ? wxString() : tr("、")) + shown(one.string());
            session_.say({Message::Kind::notice, tr("図を書き出しました：") + names});
        });
}

/// The diagrams alone on the whole screen, for a meeting.
void FlowRoom::present(bool on) {
    if (presenting_ == on || !state_.open) return;
    presenting_ = on;
    palette_->Show(!on);
    if (on) {
        inner_->Unsplit(problems_);
        outer_->Unsplit(right_);
    } else {
        problems_->Show();
        right_->Show();
        inner_->SplitHorizontally(centre_, problems_, -FromDIP(136));
        outer_->SplitVertically(inner_, right_, -FromDIP(272));
    }
    if (auto* rail = wxWindow::FindWindowByName("rail", wxGetTopLevelParent(this))) rail->Show(!on), rail->GetParent()->Layout();
    if (auto* frame = dynamic_cast<wxFrame*>(wxGetTopLevelParent(this))) frame->ShowFullScreen(on, wxFULLSCREEN_ALL);
    work_->Layout();
    canvas().SetFocus();
    if (on) canvas().whole(), scrolled(state_.open->side);
}

}  // namespace yorozu::gui
