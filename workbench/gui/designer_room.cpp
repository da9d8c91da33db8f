// 帳票: puts the panes of the designer together; opening, searching, trying on and saving are jobs.
#include <wx/button.h>
#include <wx/checkbox.h>
#include <wx/choicdlg.h>
#include <wx/filedlg.h>
#include <wx/msgdlg.h>
#include <wx/sizer.h>
#include <wx/splitter.h>
#include <wx/stattext.h>
#include <wx/timer.h>

#include <algorithm>
#include <map>
#include <optional>

#include "workbench/desk/form_templates.h"
#include "workbench/desk/office_lexicons.h"
#include "workbench/desk/template_saving.h"
#include "workbench/gui/accessible.h"
#include "workbench/gui/colours.h"
#include "workbench/gui/designer.h"
#include "workbench/gui/designer_canvas.h"
#include "workbench/gui/designer_properties.h"
#include "workbench/gui/designer_trial.h"
#include "workbench/gui/failure.h"
#include "workbench/gui/table.h"
#include "workbench/gui/words.h"

namespace yorozu::gui {
namespace {

namespace fs = std::filesystem;

/// What opening a file gave: a form with its pages, fields only when it was a template.
struct Opened {
    ocr::FormTemplate form;
    std::vector<desk::BlankPage> blanks;
    std::vector<std::string> remarks;
    bool fresh = false;
};

/// Recognisers and lists are loaded once and lent to one trial after another.
struct Reader {
    ocr::Recogniser recogniser;
    ocr::LexiconSet lexicons;
};

class DesignerRoom : public Room {
public:
    DesignerRoom(wxWindow* parent, Session& session) : Room(parent, session), trial_wait_(this), mix_up_wait_(this) {
        state_.edit = [this](const DesignerState::Edit& edit) { do_edit(edit); };
        state_.chose = [this] { show_choice(); };
        auto* outer = new wxSplitterWindow(this, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxSP_LIVE_UPDATE | wxSP_NOBORDER);
        auto* left = new wxPanel(outer);
        auto* inner = new wxSplitterWindow(outer, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxSP_LIVE_UPDATE | wxSP_NOBORDER);
        auto* centre = new wxPanel(inner);
        auto* right = new wxSplitterWindow(inner, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxSP_LIVE_UPDATE | wxSP_NOBORDER);
        build_left(left);
        build_centre(centre);
        build_right(right);
        const int wide = FromDIP(1200);
        const bool narrow = wxGetTopLevelParent(this)->GetClientSize().x < wide + FromDIP(200);
        outer->SetMinimumPaneSize(FromDIP(200));
        inner->SetMinimumPaneSize(FromDIP(200));
        outer->SplitVertically(left, inner, FromDIP(narrow ? 300 : 306));
        inner->SplitVertically(centre, right, -FromDIP(narrow ? 300 : 346));
        inner->SetSashGravity(1.0);
        auto* whole = new wxBoxSizer(wxVERTICAL);
        whole->Add(outer, 1, wxEXPAND);
        SetSizer(whole);
        Bind(wxEVT_TIMER, [this](wxTimerEvent& event) {
            if (&event.GetTimer() == &trial_wait_) try_on();
            else look_for_mix_ups();
        });
        Bind(wxEVT_CHAR_HOOK, [this](wxKeyEvent& event) {
            const bool arrows = event.GetModifiers() == wxMOD_CONTROL && (event.GetKeyCode() == WXK_LEFT || event.GetKeyCode() == WXK_RIGHT);
            const bool typing = properties_->IsDescendant(FindFocus()) && FindFocus() != properties_;
            if (arrows && !typing && !samples_.empty()) return next_sample(event.GetKeyCode() == WXK_LEFT ? -1 : 1);
            event.Skip();
        });
        show_all();
    }

