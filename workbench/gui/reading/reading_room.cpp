#include "workbench/gui/reading/reading_room.h"

#include <wx/dirdlg.h>
#include <wx/sizer.h>
#include <wx/stattext.h>

#include <set>

#include "workbench/desk/reading/batch_pages.h"
#include "workbench/desk/workspace/calendar.h"
#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/heading.h"
#include "workbench/gui/controls/table.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/reading/batch_page.h"
#include "workbench/gui/reading/export_dialog.h"
#include "workbench/gui/reading/import_job.h"
#include "workbench/gui/reading/thumbnails.h"

namespace yorozu::gui {
namespace {

/// Two pages: the list of batches, and one batch.
class ReadingRoom : public Room {
public:
    ReadingRoom(wxWindow* parent, Session& session) : Room(parent, session) {
        list_page_ = new wxPanel(this);
        auto* column = new wxBoxSizer(wxVERTICAL);
        auto* heading = new wxBoxSizer(wxHORIZONTAL);
        heading->Add(gui::heading(list_page_, tr("束")), 0, wxALIGN_CENTRE_VERTICAL);
        count_ = new wxStaticText(list_page_, wxID_ANY, {});
        count_->SetForegroundColour(colours().faint);
        heading->Add(count_, 1, wxALIGN_CENTRE_VERTICAL | wxLEFT, FromDIP(14));
        column->Add(heading, 0, wxEXPAND | wxALL, FromDIP(14));
        batches_ = new Table(list_page_, tr("束の一覧"),
                             {{tr("束"), 300}, {tr("取り込み"), 150}, {tr("ファイル"), 80, true}, {tr("ページ"), 80, true}, {tr("自動確定"), 90, true},
                              {tr("要確認"), 90, true}, {tr("確認済み"), 90, true}, {tr("帳票不明"), 90, true}, {tr("状態"), 160}}, 30);
        batches_->opened = [this](const std::string& name) { show_batch(name); };
        column->Add(batches_, 1, wxEXPAND | wxLEFT | wxRIGHT | wxBOTTOM, FromDIP(18));
        list_page_->SetSizer(column);
        batch_page_ = new BatchPage(this, session);
        batch_page_->Hide();
        auto* pages = new wxBoxSizer(wxVERTICAL);
        pages->Add(list_page_, 1, wxEXPAND);
        pages->Add(batch_page_, 1, wxEXPAND);
        SetSizer(pages);
    }

    wxString title() const override {
        return batch_page_->IsShown() ? tr("読取") + wxString::FromUTF8(" — ") + shown(batch_page_->batch()) : tr("読取");
    }

    Actions actions() override {
        const wxString file = tr("ファイル(&F)"), batch = tr("束(&B)");
        const auto one = [this] { return !chosen().empty(); };
        return {{.id = "reading.new-batch", .label = tr("新しい束(&N)…"), .key = "Ctrl+O", .help = tr("スキャンしたファイルを取り込んで読みます"),
                 .run = [this] { begin_new_batch(this, session_); }, .menu = file, .icon = "add", .toolbar = true},
                {.id = "reading.open", .label = tr("束を開く(&O)"), .help = tr("ページの画像と、帳票が分からないわけを見ます"), .run = [this] { show_batch(chosen()); },
                 .enabled = [this] { return !batch_page_->IsShown() && !batches_->chosen().empty(); }, .menu = batch, .icon = "open", .toolbar = true},
                {.id = "reading.check", .label = tr("確認する(&C)"), .key = "Ctrl+Enter", .help = tr("この束の要確認の項目を見ます"),
                 .run = [this] { session_.go("check", chosen()); }, .enabled = one, .menu = batch, .icon = "check", .toolbar = true},
                {.id = "reading.export", .label = tr("書き出す(&E)…"), .key = "Ctrl+E", .help = tr("束を CSV・Excel・JSON にします"),
                 .run = [this] { export_batch(this, session_, chosen()); }, .enabled = one, .menu = batch, .icon = "export", .toolbar = true},
                {.id = "reading.read-on", .label = tr("続きを読む(&R)"), .help = tr("途中で止めた束を、読み終えていないところから読みます"),
                 .run = [this] { read_on(wxGetTopLevelParent(this), session_, chosen()); }, .enabled = [this] { return unread_.count(chosen()) > 0; }, .menu = batch},
                {.id = "reading.choose-form", .label = tr("帳票を手で選ぶ(&H)…"), .help = tr("帳票が分からないページを、選んだ帳票として読みます"),
                 .run = [this] { batch_page_->choose_form(); }, .enabled = [this] { return batch_page_->IsShown() && batch_page_->may_choose_form(); }, .menu = batch},
                {.id = "reading.points", .label = tr("三点で合わせる(&P)…"), .help = tr("帳票の三つの場所をスキャンの上で示して、その位置で読みます"),
                 .run = [this] { batch_page_->show_places(); }, .enabled = [this] { return batch_page_->IsShown() && batch_page_->may_choose_form(); }, .menu = batch},
                {.id = "reading.back", .label = tr("束の一覧に戻る(&L)"), .key = "Alt+Left", .help = tr("束の一覧に戻ります（Esc でも）"), .run = [this] { back(); },
                 .enabled = [this] { return batch_page_->IsShown(); }, .menu = batch, .icon = "back", .toolbar = true, .begins_group = true},
                {.id = "reading.watch", .label = tr("受信フォルダーを見張る(&W)…"), .help = tr("スキャナーの保存先を見張り、届いたら知らせます"), .run = [this] { choose_watched(); },
                 .checked = [this] { return session_.memory.watched.count(session_.folder.string()) > 0; }, .menu = file, .icon = "watch", .toolbar = true},
                {.id = "reading.refresh", .label = tr("更新(&R)"), .key = "F5", .help = tr("いまの様子を読み直します"), .run = [this] { refresh(); }, .menu = tr("表示(&V)"), .icon = "refresh"}};
    }

