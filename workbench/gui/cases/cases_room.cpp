#include "workbench/gui/cases/cases_room.h"

#include <wx/checkbox.h>
#include <wx/choice.h>
#include <wx/filedlg.h>
#include <wx/sizer.h>
#include <wx/splitter.h>
#include <wx/srchctrl.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>
#include <wx/timer.h>

#include <algorithm>
#include <set>

#include "workbench/desk/cases/case_report.h"
#include "workbench/desk/cases/case_table.h"
#include "workbench/desk/hours/plans.h"
#include "workbench/desk/cases/standard_questions.h"
#include "workbench/gui/cases/cases_advance.h"
#include "workbench/gui/cases/cases_board.h"
#include "workbench/gui/cases/cases_faq.h"
#include "workbench/gui/cases/cases_new.h"
#include "workbench/gui/cases/cases_page.h"
#include "workbench/gui/cases/cases_strip.h"
#include "workbench/gui/cases/cases_sync.h"
#include "workbench/gui/cases/cases_words.h"
#include "workbench/gui/checking/input_method.h"
#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/native_layout.h"
#include "workbench/gui/controls/table.h"
#include "workbench/gui/frame/failure.h"
#include "workbench/gui/rpa/rpa_dialogs.h"

namespace yorozu::gui {
namespace {

class CasesRoom : public Room {
public:
    CasesRoom(wxWindow* parent, Session& session) : Room(parent, session) {
        strip_ = new CasesStrip(this);
        strip_->changed = [this] { show_list(); };
        outer_ = new wxSplitterWindow(this, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxSP_LIVE_UPDATE | wxSP_THIN_SASH);
        auto* left = left_ = new wxPanel(outer_);
        inner_ = new wxSplitterWindow(outer_, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxSP_LIVE_UPDATE | wxSP_THIN_SASH);
        page_ = new CasePanel(inner_, session);
        new_ = new NewCasePanel(inner_, session);
        new_->Hide();
        inner_->Initialize(page_);
        inner_->SetSashGravity(1);
        lay_out_list(left);
        outer_->SplitVertically(left, inner_, FromDIP(sash("cases.list", 456)));
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
        wait_.Bind(wxEVT_TIMER, [this](wxTimerEvent&) { show_list(); });
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
                {.id = "cases.clock", .label = tr("時間を計る・止める(&M)"), .key = "Ctrl+T", .help = tr("この相談に使う時間を計ります"), .run = [this] { page_->toggle_clock(); }, .enabled = one, .menu = menu, .icon = "watch", .toolbar = true},
                {.id = "cases.attach", .label = tr("添付する(&H)…"), .key = "Ctrl+Shift+A", .help = tr("ファイルを金庫の鍵で封じて、この相談に付けます"), .run = [this] { page_->attach(); }, .enabled = one, .menu = menu, .icon = "drop", .toolbar = true},
                {.id = "cases.take-off", .label = tr("つながり・添付を外す(&O)"), .help = tr("選んだつながりか添付を外します。経過には残ります"), .run = [this] { page_->take_off(); }, .enabled = one, .menu = menu},
                {.id = "cases.lock", .label = tr("添付の鍵を金庫に戻す(&K)"), .help = tr("次に添付を開くとき、金庫のパスフレーズを尋ねます"), .run = [this] { page_->files().lock(); }, .enabled = [this] { return page_->files().open(); }, .menu = menu},
                {.id = "cases.begin-flow", .label = tr("業務フローを起こす(&W)"), .help = tr("この相談の業務フローを新しく作り、つなぎます"), .run = [this] { page_->begin_flow(); }, .enabled = one, .menu = menu, .begins_group = true},
                {.id = "cases.standard", .label = tr("定型の質問にする(&Q)…"), .help = tr("よく来る相談として、次の受け付けで選べるようにします"), .run = [this] { page_->make_standard_question(); }, .enabled = one, .menu = menu},
                {.id = "cases.merge", .label = tr("ほかの相談に統合する(&U)…"), .help = tr("同じ相談を一つにします。どちらの番号でも開け、あとで戻せます"), .run = [this] { page_->merge(); }, .enabled = one, .menu = menu},
                {.id = "cases.correct", .label = tr("経過を訂正する(&E)…"), .help = tr("選んだ経過に訂正を足します。もとの行は残ります"), .run = [this] { page_->correct(); }, .enabled = one, .menu = menu},
                {.id = "cases.previous", .label = tr("前の相談(&P)"), .key = "Alt+Up", .help = tr("一覧の一つ上の相談を開きます"), .run = [this] { step(-1); }, .menu = menu, .begins_group = true},
                {.id = "cases.following", .label = tr("次の相談(&F)"), .key = "Alt+Down", .help = tr("一覧の一つ下の相談を開きます"), .run = [this] { step(1); }, .menu = menu},
                {.id = "cases.import", .label = tr("CSV・XLSX を取り込む(&I)…"), .help = tr("ほかの課題管理の表を取り込みます"), .run = [this] { import(); }, .menu = file, .icon = "open", .toolbar = true, .begins_group = true},
                {.id = "cases.export", .label = tr("CSV・XLSX に書き出す(&X)…"), .help = tr("相談を表にします"), .run = [this] { save_file(false); }, .menu = file},
                {.id = "cases.print", .label = tr("印刷(&P)…"), .key = "Ctrl+P", .help = tr("この相談を、経過とともに印刷します"), .run = [this] { page_->print(); }, .enabled = [this] { return !page_->number().empty(); }, .menu = file},
                {.id = "cases.sync", .label = tr("課題管理とそろえる(&Y)…"), .help = tr("Redmine や kintone と、両方向にそろえます"), .run = [this] { show_case_sync(this, session_); refresh(); page_->refresh(); }, .menu = file, .icon = "refresh"},
                {.id = "cases.report", .label = tr("年度の報告(&R)…"), .help = tr("区分別・課別・月別の相談と解決を書き出します"), .run = [this] { save_file(true); }, .menu = reports, .icon = "hours", .toolbar = true},
                {.id = "cases.faq", .label = tr("よくある相談(&Q)…"), .help = tr("解決した相談を、同じ答えどうしまとめて見ます"), .run = [this] { if (const auto number = show_faq(this, session_); !number.empty()) show_board(false), show_case(number); }, .menu = view, .icon = "notice", .toolbar = true},
                {.id = "cases.board", .label = tr("段階の板(&B)"), .key = "Ctrl+B", .help = tr("相談を段階ごとに並べた板と一覧を切り替えます"), .run = [this] { show_board(!on_board()); }, .checked = [this] { return on_board(); }, .menu = view, .icon = "stack", .toolbar = true},
                {.id = "cases.keep-view", .label = tr("いまの表示を保存(&K)…"), .help = tr("絞り込みと検索の言葉に名前を付けて残します"), .run = [this] { keep_view(); }, .menu = view, .begins_group = true},
                {.id = "cases.remove-view", .label = tr("選んだ表示を消す(&D)"), .help = tr("保存した表示を消します"), .run = [this] { remove_view(); }, .enabled = [this] { return views_->GetSelection() > 0; }, .menu = view},
                {.id = "cases.find", .label = tr("相談を探す(&F)"), .key = "Ctrl+F", .help = tr("件名・内容・経過・解決の全文から探します"), .run = [this] { search_->SetFocus(); search_->SelectAll(); }, .menu = view, .icon = "search", .toolbar = true},
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
        std::vector<wxWindow*> all{search_, table_};
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
        show_views(views_->GetSelection() > 0 ? utf8(views_->GetStringSelection()) : "");
        show_list();
    }

private:
    int sash(const char* name, int otherwise) const {
        const auto found = session_.memory.sash.find(name);
        return found == session_.memory.sash.end() ? otherwise : found->second;
    }

