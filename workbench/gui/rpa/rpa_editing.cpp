// The scenario as a document: steps are added, moved, changed and taken back; versions are kept.
#include <wx/choice.h>
#include <wx/filedlg.h>
#include <wx/splitter.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <iterator>

#include "workbench/desk/rpa/scenario_editing.h"
#include "workbench/desk/rpa/scenario_files.h"
#include "workbench/desk/workspace/calendar.h"
#include "workbench/gui/controls/questions.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/rpa/rpa_dialogs.h"
#include "workbench/gui/rpa/rpa_form.h"
#include "workbench/gui/rpa/rpa_items.h"
#include "workbench/gui/rpa/rpa_room.h"
#include "workbench/gui/rpa/rpa_tree.h"
#include "workbench/gui/rpa/rpa_versions.h"

namespace yorozu::gui {

Actions RpaRoom::edit_actions() {
    const wxString file = tr("ファイル(&F)"), steps = tr("操作(&S)"), view = tr("表示(&V)");
    const auto editable = [this] { return document_ && document_->reading().scenario && may_change_ && !runs() && rows_->IsShown(); };
    const auto on_step = [this, editable] { return editable() && tree_->step_chosen(); };
    return {
        {.id = "rpa.save", .label = tr("保存(&S)"), .key = "Ctrl+S", .help = tr("シナリオを新しい版として残します"),
         .run = [this] {
             if (const auto why = asked_words(this, tr("なぜ変えましたか（版の記録に残ります）"), tr("シナリオの保存"))) save(utf8(*why));
         },
         .enabled = [this, editable] { return editable() && document_->text() != saved_; }, .menu = file, .icon = "save"},
        {.id = "rpa.import", .label = tr("読み込む(&O)…"), .key = "Ctrl+O", .help = tr("ほかの道具の録画やシナリオを取り込みます"),
         .run = [this] {
             wxFileDialog files(this, tr("録画かシナリオ"), {}, {}, "*.json;*.side;*.csv|*.json;*.side;*.csv", wxFD_OPEN | wxFD_FILE_MUST_EXIST);
             if (files.ShowModal() == wxID_OK) take_recording(utf8(files.GetPath()));
         },
         .enabled = [this] { return may_change_ && !runs(); }, .menu = file, .icon = "open", .toolbar = true, .begins_group = true},
        {.id = "rpa.data", .label = tr("入れるデータ(&D)…"), .key = "Ctrl+Shift+O", .help = tr("束か CSV を選びます"), .run = [this] { choose_source(); },
         .enabled = [this] { return may_run_ && !runs(); }, .menu = file, .icon = "forms", .toolbar = true},
        {.id = "rpa.check", .label = tr("検査(&E)"), .key = "Ctrl+E", .help = tr("シナリオの危ないところを調べます"), .run = [this] { check(); },
         .enabled = [this] { return document_ && document_->reading().scenario; }, .menu = steps, .icon = "check", .toolbar = true},
        {.id = "rpa.print", .label = tr("手順書にする(&P)…"), .key = "Ctrl+P", .help = tr("人が読む手順書（HTML）を書きます"), .run = [this] { print(); },
         .enabled = [this] { return document_ && document_->reading().scenario; }, .menu = file, .icon = "export", .toolbar = true},
        {.id = "rpa.care", .label = tr("持ち主と期限(&W)…"), .key = "Ctrl+Shift+E", .help = tr("持ち主、画面を最後に確かめた日、次に確かめる期限を書きます"), .run = [this] { ask_care(); },
         .enabled = editable, .menu = steps},
        {.id = "rpa.versions", .label = tr("版の一覧(&V)…"), .key = "Ctrl+H", .help = tr("だれがいつ、なぜ変えたかを見て、いまと比べ、前の版に戻します"), .run = [this] { show_versions(); },
         .enabled = [this] { return document_ && !runs(); }, .menu = file},
        {.id = "rpa.add", .label = tr("操作を足す(&A)…"), .key = "Ins", .help = tr("名前を打って、選んだ操作の次に足します"),
         .run = [this] {
             const std::string place = tree_->chosen(), type = ask_step_type(this);
             if (!type.empty()) edit(tr("操作の追加"), [=](rpa::ScenarioDocument& document, std::string& chosen) { return document.add_after(place, type, chosen); });
         },
         .enabled = editable, .menu = steps, .begins_group = true},
        {.id = "rpa.sentence", .label = tr("文を直す(&T)"), .key = "F2", .help = tr("操作の文を書き直します"), .run = [this] { form_->edit_sentence(); }, .enabled = on_step, .menu = steps},
        {.id = "rpa.copy", .label = tr("操作を写す(&C)"), .key = "Ctrl+D", .help = tr("同じ操作を次に足します"),
         .run = [this] {
             const std::string place = tree_->chosen();
             edit(tr("操作の写し"), [=](rpa::ScenarioDocument& document, std::string& chosen) { return document.copy(place, chosen); });
         },
         .enabled = on_step, .menu = steps},
        {.id = "rpa.rest", .label = tr("休ませる・戻す(&R)"), .key = "Ctrl+Shift+D", .help = tr("操作を残したまま、実行から外します"),
         .run = [this] {
             const std::string place = tree_->chosen();
             edit(tr("操作を休ませる"), [=](rpa::ScenarioDocument& document, std::string&) { return document.set(place, "disabled", document.value_at(place, "disabled") == "true" ? "" : "true"); });
         },
         .enabled = on_step, .menu = steps},
        {.id = "rpa.up", .label = tr("上へ移す(&U)"), .key = "Alt+Up", .help = tr("操作を1つ前に移します"), .run = [this] { move_step(-1); }, .enabled = on_step, .menu = steps},
        {.id = "rpa.down", .label = tr("下へ移す(&N)"), .key = "Alt+Down", .help = tr("操作を1つ後に移します"), .run = [this] { move_step(1); }, .enabled = on_step, .menu = steps},
        {.id = "rpa.remove", .label = tr("操作を消す(&X)"), .key = "Ctrl+Delete", .help = tr("操作を消します（Ctrl+Z で戻せます）"),
         .run = [this] {
             const std::string place = tree_->chosen();
             edit(tr("操作の削除"), [=](rpa::ScenarioDocument& document, std::string&) { return document.remove(place); });
         },
         .enabled = on_step, .menu = steps},
        {.id = "rpa.previous-waiting", .label = tr("前の待ちもの(&B)"), .key = "Ctrl+Up", .help = tr("人を待つ処理対象へ移ります"), .run = [this] { items_->next_waiting(-1); }, .menu = view},
        {.id = "rpa.next-waiting", .label = tr("次の待ちもの(&W)"), .key = "Ctrl+Down", .help = tr("人を待つ処理対象へ移ります"), .run = [this] { items_->next_waiting(1); }, .menu = view},
    };
}

void RpaRoom::edit(const wxString& sentence, const std::function<std::string(rpa::ScenarioDocument&, std::string& place)>& how) {
    // A stopped run has read its own copy; only what keeps every step's place may change beside it (picking an element).
    if (!document_ || (runs() && !control_->view().paused) || !may_change_) return;
    const rpa::ScenarioDocument before = *document_;
    const std::string was = tree_->chosen();
    std::string place = was;
    if (const std::string why_not = how(*document_, place); !why_not.empty()) {
        session_.say({Message::Kind::doubt, shown(why_not)});
        show_document(was);
        return;
    }
    if (*document_ == before) return;
    const rpa::ScenarioDocument after = *document_;
    const auto back_to = [this, name = name_](const rpa::ScenarioDocument& state, const std::string& chosen) {
        if (name != name_) return;
        document_ = state;
        show_document(chosen);
    };
    session_.undo.did({sentence, [=] { back_to(before, was); }, [=] { back_to(after, place); }});
    show_document(place);
}

void RpaRoom::ask_care() {
    const auto& now = *document_->reading().scenario;
    const auto lines = ask_lines(this, tr("持ち主と期限"), tr("日は 2027-03-31 の形で書きます。期限が切れると、実行の前に知らせます。"),
                                 {{tr("持ち主（課と係）"), shown(now.owner), false}, {tr("最終確認"), shown(now.verified_on), false}, {tr("期限"), shown(now.expires_on), false}});
    if (lines.empty()) return;
    for (std::size_t at : {1, 2})
        if (!lines[at].empty() && !desk::day_number(lines[at])) return session_.say({Message::Kind::doubt, wxString::Format(tr("日ではありません: %s"), shown(lines[at]))});
    edit(tr("持ち主と期限"), [&lines](rpa::ScenarioDocument& document, std::string&) {
        static const char* const keys[] = {"owner", "verifiedOn", "expiresOn"};
        for (std::size_t at = 0; at < 3; ++at) {
            const std::string json = lines[at].empty() ? "" : nlohmann::json(lines[at]).dump();
            if (const auto why_not = document.set("", keys[at], json); !why_not.empty()) return why_not;
        }
        return std::string();
    });
}

void RpaRoom::show_versions() {
    leave();  // what is not saved yet is a version of its own
    const auto chosen = ask_version(this, desk::scenario_versions(*session_.workspace, name_), saved_, may_change_);
    if (!chosen) return;
    const std::string why = utf8(wxString::Format(tr("第 %d 版に戻した"), chosen->number));
    edit(shown(why), [&](rpa::ScenarioDocument& document, std::string&) {
        document = rpa::ScenarioDocument(chosen->text, document.file());
        return std::string();
    });
    save(why);
    session_.say({Message::Kind::notice, wxString::Format(tr("第 %d 版に戻し、新しい版として残しました。Ctrl+Z で戻す前になります。"), chosen->number)});
}

void RpaRoom::verified_today() {
    const std::string today = desk::iso_date(session_.clock());
    edit(tr("最終確認"), [&today](rpa::ScenarioDocument& document, std::string&) { return document.set("", "verifiedOn", nlohmann::json(today).dump()); });
}

void RpaRoom::warn_of_age() {
    const auto& scenario = *document_->reading().scenario;
    const auto today = desk::day_number(desk::iso_date(session_.clock())), ends = desk::day_number(scenario.expires_on);
    if (!ends || *ends - *today > 30) return;
    const wxString words = *ends < *today ? wxString::Format(tr("▲ シナリオの期限（%s）が切れています。予行で画面を確かめ、期限を延ばしてください。"), shown(scenario.expires_on))
                                          : wxString::Format(tr("シナリオの期限（%s）まであと %d 日です。"), shown(scenario.expires_on), *ends - *today);
    session_.say({Message::Kind::doubt, words, {{.id = "rpa.extend", .label = tr("持ち主と期限…"), .run = [this] { ask_care(); }}}});
}

void RpaRoom::move_step(int by) {
    const std::string place = tree_->chosen();
    if (tree_->step_chosen()) edit(tr("操作の移動"), [=](rpa::ScenarioDocument& document, std::string& chosen) { return document.move(place, by, chosen); });
}

void RpaRoom::save(const std::string& why) {
    desk::keep_scenario(*session_.workspace, name_, document_->text(), why);
    saved_ = document_->text();
    show_scenarios();
    show_document(tree_->chosen());
    session_.changed();
}

void RpaRoom::check() {
    const auto findings = rpa::check(*document_->reading().scenario, desk::iso_date(session_.clock()));
    if (findings.empty()) return session_.say({Message::Kind::notice, tr("検査: 問題ありません")});
    const auto& first = findings.front();
    const std::string place = first.place;
    wxString words = wxString::Format(tr("検査: %d 件　"), static_cast<int>(findings.size())) + shown(first.what + "（" + first.place + "）: " + first.mend);
    // The finding's place may be inside a step: the nearest step around it is chosen.
    for (std::string at = place; !at.empty(); at = at.substr(0, at.rfind('/')))
        if (tree_->number_of(at) > 0) {
            tree_->choose(at);
            show_step();
            break;
        }
    session_.say({first.weight == rpa::Finding::Weight::error ? Message::Kind::failure : Message::Kind::doubt, words});
}

void RpaRoom::print() {
    wxFileDialog files(this, tr("手順書"), {}, shown(name_ + ".html"), "HTML (*.html)|*.html", wxFD_SAVE | wxFD_OVERWRITE_PROMPT);
    if (files.ShowModal() != wxID_OK) return;
    leave();  // what is printed is what is kept
    desk::print_scenario(document_->file(), utf8(files.GetPath()), {}, desk::iso_date(session_.clock()));
    session_.say({Message::Kind::notice, wxString::Format(tr("手順書を書きました: %s"), files.GetPath())});
}

void RpaRoom::toggle_break(const std::string& place) {
    if (tree_->number_of(place) == 0) return;
    if (!breaks_.erase(place)) breaks_.insert(place);
    if (control_) control_->break_at(breaks_);
    follow();
}

void RpaRoom::take_recording(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    const std::string name = file.stem().string();
    if (rpa::read_scenario(bytes).scenario) {
        desk::keep_scenario(*session_.workspace, name, bytes, utf8(tr("読み込み")));
        show_scenario(name);
        return;
    }
    rpa::ImportOptions options;
    options.name = file.filename().string();
    const auto result = rpa::import_recording(bytes, options);
    if (!result.fault.empty()) throw desk::RequestFault(result.fault + ": " + file.string() + ": 録画を書き出し直してください");
    desk::keep_scenario(*session_.workspace, name, result.scenario, utf8(tr("読み込み")));
    show_scenario(name);
    int changed = 0, unsupported = 0;
    for (const auto& step : result.steps) {
        changed += step.outcome == rpa::ImportedStep::Outcome::changed;
        unsupported += step.outcome == rpa::ImportedStep::Outcome::unsupported;
    }
    session_.say({unsupported ? Message::Kind::doubt : Message::Kind::notice,
                  wxString::Format(tr("%d 操作を取り込みました（変えた %d、取り込めない %d）。確定と照会を決めてください。"), static_cast<int>(result.steps.size()), changed, unsupported)});
}

}  // namespace yorozu::gui
