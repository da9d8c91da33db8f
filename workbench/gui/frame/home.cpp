#include "workbench/gui/frame/home.h"

#include <wx/button.h>
#include <wx/dcbuffer.h>
#include <wx/sizer.h>
#include <wx/splitter.h>
#include <wx/statbmp.h>
#include <wx/stattext.h>

#include <algorithm>

#include "workbench/desk/hours/hours_data.h"
#include "workbench/desk/workspace/calendar.h"
#include "workbench/desk/workspace/waiting_work.h"
#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/heading.h"
#include "workbench/gui/controls/icons.h"
#include "workbench/gui/controls/sash.h"
#include "workbench/gui/controls/table.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/hours/hours_panel.h"
#include "workbench/gui/reading/import_job.h"

namespace yorozu::gui {
namespace {

using Kind = desk::WaitingWork::Kind;

/// What a kind of work is called, counted in, and done by.
struct KindWords {
    wxString work, unit, act;
    const char* room;
    enum class Group { reading, rpa, cases, care } group;
};
/// 期限すぎ：見積もりを聞く; where nobody noted what is next, that is what to decide.
wxString next_of(const desk::WaitingWork& work, const wxString& when) {
    return when + wxString::FromUTF8("：") + (work.next.empty() ? tr("次の行動を決める") : shown(work.next));
}
KindWords kind_words(const desk::WaitingWork& work) {
    using Group = KindWords::Group;
    switch (work.kind) {
        case Kind::check: return {tr("項目の確認"), tr("項目"), work.count < work.of ? tr("確認を続ける") : tr("確認を始める"), "check", Group::reading};
        case Kind::unread: return {tr("読み終えていない"), tr("ファイル"), tr("続きを読む"), "reading", Group::reading};
        case Kind::refused: return {tr("帳票が分からないページ"), tr("枚"), tr("手で選ぶ"), "reading", Group::reading};
        case Kind::failed: return {tr("開けないページ"), tr("枚"), tr("わけを見る"), "reading", Group::reading};
        case Kind::unknown: return {tr("未確定（登録できたか不明）"), tr("件"), tr("人が決める"), "rpa", Group::rpa};
        case Kind::business_exception: return {tr("業務例外"), tr("件"), tr("内容を直す"), "rpa", Group::rpa};
        case Kind::system_exception: return {tr("システム例外"), tr("件"), tr("やり直す"), "rpa", Group::rpa};
        case Kind::case_overdue: return {shown(work.title), tr("件"), next_of(work, tr("期限すぎ")), "cases", Group::cases};
        case Kind::case_due: return {shown(work.title), tr("件"), next_of(work, tr("きょう")), "cases", Group::cases};
        case Kind::case_unanswered: return {shown(work.title), tr("件"), tr("初回の回答"), "cases", Group::cases};
        case Kind::retention: return {tr("保存期間の過ぎた個人情報"), tr("件"), tr("数を見て消す"), "settings", Group::care};
    }
    return {};
}

/// 11月18日; with the year when it is another one.
wxString short_day(store::TimeMs at, store::TimeMs now) {
    const std::string day = desk::iso_date(at), today = desk::iso_date(now);
    const wxString words = wxString::Format(tr("%d月%d日"), std::stoi(day.substr(5, 2)), std::stoi(day.substr(8, 2)));
    return day.substr(0, 4) == today.substr(0, 4) ? words : wxString::Format(tr("%s年%s"), shown(day.substr(0, 4)), words);
}

/// 令和8年11月21日（土）
wxString long_day(store::TimeMs now) {
    const std::string day = desk::iso_date(now);
    const wxString week[] = {tr("木"), tr("金"), tr("土"), tr("日"), tr("月"), tr("火"), tr("水")};  // 1970-01-01 was a Thursday
    const int year = std::stoi(day.substr(0, 4));
    return wxString::Format(tr("令和%d年%d月%d日（%s）"), year - 2018, std::stoi(day.substr(5, 2)), std::stoi(day.substr(8, 2)),
                            week[static_cast<std::size_t>(desk::day_number(day).value_or(0)) % 7]);
}

/// Where files can be dropped; the same as Ctrl+O.
class DropArea : public wxPanel {
public:
    DropArea(wxWindow* parent, std::function<void()> choose) : wxPanel(parent) {
        SetBackgroundStyle(wxBG_STYLE_PAINT);
        auto* row = new wxBoxSizer(wxHORIZONTAL);
        row->AddStretchSpacer();
        auto* arrow = new wxStaticBitmap(this, wxID_ANY, icon("drop", colours().faint, FromDIP(30)));
        set_accessible(*arrow, tr("ここへ落とす"));
        row->Add(arrow, 0, wxALIGN_CENTRE_VERTICAL | wxRIGHT, FromDIP(18));
        auto* words = new wxBoxSizer(wxVERTICAL);
        words->Add(new wxStaticText(this, wxID_ANY, tr("ここへ落とすと、新しい束になります")));
        auto* kinds = new wxStaticText(this, wxID_ANY, tr("PDF・TIFF・JPEG・PNG、フォルダーごとでも"));
        kinds->SetForegroundColour(colours().faint);
        words->Add(kinds, 0, wxTOP | wxBOTTOM, FromDIP(4));
        auto* button = new wxButton(this, wxID_ANY, tr("ファイルを選ぶ…　Ctrl+O"));
        button->SetName("choose-files");
        button->Bind(wxEVT_BUTTON, [choose](wxCommandEvent&) { choose(); });
        words->Add(button);
        row->Add(words, 0, wxALIGN_CENTRE_VERTICAL);
        row->AddStretchSpacer();
        SetSizer(row);
        SetMinSize(FromDIP(wxSize(-1, 130)));
        Bind(wxEVT_PAINT, [this](wxPaintEvent&) {
            wxAutoBufferedPaintDC dc(this);
            const wxSize size = GetClientSize();
            dc.SetPen(colours().line);
            dc.SetBrush(colours().surface);
            dc.DrawRectangle(size);
            dc.SetPen(wxPen(colours().faint, FromDIP(1), wxPENSTYLE_SHORT_DASH));
            dc.DrawRoundedRectangle(FromDIP(10), FromDIP(10), size.x - FromDIP(20), size.y - FromDIP(20), FromDIP(4));
        });
    }
};

class Home : public Room {
public:
    Home(wxWindow* parent, Session& session) : Room(parent, session) {
        const int gap = FromDIP(14), margin = FromDIP(18);
        auto* heading = new wxBoxSizer(wxHORIZONTAL);
        heading->Add(gui::heading(this, tr("待っている仕事")), 0, wxALIGN_CENTRE_VERTICAL);
        day_ = new wxStaticText(this, wxID_ANY, {});
        day_->SetForegroundColour(colours().faint);
        heading->Add(day_, 1, wxALIGN_CENTRE_VERTICAL | wxLEFT, gap);

        auto* split = new wxSplitterWindow(this, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxSP_LIVE_UPDATE | wxSP_NOBORDER);
        auto* left_pane = new wxPanel(split);
        auto* right_pane = new wxPanel(split);
        work_ = new Table(left_pane, tr("待っている仕事"), {{"", 24}, {tr("所管課"), 120}, {tr("束・シナリオ・相談"), 180}, {tr("仕事"), 212}, {tr("待ち"), 90, true}, {tr("いちばん古い"), 96}, {tr("次にすること"), 124, false, true}}, 34);
        work_->set_sortable(false);
        work_->opened = [this](const std::string& id) { act(id); };
        work_->picked = [this](const std::string& id) { if (!id.empty()) session_.memory.row["home"] = id; };
        nothing_ = new wxStaticText(left_pane, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize, wxALIGN_CENTRE_HORIZONTAL);
        nothing_->SetFont(GetFont().Scaled(1.2f));
        recent_ = new Table(left_pane, tr("最近使ったもの"), {{tr("最近使ったもの"), 380}, {tr("部屋"), 160}, {tr("いつ"), 120}}, 25);
        recent_->opened = [this](const std::string& id) { open_recent(id); };
        auto* left = new wxBoxSizer(wxVERTICAL);
        left->Add(work_, 3, wxEXPAND);
        left->Add(nothing_, 3, wxEXPAND | wxTOP, FromDIP(60));
        left->Add(recent_, 1, wxEXPAND | wxTOP, gap);
        recent_->SetMinSize(FromDIP(wxSize(-1, 120)));

        hours_ = new HoursPanel(right_pane, session, [this] { session_.go("hours", ""); });
        auto* right = new wxBoxSizer(wxVERTICAL);
        right->Add(hours_, 3, wxEXPAND);
        right->Add(new DropArea(right_pane, [this] { begin_new_batch(this, session_); }), 1, wxEXPAND | wxTOP, gap);
        right_pane->SetSizer(right);
        hours_->shown_or_hidden = [right_pane] { right_pane->Layout(); };

        left_pane->SetSizer(left);
        split->SetMinimumPaneSize(FromDIP(380));
        split->SplitVertically(left_pane, right_pane);
        keep_sash(*split, session.memory, "home", Pane::second, [this](int width) { return FromDIP(width > FromDIP(1300) ? 488 : 400); });

        auto* column = new wxBoxSizer(wxVERTICAL);
        column->Add(heading, 0, wxEXPAND | wxALL, gap);
        column->Add(split, 1, wxEXPAND | wxLEFT | wxRIGHT | wxBOTTOM, margin);
        SetSizer(column);
    }