    void lay_out_list(wxPanel* left) {
        const int gap = FromDIP(8);
        auto* head = new wxBoxSizer(wxHORIZONTAL);
        auto* heading = new wxStaticText(left, wxID_ANY, tr("相談"));
        heading->SetFont(GetFont().Bold());
        head->Add(heading, 0, wxALIGN_CENTRE_VERTICAL | wxALL, gap);
        count_ = new wxStaticText(left, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize, wxST_ELLIPSIZE_END);
        count_->SetForegroundColour(colours().faint);
        head->Add(count_, 1, wxALIGN_CENTRE_VERTICAL);
        auto* row = new wxBoxSizer(wxHORIZONTAL);
        search_ = new wxSearchCtrl(left, wxID_ANY);
        search_->SetName("case-search");
        search_->SetDescriptiveText(tr("全文検索（件名・本文・経過・解決）"));
        search_->ShowCancelButton(true);
        set_accessible(*search_, tr("全文検索（件名・本文・経過・解決）"));
        search_->Bind(wxEVT_TEXT, [this](wxCommandEvent&) { wait_.StartOnce(120); });
        search_->Bind(wxEVT_SEARCH, [this](wxCommandEvent&) { show_list(); table_->SetFocus(); table_->choose(""); });
        search_->Bind(wxEVT_SEARCH_CANCEL, [this](wxCommandEvent&) { search_->Clear(); });
        department_ = new wxChoice(left, wxID_ANY);
        department_->SetName("case-department-filter");
        set_accessible(*department_, tr("所管課で絞る"));
        department_->Bind(wxEVT_CHOICE, [this](wxCommandEvent&) { show_list(); });
        views_ = new wxChoice(left, wxID_ANY);
        views_->SetName("case-views");
        set_accessible(*views_, tr("保存した表示"));
        views_->Bind(wxEVT_CHOICE, [this](wxCommandEvent&) { take_view(); });
        row->Add(search_, 1, wxALIGN_CENTRE_VERTICAL | wxRIGHT, gap);
        row->Add(department_, 0, wxALIGN_CENTRE_VERTICAL | wxRIGHT, gap);
        row->Add(views_, 0, wxALIGN_CENTRE_VERTICAL);
        auto* filters = new wxBoxSizer(wxHORIZONTAL);
        const auto box = [&](wxCheckBox*& made, const char* name, const wxString& words) {
            made = new wxCheckBox(left, wxID_ANY, words);
            made->SetName(name);
            made->Bind(wxEVT_CHECKBOX, [this](wxCommandEvent&) { show_list(); });
            filters->Add(made, 0, wxRIGHT, gap);
        };
        box(only_open_, "only-open", tr("進行中"));
        box(only_mine_, "only-mine", tr("自分の担当"));
        box(only_counter_, "only-counter", tr("窓口の課だけ"));
        box(only_overdue_, "only-overdue", tr("期日を過ぎた"));
        only_open_->SetValue(true);
        table_ = new Table(left, tr("相談の一覧"), {{tr("番号"), 64}, {tr("件名"), 146}, {tr("所管課"), 90}, {tr("段階"), 88}, {tr("次回"), 68}}, 25);
        table_->picked = [this](const std::string& number) { if (!number.empty() && number != page_->number()) open_case(number); };
        table_->opened = [this](const std::string&) { page_->focus_line(); };
        empty_ = new wxStaticText(left, wxID_ANY, tr("相談はまだありません。Ctrl+N で受け付ける、\nまたは CSV・XLSX を取り込む。"));
        empty_->Hide();
        auto* column = new wxBoxSizer(wxVERTICAL);
        column->Add(head, 0, wxEXPAND);
        column->Add(row, 0, wxEXPAND | wxLEFT | wxRIGHT, gap);
        column->Add(filters, 0, wxALL, gap);
        column->Add(empty_, 0, wxALL, FromDIP(24));
        column->Add(table_, 1, wxEXPAND);
        published_ = new wxStaticText(left, wxID_ANY, {});
        column->Add(published_, 0, wxEXPAND | wxALL, FromDIP(10));
        left->SetSizer(column);
    }

