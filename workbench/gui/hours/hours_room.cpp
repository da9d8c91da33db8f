#include "workbench/gui/hours/hours_room.h"

#include <wx/choice.h>
#include <wx/filedlg.h>
#include <wx/msgdlg.h>
#include <wx/sizer.h>
#include <wx/splitter.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>
#include <wx/utils.h>

#include <algorithm>
#include <cmath>

#include "workbench/desk/flows/flow_attach.h"
#include "workbench/desk/flows/flow_figures.h"
#include "workbench/desk/flows/flow_index.h"
#include "workbench/desk/workspace/calendar.h"
#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/heading.h"
#include "workbench/gui/controls/questions.h"
#include "workbench/gui/controls/sentences.h"
#include "workbench/gui/controls/table.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/frame/failure.h"
#include "workbench/gui/hours/chart_view.h"
#include "workbench/gui/hours/hours_tree.h"

namespace yorozu::gui {
namespace {

class HoursRoom : public Room {
public:
    HoursRoom(wxWindow* parent, Session& session) : Room(parent, session) {
        const int gap = FromDIP(8);
        auto* top = new wxBoxSizer(wxHORIZONTAL);
        note_ = new wxStaticText(this, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize, wxST_ELLIPSIZE_END);
        note_->SetForegroundColour(colours().faint);
        top->Add(note_, 1, wxALIGN_CENTRE_VERTICAL | wxLEFT, gap);
        const auto choice = [&](const wxString& words, const char* name) {
            top->Add(new wxStaticText(this, wxID_ANY, words), 0, wxALIGN_CENTRE_VERTICAL | wxLEFT | wxRIGHT, FromDIP(5));
            auto* made = new wxChoice(this, wxID_ANY);
            made->SetName(name);
            set_accessible(*made, words);
            made->Bind(wxEVT_CHOICE, [this](wxCommandEvent&) { chosen_changed(); });
            top->Add(made, 0, wxALIGN_CENTRE_VERTICAL | wxRIGHT, gap);
            return made;
        };
        year_ = choice(tr("年度"), "hours-year");
        tool_ = choice(tr("内訳のツール"), "hours-tool");
        department_ = choice(tr("所管課"), "hours-department");
        tool_->Append(tr("すべて"));
        for (const auto& tool : desk::hour_tools) tool_->Append(shown(tool));
        tool_->SetSelection(0);

        auto* charts = new wxBoxSizer(wxHORIZONTAL);
        const auto chart = [&](wxStaticText*& title, ChartView*& view, const wxString& name, int share, std::function<desk::Chart(double, double)> make) {
            auto* column = new wxBoxSizer(wxVERTICAL);
            title = new wxStaticText(this, wxID_ANY, name, wxDefaultPosition, wxDefaultSize, wxST_ELLIPSIZE_END);
            title->SetFont(GetFont().Bold());
            view = new ChartView(this, name, std::move(make));
            column->Add(title, 0, wxEXPAND | wxALL, FromDIP(6));
            column->Add(view, 1, wxEXPAND);
            charts->Add(column, share, wxEXPAND | wxLEFT, gap);
        };
        chart(reported_title_, reported_, tr("報告"), 424, [this](double w, double h) { return book_ && !book_->published.empty() ? desk::published_chart(book_->published.back(), desk::longest_bar(*book_), w, h) : desk::bar_chart({}, w, h); });
        chart(measured_title_, measured_, tr("計測"), 424, [this](double w, double h) { return book_ ? desk::measured_chart(*book_, w, h) : desk::bar_chart({}, w, h); });
        chart(months_title_, months_, tr("月ごとの積み上げ"), 498, [this](double w, double h) { return book_ ? desk::months_chart(*book_, desk::policy_of_tool(tool()), w, h) : desk::burn_up_chart({}, w, h); });

        auto* left = new wxBoxSizer(wxVERTICAL);
        plan_title_ = title(tr("事業量（目標）と判定"));
        left->Add(plan_title_, 0, wxEXPAND | wxALL, FromDIP(6));
        plan_ = new Table(this, tr("事業量（目標）と判定"), {{tr("施策"), 104}, {tr("事業量"), 112}, {tr("目標"), 56, true}, {tr("実績"), 78, true}, {tr("率"), 54, true}, {tr("判定"), 60}}, 24);
        plan_->set_sortable(false);
        left->Add(plan_, 1, wxEXPAND);
        wxString rules;
        for (const auto& rule : desk::grade_rules()) rules += (rules.empty() ? "" : "\n") + said(rule);
        rules_ = new wxStaticText(this, wxID_ANY, rules);
        rules_->SetForegroundColour(colours().faint);
        rules_->SetFont(GetFont().Scaled(0.9f));
        left->Add(rules_, 0, wxALL, FromDIP(6));
        left->Add(title(tr("見込み　業務フローから。実績に足さない")), 0, wxEXPAND | wxALL, FromDIP(6));
        projections_ = new Table(this, tr("見込み"), {{tr("フロー"), 152, false, true}, {tr("時間/年"), 92, true}, {tr("計測 純"), 96, true}, {tr("数え方"), 120}}, 24);
        projections_->set_sortable(false);
        projections_->SetMinSize(FromDIP(wxSize(-1, 96)));
        projections_->opened = [this](const std::string& file) { session_.go("flows", file); };
        left->Add(projections_, 0, wxEXPAND);
        auto* right = new wxBoxSizer(wxVERTICAL);
        tree_title_ = title(tr("内訳"));
        right->Add(tree_title_, 0, wxEXPAND | wxALL, FromDIP(6));
        tree_ = new HoursTree(this);
        tree_->picked = [this] { show_formula(); };
        tree_->opened = [this] { open_evidence(); };
        right->Add(tree_, 1, wxEXPAND);
        empty_ = new wxStaticText(this, wxID_ANY, tr("まだ数えた記録がありません。手作業を 10 回以上計って基準を登録する（Ctrl+T）と、次の実行から数えます。"));
        empty_->Hide();
        right->Add(empty_, 0, wxALL, FromDIP(10));
        formula_title_ = title(tr("式と入力"));
        right->Add(formula_title_, 0, wxEXPAND | wxALL, FromDIP(6));
        formula_ = new wxTextCtrl(this, wxID_ANY, {}, wxDefaultPosition, FromDIP(wxSize(-1, 136)), wxTE_MULTILINE | wxTE_READONLY | wxTE_DONTWRAP | wxBORDER_NONE);
        formula_->SetName("hours-formula");
        set_accessible(*formula_, tr("式と入力"));
        right->Add(formula_, 0, wxEXPAND);
        auto* lower = new wxBoxSizer(wxHORIZONTAL);
        lower->Add(left, 464, wxEXPAND | wxLEFT, gap);
        lower->Add(right, 887, wxEXPAND | wxLEFT, gap);
        auto* column = new wxBoxSizer(wxVERTICAL);
        column->Add(top, 0, wxEXPAND | wxTOP | wxBOTTOM, FromDIP(3));
        column->Add(charts, 310, wxEXPAND);
        column->Add(lower, 435, wxEXPAND | wxBOTTOM, FromDIP(2));
        SetSizer(column);
        Bind(wxEVT_CHAR_HOOK, [this](wxKeyEvent& event) {
            const int key = event.GetKeyCode();
            if (!tree_->HasFocus() && !(FindFocus() && FindFocus()->GetParent() == tree_)) return event.Skip();
            if ((key == WXK_RIGHT && tree_->turn(true)) || (key == WXK_LEFT && tree_->turn(false))) return;
            event.Skip();
        });
    }

