#include "workbench/gui/cases/cases_new.h"

#include <wx/button.h>
#include <wx/choice.h>
#include <wx/combobox.h>
#include <wx/dc.h>
#include <wx/sizer.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>

#include <algorithm>
#include <set>

#include "workbench/desk/cases/case_links.h"
#include "workbench/desk/cases/standard_questions.h"
#include "workbench/gui/cases/cases_words.h"
#include "workbench/gui/checking/input_method.h"
#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/heading.h"
#include "workbench/gui/frame/failure.h"

namespace yorozu::gui {
namespace {

void fill(wxComboBox& box, const std::vector<std::string>& first, const std::set<std::string>& more) {
    const wxString kept = box.GetValue();
    box.Clear();
    for (const auto& one : first) box.Append(shown(one));
    for (const auto& one : more)
        if (std::find(first.begin(), first.end(), one) == first.end()) box.Append(shown(one));
    box.SetValue(kept);
}

}  // namespace

SimilarList::SimilarList(wxWindow* parent) : wxVListBox(parent, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxBORDER_NONE) {
    SetName("similar");
    SetBackgroundColour(colours().surface);
    set_accessible(*this, tr("似た相談と仕上がったもの"), Role::list);
    Bind(wxEVT_LISTBOX, [this](wxCommandEvent& event) {
        if (const auto* one = chosen()) set_accessible(*this, shown(one->id + " " + one->title + " " + one->remark + " " + one->line), Role::list);
        event.Skip();
    });
}

void SimilarList::show(std::vector<desk::Similar> found, const std::string& query) {
    found_ = std::move(found);
    query_ = query;
    SetItemCount(found_.size());
    if (!found_.empty() && GetSelection() == wxNOT_FOUND) SetSelection(0);
    Refresh();
}

const desk::Similar* SimilarList::chosen() const {
    const int at = GetSelection();
    return at >= 0 && static_cast<std::size_t>(at) < found_.size() ? &found_[static_cast<std::size_t>(at)] : nullptr;
}

wxCoord SimilarList::OnMeasureItem(size_t row) const {
    if (row >= found_.size()) return 0;
    return (found_[row].line.empty() ? 2 : 3) * (GetCharHeight() + FromDIP(2)) + FromDIP(12);
}

void SimilarList::OnDrawBackground(wxDC& dc, const wxRect& rect, size_t row) const {
    dc.SetPen(*wxTRANSPARENT_PEN);
    dc.SetBrush(IsSelected(row) ? colours().accent_tint : colours().surface);
    dc.DrawRectangle(rect);
    dc.SetPen(colours().line);
    dc.DrawLine(rect.GetBottomLeft(), rect.GetBottomRight());
}

void SimilarList::OnDrawItem(wxDC& dc, const wxRect& rect, size_t row) const {
    const auto& one = found_[row];
    const int left = rect.x + FromDIP(10), indent = left + FromDIP(76), line = GetCharHeight() + FromDIP(2);
    int y = rect.y + FromDIP(6);
    dc.SetFont(GetFont());
    dc.SetTextForeground(colours().faint);
    dc.DrawText(one.kind == "case" ? shown(one.id) : link_words(one.kind), left, y);
    // What was typed stands on a tint, and bold: never colour alone.
    int x = indent;
    std::size_t at = 0;
    const auto draw = [&](std::size_t end, bool marked) {
        if (end <= at) return;
        const wxString part = shown(std::string_view(one.title).substr(at, end - at));
        dc.SetFont(marked ? GetFont().Bold() : GetFont());
        const wxSize size = dc.GetTextExtent(part);
        if (marked) {
            dc.SetPen(*wxTRANSPARENT_PEN);
            dc.SetBrush(colours().amber_tint);
            dc.DrawRectangle(x, y, size.x, size.y);
        }
        dc.SetTextForeground(colours().text);
        dc.DrawText(part, x, y);
        x += size.x;
        at = end;
    };
    for (const auto& [begin, end] : desk::marks_in(one.title, query_)) {
        draw(begin, false);
        draw(end, true);
    }
    draw(one.title.size(), false);
    dc.SetFont(GetFont());
    dc.SetTextForeground(colours().faint);
    dc.DrawText(shown(one.remark), indent, y + line);
    if (one.line.empty()) return;
    dc.SetTextForeground(colours().text);
    dc.DrawText(wxControl::Ellipsize(shown(one.line), dc, wxELLIPSIZE_END, std::max(10, rect.GetRight() - indent - FromDIP(6))), indent, y + 2 * line);
}

NewCasePanel::NewCasePanel(wxWindow* parent, Session& session) : wxPanel(parent), session_(session) {
    SetName("new-case");
    SetBackgroundColour(colours().window);
    const int gap = FromDIP(10);
    auto* head = new wxBoxSizer(wxHORIZONTAL);
    auto* heading = new wxStaticText(this, wxID_ANY, tr("新しい相談"));
    heading->SetFont(GetFont().Bold());
    head->Add(heading, 0, wxALIGN_CENTRE_VERTICAL);
    auto* remark = new wxStaticText(this, wxID_ANY, tr("下書きは自動で残る"));
    remark->SetForegroundColour(colours().faint);
    head->Add(remark, 1, wxALIGN_CENTRE_VERTICAL | wxLEFT, FromDIP(8));
    clock_ = new wxStaticText(this, wxID_ANY, wxString::Format(tr("受付中 %d:%02d"), 0, 0), wxDefaultPosition, wxDefaultSize, wxST_NO_AUTORESIZE | wxALIGN_RIGHT);
    clock_->SetMinSize({clock_->GetTextExtent(wxString::Format(tr("受付中 %d:%02d"), 99, 99)).x + FromDIP(4), -1});
    clock_->SetForegroundColour(colours().faint);
    head->Add(clock_, 0, wxALIGN_CENTRE_VERTICAL);

    auto* grid = new wxFlexGridSizer(2, FromDIP(wxSize(8, 6)));
    grid->AddGrowableCol(1, 1);
    const auto label = [&](const wxString& words) {
        auto* text = new wxStaticText(this, wxID_ANY, words);
        return text;
    };
    const auto text_field = [&](const char* name, const wxString& words, long style = 0) {
        auto* text = new wxTextCtrl(this, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize, style);
        text->SetName(name);
        set_accessible(*text, words);
        follow_composition(*text);
        text->Bind(wxEVT_TEXT, [this](wxCommandEvent&) { if (!filling_ && typed) typed(); });
        return text;
    };
    const auto box = [&](const char* name, const wxString& words) {
        auto* combo = new wxComboBox(this, wxID_ANY);
        combo->SetName(name);
        set_accessible(*combo, words);
        combo->Bind(wxEVT_TEXT, [this](wxCommandEvent&) { if (!filling_ && typed) typed(); });
        return combo;
    };
    title_ = text_field("new-title", field_words("title"));
    department_ = box("new-department", field_words("department"));
    channel_ = box("new-channel", field_words("channel"));
    requester_ = text_field("new-requester", field_words("requester"));
    category_ = box("new-category", field_words("category"));
    body_ = text_field("new-body", field_words("body"), wxTE_MULTILINE);
    body_->SetHint(tr("話を聞きながら書く。後で足せる。"));
    body_->SetMinSize(FromDIP(wxSize(-1, 56)));
    const auto pair = [&](wxWindow* first, const wxString& words, wxWindow* second) {
        auto* row = new wxBoxSizer(wxHORIZONTAL);
        row->Add(first, 3, wxALIGN_CENTRE_VERTICAL);
        row->Add(label(words), 0, wxALIGN_CENTRE_VERTICAL | wxLEFT | wxRIGHT, FromDIP(6));
        row->Add(second, 2, wxALIGN_CENTRE_VERTICAL);
        second->SetMinSize(FromDIP(wxSize(60, -1)));
        first->SetMinSize(FromDIP(wxSize(60, -1)));
        return row;
    };
    standard_ = new wxChoice(this, wxID_ANY);
    standard_->SetName("new-standard");
    set_accessible(*standard_, tr("定型の質問"));
    standard_->Bind(wxEVT_CHOICE, [this](wxCommandEvent&) { take_standard(); });
    standard_label_ = label(tr("定型"));
    grid->Add(standard_label_, 0, wxALIGN_CENTRE_VERTICAL);
    grid->Add(standard_, 1, wxEXPAND);
    grid->Add(label(field_words("title")), 0, wxALIGN_CENTRE_VERTICAL);
    grid->Add(title_, 1, wxEXPAND);
    grid->Add(label(field_words("department")), 0, wxALIGN_CENTRE_VERTICAL);
    grid->Add(pair(department_, field_words("channel"), channel_), 1, wxEXPAND);
    grid->Add(label(field_words("requester")), 0, wxALIGN_CENTRE_VERTICAL);
    grid->Add(pair(requester_, field_words("category"), category_), 1, wxEXPAND);
    grid->Add(label(field_words("body")));
    grid->Add(body_, 1, wxEXPAND);

    auto* buttons = new wxBoxSizer(wxHORIZONTAL);
    auto* automatic = new wxStaticText(this, wxID_ANY, tr("番号・日時は自動"), wxDefaultPosition, wxDefaultSize, wxST_ELLIPSIZE_END);
    automatic->SetForegroundColour(colours().faint);
    buttons->Add(automatic, 1, wxALIGN_CENTRE_VERTICAL);
    auto* cancel = new wxButton(this, wxID_ANY, tr("取り消し"));
    cancel->SetName("new-cancel");
    cancel->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { clear(); if (cancelled) cancelled(); });
    auto* keep = new wxButton(this, wxID_ANY, tr("登録 Ctrl+Enter"));
    keep->SetName("new-save");
    keep->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { save(false); });
    buttons->Add(cancel, 0, wxRIGHT, FromDIP(6));
    buttons->Add(keep);

    count_ = new wxStaticText(this, wxID_ANY, tr("似た相談と仕上がったもの"));
    count_->SetFont(GetFont().Bold());
    similar_ = new SimilarList(this);
    similar_->Bind(wxEVT_LISTBOX_DCLICK, [this](wxCommandEvent&) { if (similar_->chosen() && wants_shown) wants_shown(*similar_->chosen()); });
    similar_->Bind(wxEVT_KEY_DOWN, [this](wxKeyEvent& event) {
        if (event.GetKeyCode() != WXK_RETURN || !similar_->chosen()) return event.Skip();
        if (event.ControlDown()) save(true);
        else if (wants_shown) wants_shown(*similar_->chosen());
    });
    auto* below = new wxBoxSizer(wxHORIZONTAL);
    auto* show_it = new wxButton(this, wxID_ANY, tr("この答えを見せる Enter"));
    show_it->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { if (similar_->chosen() && wants_shown) wants_shown(*similar_->chosen()); });
    auto* link_it = new wxButton(this, wxID_ANY, tr("つないで登録"));
    link_it->SetName("new-save-linked");
    link_it->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { save(true); });
    below->Add(show_it, 0, wxRIGHT, FromDIP(6));
    below->Add(link_it);

    auto* column = new wxBoxSizer(wxVERTICAL);
    column->Add(head, 0, wxEXPAND | wxALL, gap);
    column->Add(grid, 0, wxEXPAND | wxLEFT | wxRIGHT, gap);
    column->Add(buttons, 0, wxEXPAND | wxALL, gap);
    column->Add(count_, 0, wxEXPAND | wxLEFT | wxRIGHT | wxTOP, gap);
    column->Add(similar_, 1, wxEXPAND | wxTOP, FromDIP(6));
    column->Add(below, 0, wxALL, gap);
    SetSizer(column);
    title_->Bind(wxEVT_TEXT, [this](wxCommandEvent& event) { look(); event.Skip(); });
    tick_.Bind(wxEVT_TIMER, [this](wxTimerEvent&) {
        const auto seconds = (session_.clock() - begun_) / 1000;
        clock_->SetLabel(wxString::Format(tr("受付中 %d:%02d"), static_cast<int>(seconds / 60), static_cast<int>(seconds % 60)));
    });
}

