#include "workbench/gui/frame.h"

#include <wx/msgdlg.h>
#include <wx/sizer.h>
#include <wx/statusbr.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "workbench/desk/batch_pages.h"
#include "workbench/desk/calendar.h"
#include "workbench/desk/waiting_work.h"
#include "workbench/gui/accessible.h"
#include "workbench/gui/colours.h"
#include "workbench/gui/drop_target.h"
#include "workbench/gui/failure.h"
#include "workbench/gui/import_job.h"
#include "workbench/gui/input_method.h"
#include "workbench/gui/job_strip.h"
#include "workbench/gui/message_bar.h"
#include "workbench/gui/rail.h"
#include "workbench/gui/sign_in_page.h"
#include "workbench/gui/start_page.h"
#include "workbench/gui/watches.h"
#include "workbench/gui/words.h"

namespace yorozu::gui {

namespace fs = std::filesystem;

Frame::Frame(desk::Clock clock, Memory memory, Jobs::Worker worker)
    : wxFrame(nullptr, wxID_ANY, tr("よろず")), jobs_(worker),
      session_{.clock = std::move(clock), .person = desk::operating_system_user(), .admitted = false, .folder = {}, .workspace = nullptr, .jobs = jobs_, .memory = std::move(memory), .undo = {},
               .go = {}, .say = {}, .admit = {}, .open_workspace = {}, .changed = {}, .note = {}, .title_changed = {}, .watched_changed = {}, .actions_changed = {}} {
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
    SetMinSize(FromDIP(wxSize(1024, 600)));
    SetSize(FromDIP(wxSize(1440, 900)));
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
    CreateStatusBar(3);
    const int widths[] = {-2, -3, -1};
    SetStatusWidths(3, widths);
    SetStatusBarPane(1);
    SetDropTarget(new DropTarget([this](std::vector<fs::path> files) { CallAfter([this, files] { take_files(files); }); }));
}

void Frame::connect() {
    session_.go = [this](const std::string& room, const std::string& subject) { CallAfter([=, this] { enter(room, subject); }); };
    session_.admit = [this] { admit(); };
    session_.say = [this](Message message) { say(message); };
    session_.open_workspace = [this](const fs::path& folder, store::Access access) { open_workspace(folder, access); };
    session_.changed = [this] {
        if (room_) room_->refresh();
        show_badges();
        show_state();
    };
    // The status bar paints at once whatever waits in the window: it comes after what the person waits for.
    auto waiting = std::make_shared<std::optional<wxString>>();
    const auto note = [this, waiting](const wxString& words) {
        const bool asked = waiting->has_value();
        *waiting = words;
        if (asked) return;
        CallAfter([this, waiting] {
            if (GetStatusBar()->GetStatusText(1) != **waiting) SetStatusText(**waiting, 1);
            waiting->reset();
        });
    };
    session_.note = note;
    session_.title_changed = [this] { show_state(); };
    session_.watched_changed = [this] { watch_arrivals(); };
    session_.actions_changed = [this] {
        build_menus();
        build_toolbar();
    };
    session_.undo.changed = [this, note] {
        const auto* deed = session_.undo.next_undo();
        note(deed ? deed->sentence + tr("　Ctrl+Z で戻せます") : wxString());
    };
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
        if (event.GetKeyCode() == WXK_ESCAPE && event.GetModifiers() == 0 && !composing(FindFocus())) escape();
        else event.Skip();
    });
}

bool Frame::open_workspace(const fs::path& folder, store::Access access) {
    try {
        auto opened = std::make_unique<desk::Workspace>(folder, access, session_.clock());
        if (room_ && !room_->leave()) return false;
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
    if (room_ && room_ != room) room_->Hide();
    room_ = room;
    room_id_ = id;
    room->Show();
    place_->Layout();
    rail_->choose(rail);
    build_menus();
    build_toolbar();
    room->enter();
    show_state();
}

void Frame::say(const Message& message) { message_bar_->show(message); }

void Frame::show_state() {
    SetTitle(room_ ? tr("よろず") + wxString::FromUTF8(" — ") + room_->title() : tr("よろず"));
    SetStatusText(session_.is_open() ? wxString::Format(tr("ワークスペース：%s"), shown(session_.folder.string())) : tr("ワークスペースは開いていません"), 0);
    SetStatusText(wxString::Format(tr("確認者：%s"), shown(session_.person)), 2);
}

/// Rows on ホーム, by the room of the rail that they belong to.
void Frame::show_badges() {
    int reading = 0, rpa = 0;
    if (session_.is_open())
        for (const auto& work : desk::waiting_work(*session_.workspace)) {
            using Kind = desk::WaitingWork::Kind;
            const bool keyed = work.kind == Kind::unknown || work.kind == Kind::business_exception || work.kind == Kind::system_exception;
            ++(keyed ? rpa : reading);
        }
    rail_->set_badge("reading", reading);
    rail_->set_badge("rpa", rpa);
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
        if (room_ && !room_->leave()) return event.Veto();
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
    workspace_watch_.reset();
    arrivals_watch_.reset();
    Destroy();
}

}  // namespace yorozu::gui