    /// The list's filters as they stand.
    desk::CaseView shown_view() const {
        desk::CaseView view{.name = {}, .filter = {}, .mine = only_mine_->GetValue(), .words = utf8(search_->GetValue())};
        view.filter.open = only_open_->GetValue();
        view.filter.counter = only_counter_->GetValue();
        view.filter.overdue = only_overdue_->GetValue();
        if (department_->GetSelection() > 0) view.filter.department = utf8(department_->GetStringSelection());
        view.filter.stage = strip_->chosen();
        return view;
    }

    void show_views(const std::string& chosen) {
        views_->Clear();
        views_->Append(tr("表示 —"));
        try {
            for (const auto& view : desk::case_views(*session_.workspace)) views_->Append(shown(view.name));
        } catch (...) {
            session_.say({Message::Kind::failure, words_of(std::current_exception())});
        }
        if (!views_->SetStringSelection(shown(chosen))) views_->SetSelection(0);
    }

    void take_view() {
        const std::string name = utf8(views_->GetStringSelection());
        desk::CaseView view;
        view.filter.open = true;  // the first entry: as the room begins
        if (views_->GetSelection() > 0)
            for (const auto& one : desk::case_views(*session_.workspace))
                if (one.name == name) view = one;
        only_open_->SetValue(view.filter.open);
        only_mine_->SetValue(view.mine);
        only_counter_->SetValue(view.filter.counter);
        only_overdue_->SetValue(view.filter.overdue);
        if (view.filter.department.empty() || !department_->SetStringSelection(shown(view.filter.department))) department_->SetSelection(0);
        strip_->choose(view.filter.stage);
        search_->ChangeValue(shown(view.words));
        show_list();
    }

