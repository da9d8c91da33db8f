#include "workbench/gui/rpa/rpa_schedules.h"

#include <wx/button.h>
#include <wx/sizer.h>
#include <wx/splitter.h>
#include <wx/stattext.h>

#include <algorithm>
#include <chrono>
#include <thread>

#include "workbench/desk/rpa/holidays.h"
#include "workbench/desk/rpa/scenario_library.h"
#include "workbench/desk/rpa/scheduled_run.h"
#include "workbench/desk/workspace/calendar.h"
#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/table.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/frame/failure.h"
#include "workbench/gui/rpa/rpa_schedule_form.h"
#include "workbench/gui/rpa/rpa_vault.h"

namespace yorozu::gui {
namespace {

constexpr int shown_times = 12;  ///< how far ahead the calendar reads
constexpr std::size_t shown_runs = 200;

/// 2026-11-24（火）08:30; the time is left out where there is none.
wxString day_words(int day, std::int64_t due) {
    static const char* const names[] = {word("日"), word("月"), word("火"), word("水"), word("木"), word("金"), word("土")};
    return wxString::Format(tr("%s（%s）"), shown(desk::iso_of_day(day)), tr(names[desk::weekday_of(day)])) + (due ? shown(desk::date_and_time(due).substr(10)) : wxString());
}

int day_of(std::int64_t time) { return *desk::day_number(desk::iso_date(time)); }

wxString records_of(const desk::Schedule& schedule) {
    if (!schedule.batch.empty()) return wxString::Format(tr("束 %s"), shown(schedule.batch));
    if (!schedule.data.empty()) return shown(std::filesystem::path(schedule.data).filename().string());
    return tr("待っているもの");
}

}  // namespace

SchedulesPane::SchedulesPane(wxWindow* parent, Session& session) : wxPanel(parent), session_(session) {
    auto* splitter = new wxSplitterWindow(this, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxSP_LIVE_UPDATE | wxSP_NOBORDER);
    splitter->SetMinimumPaneSize(FromDIP(300));
    splitter->SetSashGravity(0.6);
    auto* left = new wxPanel(splitter);
    auto* right = new wxPanel(splitter);

    table_ = new Table(left, tr("予定"), {{tr("名前"), 120}, {tr("いつ"), 250}, {tr("次"), 160}, {tr("入れるもの"), 110}, {tr("シナリオ"), 150}});
    said_ = new wxStaticText(left, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize, wxST_ELLIPSIZE_END);
    auto* buttons = new wxBoxSizer(wxHORIZONTAL);
    const auto button = [&](const wxString& words, const std::function<void()>& run) {
        auto* made = new wxButton(left, wxID_ANY, words, wxDefaultPosition, wxDefaultSize, wxBU_EXACTFIT);
        made->Bind(wxEVT_BUTTON, [run](wxCommandEvent&) { run(); });
        buttons->Add(made, 0, wxRIGHT, FromDIP(6));
        return made;
    };
    add_ = button(tr("予定を作る…"), [this] { add(); });
    change_ = button(tr("変える…"), [this] { change(); });
    pause_ = button(tr("休止する"), [this] { pause(); });
    remove_ = button(tr("消す"), [this] { remove(); });
    work_ = button(tr("予定を行う"), [this] { work(); });
    auto* one = new wxBoxSizer(wxVERTICAL);
    one->Add(table_, 1, wxEXPAND | wxLEFT | wxTOP, FromDIP(6));
    one->Add(said_, 0, wxEXPAND | wxALL, FromDIP(6));
    one->Add(buttons, 0, wxLEFT | wxRIGHT | wxBOTTOM, FromDIP(6));
    left->SetSizer(one);

    ahead_words_ = new wxStaticText(right, wxID_ANY, tr("この先"), wxDefaultPosition, wxDefaultSize, wxST_ELLIPSIZE_END);
    coming_ = new Table(right, tr("この先"), {{tr("日付"), 180}, {tr("すること"), 240}}, 22);
    coming_->set_sortable(false);
    past_ = new Table(right, tr("これまで"), {{tr("予定の時刻"), 140}, {tr("予定"), 100}, {tr("結果"), 200}, {tr("わけ"), 200}}, 22);
    past_->set_sortable(false);
    auto* two = new wxBoxSizer(wxVERTICAL);
    two->Add(ahead_words_, 0, wxEXPAND | wxALL, FromDIP(6));
    two->Add(coming_, 3, wxEXPAND | wxRIGHT, FromDIP(6));
    two->Add(new wxStaticText(right, wxID_ANY, tr("これまで（行わなかったものは、後から勝手に行いません）")), 0, wxEXPAND | wxALL, FromDIP(6));
    two->Add(past_, 2, wxEXPAND | wxRIGHT | wxBOTTOM, FromDIP(6));
    right->SetSizer(two);
    splitter->SplitVertically(left, right);
    // The pane is made, hidden, before the window has its size.
    splitter->Bind(wxEVT_SIZE, [this, splitter, placed = false](wxSizeEvent& event) mutable {
        if (!placed && splitter->GetClientSize().x > FromDIP(600)) {
            placed = true;
            CallAfter([splitter] { splitter->SetSashPosition(splitter->GetClientSize().x * 62 / 100); });
        }
        event.Skip();
    });
    auto* whole = new wxBoxSizer(wxVERTICAL);
    whole->Add(splitter, 1, wxEXPAND);
    SetSizer(whole);

    table_->picked = [this](const std::string&) { show_chosen(); };
    table_->opened = [this](const std::string&) { change(); };
    table_->Bind(wxEVT_CHAR_HOOK, [this](wxKeyEvent& event) {
        if (event.HasAnyModifiers()) return event.Skip();
        switch (event.GetKeyCode()) {
            case WXK_INSERT: return add();
            case WXK_DELETE: return remove();
            case WXK_SPACE: return pause();
            default: event.Skip();
        }
    });
}

const desk::Schedule* SchedulesPane::chosen() const {
    const auto found = std::find_if(schedules_.begin(), schedules_.end(), [&](const auto& one) { return one.name == table_->chosen(); });
    return found == schedules_.end() ? nullptr : &*found;
}

void SchedulesPane::show() {
    desk::ScheduleBook book(*session_.workspace);
    const auto now = session_.clock();
    std::vector<Table::Row> rows, past;
    try {
        schedules_ = book.schedules();
        auto runs = book.runs();
        for (auto& missed : book.unnoted(now)) runs.push_back(std::move(missed));
        std::stable_sort(runs.begin(), runs.end(), [](const auto& a, const auto& b) { return a.due > b.due; });
        if (runs.size() > shown_runs) runs.resize(shown_runs);
        using State = desk::ScheduledRun::State;
        for (const auto& run : runs)
            past.push_back({run.schedule + std::to_string(run.due), {day_words(day_of(run.due), run.due), shown(run.schedule), shown(desk::words_of(run.state)), shown(run.words)}, {},
                            run.state == State::failed ? Table::Row::Tone::failure : run.state == State::done || run.state == State::running ? Table::Row::Tone::plain : Table::Row::Tone::doubt});
    } catch (const desk::RequestFault& fault) {
        schedules_.clear();
        session_.say({Message::Kind::failure, shown(fault.what())});
    }
    for (const auto& one : schedules_) {
        const auto next = desk::next_due(one, now);
        rows.push_back({one.name, {shown(one.name), shown(desk::words_of(one)), one.paused ? tr("休止中") : next ? day_words(day_of(*next), *next) : tr("ありません"), records_of(one),
                                   shown(std::filesystem::path(one.scenario).stem().string())}, {}, one.paused ? Table::Row::Tone::faint : Table::Row::Tone::plain});
    }
    table_->show(std::move(rows));
    if (table_->chosen().empty()) table_->choose("");
    past_->show(std::move(past));
    said_->SetLabel(schedules_.empty() ? tr("予定はまだありません。「予定を作る」（Ins）で、シナリオを決まった時刻に行えます。")
                    : works()         ? tr("予定を行っています。この窓を閉じると止まります。")
                                      : tr("いまは、この窓では行っていません。「予定を行う」を押すか、yorozu rpa schedule work を動かしておきます。"));
    said_->SetForegroundColour(works() || schedules_.empty() ? colours().text : colours().amber);
    show_chosen();
}

void SchedulesPane::show_chosen() {
    const auto* schedule = chosen();
    const bool may_change = desk::may_change_scenarios(*session_.workspace);
    add_->Enable(may_change);
    for (auto* button : {change_, pause_, remove_}) button->Enable(may_change && schedule);
    pause_->SetLabel(schedule && schedule->paused ? tr("再開する") : tr("休止する"));
    work_->SetLabel(works() ? tr("行うのをやめる") : tr("予定を行う"));
    work_->Enable(works() || (desk::may_run_scenarios(*session_.workspace) && !schedules_.empty()));
    std::vector<Table::Row> rows;
    if (schedule)
        for (const auto& day : desk::coming_days(*schedule, session_.clock(), shown_times))
            rows.push_back({std::to_string(day.day), {day_words(day.day, day.due), !day.due ? shown(day.words) : day.words.empty() ? tr("行う") : wxString::Format(tr("行う: %s"), shown(day.words))}, {},
                            day.due ? Table::Row::Tone::plain : Table::Row::Tone::faint});
    ahead_words_->SetLabel(!schedule ? tr("この先") : schedule->paused ? wxString::Format(tr("%s　休止中なので行いません"), shown(schedule->name)) : wxString::Format(tr("%s　この先 %d 回と閉庁日"), shown(schedule->name), shown_times));
    coming_->show(std::move(rows));
    Layout();
    if (shown_anew) shown_anew();
}

void SchedulesPane::deed(const wxString& sentence, const std::string& choose, const std::function<void()>& how, const std::function<void()>& back) {
    const auto then_show = [this](const std::function<void()>& deed) {
        return [this, deed] {
            deed();
            show();
            session_.changed();
        };
    };
    then_show(how)();
    session_.undo.did({sentence, then_show(back), then_show(how)});
    table_->choose(choose);
    show_chosen();
}

void SchedulesPane::replace(const wxString& sentence, const desk::Schedule& was, const desk::Schedule& is) {
    const auto put = [this](const desk::Schedule& from, const desk::Schedule& to) { return [this, from, to] { desk::ScheduleBook(*session_.workspace).change(from.name, to, session_.clock()); }; };
    deed(sentence, is.name, put(was, is), put(is, was));
}

void SchedulesPane::add(const std::string& scenario) {
    const auto kept = desk::kept_scenarios(*session_.workspace);
    if (kept.empty()) return session_.say({Message::Kind::doubt, tr("シナリオがありません。先に読み込むか、録画してください。")});
    if (!desk::may_change_scenarios(*session_.workspace)) return;
    desk::Schedule fresh;
    fresh.scenario = (desk::scenarios_folder(*session_.workspace) / ((scenario.empty() ? kept.front().name : scenario) + ".json")).string();
    fresh.at = 8 * 60 + 30;
    const auto made = ask_schedule(this, session_, tr("予定を作る"), fresh);
    if (!made) return;
    const auto schedule = *made;
    deed(wxString::Format(tr("予定「%s」の作成"), shown(schedule.name)), schedule.name, [this, schedule] { desk::ScheduleBook(*session_.workspace).add(schedule); },
         [this, schedule] { desk::ScheduleBook(*session_.workspace).remove(schedule.name); });
}

void SchedulesPane::change() {
    if (!chosen() || !desk::may_change_scenarios(*session_.workspace)) return;
    const auto was = *chosen();
    const auto is = ask_schedule(this, session_, tr("予定を変える"), was);
    if (is) replace(wxString::Format(tr("予定「%s」の変更"), shown(was.name)), was, *is);
}

void SchedulesPane::pause() {
    if (!chosen() || !desk::may_change_scenarios(*session_.workspace)) return;
    const auto was = *chosen();
    auto is = was;
    is.paused = !was.paused;
    replace(wxString::Format(is.paused ? tr("予定「%s」の休止") : tr("予定「%s」の再開"), shown(was.name)), was, is);
}

void SchedulesPane::remove() {
    if (!chosen() || !desk::may_change_scenarios(*session_.workspace)) return;
    const auto was = *chosen();
    deed(wxString::Format(tr("予定「%s」の削除"), shown(was.name)), "", [this, was] { desk::ScheduleBook(*session_.workspace).remove(was.name); },
         [this, was] { desk::ScheduleBook(*session_.workspace).add(was); });
}

void SchedulesPane::work() {
    if (works()) return session_.jobs.stop(job_);
    desk::ScheduledRuns runs;
    if (desk::schedules_want_vault(*session_.workspace)) {
        runs.vault = ask_vault_passphrase(this);
        if (!runs.vault) return;
    }
    job_ = session_.jobs.start<int>({tr("予定"), tr("時刻を待っています"), tr("回")}, this,
        [own = session_.own(), runs](JobControl& job) {
            const auto workspace = own.open(store::Access::write);
            std::size_t done = 0;
            desk::ScheduleWork how;
            how.run = [&](const desk::Schedule& schedule) { return desk::run_scheduled(*workspace, schedule, runs, own.clock, job.stop()); };
            how.told = [&](const desk::ScheduledRun& run) { job.report({run.state == desk::ScheduledRun::State::running ? done : ++done, 0, 0, -1}); };
            how.rest = [&job](std::chrono::milliseconds time) {
                for (auto left = time; left.count() > 0 && !job.stopped(); left -= std::chrono::milliseconds(100)) std::this_thread::sleep_for(std::chrono::milliseconds(100));
            };
            desk::work_schedules(*workspace, own.clock, how, job.stop());
            return static_cast<int>(done);
        },
        [this](JobEnd<int> end) {
            job_ = 0;
            show();
            session_.changed();
            if (end.failure) session_.say({Message::Kind::failure, words_of(end.failure)});
        });
    show();
}

}  // namespace yorozu::gui
