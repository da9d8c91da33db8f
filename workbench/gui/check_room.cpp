#include "workbench/gui/check_room.h"

#include <wx/menu.h>
#include <wx/sizer.h>
#include <wx/splitter.h>
#include <wx/textctrl.h>
#include <wx/textdlg.h>

#include <algorithm>
#include <cmath>

#include "workbench/desk/batch.h"
#include "workbench/desk/calendar.h"
#include "workbench/gui/check_canvas.h"
#include "workbench/gui/check_form.h"
#include "workbench/gui/composition.h"
#include "workbench/gui/export_dialog.h"
#include "workbench/gui/failure.h"
#include "workbench/gui/group_view.h"
#include "workbench/gui/words.h"

namespace yorozu::gui {
namespace {

constexpr double longest_look = 300;  ///< seconds: who was away longer did not look at the field
constexpr std::size_t look_ahead_fields = 3;

double since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

OpenedBatch::OpenedBatch(const OwnWorkspace& own, const std::string& batch, const std::string& who)
    : workspace(own.open(store::Access::change)),
      verification(*workspace, batch, who, own.clock),
      work(verification.work()) {}

CheckRoom::CheckRoom(wxWindow* parent, Session& session) : Room(parent, session), typing_(screen_) {
    split_ = new wxSplitterWindow(this, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxSP_LIVE_UPDATE | wxSP_THIN_SASH);
    canvas_ = new CheckCanvas(split_, screen_);
    form_ = new CheckForm(split_, screen_);
    split_->SetMinimumPaneSize(FromDIP(300));
    split_->SetSashGravity(0.35);
    split_->SplitVertically(canvas_, form_);
    split_->Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
        event.Skip();
        // The whole form gives first: 498 of 1,440, 420 of 1,366.
        const int width = split_->GetClientSize().x;
        const int right = width > FromDIP(1340) ? FromDIP(498) : FromDIP(420);
        if (width > FromDIP(700)) split_->SetSashPosition(width - right);
    });
    auto* column = new wxBoxSizer(wxVERTICAL);
    column->Add(split_, 1, wxEXPAND);
    SetSizer(column);

    composition_ = std::make_unique<Composition>(canvas_->entry(), [this] {
        canvas_->entry().SetName(composition_->active() ? "composing" : "check-value");
        canvas_->follow();
    });
    canvas_->entry().Bind(wxEVT_CHAR_HOOK, &CheckRoom::on_key, this);
    canvas_->entry().Bind(wxEVT_CHAR, &CheckRoom::on_char, this);
    canvas_->entry().Bind(wxEVT_TEXT, [this](wxCommandEvent&) { on_text(); });
    canvas_->entry().Bind(wxEVT_KEY_UP, [this](wxKeyEvent& event) {
        if (event.GetKeyCode() == WXK_RETURN || event.GetKeyCode() == WXK_NUMPAD_ENTER) {
            enter_is_down_ = false;
            enter_released_ = Steady::now();
        } else if (on_line_caret()) {
            canvas_->follow();
        }
        event.Skip();
    });
    canvas_->cell_clicked = [this](int cell) {
        typing_.place(cell);
        canvas_->follow();
    };
    canvas_->candidate_clicked = [this](int row) {
        typing_.take_candidate(row);
        put_candidate();
    };
    canvas_->undo_clicked = [this] { undo(); };
}

CheckRoom::~CheckRoom() = default;

Room* make_check_room(wxWindow* parent, Session& session) { return new CheckRoom(parent, session); }

wxString CheckRoom::title() const { return tr("読取・確認") + (batch_.empty() ? wxString() : wxString::FromUTF8(" — ") + shown(batch_)); }

