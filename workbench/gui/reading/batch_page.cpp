#include "workbench/gui/reading/batch_page.h"

#include <wx/button.h>
#include <wx/choice.h>
#include <wx/sizer.h>
#include <wx/splitter.h>
#include <wx/stattext.h>
#include <wx/wrapsizer.h>

#include <algorithm>

#include "workbench/desk/reading/listed_forms.h"
#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/heading.h"
#include "workbench/gui/controls/questions.h"
#include "workbench/gui/controls/sash.h"
#include "workbench/gui/controls/sentences.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/frame/failure.h"
#include "workbench/gui/reading/page_view.h"
#include "workbench/gui/reading/points_dialog.h"
#include "workbench/gui/reading/thumbnails.h"

namespace yorozu::gui {
namespace {

enum Which { all_pages, to_check, refused, failed };

bool belongs(const desk::ListedPage& page, int which) {
    switch (which) {
        case to_check: return page.waiting > 0;
        case refused: return page.template_id.empty() && !page.failed;
        case failed: return page.failed;
        default: return true;
    }
}

}  // namespace

BatchPage::BatchPage(wxWindow* parent, Session& session) : wxPanel(parent), session_(session) {
    const int gap = FromDIP(14);
    auto* heading = new wxBoxSizer(wxHORIZONTAL);
    title_ = gui::heading(this, {}, 1.4f, wxST_ELLIPSIZE_END);
    heading->Add(title_, 1, wxALIGN_CENTRE_VERTICAL);
    heading->Add(new wxStaticText(this, wxID_ANY, tr("表示")), 0, wxALIGN_CENTRE_VERTICAL | wxRIGHT, FromDIP(8));
    which_ = new wxChoice(this, wxID_ANY);
    which_->SetName("which-pages");
    set_accessible(*which_, tr("表示するページ"));
    which_->Bind(wxEVT_CHOICE, [this](wxCommandEvent&) { filter(); });
    heading->Add(which_, 0, wxALIGN_CENTRE_VERTICAL);

    auto* split = new wxSplitterWindow(this, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxSP_LIVE_UPDATE | wxSP_NOBORDER);
    auto* right_pane = new wxPanel(split);
    thumbnails_ = new Thumbnails(split, session);
    thumbnails_->picked = [this](const desk::ListedPage& page) { show_page(page); };
    thumbnails_->opened = [this](const desk::ListedPage& page) {
        if (page.template_id.empty()) choose_form();
        else session_.go("check", batch_);
    };
    name_ = new wxStaticText(right_pane, wxID_ANY, {}, wxDefaultPosition, wxDefaultSize, wxST_ELLIPSIZE_MIDDLE);
    name_->SetFont(GetFont().Bold());
    state_ = new wxStaticText(right_pane, wxID_ANY, {});
    by_hand_ = new wxButton(right_pane, wxID_ANY, tr("帳票を手で選ぶ…"));
    by_hand_->SetName("choose-form");
    by_hand_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { choose_form(); });
    by_points_ = new wxButton(right_pane, wxID_ANY, tr("三点で合わせる…"));
    by_points_->SetName("three-points");
    by_points_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { show_places(); });
    check_ = new wxButton(right_pane, wxID_ANY, tr("この束を確認する"));
    check_->SetName("check-batch");
    check_->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { session_.go("check", batch_); });
    view_ = new PageView(right_pane, session);
    auto* buttons = new wxWrapSizer(wxHORIZONTAL, wxREMOVE_LEADING_SPACES);
    for (auto* button : {by_hand_, by_points_, check_}) buttons->Add(button, 0, wxRIGHT | wxBOTTOM, FromDIP(8));
    auto* right = new wxBoxSizer(wxVERTICAL);
    right->Add(name_, 0, wxEXPAND);
    right->Add(state_, 0, wxEXPAND | wxTOP, FromDIP(4));
    right->Add(buttons, 0, wxEXPAND | wxTOP, FromDIP(8));
    right->Add(view_, 1, wxEXPAND);
    auto* inset = new wxBoxSizer(wxHORIZONTAL);
    inset->Add(right, 1, wxEXPAND | wxLEFT, gap);
    right_pane->SetSizer(inset);
    split->SetMinimumPaneSize(FromDIP(300));
    split->SplitVertically(thumbnails_, right_pane);
    keep_sash(*split, session.memory, "batch", Pane::second, [](int width) { return width * 38 / 100; });
    auto* column = new wxBoxSizer(wxVERTICAL);
    column->Add(heading, 0, wxEXPAND | wxALL, gap);
    column->Add(split, 1, wxEXPAND | wxLEFT | wxRIGHT | wxBOTTOM, FromDIP(18));
    SetSizer(column);
}