void NewCasePanel::begin(const desk::CaseDraft& draft) {
    filling_ = true;
    begun_ = draft.begun ? draft.begun : session_.clock();
    std::set<std::string> departments, categories, channels;
    try {
        for (const auto& one : desk::cases(*session_.workspace, {.open = true}, "")) {
            departments.insert(one.field("department"));
            categories.insert(one.field("category"));
            channels.insert(one.field("channel"));
        }
    } catch (...) {
        session_.say({Message::Kind::failure, words_of(std::current_exception())});
    }
    fill(*department_, {}, departments);
    fill(*channel_, desk::case_channels(), channels);
    fill(*category_, desk::case_categories(), categories);
    const auto value = [&](const char* field, const std::string& otherwise = "") {
        const auto found = draft.fields.find(field);
        return shown(found == draft.fields.end() ? otherwise : found->second);
    };
    standard_->Clear();
    standard_->Append(tr("（なし）"));
    try {
        for (const auto& one : desk::standard_questions(*session_.workspace)) standard_->Append(shown(one.name));
    } catch (...) {
        session_.say({Message::Kind::failure, words_of(std::current_exception())});
    }
    if (!standard_->SetStringSelection(value("standard"))) standard_->SetSelection(0);
    standard_->Show(standard_->GetCount() > 1);
    standard_label_->Show(standard_->GetCount() > 1);
    Layout();
    title_->ChangeValue(value("title"));
    department_->SetValue(value("department"));
    channel_->SetValue(value("channel", desk::case_channels().front()));
    requester_->ChangeValue(value("requester"));
    category_->SetValue(value("category", "その他"));
    body_->ChangeValue(value("body"));
    filling_ = false;
    tick_.Start(1000);
    look();
    title_->SetFocus();
    title_->SetInsertionPointEnd();
}

