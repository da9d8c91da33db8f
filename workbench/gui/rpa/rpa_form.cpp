#include "workbench/gui/rpa/rpa_form.h"

#include <wx/checkbox.h>
#include <wx/choice.h>
#include <wx/sizer.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>

#include <nlohmann/json.hpp>

#include "workbench/desk/rpa/scenario_editing.h"
#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/table.h"
#include "workbench/gui/controls/words.h"

namespace yorozu::gui {

using FormJson = nlohmann::ordered_json;

namespace {

const std::vector<std::string> value_kinds = {"text", "field", "variable", "lua", "secret"};

std::string way_of(const std::string& selector) {
    for (const auto& [head, words] : std::vector<std::pair<const char*, wxString>>{
             {"aria/", tr("役割と名前")}, {"text/", tr("画面の文字")}, {"xpath/", wxString("XPath")}, {"pierce/", tr("影の中の CSS")}, {"#", wxString("id")}})
        if (selector.rfind(head, 0) == 0) return utf8(words);
    return "CSS";
}

/// One alternative a line; a path through shadow roots with >> between its parts.
std::string lines_of(const FormJson& selectors) {
    std::string text;
    if (!selectors.is_array()) return text;
    for (const auto& one : selectors) {
        std::string line;
        if (one.is_string()) line = one.get<std::string>();
        else if (one.is_array())
            for (const auto& part : one)
                if (part.is_string()) line += (line.empty() ? "" : " >> ") + part.get<std::string>();
        text += (text.empty() ? "" : "\n") + line;
    }
    return text;
}

FormJson selectors_of(const std::string& text) {
    FormJson all = FormJson::array();
    for (std::size_t from = 0; from <= text.size();) {
        const auto end = std::min(text.find('\n', from), text.size());
        std::string line = text.substr(from, end - from);
        from = end + 1;
        const auto first = line.find_first_not_of(" \t\r");
        if (first == std::string::npos) continue;
        line = line.substr(first, line.find_last_not_of(" \t\r") - first + 1);
        FormJson path = FormJson::array();
        for (std::size_t at = 0; at <= line.size();) {
            const auto cut = std::min(line.find(" >> ", at), line.size());
            path.push_back(line.substr(at, cut - at));
            at = cut + (cut < line.size() ? 4 : 1);
        }
        all.push_back(path.size() == 1 ? path[0] : path);
    }
    return all;
}

}  // namespace

StepFormPanel::StepFormPanel(wxWindow* parent) : wxScrolledWindow(parent, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxVSCROLL | wxTAB_TRAVERSAL) {
    SetScrollRate(0, FromDIP(12));
    SetName(tr("操作の設定"));
    grid_ = new wxFlexGridSizer(2, FromDIP(wxSize(8, 7)));
    grid_->AddGrowableCol(1);
    auto* outer = new wxBoxSizer(wxVERTICAL);
    outer->Add(grid_, 0, wxEXPAND | wxALL, FromDIP(10));
    SetSizer(outer);
}

void StepFormPanel::row(const wxString& label, wxWindow* field, bool tall) {
    auto* words = new wxStaticText(this, wxID_ANY, label);
    grid_->Add(words, 0, tall ? static_cast<int>(wxTOP) : static_cast<int>(wxALIGN_CENTRE_VERTICAL), FromDIP(4));
    grid_->Add(field, 0, wxEXPAND);
    set_accessible(*field, label);
}

void StepFormPanel::tell(const std::string& key, const std::string& json) {
    if (editable_ && edited) CallAfter([this, key, json] { if (edited) edited(key, json); });
}

wxTextCtrl* StepFormPanel::text(const wxString& label, const std::string& now, bool lines, std::function<std::string(const std::string&)> as_json, const std::string& key) {
    auto* field = new wxTextCtrl(this, wxID_ANY, shown(now), wxDefaultPosition, lines ? FromDIP(wxSize(-1, 88)) : wxDefaultSize,
                                 (lines ? wxTE_MULTILINE | wxTE_DONTWRAP : wxTE_PROCESS_ENTER) | (editable_ ? 0 : wxTE_READONLY));
    const auto done = [this, field, key, as_json, before = now]() mutable {
        const std::string after = utf8(field->GetValue());
        if (after == before) return;
        before = after;
        tell(key, as_json(after));
    };
    auto shared = std::make_shared<std::function<void()>>(done);
    field->Bind(wxEVT_KILL_FOCUS, [shared](wxFocusEvent& event) { (*shared)(); event.Skip(); });
    if (!lines) field->Bind(wxEVT_TEXT_ENTER, [shared](wxCommandEvent&) { (*shared)(); });
    row(label, field, lines);
    return field;
}

void StepFormPanel::value_row(const wxString& label, const std::string& key, const std::string& json) {
    const auto value = FormJson::parse(json.empty() ? "\"\"" : json, nullptr, false);
    std::string kind = "text", body;
    if (value.is_string()) body = value.get<std::string>();
    else if (value.is_object() && value.size() == 1 && value.begin()->is_string()) {
        kind = value.begin().key();
        body = value.begin()->get<std::string>();
    }
    auto* box = new wxPanel(this);
    auto* line = new wxBoxSizer(wxHORIZONTAL);
    auto* choice = new wxChoice(box, wxID_ANY);
    for (const auto& word : {tr("文"), tr("列"), tr("変数"), tr("式"), tr("秘密")}) choice->Append(word);
    const auto at = std::find(value_kinds.begin(), value_kinds.end(), kind);
    choice->SetSelection(static_cast<int>(at == value_kinds.end() ? 0 : at - value_kinds.begin()));
    auto* field = new wxTextCtrl(box, wxID_ANY, shown(body), wxDefaultPosition, wxDefaultSize, wxTE_PROCESS_ENTER | (editable_ ? 0 : wxTE_READONLY));
    choice->Enable(editable_);
    set_accessible(*field, label);
    set_accessible(*choice, label);
    auto before = std::make_shared<std::string>(FormJson{{kind, body}}.dump());
    const auto done = [this, choice, field, key, before, had = !json.empty()] {
        const std::string text = utf8(field->GetValue());
        const std::string now = FormJson{{value_kinds[static_cast<std::size_t>(choice->GetSelection())], text}}.dump();
        if (now == *before) return;
        *before = now;
        tell(key, !had && text.empty() ? "" : now);
    };
    field->Bind(wxEVT_KILL_FOCUS, [done](wxFocusEvent& event) { done(); event.Skip(); });
    field->Bind(wxEVT_TEXT_ENTER, [done](wxCommandEvent&) { done(); });
    choice->Bind(wxEVT_CHOICE, [done](wxCommandEvent&) { done(); });
    line->Add(choice, 0, wxALIGN_CENTRE_VERTICAL | wxRIGHT, FromDIP(4));
    line->Add(field, 1);
    box->SetSizer(line);
    row(label, box);
}

void StepFormPanel::add_key(const std::string& key, const wxString& label, int form, const std::vector<std::string>& choices, const std::string& json, bool required) {
    using Form = rpa::StepKey::Form;
    const auto value = FormJson::parse(json.empty() ? "null" : json, nullptr, false);
    switch (static_cast<Form>(form)) {
        case Form::text: text(label, value.is_string() ? value.get<std::string>() : "", false, [required](const std::string& now) { return now.empty() && !required ? "" : FormJson(now).dump(); }, key); break;
        case Form::number: text(label, json, false, [](const std::string& now) { return now; }, key); break;
        case Form::value: value_row(label, key, json); break;
        case Form::boolean: {
            auto* box = new wxCheckBox(this, wxID_ANY, label);
            box->SetValue(value == FormJson(true));
            box->Enable(editable_);
            box->Bind(wxEVT_CHECKBOX, [this, key](wxCommandEvent& event) { tell(key, event.IsChecked() ? "true" : ""); });
            grid_->AddStretchSpacer();
            grid_->Add(box);
            break;
        }
        case Form::choice: {
            auto* list = new wxChoice(this, wxID_ANY);
            if (!required) list->Append(tr("（決めない）"));
            for (const auto& one : choices) list->Append(shown(one));
            list->SetStringSelection(value.is_string() ? shown(value.get<std::string>()) : tr("（決めない）"));
            list->Enable(editable_);
            list->Bind(wxEVT_CHOICE, [this, key, list, required](wxCommandEvent&) { tell(key, !required && list->GetSelection() == 0 ? "" : FormJson(utf8(list->GetStringSelection())).dump()); });
            row(label, list);
            break;
        }
        case Form::selectors: text(label, lines_of(value), true, [](const std::string& now) { return selectors_of(now).dump(); }, key); break;
        case Form::part:
            if (!value.is_object() && !required) break;
            text(label, lines_of(value.is_object() && value.contains("selectors") ? value.at("selectors") : FormJson::array()), true,
                 [value](const std::string& now) {
                     FormJson part = value.is_object() ? value : FormJson::object();
                     part["selectors"] = selectors_of(now);
                     return part.dump();
                 }, key);
            break;
        case Form::values:
        case Form::row:
        case Form::words: text(label, json, false, [](const std::string& now) { return now; }, key); break;
        case Form::steps:
        case Form::any: break;  // steps stand in the tree
    }
}

void StepFormPanel::show(const rpa::ScenarioDocument* document, const std::string& place, bool editable) {
    place_ = place;
    editable_ = editable;
    sentence_ = nullptr;
    locators_ = nullptr;
    grid_->Clear(true);
    const auto step = document ? FormJson::parse(document->value_at(place).empty() ? "null" : document->value_at(place), nullptr, false) : FormJson();
    const auto* form = step.is_object() && step.contains("type") && step.at("type").is_string() ? rpa::step_form(step.at("type").get<std::string>()) : nullptr;
    if (form) {
        const auto json_of = [&](const std::string& key) { return step.contains(key) ? step.at(key).dump() : std::string(); };
        sentence_ = text(tr("文"), step.contains("note") && step.at("note").is_string() ? step.at("note").get<std::string>() : "", false,
                         [](const std::string& now) { return now.empty() ? "" : FormJson(now).dump(); }, "note");
        sentence_->SetHint(tr("空なら操作から作ります"));
        for (const auto& key : form->keys) {
            add_key(key.key, shown(key.label), static_cast<int>(key.form), key.choices, json_of(key.key), key.required);
            if (key.key != "selectors") continue;
            locators_ = new Table(this, tr("いま見つかる数"), {{tr("順"), 30, true}, {tr("いま"), 58}, {tr("方法"), 80}, {tr("値"), 150}}, 22);
            locators_->set_sortable(false);
            locators_->SetMinSize(FromDIP(wxSize(-1, 118)));
            locator_texts_.clear();
            const std::string lines = lines_of(step.at("selectors"));
            for (std::size_t from = 0; from <= lines.size() && !lines.empty();) {
                const auto end = std::min(lines.find('\n', from), lines.size());
                locator_texts_.push_back(lines.substr(from, end - from));
                from = end + 1;
            }
            show_counts(place_, {});
            grid_->AddStretchSpacer();
            grid_->Add(locators_, 0, wxEXPAND);
        }
        const bool commit = form->kind == rpa::StepKind::commit;
        add_key("timeout", tr("待つ限度（ミリ秒）"), static_cast<int>(rpa::StepKey::Form::number), {}, json_of("timeout"), false);
        if (commit) {
            auto* rule = new wxStaticText(this, wxID_ANY, tr("未確定として人に回す（変えられない）"));
            rule->SetForegroundColour(colours().amber);
            row(tr("時間切れ"), rule);
            row(tr("自動修復"), new wxStaticText(this, wxID_ANY, tr("しない（確定は承認が要る）")));
        } else {
            add_key("onError", tr("できないとき"), static_cast<int>(rpa::StepKey::Form::choice), {"fail", "continue"}, json_of("onError"), false);
            add_key("evidence", tr("後の画面を証跡に残す"), static_cast<int>(rpa::StepKey::Form::boolean), {}, json_of("evidence"), false);
            add_key("disabled", tr("休ませる"), static_cast<int>(rpa::StepKey::Form::boolean), {}, json_of("disabled"), false);
        }
    } else {
        grid_->Add(new wxStaticText(this, wxID_ANY, tr("操作を選ぶと、ここで直せます。")));
    }
    FitInside();
    Layout();
}

void StepFormPanel::show_counts(const std::string& place, const std::vector<int>& counts) {
    if (!locators_ || place != place_) return;
    std::vector<Table::Row> rows;
    for (std::size_t i = 0; i < locator_texts_.size(); ++i) {
        const bool known = i < counts.size();
        const wxString now = !known ? tr("—") : counts[i] < 0 ? tr("読めない") : wxString::Format(tr("一致 %d"), counts[i]);
        rows.push_back({std::to_string(i), {wxString::Format("%d", static_cast<int>(i) + 1), now, shown(way_of(locator_texts_[i])), shown(locator_texts_[i])}, {},
                        known && counts[i] != 1 ? Table::Row::Tone::doubt : Table::Row::Tone::plain});
    }
    locators_->show(std::move(rows));
}

std::string StepFormPanel::counts_shown() const {
    std::string all;
    for (std::size_t at = 0; locators_ && at < locators_->rows().size(); ++at) all += (at ? "," : "") + utf8(locators_->rows()[at].cells[1]);
    return all;
}

void StepFormPanel::edit_sentence() {
    if (!sentence_) return;
    sentence_->SetFocus();
    sentence_->SelectAll();
}

}  // namespace yorozu::gui
