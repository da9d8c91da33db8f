#include "workbench/gui/frame/frame.h"

#include <wx/display.h>
#include <wx/msgdlg.h>
#include <wx/sizer.h>
#include <wx/statusbr.h>

#include <algorithm>

#include "workbench/desk/people/audit.h"
#include "workbench/desk/reading/batch_pages.h"
#include "workbench/desk/workspace/calendar.h"
#include "workbench/desk/workspace/waiting_work.h"
#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/drop_target.h"
#include "workbench/gui/controls/sentences.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/frame/failure.h"
#include "workbench/gui/frame/job_strip.h"
#include "workbench/gui/frame/message_bar.h"
#include "workbench/gui/frame/rail.h"
#include "workbench/gui/frame/start_page.h"
#include "workbench/gui/reading/import_job.h"
#include "workbench/gui/reading/watches.h"
#include "workbench/gui/settings/sign_in_page.h"

namespace yorozu::gui {

namespace fs = std::filesystem;

namespace {

/// On the rail.
const char* room_of(desk::WaitingWork::Kind kind) {
    using Kind = desk::WaitingWork::Kind;
    switch (kind) {
        case Kind::check: case Kind::unread: case Kind::refused: case Kind::failed: return "reading";
        case Kind::unknown: case Kind::business_exception: case Kind::system_exception: return "rpa";
        case Kind::case_overdue: case Kind::case_due: case Kind::case_unanswered: return "cases";
        case Kind::retention: break;
    }
    return "";
}

enum StatusPane { pane_workspace, pane_note, pane_person, pane_audit, panes_of_status_bar };

}  // namespace

Frame::Frame(desk::Clock clock, Memory memory, Jobs::Worker worker)
    : wxFrame(nullptr, wxID_ANY, tr("よろず")), jobs_(worker),
      session_{.clock = std::move(clock), .person = desk::operating_system_user(), .admitted = false, .folder = {}, .workspace = nullptr, .jobs = jobs_, .memory = std::move(memory), .undo = {},
               .go = {}, .act = {}, .say = {}, .admit = {}, .open_workspace = {}, .changed = {}, .note = {}, .title_changed = {}, .watched_changed = {}, .actions_changed = {}} {
    SetName("frame");
    lay_out();
    connect();
    run_actions();
    show_room(make_start_page(place_, session_), "start", "");
}

Frame::~Frame() {
    look_again_.Stop();
    jobs_.changed = nullptr;
    session_.undo.changed = nullptr;
    session_.memory.save();
}

void Frame::lay_out() {
    const wxSize screen = wxDisplay(this).GetClientArea().GetSize(), wanted = FromDIP(wxSize(1440, 900));
    wxSize least = FromDIP(wxSize(1024, 600));
    least.DecTo(screen);
    SetMinSize(least);
    const auto kept = [this](const char* what, int otherwise) {
        const auto found = session_.memory.sash.find(what);
        return found == session_.memory.sash.end() ? otherwise : FromDIP(found->second);
    };
    SetSize(std::min(kept("window-width", wanted.x), screen.x), std::min(kept("window-height", wanted.y), screen.y));
    if (session_.memory.sash.count("window-whole-screen") || wanted.x >= screen.x || wanted.y >= screen.y) Maximize();
    auto* across = new wxBoxSizer(wxHORIZONTAL);
    rail_ = new Rail(this, [this](const std::string& room) { if (session_.is_open()) enter(room); });
    across->Add(rail_, 0, wxEXPAND);
    auto* column = new wxBoxSizer(wxVERTICAL);
    message_bar_ = new MessageBar(this);
    column->Add(message_bar_, 0, wxEXPAND);
    place_ = new wxPanel(this, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxTAB_TRAVERSAL);
    place_->SetSizer(new wxBoxSizer(wxVERTICAL));
    column->Add(place_, 1, wxEXPAND);
    across->Add(column, 1, wxEXPAND);
    auto* whole = new wxBoxSizer(wxVERTICAL);
    whole->Add(across, 1, wxEXPAND);
    job_strip_ = new JobStrip(this, jobs_);
    whole->Add(job_strip_, 0, wxEXPAND);
    SetSizer(whole);
    CreateStatusBar(panes_of_status_bar);
    const int widths[] = {-6, -12, -4, -4};
    SetStatusWidths(panes_of_status_bar, widths);
    SetStatusBarPane(pane_note);
    SetDropTarget(new DropTarget([this](std::vector<fs::path> files) { CallAfter([this, files] { take_files(files); }); }));
}

void Frame::connect() {
    session_.go = [this](const std::string& room, const std::string& subject) { CallAfter([=, this] { enter(room, subject); }); };
    session_.act = [this](const std::string& room, const std::string& id) {
        CallAfter([=, this] {
            enter(room);
            const auto action = std::find_if(actions_.begin(), actions_.end(), [&](const Action& one) { return one.id == id; });
            if (room_id_ != room || action == actions_.end() || !action->may_run()) return;
            const auto run = action->run;  // it may change actions_
            run();
        });
    };
    session_.admit = [this] { admit(); };
    session_.say = [this](Message message) { say(message); };
    session_.open_workspace = [this](const fs::path& folder, store::Access access) { open_workspace(folder, access); };
    session_.changed = [this] {
        if (room_) room_->refresh();
        show_badges();
        show_state();
    };
    session_.note = [this](const wxString& words) { note(words); };
    session_.title_changed = [this] { show_state(); };
    session_.watched_changed = [this] { watch_arrivals(); };
    session_.actions_changed = [this] {
        build_menus();
        build_toolbar();
    };
    session_.undo.changed = [this] { note(standing()); };
    look_again_.Bind(wxEVT_TIMER, [this](wxTimerEvent&) { session_.changed(); });
    jobs_.changed = [this] {
        job_strip_->follow();
        // What a job keeps is shown as it comes.
        if (jobs_.idle()) look_again_.Stop();
        else if (!look_again_.IsRunning()) look_again_.Start(3000);
        if (close_when_idle_ && jobs_.idle()) CallAfter([this] { Close(true); });
    };
    Bind(wxEVT_CLOSE_WINDOW, &Frame::on_close, this);
    Bind(wxEVT_SYS_COLOUR_CHANGED, [this](wxSysColourChangedEvent& event) {
        refresh_colours();
        Refresh();
        event.Skip();
    });
    Bind(wxEVT_CHAR_HOOK, [this](wxKeyEvent& event) {
        if (event.GetKeyCode() == WXK_ESCAPE && event.GetModifiers() == 0) return escape();
        const bool function = event.GetKeyCode() >= WXK_F1 && event.GetKeyCode() <= WXK_F24;
        if (function || event.HasModifiers()) enable_menus();
        if (!list_would_take(event)) event.Skip();
    });
}

bool Frame::open_workspace(const fs::path& folder, store::Access access) {
    try {
        auto opened = std::make_unique<desk::Workspace>(folder, access, session_.clock());
        if (!may_close_rooms()) return false;
        drop_rooms();
        session_.workspace = std::move(opened);
        session_.folder = folder;
    } catch (...) {
        say({Message::Kind::failure, words_of(std::current_exception())});
        return false;
    }
    session_.memory.used_workspace(folder);
    message_bar_->dismiss();
    workspace_watch_ = watch_workspace(folder, *this, [this] { workspace_gone(); });
    if (desk::has_people(*session_.workspace)) show_room(make_sign_in_page(place_, session_), "sign-in", "");
    else admit();
    return true;
}

void Frame::admit() {
    session_.admitted = true;
    if (session_.workspace->session().signed_in) session_.person = session_.workspace->session().who;
    watch_arrivals();
    enter("home");
    show_badges();
    check_audit_log();
}

/// The workspace stays open for the next person; nothing of the one before stays on the screen.
void Frame::sign_out() {
    open_workspace(fs::path(session_.folder), store::Access::change);
}

bool Frame::may_close_rooms() {
    if (room_ && !room_->leave()) return false;
    return std::all_of(rooms_.begin(), rooms_.end(), [](const auto& each) { return each.second->may_close(); });
}

void Frame::drop_rooms() {
    workspace_watch_.reset();
    arrivals_watch_.reset();
    for (auto& [id, room] : rooms_) room->Destroy();
    rooms_.clear();
    room_ = nullptr;
    room_id_.clear();
    session_.undo.clear();
    session_.workspace.reset();
    session_.folder.clear();
    session_.admitted = false;
    session_.person = desk::operating_system_user();
}

void Frame::close_workspace() {
    jobs_.stop_all();
    drop_rooms();
    show_badges();
    show_room(make_start_page(place_, session_), "start", "");
}

void Frame::workspace_gone() {
    const auto folder = session_.folder;
    close_workspace();
    Action again{.id = "file.again", .label = tr("もう一度開く"), .run = [this, folder] { open_workspace(folder, store::Access::change); }};
    say({Message::Kind::failure,
         wxString::Format(tr("ワークスペース %s が見えなくなりました。確定した分は保存されています。ディスクやネットワークをつなぎ直してください。"), shown(folder.string())), {again}});
}

void Frame::enter(const std::string& id, const std::string& subject) {
    if (!session_.is_open()) return;
    const auto& table = room_table();
    const auto entry = std::find_if(table.begin(), table.end(), [&](const RoomEntry& line) { return line.id == id; });
    if (entry == table.end()) return;
    if (room_ && room_id_ != id && !room_->leave()) return;
    auto& room = rooms_[id];
    if (!room) {
        room = entry->make(place_, session_);
        set_accessible(*room, tr(entry->word));
    }
    room->open(subject);
    show_room(room, id, entry->rail);
    if (!subject.empty()) session_.memory.used({session_.folder.string(), id, subject, session_.clock()});
}

void Frame::show_room(Room* room, const std::string& id, const std::string& rail) {
    rooms_[id] = room;
    if (!place_->GetSizer()->GetItem(room)) {
        room->SetName("room-" + shown(id));
        place_->GetSizer()->Add(room, 1, wxEXPAND);
    }
    const bool another = room_ != room;
    if (room_ && another) room_->Hide();
    room_ = room;
    room_id_ = id;
    room->Show();
    place_->Layout();
    rail_->choose(rail);
    build_menus();
    build_toolbar();
    if (another) note(standing());  // what the room before said is not true of this one
    room->enter();
    enable_menus();
    show_state();
}

void Frame::say(const Message& message) { message_bar_->show(message); }

void Frame::show_state() {
    SetTitle(room_ ? tr("よろず") + wxString::FromUTF8(" — ") + room_->title() : tr("よろず"));
    const auto name = session_.folder.filename().string();
    SetStatusText(session_.folder.empty() ? tr("ワークスペースは開いていません") : wxString::Format(tr("ワークスペース：%s"), shown(name)), pane_workspace);
    SetStatusText(wxString::Format(tr("確認者：%s"), shown(session_.person)), pane_person);
    if (!session_.is_open()) SetStatusText({}, pane_audit);
}

/// The status bar paints at once whatever waits in the window: it comes after what the person waits for.
void Frame::note(const wxString& words) {
    const bool asked = note_.has_value();
    note_ = words;
    if (asked) return;
    CallAfter([this] {
        if (note_ && GetStatusBar()->GetStatusText(pane_note) != *note_) SetStatusText(*note_, pane_note);
        note_.reset();
    });
}

/// What a room that says nothing of its own has to say: all is kept, and what Ctrl+Z would take back.
wxString Frame::standing() const {
    if (!session_.is_open()) return {};
    for (const auto& [id, room] : rooms_)
        if (room->unsaved()) return wxString::Format(tr("未保存：%s"), room->title());
    const auto* deed = session_.undo.next_undo();
    return deed ? deed->sentence + tr("　Ctrl+Z で戻せます") : tr("すべて保存済み");
}

/// Said once for each opening: walking the whole chain takes a second per some 100,000 entries.
void Frame::check_audit_log() {
    session_.jobs.start<store::AuditCheck>(
        {.kind = {}, .name = {}, .unit = {}, .quiet = true}, this,
        [own = session_.own()](JobControl&) { return desk::check_audit(*own.open(store::Access::read)); },
        [this, folder = session_.folder](JobEnd<store::AuditCheck> end) {
            if (folder != session_.folder) return;
            if (end.failure) return say({Message::Kind::failure, words_of(end.failure)});
            SetStatusText(end.result->sound() ? tr("監査記録：連続") : tr("監査記録：異常"), pane_audit);
            if (!end.result->sound())
                say({Message::Kind::failure, wxString::Format(tr("監査ログに異常があります：%s。このフォルダーを変えずに残し、控えと突き合わせてください。"), said(end.result->fault))});
        });
}

/// Rows on ホーム, by the room of the rail that they belong to.
void Frame::show_badges() {
    std::map<std::string, int> rows{{"reading", 0}, {"rpa", 0}, {"cases", 0}};
    if (session_.is_open())
        for (const auto& work : desk::waiting_work(*session_.workspace, session_.clock())) ++rows[room_of(work.kind)];
    for (const auto& [room, count] : rows) rail_->set_badge(room, count);
}

void Frame::next_pane(bool backwards) {
    std::vector<wxWindow*> panes{rail_};
    if (room_) {
        auto own = room_->panes();
        if (own.empty()) own.push_back(room_);
        for (auto* pane : own)
            if (pane->IsShownOnScreen()) panes.push_back(pane);
    }
    std::size_t at = 0;
    for (std::size_t i = 0; i < panes.size(); ++i)
        if (wxWindow* focus = FindFocus(); focus && (focus == panes[i] || panes[i]->IsDescendant(focus))) at = i;
    at = (at + (backwards ? panes.size() - 1 : 1)) % panes.size();
    if (panes[at] == rail_) rail_->focus_chosen();
    else panes[at]->SetFocus();
}

void Frame::escape() {
    if (room_ && room_->back()) return;
    message_bar_->dismiss();
}

void Frame::take_files(std::vector<fs::path> files) {
    if (!session_.is_open()) return say({Message::Kind::doubt, tr("先にワークスペースを選んでください。")});
    if (room_ && room_->take_files(files)) return;
    begin_new_batch(this, session_, std::move(files));
}

void Frame::watch_arrivals() {
    arrivals_watch_.reset();
    const auto watched = session_.memory.watched.find(session_.folder.string());
    if (!session_.is_open() || watched == session_.memory.watched.end()) return;
    arrivals_watch_ = gui::watch_arrivals(watched->second, session_.own(), *this,
                                          [this](const std::vector<fs::path>& files) { arrived(files); });
}

void Frame::arrived(const std::vector<fs::path>& files) {
    if (files.empty() || !jobs_.idle()) return;
    const auto folder = files.front().parent_path().filename().string();
    Action start{.id = "reading.arrived", .label = tr("読み取りを始める"), .run = [this, files] { begin_new_batch(this, session_, files); }};
    Action later{.id = "reading.later", .label = tr("あとで"), .run = [] {}};
    say({Message::Kind::notice, wxString::Format(tr("受信フォルダー「%s」に新しいファイルが %d つ届きました。"), shown(folder), static_cast<int>(files.size())), {start, later}});
}

void Frame::on_close(wxCloseEvent& event) {
    if (event.CanVeto()) {
        if (!may_close_rooms()) return event.Veto();
        if (!jobs_.idle() && !close_when_idle_) {
            event.Veto();
            wxMessageDialog ask(this, tr("動いている仕事があります。"), tr("よろずを終える"), wxYES_NO | wxCANCEL | wxCANCEL_DEFAULT | wxICON_QUESTION);
            ask.SetExtendedMessage(tr("止めても、終わったところまでは残り、あとで続きから読めます。"));
            ask.SetYesNoCancelLabels(tr("止めて閉じる(&S)"), tr("終わったら閉じる(&W)"), tr("閉じない(&C)"));
            const int answer = ask.ShowModal();
            if (answer == wxID_CANCEL) return;
            close_when_idle_ = true;
            if (answer == wxID_YES) jobs_.stop_all();
            else say({Message::Kind::notice, tr("動いている仕事が終わったら閉じます。")});
            if (jobs_.idle()) CallAfter([this] { Close(true); });
            return;
        }
        if (!jobs_.idle()) return event.Veto();
    }
    auto& sash = session_.memory.sash;
    sash.erase("window-whole-screen");
    if (IsMaximized()) sash["window-whole-screen"] = 1;
    else sash["window-width"] = ToDIP(GetSize().x), sash["window-height"] = ToDIP(GetSize().y);
    workspace_watch_.reset();
    arrivals_watch_.reset();
    Destroy();
}

}  // namespace yorozu::gui
