#include "workbench/gui/templates/designer_properties.h"

#include <wx/propgrid/advprops.h>

#include <cmath>

#include "workbench/desk/templates/template_rules.h"
#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/sentences.h"
#include "workbench/gui/controls/words.h"

namespace yorozu::gui {
namespace {

struct ScriptWord {
    ocr::Script script;
    const char* word;
};
constexpr ScriptWord scripts[] = {{ocr::Script::handwritten, word("手書き")}, {ocr::Script::printed, word("印字")}, {ocr::Script::either, word("どちらもある")}};
struct MarkWord {
    ocr::Mark mark;
    const char* word;
};
constexpr MarkWord marks[] = {{ocr::Mark::circle, word("丸囲み")}, {ocr::Mark::check, word("レ点・×・塗り")}, {ocr::Mark::fill, word("マークシート")}};
struct LexiconWord {
    const char* name;
    const char* word;
};
constexpr LexiconWord lexicons[] = {{"", word("（なし）")}, {"zengin.bank", word("金融機関")}, {"zengin.branch", word("支店")}, {"address", word("住所")}, {"surname", word("姓")}, {"given-name", word("名")}};

/// All numbers in what was written: "左 6.8　上 85.6" → 6.8, 85.6.
std::vector<double> numbers(const wxString& text) {
    std::vector<double> found;
    const std::string plain = utf8(text);
    for (std::size_t at = 0; at < plain.size();) {
        if (!(std::isdigit(static_cast<unsigned char>(plain[at])) || (plain[at] == '-' && at + 1 < plain.size() && std::isdigit(static_cast<unsigned char>(plain[at + 1]))))) {
            ++at;
            continue;
        }
        std::size_t used = 0;
        found.push_back(std::stod(plain.substr(at), &used));
        at += std::max<std::size_t>(1, used);
    }
    return found;
}

/// 6.8, not 6.80; 46.25 as it is.
wxString mm(double value) {
    wxString text = wxString::Format("%.2f", value);
    if (text.EndsWith("0")) text.RemoveLast();
    return text;
}

wxString place_words(const ocr::BoxMm& box) { return tr("左 ") + mm(box.x) + tr("　上 ") + mm(box.y); }
wxString size_words(const ocr::BoxMm& box) { return tr("幅 ") + mm(box.width) + tr("　高さ ") + mm(box.height); }

wxString option_words(const ocr::FieldTemplate& field) {
    wxString words;
    for (const auto& option : field.options) words += (words.empty() ? wxString() : tr("、")) + shown(option.value);
    return words;
}

}  // namespace

DesignerProperties::DesignerProperties(wxWindow* parent, DesignerState& state)
    : wxPropertyGrid(parent, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxPG_SPLITTER_AUTO_CENTER | wxPG_DEFAULT_STYLE | wxBORDER_NONE), state_(state) {
    SetName("designer-properties");
    set_accessible(*this, tr("項目のプロパティ"));
    SetVerticalSpacing(3);
    SetCaptionBackgroundColour(colours().window);
    SetCaptionTextColour(colours().text);
    SetMarginColour(colours().window);
    SetLineColour(colours().line);
    Bind(wxEVT_PG_CHANGED, [this](wxPropertyGridEvent& event) { changed(event); });
}

wxString DesignerProperties::heading() const {
    if (!state_.open) return tr("プロパティ");
    if (state_.only() >= 0) return tr("プロパティ") + wxString::Format(wxString::FromUTF8("　%d　"), state_.only() + 1) + shown(state_.document.field(static_cast<std::size_t>(state_.only())).label);
    return state_.chosen.empty() ? tr("プロパティ　帳票") : tr("プロパティ") + wxString::Format(tr("　%zu 項目"), state_.chosen.size());
}

wxPGProperty* DesignerProperties::add(wxPGProperty* property, const wxString& help) {
    Append(property);
    if (!help.empty()) property->SetHelpString(help);
    return property;
}

void DesignerProperties::show_form() {
    const auto& form = state_.document.form();
    add(new wxPropertyCategory(tr("帳票")));
    add(new wxStringProperty("ID", "form-id", shown(form.id)));
    add(new wxStringProperty(tr("題名"), "title", shown(form.title)));
    const auto* paper = state_.paper();
    auto* size = add(new wxStringProperty(tr("用紙 mm"), "paper", paper ? wxString::Format(wxString::FromUTF8("%.1f × %.1f"), paper->width_mm, paper->height_mm) : wxString()));
    size->ChangeFlag(wxPG_PROP_READONLY, true);
    auto* pages = add(new wxStringProperty(tr("ページ"), "pages", wxString::Format("%zu", form.pages.size())));
    pages->ChangeFlag(wxPG_PROP_READONLY, true);
}

void DesignerProperties::show_rules(const ocr::FieldTemplate& field) {
    add(new wxPropertyCategory(tr("規則")));
    int number = 0;
    for (const auto& rule : field.rules) {
        auto* row = add(new wxStringProperty(said(desk::rule_word(rule.rule)), wxString::Format("rule-%d", number++), shown(desk::rule_text(rule))), tr("空にすると規則を消します"));
        for (const auto& word : desk::rule_words())
            if (word.rule == rule.rule) row->SetHelpString(said(word.example));
    }
    if (field.kind != ocr::FieldKind::choice) {
        wxPGChoices words;
        int chosen = -1, at = 0;
        for (const auto& lexicon : lexicons) {
            words.Add(tr(lexicon.word), at);
            if (field.lexicon == lexicon.name) chosen = at;
            ++at;
        }
        if (chosen < 0) words.Add(shown(field.lexicon), chosen = at);
        add(new wxEnumProperty(tr("語彙"), "lexicon", words, chosen));
    }
    wxPGChoices more;
    more.Add(tr("＋ 規則を足す…"), 0);
    int at = 1;
    for (const auto& word : desk::rule_words()) more.Add(said(word.word), at++);
    add(new wxEnumProperty(tr("規則を足す"), "add-rule", more, 0));
}

void DesignerProperties::show_field(std::size_t at) {
    const auto& field = state_.document.field(at);
    add(new wxPropertyCategory(tr("基本")));
    add(new wxStringProperty("ID", "id", shown(field.id)), tr("半角の英数字と _ - . で。CSV の列名になります"));
    add(new wxStringProperty(tr("項目名"), "label", shown(field.label)));
    wxPGChoices kinds;
    int chosen = 0, number = 0;
    for (const auto& word : kind_words()) {
        if (word.kind == field.kind) chosen = number;
        kinds.Add(tr(word.word), number++);
    }
    add(new wxEnumProperty(tr("種類"), "kind", kinds, chosen));
    if (field.kind == ocr::FieldKind::choice) {
        wxPGChoices words;
        for (const auto& mark : marks) words.Add(tr(mark.word), static_cast<int>(mark.mark));
        add(new wxEnumProperty(tr("印のつけ方"), "mark", words, static_cast<int>(field.mark)));
        wxPGChoices picks;
        picks.Add(tr("一つ"), 0);
        picks.Add(tr("いくつでも"), 1);
        add(new wxEnumProperty(tr("選べる数"), "pick", picks, field.pick_many ? 1 : 0));
        add(new wxStringProperty(tr("選択肢"), "options", option_words(field)), tr("左の枠から順に、「、」で区切ります"));
    } else {
        wxPGChoices words;
        for (const auto& script : scripts) words.Add(tr(script.word), static_cast<int>(script.script));
        add(new wxEnumProperty(tr("書かれ方"), "script", words, static_cast<int>(field.script)));
        add(new wxIntProperty(tr("マス"), "cells", field.cells), tr("0 はマスのない自由記入"));
        if (field.cells == 0) add(new wxIntProperty(tr("行数"), "lines", field.lines));
    }
    add(new wxStringProperty(tr("位置 mm"), "place", place_words(field.box_mm)));
    add(new wxStringProperty(tr("大きさ mm"), "size", size_words(field.box_mm)));
    for (const auto& [label, name, value] : {std::tuple{word("必須"), "required", field.required}, {word("伏せて扱う"), "mask", field.mask}}) {
        auto* flag = add(new wxBoolProperty(tr(label), name, value));
        flag->SetAttribute(wxPG_BOOL_USE_CHECKBOX, true);
    }
    show_rules(field);
}

void DesignerProperties::follow() {
    std::string now = "none";
    if (state_.open && state_.only() >= 0) {
        const auto& field = state_.document.field(static_cast<std::size_t>(state_.only()));
        now = "field " + std::to_string(state_.only()) + " " + std::to_string(static_cast<int>(field.kind)) + " " + std::to_string(field.cells > 0);
        for (const auto& rule : field.rules) now += " " + rule.rule;
    } else if (state_.open) {
        now = "form";
    }
    Freeze();
    if (now != shown_) {
        shown_ = now;
        ClearSelection();
        Clear();
        if (state_.open && state_.only() >= 0) show_field(static_cast<std::size_t>(state_.only()));
        else if (state_.open) show_form();
        SetSplitterPosition(FromDIP(106));
    } else if (state_.open && state_.only() >= 0) {
        const auto& field = state_.document.field(static_cast<std::size_t>(state_.only()));
        SetPropertyValue("id", shown(field.id));
        SetPropertyValue("label", shown(field.label));
        SetPropertyValue("place", place_words(field.box_mm));
        SetPropertyValue("size", size_words(field.box_mm));
        SetPropertyValue("required", field.required);
        SetPropertyValue("mask", field.mask);
        if (GetPropertyByName("cells")) SetPropertyValue("cells", field.cells), SetPropertyValue("script", static_cast<int>(field.script));
        if (GetPropertyByName("options")) SetPropertyValue("options", option_words(field)), SetPropertyValue("mark", static_cast<int>(field.mark)), SetPropertyValue("pick", field.pick_many ? 1 : 0);
        for (std::size_t i = 0; i < field.rules.size(); ++i) SetPropertyValue(wxString::Format("rule-%zu", i), shown(desk::rule_text(field.rules[i])));
    } else if (state_.open) {
        SetPropertyValue("form-id", shown(state_.document.form().id));
        SetPropertyValue("title", shown(state_.document.form().title));
    }
    show_findings();
    Enable(state_.open);
    for (auto it = GetIterator(wxPG_ITERATE_PROPERTIES); !it.AtEnd(); ++it)
        if (!state_.may_edit) it.GetProperty()->ChangeFlag(wxPG_PROP_READONLY, true);
    Thaw();
    Refresh();
}

void DesignerProperties::show_findings() {
    for (auto it = GetIterator(wxPG_ITERATE_PROPERTIES); !it.AtEnd(); ++it) {
        SetPropertyBackgroundColour(*it, colours().surface);
        wxString label = (*it)->GetLabel();
        if (label.StartsWith("! ")) SetPropertyLabel(*it, label.Mid(2));
    }
    for (const auto& finding : state_.findings) {
        if (finding.field != state_.only() || finding.warning) continue;
        wxString name = "id";
        if (finding.key.rfind("box_mm", 0) == 0) name = "place";
        else if (finding.key.rfind("options", 0) == 0) name = "options";
        else if (finding.key.rfind("rules/", 0) == 0) name = "rule-" + shown(finding.key.substr(6, finding.key.find('/', 6) - 6));
        else if (finding.key.rfind("cells", 0) == 0 || finding.key.rfind("lines", 0) == 0) name = "cells";
        else if (finding.key.rfind("label", 0) == 0) name = "label";
        if (finding.field < 0) name = finding.key.find("title") != std::string::npos ? "title" : "form-id";
        if (auto* row = GetPropertyByName(name)) {
            SetPropertyBackgroundColour(row, colours().red_tint);
            if (!row->GetLabel().StartsWith("! ")) SetPropertyLabel(row, "! " + row->GetLabel());
            row->SetHelpString(said(finding.what) + tr("。") + said(finding.mend));
        }
    }
}

void DesignerProperties::edit_name() {
    SetFocus();
    SelectProperty(state_.only() >= 0 ? "label" : "title", true);
}

void DesignerProperties::changed(const wxPropertyGridEvent& event) {
    if (!state_.open || !state_.may_edit) return;
    const wxString name = event.GetPropertyName();
    const wxVariant value = event.GetPropertyValue();
    // The grid is in the middle of its own event: the document changes after it.
    CallAfter([this, name, value] {
        if (name == "form-id") return state_.edit([&](auto& document) { document.set_form_id(utf8(value.GetString())); });
        if (name == "title") return state_.edit([&](auto& document) { document.set_title(utf8(value.GetString())); });
        if (state_.only() >= 0) change_field(static_cast<std::size_t>(state_.only()), name, value);
    });
}

void DesignerProperties::change_field(std::size_t at, const wxString& name, const wxVariant& value) {
    const auto before = state_.document.field(at);
    const auto text = [&] { return utf8(value.GetString()); };
    const auto change = [&](const char* what, const std::function<void(ocr::FieldTemplate&)>& edit) {
        state_.edit([&](auto& document) { document.change(at, what, edit); });
    };
    if (name == "id") state_.edit([&](auto& document) { document.set_id(at, text()); });
    else if (name == "label") state_.edit([&](auto& document) { document.rename(at, text()); });
    else if (name == "kind") state_.edit([&](auto& document) { document.set_kind(at, kind_words().at(static_cast<std::size_t>(value.GetLong())).kind); });
    else if (name == "cells") state_.edit([&](auto& document) { document.set_cells(at, static_cast<int>(value.GetLong())); });
    else if (name == "lines") change("行数", [&](auto& field) { field.lines = std::clamp(static_cast<int>(value.GetLong()), 1, 100); });
    else if (name == "script") change("書かれ方", [&](auto& field) { field.script = static_cast<ocr::Script>(value.GetLong()); });
    else if (name == "mark") change("印のつけ方", [&](auto& field) { field.mark = static_cast<ocr::Mark>(value.GetLong()); });
    else if (name == "pick") change("選べる数", [&](auto& field) { field.pick_many = value.GetLong() == 1; });
    else if (name == "required") change("必須", [&](auto& field) { field.required = value.GetBool(); });
    else if (name == "mask") change("伏せ方", [&](auto& field) { field.mask = value.GetBool(); });
    else if (name == "lexicon") {
        const auto chosen = static_cast<std::size_t>(value.GetLong());
        if (chosen < std::size(lexicons)) change("語彙", [&](auto& field) { field.lexicon = lexicons[chosen].name; });
    } else if (name == "place" || name == "size") {
        const auto read = numbers(value.GetString());
        auto box = before.box_mm;
        if (read.size() >= 2 && name == "place") box.x = read[0], box.y = read[1];
        if (read.size() >= 2 && name == "size" && read[0] > 0 && read[1] > 0) box.width = read[0], box.height = read[1];
        state_.edit([&](auto& document) { document.set_box(at, box, name == "place" ? "位置" : "大きさ"); });
    } else if (name == "options") {
        std::vector<std::string> words;
        wxString rest = value.GetString();
        rest.Replace(",", tr("、"));
        for (const auto& word : wxSplit(rest, *tr("、").begin(), '\0')) words.push_back(utf8(word.Strip(wxString::both)));
        change("選択肢", [&](auto& field) {
            for (std::size_t i = 0; i < field.options.size() && i < words.size(); ++i)
                if (!words[i].empty()) field.options[i].value = words[i];
        });
    } else if (name == "add-rule") {
        const auto chosen = static_cast<std::size_t>(value.GetLong());
        if (chosen >= 1) {
            auto rules = before.rules;
            const auto& word = desk::rule_words().at(chosen - 1);
            const std::string first = word.rule == "length" && before.cells > 0 ? std::to_string(before.cells) : word.rule == "check-digit" ? "mynumber" : "";
            rules.push_back(desk::rule_with_text({word.rule, {}}, first));
            state_.edit([&](auto& document) { document.set_rules(at, rules); });
        }
    } else if (name.StartsWith("rule-")) {
        long number = 0;
        name.Mid(5).ToLong(&number);
        auto rules = before.rules;
        const auto rule = static_cast<std::size_t>(number);
        if (rule >= rules.size()) return;
        if (text().empty() && rules[rule].rule != "date") rules.erase(rules.begin() + number);
        else rules[rule] = desk::rule_with_text(rules[rule], text());
        state_.edit([&](auto& document) { document.set_rules(at, rules); });
    }
    // What was refused or rounded is shown as it is now.
    follow();
}

}  // namespace yorozu::gui
