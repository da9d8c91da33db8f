#include "workbench/gui/cases/cases_room.h"

#include <wx/sizer.h>
#include <wx/splitter.h>
#include <wx/srchctrl.h>
#include <wx/textctrl.h>

#include <algorithm>
#include <set>

#include "workbench/desk/cases/case_draft.h"
#include "workbench/desk/hours/plans.h"
#include "workbench/gui/cases/cases_advance.h"
#include "workbench/gui/cases/cases_board.h"
#include "workbench/gui/cases/cases_faq.h"
#include "workbench/gui/cases/cases_list.h"
#include "workbench/gui/cases/cases_new.h"
#include "workbench/gui/cases/cases_page.h"
#include "workbench/gui/cases/cases_strip.h"
#include "workbench/gui/cases/cases_sync.h"
#include "workbench/gui/cases/cases_tables.h"
#include "workbench/gui/cases/cases_words.h"
#include "workbench/gui/checking/input_method.h"
#include "workbench/gui/controls/native_layout.h"
#include "workbench/gui/controls/table.h"
#include "workbench/gui/frame/failure.h"

namespace yorozu::gui {
namespace {

class CasesRoom : public Room {
public:
    CasesRoom(wxWindow* parent, Session& session) : Room(parent, session) {
        strip_ = new CasesStrip(this);
        strip_->changed = [this] { show_list(); };
        outer_ = new wxSplitterWindow(this, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxSP_LIVE_UPDATE | wxSP_THIN_SASH);
        list_ = new CasesList(outer_, session, *strip_);
        list_->picked = [this](const std::string& number) { if (number != page_->number()) open_case(number); };
        list_->opened = [this] { page_->focus_line(); };
        list_->filtered = [this] { show_list(); };
        table_ = list_->table();
        inner_ = new wxSplitterWindow(outer_, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxSP_LIVE_UPDATE | wxSP_THIN_SASH);
        page_ = new CasePanel(inner_, session);
        new_ = new NewCasePanel(inner_, session);
        new_->Hide();
        inner_->Initialize(page_);
        inner_->SetSashGravity(1);
        outer_->SplitVertically(list_, inner_, FromDIP(sash("cases.list", 456)));
        outer_->SetMinimumPaneSize(FromDIP(280));
        inner_->SetMinimumPaneSize(FromDIP(280));
        auto* column = new wxBoxSizer(wxVERTICAL);
        column->Add(strip_, 0, wxEXPAND);
        column->Add(outer_, 1, wxEXPAND);
        SetSizer(column);

        page_->changed = [this] { refresh(); };
        page_->typed = [this] { keep_draft(); };
        page_->wants_case = [this](const std::string& number) { show_case(number); };
        new_->typed = [this] { keep_draft(); };
        new_->saved = [this](const std::string& number) {
            hide_new();
            refresh();
            show_case(number);
            session_.say({Message::Kind::notice, wxString::Format(tr("相談 %s を受け付けました。"), shown(number))});
        };
        new_->wants_shown = [this](const desk::Similar& one) {
            if (one.kind == "case") show_case(one.id);
            else if (one.kind == "template") session_.go("forms", one.id);
            else session_.go(one.kind == "flow" ? "flows" : "rpa", one.id);
        };
        new_->cancelled = [this] { hide_new(); table_->SetFocus(); };
        Bind(wxEVT_CHAR_HOOK, &CasesRoom::key, this);
    }

    wxString title() const override {
        return page_->number().empty() ? tr("相談") : shown(page_->number() + " " + page_->page().now.field("title")) + wxString::FromUTF8(" — ") + tr("相談");
    }

