// The panes of 帳票: what stands in them and what they show.
#include <wx/button.h>
#include <wx/checkbox.h>
#include <wx/sizer.h>
#include <wx/splitter.h>
#include <wx/stattext.h>

#include <algorithm>
#include <map>

#include "workbench/desk/reading/listed_forms.h"
#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/sash.h"
#include "workbench/gui/controls/sentences.h"
#include "workbench/gui/controls/table.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/templates/designer_canvas.h"
#include "workbench/gui/templates/designer_properties.h"
#include "workbench/gui/templates/designer_room.h"
#include "workbench/gui/templates/designer_trial.h"

namespace yorozu::gui {

namespace fs = std::filesystem;

wxStaticText* DesignerRoom::add_heading(wxWindow* parent, wxSizer* column, const wxString& words) {
    auto* text = new wxStaticText(parent, wxID_ANY, words, wxDefaultPosition, wxDefaultSize, wxST_NO_AUTORESIZE | wxST_ELLIPSIZE_END);
    column->Add(text, 0, wxEXPAND | wxALL, FromDIP(7));
    return text;
}

void DesignerRoom::build_left(wxPanel* pane) {
    auto* column = new wxBoxSizer(wxVERTICAL);
    fields_heading_ = add_heading(pane, column, tr("項目"));
    fields_ = new Table(pane, tr("項目の一覧"), {{tr("順"), 40, true}, {tr("項目名"), 136}, {tr("種類"), 72}, {tr("マス"), 44, true}});
    fields_->set_sortable(false);   // the order is that of reading and checking
    fields_->picked = [this](const std::string& id) {
        if (!state_.open || id.empty()) return;
        if (id.rfind("offer ", 0) == 0) {
            state_.offer = std::stoi(id.substr(6));
            state_.page = state_.document.offers().at(static_cast<std::size_t>(state_.offer)).field.page;
            state_.chosen.clear();
        } else {
            const auto at = static_cast<std::size_t>(std::stoul(id));
            if (state_.chosen == Places{at}) return;
            state_.chosen = {at};
            state_.page = state_.document.field(at).page;
        }
        show_choice();
        canvas_->show_chosen();
    };
    fields_->opened = [this](const std::string& id) {
        if (!state_.open && !id.empty()) open(id);
        else if (state_.only() >= 0) properties_->edit_name();
    };
    // Alt+↑↓: the reading order. The list has the keys before its own movements.
    fields_->GetMainWindow()->Bind(wxEVT_KEY_DOWN, [this](wxKeyEvent& event) {
        const int only = state_.only();
        const int step = event.GetKeyCode() == WXK_UP ? -1 : event.GetKeyCode() == WXK_DOWN ? 1 : 0;
        if (!event.AltDown() || step == 0 || only < 0 || !state_.may_edit) return event.Skip();
        const int to = only + step;
        if (to < 0 || to >= static_cast<int>(state_.document.form().fields.size())) return;
        do_edit([&](auto& document) { document.reorder(static_cast<std::size_t>(only), static_cast<std::size_t>(to)); });
        state_.chosen = {static_cast<std::size_t>(to)};
        show_choice();
    });
    column->Add(fields_, 5, wxEXPAND);

    offer_pane_ = new wxPanel(pane);
    auto* offer = new wxBoxSizer(wxVERTICAL);
    offer_words_ = new wxStaticText(offer_pane_, wxID_ANY, "", wxDefaultPosition, wxDefaultSize, wxST_NO_AUTORESIZE | wxST_ELLIPSIZE_END);
    offer_words_->SetForegroundColour(colours().amber);
    offer->Add(offer_words_, 0, wxEXPAND | wxALL, FromDIP(7));
    auto* buttons = new wxBoxSizer(wxHORIZONTAL);
    take_ = new wxButton(offer_pane_, wxID_ANY, tr("項目にする  Ins"));
    decline_ = new wxButton(offer_pane_, wxID_ANY, tr("使わない  Del"));
    take_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { take_offer(); });
    decline_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { decline_offer(); });
    buttons->Add(take_, 0, wxLEFT | wxRIGHT, FromDIP(7));
    buttons->Add(decline_);
    offer->Add(buttons, 0, wxBOTTOM, FromDIP(8));
    offer_pane_->SetSizer(offer);
    column->Add(offer_pane_, 0, wxEXPAND);

    add_heading(pane, column, tr("まぎらわしいテンプレート　自動で調べ直す"));
    mix_up_list_ = new Table(pane, tr("まぎらわしいテンプレート"), {{tr("テンプレート"), 220}, {tr("似かた"), 60, true}});
    column->Add(mix_up_list_, 2, wxEXPAND);
    mix_up_words_ = new wxStaticText(pane, wxID_ANY, "", wxDefaultPosition, wxDefaultSize, wxST_NO_AUTORESIZE);
    mix_up_words_->SetMinSize({1, FromDIP(56)});
    column->Add(mix_up_words_, 0, wxEXPAND | wxALL, FromDIP(7));
    differs_ = new wxButton(pane, wxID_ANY, tr("違うところを見る"));
    differs_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) {
        if (mix_ups_.empty()) return;
        state_.differences = state_.differences.empty() ? mix_ups_[0].places : std::vector<ocr::BoxMm>{};
        state_.page = 1;
        show_choice();
        canvas_->whole_page();
    });
    column->Add(differs_, 0, wxLEFT | wxBOTTOM, FromDIP(7));
    pane->SetSizer(column);
}

