#include <wx/button.h>
#include <wx/choice.h>
#include <wx/clipbrd.h>
#include <wx/sizer.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>

#include "workbench/desk/people/audit.h"
#include "workbench/desk/workspace/calendar.h"
#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/heading.h"
#include "workbench/gui/controls/sentences.h"
#include "workbench/gui/controls/table.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/frame/failure.h"
#include "workbench/gui/settings/settings_page.h"

namespace yorozu::gui {
namespace {

/// What desk calls the acts, for the catalogue.
[[maybe_unused]] const char* const names_of_acts[] = {word("サインイン"), word("サインイン不可"), word("取り込み"), word("閲覧"), word("確認・訂正"), word("書き出し"), word("印刷"),
                                                  word("入力"), word("人の判断"), word("削除"), word("利用者"), word("シナリオ"), word("権限なし")};

constexpr int newest[] = {500, 5'000, 0};  ///< entries to show; 0: all

/// 監査ログ: the entries, newest first, and whether their chain is whole. Looking at them is an entry itself, so they are
/// loaded when the page is opened and when one asks, never by themselves.
class AuditPage : public SettingsPage {
public:
    AuditPage(wxWindow* parent, Session& session) : SettingsPage(parent, session) {
        auto* asked = new wxBoxSizer(wxHORIZONTAL);
        who_ = text(asked, "audit-who", tr("だれ"), 130);
        acts_ = desk::audit_acts();
        std::vector<wxString> words{tr("すべて")};
        for (const auto& act : acts_) words.push_back(tr(desk::words_of_act(act).c_str()));
        act_ = choice(asked, "audit-act", tr("したこと"), words);
        since_ = text(asked, "audit-since", tr("この日から"), 110);
        since_->SetHint(shown(desk::iso_date(session.clock())));
        last_ = choice(asked, "audit-last", tr("件数"), {tr("新しい 500 件"), tr("新しい 5,000 件"), tr("すべて")});
        asked->Add(button("audit-show", tr("表示(&V)"), [this] { load(); }), 0, wxALIGN_CENTRE_VERTICAL | wxLEFT, FromDIP(14));

        table_ = new Table(this, tr("監査ログ"), {{tr("番号"), 70, true}, {tr("いつ"), 140}, {tr("だれ"), 140}, {tr("したこと"), 100}, {tr("対象"), 220}, {tr("項目"), 110}, {tr("くわしく"), 240}}, 27);
        count_ = new wxStaticText(this, wxID_ANY, {});
        count_->SetForegroundColour(colours().faint);

        chain_ = new wxStaticText(this, wxID_ANY, "\n");
        auto* proof = new wxBoxSizer(wxHORIZONTAL);
        noted_ = text(proof, "audit-noted", tr("控えた末尾"), 360);
        noted_->SetHint(tr("番号:ハッシュ（なければ空のまま）"));
        proof->Add(button("audit-check", tr("鎖を確かめる(&C)"), [this] { check(); }), 0, wxALIGN_CENTRE_VERTICAL | wxLEFT, FromDIP(14));
        copy_ = button("audit-copy-head", tr("いまの末尾を写す(&H)"), [this] { copy_head(); });
        copy_->Disable();
        proof->Add(copy_, 0, wxALIGN_CENTRE_VERTICAL | wxLEFT, FromDIP(8));

        const int gap = FromDIP(14);
        auto* column = new wxBoxSizer(wxVERTICAL);
        column->Add(asked, 0, wxALL, gap);
        column->Add(table_, 1, wxEXPAND | wxLEFT | wxRIGHT, gap);
        column->Add(count_, 0, wxLEFT | wxRIGHT | wxTOP, gap);
        column->Add(chain_, 0, wxEXPAND | wxLEFT | wxRIGHT | wxTOP, gap);
        column->Add(proof, 0, wxALL, gap);
        SetSizer(column);
    }

    void enter() override {
        load();
        check();
        table_->SetFocus();
    }
    Actions actions() override {
        const wxString menu = tr("設定(&S)");
        return {{.id = "audit.show", .label = tr("監査ログを読み直す(&V)"), .key = "F5", .help = tr("いまの絞り込みで記録を並べ直します"), .run = [this] { load(); }, .menu = menu, .icon = "refresh", .toolbar = true},
                {.id = "audit.check", .label = tr("監査ログの鎖を確かめる(&C)"), .help = tr("書き換え・抜け・切り落としがないかを調べます"), .run = [this] { check(); }, .menu = menu, .icon = "check", .toolbar = true}};
    }

private:
    wxTextCtrl* text(wxSizer* row, const char* name, const wxString& words, int width) {
        auto* made = new wxTextCtrl(this, wxID_ANY, {}, wxDefaultPosition, FromDIP(wxSize(width, -1)), wxTE_PROCESS_ENTER);
        made->Bind(wxEVT_TEXT_ENTER, [this, made](wxCommandEvent&) { made == noted_ ? check() : load(); });
        return labelled(row, name, words, made);
    }
    wxChoice* choice(wxSizer* row, const char* name, const wxString& words, const std::vector<wxString>& entries) {
        auto* made = new wxChoice(this, wxID_ANY);
        for (const auto& entry : entries) made->Append(entry);
        made->SetSelection(0);
        made->Bind(wxEVT_CHOICE, [this](wxCommandEvent&) { load(); });
        return labelled(row, name, words, made);
    }
    template <class Control>
    Control* labelled(wxSizer* row, const char* name, const wxString& words, Control* made) {
        made->SetName(name);
        set_accessible(*made, words);
        row->Add(new wxStaticText(this, wxID_ANY, words), 0, wxALIGN_CENTRE_VERTICAL | wxLEFT, row->GetChildren().empty() ? 0 : FromDIP(14));
        row->Add(made, 0, wxALIGN_CENTRE_VERTICAL | wxLEFT, FromDIP(6));
        return made;
    }
    wxButton* button(const char* name, const wxString& label, std::function<void()> run) {
        auto* made = new wxButton(this, wxID_ANY, label);
        made->SetName(name);
        made->Bind(wxEVT_BUTTON, [run](wxCommandEvent&) { run(); });
        return made;
    }

    void load() {
        if (loading_) return;
        store::AuditLog::Filter filter;
        filter.who = utf8(who_->GetValue().Trim().Trim(false));
        if (act_->GetSelection() > 0) filter.act = acts_[static_cast<std::size_t>(act_->GetSelection() - 1)];
        filter.last = newest[last_->GetSelection()];
        if (const auto day = utf8(since_->GetValue().Trim().Trim(false)); !day.empty()) {
            const auto from = desk::moment(day);
            if (!from) return count_->SetLabel(tr("「この日から」は 2026-11-21 のように書いてください"));
            filter.since = *from;
        }
        loading_ = true;
        session_.jobs.start<std::vector<store::AuditEntry>>(
            {.kind = {}, .name = {}, .unit = {}, .quiet = true}, this,
            [own = session_.own(), filter](JobControl&) { return desk::audit_entries(*own.open(store::Access::change), filter); },
            [this](JobEnd<std::vector<store::AuditEntry>> end) {
                loading_ = false;
                if (end.failure) {
                    table_->show({});
                    return count_->SetLabel(wrapped(*this, words_of(end.failure), FromDIP(860)));
                }
                show(*end.result);
            });
    }
    void show(const std::vector<store::AuditEntry>& entries) {
        std::vector<Table::Row> rows;
        for (auto at = entries.rbegin(); at != entries.rend(); ++at) {
            const bool refused = at->act == "refused" || at->act == "sign-in-refused";
            rows.push_back({std::to_string(at->number),
                            {grouped(at->number), shown(desk::date_and_time(at->at)), shown(at->who), tr(desk::words_of_act(at->act).c_str()), shown(at->subject), shown(at->field), shown(at->detail)},
                            {static_cast<double>(at->number), static_cast<double>(at->at)}, refused ? Table::Row::Tone::doubt : Table::Row::Tone::plain});
        }
        table_->show(std::move(rows));
        count_->SetLabel(wxString::Format(tr("%s 件。この一覧を見たことも記録されます。Ctrl+F で絞り込み、Ctrl+Shift+C で CSV に写します。"), grouped(static_cast<long long>(entries.size()))));
    }

    void check() {
        const auto noted = utf8(noted_->GetValue().Trim().Trim(false));
        session_.jobs.start<store::AuditCheck>(
            {.kind = tr("監査ログの鎖を確かめる"), .name = {}, .unit = tr("件")}, this,
            [own = session_.own(), noted](JobControl&) { return desk::check_audit(*own.open(store::Access::read), noted); },
            [this, noted](JobEnd<store::AuditCheck> end) {
                if (end.failure) return say_chain(tr("控えた末尾の書き方が違います。「番号:ハッシュ」をそのまま入れてください。"), colours().red);
                head_ = end.result->head.text();
                copy_->Enable(end.result->sound());
                if (!end.result->sound()) return say_chain(tr("異常があります：") + said(end.result->fault) + tr("。このフォルダーを変えずに残し、控えと突き合わせてください。"), colours().red);
                say_chain(wxString::Format(noted.empty() ? tr("記録 %s 件、鎖はつながっています。末尾を紙か別の機械に控えておくと、全体の書き直しも見つかります。") : tr("記録 %s 件、控えた末尾まで書き換えはありません。"),
                                           grouped(end.result->head.number)), colours().text);
            });
    }
    void say_chain(const wxString& words, const wxColour& ink) {
        chain_->SetForegroundColour(ink);
        chain_->SetLabel(wrapped(*this, words, FromDIP(860)));
        Layout();
    }
    void copy_head() {
        if (!wxTheClipboard->Open()) return;
        wxTheClipboard->SetData(new wxTextDataObject(shown(head_)));
        wxTheClipboard->Close();
        session_.note(tr("末尾をクリップボードに写しました"));
    }

    std::vector<std::string> acts_;
    wxTextCtrl *who_, *since_, *noted_ = nullptr;
    wxChoice *act_, *last_;
    Table* table_;
    wxStaticText *count_, *chain_;
    wxButton* copy_;
    std::string head_;
    bool loading_ = false;
};

}  // namespace

SettingsPage* make_audit_page(wxWindow* parent, Session& session) { return new AuditPage(parent, session); }

}  // namespace yorozu::gui