    wxString title() const override { return tr("ホーム"); }

    Actions actions() override {
        const wxString file = tr("ファイル(&F)"), view = tr("表示(&V)");
        return {{.id = "home.new-batch", .label = tr("新しい束(&N)…"), .key = "Ctrl+O", .help = tr("スキャンしたファイルを取り込んで読みます"),
                 .run = [this] { begin_new_batch(this, session_); }, .menu = file, .icon = "add", .toolbar = true},
                {.id = "home.next", .label = tr("確認を続ける(&C)"), .help = tr("いちばん上の待っている仕事をします"),
                 .run = [this] { if (!waiting_.empty()) act(id_of(waiting_.front())); }, .enabled = [this] { return !waiting_.empty(); },
                 .menu = file, .icon = "check", .toolbar = true},
                {.id = "home.new-case", .label = tr("新しい相談(&S)"), .key = "Ctrl+N", .help = tr("部屋「相談」で新しい相談を受け付けます"),
                 .run = [this] { session_.act("cases", "cases.new"); }, .menu = file, .icon = "cases", .toolbar = true, .begins_group = true},
                {.id = "home.new-flow", .label = tr("新しいフロー(&W)"), .help = tr("部屋「業務フロー」で新しいフローを描きます"),
                 .run = [this] { session_.act("flows", "flows.new"); }, .menu = file, .icon = "flows", .toolbar = true},
                {.id = "home.refresh", .label = tr("更新(&R)"), .key = "F5", .help = tr("いまの様子を読み直します"), .run = [this] { refresh(); },
                 .menu = view, .icon = "refresh", .toolbar = true, .begins_group = true},
                {.id = "home.recents", .label = tr("最近使ったもの(&E)"), .key = "F4", .help = tr("最近使ったものの一覧に移ります"),
                 .run = [this] { recent_->SetFocus(); recent_->choose(""); }, .menu = view}};
    }

