#include "workbench/gui/templates/designer_trial.h"

#include <wx/button.h>
#include <wx/dc.h>
#include <wx/image.h>
#include <wx/settings.h>
#include <wx/sizer.h>
#include <wx/stattext.h>

#include <algorithm>

#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/heading.h"
#include "workbench/gui/controls/sentences.h"
#include "workbench/gui/controls/words.h"

namespace yorozu::gui {
namespace {

wxBitmap picture_of(const ocr::Image& crop, const wxSize& most) {
    if (crop.empty()) return {};
    wxImage image(crop.width, crop.height, false);
    unsigned char* out = image.GetData();
    for (const auto grey : crop.pixels) *out++ = grey, *out++ = grey, *out++ = grey;
    const double factor = std::min({1.0, static_cast<double>(most.x) / crop.width, static_cast<double>(most.y) / crop.height});
    image.Rescale(std::max(1, int(crop.width * factor)), std::max(1, int(crop.height * factor)), wxIMAGE_QUALITY_BILINEAR);
    return wxBitmap(image);
}

}  // namespace

class DesignerTrial::Rows : public wxVListBox {
public:
    Rows(wxWindow* parent, DesignerState& state) : wxVListBox(parent, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxBORDER_NONE), state_(state) {
        SetName("designer-trial");
        set_accessible(*this, tr("試し読みで要確認になった項目"), Role::list);
        SetBackgroundColour(colours().surface);
        Bind(wxEVT_KEY_DOWN, [this](wxKeyEvent& event) { if (GetItemCount() > 0 || event.GetKeyCode() == WXK_TAB) event.Skip(); });  // an empty list has no row to go to
    }
    void show() {
        fields_.clear();
        pictures_.clear();
        if (state_.trial)
            for (const auto& field : state_.trial->fields) {
                // What the form has lost since the trial is left out.
                if (field.reading.status != ocr::FieldStatus::review || field.at >= state_.document.form().fields.size()) continue;
                fields_.push_back(&field);
                pictures_.push_back(picture_of(field.crop, FromDIP(wxSize(126, 34))));
            }
        kept_ = state_.trial;
        SetItemCount(fields_.size());
        Refresh();
    }
    std::size_t field_of(int row) const { return fields_.at(static_cast<std::size_t>(row))->at; }

private:
    wxCoord OnMeasureItem(std::size_t) const override { return FromDIP(48); }
    void OnDrawItem(wxDC& dc, const wxRect& rect, std::size_t row) const override {
        const auto& ink = colours();
        const auto& field = *fields_[row];
        const auto& picture = pictures_[row];
        if (picture.IsOk()) {
            const wxRect frame(rect.x + FromDIP(6), rect.y + (rect.height - picture.GetHeight()) / 2, picture.GetWidth(), picture.GetHeight());
            dc.DrawBitmap(picture, frame.x, frame.y);
            dc.SetPen(wxPen(ink.line));
            dc.SetBrush(*wxTRANSPARENT_BRUSH);
            dc.DrawRectangle(wxRect(frame).Inflate(1));
        }
        const int x = rect.x + FromDIP(142);
        dc.SetFont(GetFont().Scaled(0.88f));
        dc.SetTextForeground(ink.faint);
        wxString head = shown(state_.document.field(field.at).label);
        if (!field.reading.reasons.empty()) head += wxString::FromUTF8("　") + said(field.reading.reasons[0]);
        dc.DrawText(wxControl::Ellipsize(head, dc, wxELLIPSIZE_END, rect.width - FromDIP(142 + 6)), x, rect.y + FromDIP(5));
        draw_value(dc, field.reading, x, rect.y + FromDIP(22), rect.GetRight() - FromDIP(48));
        dc.SetFont(GetFont());
        dc.SetTextForeground(ink.amber);
        dc.DrawText(wxString::Format("%.2f", field.reading.confidence), rect.GetRight() - FromDIP(38), rect.y + FromDIP(22));
        dc.SetPen(wxPen(ink.line));
        dc.DrawLine(rect.x, rect.GetBottom(), rect.GetRight(), rect.GetBottom());
    }
    /// Doubtful characters have a tint and a dotted underline.
    void draw_value(wxDC& dc, const ocr::FieldReading& reading, int x, int y, int end) const {
        const auto& ink = colours();
        dc.SetFont(GetFont().Scaled(1.05f));
        std::vector<std::pair<wxString, bool>> parts;
        for (const auto& character : reading.characters) parts.emplace_back(shown(character.value), character.confidence < 0.9);
        if (parts.empty()) parts.emplace_back(reading.blank ? tr("空欄") : shown(reading.value.empty() ? reading.raw : reading.value), false);
        for (const auto& [words, doubtful] : parts) {
            const wxSize size = dc.GetTextExtent(words);
            if (x + size.x > end) break;
            if (doubtful) {
                dc.SetPen(*wxTRANSPARENT_PEN);
                dc.SetBrush(wxBrush(ink.amber_tint));
                dc.DrawRectangle(x, y, size.x, size.y);
                dc.SetPen(wxPen(ink.amber, 1, wxPENSTYLE_DOT));
                dc.DrawLine(x, y + size.y, x + size.x, y + size.y);
            }
            dc.SetTextForeground(doubtful ? ink.amber : ink.text);
            dc.DrawText(words, x, y);
            x += size.x;
        }
    }
    DesignerState& state_;
    std::shared_ptr<const desk::Trial> kept_;   ///< fields_ points into it
    std::vector<const desk::Trial::Field*> fields_;
    std::vector<wxBitmap> pictures_;
};

DesignerTrial::DesignerTrial(wxWindow* parent, DesignerState& state) : wxPanel(parent), state_(state) {
    SetName("designer-trial-pane");
    auto* column = new wxBoxSizer(wxVERTICAL);
    auto* head = new wxBoxSizer(wxHORIZONTAL);
    title_ = new wxStaticText(this, wxID_ANY, tr("試し読み"));
    title_->SetFont(GetFont().Bold());
    source_ = new wxStaticText(this, wxID_ANY, "", wxDefaultPosition, wxDefaultSize, wxST_ELLIPSIZE_MIDDLE | wxST_NO_AUTORESIZE);
    source_->SetForegroundColour(colours().faint);
    const auto arrow = [&](const char* words, const wxString& name, int step) {
        auto* button = new wxButton(this, wxID_ANY, wxString::FromUTF8(words), wxDefaultPosition, FromDIP(wxSize(30, 26)), wxBU_EXACTFIT | wxBORDER_NONE);
        set_accessible(*button, name, Role::button);
        button->SetToolTip(name);
        button->Bind(wxEVT_BUTTON, [this, step](wxCommandEvent&) { if (sample) sample(step); });
        return button;
    };
    before_ = arrow("◀", tr("前の記入例"), -1);
    after_ = arrow("▶", tr("次の記入例"), 1);
    head->Add(title_, 0, wxALIGN_CENTRE_VERTICAL | wxLEFT | wxRIGHT, FromDIP(8));
    head->Add(source_, 1, wxALIGN_CENTRE_VERTICAL);
    head->Add(before_);
    head->Add(after_);
    column->Add(head, 0, wxEXPAND | wxTOP | wxBOTTOM, FromDIP(2));
    rows_ = new Rows(this, state_);
    column->Add(rows_, 1, wxEXPAND);
    totals_ = new wxStaticText(this, wxID_ANY, "", wxDefaultPosition, wxDefaultSize, wxST_NO_AUTORESIZE);
    details_ = new wxStaticText(this, wxID_ANY, "", wxDefaultPosition, wxDefaultSize, wxST_NO_AUTORESIZE);
    details_->SetForegroundColour(colours().faint);
    totals_->SetMinSize({1, FromDIP(20)});
    details_->SetMinSize({1, FromDIP(38)});
    column->Add(totals_, 0, wxEXPAND | wxLEFT | wxRIGHT | wxTOP, FromDIP(8));
    column->Add(details_, 0, wxEXPAND | wxALL, FromDIP(8));
    SetSizer(column);
    Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
        wrap_details();
        event.Skip();
    });
    rows_->Bind(wxEVT_LISTBOX, [this](wxCommandEvent& event) {
        if (picked && event.GetInt() >= 0) picked(rows_->field_of(event.GetInt()));
    });
}