    wxString title() const override { return book_ ? year_words(book_->year) + wxString::FromUTF8(" — ") + tr("効果") : tr("効果"); }

    Actions actions() override {
        const wxString file = tr("ファイル(&F)"), measuring = tr("計測(&M)"), reports = tr("報告(&P)"), view = tr("表示(&V)");
        const auto ready = [this] { return book_ != nullptr; };
        return {{.id = "hours.baseline", .label = tr("基準を登録する(&B)…"), .key = "Ctrl+T", .help = tr("手作業を計った時間を登録します。次の実行から数えます"), .run = [this] { add_baseline(); }, .menu = measuring, .icon = "watch", .toolbar = true},
                {.id = "hours.plan", .label = tr("目標(&G)…"), .key = "Ctrl+G", .help = tr("計画の事業量の表を取り込みます"), .run = [this] { import_plan(); }, .menu = measuring, .icon = "flag", .toolbar = true},
                {.id = "hours.evidence", .label = tr("根拠を開く(&E)"), .help = tr("選んだ記録の証跡を開きます（内訳で Enter）"), .run = [this] { open_evidence(); }, .enabled = ready, .menu = measuring, .icon = "search", .toolbar = true},
                {.id = "hours.report", .label = tr("報告 PDF・HTML・XLSX・CSV(&R)…"), .key = "Ctrl+P", .help = tr("式・入力・期間・作成者を書いた報告を書き出します"), .run = [this] { save_report(); }, .enabled = ready, .menu = reports, .icon = "export", .toolbar = true, .begins_group = true},
                {.id = "hours.published", .label = tr("公表値を取り込む(&I)…"), .help = tr("公表された削減時間を、報告として別に保管します"), .run = [this] { import_published(); }, .menu = file, .icon = "open", .toolbar = true},
                {.id = "hours.refresh", .label = tr("更新(&R)"), .key = "F5", .help = tr("いまの様子を読み直します"), .run = [this] { refresh(); }, .menu = view, .icon = "refresh", .toolbar = true}};
    }