void NewCasePanel::take_standard() {
    if (standard_->GetSelection() <= 0) return;
    try {
        const auto question = desk::standard_question(*session_.workspace, utf8(standard_->GetStringSelection()));
        const auto of = [&](const char* field) {
            const auto found = question.fields.find(field);
            return found == question.fields.end() ? wxString() : shown(found->second);
        };
        if (title_->IsEmpty()) title_->SetValue(of("title"));
        if (body_->IsEmpty()) body_->SetValue(of("body"));
        if (!of("category").empty()) category_->SetValue(of("category"));
        if (!of("channel").empty()) channel_->SetValue(of("channel"));
        if (typed) typed();
        title_->SetFocus();
        title_->SetInsertionPointEnd();
    } catch (...) {
        session_.say({Message::Kind::failure, words_of(std::current_exception())});
    }
}

void NewCasePanel::clear() {
    filling_ = true;
    for (auto* text : {title_, requester_, body_}) text->ChangeValue({});
    department_->SetValue({});
    filling_ = false;
    begun_ = 0;
    tick_.Stop();
    if (typed) typed();
}

void NewCasePanel::put_into(desk::CaseDraft& draft) const {
    draft.fields.clear();
    draft.begun = begun_;
    const auto put = [&](const char* field, const wxString& value) {
        if (!value.empty()) draft.fields[field] = utf8(value);
    };
    put("title", title_->GetValue());
    put("department", department_->GetValue());
    put("requester", requester_->GetValue());
    put("body", body_->GetValue());
    if (draft.fields.empty()) return;  // defaults alone are no draft
    put("channel", channel_->GetValue());
    put("category", category_->GetValue());
    if (standard_->GetSelection() > 0) put("standard", standard_->GetStringSelection());
}