Actions CheckRoom::actions() {
    const wxString menu = tr("確認(&C)"), view = tr("表示(&V)");
    const auto on_field = [this] { return screen_.state == CheckScreen::State::field && way_ != Way::group; };
    const auto ready = [this] { return opened_ != nullptr; };
    const auto is = [this](Way way) { return [this, way] { return way_ == way; }; };
    Actions all;
    all.push_back({.id = "check.undo", .label = tr("確認を戻す(&Z)"), .help = tr("直前に決めた項目をもう一度開きます（Ctrl+Z）"), .run = [this] { undo(); }, .enabled = ready, .menu = menu, .icon = "undo", .toolbar = true});
    all.push_back({.id = "check.fields", .label = tr("1 項目ずつ(&1)"), .help = tr("要確認の項目を順に見ます"), .run = [this] { go_way(Way::fields); }, .enabled = ready, .checked = is(Way::fields), .menu = menu, .icon = "check", .toolbar = true, .begins_group = true});
    all.push_back({.id = "check.group", .label = tr("まとめ確認(&G)"), .key = "Ctrl+G", .help = tr("同じ字と読んだマスを並べて、一度に確かめます"), .run = [this] { go_way(way_ == Way::group ? Way::fields : Way::group); }, .enabled = ready, .checked = is(Way::group), .menu = menu, .icon = "group", .toolbar = true});
    all.push_back({.id = "check.entry", .label = tr("ベリファイ(&V)"), .help = tr("二人が別々に入力し、違うところだけ三人目が見ます"), .run = [this] { go_way(Way::entry); }, .enabled = ready, .checked = is(Way::entry), .menu = menu, .icon = "people", .toolbar = true});
    all.push_back({.id = "check.defects", .label = tr("不備(&D)"), .help = tr("不備と、読めないとした項目を見直します"), .run = [this] { go_way(Way::defects); }, .enabled = ready, .checked = is(Way::defects), .menu = menu, .icon = "flag", .toolbar = true, .begins_group = true});
    all.push_back({.id = "check.referred", .label = tr("上司へ回した項目(&S)"), .help = tr("上司へ回した項目を決めます"), .run = [this] { go_way(Way::referred); }, .enabled = ready, .checked = is(Way::referred), .menu = menu, .icon = "people"});
    all.push_back({.id = "check.export", .label = tr("書き出し(&E)…"), .help = tr("束を CSV、Excel、JSON に書き出します"), .run = [this] { export_batch(this, session_, batch_); }, .enabled = ready, .menu = menu, .icon = "export", .toolbar = true});
    all.push_back({.id = "check.blank", .label = tr("空欄(&B)"), .key = "F2", .help = tr("何も書かれていない"), .run = [this] { decide("blank"); }, .enabled = on_field, .menu = menu, .begins_group = true});
    all.push_back({.id = "check.unreadable", .label = tr("読めない(&U)"), .key = "F3", .help = tr("だれが見ても読めない"), .run = [this] { decide("unreadable"); }, .enabled = on_field, .menu = menu});
    all.push_back({.id = "check.refer", .label = tr("上司へ(&R)"), .key = "F4", .help = tr("決めずに上司へ回します"), .run = [this] { decide("referred"); }, .enabled = on_field, .menu = menu});
    all.push_back({.id = "check.defect", .label = tr("不備にする(&F)…"), .key = "F5", .help = tr("用紙に不備がある。理由を選びます"), .run = [this] { ask_defect(); }, .enabled = on_field, .menu = menu});
    all.push_back({.id = "check.as-read", .label = tr("読んだまま(&A)"), .key = "Ctrl+R", .help = tr("一覧で直す前の読みに戻して確定します"), .run = [this] { as_read(); }, .enabled = on_field, .menu = menu});
    all.push_back({.id = "check.proposal", .label = tr("一覧の値を入れる(&L)"), .key = "Ctrl+L", .help = tr("食い違いのとき、一覧を合わせた値を入れます"), .run = [this] { take_proposal(); }, .enabled = on_field, .menu = menu});
    all.push_back({.id = "check.mark-entry", .label = tr("この項目をベリファイにする(&M)"), .help = tr("束のこの項目を、二人が別々に入力する項目にします（もう一度で戻す）"), .run = [this] { mark_double_entry(); }, .enabled = on_field, .menu = menu, .begins_group = true});
    all.push_back({.id = "check.larger", .label = tr("画像を大きく(&+)"), .key = "Ctrl++", .help = tr("項目の画像を大きくします"), .run = [this] { zoom(1.25); }, .enabled = on_field, .menu = view, .icon = "zoom", .toolbar = true, .begins_group = true});
    all.push_back({.id = "check.smaller", .label = tr("画像を小さく(&-)"), .key = "Ctrl+-", .help = tr("項目の画像を小さくします"), .run = [this] { zoom(0.8); }, .enabled = on_field, .menu = view});
    return all;
}

