#include <wx/button.h>
#include <wx/choice.h>
#include <wx/gbsizer.h>
#include <wx/msgdlg.h>
#include <wx/sizer.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>

#include <algorithm>
#include <array>

#include "workbench/desk/workspace/calendar.h"
#include "workbench/desk/workspace/retention.h"
#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/heading.h"
#include "workbench/gui/controls/questions.h"
#include "workbench/gui/controls/table.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/frame/failure.h"
#include "workbench/gui/settings/settings_page.h"

namespace yorozu::gui {
namespace {

using desk::KeptKind;

/// What desk calls the kinds and beginnings, for the catalogue.
[[maybe_unused]] const char* const names_of_kinds[] = {word("スキャン画像"), word("読み取った値"), word("学習用の切り抜き"), word("入力した値"), word("証跡の画像"), word("相談の添付"), word("移行の前の控え")};
[[maybe_unused]] const char* const names_of_beginnings[] = {word("入力"), word("確認"), word("完了"), word("作成")};

wxString megabytes(std::int64_t bytes) { return bytes ? wxString::Format(wxString::FromUTF8("%.1f MB"), static_cast<double>(bytes) / (1024 * 1024)) : wxString(); }

/// 保存期間: after how many days each kind of personal data goes, what that would be today, and what is held.
class RetentionPage : public SettingsPage {
public:
    RetentionPage(wxWindow* parent, Session& session) : SettingsPage(parent, session) {
        const int gap = FromDIP(14);
        auto* column = new wxBoxSizer(wxVERTICAL);
        auto* remark = new wxStaticText(this, wxID_ANY, wrapped(*this, tr("仕事の済んだ個人情報を、決めた日数で消します。日数が空なら消しません。確認・入力が終わっていないもの、帳票が分からないページ、保全したものは、日数にかかわらず残ります。だれが何をしたかの記録と削減時間は消えません。"), FromDIP(900)));
        remark->SetForegroundColour(colours().faint);
        column->Add(remark, 0, wxALL, gap);

        auto* grid = new wxGridBagSizer(FromDIP(6), FromDIP(12));
        const wxString titles[] = {tr("種類"), tr("日数"), tr("いつから"), tr("いま消えるもの"), tr("残るもの")};
        for (int at = 0; at < 5; ++at) {
            auto* title = new wxStaticText(this, wxID_ANY, titles[at]);
            title->SetForegroundColour(colours().faint);
            grid->Add(title, wxGBPosition(0, at), wxDefaultSpan, at == 3 ? wxALIGN_RIGHT : 0);
        }
        for (std::size_t at = 0; at < rows_.size(); ++at) add_row(*grid, at);
        column->Add(grid, 0, wxLEFT | wxRIGHT, gap);
        trouble_ = new wxStaticText(this, wxID_ANY, {});
        trouble_->SetForegroundColour(colours().red);
        column->Add(trouble_, 0, wxLEFT | wxRIGHT | wxTOP, gap);
        auto* buttons = new wxBoxSizer(wxHORIZONTAL);
        erase_ = button(buttons, "retention-erase", tr("いま消す(&E)…"), [this] { erase(); });
        total_ = new wxStaticText(this, wxID_ANY, {});
        buttons->Add(total_, 0, wxALIGN_CENTRE_VERTICAL | wxLEFT, FromDIP(6));
        column->Add(buttons, 0, wxALL, gap);

        column->Add(heading(this, tr("保全（決まりにかかわらず残すもの）"), 1.15f), 0, wxLEFT | wxRIGHT, gap);
        holds_ = new Table(this, tr("保全"), {{tr("残すもの"), 260}, {tr("理由"), 420}, {tr("だれ"), 140}, {tr("いつから"), 110}}, 27);
        holds_->picked = [this](const std::string&) { show_buttons(); };
        column->Add(holds_, 1, wxEXPAND | wxLEFT | wxRIGHT | wxTOP, gap);
        auto* more = new wxBoxSizer(wxHORIZONTAL);
        hold_ = button(more, "retention-hold", tr("保全する(&H)…"), [this] { add_hold(); });
        release_ = button(more, "retention-release", tr("保全をやめる(&R)…"), [this] { release(); });
        column->Add(more, 0, wxALL, gap);
        SetSizer(column);
    }

