// Runs in the room: started, watched, stepped through and stopped; and what a person decides about a record.
#include <wx/checkbox.h>
#include <wx/splitter.h>

#include <nlohmann/json.hpp>
#include <utility>

#include "workbench/desk/people/people.h"
#include "workbench/gui/cases/linked_cases.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/frame/failure.h"
#include "workbench/gui/rpa/rpa_dialogs.h"
#include "workbench/gui/rpa/rpa_form.h"
#include "workbench/gui/rpa/rpa_items.h"
#include "workbench/gui/rpa/rpa_room.h"
#include "workbench/gui/rpa/rpa_tree.h"
#include "workbench/gui/rpa/rpa_trial.h"
#include "workbench/gui/rpa/rpa_vault.h"

namespace yorozu::gui {

Actions RpaRoom::run_actions() {
    const wxString run = tr("実行(&X)");
    const auto ready = [this] { return may_run_ && document_ && document_->reading().scenario; };
    const auto idle = [this, ready] { return ready() && !runs(); };
    const auto at_steps = [this, idle] { return idle() && rows_->IsShown(); };
    const auto paused = [this] { return control_ && control_->view().paused; };
    return {
        {.id = "rpa.run", .label = tr("実行・続ける(&G)"), .key = "F5", .help = tr("残りを入れます。止まっているときは続けます"),
         .run = [this] { if (runs()) go_on(false); else if (shows_trial()) start_trial(); else start({}); }, .enabled = [=] { return idle() || paused(); }, .menu = run, .icon = "run", .toolbar = true},
        {.id = "rpa.step", .label = tr("1操作(&1)"), .key = "F11", .help = tr("1つの操作だけ進めて止まります"),
         .run = [this] { if (runs()) go_on(true); else start({.step = true}); }, .enabled = [=] { return at_steps() || paused(); }, .menu = run, .icon = "step", .toolbar = true},
        {.id = "rpa.from-here", .label = tr("ここから予行(&H)"), .key = "Ctrl+Shift+F5", .help = tr("選んだ操作から、確定の手前まで試します"),
         .run = [this] { start({.dry = true, .from = tree_->chosen()}); }, .enabled = [=, this] { return at_steps() && tree_->step_chosen(); }, .menu = run, .icon = "from", .toolbar = true},
        {.id = "rpa.break", .label = tr("停止点(&B)"), .key = "Ctrl+B", .help = tr("選んだ操作の前で止まるようにします"), .run = [this] { toggle_break(tree_->chosen()); },
         .enabled = [this] { return tree_->step_chosen(); }, .menu = run, .icon = "circle", .toolbar = true},
        {.id = "rpa.watch", .label = tr("監視する式(&W)…"), .key = "Ctrl+Shift+W", .help = tr("操作のたびに値を見る式（Lua）を書きます"), .run = [this] { ask_watches(); }, .enabled = ready, .menu = run},
        {.id = "rpa.pick", .label = tr("画面の要素を選ぶ(&P)…"), .key = "Ctrl+Shift+K", .help = tr("止まっている画面の要素を名前で選び、選んだ操作の見つけ方にします"),
         .run = [this] { picking_ = tree_->chosen(); control_->want_elements(); }, .enabled = [=, this] { return paused() && may_change_ && tree_->step_chosen(); }, .menu = run},
        {.id = "rpa.stop", .label = tr("やめる(&Q)"), .key = "Shift+F5", .help = tr("いまの操作のあとで止めます。開いた1件は待ちに戻ります"),
         .run = [this] { session_.jobs.stop(job_); }, .enabled = [this] { return runs(); }, .menu = run, .icon = "close", .toolbar = true},
        {.id = "rpa.stop-after", .label = tr("この1件で止める(&A)"), .key = "Ctrl+Shift+B", .help = tr("いまの1件を終えてから止めます"), .run = [this] { control_->end_after_record(); },
         .enabled = [this] { return runs() && !dry_; }, .menu = run},
        {.id = "rpa.dry-run", .label = tr("予行(&D)"), .key = "Ctrl+F5", .help = tr("確定の手前まで試し、何も登録しません"), .run = [this] { start({.dry = true}); }, .enabled = at_steps,
         .menu = run, .icon = "dry-run", .toolbar = true, .begins_group = true},
        {.id = "rpa.record", .label = tr("録画(&R)…"), .key = "Ctrl+R", .help = tr("ブラウザーでの操作をシナリオにします。録画中に押すと終わります"),
         .run = [this] { if (recording_) session_.jobs.stop(recording_); else ask_recording(); }, .enabled = [this] { return may_change_ && !runs(); },
         .checked = [this] { return recording_ != 0; }, .menu = run, .icon = "record", .toolbar = true},
        {.id = "rpa.schedules", .label = tr("予定(&Y)"), .key = "Ctrl+T", .help = tr("決まった時刻に行う予定を見て、作り、変えます。もう一度押すか Esc でシナリオに戻ります"),
         .run = [this] { show_page(shows_schedules() ? Page::steps : Page::schedules); }, .menu = run, .icon = "clock", .toolbar = true},
        {.id = "rpa.trial", .label = tr("3件で試して引き渡す(&3)"), .key = "Ctrl+Shift+R", .help = tr("3件を試して画面を1件ずつ確かめ、持ち主に引き渡します。もう一度押すか Esc でシナリオに戻ります"),
         .run = [this] { if (shows_trial()) show_page(Page::steps); else show_trial(); }, .enabled = [this] { return document_ && document_->reading().scenario; },
         .checked = [this] { return shows_trial(); }, .menu = run},
        {.id = "rpa.vault", .label = tr("金庫(&V)…"), .key = "Ctrl+Shift+V", .help = tr("シナリオがサインインに使う値の名前を見て、値を入れます"), .run = [this] { show_vault(this, session_); },
         .enabled = [this] { return may_run_ || may_change_; }, .menu = run},
        linked_cases_action(this, session_, "rpa", "scenario", run, [this] { return document_ && document_->reading().scenario ? document_->reading().scenario->id : std::string(); }),
    };
}

desk::RpaRequest RpaRoom::request() const {
    desk::RpaRequest made;
    made.scenario = document_->file();
    if (!data_.empty()) made.data = data_;
    else if (!batch_.empty()) made.batch = batch_;
    return made;
}

void RpaRoom::start(const Start& how) {
    if (runs()) return;
    leave();
    auto wanted = request();
    wanted.dry_run = how.dry;
    wanted.most = how.trial ? TrialPane::records : 0;
    if (!wanted.data && !wanted.batch && (how.dry || how.trial) && items_->count(rpa::ItemState::waiting) == 0)
        return session_.say({Message::Kind::doubt, tr("試すデータがありません。Ctrl+Shift+O で束か CSV を選んでください。")});
    std::shared_ptr<const desk::Passphrase> passphrase;
    if (!open_vault(wanted, passphrase)) return;
    dry_ = how.dry;
    trying_ = how.trial;
    control_ = std::make_shared<RunControl>();
    control_->break_at(breaks_);
    control_->watch_values(watches_);
    control_->stop_before_commit(before_commit_->GetValue() && !(how.trial && how.dry));
    if (how.step) control_->one_step();
    if (!how.from.empty()) control_->go_from(how.from);
    if (trying_) {
        control_->keep_records();
        trial_->began();
    }
    seen_changes_ = -1;
    const bool watched = how.dry || how.trial || how.step || before_commit_->GetValue() || !breaks_.empty();
    job_ = session_.jobs.start<desk::RpaReport>({how.trial ? tr("試し") : how.dry ? tr("予行") : tr("入力"), shown(document_->reading().scenario->title), tr("件")}, this,
        [own = session_.own(), wanted, control = control_, watched, passphrase](JobControl& job) {
            desk::RpaEvents events;
            events.vault_passphrase = giving(passphrase);
            events.watch = control->watch(own.clock, watched);
            events.progress = [&job](const rpa::RunProgress& now) {
                const double each = now.finished > 0 ? now.seconds / now.finished : 0;
                job.report({static_cast<std::size_t>(now.finished), static_cast<std::size_t>(now.all), each > 0 ? 60 / each : 0, each > 0 ? each * (now.all - now.finished) : -1});
            };
            try {
                return desk::run_rpa(*own.open(store::Access::write), wanted, own.clock, events, job.stop());
            } catch (const rpa::StepFailure& failure) {
                throw desk::RequestFault(failure.message);
            }
        },
        [this](JobEnd<desk::RpaReport> end) { ended(std::move(end)); });
    timer_.Start(120);
    show_step();
}

/// False: the person would not open it.
bool RpaRoom::open_vault(const desk::RpaRequest& wanted, std::shared_ptr<const desk::Passphrase>& passphrase) {
    if (!desk::wants_vault(*session_.workspace, wanted)) return true;
    passphrase = ask_vault_passphrase(this);
    return passphrase != nullptr;
}

void RpaRoom::pick(const std::vector<rpa::PageElement>& elements) {
    const std::string place = std::exchange(picking_, "");
    if (elements.empty()) return session_.say({Message::Kind::doubt, tr("いまの画面に、選べる要素がありません。")});
    const auto* chosen = ask_element(this, elements);
    if (!chosen) return;
    nlohmann::json selectors = nlohmann::json::array();
    for (const auto& path : chosen->target.selectors) selectors.push_back(path.size() == 1 ? nlohmann::json(path[0]) : nlohmann::json(path));
    edit(tr("要素を選ぶ"), [&](rpa::ScenarioDocument& document, std::string&) { return document.set(place, "selectors", selectors.dump()); });
    session_.say({Message::Kind::notice, tr("見つけ方を替えました。いまの実行には効かず、次の実行から使います。")});
}

void RpaRoom::ask_watches() {
    std::vector<AskedLine> lines;
    for (std::size_t at = 0; at < 3; ++at) lines.push_back({wxString::Format(tr("式 %d"), static_cast<int>(at) + 1), at < watches_.size() ? shown(watches_[at]) : wxString(), false});
    const auto said = ask_lines(this, tr("監視する式"), tr("操作のたびに値を見る式（Lua）です。例: #record.meigi_kana（文字の数）"), lines);
    if (said.empty()) return;
    watches_.clear();
    for (const auto& one : said)
        if (!one.empty()) watches_.push_back(one);
    if (control_) control_->watch_values(watches_);
}

/// Of the scenario as it is shown, also when it is another one by the time they are asked.
EvidencePane::Names RpaRoom::names() const {
    const auto scenario = std::make_shared<const rpa::Scenario>(*document_->reading().scenario);
    return {[scenario](const std::string& column) { return shown(rpa::label_of_column(*scenario, column)); },
            [this, scenario](const std::string& id) {
                int number = 0;
                rpa::each_step(*scenario, [&](const rpa::Step& step) { if (step.id == id) number = tree_->number_of(step.place); });
                return number;
            }};
}

void RpaRoom::go_on(bool step) {
    if (step) control_->one_step();
    else control_->go();
    follow();
}

/// What is seen of the run since the last look.
void RpaRoom::follow() {
    StepTree::Marks marks;
    marks.breaks = breaks_;
    if (!control_) {
        tree_->mark(marks);
        return;
    }
    const auto view = control_->view();
    marks.pointer = view.place;
    marks.paused = view.paused;
    marks.seconds = view.seconds;
    tree_->mark(marks);
    if (view.changes == seen_changes_) return;
    const std::string stop = view.paused ? std::to_string(view.item) + view.place : std::string();
    const bool stops_now = !stop.empty() && stop != stopped_at_;
    stopped_at_ = stop;
    seen_changes_ = view.changes;
    evidence_->show(view, names());
    if (trying_) trial_->follow(view, names());
    form_->show_counts(view.looked_at, view.counts);
    if (!picking_.empty() && view.elements_known) pick(view.elements);
    if (!stops_now) return;
    if (tree_->chosen() != view.place) tree_->choose(view.place);
    show_step();
    session_.note(wxString::Format(tr("一時停止中: %lld 番 操作 %d の直前"), static_cast<long long>(view.item), tree_->number_of(view.place)) + (view.at_commit ? tr("（確定）") : wxString()));
}

void RpaRoom::ended(JobEnd<desk::RpaReport> end) {
    timer_.Stop();
    follow();
    const auto seen = control_->records();
    control_.reset();
    follow();
    if (trying_) end.result ? trial_->ended(*end.result, !end.stopped && end.result->summary.stopped.empty(), seen, names()) : trial_->failed();
    show_step();
    show_items();
    session_.note({});
    session_.changed();
    if (end.failure) return session_.say({Message::Kind::failure, words_of(end.failure)});
    if (!end.result) return;
    const auto& report = *end.result;
    if (trying_) return trial_ended(report);
    if (!report.summary.stopped.empty()) return session_.say({Message::Kind::doubt, shown(report.summary.stopped)});
    if (dry_) {
        int ready = 0;
        for (const auto& trial : report.trials) ready += trial.ready;
        const wxString first = ready == static_cast<int>(report.trials.size()) || report.trials.empty() ? wxString() : shown("　" + report.trials.front().message);
        const bool all = !report.trials.empty() && ready == static_cast<int>(report.trials.size());
        Actions verified;
        if (all && may_change_) verified = {{.id = "rpa.verified", .label = tr("今日を最終確認の日にする"), .run = [this] { verified_today(); }}};
        return session_.say({all ? Message::Kind::notice : Message::Kind::doubt,
                             wxString::Format(tr("予行 %d 件: 確定の手前まで確かめた %d。何も登録していません。"), static_cast<int>(report.trials.size()), ready) + first, verified});
    }
    if (items_->unknown() > 0) return;  // said already
    wxString words;
    for (const auto& [state, count] : report.summary.outcomes) words += shown(desk::words_of(state)) + wxString::Format(" %d", count) + shown("　");
    if (!report.left_out.empty()) words += wxString::Format(tr("入れなかった %d（確認待ち）"), static_cast<int>(report.left_out.size()));
    session_.say({report.all_settled() ? Message::Kind::notice : Message::Kind::doubt, tr("終わりました: ") + (words.empty() ? tr("入れるものはありません") : words)});
}

void RpaRoom::look_up() {
    const auto item = items_->chosen();
    if (!item || runs()) return;
    std::shared_ptr<const desk::Passphrase> passphrase;
    if (!open_vault(request(), passphrase)) return;
    session_.jobs.start<rpa::FindAnswer>({tr("照会"), wxString::Format("%lld", static_cast<long long>(item)), tr("件")}, this,
        [own = session_.own(), wanted = request(), item, passphrase](JobControl& job) {
            desk::RpaEvents events;
            events.vault_passphrase = giving(passphrase);
            try {
                return desk::look_up_item(*own.open(store::Access::write), wanted, item, own.clock, events, job.stop());
            } catch (const rpa::StepFailure& failure) {
                throw desk::RequestFault(failure.message);
            }
        },
        [this, item](JobEnd<rpa::FindAnswer> end) {
            show_items();
            session_.changed();
            if (end.failure) return session_.say({Message::Kind::failure, words_of(end.failure)});
            using Verdict = rpa::FindAnswer::Verdict;
            const auto number = static_cast<long long>(item);
            if (end.result->verdict == Verdict::found) session_.say({Message::Kind::notice, wxString::Format(tr("%lld 番は先方にありました。完了にしました。"), number)});
            else session_.say({Message::Kind::doubt, wxString::Format(tr("%lld 番は照会で見つかりません。先方で確かめて決めてください。"), number)});
        });
}

void RpaRoom::decide(desk::ItemDecision::What what) {
    const auto item = items_->chosen();
    auto& workspace = *session_.workspace;
    const auto said = item ? ask_decision(this, what, desk::has_people(workspace)) : std::nullopt;
    if (!said) return;
    std::unique_ptr<desk::Workspace> second;
    if (!said->second_passphrase.empty()) {
        second = std::make_unique<desk::Workspace>(session_.folder, store::Access::write, session_.clock());
        desk::sign_in(*second, said->decision.second_person, desk::Passphrase(said->second_passphrase), session_.clock);
    }
    desk::decide_item(workspace, item, said->decision, session_.clock, second.get());
    show_items();
    session_.changed();
}

}  // namespace yorozu::gui