    wxString title() const override {
        if (!state_.open) return tr("帳票");
        return tr("帳票 — ") + shown(state_.document.form().title) + (state_.document.modified() ? " *" : "");
    }
    void open(const std::string& subject) override {
        if (subject.empty()) return;
        const fs::path inside = session_.is_open() ? desk::template_place(session_.folder, subject) : fs::path();
        open_file(!inside.empty() && fs::exists(inside) ? inside : fs::path(subject));
    }
    void enter() override {
        state_.may_edit = may_change();
        if (!state_.may_edit) session_.say({Message::Kind::notice, tr("帳票の変更は IT 担当の権限です。見ることと試し読みはできます")});
        list_templates();
        canvas_->SetFocus();
    }
    bool leave() override { return true; }   // the document stays as it is while other rooms are shown
    std::vector<wxWindow*> panes() override { return {fields_, canvas_, properties_, trial_}; }
    /// While nothing is open: a blank or template; else filled samples.
    bool take_files(const std::vector<fs::path>& files) override {
        if (files.empty()) return false;
        if (!state_.open || files[0].extension() == ".json") {
            if (may_drop_changes()) open_file(files[0]);
        } else {
            add_samples(files);
        }
        return true;
    }
    bool back() override {
        if (!state_.differences.empty()) {
            state_.differences.clear();
            canvas_->follow();
            return true;
        }
        if (canvas_->tool() != DesignTool::select) {
            canvas_->choose_tool(DesignTool::select);
            return true;
        }
        if (state_.chosen.empty()) return false;
        state_.chosen.clear();
        show_choice();
        return true;
    }
    Actions actions() override;

private:
    using Places = desk::TemplateDocument::Places;

    bool may_change() {
        if (!session_.is_open()) return true;
        try {
            desk::require(*session_.workspace, {desk::Right::it, desk::Right::admin});
            return true;
        } catch (const desk::NotAllowed&) {
            return false;
        }
    }

    // Panes.
    wxStaticText* add_heading(wxWindow* parent, wxSizer* column, const wxString& words) {
        auto* text = new wxStaticText(parent, wxID_ANY, words, wxDefaultPosition, wxDefaultSize, wxST_NO_AUTORESIZE | wxST_ELLIPSIZE_END);
        column->Add(text, 0, wxEXPAND | wxALL, FromDIP(7));
        return text;
    }
    void build_left(wxPanel* pane);
    void build_centre(wxPanel* pane);
    void build_right(wxSplitterWindow* pane);
    void show_all();
    void show_choice();
    void show_fields();
    void show_offer();
    void show_view();
    void show_mix_ups();
    void show_trial();
    void list_templates();

    // Edits.
    void do_edit(const DesignerState::Edit& edit);
    void after_change();
    void take_offer();
    void decline_offer();
    void align(desk::TemplateDocument::Align to) {
        if (state_.chosen.size() > 1) do_edit([&](auto& document) { document.align(state_.chosen, to); });
    }

    // Jobs.
    std::optional<OwnWorkspace> own_workspace() const { return session_.is_open() ? std::optional(session_.own()) : std::nullopt; }
    void ask_for_blank();
    void ask_for_template();
    void ask_for_samples();
    void open_file(const fs::path& file);
    void opened(Opened got);
    void find_boxes(std::size_t page);
    void add_samples(std::vector<fs::path> files);
    void next_sample(int step);
    void try_on();
    void look_for_mix_ups();
    bool save();
    bool may_drop_changes();

    DesignerState state_;
    std::vector<desk::BlankPage> blanks_;
    std::vector<ocr::Page> samples_;
    std::size_t sample_ = 0;
    std::shared_ptr<Reader> reader_;
    bool right_placed_ = false;
    bool trial_runs_ = false, trial_wanted_ = false, mix_up_runs_ = false, searching_ = false;
    wxString trouble_;
    struct Tally { std::size_t fields, accepted, review, blank; };
    std::map<std::size_t, Tally> tallies_;   ///< by sample, with the form as it is
    std::vector<desk::MixUp> mix_ups_;
    int document_number_ = 0;                ///< a job for another document is dropped

