#include "workbench/gui/frame.h"

#include <wx/button.h>
#include <wx/menu.h>
#include <wx/msgdlg.h>
#include <wx/sizer.h>
#include <wx/statusbr.h>
#include <wx/toolbar.h>

#include <algorithm>

#include "workbench/desk/calendar.h"
#include "workbench/gui/accessible.h"
#include "workbench/gui/colours.h"
#include "workbench/gui/failure.h"
#include "workbench/gui/icons.h"
#include "workbench/gui/job_strip.h"
#include "workbench/gui/message_bar.h"
#include "workbench/gui/rail.h"
#include "workbench/gui/words.h"

namespace yorozu::gui {
namespace {

/// Menu and tool ids: the place of the action in actions_.
constexpr int first_action = wxID_HIGHEST + 1;
constexpr int most_actions = 999;

}  // namespace

Frame::Frame(desk::Clock clock, std::string person, Jobs::Worker worker)
    : wxFrame(nullptr, wxID_ANY, tr("よろず"), wxDefaultPosition, wxDefaultSize), jobs_(worker),
      session_{.clock = std::move(clock), .person = std::move(person), .folder = {}, .workspace = nullptr, .jobs = jobs_, .undo = {},
               .go = {}, .say = {}, .changed = {}, .note = {}, .actions_changed = {}} {
    SetName("frame");
    SetMinSize(FromDIP(wxSize(1024, 640)));
    SetSize(FromDIP(wxSize(1440, 900)));
    session_.go = [this](const std::string& room, const std::string& subject) { CallAfter([=, this] { enter(room, subject); }); };
    session_.say = [this](Message message) { say(message); };
    session_.changed = [this] {
        if (room_) room_->refresh();
        show_state();
    };
    session_.note = [this](const wxString& words) { SetStatusText(words, 1); };
    session_.actions_changed = [this] {
        build_menus();
        build_toolbar();
    };
    session_.undo.changed = [this] {
        if (const auto* deed = session_.undo.next_undo()) SetStatusText(deed->sentence, 1);
    };
    jobs_.changed = [this] { job_strip_->follow(); };

    auto* across = new wxBoxSizer(wxHORIZONTAL);
    rail_ = new Rail(this, [this](const std::string& room) { enter(room); });
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
    const int widths[] = {-2, -3, -2};
    SetStatusWidths(3, widths);
    SetStatusBarPane(-1);
    run_actions();
    build_menus();
    build_toolbar();
    show_state();
    Bind(wxEVT_CLOSE_WINDOW, &Frame::on_close, this);
    Bind(wxEVT_SYS_COLOUR_CHANGED, [this](wxSysColourChangedEvent& event) {
        refresh_colours();
        Refresh();
        event.Skip();
    });
    Bind(wxEVT_CHAR_HOOK, [this](wxKeyEvent& event) {
        if (event.GetKeyCode() == WXK_ESCAPE && event.GetModifiers() == 0)
            escape();
        else
            event.Skip();
    });
}

Frame::~Frame() {
    jobs_.changed = nullptr;
    session_.undo.changed = nullptr;
}

bool Frame::open_workspace(const std::filesystem::path& folder, store::Access access) {
    try {
        auto opened = std::make_unique<desk::Workspace>(folder, access, session_.clock());
        close_workspace();
        session_.workspace = std::move(opened);
        session_.folder = folder;
    } catch (...) {
        say({Message::Kind::failure, words_of(std::current_exception())});
        return false;
    }
    enter("home");
    return true;
}

void Frame::close_workspace() {
    for (auto& [id, room] : rooms_) room->Destroy();
    rooms_.clear();
    room_ = nullptr;
    room_id_.clear();
    session_.undo.clear();
    session_.workspace.reset();
    session_.folder.clear();
}

void Frame::enter(const std::string& id, const std::string& subject) {
    const auto& table = room_table();
    const auto entry = std::find_if(table.begin(), table.end(), [&](const RoomEntry& line) { return line.id == id; });
    if (entry == table.end()) return;
    if (room_ && room_id_ != id && !room_->leave()) return;
    auto& room = rooms_[id];
    if (!room) {
        room = entry->make(place_, session_);
        room->SetName("room-" + shown(id));
        set_accessible(*room, tr(entry->word));
        place_->GetSizer()->Add(room, 1, wxEXPAND);
    }
    if (room_ && room_ != room) room_->Hide();
    room_ = room;
    room_id_ = id;
    room->Show();
    place_->Layout();
    rail_->choose(entry->rail);
    room->open(subject);
    room->enter();
    build_menus();
    build_toolbar();
    show_state();
}

Actions Frame::actions() const { return actions_; }

void Frame::say(const Message& message) { message_bar_->show(message); }

Actions Frame::own_actions() {
    const wxString file = tr("ファイル(&F)"), edit = tr("編集(&E)"), rooms = tr("部屋(&R)");
    Actions all;
    all.push_back({.id = "file.quit", .label = tr("終了(&Q)"), .key = "Ctrl+Q", .help = tr("よろずを終えます"), .run = [this] { Close(); }, .menu = file});
    all.push_back({.id = "edit.undo", .label = tr("元に戻す(&U)"), .key = "Ctrl+Z", .help = tr("直前にしたことを取り消します"),
                   .run = [this] { session_.undo.undo(); }, .enabled = [this] { return session_.undo.next_undo() != nullptr; }, .menu = edit, .icon = "undo"});
    all.push_back({.id = "edit.redo", .label = tr("やり直す(&R)"), .key = "Ctrl+Y", .help = tr("取り消したことをもう一度します"),
                   .run = [this] { session_.undo.redo(); }, .enabled = [this] { return session_.undo.next_redo() != nullptr; }, .menu = edit, .icon = "redo"});
    int number = 0;
    for (const auto& entry : room_table()) {
        if (!entry.on_rail()) continue;
        all.push_back({.id = "room." + entry.id, .label = tr(entry.word), .key = wxString::Format("Ctrl+%d", ++number), .help = {},
                       .run = [this, id = entry.id] { enter(id); }, .enabled = [this] { return session_.is_open(); }, .menu = rooms, .icon = entry.icon});
    }
    all.push_back({.id = "room.next-pane", .label = tr("次の区画(&N)"), .key = "F6", .help = tr("キーボードの相手を次の区画に移します"),
                   .run = [this] { next_pane(false); }, .menu = rooms, .begins_group = true});
    all.push_back({.id = "room.previous-pane", .label = tr("前の区画(&P)"), .key = "Shift+F6", .help = tr("キーボードの相手を前の区画に移します"),
                   .run = [this] { next_pane(true); }, .menu = rooms});
    return all;
}

void Frame::build_menus() {
    actions_ = own_actions();
    if (room_)
        for (auto& action : room_->actions()) actions_.push_back(std::move(action));
    // Order: file, edit, rooms as they come first in own_actions, then the room's, then help.
    const wxString help = tr("ヘルプ(&H)");
    std::vector<std::pair<wxString, wxMenu*>> menus;
    const auto menu_named = [&](const wxString& title) {
        for (auto& [name, menu] : menus)
            if (name == title) return menu;
        menus.emplace_back(title, new wxMenu);
        return menus.back().second;
    };
    auto* bar = new wxMenuBar;
    for (std::size_t at = 0; at < actions_.size(); ++at) {
        const auto& action = actions_[at];
        if (action.menu.empty()) continue;
        auto* menu = menu_named(action.menu);
        if (action.begins_group && menu->GetMenuItemCount()) menu->AppendSeparator();
        const int id = first_action + static_cast<int>(at);
        menu->Append(id, action.key.empty() ? action.label : action.label + "\t" + action.key, action.help,
                     action.checked ? wxITEM_CHECK : wxITEM_NORMAL);
    }
    std::stable_partition(menus.begin(), menus.end(), [&](const auto& entry) { return entry.first != help; });
    for (auto& [title, menu] : menus) bar->Append(menu, title);
    auto* old = GetMenuBar();
    SetMenuBar(bar);
    delete old;
}

void Frame::run_actions() {
    Bind(wxEVT_MENU, [this](wxCommandEvent& event) {
        const auto at = static_cast<std::size_t>(event.GetId() - first_action);
        if (at >= actions_.size()) return event.Skip();
        const auto run = actions_[at].run;  // it may change actions_
        if (actions_[at].may_run()) run();
    }, first_action, first_action + most_actions);
    Bind(wxEVT_UPDATE_UI, [this](wxUpdateUIEvent& event) {
        const auto at = static_cast<std::size_t>(event.GetId() - first_action);
        if (at >= actions_.size()) return event.Skip();
        event.Enable(actions_[at].may_run());
        if (actions_[at].checked) event.Check(actions_[at].checked());
    }, first_action, first_action + most_actions);
}

void Frame::build_toolbar() {
    const bool any = std::any_of(actions_.begin(), actions_.end(), [](const Action& action) { return action.toolbar; });
    auto* bar = GetToolBar();
    if (!bar && !any) return;
    if (!bar) bar = CreateToolBar(wxTB_HORIZONTAL | wxTB_HORZ_LAYOUT | wxTB_TEXT | wxTB_NODIVIDER, wxID_ANY, "toolbar");
    bar->ClearTools();
    for (std::size_t at = 0; at < actions_.size(); ++at) {
        const auto& action = actions_[at];
        if (!action.toolbar) continue;
        if (action.begins_group && bar->GetToolsCount()) bar->AddSeparator();
        const wxString tip = action.key.empty() ? action.help : action.help + "  " + action.key;
        bar->AddTool(first_action + static_cast<int>(at), plain_label(action), icon(action.icon, colours().text, 20), wxBitmapBundle(),
                     action.checked ? wxITEM_CHECK : wxITEM_NORMAL, tip, action.help);
    }
    bar->Realize();
}

void Frame::show_state() {
    SetTitle(room_ ? tr("よろず") + wxString::FromUTF8(" — ") + room_->title() : tr("よろず"));
    SetStatusText(session_.is_open() ? wxString::Format(tr("ワークスペース：%s"), shown(session_.folder.filename().string())) : tr("ワークスペースは開いていません"), 0);
    SetStatusText(shown(session_.person), 2);
}

void Frame::next_pane(bool backwards) {
    std::vector<wxWindow*> panes{rail_};
    if (room_) {
        auto own = room_->panes();
        if (own.empty()) own.push_back(room_);
        panes.insert(panes.end(), own.begin(), own.end());
    }
    std::size_t at = 0;
    for (std::size_t i = 0; i < panes.size(); ++i)
        for (wxWindow* focus = FindFocus(); focus; focus = focus->GetParent())
            if (focus == panes[i]) at = i;
    at = (at + (backwards ? panes.size() - 1 : 1)) % panes.size();
    if (panes[at] == rail_)
        rail_->focus_chosen();
    else
        panes[at]->SetFocus();
}

void Frame::escape() {
    if (room_ && room_->back()) return;
    message_bar_->dismiss();
}

void Frame::on_close(wxCloseEvent& event) {
    if (room_ && !room_->leave() && event.CanVeto()) return event.Veto();
    Destroy();
}

}  // namespace yorozu::gui