    void enter() override {
        look_at_retention();
        refresh();
        if (work_->IsShown()) {
            work_->choose(session_.memory.row["home"]);
            if (work_->chosen().empty()) work_->choose("");
            work_->SetFocus();
        } else {
            recent_->SetFocus();
        }
    }

    void refresh() override {
        if (!session_.is_open()) return;
        waiting_ = desk::waiting_work(*session_.workspace, session_.clock());
        if (retention_) waiting_.push_back(*retention_);
        show_work();
        show_recent();
        hours_->refresh();
        Layout();
    }

    std::vector<wxWindow*> panes() override { return {work_, recent_, hours_}; }

private:
    static std::string id_of(const desk::WaitingWork& work) { return std::to_string(static_cast<int>(work.kind)) + ":" + work.subject; }

    /// What is due by the rules of retention changes with the day, not with the minute.
    void look_at_retention() {
        session_.jobs.start<std::optional<desk::WaitingWork>>({.kind = {}, .name = {}, .unit = {}, .quiet = true}, this,
                                                              [own = session_.own()](JobControl&) { return desk::due_retention(*own.open(store::Access::read)); },
                                                              [this](JobEnd<std::optional<desk::WaitingWork>> end) {
                                                                  const auto found = end.result.value_or(std::nullopt);
                                                                  const bool same = found.has_value() == retention_.has_value() && (!found || found->count == retention_->count);
                                                                  retention_ = found;
                                                                  if (!same && IsShownOnScreen()) refresh();
                                                              });
    }