void DesignerRoom::build_centre(wxPanel* pane) {
    auto* column = new wxBoxSizer(wxVERTICAL);
    canvas_ = new DesignerCanvas(pane, state_);
    canvas_->hint = tr("白紙（スキャン・PDF・画像）を開くか、ここへ落とす");
    canvas_->viewed = [this] { show_view(); };
    canvas_->rename = [this] { properties_->edit_name(); };
    canvas_->take_offer = [this] { take_offer(); };
    canvas_->decline_offer = [this] { decline_offer(); };
    column->Add(canvas_, 1, wxEXPAND);
    auto* bar = new wxBoxSizer(wxHORIZONTAL);
    const auto box = [&](const wxString& label, bool& value, wxCheckBox*& made) {
        made = new wxCheckBox(pane, wxID_ANY, label);
        made->SetValue(value);
        made->Bind(wxEVT_CHECKBOX, [this, &value](wxCommandEvent& event) {
            value = event.IsChecked();
            canvas_->follow();
        });
        bar->Add(made, 0, wxALIGN_CENTRE_VERTICAL | wxLEFT, FromDIP(5));
    };
    box(tr("記入例の筆跡を重ねる"), state_.show_ink, ink_);
    box(tr("読みを重ねる"), state_.show_readings, readings_);
    box(tr("吸着"), state_.snapping, snap_);
    bar->AddStretchSpacer();
    where_ = new wxStaticText(pane, wxID_ANY, "", wxDefaultPosition, FromDIP(wxSize(116, -1)), wxST_NO_AUTORESIZE | wxALIGN_RIGHT);
    bar->Add(where_, 0, wxALIGN_CENTRE_VERTICAL);
    const auto button = [&](const wxString& label, const wxString& name, std::function<void()> run) {
        auto* made = new wxButton(pane, wxID_ANY, label, wxDefaultPosition, wxDefaultSize, wxBU_EXACTFIT | wxBORDER_NONE);
        set_accessible(*made, name, Role::button);
        made->SetToolTip(name);
        made->Bind(wxEVT_BUTTON, [run](wxCommandEvent&) { run(); });
        bar->Add(made, 0, wxALIGN_CENTRE_VERTICAL | wxLEFT, FromDIP(1));
    };
    const auto turn_page = [this](int step) {
        const int pages = static_cast<int>(state_.document.form().pages.size());
        if (!state_.open || pages < 2) return;
        state_.page = std::clamp(state_.page + step, 1, pages);
        state_.chosen.clear();
        show_choice();
    };
    button(wxString::FromUTF8("◀"), tr("前のページ"), [turn_page] { turn_page(-1); });
    pages_ = new wxStaticText(pane, wxID_ANY, "1 / 1");
    bar->Add(pages_, 0, wxALIGN_CENTRE_VERTICAL | wxLEFT, FromDIP(2));
    button(wxString::FromUTF8("▶"), tr("次のページ"), [turn_page] { turn_page(1); });
    button(tr("ページ全体"), tr("ページ全体を表示（Ctrl+0）"), [this] { canvas_->whole_page(); });
    zoom_ = new wxStaticText(pane, wxID_ANY, "100 %", wxDefaultPosition, FromDIP(wxSize(46, -1)), wxST_NO_AUTORESIZE | wxALIGN_RIGHT);
    bar->Add(zoom_, 0, wxALIGN_CENTRE_VERTICAL);
    button(wxString::FromUTF8("−"), tr("縮小"), [this] { canvas_->zoom_by(1 / 1.25); });
    button(wxString::FromUTF8("＋"), tr("拡大"), [this] { canvas_->zoom_by(1.25); });
    bar->AddSpacer(FromDIP(8));
    column->Add(bar, 0, wxEXPAND | wxTOP | wxBOTTOM, FromDIP(2));
    pane->SetSizer(column);
}

