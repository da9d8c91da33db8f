#include "workbench/gui/rpa/rpa_evidence.h"

#include <wx/dcbuffer.h>
#include <wx/imagpng.h>
#include <wx/log.h>
#include <wx/mstream.h>
#include <wx/sizer.h>
#include <wx/stattext.h>

#include <algorithm>

#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/table.h"
#include "workbench/gui/controls/words.h"

namespace yorozu::gui {

/// A picture drawn as large as fits, grey while there is none.
class EvidencePane::Screen : public wxPanel {
public:
    Screen(wxWindow* parent, const wxString& name) : wxPanel(parent, wxID_ANY, wxDefaultPosition, parent->FromDIP(wxSize(190, 132)), wxBORDER_SIMPLE) {
        if (!wxImage::FindHandler(wxBITMAP_TYPE_PNG)) wxImage::AddHandler(new wxPNGHandler);
        SetBackgroundStyle(wxBG_STYLE_PAINT);
        set_accessible(*this, name, Role::image);
        Bind(wxEVT_PAINT, [this](wxPaintEvent&) {
            wxAutoBufferedPaintDC dc(this);
            dc.SetBackground(wxBrush(colours().window));
            dc.Clear();
            if (!image_.IsOk()) return;
            const wxSize room = GetClientSize();
            const double scale = std::min(static_cast<double>(room.x) / image_.GetWidth(), static_cast<double>(room.y) / image_.GetHeight());
            const int width = std::max(1, static_cast<int>(image_.GetWidth() * scale)), height = std::max(1, static_cast<int>(image_.GetHeight() * scale));
            if (!fitted_.IsOk() || fitted_.GetWidth() != width) fitted_ = wxBitmap(image_.Scale(width, height, wxIMAGE_QUALITY_HIGH));
            dc.DrawBitmap(fitted_, (room.x - width) / 2, 0);
        });
        Bind(wxEVT_SIZE, [this](wxSizeEvent& event) { fitted_ = wxBitmap(); Refresh(); event.Skip(); });
    }
    void show(const std::string& png) {
        image_ = wxImage();
        fitted_ = wxBitmap();
        if (!png.empty()) {
            const wxLogNull quiet;
            wxMemoryInputStream in(png.data(), png.size());
            image_.LoadFile(in, wxBITMAP_TYPE_PNG);
        }
        Refresh();
    }