    Table *fields_ = nullptr, *mix_up_list_ = nullptr;
    wxStaticText *fields_heading_ = nullptr, *offer_words_ = nullptr, *mix_up_words_ = nullptr, *properties_heading_ = nullptr, *finding_words_ = nullptr, *where_ = nullptr, *zoom_ = nullptr, *pages_ = nullptr;
    wxPanel* offer_pane_ = nullptr;
    wxButton *take_ = nullptr, *decline_ = nullptr, *differs_ = nullptr;
    wxCheckBox *ink_ = nullptr, *readings_ = nullptr, *snap_ = nullptr;
    DesignerCanvas* canvas_ = nullptr;
    DesignerProperties* properties_ = nullptr;
    DesignerTrial* trial_ = nullptr;
    wxTimer trial_wait_, mix_up_wait_;
};

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
    pane->SplitHorizontally(upper, trial_, FromDIP(420));
    pane->SetMinimumPaneSize(FromDIP(120));
    pane->SetSashGravity(0.55);
    // The pane has its height only when the window is laid out.
    pane->Bind(wxEVT_SIZE, [this, pane](wxSizeEvent& event) {
        event.Skip();
        if (!right_placed_ && event.GetSize().y > FromDIP(400)) right_placed_ = true, CallAfter([pane] { pane->SetSashPosition(pane->GetSize().y * 56 / 100); });
    });
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
        std::error_code error;
        const auto folder = session_.workspace->templates_folder();
        for (auto it = fs::directory_iterator(folder, error); !error && it != fs::directory_iterator(); it.increment(error))
            if (fs::exists(it->path() / "template.json")) rows.push_back({it->path().filename().string(), {"", shown(it->path().filename().string()), tr("帳票"), ""}});
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
            words = "! " + head + shown(finding.what) + tr("。") + shown(finding.mend);
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

// Edits.

void DesignerRoom::do_edit(const DesignerState::Edit& edit) {
    if (!state_.open || !state_.may_edit) return;
    const auto steps = state_.document.steps();
    edit(state_.document);
    if (state_.document.steps() > steps) {
        const int document = document_number_;
        session_.undo.did({shown(state_.document.undo_sentence()),
                           [this, document] { if (document == document_number_ && state_.document.undo()) after_change(); },
                           [this, document] { if (document == document_number_ && state_.document.redo()) after_change(); }});
    }
    after_change();
}

void DesignerRoom::after_change() {
    state_.findings = desk::findings_of(state_.document.form());
    tallies_.clear();
    show_fields();
    show_choice();
    const auto sentence = state_.document.undo_sentence();
    session_.note(sentence.empty() ? tr("保存した形のまま") : (state_.document.modified() ? tr("未保存　元に戻す：") : tr("保存済み　元に戻す：")) + shown(sentence));
    session_.title_changed();
    if (!samples_.empty()) trial_wait_.StartOnce(350);
}

void DesignerRoom::take_offer() {
    if (state_.offer < 0 || !state_.may_edit) return;
    const auto offer = static_cast<std::size_t>(state_.offer);
    do_edit([&](auto& document) { document.take_offer(offer); });
    if (state_.offer >= 0) state_.page = state_.document.offers()[static_cast<std::size_t>(state_.offer)].field.page;
    show_choice();
}

void DesignerRoom::decline_offer() {
    if (state_.offer < 0 || !state_.may_edit) return;
    const auto offer = static_cast<std::size_t>(state_.offer);
    do_edit([&](auto& document) { document.decline_offer(offer); });
}

// Opening.

bool DesignerRoom::may_drop_changes() {
    if (!state_.open || !state_.document.modified()) return true;
    const int answer = wxMessageBox(wxString::Format(tr("「%s」の変更を保存しますか？"), shown(state_.document.form().title)), tr("帳票"), wxYES_NO | wxCANCEL | wxICON_QUESTION, this);
    return answer == wxNO || (answer == wxYES && save());
}

void DesignerRoom::ask_for_blank() {
    wxFileDialog dialog(this, tr("白紙を開く"), "", "", tr("帳票（画像・PDF・テンプレート）") + "|*.png;*.jpg;*.jpeg;*.tif;*.tiff;*.pdf;*.json", wxFD_OPEN | wxFD_FILE_MUST_EXIST);
    if (dialog.ShowModal() == wxID_OK && may_drop_changes()) open_file(fs::u8path(utf8(dialog.GetPath())));
}

void DesignerRoom::ask_for_template() {
    if (!session_.is_open()) return;
    wxArrayString ids;
    std::error_code error;
    for (auto it = fs::directory_iterator(session_.workspace->templates_folder(), error); !error && it != fs::directory_iterator(); it.increment(error)) ids.Add(shown(it->path().filename().string()));
    ids.Sort();
    if (ids.empty()) return session_.say({Message::Kind::notice, tr("ワークスペースに帳票がありません。白紙を開いて作ってください")});
    const wxString chosen = wxGetSingleChoice(tr("どの帳票を開きますか"), tr("ワークスペースの帳票"), ids, this);
    if (!chosen.empty() && may_drop_changes()) open(utf8(chosen));
}

void DesignerRoom::ask_for_samples() {
    wxFileDialog dialog(this, tr("記入例を開く"), "", "", tr("画像・PDF") + "|*.png;*.jpg;*.jpeg;*.tif;*.tiff;*.pdf", wxFD_OPEN | wxFD_FILE_MUST_EXIST | wxFD_MULTIPLE);
    if (dialog.ShowModal() != wxID_OK) return;
    wxArrayString files;
    dialog.GetPaths(files);
    std::vector<fs::path> paths;
    for (const auto& file : files) paths.push_back(fs::u8path(utf8(file)));
    add_samples(std::move(paths));
}

void DesignerRoom::open_file(const fs::path& file) {
    const int number = ++document_number_;
    const auto workspace = session_.folder;
    canvas_->hint = tr("開いています…");
    canvas_->follow();
    session_.jobs.start<Opened>({tr("帳票を開く"), shown(file.filename().string()), tr("ページ")}, this,
        [file, workspace](JobControl&) {
            Opened got;
            if (file.extension() == ".json") {
                auto report = desk::check_templates({file});
                if (report.forms.empty()) {
                    if (report.faults.empty()) throw desk::TemplateRequestFault("テンプレートではありません", file.string(), "帳票テンプレートの JSON を選んでください");
                    throw desk::TemplateRequestFault(report.faults[0].what, file.string() + " " + report.faults[0].place, report.faults[0].mend);
                }
                got.form = std::move(report.forms[0]);
                for (const auto& page : got.form.pages) got.blanks.push_back({page, page.blank_image, 0, 0, ""});
                return got;
            }
            got.fresh = true;
            got.blanks = desk::open_blank(file, 0, got.remarks);
            got.form.id = desk::free_form_id(workspace, desk::form_id_of(file));
            got.form.title = file.stem().string();
            for (const auto& blank : got.blanks) got.form.pages.push_back(blank.paper);
            return got;
        },
        [this, number](JobEnd<Opened> end) {
            if (number != document_number_) return;
            canvas_->hint = tr("白紙（スキャン・PDF・画像）を開くか、ここへ落とす");
            canvas_->follow();
            if (end.failure) return session_.say({Message::Kind::failure, words_of(end.failure)});
            opened(std::move(*end.result));
        });
}

void DesignerRoom::opened(Opened got) {
    session_.undo.clear();
    state_.document = desk::TemplateDocument(std::move(got.form));
    blanks_ = std::move(got.blanks);
    state_.open = true;
    state_.page = 1;
    state_.chosen.clear();
    state_.offer = -1;
    state_.trial.reset();
    state_.differences.clear();
    state_.findings = desk::findings_of(state_.document.form());
    samples_.clear();
    sample_ = 0;
    tallies_.clear();
    trouble_.clear();
    mix_ups_.clear();
    reader_.reset();
    canvas_->whole_page();
    show_all();
    wxString remarks;
    for (const auto& remark : got.remarks) remarks += (remarks.empty() ? wxString() : tr("。")) + shown(remark);
    if (!remarks.empty()) session_.say({Message::Kind::notice, remarks});
    session_.title_changed();
    if (got.fresh) find_boxes(0);
    look_for_mix_ups();
    canvas_->SetFocus();
}

void DesignerRoom::find_boxes(std::size_t page) {
    if (page >= blanks_.size()) {
        searching_ = false;
        return show_offer();
    }
    searching_ = true;
    show_offer();
    struct Found {
        std::vector<ocr::DraftField> fields;
        std::string title;
        std::vector<std::string> remarks;
    };
    const int number = document_number_;
    session_.jobs.start<Found>({tr("枠を探す"), wxString::Format(tr("%zu ページ目"), page + 1), tr("枠")}, this,
        [blank = blanks_[page], page](JobControl&) mutable {
            Found found;
            found.fields = desk::find_fields(blank, static_cast<int>(page) + 1, found.remarks);
            found.title = blank.title;
            return found;
        },
        [this, number, page](JobEnd<Found> end) {
            if (number != document_number_) return;
            if (end.failure) {
                searching_ = false;
                return session_.say({Message::Kind::failure, words_of(end.failure)});
            }
            // The printed title names a form that nobody has named yet; it is part of opening, not a step.
            if (page == 0 && state_.document.steps() == 0 && state_.document.form().file.empty() && !end.result->title.empty()) {
                auto form = state_.document.form();
                form.title = end.result->title;
                state_.document = desk::TemplateDocument(std::move(form));
            }
            state_.document.offer(std::move(end.result->fields));
            for (const auto& remark : end.result->remarks) session_.say({Message::Kind::doubt, shown(remark)});
            show_fields();
            show_choice();
            session_.title_changed();
            find_boxes(page + 1);
        });
}

// Trying on.

void DesignerRoom::add_samples(std::vector<fs::path> files) {
    if (!state_.open || files.empty()) return;
    struct Loaded {
        std::vector<ocr::Page> pages;
        std::string trouble;
    };
    const int number = document_number_;
    session_.jobs.start<Loaded>({tr("記入例を開く"), shown(files[0].filename().string()), tr("枚")}, this,
        [files](JobControl& control) {
            Loaded loaded;
            constexpr std::size_t most = 30;   // pages are kept in memory
            for (const auto& file : files)
                for (auto& result : ocr::load_pages(file)) {
                    if (control.stopped() || loaded.pages.size() >= most) return loaded;
                    if (auto* failure = std::get_if<ocr::LoadFailure>(&result)) loaded.trouble = failure->what + ": " + file.filename().string() + ": " + failure->mend;
                    else loaded.pages.push_back(std::move(std::get<ocr::Page>(result)));
                }
            return loaded;
        },
        [this, number](JobEnd<Loaded> end) {
            if (number != document_number_) return;
            if (end.failure) return session_.say({Message::Kind::failure, words_of(end.failure)});
            if (!end.result->trouble.empty()) session_.say({Message::Kind::failure, shown(end.result->trouble)});
            if (end.result->pages.empty()) return;
            sample_ = samples_.size();
            for (auto& page : end.result->pages) samples_.push_back(std::move(page));
            show_trial();
            try_on();
        });
}

void DesignerRoom::next_sample(int step) {
    if (samples_.empty()) return;
    sample_ = (sample_ + samples_.size() + static_cast<std::size_t>(step < 0 ? samples_.size() - 1 : 1)) % samples_.size();
    show_trial();
    try_on();
}

void DesignerRoom::try_on() {
    if (!state_.open || samples_.empty() || state_.document.form().fields.empty()) return;
    if (trial_runs_) {
        trial_wanted_ = true;
        return;
    }
    struct Tried {
        std::shared_ptr<desk::Trial> trial;
        std::shared_ptr<Reader> reader;
    };
    trial_runs_ = true;
    trial_wanted_ = false;
    trouble_.clear();
    show_trial();
    const int number = document_number_;
    const auto steps = state_.document.steps();
    session_.jobs.start<Tried>({tr("試し読み"), shown(fs::path(samples_[sample_].source).filename().string()), tr("枚")}, this,
        [form = state_.document.form(), page = samples_[sample_], reader = reader_, own = own_workspace()](JobControl&) mutable {
            if (!reader) {
                reader = std::make_shared<Reader>();
                if (own) reader->lexicons = desk::office_lexicons(*own->open(store::Access::read));
            }
            return Tried{std::make_shared<desk::Trial>(desk::try_template(form, page, reader->recogniser, reader->lexicons)), reader};
        },
        [this, number, steps, sample = sample_](JobEnd<Tried> end) {
            trial_runs_ = false;
            if (number == document_number_) {
                if (end.failure) {
                    trouble_ = words_of(end.failure);
                } else {
                    reader_ = end.result->reader;
                    state_.trial = end.result->trial;
                    const auto& trial = *state_.trial;
                    if (!trial.why_not.empty()) trouble_ = shown(trial.why_not);
                    else if (steps == state_.document.steps())
                        tallies_[sample] = {trial.fields.size(), trial.count(ocr::FieldStatus::accepted), trial.count(ocr::FieldStatus::review), trial.count(ocr::FieldStatus::blank)};
                }
                show_trial();
                canvas_->follow();
            }
            if (trial_wanted_) try_on();
        });
}

void DesignerRoom::look_for_mix_ups() {
    if (!state_.open || !session_.is_open() || mix_up_runs_) return;
    mix_up_runs_ = true;
    show_mix_ups();
    const int number = document_number_;
    session_.jobs.start<std::vector<desk::MixUp>>({tr("似た帳票を探す"), shown(state_.document.form().title), tr("帳票")}, this,
        [form = state_.document.form(), own = session_.own()](JobControl&) {
            return desk::mix_ups(form, own.open(store::Access::read)->templates());
        },
        [this, number](JobEnd<std::vector<desk::MixUp>> end) {
            mix_up_runs_ = false;
            if (number != document_number_) return look_for_mix_ups();
            if (end.failure) session_.say({Message::Kind::failure, words_of(end.failure)});
            else mix_ups_ = std::move(*end.result);
            show_mix_ups();
        });
}

bool DesignerRoom::save() {
    if (!state_.open) return false;
    if (!session_.is_open()) {
        session_.say({Message::Kind::doubt, tr("ワークスペースが開いていないので保存できません。ワークスペースを開いてください")});
        return false;
    }
    try {
        desk::save_document(state_.document, blanks_, *session_.workspace, session_.clock());
    } catch (...) {
        session_.say({Message::Kind::failure, words_of(std::current_exception())});
        return false;
    }
    const auto faults = std::count_if(state_.findings.begin(), state_.findings.end(), [](const auto& finding) { return !finding.warning; });
    if (faults > 0) session_.say({Message::Kind::doubt, wxString::Format(tr("保存しました。直すところが %d 件あるあいだ、この帳票は読み取りに使われません"), static_cast<int>(faults))});
    session_.changed();
    after_change();
    session_.note(tr("保存しました：") + shown(state_.document.form().title));
    mix_up_wait_.StartOnce(10);
    return true;
}

Actions DesignerRoom::actions() {
    using Align = desk::TemplateDocument::Align;
    using Along = desk::TemplateDocument::Along;
    const wxString file = tr("ファイル(&F)"), view = tr("表示(&V)"), item = tr("項目(&T)"), arrange = tr("配置(&A)");
    const auto open = [this] { return state_.open; };
    const auto edits = [this] { return state_.open && state_.may_edit; };
    const auto several = [this] { return state_.may_edit && state_.chosen.size() > 1; };
    const auto some = [this] { return state_.may_edit && !state_.chosen.empty(); };
    Actions all;
    all.push_back({.id = "forms.open-blank", .label = tr("白紙を開く(&O)…"), .key = "Ctrl+O", .help = tr("空の帳票（スキャン・PDF・画像）から新しく作ります"), .run = [this] { ask_for_blank(); }, .menu = file, .icon = "open", .toolbar = true});
    all.push_back({.id = "forms.open-template", .label = tr("帳票を開く(&T)…"), .help = tr("ワークスペースの帳票を開きます"), .run = [this] { ask_for_template(); }, .menu = file});
    all.push_back({.id = "forms.open-sample", .label = tr("記入例を開く(&E)…"), .key = "Ctrl+Shift+O", .help = tr("書き込んだ用紙の画像を開いて試し読みします"), .run = [this] { ask_for_samples(); }, .enabled = open, .menu = file});
    all.push_back({.id = "forms.save", .label = tr("保存(&S)"), .key = "Ctrl+S", .help = tr("ワークスペースに保存します"), .run = [this] { save(); }, .enabled = edits, .menu = file, .icon = "save", .toolbar = true});
    bool first = true;
    for (const auto& [tool, label, help, picture] : {std::tuple{DesignTool::select, "選ぶ", "項目を選び、動かします（V）", "select"}, {DesignTool::comb, "マス", "マス目の枠を描きます（C）", "comb"},
                                                     {DesignTool::line, "自由記入", "マスのない枠を描きます（L）", "line"}, {DesignTool::circle, "丸囲み", "丸で囲む言葉を描きます（O）", "circle"},
                                                     {DesignTool::check, "チェック", "印をつける枠を描きます（M）", "check"}, {DesignTool::crop, "切り出し", "切り出すだけの枠を描きます（I）", "crop"}}) {
        all.push_back({.id = std::string("forms.tool-") + picture, .label = tr(label), .help = tr(help), .run = [this, tool = tool] { canvas_->choose_tool(tool); canvas_->SetFocus(); }, .enabled = edits,
                       .checked = [this, tool = tool] { return canvas_->tool() == tool; }, .menu = item, .icon = picture, .toolbar = true, .begins_group = first});
        first = false;
    }
    all.push_back({.id = "forms.find", .label = tr("枠を探す(&F)"), .help = tr("まだ項目になっていない枠を探して、候補にします"), .run = [this] { if (!searching_) find_boxes(0); }, .enabled = edits, .menu = item, .icon = "find", .toolbar = true, .begins_group = true});
    all.push_back({.id = "forms.take-all", .label = tr("候補をすべて項目にする(&A)"), .key = "Ctrl+Shift+A", .help = tr("役所の使用欄を除く候補をみな項目にします"),
                   .run = [this] { do_edit([](auto& document) { document.take_all_offers(); }); }, .enabled = edits, .menu = item});
    all.push_back({.id = "forms.duplicate", .label = tr("複製(&D)"), .key = "Ctrl+D", .help = tr("選んだ項目を写します"),
                   .run = [this] { do_edit([this](auto& document) { const auto copies = document.duplicate(state_.chosen); if (!copies.empty()) state_.chosen = copies; }); }, .enabled = some, .menu = item});
    all.push_back({.id = "forms.check", .label = tr("点検(&C)"), .help = tr("書き方・規則・取り違えるおそれを調べます"), .run = [this] {
                       state_.chosen.clear();
                       show_choice();
                       look_for_mix_ups();
                       if (state_.findings.empty()) session_.say({Message::Kind::notice, tr("直すところはありません")});
                   }, .enabled = open, .menu = item, .icon = "notice", .toolbar = true});
    all.push_back({.id = "forms.try", .label = tr("試し読み(&R)"), .key = "Ctrl+Return", .help = tr("いまの項目で記入例を読みます"), .run = [this] { samples_.empty() ? ask_for_samples() : try_on(); }, .enabled = open, .menu = item, .icon = "reading", .toolbar = true, .begins_group = true});
    for (const auto& [to, label, id] : {std::tuple{Align::left, "左をそろえる", "left"}, {Align::right, "右をそろえる", "right"}, {Align::top, "上をそろえる", "top"}, {Align::bottom, "下をそろえる", "bottom"},
                                        {Align::centre, "左右の中央をそろえる", "centre"}, {Align::middle, "上下の中央をそろえる", "middle"}})
        all.push_back({.id = std::string("forms.align-") + id, .label = tr(label), .help = tr("はじめに選んだ項目に合わせます"), .run = [this, to = to] { align(to); }, .enabled = several, .menu = arrange, .icon = "align", .toolbar = to == Align::left});
    for (const auto& [along, label, id] : {std::tuple{Along::across, "横の間を等しくする", "across"}, {Along::down, "縦の間を等しくする", "down"}})
        all.push_back({.id = std::string("forms.distribute-") + id, .label = tr(label), .help = tr("両端の二つの間に等しく並べます"), .run = [this, along = along] { do_edit([&](auto& document) { document.distribute(state_.chosen, along); }); },
                       .enabled = [this] { return state_.may_edit && state_.chosen.size() > 2; }, .menu = arrange, .begins_group = along == Along::across});
    all.push_back({.id = "forms.whole-page", .label = tr("ページ全体(&0)"), .key = "Ctrl+0", .help = tr("ページ全体を表示します"), .run = [this] { canvas_->whole_page(); }, .enabled = open, .menu = view});
    all.push_back({.id = "forms.zoom-in", .label = tr("拡大(&I)"), .key = "Ctrl++", .help = tr("大きく表示します"), .run = [this] { canvas_->zoom_by(1.25); }, .enabled = open, .menu = view});
    all.push_back({.id = "forms.zoom-out", .label = tr("縮小(&O)"), .key = "Ctrl+-", .help = tr("小さく表示します"), .run = [this] { canvas_->zoom_by(1 / 1.25); }, .enabled = open, .menu = view});
    return all;
}

}  // namespace

Room* make_designer_room(wxWindow* parent, Session& session) { return new DesignerRoom(parent, session); }

}  // namespace yorozu::gui