    void enter() override {
        refresh();
        rows_[0].days->SetFocus();
    }
    void refresh() override {
        if (!session_.is_open()) return;
        try {
            rules_ = desk::retention_rules(*session_.workspace);
            for (auto& row : rows_) show(row);
            is_admin_ = may({desk::Right::admin});
            may_erase_ = may({desk::Right::admin, desk::Right::it});
            may_hold_ = may({desk::Right::admin, desk::Right::manager});
            if (may({desk::Right::admin, desk::Right::it, desk::Right::manager})) {
                show_holds();
                look();
            }
        } catch (...) {
            session_.say({Message::Kind::failure, words_of(std::current_exception())});
        }
        show_buttons();
    }
    Actions actions() override {
        const wxString menu = tr("設定(&S)");
        return {{.id = "retention.look", .label = tr("消えるものを数え直す(&L)"), .key = "F5", .help = tr("いまの決まりで消えるものと残るものを数えます"), .run = [this] { refresh(); }, .menu = menu, .icon = "refresh", .toolbar = true},
                {.id = "retention.erase", .label = tr("保存期間の過ぎたものを消す(&E)…"), .help = tr("数を見せてから消します。消したものは戻せません"), .run = [this] { erase(); }, .enabled = [this] { return may_erase_ && plan_.total() > 0 && !running_; }, .menu = menu},
                {.id = "retention.hold", .label = tr("保全する(&H)…"), .help = tr("束・帳票・シナリオ・相談を、決まりにかかわらず残します"), .run = [this] { add_hold(); }, .enabled = [this] { return may_hold_; }, .menu = menu, .icon = "add", .toolbar = true}};
    }

private:
    struct Row {
        KeptKind kind = KeptKind::scans;
        wxTextCtrl* days = nullptr;
        wxChoice* from = nullptr;
        wxStaticText *goes = nullptr, *stays = nullptr;
    };

    void add_row(wxGridBagSizer& grid, std::size_t at) {
        auto& row = rows_[at];
        row.kind = store::kept_kinds[at];
        const std::string name(store::name_of(row.kind));
        const wxString words = tr(desk::words_of(row.kind).c_str());
        const int line = static_cast<int>(at) + 1;
        grid.Add(new wxStaticText(this, wxID_ANY, words), wxGBPosition(line, 0), wxDefaultSpan, wxALIGN_CENTRE_VERTICAL);
        row.days = new wxTextCtrl(this, wxID_ANY, {}, wxDefaultPosition, FromDIP(wxSize(70, -1)), wxTE_RIGHT | wxTE_PROCESS_ENTER);
        row.days->SetName("retention-" + name);
        row.days->SetHint(tr("期限なし"));
        set_accessible(*row.days, words + wxString::FromUTF8("　") + tr("日数"));
        row.days->Bind(wxEVT_TEXT_ENTER, [this, at](wxCommandEvent&) { take(at); });
        row.days->Bind(wxEVT_KILL_FOCUS, [this, at](wxFocusEvent& event) {
            event.Skip();
            if (rows_[at].days->IsModified()) CallAfter([this, at] { take(at); });
        });
        grid.Add(row.days, wxGBPosition(line, 1), wxDefaultSpan, wxALIGN_CENTRE_VERTICAL);
        row.from = new wxChoice(this, wxID_ANY, wxDefaultPosition, FromDIP(wxSize(110, -1)));
        for (const auto from : desk::counted_from(row.kind)) row.from->Append(wxString::Format(tr("%sから"), tr(desk::words_of(from).c_str())));
        row.from->SetName("retention-from-" + name);
        set_accessible(*row.from, words + wxString::FromUTF8("　") + tr("いつから"));
        row.from->Bind(wxEVT_CHOICE, [this, at](wxCommandEvent&) { take(at); });
        grid.Add(row.from, wxGBPosition(line, 2));
        row.goes = new wxStaticText(this, wxID_ANY, {}, wxDefaultPosition, FromDIP(wxSize(150, -1)), wxALIGN_RIGHT | wxST_NO_AUTORESIZE);
        grid.Add(row.goes, wxGBPosition(line, 3), wxDefaultSpan, wxALIGN_CENTRE_VERTICAL);
        row.stays = new wxStaticText(this, wxID_ANY, {}, wxDefaultPosition, FromDIP(wxSize(440, -1)), wxST_NO_AUTORESIZE);
        row.stays->SetForegroundColour(colours().faint);
        grid.Add(row.stays, wxGBPosition(line, 4), wxDefaultSpan, wxALIGN_CENTRE_VERTICAL);
    }
    wxButton* button(wxSizer* row, const char* name, const wxString& label, std::function<void()> run) {
        auto* made = new wxButton(this, wxID_ANY, label);
        made->SetName(name);
        made->Bind(wxEVT_BUTTON, [run](wxCommandEvent&) { run(); });
        row->Add(made, 0, wxRIGHT, FromDIP(8));
        return made;
    }
    bool may(std::initializer_list<desk::Right> rights) {
        try {
            desk::require(*session_.workspace, rights);
            return true;
        } catch (const desk::NotAllowed&) {
            return false;
        }
    }