void DesignerRoom::build_right(wxSplitterWindow* pane) {
    auto* upper = new wxPanel(pane);
    auto* column = new wxBoxSizer(wxVERTICAL);
    properties_heading_ = add_heading(upper, column, tr("プロパティ"));
    properties_heading_->SetFont(GetFont().Bold());
    properties_ = new DesignerProperties(upper, state_);
    column->Add(properties_, 1, wxEXPAND);
    finding_words_ = new wxStaticText(upper, wxID_ANY, "", wxDefaultPosition, wxDefaultSize, wxST_NO_AUTORESIZE);
    finding_words_->SetForegroundColour(colours().red);
    column->Add(finding_words_, 0, wxEXPAND | wxALL, FromDIP(6));
    upper->SetSizer(column);
    trial_ = new DesignerTrial(pane, state_);
    trial_->sample = [this](int step) { next_sample(step); };
    trial_->picked = [this](std::size_t at) {
        if (at >= state_.document.form().fields.size()) return;
        state_.chosen = {at};
        state_.page = state_.document.field(at).page;
        show_choice();
        canvas_->show_chosen();
    };
    pane->SetMinimumPaneSize(FromDIP(120));
    pane->SplitHorizontally(upper, trial_);
    keep_sash(*pane, session_.memory, "designer-trial", Pane::second, [](int height) { return height * 44 / 100; });
}

// What is shown.

void DesignerRoom::show_all() {
    show_fields();
    show_offer();
    show_mix_ups();
    show_trial();
    show_choice();
    show_view();
}

void DesignerRoom::show_fields() {
    std::vector<Table::Row> rows;
    if (state_.open) {
        const auto& fields = state_.document.form().fields;
        for (std::size_t i = 0; i < fields.size(); ++i) {
            const auto& field = fields[i];
            const bool faulty = state_.faulty(i);
            rows.push_back({std::to_string(i), {wxString::Format(faulty ? "! %zu" : "%zu", i + 1), shown(field.label), tr(word_of(field.kind)), field.cells > 0 ? wxString::Format("%d", field.cells) : wxString()},
                            {double(i), 0, 0, double(field.cells)}, faulty ? Table::Row::Tone::failure : Table::Row::Tone::plain});
        }
        const auto& offers = state_.document.offers();
        for (std::size_t i = 0; i < offers.size(); ++i)
            rows.push_back({"offer " + std::to_string(i), {"?", shown(offers[i].field.label), tr(word_of(offers[i].field.kind)), offers[i].field.cells > 0 ? wxString::Format("%d", offers[i].field.cells) : wxString()},
                            {double(fields.size() + i), 0, 0, 0}, Table::Row::Tone::doubt});
        fields_heading_->SetLabel(wxString::Format(tr("項目　%zu　候補 %zu　ページ %d / %zu"), fields.size(), offers.size(), state_.page, state_.document.form().pages.size()));
    }
    if (state_.open) fields_->show(std::move(rows));
}

void DesignerRoom::list_templates() {
    if (state_.open) return;
    std::vector<Table::Row> rows;
    if (session_.is_open()) {
        std::map<std::string, desk::ListedForm> listed;   // those that want mending stand with the name of their folder
        for (auto& form : desk::listed_forms(*session_.workspace)) listed.emplace(form.id, form);
        std::error_code error;
        for (auto it = fs::directory_iterator(session_.workspace->templates_folder(), error); !error && it != fs::directory_iterator(); it.increment(error)) {
            if (!fs::exists(it->path() / "template.json")) continue;
            const std::string id = it->path().filename().string();
            const auto form = listed.find(id);
            rows.push_back({id, {"", shown(form == listed.end() ? id : form->second.title), form == listed.end() ? tr("帳票") : wxString::Format(tr("%d 項目"), form->second.fields), ""}});
        }
    }
    std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
    fields_heading_->SetLabel(rows.empty() ? tr("項目　白紙を開くと、ここに並びます") : tr("ワークスペースの帳票　Enter で開く"));
    fields_->show(std::move(rows));
}