void NewCasePanel::look() {
    if (looking_) {
        look_again_ = true;
        return;
    }
    looking_ = true;
    const std::string query = utf8(title_->GetValue());
    session_.jobs.start<std::vector<desk::Similar>>(
        {.kind = {}, .name = {}, .unit = {}, .quiet = true}, this,
        [own = session_.own(), query](JobControl&) { return desk::similar_work(*own.open(store::Access::read), query); },
        [this, query](JobEnd<std::vector<desk::Similar>> end) {
            looking_ = false;
            if (end.result) {
                const auto number = static_cast<int>(end.result->size());
                count_->SetLabel(number ? wxString::Format(tr("似た相談と仕上がったもの %d　打つたびに更新・F6"), number)
                                 : query.empty() ? tr("似た相談と仕上がったもの") : tr("似たものは見つかりません"));
                similar_->show(std::move(*end.result), query);
            }
            if (look_again_) {
                look_again_ = false;
                look();
            }
        });
}

bool NewCasePanel::save(bool with_link) {
    desk::CaseDraft draft;
    put_into(draft);
    const auto* link = with_link ? similar_->chosen() : nullptr;
    const auto missing = [&](const char* field) { return draft.fields.find(field) == draft.fields.end(); };
    if (missing("title") || missing("department")) {
        session_.say({Message::Kind::doubt, missing("title") ? tr("件名を書いてください。ほかは後で足せます。") : tr("所管課を書いてください。ほかは後で足せます。")});
        (missing("title") ? static_cast<wxWindow*>(title_) : department_)->SetFocus();
        return false;
    }
    try {
        auto fields = draft.fields;
        if (const auto standard = fields.extract("standard")) fields = desk::with_question(std::move(fields), desk::standard_question(*session_.workspace, standard.mapped()));
        const double minutes = begun_ ? static_cast<double>((session_.clock() - begun_ + 59'999) / 60'000) : 0;
        const auto number = desk::add_case(*session_.workspace, fields, begun_, std::min(minutes, 240.0));
        if (link) desk::link_case(*session_.workspace, number, link->kind, link->id);
        clear();
        session_.changed();
        if (saved) saved(number);
        return true;
    } catch (...) {
        session_.say({Message::Kind::failure, words_of(std::current_exception())});
        return false;
    }
}

std::vector<wxWindow*> NewCasePanel::panes() { return {title_, similar_}; }

}  // namespace yorozu::gui