std::vector<wxWindow*> CheckRoom::panes() {
    if (way_ == Way::group && group_) return {group_};
    return {&canvas_->entry(), form_};
}

bool CheckRoom::back() {
    if (way_ == Way::fields) return false;
    go_way(Way::fields);
    return true;
}

void CheckRoom::open(const std::string& batch) {
    std::string wanted = batch.empty() ? batch_ : batch;
    if (wanted.empty() && session_.is_open())
        for (const auto& each : store::Documents(session_.workspace->database()).batches())
            if (wanted.empty() && each.to_check > 0) wanted = each.name;
    if (wanted.empty()) {
        screen_ = {};
        screen_.state = CheckScreen::State::finished;
        screen_.notice = tr("確認を待っている束はありません");
        return;
    }
    if (wanted != batch_ || !opened_) start_opening(wanted);
}

void CheckRoom::enter() {
    canvas_->follow();
    if (way_ == Way::group && group_) group_->SetFocus();
    else canvas_->entry().SetFocus();
    enter_is_down_ = wxGetKeyState(WXK_RETURN) || wxGetKeyState(WXK_NUMPAD_ENTER);  // held since the room before
    looked_since_ = Steady::now();
}

bool CheckRoom::leave() {
    if (done_here_ > 0) session_.changed();
    return true;
}

void CheckRoom::refresh() {
    if (!opened_ || opening_) return;
    opened_->verification.refresh_pages();
    progress_ = opened_->verification.progress();
    done_here_ = 0;
    update_words();
}

void CheckRoom::start_opening(const std::string& batch) {
    batch_ = batch;
    opening_ = true;
    session_.undo.clear();  // its deeds are the batch's before; what is in the store can be taken back all the same
    pictures_.reset();
    opened_.reset();
    last_.reset();
    if (group_) group_->close();
    screen_ = {};
    screen_.heading = shown(batch);
    screen_.notice = tr("束を開いています");
    typing_.begin();
    canvas_->follow();
    session_.jobs.start<std::shared_ptr<OpenedBatch>>(
        {.kind = tr("確認"), .name = shown(batch), .unit = tr("項目"), .quiet = true}, this,
        [own = session_.own(), batch, who = session_.person](JobControl&) { return std::make_shared<OpenedBatch>(own, batch, who); },
        [this, batch](JobEnd<std::shared_ptr<OpenedBatch>> end) {
            if (batch != batch_) return;  // another one was asked for meanwhile
            opening_ = false;
            if (end.result) return opened(*end.result);
            screen_.state = CheckScreen::State::failed;
            screen_.notice = words_of(end.failure);
            canvas_->follow();
        });
}

void CheckRoom::opened(std::shared_ptr<OpenedBatch> batch) {
    opened_ = std::move(batch);
    pictures_ = std::make_unique<desk::PictureAhead>(session_.folder, session_.clock, opened_->verification.templates(),
                                                     [this](std::int64_t) { CallAfter(&CheckRoom::pictures_arrived); });
    queue_ = std::move(opened_->work.queue);
    progress_ = opened_->work.progress;
    done_here_ = 0;
    at_ = 0;
    way_ = Way::fields;
    // What was decided last, perhaps yesterday: Ctrl+Z works on it, too.
    show_field();
    session_.actions_changed();
}