void DesignerRoom::show_offer() {
    const auto& offers = state_.document.offers();
    const bool any = state_.open && !offers.empty();
    if (any && (state_.offer < 0 || state_.offer >= static_cast<int>(offers.size()))) state_.offer = 0;
    if (!any) state_.offer = -1;
    wxString words;
    if (any) {
        const auto& offer = offers[static_cast<std::size_t>(state_.offer)];
        words = wxString::Format(tr("候補 %zu　「%s」を見つけました。"), offers.size(), shown(offer.field.label));
    } else if (state_.open) {
        words = searching_ ? tr("枠を探しています。もう描き始められます") : tr("候補はありません");
    }
    offer_words_->SetLabel(words);
    offer_words_->SetForegroundColour(any ? colours().amber : colours().faint);
    take_->Enable(any && state_.may_edit);
    decline_->Enable(any && state_.may_edit);
}

void DesignerRoom::show_choice() {
    Places kept;
    for (const auto at : state_.chosen)
        if (at < state_.document.form().fields.size()) kept.push_back(at);
    state_.chosen = kept;
    properties_->follow();
    properties_heading_->SetLabel(properties_->heading());
    wxString words;
    for (const auto& finding : state_.findings)
        if (words.empty() && !finding.warning && (finding.field == state_.only() || state_.chosen.empty())) {
            const wxString head = finding.field >= 0 && state_.chosen.empty() ? shown(state_.document.field(static_cast<std::size_t>(finding.field)).label) + tr("：") : wxString();
            words = "! " + head + said(finding.what) + tr("。") + said(finding.mend);
        }
    finding_words_->SetLabel(words);
    finding_words_->Wrap(std::max(120, finding_words_->GetClientSize().x));
    finding_words_->Show(!words.empty());
    finding_words_->GetParent()->Layout();
    show_offer();
    if (state_.open && state_.only() >= 0) fields_->choose(std::to_string(state_.only()));
    canvas_->follow();
    pages_->SetLabel(wxString::Format("%d / %zu", state_.page, std::max<std::size_t>(1, state_.document.form().pages.size())));
}

void DesignerRoom::show_view() {
    const auto at = canvas_->pointer_mm();
    where_->SetLabel(state_.open ? wxString::Format("x %.1f  y %.1f mm", at.x, at.y) : wxString());
    zoom_->SetLabel(wxString::Format("%.0f %%", canvas_->percent()));
}

void DesignerRoom::show_mix_ups() {
    std::vector<Table::Row> rows;
    for (const auto& mix_up : mix_ups_)
        rows.push_back({mix_up.id, {(mix_up.dangerous ? "! " : "") + shown(mix_up.title), wxString::Format("%.2f", mix_up.likeness)}, {0, mix_up.likeness}, mix_up.dangerous ? Table::Row::Tone::failure : Table::Row::Tone::plain});
    mix_up_list_->show(std::move(rows));
    wxString words;
    if (!mix_ups_.empty()) {
        const auto& first = mix_ups_[0];
        words = shown("「" + first.title + "」との" + first.differs + "。");
        if (first.dangerous) words += tr("大きく刷り分けないと、自動では仕分けません。");
    } else if (state_.open) {
        words = mix_up_runs_ ? tr("調べています…") : tr("取り違えるおそれのある帳票はありません");
    }
    mix_up_words_->SetLabel(words);
    mix_up_words_->Wrap(std::max(120, mix_up_words_->GetParent()->GetClientSize().x - FromDIP(14)));
    differs_->Show(!mix_ups_.empty() && !mix_ups_[0].places.empty());
    mix_up_words_->GetParent()->Layout();
}

void DesignerRoom::show_trial() {
    DesignerTrial::Heading head;
    head.samples = samples_.size();
    head.sample = samples_.empty() ? 0 : sample_ + 1;
    if (!samples_.empty()) head.source = shown(fs::path(samples_[sample_].source).filename().string()) + (samples_[sample_].dpi > 0 ? wxString::Format(wxString::FromUTF8("　%.0f dpi"), samples_[sample_].dpi) : wxString());
    head.reading = trial_runs_;
    head.trouble = trouble_;
    head.pages = tallies_.size();
    for (const auto& [sample, tally] : tallies_) head.fields += tally.fields, head.accepted += tally.accepted, head.review += tally.review, head.blank += tally.blank;
    trial_->show(std::move(head));
    ink_->Enable(!samples_.empty());
    readings_->Enable(!samples_.empty());
}

}  // namespace yorozu::gui
