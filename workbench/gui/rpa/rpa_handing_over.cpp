// From a recording to those who will run it: three records are tried on a page of their own, then the scenario is handed over.
#include "workbench/desk/rpa/hand_over.h"
#include "workbench/desk/workspace/calendar.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/rpa/rpa_items.h"
#include "workbench/gui/rpa/rpa_room.h"
#include "workbench/gui/rpa/rpa_tree.h"
#include "workbench/gui/rpa/rpa_trial.h"

namespace yorozu::gui {

void RpaRoom::show_trial() {
    if (!document_ || !document_->reading().scenario) return;
    const int waiting = items_->count(rpa::ItemState::waiting);
    wxString source = batch_.empty() && data_.empty() ? tr("データ: まだ選んでいません") : batch_.empty() ? wxString::Format(tr("データ: %s"), shown(data_.filename().string())) : wxString::Format(tr("データ: 束 %s"), shown(batch_));
    if (waiting > 0) source += wxString::Format(tr("　待ち %d 件が先です"), waiting);
    trial_->show(*document_, source, desk::iso_date(session_.clock()), may_change_);
    if (!shows_trial()) show_page(Page::trial);
}

void RpaRoom::start_trial() {
    if (runs()) return go_on(false);
    show_trial();
    start({.dry = trial_->dry(), .trial = true});
}

void RpaRoom::trial_ended(const desk::RpaReport& report) {
    show_trial();
    if (!report.summary.stopped.empty()) return session_.say({Message::Kind::doubt, shown(report.summary.stopped)});
    if (report.trials.empty() && report.summary.outcomes.empty()) return session_.say({Message::Kind::doubt, tr("試すものがありません。データの記録はどれも受け付け済みです。")});
    if (trial_->passed()) return session_.say({Message::Kind::notice, tr("試しが通りました。1件ずつ画面を確かめ（← →）、持ち主と期限を書いて引き渡してください。")});
    session_.say({Message::Kind::doubt, tr("通らなかった記録があります。Enter で止まった操作を開き、直してからもう一度試してください。")});
}

void RpaRoom::hand_over() {
    if (!trial_->passed()) return;
    const int version = desk::hand_over(*session_.workspace, name_, document_->text(), trial_->hand_over_words());
    const std::string owner = trial_->hand_over_words().owner;
    show_scenario(name_);
    trial_->handed_over(version);
    session_.changed();
    session_.say({Message::Kind::notice, wxString::Format(tr("第 %d 版を %s に引き渡しました。"), version, shown(owner)), {{.id = "rpa.handed-over-print", .label = tr("手順書にする…"), .run = [this] { print(); }}}});
}

}  // namespace yorozu::gui