    Actions actions() override {
        const wxString file = tr("ファイル(&F)"), menu = tr("相談(&C)"), reports = tr("報告(&P)"), view = tr("表示(&V)");
        const auto one = [this] { return page_->may_write(); };
        return {{.id = "cases.new", .label = tr("新しい相談(&N)"), .key = "Ctrl+N", .help = tr("相談を受け付けます。似た相談が打つたびに出ます"), .run = [this] { show_new(); }, .menu = menu, .icon = "add", .toolbar = true},
                {.id = "cases.append", .label = tr("追記・登録(&A)"), .key = "Ctrl+Enter", .help = tr("新しい相談を登録するか、経過に一行足します"), .run = [this] { save(false); }, .menu = menu},
                {.id = "cases.append-next", .label = tr("追記して次の段階(&T)"), .key = "Ctrl+Shift+Enter", .help = tr("経過に足して、次の段階へ進めます"), .run = [this] { page_->append(true); }, .enabled = one, .menu = menu},
                {.id = "cases.next", .label = tr("次の段階へ(&S)"), .help = tr("相談を次の段階へ進めます"), .run = [this] { page_->next_stage(); }, .enabled = one, .menu = menu, .icon = "flag", .toolbar = true, .begins_group = true},
                {.id = "cases.link", .label = tr("つなぐ(&L)…"), .key = "Ctrl+L", .help = tr("業務フロー・帳票・シナリオ・ほかの相談とつなぎます"), .run = [this] { page_->link(); }, .enabled = one, .menu = menu, .icon = "line", .toolbar = true},
                {.id = "cases.decline", .label = tr("見送り(&D)…"), .help = tr("理由を選んで見送りにします"), .run = [this] { page_->decline(); }, .enabled = one, .menu = menu, .icon = "close", .toolbar = true},
                {.id = "cases.clock", .label = tr("時間を計る・止める(&M)"), .key = "Ctrl+T", .help = tr("この相談に使う時間を計ります"), .run = [this] { page_->toggle_clock(); }, .enabled = one, .menu = menu, .icon = "watch", .toolbar = true, .icon_only = true},
                {.id = "cases.attach", .label = tr("添付する(&H)…"), .key = "Ctrl+Shift+A", .help = tr("ファイルを金庫の鍵で封じて、この相談に付けます"), .run = [this] { page_->attach(); }, .enabled = one, .menu = menu, .icon = "drop", .toolbar = true, .icon_only = true},
                {.id = "cases.take-off", .label = tr("つながり・添付を外す(&O)"), .help = tr("選んだつながりか添付を外します。経過には残ります"), .run = [this] { page_->take_off(); }, .enabled = one, .menu = menu},
                {.id = "cases.lock", .label = tr("添付の鍵を金庫に戻す(&K)"), .help = tr("次に添付を開くとき、金庫のパスフレーズを尋ねます"), .run = [this] { page_->files().lock(); }, .enabled = [this] { return page_->files().open(); }, .menu = menu},
                {.id = "cases.begin-flow", .label = tr("業務フローを起こす(&W)"), .help = tr("この相談の業務フローを新しく作り、つなぎます"), .run = [this] { page_->begin_flow(); }, .enabled = one, .menu = menu, .begins_group = true},
                {.id = "cases.standard", .label = tr("定型の質問にする(&Q)…"), .help = tr("よく来る相談として、次の受け付けで選べるようにします"), .run = [this] { page_->make_standard_question(); }, .enabled = one, .menu = menu},
                {.id = "cases.merge", .label = tr("ほかの相談に統合する(&U)…"), .help = tr("同じ相談を一つにします。どちらの番号でも開け、あとで戻せます"), .run = [this] { page_->merge(); }, .enabled = one, .menu = menu},
                {.id = "cases.correct", .label = tr("経過を訂正する(&E)…"), .help = tr("選んだ経過に訂正を足します。もとの行は残ります"), .run = [this] { page_->correct(); }, .enabled = one, .menu = menu},
                {.id = "cases.previous", .label = tr("前の相談(&P)"), .key = "Alt+Up", .help = tr("一覧の一つ上の相談を開きます"), .run = [this] { step(-1); }, .menu = menu, .begins_group = true},
                {.id = "cases.following", .label = tr("次の相談(&F)"), .key = "Alt+Down", .help = tr("一覧の一つ下の相談を開きます"), .run = [this] { step(1); }, .menu = menu},
                {.id = "cases.import", .label = tr("CSV・XLSX を取り込む(&I)…"), .help = tr("ほかの課題管理の表を取り込みます"), .run = [this] { import_case_table(this, session_, [this] { refresh(); }); }, .menu = file, .icon = "open", .toolbar = true, .icon_only = true, .begins_group = true},
                {.id = "cases.export", .label = tr("CSV・XLSX に書き出す(&X)…"), .help = tr("相談を表にします"), .run = [this] { export_case_table(this, session_, CaseOutput::cases); }, .menu = file},
                {.id = "cases.print", .label = tr("印刷(&P)…"), .key = "Ctrl+P", .help = tr("この相談を、経過とともに印刷します"), .run = [this] { page_->print(); }, .enabled = [this] { return !page_->number().empty(); }, .menu = file},
                {.id = "cases.sync", .label = tr("課題管理とそろえる(&Y)…"), .help = tr("Redmine や kintone と、両方向にそろえます"), .run = [this] { show_case_sync(this, session_); refresh(); page_->refresh(); }, .menu = file, .icon = "refresh", .toolbar = true, .icon_only = true},
                {.id = "cases.report", .label = tr("年度の報告(&R)…"), .help = tr("区分別・課別・月別の相談と解決を書き出します"), .run = [this] { export_case_table(this, session_, CaseOutput::report); }, .menu = reports, .icon = "hours", .toolbar = true, .icon_only = true},
                {.id = "cases.faq", .label = tr("よくある相談(&Q)…"), .help = tr("解決した相談を、同じ答えどうしまとめて見ます"), .run = [this] { if (const auto number = show_faq(this, session_); !number.empty()) show_board(false), show_case(number); }, .menu = view, .icon = "notice", .toolbar = true, .icon_only = true},
                {.id = "cases.board", .label = tr("段階の板(&B)"), .key = "Ctrl+B", .help = tr("相談を段階ごとに並べた板と一覧を切り替えます"), .run = [this] { show_board(!on_board()); }, .checked = [this] { return on_board(); }, .menu = view, .icon = "stack", .toolbar = true, .icon_only = true},
                {.id = "cases.keep-view", .label = tr("いまの表示を保存(&K)…"), .help = tr("絞り込みと検索の言葉に名前を付けて残します"), .run = [this] { list_->keep_view(); }, .menu = view, .begins_group = true},
                {.id = "cases.remove-view", .label = tr("選んだ表示を消す(&D)"), .help = tr("保存した表示を消します"), .run = [this] { list_->remove_view(); }, .enabled = [this] { return list_->view_chosen(); }, .menu = view},
                {.id = "cases.find", .label = tr("相談を探す(&F)"), .key = "Ctrl+F", .help = tr("件名・内容・経過・解決の全文から探します"), .run = [this] { list_->search()->SetFocus(); list_->search()->SelectAll(); }, .menu = view, .icon = "search"},
                {.id = "cases.refresh", .label = tr("更新(&R)"), .key = "F5", .help = tr("いまの様子を読み直します"), .run = [this] { refresh(); page_->refresh(); }, .menu = view}};
    }