    void open(const std::string& subject) override {
        if (subject.empty()) show_list();
        else show_batch(subject);
    }
    void enter() override {
        refresh();
        if (batch_page_->IsShown()) batch_page_->thumbnails().SetFocus();
        else focus_list();
    }
    bool back() override {
        if (!batch_page_->IsShown()) return false;
        show_list();
        focus_list();
        return true;
    }
    std::vector<wxWindow*> panes() override {
        if (batch_page_->IsShown()) return {&batch_page_->thumbnails(), batch_page_};
        return {batches_};
    }

    void refresh() override {
        if (!session_.is_open()) return;
        const auto batches = desk::batches(*session_.workspace);
        unread_.clear();
        std::vector<Table::Row> rows;
        for (auto at = batches.rbegin(); at != batches.rend(); ++at) {  // newest first
            const auto& batch = *at;
            if (batch.unread_files) unread_.insert(batch.name);
            const wxString state = batch.unread_files ? wxString::Format(tr("読み終えていない %s"), grouped(batch.unread_files))
                                   : batch.to_check ? tr("確認待ち") : batch.refused || batch.failed ? tr("分からないページあり") : tr("確認済み");
            const std::vector<int> numbers{batch.files, batch.pages, batch.accepted, batch.to_check, batch.verified, batch.refused + batch.failed};
            Table::Row row{batch.name, {shown(batch.name), shown(desk::date_and_time(batch.created))}, {}, batch.unread_files ? Table::Row::Tone::doubt : Table::Row::Tone::plain};
            for (const int number : numbers) row.cells.push_back(grouped(number));
            row.cells.push_back(state);
            rows.push_back(std::move(row));
        }
        count_->SetLabel(batches.empty() ? tr("まだありません。ファイルをここへ落とすか、Ctrl+O で選んでください。") : wxString::Format(tr("%s 束"), grouped(static_cast<long long>(batches.size()))));
        batches_->show(std::move(rows));
        if (batch_page_->IsShown()) batch_page_->refresh();
    }

private:
    std::string chosen() const { return batch_page_->IsShown() ? batch_page_->batch() : batches_->chosen(); }

    void show_batch(const std::string& name) {
        if (name.empty()) return;
        batch_page_->open(name);
        list_page_->Hide();
        batch_page_->Show();
        Layout();
        batch_page_->thumbnails().SetFocus();
        session_.memory.used({session_.folder.string(), "reading", name, session_.clock()});
        session_.title_changed();
    }
    void focus_list() {
        if (batches_->chosen().empty()) batches_->choose("");
        batches_->SetFocus();
    }
    void show_list() {
        batch_page_->Hide();
        list_page_->Show();
        Layout();
        session_.title_changed();
    }

    void choose_watched() {
        auto& watched = session_.memory.watched;
        const auto now = watched.find(session_.folder.string());
        if (now != watched.end()) {
            watched.erase(now);
        } else {
            wxDirDialog dialog(this, tr("スキャナーが保存するフォルダー"), {}, wxDD_DEFAULT_STYLE | wxDD_DIR_MUST_EXIST);
            if (dialog.ShowModal() != wxID_OK) return;
            watched[session_.folder.string()] = utf8(dialog.GetPath());
        }
        session_.memory.save();
        session_.watched_changed();
    }

    wxPanel* list_page_;
    wxStaticText* count_;
    Table* batches_;
    BatchPage* batch_page_;
    std::set<std::string> unread_;
};

}  // namespace

Room* make_reading_room(wxWindow* parent, Session& session) { return new ReadingRoom(parent, session); }

}  // namespace yorozu::gui