    void show(Row& row) {
        const auto& rule = rules_.at(row.kind);
        row.days->ChangeValue(rule.days ? wxString::Format("%d", *rule.days) : wxString());
        row.days->DiscardEdits();
        const auto from = desk::counted_from(row.kind);
        for (std::size_t at = 0; at < from.size(); ++at)
            if (from[at] == rule.from) row.from->SetSelection(static_cast<int>(at));
    }
    void show_buttons() {
        for (auto& row : rows_) {
            row.days->Enable(is_admin_);
            row.from->Enable(is_admin_ && desk::counted_from(row.kind).size() > 1);
        }
        erase_->Enable(may_erase_ && plan_.total() > 0 && !running_);
        hold_->Enable(may_hold_);
        release_->Enable(may_hold_ && !holds_->chosen().empty());
    }
    void show_holds() {
        std::vector<Table::Row> rows;
        for (const auto& hold : desk::holds(*session_.workspace))
            rows.push_back({hold.subject, {shown(hold.subject), shown(hold.reason), shown(hold.who), shown(desk::iso_date(hold.since))}});
        holds_->show(std::move(rows));
    }

    /// The row as it was typed becomes the rule, and can be taken back.
    void take(std::size_t at) {
        auto& row = rows_[at];
        const wxString typed = row.days->GetValue().Trim().Trim(false);
        auto after = rules_;
        auto& rule = after[row.kind];
        long days = 0;
        if (typed.empty()) rule.days.reset();
        else if (typed.ToLong(&days) && days >= 0 && days <= 36500) rule.days = static_cast<int>(days);
        else return trouble(wxString::Format(tr("「%s」の日数は 0 から 36,500 までの数にしてください（空なら期限なし）"), tr(desk::words_of(row.kind).c_str())));
        rule.from = desk::counted_from(row.kind).at(static_cast<std::size_t>(std::max(0, row.from->GetSelection())));
        trouble({});
        row.days->DiscardEdits();
        if (after == rules_) return;
        const auto put = [this](const desk::RetentionRules& rules) {
            desk::set_retention(*session_.workspace, rules);
            refresh();
        };
        try {
            const auto before = rules_;
            put(after);
            session_.undo.did({wxString::Format(tr("保存期間「%s」の変更"), tr(desk::words_of(row.kind).c_str())), [put, before] { put(before); }, [put, after] { put(after); }});
        } catch (...) {
            session_.say({Message::Kind::failure, words_of(std::current_exception())});
            refresh();
        }
    }
    void trouble(const wxString& words) {
        trouble_->SetLabel(words);
        Layout();
    }

    /// Counts what would go, off the UI thread; the newest answer is shown.
    void look() {
        const int asked = ++asked_;
        session_.jobs.start<desk::RetentionPlan>({.kind = {}, .name = {}, .unit = {}, .quiet = true}, this,
                                                 [own = session_.own(), rules = rules_](JobControl&) { return desk::retention_plan(*own.open(store::Access::read), rules); },
                                                 [this, asked](JobEnd<desk::RetentionPlan> end) {
                                                     if (asked != asked_) return;
                                                     if (end.failure) return session_.say({Message::Kind::failure, words_of(end.failure)});
                                                     plan_ = std::move(*end.result);
                                                     show_plan();
                                                 });
    }
    void show_plan() {
        for (auto& row : rows_) {
            row.goes->SetLabel({});
            row.stays->SetLabel({});
            for (const auto& line : plan_.lines) {
                if (line.kind != row.kind) continue;
                const wxString size = megabytes(line.bytes);
                row.goes->SetLabel(grouped(line.due + line.cut_off) + (size.empty() ? wxString() : wxString::FromUTF8("（") + size + wxString::FromUTF8("）")));
                row.goes->SetForegroundColour(line.due + line.cut_off > 0 ? colours().text : colours().faint);
                row.stays->SetLabel(wxString::Format(tr("期間の途中 %s、仕事が終わっていない %s、保全 %s"), grouped(line.young), grouped(line.waiting), grouped(line.held)));
            }
        }
        total_->SetLabel(plan_.total() > 0 ? wxString::Format(tr("%s 件が保存期間を過ぎています。消したものは戻せません。"), grouped(plan_.total())) : tr("保存期間の過ぎたものはありません。"));
        show_buttons();
        Layout();
    }