    bool drawn() const { return image_.IsOk(); }

private:
    wxImage image_;
    wxBitmap fitted_;
};

wxString clock_time(std::int64_t ms) {
    const long long day = (ms + 9LL * 3'600'000) % 86'400'000;
    return wxString::Format("%02lld:%02lld:%02lld.%03lld", day / 3'600'000, day / 60'000 % 60, day / 1000 % 60, day % 1000);
}

wxString covered(const std::string& name, const std::string& value) {
    wxString text = shown(value);
    if (shown(name).Find(wxString::FromUTF8("口座番号")) == wxNOT_FOUND && name.find("koza_no") == std::string::npos && name.find("account") == std::string::npos) return text;
    for (std::size_t at = 0; at + 3 < text.length(); ++at) text[at] = wxUniChar(0x2022);
    return text;
}

EvidencePane::EvidencePane(wxWindow* parent, Pictures size) : wxPanel(parent) {
    heading_ = new wxStaticText(this, wxID_ANY, tr("証跡"));
    before_words_ = new wxStaticText(this, wxID_ANY, tr("前"));
    after_words_ = new wxStaticText(this, wxID_ANY, tr("後"));
    before_ = new Screen(this, tr("前の画面"));
    after_ = new Screen(this, tr("後の画面"));
    variables_ = new Table(this, tr("変数"), {{tr("変数"), 86}, {tr("値"), 74}, {tr("画面の読返し"), 96}, {tr("判定"), 74}, {tr("操作"), 40, true}}, 22);
    variables_->set_sortable(false);
    auto* pictures = new wxFlexGridSizer(2, FromDIP(wxSize(8, 3)));
    pictures->AddGrowableCol(0, 1);
    pictures->AddGrowableCol(1, 1);
    pictures->AddGrowableRow(1, 1);
    pictures->Add(before_words_);
    pictures->Add(after_words_);
    pictures->Add(before_, 1, wxEXPAND);
    pictures->Add(after_, 1, wxEXPAND);
    auto* column = new wxBoxSizer(wxVERTICAL);
    column->Add(heading_, 0, wxEXPAND | wxALL, FromDIP(6));
    column->Add(pictures, size == Pictures::growing ? 2 : 0, wxEXPAND | wxLEFT | wxRIGHT | wxBOTTOM, FromDIP(6));
    column->Add(variables_, size == Pictures::growing ? 3 : 1, wxEXPAND | wxLEFT | wxRIGHT | wxBOTTOM, FromDIP(6));
    SetSizer(column);
}

void EvidencePane::show(const RunControl::View& view, const Names& names) {
    const bool at_end = view.item != item_ || shots_.empty() || at_ + 1 >= shots_.size() || view.shots.size() < shots_.size();
    shots_ = view.shots;
    item_ = view.item;
    if (at_end) at_ = shots_.empty() ? 0 : shots_.size() - 1;
    show_shot();
    std::vector<Table::Row> rows;
    using Verdict = rpa::ReadBack::Verdict;
    for (const auto& one : view.read_backs) {
        const wxString verdict = one.verdict == Verdict::same ? tr("✓ 一致") : one.verdict == Verdict::converted ? tr("✓ 変換後に一致") : tr("! 違う");
        const wxString name = one.name.empty() ? tr("（文）") : names.column(one.name);
        rows.push_back({one.step, {name, covered(utf8(name), one.given), covered(utf8(name), one.shown), verdict, wxString::Format("%d", names.number(one.step))}, {},
                        one.verdict == Verdict::differs ? Table::Row::Tone::failure : Table::Row::Tone::plain});
    }
    for (const auto& [name, value] : view.variables) {
        const auto by = view.set_by.find(name);
        rows.push_back({"variable:" + name, {shown(name), covered(name, value), {}, {}, by == view.set_by.end() ? wxString() : wxString::Format("%d", names.number(by->second))}, {}, Table::Row::Tone::faint});
    }
    for (const auto& [expression, value] : view.watched) rows.push_back({"watched:" + expression, {tr("監視: ") + shown(expression), covered(expression, value), {}, {}, {}}, {}, Table::Row::Tone::plain});
    variables_->show(std::move(rows));
}

void EvidencePane::show_shot() {
    const bool any = at_ < shots_.size();
    heading_->SetLabel(any ? wxString::Format(tr("証跡　%lld 番　%s　%d / %d"), static_cast<long long>(item_), shown(shots_[at_].step), static_cast<int>(at_) + 1, static_cast<int>(shots_.size())) : tr("証跡"));
    before_->show(any ? shots_[at_].before : "");
    after_->show(any ? shots_[at_].after : "");
    before_words_->SetLabel(any ? tr("前") + "  " + clock_time(shots_[at_].before_at) : tr("前"));
    after_words_->SetLabel(any ? tr("後") + "  " + clock_time(shots_[at_].after_at) + (shots_[at_].failed ? "  " + tr("! 止まった") : shots_[at_].read_back ? "  " + tr("読返し一致") : wxString()) : tr("後"));
}

bool EvidencePane::shows_pictures() const { return before_->drawn() && after_->drawn(); }

void EvidencePane::show_picture(const std::string& png, const wxString& words) {
    heading_->SetLabel(words);
    before_->show("");
    after_->show(png);
    before_words_->SetLabel({});
    after_words_->SetLabel(tr("記録の画面"));
}

void EvidencePane::walk(int by) {
    if (shots_.empty()) return;
    at_ = static_cast<std::size_t>(std::clamp(static_cast<int>(at_) + by, 0, static_cast<int>(shots_.size()) - 1));
    show_shot();
}

}  // namespace yorozu::gui
