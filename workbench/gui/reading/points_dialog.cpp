#include "workbench/gui/reading/points_dialog.h"

#include <wx/button.h>
#include <wx/choice.h>
#include <wx/dialog.h>
#include <wx/sizer.h>
#include <wx/stattext.h>

#include "workbench/desk/reading/page_picture.h"
#include "workbench/gui/checking/place_canvas.h"
#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/bitmaps.h"
#include "workbench/gui/controls/heading.h"
#include "workbench/gui/controls/sentences.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/frame/failure.h"

namespace yorozu::gui {
namespace {

constexpr int scan_width_px = 1600;

struct LoadedScan {
    desk::PagePicture scan;
    ocr::FormTemplate form;
};

class PointsDialog : public wxDialog {
public:
    PointsDialog(wxWindow* parent, Session& session, const std::string& batch, const desk::ListedPage& page, const std::string& template_id)
        : wxDialog(parent, wxID_ANY, tr("三点で合わせる"), wxDefaultPosition, wxDefaultSize, wxDEFAULT_DIALOG_STYLE | wxRESIZE_BORDER) {
        SetName("three-points");
        const int gap = FromDIP(14);
        words_ = heading(this, {}, 1.15f, wxST_NO_AUTORESIZE);
        words_->SetMinSize(FromDIP(wxSize(-1, 28)));
        blank_ = new PlaceCanvas(this, tr("空の帳票"));
        scan_ = new PlaceCanvas(this, tr("スキャン"));
        scan_->SetName("scan-places");
        blank_->shown = [this](const wxPoint2DDouble& place) { on_form_[now_] = place; follow(); };
        scan_->shown = [this](const wxPoint2DDouble& place) { point(place); };
        const auto titled = [&](const wxString& words, PlaceCanvas* canvas) {
            auto* column = new wxBoxSizer(wxVERTICAL);
            column->Add(new wxStaticText(this, wxID_ANY, words), 0, wxBOTTOM, FromDIP(4));
            column->Add(canvas, 1, wxEXPAND);
            return column;
        };
        auto* panes = new wxBoxSizer(wxHORIZONTAL);
        panes->Add(titled(tr("空の帳票（番号の場所は、押すと移せます）"), blank_), 1, wxEXPAND);
        panes->Add(titled(tr("スキャン（同じ場所を押す。矢印と Enter でも）"), scan_), 1, wxEXPAND | wxLEFT, gap);
        auto* turn = new wxButton(this, wxID_ANY, tr("スキャンを回す(&R)"));
        turn->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { scan_->turn(); scan_->SetFocus(); });
        auto* again = new wxButton(this, wxID_ANY, tr("はじめから(&A)"));
        again->Bind(wxEVT_BUTTON, [this](wxCommandEvent&) { begin(); });
        which_ = new wxChoice(this, wxID_ANY);
        set_accessible(*which_, tr("帳票のページ"));
        which_->Bind(wxEVT_CHOICE, [this](wxCommandEvent&) { begin(); });
        read_ = new wxButton(this, wxID_OK, tr("この場所で読む"));
        read_->SetDefault();
        auto* buttons = new wxBoxSizer(wxHORIZONTAL);
        buttons->Add(turn);
        buttons->Add(again, 0, wxLEFT, FromDIP(8));
        buttons->Add(which_, 0, wxLEFT, FromDIP(8));
        buttons->AddStretchSpacer();
        buttons->Add(new wxButton(this, wxID_CANCEL, tr("やめる")), 0, wxRIGHT, FromDIP(8));
        buttons->Add(read_);
        auto* column = new wxBoxSizer(wxVERTICAL);
        column->Add(words_, 0, wxEXPAND | wxALL, gap);
        column->Add(panes, 1, wxEXPAND | wxLEFT | wxRIGHT, gap);
        column->Add(buttons, 0, wxEXPAND | wxALL, gap);
        SetSizer(column);
        const wxSize room = wxGetTopLevelParent(parent)->GetSize();
        SetSize(room.x * 9 / 10, room.y * 9 / 10);
        CentreOnParent();
        follow();
        session.jobs.start<LoadedScan>(
            {.kind = {}, .name = {}, .unit = {}, .quiet = true}, this,
            [own = session.own(), batch, document = page.document, template_id](JobControl&) {
                const auto workspace = own.open(store::Access::read);
                LoadedScan loaded{desk::page_picture(*workspace, batch, document, scan_width_px), {}};
                for (auto& form : workspace->templates())
                    if (form.id == template_id) loaded.form = std::move(form);
                return loaded;
            },
            [this](JobEnd<LoadedScan> end) { loaded(std::move(end)); });
    }