void DesignerTrial::wrap_details() { details_->SetLabel(wrapped(*details_, details_words_, std::max(FromDIP(120), GetClientSize().x - FromDIP(16)))); }

void DesignerTrial::show(Heading heading) {
    wxString source;
    if (heading.samples > 0) source = wxString::Format(tr("記入例 %zu / %zu　"), heading.sample, heading.samples) + heading.source;
    source_->SetLabel(source);
    before_->Enable(heading.samples > 1);
    after_->Enable(heading.samples > 1);
    wxString totals, details;
    if (heading.samples == 0) details = tr("記入例（書き込んだ用紙の画像）を落とすと、その場で読みます");
    else if (heading.reading) details = tr("読んでいます…");
    else if (!heading.trouble.empty()) details = heading.trouble;
    if (heading.pages > 0 && heading.fields > 0) {
        const std::size_t filled = std::max<std::size_t>(1, heading.fields - heading.blank);
        totals = wxString::Format(tr("%zu 枚 %zu 項目：自動確定 %zu（%.1f %%）・要確認 %zu"), heading.pages, heading.fields, heading.accepted, 100.0 * static_cast<double>(heading.accepted) / static_cast<double>(filled), heading.review);
        if (!heading.reading && state_.trial && state_.trial->why_not.empty())
            details = wxString::Format(tr("位置合わせ %.2f　ずれ %.1f px　1 枚 %.2f 秒"), state_.trial->score, state_.trial->residual_px, state_.trial->seconds);
    }
    summary_ = totals + details;
    totals_->SetLabel(totals);
    details_words_ = details;
    wrap_details();
    totals_->SetToolTip(totals);
    rows_->show();
    Layout();
}

}  // namespace yorozu::gui