    void keep_view() {
        const auto lines = ask_lines(this, tr("表示の保存"), tr("いまの絞り込みと検索の言葉を残します。あなただけに見えます。"), {{tr("名前"), views_->GetSelection() > 0 ? views_->GetStringSelection() : wxString(), false}});
        if (lines.empty()) return;
        try {
            auto view = shown_view();
            view.name = lines[0];
            desk::keep_case_view(*session_.workspace, view);
            show_views(lines[0]);
            session_.say({Message::Kind::notice, wxString::Format(tr("表示「%s」を保存しました。"), shown(lines[0]))});
        } catch (...) {
            session_.say({Message::Kind::failure, words_of(std::current_exception())});
        }
    }

    void remove_view() {
        const std::string name = utf8(views_->GetStringSelection());
        try {
            const auto all = desk::case_views(*session_.workspace);
            const auto kept = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.name == name; });
            if (kept == all.end()) return;
            const auto put = [this, view = *kept](bool back) {
                if (back) desk::keep_case_view(*session_.workspace, view);
                else desk::remove_case_view(*session_.workspace, view.name);
                show_views(back ? view.name : "");
            };
            put(false);
            session_.undo.did({wxString::Format(tr("表示「%s」を消す"), shown(name)), [put] { put(true); }, [put] { put(false); }});
        } catch (...) {
            session_.say({Message::Kind::failure, words_of(std::current_exception())});
        }
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
            outer_->Unsplit(left_);
            outer_->ReplaceWindow(inner_, board_);
        } else {
            outer_->ReplaceWindow(board_, inner_);
            outer_->SplitVertically(left_, inner_, sash_);
        }
        board_->Show(on);
        inner_->Show(!on);
        left_->Show(!on);
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
        int received = 0, projects = 0;
        late_ = 0;
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
                late_ += desk::overdue(one, today);
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
        only_overdue_->SetLabel(late_ ? wxString::Format(tr("期日を過ぎた %d"), late_) : tr("期日を過ぎた"));
        show_published();
        const wxString kept = department_->GetStringSelection();
        department_->Clear();
        department_->Append(tr("所管課 すべて"));
        for (const auto& one : departments) department_->Append(shown(one));
        if (!department_->SetStringSelection(kept)) department_->SetSelection(0);
    }

    /// What was published elsewhere stands apart and is added to nothing.
    void show_published() {
        const auto all = desk::published_cases(*session_.workspace);
        published_->Show(!all.empty());
        if (all.empty()) return;
        const auto& table = all.back();
        wxString words = wxString::Format(tr("参考：公表値（令和%s年度、%s）　別に保管し、今年度に足さない"), shown(table.year.name().substr(1)), shown(table.source)) + "\n";
        for (const auto& row : table.rows)
            if (row.category == "合計") words += wxString::Format(tr("全庁 受付 %d・解決 %d　窓口の課 受付 %d・解決 %d"), row.all, row.resolved, row.counter, row.counter_resolved);
        published_->SetLabel(words);
    }

    void show_list() {
        if (!session_.is_open()) return;
        const std::string today = desk::iso_date(session_.clock());
        auto filter = shown_view().filter;
        if (only_mine_->GetValue()) filter.assignee = session_.person;
        if (filter.stage && desk::closes(*filter.stage)) filter.open = false;
        std::vector<desk::Case> found;
        bool more = false;
        try {
            if (on_board()) return fill_board(today);
            const std::string query = utf8(search_->GetValue());
            if (query.empty()) {
                found = desk::cases(*session_.workspace, filter, today);
            } else {
                filter.open = false;  // the answer is most often in a finished one
                auto hits = desk::search_cases(*session_.workspace, query);
                more = hits.more;
                for (auto& hit : hits.hits)
                    if (desk::passes(hit.found, filter, today)) found.push_back(std::move(hit.found));
            }
        } catch (...) {
            session_.say({Message::Kind::failure, words_of(std::current_exception())});
        }
        std::vector<Table::Row> rows;
        for (const auto& one : found) {
            const bool late = desk::overdue(one, today);
            const wxString stage = desk::stage_of(one) == desk::CaseStage::trial ? tr("試行") : stage_title(desk::stage_of(one));
            rows.push_back({one.number, {shown(one.number), shown(one.field("title")), shown(one.field("department")), stage, (late ? "! " : "") + month_day(one.field("next_date"))},
                            {}, late ? Table::Row::Tone::failure : one.open() ? Table::Row::Tone::plain : Table::Row::Tone::faint});
        }
        const bool none = rows.empty() && search_->IsEmpty() && desk::stored_cases(*session_.workspace).count() == 0;
        empty_->Show(none);
        count_->SetLabel(wxString::Format(more ? tr("新しい %s 件まで・受付の新しい順") : tr("%s 件・受付の新しい順"), grouped(static_cast<long long>(rows.size()))));
        session_.note(wxString::Format(tr("%s 件を表示　期日を過ぎた %d 件"), grouped(static_cast<long long>(rows.size())), late_));
        table_->show(std::move(rows));
        table_->GetParent()->Layout();
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

    void import() {
        wxFileDialog dialog(this, tr("相談の表を取り込む"), {}, {}, tr("表（CSV・XLSX）") + "|*.csv;*.xlsx", wxFD_OPEN | wxFD_FILE_MUST_EXIST);
        if (dialog.ShowModal() != wxID_OK) return;
        session_.jobs.start<desk::CaseImport>(
            {tr("取り込み"), dialog.GetFilename(), tr("件")}, this,
            [own = session_.own(), file = utf8(dialog.GetPath())](JobControl&) { return desk::import_cases(*own.open(store::Access::change), file, desk::own_case_mapping()); },
            [this](JobEnd<desk::CaseImport> end) {
                if (end.failure) return session_.say({Message::Kind::failure, words_of(end.failure)});
                const auto& result = *end.result;
                wxString words = wxString::Format(tr("取り込みました：新しい %d 件、変わった %d 件、同じ %d 件"), result.added, result.changed, result.same);
                if (!result.faults.empty()) words += wxString::Format(tr("。取り込めない行 %d（%d 行目：%s）"), static_cast<int>(result.faults.size()), result.faults.front().line, shown(result.faults.front().fault));
                if (!result.conflicts.empty()) {
                    const auto& one = result.conflicts.front();
                    words += wxString::Format(tr("。両方で変わった項目 %d（%s の%s：こちら「%s」、ファイル「%s」。こちらを残しました）"), static_cast<int>(result.conflicts.size()), shown(one.number), field_words(one.field), shown(one.ours), shown(one.theirs));
                }
                session_.say({result.faults.empty() && result.conflicts.empty() ? Message::Kind::notice : Message::Kind::doubt, words});
                session_.changed();
                refresh();
            });
    }

    void save_file(bool report) {
        const auto now = session_.clock();
        const std::string today = desk::iso_date(now);
        const auto year = desk::fiscal_year_of(today);
        wxFileDialog dialog(this, report ? tr("年度の報告を書き出す") : tr("相談を書き出す"), {}, report ? shown("soudan-" + year.name() + ".xlsx") : wxString("soudan.xlsx"),
                            "XLSX|*.xlsx|CSV|*.csv", wxFD_SAVE | wxFD_OVERWRITE_PROMPT);
        if (dialog.ShowModal() != wxID_OK) return;
        try {
            const std::filesystem::path file = utf8(dialog.GetPath());
            if (report) desk::write_case_report(desk::case_report(*session_.workspace, year, today), file, desk::date_and_time(now) + " " + session_.person);
            else desk::export_cases(*session_.workspace, file, desk::own_case_mapping(), {});
            session_.say({Message::Kind::notice, wxString::Format(tr("%s に書き出しました。"), dialog.GetFilename())});
        } catch (...) {
            session_.say({Message::Kind::failure, words_of(std::current_exception())});
        }
    }

    CasesStrip* strip_;
    wxSplitterWindow *outer_, *inner_;
    wxPanel* left_;
    int sash_ = 0;  ///< where it was before the board took the place
    CasePanel* page_;
    NewCasePanel* new_;
    wxStaticText *count_, *empty_, *published_;
    wxSearchCtrl* search_;
    wxChoice* department_;
    wxCheckBox *only_open_, *only_mine_, *only_counter_, *only_overdue_;
    wxChoice* views_;
    CasesBoard* board_ = nullptr;
    Table* table_;
    wxTimer wait_;
    std::string wanted_;
    bool drafted_ = false;
    int late_ = 0;
};

}  // namespace

Room* make_cases_room(wxWindow* parent, Session& session) { return new CasesRoom(parent, session); }

}  // namespace yorozu::gui