    desk::ShownPlaces places() const {
        desk::ShownPlaces shown{page() + 1, {}};
        const auto& paper = form_.pages[static_cast<std::size_t>(page())];
        for (std::size_t i = 0; i < 3; ++i)
            shown.pairs.push_back({on_form_[i]->m_x * paper.width_mm, on_form_[i]->m_y * paper.height_mm, on_scan_[i]->m_x * width_, on_scan_[i]->m_y * height_});
        return shown;
    }

private:
    int page() const { return std::max(0, which_->GetSelection()); }

    void loaded(JobEnd<LoadedScan> end) {
        if (end.failure) return scan_->show({}, words_of(end.failure));
        form_ = std::move(end.result->form);
        width_ = end.result->scan.page_width;
        height_ = end.result->scan.page_height;
        for (std::size_t i = 0; i < form_.pages.size(); ++i) which_->Append(wxString::Format(tr("%zu ページ"), i + 1));
        which_->SetSelection(0);
        which_->Show(form_.pages.size() > 1);
        Layout();
        scan_->show(bitmap_of(end.result->scan.image), said(end.result->scan.why_not));
        begin();
        scan_->SetFocus();
    }

    void begin() {
        on_scan_ = {};
        now_ = 0;
        if (!form_.pages.empty()) {
            const auto& paper = form_.pages[static_cast<std::size_t>(page())];
            blank_->show(bitmap_of(paper.blank_image));
            const auto proposed = desk::places_to_show(form_, page() + 1);
            for (std::size_t i = 0; i < 3; ++i) on_form_[i] = wxPoint2DDouble(proposed[i].first / paper.width_mm, proposed[i].second / paper.height_mm);
        }
        follow();
    }

    void point(const wxPoint2DDouble& place) {
        if (form_.pages.empty()) return;
        on_scan_[now_] = place;
        for (std::size_t i = 1; i <= 3; ++i)
            if (!on_scan_[(now_ + i) % 3]) {
                now_ = (now_ + i) % 3;
                return follow();
            }
        now_ = 0;  // all are there; a further click corrects the first
        follow();
        read_->SetFocus();
    }

    void follow() {
        const bool all = on_scan_[0] && on_scan_[1] && on_scan_[2];
        words_->SetLabel(form_.pages.empty() ? tr("画像を読み込んでいます") : all ? tr("三つの場所がそろいました。よければ「この場所で読む」を押してください。")
                                                                             : wxString::Format(tr("帳票の %zu 番の場所は、スキャンのどこですか。"), now_ + 1));
        read_->Enable(all);
        blank_->mark(on_form_, all ? 3 : now_);
        scan_->mark(on_scan_, all ? 3 : now_);
    }

    wxStaticText* words_;
    PlaceCanvas *blank_, *scan_;
    wxChoice* which_;
    wxButton* read_;
    ocr::FormTemplate form_;
    int width_ = 0, height_ = 0;  ///< of the page as given
    PlaceCanvas::Places on_form_, on_scan_;
    std::size_t now_ = 0;
};

}  // namespace

std::optional<desk::ShownPlaces> ask_for_places(wxWindow* parent, Session& session, const std::string& batch,
                                                const desk::ListedPage& page, const std::string& template_id) {
    PointsDialog dialog(parent, session, batch, page, template_id);
    if (dialog.ShowModal() != wxID_OK) return std::nullopt;
    return dialog.places();
}

}  // namespace yorozu::gui
