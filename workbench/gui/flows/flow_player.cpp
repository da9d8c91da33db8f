#include "workbench/gui/flows/flow_player.h"

#include <wx/button.h>
#include <wx/choice.h>
#include <wx/sizer.h>
#include <wx/slider.h>
#include <wx/stattext.h>
#include <wx/stopwatch.h>

#include <algorithm>
#include <cmath>

#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/animation.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/flows/flow_kinds.h"

namespace yorozu::gui {
namespace {

constexpr int frame_ms = 40, slider_steps = 1000;
constexpr double seconds_on_the_way = 0.5;
constexpr double speeds[] = {1, 5, 15, 60};

/// 2 週目 火 09:12. The simulation's year begins on a Monday.
wxString clock_words(double minutes) {
    const auto whole = static_cast<long long>(std::floor(minutes));
    const wxString days[] = {tr("月"), tr("火"), tr("水"), tr("木"), tr("金"), tr("土"), tr("日")};
    return wxString::Format(tr("%lld 週目 %s %02lld:%02lld"), whole / 10080 + 1, days[whole / 1440 % 7], whole / 60 % 24, whole % 60);
}

}  // namespace

FlowPlayer::FlowPlayer(wxWindow* parent, const FlowState& state) : wxPanel(parent), state_(state), timer_(this) {
    SetName("flow-player");
    set_accessible(*this, tr("シミュレーションの動き"));
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    const auto button = [&](const char* name, const wxString& label, const wxString& help, std::function<void()> run) {
        auto* made = new wxButton(this, wxID_ANY, label, wxDefaultPosition, wxDefaultSize, wxBU_EXACTFIT);
        made->SetName(name);
        made->SetToolTip(help);
        set_accessible(*made, help);
        made->Bind(wxEVT_BUTTON, [run = std::move(run)](wxCommandEvent&) { run(); });
        row->Add(made, 0, wxALIGN_CENTRE_VERTICAL | wxLEFT, FromDIP(4));
        return made;
    };
    play_ = button("flow-play", tr("止める"), tr("動きを続ける・止める"), [this] { play(!playing()); });
    back_ = button("flow-event-back", wxString::FromUTF8("◀"), tr("前の出来事へ"), [this] { step(false); });
    onward_ = button("flow-event-on", wxString::FromUTF8("▶"), tr("次の出来事へ"), [this] { step(true); });
    speed_ = new wxChoice(this, wxID_ANY);
    speed_->SetName("flow-speed");
    set_accessible(*speed_, tr("動きの速さ"));
    for (const double minutes : speeds) speed_->Append(wxString::Format(tr("1 秒に %.0f 分"), minutes));
    speed_->SetSelection(1);
    row->Add(speed_, 0, wxALIGN_CENTRE_VERTICAL | wxLEFT, FromDIP(8));
    place_ = new wxSlider(this, wxID_ANY, 0, 0, slider_steps, wxDefaultPosition, FromDIP(wxSize(150, -1)));
    place_->SetName("flow-time");
    set_accessible(*place_, tr("シミュレーションの時刻"));
    place_->Bind(wxEVT_SLIDER, [this](wxCommandEvent&) {
        travel_ = 0;
        go_to(begins() + (ends() - begins()) * place_->GetValue() / slider_steps);
    });
    row->Add(place_, 0, wxALIGN_CENTRE_VERTICAL | wxLEFT, FromDIP(8));
    clock_ = new wxStaticText(this, wxID_ANY, "", wxDefaultPosition, FromDIP(wxSize(130, -1)), wxST_NO_AUTORESIZE);
    clock_->SetFont(GetFont().Bold());
    row->Add(clock_, 1, wxALIGN_CENTRE_VERTICAL | wxLEFT, FromDIP(8));
    button("flow-player-close", tr("終わる"), tr("動きを見るのを終わる（Esc）"), [this] { if (close) close(); });
    row->AddSpacer(FromDIP(4));
    words_ = new wxStaticText(this, wxID_ANY, "", wxDefaultPosition, wxDefaultSize, wxST_ELLIPSIZE_END | wxST_NO_AUTORESIZE);
    words_->SetName("flow-player-words");
    auto* column = new wxBoxSizer(wxVERTICAL);
    column->Add(row, 0, wxEXPAND);
    column->Add(words_, 0, wxEXPAND | wxLEFT | wxRIGHT | wxTOP, FromDIP(4));
    SetSizer(column);
    Bind(wxEVT_TIMER, [this](wxTimerEvent&) { tick(); }, timer_.GetId());
}

double FlowPlayer::begins() const {
    double first = 1e18;
    for (const auto& side : sides_)
        if (!side.empty()) first = std::min(first, side.begins());
    return sides_.empty() ? 0 : first;
}

double FlowPlayer::ends() const {
    double last = 1e18;
    for (const auto& side : sides_)
        if (!side.empty()) last = std::min(last, side.ends());
    return sides_.empty() ? 0 : std::max(last, begins());
}

double FlowPlayer::speed() const { return speeds[static_cast<std::size_t>(std::max(0, speed_->GetSelection()))]; }

void FlowPlayer::begin(std::vector<desk::FlowPlayback> sides) {
    sides_ = std::move(sides);
    time_ = begins();
    Show();
    GetParent()->Layout();
    const bool moves = animation_wanted();
    play_->Enable(moves);
    speed_->Enable(moves);
    play(moves);
    (moves ? play_ : onward_)->SetFocus();
    show_frames();
}

void FlowPlayer::end() {
    timer_.Stop();
    sides_.clear();
    Hide();
    GetParent()->Layout();
}

void FlowPlayer::play(bool on) {
    if (on && (!animation_wanted() || sides_.empty())) return;
    if (on && time_ >= ends()) time_ = begins();
    if (on) {
        ticked_ms_ = wxGetLocalTimeMillis().GetValue();
        timer_.Start(frame_ms);
    } else {
        timer_.Stop();
    }
    play_->SetLabel(on ? tr("止める") : tr("動かす"));
    Layout();
}

void FlowPlayer::tick() {
    if (!animation_wanted()) return play(false);   // asked for while it runs
    const long long now = wxGetLocalTimeMillis().GetValue();
    const double seconds = std::clamp(static_cast<double>(now - ticked_ms_) / 1000, 0.0, 0.5);
    ticked_ms_ = now;
    travel_ = seconds_on_the_way * speed();
    double next = 1e18;
    for (const auto& side : sides_)
        if (const double after = side.next_after(time_); after > time_) next = std::min(next, after);
    const double lead = 0.3 * speed();
    if (next < 1e18 && next - time_ > std::max(15.0, 3 * speed())) time_ = std::max(time_, next - lead);
    go_to(time_ + seconds * speed());
    if (time_ >= ends()) play(false);
}

void FlowPlayer::step(bool onward) {
    play(false);
    travel_ = 0;
    double to = onward ? 1e18 : -1e18;
    for (const auto& side : sides_) {
        const double one = onward ? side.next_after(time_) : side.last_before(time_);
        if (one != time_) to = onward ? std::min(to, one) : std::max(to, one);
    }
    if (std::abs(to) < 1e18) go_to(to);
}

void FlowPlayer::go_to(double time) {
    time_ = std::clamp(time, begins(), ends());
    show_frames();
}

wxString FlowPlayer::words() const { return words_->GetLabel(); }

void FlowPlayer::show_frames() {
    if (sides_.empty()) return;
    clock_->SetLabel(clock_words(time_));
    wxString words;
    for (std::size_t side = 0; side < sides_.size(); ++side) {
        const auto frame = sides_[side].at(time_, travel_);
        if (show) show(side, frame);
        if (side > 0) words += wxString::FromUTF8("　｜　");
        const int process = state_.open ? state_.open->process(side) : -1;
        if (process >= 0 && sides_.size() > 1) words += wxString(variant_word(state_.open->flow().processes[static_cast<std::size_t>(process)].variant)) + tr("：");
        words += wxString::Format(tr("作業中 %d、待ち %d"), frame.working, frame.waiting);
        if (!frame.longest.empty() && state_.open) words += wxString::Format(tr("（最も長い列：%s %d 件）"), gui::shown(state_.open->flow().called(frame.longest)), frame.nodes.at(frame.longest).waiting);
        words += wxString::Format(tr("、終わった件 %d"), frame.over);
    }
    if (!animation_wanted()) words += tr("　｜　システムの設定により自動では動かしません。◀ ▶ で進めます");
    words_->SetLabel(words);
    words_->SetToolTip(words);
    const double all = ends() - begins();
    place_->SetValue(all > 0 ? static_cast<int>(std::lround((time_ - begins()) / all * slider_steps)) : 0);
}

}  // namespace yorozu::gui