    void enter() override {
        refresh();
        tree_->SetFocus();
    }
    std::vector<wxWindow*> panes() override { return {tree_, formula_, plan_, projections_, reported_, measured_, months_}; }

    void refresh() override {
        if (!session_.is_open() || counting_) return;
        fill_years();
        counting_ = true;
        // What is shown stays, in grey, until the new numbers are there as a whole.
        for (auto* chart : {reported_, measured_, months_}) chart->set_quiet(true);
        const auto year = chosen_year();
        struct Counted {
            std::shared_ptr<desk::HoursBook> book;
            std::vector<desk::Projection> projections;
        };
        session_.jobs.start<Counted>(
            {.kind = {}, .name = {}, .unit = {}, .quiet = true}, this,
            [own = session_.own(), year](JobControl&) {
                const auto workspace = own.open(store::Access::read);
                auto book = std::make_shared<desk::HoursBook>(desk::hours_book(*workspace, year, desk::iso_date(own.clock()), false));
                auto projections = desk::projections(*workspace, book->report);
                return Counted{std::move(book), std::move(projections)};
            },
            [this, year](JobEnd<Counted> end) {
                counting_ = false;
                if (end.failure) {
                    book_.reset();
                    clear();
                    return session_.say({Message::Kind::failure, words_of(end.failure)});
                }
                book_ = end.result->book;
                show_projections(end.result->projections);
                show();
                if (chosen_year().begins != year.begins) refresh();
            });
    }

private:
    static wxString year_words(const desk::FiscalYear& year) { return wxString::Format(tr("令和%s年度"), shown(year.name().substr(1))); }
    std::string tool() const { return tool_->GetSelection() > 0 ? desk::hour_tools[static_cast<std::size_t>(tool_->GetSelection() - 1)] : ""; }
    desk::FiscalYear chosen_year() const {
        const auto now = desk::fiscal_year_of(desk::iso_date(session_.clock()));
        return {now.begins - std::max(0, year_->GetSelection())};
    }
    wxStaticText* title(const wxString& words) {
        auto* made = new wxStaticText(this, wxID_ANY, words, wxDefaultPosition, wxDefaultSize, wxST_ELLIPSIZE_END);
        made->SetFont(GetFont().Bold());
        return made;
    }
    void fill_years() {
        if (year_->GetCount()) return;
        const auto now = desk::fiscal_year_of(desk::iso_date(session_.clock()));
        for (int back = 0; back < 6 && now.begins - back >= 2019; ++back) year_->Append(year_words({now.begins - back}));
        year_->SetSelection(0);
    }
    void chosen_changed() {
        if (!book_ || book_->year.begins != chosen_year().begins) return refresh();
        show_tree();
        months_->refresh_chart();
        months_title_->SetLabel(months_words());
    }
    wxString months_words() const {
        return (tool().empty() ? tr("月ごとの積み上げ") : wxString::Format(tr("%s 月ごとの積み上げ"), shown(desk::policy_of_tool(tool())))) + wxString::FromUTF8("　") + year_words(book_->year);
    }

