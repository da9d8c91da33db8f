#include "workbench/gui/cases/cases_page.h"

#include <wx/button.h>
#include <wx/choice.h>
#include <wx/sizer.h>
#include <wx/spinctrl.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>
#include <wx/tglbtn.h>

#include <algorithm>
#include <set>

#include "workbench/desk/cases/case_links.h"
#include "workbench/desk/rpa/scenario_library.h"
#include "workbench/gui/cases/cases_strip.h"
#include "workbench/gui/cases/cases_words.h"
#include "workbench/gui/checking/input_method.h"
#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/heading.h"
#include "workbench/gui/controls/native_layout.h"
#include "workbench/gui/controls/table.h"
#include "workbench/gui/frame/failure.h"

namespace yorozu::gui {
namespace {

wxPanel* bar(wxWindow* parent, const wxString& title, const wxString& remark) {
    auto* panel = new wxPanel(parent);
    panel->SetBackgroundColour(colours().window);
    auto* row = new wxBoxSizer(wxHORIZONTAL);
    auto* words = new wxStaticText(panel, wxID_ANY, title);
    words->SetFont(panel->GetFont().Bold());
    row->Add(words, 0, wxALIGN_CENTRE_VERTICAL | wxALL, panel->FromDIP(4));
    auto* faint = new wxStaticText(panel, wxID_ANY, remark);
    faint->SetForegroundColour(colours().faint);
    row->Add(faint, 1, wxALIGN_CENTRE_VERTICAL | wxLEFT, panel->FromDIP(4));
    panel->SetSizer(row);
    return panel;
}

}  // namespace

CasePanel::CasePanel(wxWindow* parent, Session& session) : wxPanel(parent), session_(session), files_(this, session) {
    SetName("case-page");
    SetBackgroundColour(colours().surface);
    lay_out();
    files_.changed = [this](const std::string& number) { if (number == number_) follow(); };
    tick_.Bind(wxEVT_TIMER, [this](wxTimerEvent&) {
        minutes_->SetValue(static_cast<int>((session_.clock() - clock_since_ + 59'999) / 60'000));
    });
}

wxTextCtrl* CasePanel::field(wxWindow* parent, wxSizer* grid, const std::string& name, long style) {
    const wxString words = field_words(name);
    if (grid) {
        auto* label = new wxStaticText(parent, wxID_ANY, words);
        label->SetForegroundColour(colours().faint);
        grid->Add(label, 0, wxALIGN_CENTRE_VERTICAL);
    }
    auto* text = new wxTextCtrl(parent, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize, style ? style : wxTE_PROCESS_ENTER | wxBORDER_NONE);
    text->SetName("case-" + name);
    set_accessible(*text, words);
    follow_composition(*text);
    wxArrayString offered;
    const auto offer = [&](const std::vector<std::string>& all) {
        for (const auto& one : all) offered.push_back(shown(one));
    };
    if (name == "channel") offer(desk::case_channels());
    if (name == "category") offer(desk::case_categories());
    if (name == "priority") offer(desk::case_priorities());
    if (!offered.empty()) text->AutoComplete(offered);
    text->Bind(wxEVT_KILL_FOCUS, [this, name](wxFocusEvent& event) { write_field(name); event.Skip(); });
    if (text->HasFlag(wxTE_PROCESS_ENTER)) text->Bind(wxEVT_TEXT_ENTER, [this, name](wxCommandEvent&) { write_field(name); });
    if (grid) grid->Add(text, 1, wxEXPAND);
    fields_[name] = text;
    return text;
}

void CasePanel::lay_out() {
    const int gap = FromDIP(12);
    auto* top = new wxBoxSizer(wxHORIZONTAL);
    heading_ = new wxStaticText(this, wxID_ANY, {});
    heading_->SetForegroundColour(colours().faint);
    top->Add(heading_, 0, wxALIGN_CENTRE_VERTICAL | wxRIGHT, FromDIP(8));
    auto* title = field(this, nullptr, "title");
    title->SetFont(GetFont().Bold().Scaled(1.25f));
    top->Add(title, 1, wxALIGN_CENTRE_VERTICAL);
    steps_ = new CaseSteps(this);

    auto* grid = new wxFlexGridSizer(4, FromDIP(wxSize(8, 1)));
    grid->AddGrowableCol(1, 1);
    grid->AddGrowableCol(3, 1);
    const auto computed = [&](const wxString& words) {
        auto* label = new wxStaticText(this, wxID_ANY, words);
        label->SetForegroundColour(colours().faint);
        grid->Add(label, 0, wxALIGN_CENTRE_VERTICAL);
        auto* value = new wxStaticText(this, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize, wxST_ELLIPSIZE_END);
        grid->Add(value, 1, wxEXPAND | wxTOP | wxBOTTOM | wxLEFT, FromDIP(6));
        return value;
    };
    field(this, grid, "department");
    field(this, grid, "assignee");
    field(this, grid, "requester");
    field(this, grid, "priority");
    field(this, grid, "channel");
    field(this, grid, "category");
    field(this, grid, "system");
    field(this, grid, "next_date");
    received_ = computed(tr("受付"));
    answered_ = computed(tr("初回回答"));
    spent_ = computed(tr("使った時間"));
    field(this, grid, "next_action");
    auto* body = field(this, nullptr, "body", wxTE_MULTILINE);
    body->SetMinSize(FromDIP(wxSize(-1, 52)));
    auto* solved = new wxBoxSizer(wxHORIZONTAL);
    auto* solved_label = new wxStaticText(this, wxID_ANY, field_words("solution"));
    solved_label->SetForegroundColour(colours().faint);
    solved->Add(solved_label, 0, wxALIGN_CENTRE_VERTICAL | wxRIGHT, FromDIP(8));
    solved->Add(field(this, nullptr, "solution"), 1);

    links_ = new Table(this, tr("つながりと添付"), {{tr("種類"), 90}, {tr("相手"), 230, false, true}, {tr("いま"), 120}, {tr("日付"), 50}}, 24);
    links_->SetMinSize(FromDIP(wxSize(-1, 76)));
    links_->opened = [this](const std::string& id) { open_link(id); };
    history_ = new Table(this, tr("経過"), {{tr("いつ"), 92}, {"", 34}, {tr("だれ"), 56}, {tr("種類"), 84}, {tr("経過"), 300}}, 24);
    history_->set_sortable(false);
    history_->opened = [this](const std::string&) { correct(); };

    auto* add = new wxBoxSizer(wxHORIZONTAL);
    kind_ = new wxChoice(this, wxID_ANY);
    for (const auto* kind : line_kinds) kind_->Append(event_words(kind));
    kind_->SetSelection(0);
    kind_->SetName("line-kind");
    set_accessible(*kind_, tr("経過の種類"));
    line_ = new wxTextCtrl(this, wxID_ANY);
    line_->SetHint(tr("経過を書く（Ctrl+Enter で追記）"));
    line_->SetName("line-text");
    line_->SetMinSize(FromDIP(wxSize(110, -1)));
    set_accessible(*line_, tr("経過を書く"));
    follow_composition(*line_);
    minutes_ = new wxSpinCtrl(this, wxID_ANY, {}, wxDefaultPosition, FromDIP(wxSize(96, -1)), wxSP_ARROW_KEYS, 0, 10'000, 0);
    minutes_->SetName("line-minutes");
    set_accessible(*minutes_, tr("使った時間（分）"));
    clock_ = new wxToggleButton(this, wxID_ANY, tr("計る"), wxDefaultPosition, wxDefaultSize, wxBU_EXACTFIT);
    clock_->SetName("line-clock");
    auto* next = new wxButton(this, wxID_ANY, tr("次の段階へ…"), wxDefaultPosition, wxDefaultSize, wxBU_EXACTFIT);
    next->SetName("next-stage");
    for (wxWindow* part : std::initializer_list<wxWindow*>{kind_, line_, minutes_}) {
        add->Add(part, part == line_ ? 1 : 0, wxALIGN_CENTRE_VERTICAL | wxRIGHT, FromDIP(6));
    }
    add->Add(new wxStaticText(this, wxID_ANY, tr("分")), 0, wxALIGN_CENTRE_VERTICAL | wxRIGHT, FromDIP(6));
    add->Add(clock_, 0, wxALIGN_CENTRE_VERTICAL | wxRIGHT, FromDIP(6));
    add->Add(next, 0, wxALIGN_CENTRE_VERTICAL);
    line_->Bind(wxEVT_TEXT, [this](wxCommandEvent&) { if (typed && !showing_) typed(); });
    minutes_->Bind(wxEVT_SPINCTRL, [this](wxSpinEvent&) { if (typed && !showing_) typed(); });
    kind_->Bind(wxEVT_CHOICE, [this](wxCommandEvent&) { if (typed) typed(); });
    clock_->Bind(wxEVT_TOGGLEBUTTON, [this](wxCommandEvent&) { clock_->SetValue(!clock_->GetValue()); toggle_clock(); });
    next->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { next_stage(); });

    auto* column = new wxBoxSizer(wxVERTICAL);
    column->Add(top, 0, wxEXPAND | wxLEFT | wxRIGHT | wxTOP, gap);
    column->Add(steps_, 0, wxEXPAND | wxTOP, FromDIP(4));
    column->Add(grid, 0, wxEXPAND | wxLEFT | wxRIGHT, gap);
    column->Add(body, 0, wxEXPAND | wxLEFT | wxRIGHT | wxTOP, gap);
    column->Add(solved, 0, wxEXPAND | wxLEFT | wxRIGHT | wxBOTTOM, gap);
    column->Add(bar(this, tr("つながりと添付"), tr("Ctrl+L でつなぐ・ファイルを落として添付・Enter で開く・Del で外す")), 0, wxEXPAND);
    column->Add(links_, 0, wxEXPAND);
    column->Add(bar(this, tr("経過"), tr("追記だけ。消せない・直すときは訂正を足す（Enter）")), 0, wxEXPAND);
    column->Add(history_, 1, wxEXPAND);
    column->Add(add, 0, wxEXPAND | wxALL, FromDIP(8));
    SetSizer(column);
}

void CasePanel::tell(const std::exception_ptr& thrown) { session_.say({Message::Kind::failure, words_of(thrown)}); }

void CasePanel::open(const std::string& number) {
    showing_ = true;
    number_ = number;
    if (number.empty()) {
        page_ = {};
        for (const auto& [name, text] : fields_) text->ChangeValue({});
        for (auto* label : {heading_, received_, answered_, spent_}) label->SetLabel({});
        steps_->show(desk::CaseStage::received, {});
        links_->show({});
        history_->show({});
    } else {
        try {
            page_ = desk::case_page(*session_.workspace, number);
            show_fields();
            show_links();
            show_history();
        } catch (...) {
            number_.clear();
            tell(std::current_exception());
        }
    }
    for (auto* control : std::initializer_list<wxWindow*>{kind_, line_, minutes_, clock_, FindWindowByName("next-stage", this)}) control->Enable(may_write());
    showing_ = false;
    Layout();
    settle_layout(*this);
}

void CasePanel::show_fields() {
    const auto& now = page_.now;
    heading_->SetLabel(shown(now.number));
    for (const auto& [name, text] : fields_) {
        // Who is typing in it keeps what was typed.
        if (!text->HasFocus() || !text->IsModified()) text->ChangeValue(shown(now.field(name)));
        text->SetEditable(page_.may_write);
    }
    received_->SetLabel(shown(desk::date_and_time(now.received)));
    answered_->SetLabel(now.first_answer ? shown(desk::date_and_time(now.first_answer)) + wxString::Format(tr("（%s）"), span_words(now.first_answer - now.received)) : tr("まだ"));
    wxString spent = wxString::Format(tr("%d 分"), static_cast<int>(now.minutes + 0.5));
    if (!now.field("outcome").empty()) spent += wxString::FromUTF8("　") + shown(now.field("outcome"));
    if (!now.field("reason").empty()) spent += wxString::FromUTF8("（") + shown(now.field("reason")) + wxString::FromUTF8("）");
    spent_->SetLabel(spent);
    std::map<desk::CaseStage, wxString> dates;
    for (const auto& [stage, at] : page_.stages) dates[stage] = month_day(desk::iso_date(at));
    steps_->show(desk::stage_of(now), dates);
}

void CasePanel::show_links() {
    std::vector<Table::Row> rows;
    for (const auto& link : page_.links)
        rows.push_back({link.kind + "/" + link.target, {link_words(link.kind), shown(link.target), shown(desk::link_fact(*session_.workspace, link)), month_day(desk::iso_date(link.at))}});
    for (const auto& number : page_.linked_from)
        rows.push_back({"from/" + number, {link_words("case"), shown(number), tr("こちらへのつながり"), {}}});
    for (const auto& merged : page_.merged)
        rows.push_back({"merged/" + merged.number, {tr("統合"), shown(merged.number + " " + merged.title), tr("この相談に統合"), {}}});
    for (const auto& file : page_.attachments)
        rows.push_back({"attachment/" + std::to_string(file.id), {tr("添付"), shown(file.name), shown(desk::size_words(file.bytes)) + tr("・封印"), month_day(desk::iso_date(file.at))}});
    links_->show(std::move(rows));
}

void CasePanel::show_history() {
    std::vector<std::pair<const desk::CaseEvent*, std::string>> events;  // with the number of the case that was merged
    for (const auto& event : page_.events) events.emplace_back(&event, "");
    for (const auto& merged : page_.merged)
        for (const auto& event : merged.events) events.emplace_back(&event, merged.number);
    std::stable_sort(events.begin(), events.end(), [](const auto& a, const auto& b) { return std::pair(a.first->at, a.first->id) > std::pair(b.first->at, b.first->id); });
    std::set<std::int64_t> corrected;
    for (const auto& [event, number] : events)
        if (event->corrects) corrected.insert(event->corrects);
    std::vector<Table::Row> rows;
    for (const auto& [event, number] : events) {
        wxString text = event_line(*event);
        const bool old = corrected.count(event->id) > 0;
        if (old) text = tr("（訂正済み）") + text;
        if (event->corrects) text = tr("訂正：") + text;
        if (!number.empty()) text = shown(number) + " " + text;
        const std::string day = desk::date_and_time(event->at);
        rows.push_back({std::to_string(event->id), {month_day(day.substr(0, 10)) + " " + shown(day.substr(11)), wxString::FromUTF8(event->kind == "stage" ? "●" : "○"), shown(event->who), event_words(event->kind), text},
                        {}, old ? Table::Row::Tone::faint : Table::Row::Tone::plain});
    }
    history_->show(std::move(rows));
}

void CasePanel::write(const std::vector<desk::CaseEvent>& events) {
    desk::write_case(*session_.workspace, number_, events, page_.now.last_event);
    session_.changed();
    follow();
}

/// What is kept of this case changed.
void CasePanel::follow() {
    refresh();
    if (changed) changed();
}

void CasePanel::write_field(const std::string& name) {
    if (showing_ || number_.empty()) return;
    auto* text = fields_.at(name);
    const std::string before = page_.now.field(name), after = utf8(text->GetValue());
    if (!page_.may_write || before == after) return;
    text->SetModified(false);
    const std::string number = number_;
    const auto put = [this, number, name](const std::string& value) {
        desk::write_case(*session_.workspace, number, {{.kind = "field", .changes = {{name, value}}}});
        if (number_ == number) refresh();
        if (changed) changed();
    };
    try {
        write({{.kind = "field", .changes = {{name, after}}}});
        session_.undo.did({wxString::Format(tr("相談 %s の「%s」"), shown(number), field_words(name)), [put, before] { put(before); }, [put, after] { put(after); }});
    } catch (...) {
        text->ChangeValue(shown(before));
        tell(std::current_exception());
    }
}

void CasePanel::toggle_clock() {
    if (clock_since_) {
        minutes_->SetValue(static_cast<int>((session_.clock() - clock_since_ + 59'999) / 60'000));
        clock_since_ = 0;
        tick_.Stop();
    } else if (may_write()) {
        clock_since_ = session_.clock() - static_cast<store::TimeMs>(minutes_->GetValue()) * 60'000;
        tick_.Start(5'000);
    }
    clock_->SetValue(clock_since_ != 0);
    name_clock();
    if (typed) typed();
}

void CasePanel::open_link(const std::string& id) {
    const auto slash = id.find('/');
    const std::string kind = id.substr(0, slash), target = id.substr(slash + 1);
    if ((kind == "case" || kind == "from") && wants_case) wants_case(target);
    if (kind == "template") session_.go("forms", target);
    if (kind == "flow") session_.go("flows", target);
    if (kind == "scenario") session_.go("rpa", desk::scenario_name(*session_.workspace, target));
    if (kind == "merged") session_.say({Message::Kind::notice, tr("この相談の経過は、下に並んでいます。Del で統合を取り消せます。")});
    for (const auto& file : page_.attachments)
        if (kind == "attachment" && std::to_string(file.id) == target) files_.save(number_, file);
}

/// GTK shows nothing on a toggle that is given the word that it has.
void CasePanel::name_clock() {
    const wxString word = clock_since_ ? tr("止める") : tr("計る");
    if (clock_->GetLabel() != word) clock_->SetLabel(word);
}

void CasePanel::focus_line() { line_->SetFocus(); }

std::vector<wxWindow*> CasePanel::panes() { return {fields_.at("title"), links_, history_, line_}; }

desk::CaseLine CasePanel::line() const {
    return {line_kinds[std::max(0, kind_->GetSelection())], utf8(line_->GetValue()), static_cast<double>(minutes_->GetValue()), clock_since_};
}

void CasePanel::take_line(const desk::CaseLine& line) {
    showing_ = true;
    line_->ChangeValue(shown(line.text));
    kind_->SetSelection(0);
    for (unsigned at = 0; at < std::size(line_kinds); ++at)
        if (line.kind == line_kinds[at]) kind_->SetSelection(static_cast<int>(at));
    minutes_->SetValue(static_cast<int>(line.minutes));
    clock_since_ = line.clock_since;
    clock_->SetValue(clock_since_ != 0);
    name_clock();
    if (clock_since_) tick_.Start(5'000);
    else tick_.Stop();
    showing_ = false;
}

}  // namespace yorozu::gui
