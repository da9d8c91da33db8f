// What a person decides in 確認, and takes back. Each decision is durable before the next field is shown.
#include <wx/menu.h>
#include <wx/textctrl.h>

#include <algorithm>

#include "workbench/gui/checking/check_canvas.h"
#include "workbench/gui/checking/check_form.h"
#include "workbench/gui/checking/check_room.h"
#include "workbench/gui/checking/composition.h"
#include "workbench/gui/checking/group_view.h"
#include "workbench/gui/controls/questions.h"
#include "workbench/gui/controls/sentences.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/frame/failure.h"

namespace yorozu::gui {
namespace {

constexpr double longest_look = 300;  ///< seconds: who was away longer did not look at the field

double since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

bool CheckRoom::may_decide(bool picture_needed) {
    if (!opened_ || screen_.state != CheckScreen::State::field || !screen_.field || composition_->active()) return false;
    if (!picture_needed || screen_.field->masked) return true;
    if (!screen_.pages) return false;  // late: Enter waits for the picture
    if (screen_.pages->why_not.empty()) return true;
    session_.say({Message::Kind::doubt, tr("画像がないので、読めない（F3）か上司へ（F4）だけが選べます")});
    return false;
}

void CheckRoom::accept() {
    if (screen_.state == CheckScreen::State::finished) {
        for (const auto& each : store::Documents(session_.workspace->database()).batches())
            if (each.name != batch_ && each.to_check > each.referred) return session_.go("check", each.name);
        return session_.go("home", "");
    }
    decide("");
}

void CheckRoom::decide(const std::string& kind, const std::string& reason) {
    if (!may_decide(kind != "unreadable" && kind != "referred")) return;
    const auto start = Steady::now();
    const double seconds = std::min(since(looked_since_), longest_look);
    const auto field = *screen_.field;
    const std::string typed = typing_.value(canvas_->entry().GetValue());
    auto& verification = opened_->verification;
    wxString deed = tr("確定");
    desk::Decided decided;
    std::string value;
    try {
        if (way_ == Way::entry) {
            desk::DoubleEntry entry(verification);
            if (kind == "referred" || kind == "defect") return session_.say({Message::Kind::notice, tr("ベリファイでは、値か空欄（F2）か読めない（F3）を入れます")});
            const auto done = kind == "unreadable" ? entry.unreadable(*to_enter_, seconds) : entry.enter(*to_enter_, kind == "blank" ? "" : typed, seconds);
            deed = done.settled ? tr("一致して確定") : done.differs ? tr("二人の入力が違う：三人目へ") : tr("入力");
            value = kind == "unreadable" ? "読めない" : typed;
        } else {
            decided = keep(field, kind, reason, typed, seconds);
            if (kind == "blank") deed = tr("空欄");
            else if (kind == "unreadable") deed = tr("読めない");
            else if (kind == "referred") deed = tr("上司へ");
            else if (kind == "defect") deed = tr("不備");
            value = decided.value;
        }
    } catch (const store::StoreError& error) {
        const bool theirs = error.blame == store::Blame::request;  // somebody was first: go on; else the field stays
        session_.say({Message::Kind::failure, words_of(std::current_exception())});
        screen_.notice = theirs ? wxString() : tr("! 保存できません。この項目は確定していません");
        if (theirs) load_queue();
        canvas_->follow();
        return;
    } catch (...) {
        session_.say({Message::Kind::failure, words_of(std::current_exception())});
        screen_.notice = tr("! 保存できません。この項目は確定していません");
        canvas_->follow();
        return;
    }
    Turn turn;
    turn.stored = since(start) * 1000;
    last_seconds_ = seconds;
    last_ = line_of(field, tr("直前"));
    last_->last = true;
    last_->value = field.masked ? tr("（伏せる項目）") : shown(value);
    last_->doubtful.clear();
    last_->why = deed + "   " + tr("Ctrl+Z で戻す");
    if (!decided.findings.empty() && way_ != Way::entry) last_->why = tr("不備として残る：") + said(decided.findings.front().message);
    if (kind != "referred" && way_ == Way::fields) ++done_here_;
    remember(field, kind, reason, way_ == Way::entry ? typed : value);
    leave_queue(queue_[at_], decided.also);
    show_field();
    turn.ready = since(start) * 1000 - turn.stored;
    canvas_->Update();  // on the screen now, not when the loop comes round
    form_->Update();
    turn.painted = since(start) * 1000 - turn.stored - turn.ready;
    turns_.push_back(turn);
}

desk::Decided CheckRoom::keep(const desk::FieldToCheck& field, const std::string& kind, const std::string& reason, const std::string& value, double seconds) {
    auto& verification = opened_->verification;
    if (kind == "blank") return verification.blank(field, seconds);
    if (kind == "unreadable") return verification.unreadable(field, seconds);
    if (kind == "referred") return verification.refer(field, reason, seconds);
    if (kind == "defect") return verification.defect(field, value, reason, seconds);
    if (kind == "as-read") return verification.as_read(field, seconds);
    const bool only_seen = field.masked || (field.options.empty() && (field.kind == ocr::FieldKind::seal || field.kind == ocr::FieldKind::image));
    return only_seen ? verification.accept(field, seconds) : verification.correct(field, value, seconds);
}

/// The field waits no more; what rules now speak against waits in its place.
void CheckRoom::leave_queue(desk::WaitingField field, const std::vector<desk::WaitingField>& also) {
    const auto same = [&](const auto& each) { return each.document == field.document && each.field == field.field; };
    const auto found = std::find_if(queue_.begin(), queue_.end(), same);
    auto place = found == queue_.end() ? queue_.begin() + static_cast<std::ptrdiff_t>(std::min(at_, queue_.size())) : queue_.erase(found);
    for (const auto& each : also)
        if (std::find(queue_.begin(), queue_.end(), each) == queue_.end()) place = queue_.insert(place, each);
    at_ = static_cast<std::size_t>(place - queue_.begin());
}

void CheckRoom::did_again(const desk::WaitingField& field, const std::vector<desk::WaitingField>& also) {
    last_.reset();
    if (way_ == Way::group && group_) {
        group_->follow_store();
        return refresh();
    }
    leave_queue(field, also);
    show_field();
}

void CheckRoom::remember(const desk::FieldToCheck& field, const std::string& kind, const std::string& reason, const std::string& value) {
    const desk::WaitingField waiting{field.document, field.field, false, way_ == Way::entry};
    const wxString sentence = wxString::Format(way_ == Way::entry ? tr("項目「%s」の入力") : tr("項目「%s」の確認"), shown(field.label));
    const auto enter_again = [this, waiting, kind, value] {
        desk::DoubleEntry entry(opened_->verification);
        const auto again = entry.open(waiting);
        if (kind == "unreadable") entry.unreadable(again, 0);
        else entry.enter(again, kind == "blank" ? "" : value, 0);
        did_again(waiting, {});
    };
    const auto decide_again = [this, waiting, kind, reason, value] {
        const auto decided = keep(opened_->verification.open(waiting), kind == "as-read" ? "" : kind, reason, value, 0);
        if (kind != "referred" && way_ == Way::fields) ++done_here_;
        did_again(waiting, decided.also);
    };
    session_.undo.did({sentence, [this] { undo_last(); }, way_ == Way::entry ? std::function<void()>(enter_again) : std::function<void()>(decide_again)});
}

void CheckRoom::ask_defect() {
    if (!may_decide(true) || way_ == Way::entry) return;
    const wxString reasons[] = {tr("必須の記入がない"), tr("判読できない字がある"), tr("規則や一覧と合わない"), tr("押印がない・鮮明でない"), tr("名義が違う"), tr("訂正印がない")};
    wxMenu menu;
    int number = 0;
    for (const auto& reason : reasons) {
        ++number;
        menu.Append(1000 + number, wxString::Format("&%d  %s", number, reason));
    }
    menu.Append(1000, tr("&0  ほかの理由を書く…"));
    const int chosen = canvas_->GetPopupMenuSelectionFromUser(menu, FromDIP(wxPoint(40, 260)));
    if (chosen == wxID_NONE) return;
    wxString reason;
    if (chosen > 1000) reason = reasons[chosen - 1001];
    else reason = asked_words(this, tr("不備の理由"), tr("不備にする")).value_or(wxString());
    canvas_->entry().SetFocus();
    if (!reason.empty()) decide("defect", utf8(reason));
}

void CheckRoom::as_read() {
    if (!screen_.field || screen_.entry || screen_.field->raw.empty()) return;
    decide("as-read");
}

void CheckRoom::take_proposal() {
    if (!screen_.field) return;
    for (const auto& check : screen_.field->cross_checks) {
        if (check.proposal.empty()) continue;
        typing_.put(check.proposal);
        if (canvas_->on_line()) canvas_->entry().ChangeValue(shown(check.proposal));
        return canvas_->follow();
    }
}

void CheckRoom::undo() {
    if (composition_->active()) return;
    if (session_.undo.next_undo()) session_.undo.undo();
    else undo_last();
}

void CheckRoom::undo_last() {
    if (!opened_) return;
    const auto undone = opened_->verification.undo();
    if (!undone) return session_.say({Message::Kind::notice, tr("戻せる確認はもうありません")});
    session_.note(said(undone->sentence));
    last_.reset();
    if (way_ == Way::group && group_) {
        group_->follow_store();
        return refresh();
    }
    if (way_ != Way::entry && undone->fields.size() == 1) {
        // The field comes back to where the eye is; the queue stays.
        progress_ = opened_->verification.progress();
        done_here_ = 0;
        const auto field = undone->fields.front();
        std::erase_if(queue_, [&](const auto& each) { return each.document == field.document && each.field == field.field; });
        at_ = std::min(at_, queue_.size());
        queue_.insert(queue_.begin() + static_cast<std::ptrdiff_t>(at_), field);
        return show_field();
    }
    load_queue();
}

void CheckRoom::look(int by) {
    if (queue_.empty()) return;
    const auto count = static_cast<std::ptrdiff_t>(queue_.size());
    at_ = static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(at_) + by, 0, count - 1));
    show_field();
}

void CheckRoom::zoom(double factor) {
    screen_.zoom = std::clamp(screen_.zoom * factor, 0.5, 6.0);
    canvas_->follow();
}

void CheckRoom::mark_double_entry() {
    if (!screen_.field) return;
    desk::DoubleEntry entry(opened_->verification);
    const auto marked = entry.marked();
    const bool already = std::find(marked.begin(), marked.end(), screen_.field->field) != marked.end();
    try {
        entry.mark(screen_.field->field, !already);
    } catch (...) {
        return session_.say({Message::Kind::failure, words_of(std::current_exception())});
    }
    session_.say({Message::Kind::notice, wxString::Format(already ? tr("「%s」はベリファイの項目ではなくなりました") : tr("「%s」は、この束では二人が別々に入力します"), shown(screen_.field->label))});
    load_queue();
}

}  // namespace yorozu::gui
