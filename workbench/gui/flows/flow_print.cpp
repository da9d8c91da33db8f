#include "workbench/gui/flows/flow_print.h"

#include <wx/clipbrd.h>
#include <wx/dcmemory.h>
#include <wx/graphics.h>
#include <wx/imagpng.h>
#include <wx/print.h>
#include <wx/printdlg.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "workbench/desk/flows/flow_export.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/flows/flow_paint.h"

namespace yorozu::gui {
namespace {

constexpr double mm_per_unit = 25.4 / 96;

/// The engine says which part of which diagram is on which sheet; the printer's context only paints it.
class FlowPrintout : public wxPrintout {
public:
    explicit FlowPrintout(const FlowTab& tab) : wxPrintout(tab.name()), name_(tab.name()) {
        for (const int diagram : tab.diagrams) pictures_.push_back(desk::picture_of(tab.flow(), diagram, true));
    }
    void OnPreparePrinting() override {
        int width = 0, height = 0;
        GetPageSizeMM(&width, &height);
        paper_.upright = height > width;
        paper_.size = std::max(width, height) > 350 ? flows::PaperSize::a3 : flows::PaperSize::a4;
        sheets_.clear();
        for (const auto& picture : pictures_) {
            const auto plan = flows::plan_sheets(picture->list, paper_);
            for (const auto& sheet : plan.sheets) sheets_.push_back({picture, sheet, plan.scale});
        }
    }
    void GetPageInfo(int* least, int* most, int* from, int* to) override { *least = *from = 1, *most = *to = std::max(1, static_cast<int>(sheets_.size())); }
    bool HasPage(int page) override { return page >= 1 && page <= static_cast<int>(sheets_.size()); }
    bool OnPrintPage(int page) override {
        wxDC* dc = GetDC();
        if (!dc || !HasPage(page)) return false;
        int width_mm = 0, height_mm = 0, width = 0, height = 0;
        GetPageSizeMM(&width_mm, &height_mm);
        dc->GetSize(&width, &height);
        const std::unique_ptr<wxGraphicsContext> graphics(wxGraphicsContext::CreateFromUnknownDC(*dc));
        if (!graphics) return false;
        const auto& one = sheets_[static_cast<std::size_t>(page) - 1];
        const double per_mm = static_cast<double>(width) / std::max(1, width_mm), per_unit = per_mm * mm_per_unit * one.scale;
        graphics->PushState();
        graphics->Translate(paper_.margin_mm * per_mm, paper_.margin_mm * per_mm);
        graphics->Scale(per_unit, per_unit);
        graphics->Clip(0, 0, one.sheet.part.width, one.sheet.part.height);
        graphics->Translate(-one.sheet.part.x, -one.sheet.part.y);
        paint_picture(*graphics, *one.picture, one.sheet.part, 1);
        graphics->PopState();
        graphics->Translate(paper_.margin_mm * per_mm, height - (paper_.margin_mm + 1) * per_mm);
        graphics->Scale(per_mm * mm_per_unit, per_mm * mm_per_unit);
        graphics->SetFont(wxFont(wxFontInfo(9)), *wxBLACK);
        graphics->DrawText(wxString::Format(wxString::FromUTF8("%s　%d / %zu（%s %d・%s %d）"), name_, page, sheets_.size(), tr("列"), one.sheet.column + 1, tr("段"), one.sheet.row + 1), 0, 0);
        return true;
    }

private:
    struct Printed {
        std::shared_ptr<const desk::FlowPicture> picture;
        flows::Sheet sheet;
        double scale = 1;
    };
    wxString name_;
    flows::Paper paper_;
    std::vector<std::shared_ptr<const desk::FlowPicture>> pictures_;
    std::vector<Printed> sheets_;
};

}  // namespace

std::unique_ptr<wxPrintout> flow_printout(const FlowTab& tab) { return std::make_unique<FlowPrintout>(tab); }

void print_flow(wxWindow* parent, const FlowTab& tab) {
    wxPrintData paper;
    paper.SetOrientation(wxLANDSCAPE);
    paper.SetPaperId(wxPAPER_A3);
    wxPrintDialogData asked(paper);
    wxPrinter printer(&asked);
    FlowPrintout printout(tab);
    printer.Print(parent, &printout, true);
}

bool copy_flow_picture(const FlowTab& tab) {
    if (tab.diagram() < 0 || !wxTheClipboard->Open()) return false;
    const auto picture = desk::picture_of(tab.flow(), tab.diagram(), true);
    const auto& all = picture->list.bounds;
    // Twice the natural size, but no more pixels than a clipboard takes.
    const double scale = std::min(2.0, std::sqrt(60e6 / std::max(1.0, all.width * all.height)));
    wxBitmap made(std::max(1, int(all.width * scale)), std::max(1, int(all.height * scale)), 24);
    {
        wxMemoryDC dc(made);
        dc.SetBackground(*wxWHITE_BRUSH);
        dc.Clear();
        const std::unique_ptr<wxGraphicsContext> graphics(wxGraphicsContext::Create(dc));
        if (graphics) {
            graphics->Scale(scale, scale);
            graphics->Translate(-all.x, -all.y);
            paint_picture(*graphics, *picture, all, scale);
        }
    }
    // GTK's clipboard takes bitmaps as PNG.
    if (!wxImage::FindHandler(wxBITMAP_TYPE_PNG)) wxImage::AddHandler(new wxPNGHandler);
    const bool taken = wxTheClipboard->SetData(new wxBitmapDataObject(made));
    wxTheClipboard->Close();
    return taken;
}

}  // namespace yorozu::gui
