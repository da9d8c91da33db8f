#include <wx/button.h>
#include <wx/sizer.h>
#include <wx/stattext.h>

#include <algorithm>

#include "workbench/desk/people/people.h"
#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/heading.h"
#include "workbench/gui/controls/table.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/frame/failure.h"
#include "workbench/gui/settings/person_dialog.h"
#include "workbench/gui/settings/settings_page.h"

namespace yorozu::gui {
namespace {

/// What desk calls the rights, for the catalogue.
[[maybe_unused]] const char* const names_of_rights[] = {word("入力担当"), word("確認担当"), word("IT担当"), word("相談担当"), word("管理職"), word("管理者")};

wxString listed(const std::vector<wxString>& words) {
    wxString all;
    for (const auto& word : words) all += (all.empty() ? wxString() : tr("、")) + word;
    return all;
}

/// 利用者と権限. A workspace has no people at first; from the first one on it asks for a sign-in.
class PeoplePage : public SettingsPage {
public:
    PeoplePage(wxWindow* parent, Session& session) : SettingsPage(parent, session) {
        auto* column = new wxBoxSizer(wxVERTICAL);
        remark_ = new wxStaticText(this, wxID_ANY, {});
        remark_->SetForegroundColour(colours().faint);
        column->Add(remark_, 0, wxALL, FromDIP(14));
        table_ = new Table(this, tr("利用者と権限"), {{tr("名前"), 200}, {tr("権限"), 360}, {tr("見てよい課"), 260}, {tr("状態"), 110}}, 30);
        table_->opened = [this](const std::string&) { if (is_admin_) change_rights(); };
        table_->picked = [this](const std::string&) { show_buttons(); };
        column->Add(table_, 1, wxEXPAND | wxLEFT | wxRIGHT, FromDIP(14));
        auto* row = new wxBoxSizer(wxHORIZONTAL);
        add_ = button(row, "add-person", tr("利用者を加える(&A)…"), [this] { add(); });
        rights_ = button(row, "change-rights", tr("権限と課を変える(&R)…"), [this] { change_rights(); });
        passphrase_ = button(row, "change-passphrase", tr("パスフレーズを変える(&P)…"), [this] { change_passphrase(); });
        retire_ = button(row, "retire", tr("使用を止める(&T)"), [this] { retire(); });
        column->Add(row, 0, wxALL, FromDIP(14));
        SetSizer(column);
    }

    void enter() override {
        refresh();
        if (people_.empty()) return add_->SetFocus();
        if (table_->chosen().empty()) table_->choose("");
        table_->SetFocus();
    }

    void refresh() override {
        if (!session_.is_open()) return;
        try {
            people_ = desk::people(*session_.workspace);
        } catch (...) {
            people_.clear();
            session_.say({Message::Kind::failure, words_of(std::current_exception())});
        }
        try {
            desk::require(*session_.workspace, {desk::Right::admin});
            is_admin_ = true;
        } catch (const desk::NotAllowed&) {
            is_admin_ = false;
        }
        std::vector<Table::Row> rows;
        for (const auto& person : people_) {
            std::vector<wxString> rights, departments;
            for (const auto right : person.rights) rights.push_back(tr(std::string(desk::words_of(right)).c_str()));
            for (const auto& department : person.departments) departments.push_back(shown(department));
            rows.push_back({person.name, {shown(person.name), listed(rights), departments.empty() ? tr("すべての課") : listed(departments), person.retired ? tr("使用停止") : wxString()},
                            {}, person.retired ? Table::Row::Tone::faint : Table::Row::Tone::plain});
        }
        table_->show(std::move(rows));
        remark_->SetLabel(wrapped(*this, remark(), FromDIP(860)));
        show_buttons();
        Layout();
    }

    Actions actions() override {
        const wxString menu = tr("設定(&S)");
        const auto chosen_by_admin = [this] { return is_admin_ && person() != nullptr; };
        return {{.id = "people.add", .label = tr("利用者を加える(&A)…"), .key = "Ctrl+N", .help = tr("サインインする人を登録します"), .run = [this] { add(); }, .enabled = [this] { return is_admin_; }, .menu = menu, .icon = "add", .toolbar = true},
                {.id = "people.rights", .label = tr("権限と課を変える(&R)…"), .help = tr("できることと、見てよい課を変えます"), .run = [this] { change_rights(); }, .enabled = chosen_by_admin, .menu = menu, .icon = "people", .toolbar = true},
                {.id = "people.passphrase", .label = tr("パスフレーズを変える(&P)…"), .help = tr("自分の、または管理者がほかの人のパスフレーズを変えます"), .run = [this] { change_passphrase(); }, .enabled = [this] { return may_change_passphrase(); }, .menu = menu},
                {.id = "people.retire", .label = tr("使用を止める・戻す(&T)"), .help = tr("サインインできなくします。名前は監査ログのために残ります"), .run = [this] { retire(); }, .enabled = chosen_by_admin, .menu = menu}};
    }

private:
    wxButton* button(wxSizer* row, const char* name, const wxString& label, std::function<void()> run) {
        auto* made = new wxButton(this, wxID_ANY, label);
        made->SetName(name);
        made->Bind(wxEVT_BUTTON, [run](wxCommandEvent&) { run(); });
        row->Add(made, 0, wxRIGHT, FromDIP(8));
        return made;
    }