void BatchPage::open(const std::string& batch) {
    if (batch != batch_) desk::view_pages(*session_.workspace, batch);
    batch_ = batch;
    title_->SetLabel(shown(batch));
    pages_ = desk::batch_pages(*session_.workspace, batch);
    const auto count = [this](int which) {
        return grouped(std::count_if(pages_.begin(), pages_.end(), [which](const auto& page) { return belongs(page, which); }));
    };
    const int kept = std::max(0, which_->GetSelection());
    which_->Clear();
    which_->Append(wxString::Format(tr("すべて（%s）"), count(all_pages)));
    which_->Append(wxString::Format(tr("確認待ち（%s）"), count(to_check)));
    which_->Append(wxString::Format(tr("帳票が分からない（%s）"), count(refused)));
    which_->Append(wxString::Format(tr("開けない（%s）"), count(failed)));
    which_->SetSelection(kept);
    filter();
}

void BatchPage::refresh() {
    if (!batch_.empty()) open(batch_);
}

void BatchPage::filter() {
    std::vector<desk::ListedPage> some;
    for (const auto& page : pages_)
        if (belongs(page, which_->GetSelection())) some.push_back(page);
    const bool none = some.empty();
    thumbnails_->show(batch_, std::move(some));
    if (none) {
        name_->SetLabel(tr("この中にページはありません"));
        state_->SetLabel({});
        view_->Hide();
        by_hand_->Disable();
        by_points_->Disable();
    }
    check_->Enable(std::any_of(pages_.begin(), pages_.end(), [](const auto& page) { return page.waiting > 0; }));
}

void BatchPage::show_page(const desk::ListedPage& page) {
    name_->SetLabel(page.page > 1 ? wxString::Format(tr("%s　%d ページ"), shown(page.source), page.page) : shown(page.source));
    const bool unknown = page.template_id.empty();
    state_->SetLabel(wrapped(*state_, unknown ? (page.failed ? tr("開けません：") : tr("帳票が分からない：")) + said(page.why_not)
                                              : shown(page.form) + wxString::FromUTF8("　") + state_words(page),
                             std::max(FromDIP(340), view_->GetSize().x)));
    state_->SetForegroundColour(unknown ? colours().red : page.waiting ? colours().amber : colours().text);
    by_hand_->Enable(may_choose_form());
    by_points_->Enable(may_choose_form());
    view_->Show();
    view_->show(batch_, page.document, name_->GetLabel());
    Layout();
}

bool BatchPage::may_choose_form() const {
    const auto* page = thumbnails_->chosen();
    return page && page->template_id.empty() && !page->failed;
}

/// "" when it was called off.
std::string BatchPage::ask_for_form(const wxString& title, const wxString& question) {
    const auto forms = desk::listed_forms(*session_.workspace);
    wxArrayString titles;
    for (const auto& form : forms) titles.push_back(shown(form.title));
    if (titles.empty()) return {};
    const auto chosen = asked_which(this, question, title, titles);
    return chosen ? forms[*chosen].id : std::string();
}

void BatchPage::choose_form() {
    if (!may_choose_form()) return;
    const desk::ListedPage page = *thumbnails_->chosen();
    const auto form = ask_for_form(tr("帳票を手で選ぶ"), tr("このページを、どの帳票として読みますか。\n読んだ項目は、すべて人の確認待ちになります。"));
    if (!form.empty()) read_again(page, form, {});
}

void BatchPage::show_places() {
    if (!may_choose_form()) return;
    const desk::ListedPage page = *thumbnails_->chosen();
    const auto form = ask_for_form(tr("三点で合わせる"), tr("このページは、どの帳票ですか。\n次に、帳票の三つの場所がスキャンのどこにあるかを示します。"));
    if (form.empty()) return;
    if (const auto places = ask_for_places(this, session_, batch_, page, form)) read_again(page, form, *places);
}

void BatchPage::read_again(const desk::ListedPage& page, const std::string& form, const desk::ShownPlaces& places) {
    wxString title = shown(form);
    for (const auto& listed : desk::listed_forms(*session_.workspace))
        if (listed.id == form) title = shown(listed.title);
    session_.jobs.start<desk::ReadAsForm>(
        {tr("読み直し"), shown(page.source), tr("枚")}, this,
        [own = session_.own(), batch = batch_, document = page.document, form, places](JobControl&) {
            const auto workspace = own.open(store::Access::change);
            return desk::read_as_form(*workspace, batch, document, form, own.clock, places);
        },
        [this, document = page.document, source = shown(page.source), title](JobEnd<desk::ReadAsForm> end) {
            if (end.failure) return session_.say({Message::Kind::failure, words_of(end.failure)});
            if (!end.result->taken) {
                Action points{.id = "reading.points-now", .label = tr("三点で合わせる"), .run = [this] { show_places(); }};
                return session_.say({Message::Kind::doubt, wxString::Format(tr("%s を「%s」として読めません：%s"), source, title, said(end.result->why_not)), {points}});
            }
            session_.say({Message::Kind::notice, wxString::Format(tr("%s を「%s」として読みました。%d 項目を確認してください。"), source, title, end.result->fields)});
            thumbnails_->forget(document);
            session_.changed();
        });
}

}  // namespace yorozu::gui