    void open(const std::string& subject) override { wanted_ = subject; }
    void enter() override {
        refresh();
        if (!drafted_) take_draft();
        if (!wanted_.empty()) show_case(wanted_);
        wanted_.clear();
        if (page_->number().empty()) {
            table_->choose("");
            if (!table_->chosen().empty()) open_case(table_->chosen());
        }
        if (on_board()) board_->SetFocus();
        else if (!new_->IsShown()) table_->SetFocus();
    }
    bool take_files(const std::vector<std::filesystem::path>& files) override {
        if (on_board() || !page_->may_write()) {
            session_.say({Message::Kind::doubt, tr("ファイルは、開いている相談に添付します。先に相談を選んでください。")});
        } else {
            page_->attach(files);
        }
        return true;
    }
    bool back() override {
        if (on_board()) {
            show_board(false);
            return true;
        }
        if (!new_->IsShown()) return false;
        hide_new();  // the draft stays
        table_->SetFocus();
        return true;
    }
    std::vector<wxWindow*> panes() override {
        if (on_board()) return {board_, strip_};
        if (new_->IsShown()) return new_->panes();
        std::vector<wxWindow*> all{list_->search(), table_};
        for (auto* pane : page_->panes()) all.push_back(pane);
        all.push_back(strip_);
        return all;
    }
    bool leave() override {
        session_.memory.sash["cases.list"] = ToDIP(outer_->IsSplit() ? outer_->GetSashPosition() : sash_);
        return true;
    }