    void clear() {
        for (auto* chart : {reported_, measured_, months_}) chart->refresh_chart();
        plan_->show({});
        projections_->show({});
        tree_->show({}, "", "", {});
        formula_->Clear();
    }

    void show() {
        const auto& book = *book_;
        const bool closed = book.today > book.year.last_day();
        note_->SetLabel(tr("報告・計測・見込みは足し合わせない") + wxString::FromUTF8("　") + (closed ? tr("締め済み") : wxString::Format(tr("%s まで"), shown(book.report.period.last_day))));
        reported_title_->SetLabel(book.published.empty() ? tr("報告　公表値はまだありません")
                                                         : wxString::Format(tr("報告　%s　%s・計 %s 時間"), year_words(book.published.back().year), shown(book.published.back().source), grouped(std::lround(book.published.back().total()))));
        measured_title_->SetLabel(wxString::Format(tr("計測　%s　純・計 %s 時間"), year_words(book.year), shown(desk::hours_text(book.report.total.net_ms))));
        months_title_->SetLabel(months_words());
        for (auto* chart : {reported_, measured_, months_}) {
            chart->set_quiet(false);
            chart->refresh_chart();
        }
        const wxString kept = department_->GetStringSelection();
        department_->Clear();
        department_->Append(tr("すべて"));
        for (const auto& row : desk::department_hours(book))
            if (row.measured) department_->Append(shown(row.department));
        if (!department_->SetStringSelection(kept)) department_->SetSelection(0);
        show_plan();
        show_tree();
        session_.title_changed();
        Layout();
    }

    void show_plan() {
        std::vector<Table::Row> rows;
        for (const auto& policy : book_->policies)
            for (const auto& one : policy.measures) {
                const bool first = &one == &policy.measures.front();
                const wxString unit_hand = one.by_hand ? tr("（手入力）") : wxString();
                const auto number = [](double value) { return std::floor(value) == value ? grouped(static_cast<long long>(value)) : shown(desk::hours_text(static_cast<desk::DurationMs>(std::llround(value * 3'600'000)))); };
                rows.push_back({policy.name + one.name, {first ? shown(policy.name) : wxString(), shown(one.name) + unit_hand, number(one.planned), one.known ? number(one.achieved) : wxString::FromUTF8("－"),
                                                         one.known ? wxString::Format("%d %%", static_cast<int>(std::lround(100 * one.share()))) : wxString(), first ? said(policy.grade) : wxString()},
                                {}, policy.grade == "未達成" ? Table::Row::Tone::failure : Table::Row::Tone::plain});
            }
        plan_title_->SetLabel(wxString::Format(tr("事業量（目標）と判定　%s"), year_words(book_->year)));
        plan_->show(std::move(rows));
    }

    void show_projections(const std::vector<desk::Projection>& projections) {
        std::vector<Table::Row> rows;
        for (const auto& one : projections) {
            const auto hours = [](const std::optional<double>& value) { return value ? (*value < 0 ? wxString::FromUTF8("−") : wxString()) + shown(flows::figure_text(std::abs(*value), 1)) : wxString::FromUTF8("－"); };
            rows.push_back({one.file.string(), {shown(one.name), one.hours ? hours(one.hours) : tr("件数なし"), hours(one.measured_net), said(one.counted)}});
        }
        projections_->show(std::move(rows));
    }

