#include "workbench/gui/checking/check_room.h"

#include <wx/sizer.h>
#include <wx/splitter.h>
#include <wx/textctrl.h>

#include "workbench/desk/reading/batch.h"
#include "workbench/desk/workspace/calendar.h"
#include "workbench/gui/checking/check_canvas.h"
#include "workbench/gui/checking/check_form.h"
#include "workbench/gui/checking/composition.h"
#include "workbench/gui/checking/group_view.h"
#include "workbench/gui/controls/sash.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/frame/failure.h"
#include "workbench/gui/reading/export_dialog.h"

namespace yorozu::gui {

OpenedBatch::OpenedBatch(const OwnWorkspace& own, const std::string& batch, const std::string& who)
    : workspace(own.open(store::Access::change)),
      verification(*workspace, batch, who, own.clock),
      work(verification.work()) {}

CheckRoom::CheckRoom(wxWindow* parent, Session& session) : Room(parent, session), typing_(screen_) {
    split_ = new wxSplitterWindow(this, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxSP_LIVE_UPDATE | wxSP_THIN_SASH);
    canvas_ = new CheckCanvas(split_, screen_);
    form_ = new CheckForm(split_, screen_);
    split_->SetMinimumPaneSize(FromDIP(300));
    split_->SplitVertically(canvas_, form_);
    // The whole form gives first: 498 of 1,440, 420 of 1,366.
    keep_sash(*split_, session.memory, "check", Pane::second, [this](int width) { return FromDIP(width > FromDIP(1340) ? 498 : 420); });
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
    all.push_back({.id = "check.print", .label = tr("印刷(&P)…"), .key = "Ctrl+P", .help = tr("いまの帳票と読みを、「不備」では不備の一覧を印刷します"), .run = [this] { put_on_paper(false); }, .enabled = ready, .menu = menu});
    all.push_back({.id = "check.pdf", .label = tr("PDF にする(&H)…"), .help = tr("印刷するものを PDF のファイルにします"), .run = [this] { put_on_paper(true); }, .enabled = ready, .menu = menu});
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
            try {
                std::rethrow_exception(end.failure);
            } catch (const desk::NotAllowed&) {  // the list of batches is without contents
                session_.say({Message::Kind::doubt, screen_.notice});
                session_.go("reading", "");
            } catch (...) {  // said on the screen
            }
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

}  // namespace yorozu::gui