    void refresh() override {
        if (!session_.is_open()) return;
        show_counts();
        list_->keep_shown_view();
        show_list();
    }

private:
    int sash(const char* name, int otherwise) const {
        const auto found = session_.memory.sash.find(name);
        return found == session_.memory.sash.end() ? otherwise : found->second;
    }

    bool on_board() const { return board_ && board_->IsShown(); }

    void make_board() {
        board_ = new CasesBoard(outer_);
        board_->opened = [this](const desk::Case& one) { show_board(false); show_case(one.number); };
        board_->picked = [this] { if (const auto* one = board_->chosen()) session_.note(shown(one->number + "  " + one->field("title"))); };
        board_->wants_stage = [this](const desk::Case& one, desk::CaseStage to) {
            const desk::Case kept = one;  // the board shows others when the case has gone on
            if (const auto step = ask_advance(this, kept, to)) advance_case(session_, kept, *step, [this] { refresh(); page_->refresh(); });
            board_->SetFocus();
        };
    }

    void show_board(bool on) {
        if (!on && !board_) return;
        if (!board_) make_board();
        if (on == !outer_->IsSplit()) return;
        // The board takes the place of list and page.
        if (on) {
            sash_ = outer_->GetSashPosition();
            outer_->Unsplit(list_);
            outer_->ReplaceWindow(inner_, board_);
        } else {
            outer_->ReplaceWindow(board_, inner_);
            outer_->SplitVertically(list_, inner_, sash_);
        }
        board_->Show(on);
        inner_->Show(!on);
        list_->Show(!on);
        settle_layout(*board_);
        show_list();
        if (on) {
            board_->choose(page_->number());
            board_->SetFocus();
        } else {
            table_->SetFocus();
        }
    }

    /// Everything that is open, and what was closed in this fiscal year and had come in since the last one began.
    void fill_board(const std::string& today) {
        auto all = desk::cases(*session_.workspace, {.open = true}, today);
        const auto year = desk::fiscal_year_of(today);
        for (const auto received : {year, desk::FiscalYear{year.begins - 1}})
            for (auto& one : desk::cases(*session_.workspace, {.year = received}, today))
                if (!one.open() && desk::iso_date(one.closed) >= year.first_day()) all.push_back(std::move(one));
        std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.received > b.received; });
        board_->show(std::move(all), today);
    }

    void show_counts() {
        const std::string today = desk::iso_date(session_.clock());
        const auto year = desk::fiscal_year_of(today);
        std::map<desk::CaseStage, int> counts;
        std::map<std::string, int> reasons;
        std::set<std::string> departments;
        int received = 0, projects = 0, late = 0;
        try {
            // Open ones of any year, and what was closed of this year's.
            for (const auto& one : desk::cases(*session_.workspace, {.year = year}, today)) {
                ++received;
                projects += one.field("outcome") == "事業化";
                if (!one.open()) ++counts[desk::stage_of(one)];
                if (!one.field("reason").empty()) ++reasons[one.field("reason")];
                departments.insert(one.field("department"));
            }
            for (const auto& one : desk::cases(*session_.workspace, {.open = true}, today)) {
                ++counts[desk::stage_of(one)];
                late += desk::overdue(one, today);
                departments.insert(one.field("department"));
            }
        } catch (...) {
            session_.say({Message::Kind::failure, words_of(std::current_exception())});
        }
        wxString why;
        int shown_reasons = 0;
        for (const auto& [reason, count] : reasons)
            why += (shown_reasons == 0 ? tr("理由：") : shown_reasons % 2 ? wxString::FromUTF8("・") : wxString("\n")) + shown(reason) + wxString::Format(" %d", count), ++shown_reasons;
        wxString received_words = wxString::Format(tr("令和%s年度　受付 %d"), shown(year.name().substr(1)), received), project_words = wxString::Format(tr("事業化 %d"), projects);
        for (const auto& [measure, amount] : desk::planned_amounts(*session_.workspace, year)) {
            if (measure == "よろず相談DX 相談件数") received_words += wxString::Format(tr("（目標 %d）"), static_cast<int>(amount));
            if (measure == "よろず相談DX 事業化") project_words += wxString::Format(tr("（目標 %d）"), static_cast<int>(amount));
        }
        strip_->show(counts, why, received_words + "\n" + project_words);
        list_->show_choices(departments, late);
    }

