// What can be done in the frame, and what is made of actions: menus, toolbar, search, list of keys.
#include <wx/dataview.h>
#include <wx/dialog.h>
#include <wx/menu.h>
#include <wx/sizer.h>
#include <wx/button.h>
#include <wx/toolbar.h>

#include <algorithm>

#include "workbench/desk/cases/cases.h"
#include "workbench/desk/reading/batch_pages.h"
#include "workbench/desk/reading/listed_forms.h"
#include "workbench/desk/workspace/calendar.h"
#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/icons.h"
#include "workbench/gui/controls/native_toolbar.h"
#include "workbench/gui/controls/table.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/frame/frame.h"
#include "workbench/gui/frame/job_list.h"
#include "workbench/gui/frame/manual.h"
#include "workbench/gui/frame/search.h"

namespace yorozu::gui {
namespace {

/// Menu and tool ids: the place of the action in actions_.
constexpr int first_action = wxID_HIGHEST + 1;
constexpr int most_actions = 999;

int id_at(std::size_t place) { return first_action + static_cast<int>(place); }

}  // namespace

Actions Frame::own_actions() {
    const wxString file = tr("ファイル(&F)"), edit = tr("編集(&E)"), view = tr("表示(&V)"), rooms = tr("部屋(&R)"), help = tr("ヘルプ(&H)");
    const auto open = [this] { return session_.is_open(); };
    Actions all;
    all.push_back({.id = "file.quit", .label = tr("終了(&Q)"), .key = "Ctrl+Q", .help = tr("よろずを終えます"), .run = [this] { Close(); }, .menu = file, .begins_group = true});
    all.push_back({.id = "file.close-workspace", .label = tr("ほかのワークスペース(&W)…"), .help = tr("ワークスペースを閉じて、選ぶページに戻ります"),
                   .run = [this] { if (may_close_rooms()) close_workspace(); }, .enabled = [this] { return session_.is_open() && jobs_.idle(); }, .menu = file});
    all.push_back({.id = "file.sign-out", .label = tr("サインアウト(&O)"), .help = tr("いまの人の画面を閉じて、次の人がサインインします"),
                   .run = [this] { sign_out(); }, .enabled = [this] { return session_.is_open() && session_.workspace->session().signed_in && jobs_.idle(); }, .menu = file});
    all.push_back({.id = "edit.undo", .label = tr("元に戻す(&U)"), .key = "Ctrl+Z", .help = tr("直前にしたことを取り消します"),
                   .run = [this] { session_.undo.undo(); }, .enabled = [this] { return session_.undo.next_undo() != nullptr; }, .menu = edit, .icon = "undo"});
    all.push_back({.id = "edit.redo", .label = tr("やり直す(&R)"), .key = "Ctrl+Y", .help = tr("取り消したことをもう一度します"),
                   .run = [this] { session_.undo.redo(); }, .enabled = [this] { return session_.undo.next_redo() != nullptr; }, .menu = edit, .icon = "redo"});
    all.push_back({.id = "edit.search", .label = tr("探す(&S)…"), .key = "Ctrl+K", .help = tr("操作・帳票・束・相談を名前で探します"),
                   .run = [this] { if (search_) search_->begin(); }, .menu = edit, .icon = "search", .begins_group = true});
    all.push_back({.id = "view.next-pane", .label = tr("次の区画(&N)"), .key = "F6", .help = tr("キーボードの相手を次の区画に移します"), .run = [this] { next_pane(false); }, .menu = view});
    all.push_back({.id = "view.previous-pane", .label = tr("前の区画(&P)"), .key = "Shift+F6", .help = tr("キーボードの相手を前の区画に移します"), .run = [this] { next_pane(true); }, .menu = view});
    all.push_back({.id = "view.jobs", .label = tr("動いている仕事(&J)…"), .key = "Ctrl+J", .help = tr("動いている仕事の一覧を開きます"), .run = [this] { show_job_list(this, jobs_); }, .menu = view});
    int number = 0;
    for (const auto& entry : room_table())
        if (entry.on_rail())
            all.push_back({.id = "room." + entry.id, .label = tr(entry.word), .key = wxString::Format("Ctrl+%d", ++number), .help = wxString::Format(tr("部屋「%s」に移ります"), tr(entry.word)),
                           .run = [this, id = entry.id] { enter(id); }, .enabled = open, .menu = rooms, .icon = entry.icon});
    all.push_back({.id = "help.manual", .label = tr("この部屋の手引き(&M)"), .key = "F1", .help = tr("いまの部屋の使い方を開きます"), .run = [this] { open_manual(); }, .menu = help, .icon = "help"});
    all.push_back({.id = "help.keys", .label = tr("キーの一覧(&K)"), .key = "Ctrl+F1", .help = tr("いま使えるキーをすべて見ます"), .run = [this] { show_keys(); }, .menu = help});
    return all;
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

void Frame::build_menus() {
    // The room's actions of a menu that everybody has come first in it; the room's own menus stand before the last one.
    Actions room = room_ ? room_->actions() : Actions{};
    actions_ = std::move(room);
    for (auto& action : own_actions()) actions_.push_back(std::move(action));
    std::vector<wxString> order{tr("ファイル(&F)"), tr("編集(&E)"), tr("表示(&V)"), tr("部屋(&R)")};
    const wxString last = tr("ヘルプ(&H)");
    for (const auto& action : actions_)
        if (!action.menu.empty() && action.menu != last && std::find(order.begin(), order.end(), action.menu) == order.end()) order.push_back(action.menu);
    order.push_back(last);
    auto* bar = new wxMenuBar;
    for (const auto& title : order) {
        auto* menu = new wxMenu;
        for (std::size_t at = 0; at < actions_.size(); ++at) {
            const auto& action = actions_[at];
            if (action.menu != title) continue;
            if (action.begins_group && menu->GetMenuItemCount()) menu->AppendSeparator();
            menu->Append(id_at(at), action.key.empty() ? action.label : action.label + "\t" + action.key, action.help, action.checked ? wxITEM_CHECK : wxITEM_NORMAL);
        }
        if (menu->GetMenuItemCount()) bar->Append(menu, title);
        else delete menu;
    }
    auto* old = GetMenuBar();
    SetMenuBar(bar);
    delete old;
    enable_menus();
}

/// GTK gives a key to its menu item only while that is enabled, and wx looks at that when the window is idle: a key that
/// comes sooner would be lost.
void Frame::enable_menus() {
    for (std::size_t at = 0; at < actions_.size(); ++at)
        if (auto* item = GetMenuBar()->FindItem(id_at(at))) item->Enable(actions_[at].may_run());
}

/// A list of GTK goes a row down with Ctrl+N and up with Ctrl+P, before the menu hears of it: where such a key is an action's, the
/// action is done here.
bool Frame::list_would_take(const wxKeyEvent& event) {
    if (event.GetModifiers() != wxMOD_CONTROL || event.GetKeyCode() < 'A' || event.GetKeyCode() > 'Z' || !dynamic_cast<wxDataViewCtrl*>(FindFocus())) return false;
    const wxString key = wxString("Ctrl+") + static_cast<char>(event.GetKeyCode());
    for (const auto& action : actions_)
        if (action.key == key && action.may_run()) {
            CallAfter(action.run);
            return true;
        }
    return false;
}

void Frame::build_toolbar() {
    auto* bar = GetToolBar();
    if (!bar) {
        bar = CreateToolBar(wxTB_HORIZONTAL | wxTB_HORZ_LAYOUT | wxTB_TEXT | wxTB_NODIVIDER, wxID_ANY, "toolbar");
        bar->SetToolBitmapSize(FromDIP(wxSize(20, 20)));
        bar->AddStretchableSpace();
        search_ = new Search(bar, [this] { return everything(); });
        bar->AddControl(search_);
    }
    while (bar->GetToolsCount() > 2) bar->DeleteToolByPos(0);
    std::size_t place = 0;
    std::vector<int> without_words;
    for (std::size_t at = 0; at < actions_.size(); ++at) {
        const auto& action = actions_[at];
        if (!action.toolbar) continue;
        if (action.begins_group && place) bar->InsertSeparator(place++);
        const wxString tip = action.key.empty() ? action.help : action.help + "  " + action.key;
        if (action.icon_only) without_words.push_back(static_cast<int>(place));
        bar->InsertTool(place++, id_at(at), plain_label(action), icon(action.icon, colours().text, 20), wxBitmapBundle(),
                        action.checked ? wxITEM_CHECK : wxITEM_NORMAL, tip, action.help);
    }
    bar->Realize();
    for (const int tool : without_words) show_icon_only(*bar, tool);
}

std::vector<Found> Frame::everything() {
    std::vector<Found> all;
    for (const auto& action : actions_) {
        if (action.id == "edit.search") continue;
        all.push_back({tr("操作"), plain_label(action), action.key, action.run, action.help + " " + shown(action.id), action.may_run()});
    }
    if (!session_.is_open()) return all;
    for (const auto& batch : desk::batches(*session_.workspace))
        all.push_back({tr("束"), shown(batch.name), {}, [this, name = batch.name] { enter("reading", name); }});
    for (const auto& one : desk::cases(*session_.workspace, {.open = true}, desk::iso_date(session_.clock())))
        all.push_back({tr("相談"), shown(one.number + " " + one.field("title")), {}, [this, number = one.number] { enter("cases", number); }, shown(one.field("department"))});
    for (const auto& form : desk::listed_forms(*session_.workspace))
        all.push_back({tr("帳票"), shown(form.title), {}, [this, id = form.id] { enter("forms", id); }, shown(form.id)});
    return all;
}

void Frame::show_keys() {
    wxDialog dialog(this, wxID_ANY, tr("キーの一覧"), wxDefaultPosition, FromDIP(wxSize(720, 560)), wxDEFAULT_DIALOG_STYLE | wxRESIZE_BORDER);
    dialog.SetName("keys");
    auto* table = new Table(&dialog, tr("キーの一覧"), {{tr("キー"), 140}, {tr("操作"), 200}, {tr("すること"), 360}});
    std::vector<Table::Row> rows;
    for (const auto& action : actions_)
        if (!action.key.empty()) rows.push_back({action.id, {action.key, plain_label(action), action.help}});
    rows.push_back({"esc", {"Esc", tr("戻る"), tr("前のページに戻るか、メッセージを閉じます")}});
    rows.push_back({"filter", {"Ctrl+F", tr("絞り込み"), tr("いまの表を、列のことばで絞り込みます")}});
    rows.push_back({"csv", {"Ctrl+Shift+C", tr("表を写す"), tr("いまの表を CSV としてクリップボードに写します")}});
    table->show(std::move(rows));
    auto* column = new wxBoxSizer(wxVERTICAL);
    column->Add(table, 1, wxEXPAND | wxALL, FromDIP(14));
    column->Add(new wxButton(&dialog, wxID_CANCEL, tr("閉じる")), 0, wxALIGN_RIGHT | wxRIGHT | wxBOTTOM, FromDIP(14));
    dialog.SetSizer(column);
    dialog.CentreOnParent();
    dialog.ShowModal();
}

void Frame::open_manual() {
    const auto& table = room_table();
    const auto entry = std::find_if(table.begin(), table.end(), [this](const RoomEntry& line) { return line.id == room_id_; });
    show_manual(this, entry == table.end() ? "start" : entry->manual);
}

}  // namespace yorozu::gui