    void show_tree() {
        if (!book_) return;
        const std::string department = department_->GetSelection() > 0 ? utf8(department_->GetStringSelection()) : "";
        tree_->show(*book_, tool(), department, [this](const std::string& scenario) { return desk::hours_details(*session_.workspace, scenario); });
        empty_->Show(book_->report.total.counted == 0);
        tree_title_->SetLabel(wxString::Format(tr("内訳：%s 純 %s 時間　課 → シナリオ → 月 → 実行 → 記録 → 証跡"), tool().empty() ? tr("すべて") : shown(tool()), shown(desk::hours_text(book_->report.total.net_ms))));
        show_formula();
        Layout();
    }

    void show_formula() {
        if (!book_) return;
        const auto* node = tree_->chosen();
        const std::string scenario = node ? node->scenario : "";
        const auto* saved = &book_->report.total;
        for (const auto& one : book_->report.scenarios)
            if (!scenario.empty() && one.scenario == scenario) saved = &one;
        wxString words;
        for (const auto& line : saved->formula) words += said(line) + "\n";
        words += wxString::Format(tr("ロボットの時間（引かない）%s 時間"), shown(desk::hours_text(saved->robot_ms))) + "\n";
        const auto retired = book_->input.retired_on.find(scenario);
        if (!scenario.empty()) words += retired == book_->input.retired_on.end() ? tr("廃止日：なし（続けて数える）") : wxString::Format(tr("廃止日：%s（この日から数えない）"), shown(retired->second));
        formula_->ChangeValue(words);
        formula_title_->SetLabel(tr("式と入力：") + (scenario.empty() ? tr("合計") : shown(scenario)));
        session_.note(node ? node->cells.front() + wxString::FromUTF8("：") + tr("純") + " " + node->cells[6] : wxString());
    }

    void open_evidence() {
        const auto* node = tree_->chosen();
        if (!node) return;
        if (node->kind != HoursTree::Node::Kind::record) {
            tree_->turn(true);
            return;
        }
        if (node->evidence.empty()) return session_.say({Message::Kind::notice, tr("この記録に証跡の画像はありません。")});
        std::filesystem::path file = node->evidence;
        if (file.is_relative()) file = session_.workspace->evidence_folder() / file;
        if (!std::filesystem::exists(file)) return session_.say({Message::Kind::doubt, wxString::Format(tr("証跡の画像が見つかりません：%s"), shown(file.string()))});
        wxLaunchDefaultApplication(shown(file.string()));
    }

    void add_baseline() {
        const auto* node = tree_->chosen();
        auto known = desk::attachable(*session_.workspace).scenarios;   // and those that are gone, but have records
        if (book_)
            for (const auto& saved : book_->report.scenarios) known.emplace(saved.scenario, "");
        if (known.empty()) return session_.say({Message::Kind::doubt, tr("シナリオがまだありません。RPA の部屋で作るか取り込んでから、手作業の時間を登録してください。")});
        wxArrayString choices;
        std::vector<std::string> ids;
        std::size_t first = 0;
        for (const auto& [id, name] : known) {
            if (node && node->scenario == id) first = ids.size();
            choices.Add(name.empty() || name == id ? shown(id) : shown(name) + wxString::FromUTF8("　") + shown(id));
            ids.push_back(id);
        }
        const auto which = asked_which(this, tr("どのシナリオの手作業を計りましたか"), tr("基準を登録する"), choices, first);
        if (!which) return;
        const auto times = asked_words(this, tr("計った時間（分）を空白で並べてください。10 回以上で数え始めます。\n例：4.1 4.3 3.9"), tr("基準を登録する"));
        if (!times) return;
        try {
            const int version = desk::add_baseline(*session_.workspace, ids[*which], utf8(*times), session_.person, utf8(tr("ストップウォッチ")));
            session_.say({Message::Kind::notice, wxString::Format(tr("シナリオ %s の基準 第 %d 版を登録しました。"), shown(ids[*which]), version)});
            session_.changed();
            refresh();
        } catch (...) {
            session_.say({Message::Kind::failure, words_of(std::current_exception())});
        }
    }