    void erase() {
        wxString list;
        for (const auto& line : plan_.lines)
            if (line.due + line.cut_off > 0) list += "\n" + tr(desk::words_of(line.kind).c_str()) + wxString::FromUTF8("　") + grouped(line.due + line.cut_off);
        wxMessageDialog sure(wxGetTopLevelParent(this), tr("消したものは戻せません。控え（backup）には残ります。") + "\n" + list, tr("保存期間の過ぎたものを消しますか"), wxOK | wxCANCEL | wxCANCEL_DEFAULT | wxICON_WARNING);
        sure.SetOKCancelLabels(tr("消す(&E)"), tr("やめる"));
        if (sure.ShowModal() != wxID_OK) return;
        running_ = true;
        show_buttons();
        session_.jobs.start<desk::RetentionResult>(
            {tr("保存期間"), tr("個人情報を消す"), tr("件")}, this,
            [own = session_.own(), clock = session_.clock](JobControl& control) {
                const auto began = clock();
                return desk::apply_retention(*own.open(store::Access::change), [&](int done, int all) {
                    const double seconds = static_cast<double>(clock() - began) / 1000;
                    const double rate = seconds > 0 ? done / seconds : 0;
                    control.report({static_cast<std::size_t>(done), static_cast<std::size_t>(all), rate * 60, rate > 0 ? (all - done) / rate : -1});
                }, control.stop());
            },
            [this](JobEnd<desk::RetentionResult> end) {
                running_ = false;
                refresh();
                session_.changed();
                if (end.failure) return session_.say({Message::Kind::failure, words_of(end.failure)});
                int erased = 0;
                for (const auto& [kind, count] : end.result->erased) erased += count;
                if (end.result->stopped) return session_.say({Message::Kind::doubt, wxString::Format(tr("%s 件を消したところで止めました。もう一度で続きから消します。"), grouped(erased))});
                if (!end.result->swept) return session_.say({Message::Kind::doubt, wxString::Format(tr("%s 件を消しましたが、データベースの中に跡が残っています。ほかの Yorozu を閉じてから、もう一度消してください。"), grouped(erased))});
                session_.say({Message::Kind::notice, wxString::Format(tr("保存期間の過ぎた %s 件を消しました。"), grouped(erased))});
            });
    }

    void add_hold() {
        auto* parent = wxGetTopLevelParent(this);
        const auto subject = asked_words(parent, tr("何を残しますか（batch/束の名前、document/帳票の番号、scenario/シナリオの名前、case/相談の番号）"), tr("保全する"), "batch/");
        if (!subject) return;
        const auto reason = asked_words(parent, wxString::Format(tr("「%s」を残す理由"), *subject), tr("残す理由"));
        if (!reason) return;
        change_hold(utf8(*subject), utf8(*reason), true);
    }
    void release() {
        const auto subject = holds_->chosen();
        if (subject.empty()) return;
        if (const auto reason = asked_words(wxGetTopLevelParent(this), tr("残さなくてよい理由"), tr("保全をやめる"))) change_hold(subject, utf8(*reason), false);
    }
    void change_hold(const std::string& subject, const std::string& reason, bool held) {
        const auto put = [this, subject, reason](bool on) {
            on ? desk::hold(*session_.workspace, subject, reason) : desk::release(*session_.workspace, subject, reason);
            refresh();
        };
        try {
            put(held);
            holds_->choose(subject);
            session_.undo.did({wxString::Format(held ? tr("「%s」の保全") : tr("「%s」の保全の取りやめ"), shown(subject)), [put, held] { put(!held); }, [put, held] { put(held); }});
        } catch (...) {
            session_.say({Message::Kind::failure, words_of(std::current_exception())});
        }
    }

    std::array<Row, std::size(store::kept_kinds)> rows_;
    desk::RetentionRules rules_;
    desk::RetentionPlan plan_;
    wxStaticText *trouble_, *total_;
    wxButton *erase_, *hold_, *release_;
    Table* holds_;
    bool is_admin_ = false, may_erase_ = false, may_hold_ = false, running_ = false;
    int asked_ = 0;
};

}  // namespace

SettingsPage* make_retention_page(wxWindow* parent, Session& session) { return new RetentionPage(parent, session); }

}  // namespace yorozu::gui