    wxString remark() const {
        if (people_.empty())
            return wxString::Format(tr("利用者は登録されていません。このフォルダーを開ける人は、だれでもすべてのことができ、パソコンの利用者の名前（いまは %s）が記録に残ります。"), shown(session_.person));
        return is_admin_ ? tr("Enter で権限と課を変えます。人を消すことはできません。使用を止めるとサインインできなくなり、名前は監査ログのために残ります。")
                         : tr("利用者と権限は管理者が変えられます。自分のパスフレーズは自分で変えられます。");
    }

    const desk::Person* person() const {
        const auto found = std::find_if(people_.begin(), people_.end(), [this](const auto& one) { return one.name == table_->chosen(); });
        return found == people_.end() ? nullptr : &*found;
    }
    bool may_change_passphrase() const {
        const auto* one = person();
        return one && (is_admin_ || (session_.workspace->session().signed_in && one->name == session_.person));
    }
    void show_buttons() {
        const auto* one = person();
        add_->SetLabel(people_.empty() ? tr("最初の利用者（管理者）を登録する(&A)…") : tr("利用者を加える(&A)…"));
        add_->Enable(is_admin_);
        rights_->Enable(is_admin_ && one);
        passphrase_->Enable(may_change_passphrase());
        retire_->Enable(is_admin_ && one);
        retire_->SetLabel(one && one->retired ? tr("使えるように戻す(&T)") : tr("使用を止める(&T)"));
        Layout();
    }

    void add() {
        const bool first = people_.empty();
        const auto name = add_person(wxGetTopLevelParent(this), session_, first);
        if (name.empty()) return;
        if (first) {
            session_.say({Message::Kind::notice, wxString::Format(tr("「%s」を登録しました。これからはサインインが要ります。"), shown(name))});
            return CallAfter([session = &session_, folder = session_.folder] { session->open_workspace(folder, store::Access::change); });
        }
        refresh();
        table_->choose(name);
        if (const auto* one = person()) {
            auto gone = *one;
            gone.retired = true;
            did(wxString::Format(tr("利用者「%s」の登録（取り消すと使用停止）"), shown(name)), gone, *one);
        }
    }

    void change_rights() {
        const auto* one = person();
        if (!one) return;
        auto changed = *one;
        if (edit_rights(wxGetTopLevelParent(this), changed)) change(wxString::Format(tr("利用者「%s」の権限と課"), shown(one->name)), *one, changed);
    }
    void retire() {
        const auto* one = person();
        if (!one) return;
        auto changed = *one;
        changed.retired = !one->retired;
        change(wxString::Format(changed.retired ? tr("利用者「%s」の使用停止") : tr("利用者「%s」を使えるように戻す"), shown(one->name)), *one, changed);
    }
    void change_passphrase() {
        const auto* one = person();
        if (one && gui::change_passphrase(wxGetTopLevelParent(this), session_, one->name))
            session_.say({Message::Kind::notice, wxString::Format(tr("「%s」のパスフレーズを変えました。"), shown(one->name))});
    }

    void put(const desk::Person& person) {
        desk::change_rights(*session_.workspace, person);
        refresh();
    }
    void change(const wxString& sentence, const desk::Person before, const desk::Person after) {
        try {
            put(after);
            did(sentence, before, after);
        } catch (...) {
            session_.say({Message::Kind::failure, words_of(std::current_exception())});
        }
    }
    void did(const wxString& sentence, const desk::Person& before, const desk::Person& after) {
        session_.undo.did({sentence, [this, before] { put(before); }, [this, after] { put(after); }});
    }

    std::vector<desk::Person> people_;
    bool is_admin_ = false;
    wxStaticText* remark_;
    Table* table_;
    wxButton *add_, *rights_, *passphrase_, *retire_;
};

}  // namespace

SettingsPage* make_people_page(wxWindow* parent, Session& session) { return new PeoplePage(parent, session); }

}  // namespace yorozu::gui