    void show_work() {
        std::vector<Table::Row> rows;
        const auto now = session_.clock();
        const wxString groups[] = {tr("読取・確認"), tr("RPA"), tr("相談"), tr("手入れ")};
        int last = -1;
        for (const auto& work : waiting_) {
            const auto words = kind_words(work);
            const int group = static_cast<int>(words.group);
            if (group != last) rows.push_back({"", {"", "", groups[group]}, {}, Table::Row::Tone::heading});
            last = group;
            const bool decide = work.kind == Kind::unknown;
            rows.push_back({id_of(work), {decide ? wxString("!") : wxString(), shown(work.department), work.kind == Kind::retention ? tr("ワークスペース") : shown(work.subject), words.work, grouped(work.count) + " " + words.unit, short_day(work.oldest, now), words.act},
                            {}, decide ? Table::Row::Tone::failure : Table::Row::Tone::plain});
        }
        const bool some_departments = !desk::departments_seen(*session_.workspace).empty();
        day_->SetLabel(long_day(now) + wxString::FromUTF8("　") + wxString::Format(tr("%d 行"), static_cast<int>(waiting_.size())) +
                       (some_departments ? wxString::FromUTF8("　") + tr("見てよい課の仕事") : wxString()));
        work_->show(std::move(rows));
        work_->show_column(1, std::any_of(waiting_.begin(), waiting_.end(), [](const auto& work) { return !work.department.empty(); }));
        work_->Show(!waiting_.empty());
        nothing_->Show(waiting_.empty());
        if (!waiting_.empty()) return;
        const auto done = desk::done_since(*session_.workspace, desk::start_of_day(desk::iso_date(now)));
        wxString words = tr("待っている仕事はありません");
        if (done.fields + done.records > 0) words += "\n\n" + wxString::Format(tr("きょう終えたこと：確認した項目 %s、入力した記録 %s"), grouped(done.fields), grouped(done.records));
        nothing_->SetLabel(words);
    }

    void show_recent() {
        std::vector<Table::Row> rows;
        for (std::size_t at = 0; at < session_.memory.recents.size(); ++at) {
            const auto& recent = session_.memory.recents[at];
            if (recent.workspace != session_.folder.string()) continue;
            const auto& table = room_table();
            const auto entry = std::find_if(table.begin(), table.end(), [&](const RoomEntry& line) { return line.id == recent.room; });
            if (entry == table.end()) continue;
            rows.push_back({std::to_string(at), {shown(recent.subject), tr(entry->word), short_day(recent.at, session_.clock())}});
        }
        recent_->show(std::move(rows));
    }

    void act(const std::string& id) {
        const auto work = std::find_if(waiting_.begin(), waiting_.end(), [&](const auto& line) { return id_of(line) == id; });
        if (work == waiting_.end()) return;
        if (work->kind == Kind::unread) return read_on(wxGetTopLevelParent(this), session_, work->subject);
        session_.go(kind_words(*work).room, work->subject);
    }

    void open_recent(const std::string& id) {
        const auto at = static_cast<std::size_t>(std::stoul(id));
        if (at < session_.memory.recents.size()) session_.go(session_.memory.recents[at].room, session_.memory.recents[at].subject);
    }

    std::vector<desk::WaitingWork> waiting_;
    std::optional<desk::WaitingWork> retention_;  ///< as of the last time the page was entered
    wxStaticText* day_;
    Table* work_;
    wxStaticText* nothing_;
    Table* recent_;
    HoursPanel* hours_;
};

}  // namespace

Room* make_home(wxWindow* parent, Session& session) { return new Home(parent, session); }

}  // namespace yorozu::gui
