// What a person does with one case.
#include <wx/choice.h>
#include <wx/spinctrl.h>
#include <wx/textctrl.h>

#include <algorithm>

#include "workbench/desk/cases/case_links.h"
#include "workbench/desk/cases/case_print.h"
#include "workbench/desk/cases/standard_questions.h"
#include "workbench/gui/cases/cases_advance.h"
#include "workbench/gui/cases/cases_page.h"
#include "workbench/gui/cases/cases_words.h"
#include "workbench/gui/controls/printing.h"
#include "workbench/gui/controls/questions.h"
#include "workbench/gui/controls/table.h"
#include "workbench/gui/rpa/rpa_dialogs.h"

namespace yorozu::gui {
namespace {

/// Another case of the list, chosen by number or title; "" : none.
std::string ask_case(wxWindow* parent, Session& session, const std::string& not_this, const wxString& question, const wxString& title) {
    std::vector<std::string> numbers;
    wxArrayString words;
    for (const auto& one : desk::cases(*session.workspace, {}, "")) {
        if (one.number == not_this) continue;
        numbers.push_back(one.number);
        words.push_back(shown(one.number + "  " + one.field("title") + "  " + one.field("department")));
    }
    if (numbers.empty()) return "";
    const auto chosen = asked_which(parent, question, title, words);
    return chosen ? numbers[*chosen] : "";
}

}  // namespace

void CasePanel::append(bool and_next_stage) {
    if (!may_write()) return;
    const std::string text = utf8(line_->GetValue());
    const double minutes = minutes_->GetValue();
    if (text.empty() && minutes == 0 && !and_next_stage) return focus_line();
    try {
        if (!text.empty() || minutes > 0) {
            const int kind = std::max(0, kind_->GetSelection());
            write({{.kind = line_kinds[kind], .text = text, .minutes = minutes}});
        }
        showing_ = true;
        line_->Clear();
        minutes_->SetValue(0);
        kind_->SetSelection(0);
        showing_ = false;
        if (clock_since_) toggle_clock();
        minutes_->SetValue(0);
        if (typed) typed();
        if (and_next_stage) next_stage();
        line_->SetFocus();
    } catch (...) {
        showing_ = false;
        tell(std::current_exception());
    }
}

void CasePanel::advance(desk::CaseStage to, bool with_text) {
    const auto step = ask_advance(this, page_.now, to, with_text ? utf8(line_->GetValue()) : "");
    if (!step) return;
    const std::string number = number_;
    if (gui::advance_case(session_, page_.now, *step, [this, number] { if (number_ == number) refresh(); if (changed) changed(); }) && with_text) line_->Clear();
}

void CasePanel::next_stage() {
    if (!may_write()) return;
    const auto next = desk::next_stage(desk::stage_of(page_.now));
    if (!next) return session_.say({Message::Kind::notice, tr("この相談はもう終わっています。")});
    advance(*next, false);
}

void CasePanel::decline() {
    if (may_write()) advance(desk::CaseStage::declined, true);
}

void CasePanel::link() {
    if (!may_write()) return;
    std::vector<store::CaseLink> targets;
    wxArrayString words;
    for (const auto& target : desk::link_targets(*session_.workspace)) {
        targets.push_back({target.kind, target.id, 0});
        words.push_back(link_words(target.kind) + wxString::FromUTF8("　") + shown(target.title));
    }
    for (const auto& one : desk::cases(*session_.workspace, {}, "")) {
        if (one.number == number_) continue;
        targets.push_back({"case", one.number, 0});
        words.push_back(link_words("case") + wxString::FromUTF8("　") + shown(one.number + "  " + one.field("title")));
    }
    if (targets.empty()) return session_.say({Message::Kind::notice, tr("つなぐ相手がまだありません。")});
    const auto chosen = asked_which(this, tr("この相談とつなぐものを選んでください。"), tr("つなぐ"), words);
    if (!chosen) return;
    const auto& target = targets[*chosen];
    const std::string number = number_;
    const auto put = [this, number, target](bool add) {
        desk::link_case(*session_.workspace, number, target.kind, target.target, add);
        if (number_ == number) follow();
    };
    try {
        put(true);
        session_.undo.did({wxString::Format(tr("相談 %s のつながり「%s」"), shown(number), shown(target.target)), [put] { put(false); }, [put] { put(true); }});
    } catch (...) {
        tell(std::current_exception());
    }
}

void CasePanel::attach(std::vector<std::filesystem::path> files) {
    if (may_write()) files_.add(number_, std::move(files));
}

bool CasePanel::on_belongings() const { return links_->IsDescendant(FindFocus()); }

void CasePanel::take_off() {
    if (!may_write()) return;
    const std::string id = links_->chosen();
    const auto slash = id.find('/');
    const std::string kind = id.substr(0, slash), target = slash == std::string::npos ? "" : id.substr(slash + 1);
    for (const auto& file : page_.attachments)
        if (kind == "attachment" && std::to_string(file.id) == target) return files_.take_off(number_, file);
    if (kind == "merged") return part();
    if (target.empty() || kind == "from") return session_.say({Message::Kind::notice, tr("外すつながりか添付を選んでください。こちらへのつながりは、もとの相談で外します。")});
    const std::string number = number_;
    const auto put = [this, number, kind, target](bool add) {
        desk::link_case(*session_.workspace, number, kind, target, add);
        if (number_ == number) follow();
    };
    try {
        put(false);
        session_.undo.did({wxString::Format(tr("つながり「%s」を外す"), shown(target)), [put] { put(true); }, [put] { put(false); }});
    } catch (...) {
        tell(std::current_exception());
    }
}

void CasePanel::merge() {
    if (!may_write()) return;
    const std::string number = number_;
    const std::string into = ask_case(this, session_, number, tr("同じことの相談を選んでください。この相談はそちらに統合され、どちらの番号でも開けます。あとで戻せます。"), tr("統合する"));
    if (into.empty()) return;
    const auto put = [this, number, into](bool together) {
        if (together) desk::merge_cases(*session_.workspace, number, into);
        else desk::part_cases(*session_.workspace, number);
        session_.changed();
        open(together ? into : number);
        if (changed) changed();
    };
    try {
        put(true);
        session_.undo.did({wxString::Format(tr("相談 %s を %s に統合"), shown(number), shown(into)), [put] { put(false); }, [put] { put(true); }});
        session_.say({Message::Kind::notice, wxString::Format(tr("相談 %s を %s に統合しました。元に戻せます。"), shown(number), shown(into))});
    } catch (...) {
        tell(std::current_exception());
    }
}

void CasePanel::part() {
    const std::string id = links_->chosen();
    if (!may_write() || !id.starts_with("merged/")) return;
    const std::string number = id.substr(7), into = number_;
    const auto put = [this, number, into](bool together) {
        if (together) desk::merge_cases(*session_.workspace, number, into);
        else desk::part_cases(*session_.workspace, number);
        session_.changed();
        follow();
    };
    try {
        put(false);
        session_.undo.did({wxString::Format(tr("相談 %s の統合を取り消す"), shown(number)), [put] { put(true); }, [put] { put(false); }});
    } catch (...) {
        tell(std::current_exception());
    }
}

void CasePanel::begin_flow() {
    if (!may_write()) return;
    try {
        const auto file = desk::begin_flow_for(*session_.workspace, number_);
        session_.changed();
        follow();
        session_.go("flows", file.stem().string());
        session_.say({Message::Kind::notice, wxString::Format(tr("相談 %s の業務フローです。工程に付けた帳票とシナリオは、保存すると相談にもつながります。"), shown(number_))});
    } catch (...) {
        tell(std::current_exception());
    }
}

void CasePanel::make_standard_question() {
    if (!may_write()) return;
    const auto lines = ask_lines(this, tr("定型の質問にする"), tr("件名・内容・区分・システム・手段・解決内容を写します。人の名前と日は写しません。"), {{tr("選ぶときの名前"), shown(page_.now.field("title")), false}});
    if (lines.empty()) return;
    try {
        desk::keep_standard_question(*session_.workspace, lines[0], page_.now.fields);
        session_.say({Message::Kind::notice, wxString::Format(tr("定型の質問「%s」を登録しました。新しい相談で選べます。"), shown(lines[0]))});
    } catch (...) {
        tell(std::current_exception());
    }
}

void CasePanel::print() {
    if (number_.empty()) return;
    try {
        const auto printed = desk::print_case(*session_.workspace, number_);
        PrintedList list{.title = shown(printed.title), .remark = shown(printed.remark), .columns = {tr("いつ"), tr("だれ"), tr("種類"), tr("経過")}, .shares = {0.17, 0.11, 0.16, 0.56}, .rows = {}};
        for (const auto& [word, value] : printed.fields) list.rows.push_back({{}, {}, shown(word), shown(value)});
        for (const auto& [kind, what] : printed.belongings) list.rows.push_back({{}, {}, shown(kind), shown(what)});
        for (const auto& line : printed.history) list.rows.push_back({shown(line[0]), shown(line[1]), shown(line[2]), shown(line[3])});
        gui::print(this, paper_of(std::move(list)));
    } catch (...) {
        tell(std::current_exception());
    }
}

void CasePanel::correct() {
    const std::string chosen = history_->chosen();
    if (chosen.empty() || !may_write()) return;
    const auto event = std::find_if(page_.events.begin(), page_.events.end(), [&](const auto& one) { return std::to_string(one.id) == chosen; });
    if (event == page_.events.end()) return;
    const bool line = std::any_of(std::begin(line_kinds), std::end(line_kinds), [&](const char* kind) { return event->kind == kind; });
    if (!line) return session_.say({Message::Kind::notice, tr("直せるのは、書いた経過だけです。項目はその場で、段階は「次の段階へ」で変えられます。")});
    const auto lines = ask_lines(this, tr("経過の訂正"), tr("正しい経過と時間を書いてください。もとの行は残ります。"),
                                 {{tr("経過"), shown(event->text), false}, {tr("使った時間（分）"), wxString::Format("%d", static_cast<int>(event->minutes + 0.5)), false}});
    if (lines.empty()) return;
    long minutes = 0;
    if (!shown(lines[1]).Strip(wxString::both).ToLong(&minutes) || minutes < 0) return session_.say({Message::Kind::doubt, tr("使った時間は 0 以上の分で書いてください。直していません。")});
    auto correction = *event;
    correction.corrects = event->id;
    correction.who.clear();
    correction.text = lines[0];
    if (minutes != static_cast<long>(event->minutes + 0.5)) correction.minutes = static_cast<double>(minutes);
    if (correction.text == event->text && correction.minutes == event->minutes) return;
    try {
        write({correction});
    } catch (...) {
        tell(std::current_exception());
    }
}

}  // namespace yorozu::gui