void CheckRoom::go_way(Way way) {
    if (!opened_) return;
    if (group_ && way_ == Way::group && way != Way::group) group_->close();
    way_ = way;
    const bool group = way == Way::group;
    if (group && !group_) {
        group_ = new GroupView(this, session_);
        group_->undo_wanted = [this] { undo(); };
        group_->take_back = [this] { undo_last(); };
        group_->form_wanted = [this](const desk::GroupCell& cell) { show_cell(cell); };
        group_->done = [this] { refresh(); };
        GetSizer()->Add(group_, 1, wxEXPAND);
    }
    split_->Show(!group);
    if (group_) group_->Show(group);
    Layout();
    if (group) {
        group_->open(opened_, shown(batch_));
        group_->SetFocus();
    } else {
        load_queue();
        canvas_->entry().SetFocus();
    }
}

void CheckRoom::load_queue() {
    try {
        auto work = opened_->verification.work();
        switch (way_) {
            case Way::fields: case Way::group: queue_ = std::move(work.queue); break;
            case Way::entry: queue_ = desk::DoubleEntry(opened_->verification).queue(); break;
            case Way::referred: queue_ = opened_->verification.referred(); break;
            case Way::defects: queue_ = opened_->verification.defects(); break;
        }
        progress_ = work.progress;
        done_here_ = 0;
    } catch (...) {
        session_.say({Message::Kind::failure, words_of(std::current_exception())});
    }
    at_ = 0;
    show_field();
}

void CheckRoom::show_cell(const desk::GroupCell& cell) {
    go_way(Way::fields);
    for (std::size_t i = 0; i < queue_.size(); ++i)
        if (queue_[i].document == cell.document && queue_[i].field == cell.field) at_ = i;
    show_field();
}

CheckLine CheckRoom::line_of(const desk::FieldToCheck& field, const wxString& when) const {
    CheckLine line;
    line.when = when;
    line.label = shown(field.label);
    line.field = field.field;
    line.value = field.masked ? tr("（伏せる項目）") : field.entered_twice ? tr("（ベリファイ）") : shown(field.value);
    line.why = shown(field.why);
    int index = 0;
    for (const auto& character : field.characters) {
        if (character.doubtful && field.kind != ocr::FieldKind::date) line.doubtful.push_back(index);
        ++index;
    }
    if (pictures_) line.pages = pictures_->find(field.document);
    return line;
}

void CheckRoom::show_field() {
    screen_.notice.clear();
    screen_.next_act.clear();
    screen_.lines.clear();
    screen_.entered.clear();
    screen_.tied_pages.clear();
    screen_.field.reset();
    screen_.entry = way_ == Way::entry;
    to_enter_.reset();
    if (queue_.empty()) return show_finished();
    if (at_ >= queue_.size()) at_ = 0;
    try {
        std::vector<desk::WaitingField> wanted;
        for (std::size_t i = at_; i < queue_.size() && i <= at_ + look_ahead_fields; ++i) wanted.push_back(queue_[i]);
        auto fields = opened_->verification.open(wanted);
        if (way_ == Way::entry) {
            to_enter_ = desk::DoubleEntry(opened_->verification).open(queue_[at_]);
            fields.front() = to_enter_->field;
            fields.front().form_number = opened_->verification.form_number(queue_[at_].document);
            for (const auto& value : to_enter_->entered) screen_.entered.push_back(shown(value));
            fields.front().why = to_enter_->turn == desk::FieldToEnter::Turn::difference ? "二人の入力が違う" : to_enter_->turn == desk::FieldToEnter::Turn::second ? "二人目の入力" : "一人目の入力";
        }
        const wxString names[] = {{}, tr("次"), tr("その次"), tr("その次")};
        for (std::size_t i = 1; i < fields.size(); ++i)
            screen_.lines.push_back(line_of(fields[i], fields[i].form_number == fields[0].form_number ? names[i] : wxString::Format(tr("%d 枚目"), fields[i].form_number)));
        screen_.field = std::move(fields.front());
        screen_.state = CheckScreen::State::field;
    } catch (...) {
        screen_.state = CheckScreen::State::failed;
        screen_.notice = words_of(std::current_exception());
    }
    if (last_) screen_.lines.push_back(*last_);
    typing_.begin();
    fill_entry();
    look_ahead();
    update_words();
    looked_since_ = Steady::now();
    canvas_->follow();
    std::vector<CheckForm::Mark> marks;
    if (screen_.field) {
        const auto* form = ocr::form_named(opened_->verification.templates(), screen_.field->template_id);
        const auto* own = form ? form->field(screen_.field->field) : nullptr;
        if (form && own)
            for (const auto& field : form->fields) {
                if (field.page != own->page || field.id == own->id || field.mask) continue;
                const bool later = std::any_of(queue_.begin() + static_cast<std::ptrdiff_t>(at_) + 1, queue_.begin() + static_cast<std::ptrdiff_t>(std::min(queue_.size(), at_ + 40)), [&](const auto& waiting) {
                    return waiting.document == screen_.field->document && waiting.field == field.id;
                });
                marks.push_back({field.box_mm, later});
            }
    }
    form_->follow(std::move(marks));
}