    void show_list() {
        if (!session_.is_open()) return;
        if (!on_board()) return list_->show();
        try {
            fill_board(desk::iso_date(session_.clock()));
        } catch (...) {
            session_.say({Message::Kind::failure, words_of(std::current_exception())});
        }
    }

    void open_case(const std::string& number) {
        page_->open(number);
        page_->take_line(kept().line_of(number));
        if (!page_->number().empty()) session_.memory.used({session_.folder.string(), "cases", number, session_.clock()});
        session_.title_changed();
    }
    void show_case(const std::string& number) {
        table_->choose(number);
        if (page_->number() != number) open_case(number);
    }
    void step(int by) {
        const auto& rows = table_->rows();
        if (rows.empty()) return;
        const auto at = std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return row.id == page_->number(); });
        const auto to = at == rows.end() ? 0 : std::clamp<std::ptrdiff_t>(at - rows.begin() + by, 0, static_cast<std::ptrdiff_t>(rows.size()) - 1);
        show_case(rows[static_cast<std::size_t>(to)].id);
    }

    void show_new() {
        if (new_->IsShown()) {
            new_->title()->SetFocus();
            return;
        }
        new_->Show();
        inner_->SplitVertically(page_, new_, -FromDIP(344));
        new_->begin(kept());
        settle_layout(*new_);
    }
    void hide_new() {
        if (!new_->IsShown()) return;
        inner_->Unsplit(new_);
        settle_layout(*page_);
    }
    void save(bool linked) {
        if (new_->IsShown() && new_->IsDescendant(FindFocus())) new_->save(linked);
        else page_->append(false);
    }
    void key(wxKeyEvent& event) {
        // A list's own Ctrl+N would go one row down before the menu hears of it.
        if (event.GetKeyCode() == 'N' && event.GetModifiers() == wxMOD_CONTROL) {
            show_new();
            return;
        }
        if (event.GetKeyCode() == WXK_DELETE && event.GetModifiers() == wxMOD_NONE && page_->on_belongings()) return page_->take_off();
        // Ctrl+Enter on the similar ones links and saves; the menu's own key would only save.
        if (event.GetKeyCode() == WXK_RETURN && event.ControlDown() && !event.ShiftDown() && new_->IsShown() && FindFocus() && FindFocus()->GetName() == "similar") {
            new_->save(true);
            return;
        }
        event.Skip();
    }

    desk::CaseDraft kept() const {
        try {
            return desk::kept_draft(*session_.workspace);
        } catch (...) {
            return {};
        }
    }
    void take_draft() {
        drafted_ = true;
        const auto draft = kept();
        if (!draft.lines.empty()) show_case(draft.lines.begin()->first);
        if (!draft.fields.empty()) {
            show_new();
            session_.say({Message::Kind::notice, tr("書きかけの相談が残っていました。続きから書けます。")});
        }
    }
    void keep_draft() {
        if (!session_.is_open() || !drafted_) return;
        try {
            auto draft = kept();
            if (new_->IsShown()) new_->put_into(draft);
            draft.put_line(page_->number(), page_->line());
            desk::keep_draft(*session_.workspace, draft);
        } catch (...) {
            session_.say({Message::Kind::failure, words_of(std::current_exception())});
        }
    }

    CasesStrip* strip_;
    wxSplitterWindow *outer_, *inner_;
    CasesList* list_;
    int sash_ = 0;  ///< where it was before the board took the place
    CasePanel* page_;
    NewCasePanel* new_;
    CasesBoard* board_ = nullptr;
    Table* table_;
    std::string wanted_;
    bool drafted_ = false;
};

}  // namespace

Room* make_cases_room(wxWindow* parent, Session& session) { return new CasesRoom(parent, session); }

}  // namespace yorozu::gui