    void import_plan() {
        wxFileDialog dialog(this, tr("計画の事業量の表"), {}, {}, "CSV|*.csv", wxFD_OPEN | wxFD_FILE_MUST_EXIST);
        if (dialog.ShowModal() != wxID_OK) return;
        try {
            const int amounts = desk::import_plan(*session_.workspace, utf8(dialog.GetPath()), session_.person);
            session_.say({Message::Kind::notice, wxString::Format(tr("事業量 %d 個を登録しました。"), amounts)});
            refresh();
        } catch (...) {
            session_.say({Message::Kind::failure, words_of(std::current_exception())});
        }
    }

    void import_published() {
        wxFileDialog dialog(this, tr("公表された削減時間の表"), {}, {}, "CSV|*.csv", wxFD_OPEN | wxFD_FILE_MUST_EXIST);
        if (dialog.ShowModal() != wxID_OK) return;
        const auto year = asked_words(this, tr("何年度の値ですか（例：R5）"), tr("公表値を取り込む"), shown(desk::FiscalYear{chosen_year().begins - 1}.name()));
        if (!year) return;
        const auto source = asked_words(this, tr("出典を書いてください（例：図表17）"), tr("公表値を取り込む"));
        if (!source || source->empty()) return;
        try {
            const auto named = desk::fiscal_year(utf8(*year));
            if (!named) return session_.say({Message::Kind::doubt, tr("年度が分かりません。R5、令和5年度、2023 のように書いてください。")});
            const auto kept = desk::import_published_hours(*session_.workspace, utf8(dialog.GetPath()), *named, utf8(*source), session_.person);
            session_.say({Message::Kind::notice, wxString::Format(tr("報告として別に保管しました：計 %s 時間"), grouped(std::lround(kept.total())))});
            refresh();
        } catch (...) {
            session_.say({Message::Kind::failure, words_of(std::current_exception())});
        }
    }

    void save_report() {
        if (!book_) return;
        wxFileDialog dialog(this, tr("報告を書き出す"), {}, shown("hours-" + book_->year.name() + ".pdf"), "PDF|*.pdf|XLSX|*.xlsx|HTML|*.html|CSV|*.csv", wxFD_SAVE | wxFD_OVERWRITE_PROMPT);
        if (dialog.ShowModal() != wxID_OK) return;
        session_.jobs.start<int>(
            {tr("報告"), dialog.GetFilename(), tr("件")}, this,
            [own = session_.own(), year = book_->year, file = utf8(dialog.GetPath())](JobControl&) {
                const auto workspace = own.open(store::Access::read);
                desk::write_hours_book(desk::hours_book(*workspace, year, desk::iso_date(own.clock()), true), file);
                return 1;
            },
            [this, name = dialog.GetFilename()](JobEnd<int> end) {
                if (end.failure) return session_.say({Message::Kind::failure, words_of(end.failure)});
                session_.say({Message::Kind::notice, wxString::Format(tr("%s に書き出しました。"), name)});
            });
    }

    wxStaticText *note_, *reported_title_, *measured_title_, *months_title_, *plan_title_, *tree_title_, *formula_title_, *rules_, *empty_;
    wxChoice *year_, *tool_, *department_;
    ChartView *reported_, *measured_, *months_;
    Table *plan_, *projections_;
    HoursTree* tree_;
    wxTextCtrl* formula_;
    std::shared_ptr<desk::HoursBook> book_;
    bool counting_ = false;
};

}  // namespace

Room* make_hours_room(wxWindow* parent, Session& session) { return new HoursRoom(parent, session); }

}  // namespace yorozu::gui