void CheckRoom::show_finished() {
    screen_.state = CheckScreen::State::finished;
    screen_.field.reset();
    screen_.pages.reset();
    screen_.lines.clear();
    if (last_) screen_.lines.push_back(*last_);
    progress_ = opened_->verification.progress();
    done_here_ = 0;
    switch (way_) {
        case Way::entry: screen_.notice = tr("ベリファイで入力する項目は、いまありません"); break;
        case Way::referred: screen_.notice = tr("上司へ回した項目はありません"); break;
        case Way::defects: screen_.notice = tr("不備の項目はありません"); break;
        default:
            screen_.notice = tr("この束の確認は終わりました");
            if (progress_.defects + progress_.referred + progress_.double_entry > 0)
                screen_.notice += wxString::Format(tr("（不備 %d、上司へ %d、ベリファイ待ち %d）"), progress_.defects, progress_.referred, progress_.double_entry);
    }
    screen_.next_act = tr("次の束へ");
    typing_.begin();
    fill_entry();
    update_words();
    canvas_->follow();
    form_->follow({});
}

void CheckRoom::update_words() {
    if (!opened_) return;
    screen_.heading = shown(batch_);
    screen_.counted = screen_.field ? wxString::Format(tr("%s 枚中 %s 枚目"), grouped(opened_->verification.forms()), grouped(screen_.field->form_number)) : wxString();
    const int waiting = static_cast<int>(queue_.size());
    screen_.done = progress_.settled + done_here_;
    screen_.all = screen_.done + waiting;
    const double median = opened_->verification.median_seconds_today();
    screen_.left = wxString::Format(tr("残り %s"), grouped(waiting));
    if (median > 0 && waiting > 0) screen_.left += wxString::Format(tr("・約 %s 分"), grouped(std::max(1L, std::lround(waiting * median / 60))));
    wxString note = tr("確定するたびに保存");
    if (median > 0) note += wxString::Format(tr("   この項目 %.1f 秒・きょうの中央値 %.1f 秒（自分にだけ見えます）"), last_seconds_, median);
    session_.note(note);
}

void CheckRoom::look_ahead() {
    if (!pictures_) return;
    std::vector<std::int64_t> documents;
    const auto want = [&](std::int64_t document) {
        if (std::find(documents.begin(), documents.end(), document) == documents.end()) documents.push_back(document);
    };
    if (screen_.field) {
        want(screen_.field->document);
        for (const auto& tied : screen_.field->tied) want(tied.document);
    }
    for (std::size_t i = at_; i < queue_.size() && documents.size() < look_ahead_fields + 1; ++i) want(queue_[i].document);
    pictures_->want(documents);
    screen_.pages = screen_.field ? pictures_->find(screen_.field->document) : nullptr;
    screen_.tied_pages.clear();
    if (screen_.field)
        for (const auto& tied : screen_.field->tied) screen_.tied_pages.push_back(pictures_->find(tied.document));
}

void CheckRoom::pictures_arrived() {
    if (!screen_.field || !pictures_) return;
    const bool late = !screen_.pages;
    screen_.pages = pictures_->find(screen_.field->document);
    for (std::size_t i = 0; i < screen_.tied_pages.size(); ++i) screen_.tied_pages[i] = pictures_->find(screen_.field->tied[i].document);
    std::size_t i = at_ + 1;
    for (auto& line : screen_.lines)
        if (!line.last && i < queue_.size()) line.pages = pictures_->find(queue_[i++].document);
    if (late && screen_.pages) looked_since_ = Steady::now();  // nobody looks at a grey box
    canvas_->follow();
    form_->Refresh();
}

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
    wxString said = tr("確定");
    desk::Decided decided;
    std::string value;
    try {
        if (way_ == Way::entry) {
            desk::DoubleEntry entry(verification);
            if (kind == "referred" || kind == "defect") return session_.say({Message::Kind::notice, tr("ベリファイでは、値か空欄（F2）か読めない（F3）を入れます")});
            const auto done = kind == "unreadable" ? entry.unreadable(*to_enter_, seconds) : entry.enter(*to_enter_, kind == "blank" ? "" : typed, seconds);
            said = done.settled ? tr("一致して確定") : done.differs ? tr("二人の入力が違う：三人目へ") : tr("入力");
            value = kind == "unreadable" ? "読めない" : typed;
        } else {
            if (kind == "blank") decided = verification.blank(field, seconds), said = tr("空欄");
            else if (kind == "unreadable") decided = verification.unreadable(field, seconds), said = tr("読めない");
            else if (kind == "referred") decided = verification.refer(field, reason, seconds), said = tr("上司へ");
            else if (kind == "defect") decided = verification.defect(field, typed, reason, seconds), said = tr("不備");
            else if (kind == "as-read") decided = verification.as_read(field, seconds);
            else if (field.masked || (field.options.empty() && (field.kind == ocr::FieldKind::seal || field.kind == ocr::FieldKind::image))) decided = verification.accept(field, seconds);
            else decided = verification.correct(field, typed, seconds);
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
    last_seconds_ = seconds;
    last_ = line_of(field, tr("直前"));
    last_->last = true;
    last_->value = field.masked ? tr("（伏せる項目）") : shown(value);
    last_->doubtful.clear();
    last_->why = said + "   " + tr("Ctrl+Z で戻す");
    if (!decided.findings.empty() && way_ != Way::entry) last_->why = tr("不備として残る：") + shown(decided.findings.front().message);
    if (kind != "referred" && way_ == Way::fields) ++done_here_;
    queue_.erase(queue_.begin() + static_cast<std::ptrdiff_t>(at_));
    for (const auto& also : decided.also)
        if (std::find(queue_.begin(), queue_.end(), also) == queue_.end()) queue_.insert(queue_.begin() + static_cast<std::ptrdiff_t>(at_), also);
    remember(field.label, kind, reason, value, {field.document, field.field, false, false});
    show_field();
    canvas_->Update();  // on the screen now, not when the loop comes round
    turns_.push_back(since(start) * 1000);
}

void CheckRoom::remember(const std::string& label, const std::string& kind, const std::string& reason, const std::string& value, const desk::WaitingField& field) {
    if (way_ == Way::entry) return session_.undo.did({wxString::Format(tr("項目「%s」の入力"), shown(label)), [this] { undo_last(); }, [] {}});
    session_.undo.did({wxString::Format(tr("項目「%s」の確認"), shown(label)), [this] { undo_last(); },
                       [this, kind, reason, value, field] {
                           const auto again = opened_->verification.open(field);
                           auto& verification = opened_->verification;
                           if (kind == "unreadable") verification.unreadable(again, 0);
                           else if (kind == "referred") verification.refer(again, reason, 0);
                           else if (kind == "defect") verification.defect(again, value, reason, 0);
                           else if (again.masked) verification.accept(again, 0);
                           else verification.correct(again, value, 0);
                           load_queue();
                       }});
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
    else reason = wxGetTextFromUser(tr("不備の理由"), tr("不備にする"), {}, this);
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
    session_.note(shown(undone->sentence));
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
