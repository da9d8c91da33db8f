#include "workbench/gui/controls/printing.h"

#include <gtk/gtk.h>
#include <cairo-pdf.h>
#include <wx/dcgraph.h>
#include <wx/graphics.h>
#include <wx/print.h>
#include <wx/window.h>

#include <algorithm>
#include <cmath>

#include "workbench/desk/workspace/whole_file.h"
#include "workbench/gui/controls/bitmaps.h"
#include "workbench/gui/controls/picture.h"
#include "workbench/gui/controls/words.h"

namespace yorozu::gui {
namespace {

constexpr double page_width_mm = 210, page_height_mm = 297, margin_mm = 15;
constexpr double inside_mm = page_width_mm - 2 * margin_mm;
constexpr double row_mm = 7, letters_mm = 3.6, title_mm = 5.5;

/// Draws in millimetres on whatever there is.
class Pen {
public:
    Pen(wxDC& dc, double per_mm) : dc_(dc), per_mm_(per_mm) {}

    void words(const wxString& said, double x, double y, double width, double height_mm, bool bold = false) {
        wxFont font(wxFontInfo(10).Bold(bold));
        dc_.SetFont(font);
        const int tall = std::max(1, dc_.GetCharHeight());
        dc_.SetFont(font.Scaled(static_cast<float>(height_mm * 1.35 * per_mm_ / tall)));
        dc_.SetTextForeground(*wxBLACK);
        wxString fits = said;
        const int room = px(width);
        while (fits.length() > 1 && dc_.GetTextExtent(fits).x > room) fits = fits.Left(fits.length() - 2) + wxString::FromUTF8("…");
        dc_.DrawText(fits, px(x), px(y));
    }
    void line(double x1, double y1, double x2, double y2) {
        dc_.SetPen(wxPen(wxColour(0x80, 0x80, 0x80), std::max(1, px(0.15))));
        dc_.DrawLine(px(x1), px(y1), px(x2), px(y2));
    }
    void picture(const wxBitmap& bitmap, double x, double y, double width, double height) {
        draw_part(dc_, bitmap, {0, 0, double(bitmap.GetWidth()), double(bitmap.GetHeight())}, {x * per_mm_, y * per_mm_, width * per_mm_, height * per_mm_});
        dc_.SetBrush(*wxTRANSPARENT_BRUSH);
        dc_.SetPen(wxPen(wxColour(0x80, 0x80, 0x80), std::max(1, px(0.15))));
        dc_.DrawRectangle(px(x), px(y), px(width), px(height));
    }

private:
    int px(double mm) const { return static_cast<int>(mm * per_mm_ + 0.5); }
    wxDC& dc_;
    double per_mm_;
};

void draw_head(Pen& pen, const wxString& title, const wxString& remark, int page, int pages) {
    pen.words(title, margin_mm, margin_mm, inside_mm - 20, title_mm, true);
    pen.words(remark, margin_mm, margin_mm + 9, inside_mm - 20, letters_mm);
    pen.words(wxString::Format("%d / %d", page + 1, pages), page_width_mm - margin_mm - 18, margin_mm, 18, letters_mm);
}

class Printout : public wxPrintout {
public:
    explicit Printout(const Paper& paper) : wxPrintout(paper.title), paper_(paper) {}
    bool HasPage(int page) override { return page >= 1 && page <= paper_.pages; }
    void GetPageInfo(int* least, int* most, int* from, int* to) override {
        *least = *from = 1;
        *most = *to = paper_.pages;
    }
    bool OnPrintPage(int page) override {
        FitThisSizeToPaper(wxSize(static_cast<int>(page_width_mm * 10), static_cast<int>(page_height_mm * 10)));
        paper_.draw(*GetDC(), page - 1, 10);
        return true;
    }

private:
    const Paper& paper_;
};

}  // namespace

Paper paper_of(PrintedList list) {
    constexpr double top = margin_mm + 18;
    constexpr auto rows_a_page = static_cast<std::size_t>((page_height_mm - margin_mm - top) / row_mm) - 1;
    const int pages = std::max<int>(1, static_cast<int>((list.rows.size() + rows_a_page - 1) / rows_a_page));
    return {list.title, pages, [list = std::move(list), pages](wxDC& dc, int page, double per_mm) {
                Pen pen(dc, per_mm);
                draw_head(pen, list.title, list.remark, page, pages);
                double y = margin_mm + 18;
                const auto row = [&](const std::vector<wxString>& cells, bool bold) {
                    double x = margin_mm;
                    for (std::size_t i = 0; i < list.shares.size(); ++i) {
                        if (i < cells.size()) pen.words(cells[i], x + 0.5, y + 1, inside_mm * list.shares[i] - 1.5, letters_mm, bold);
                        x += inside_mm * list.shares[i];
                    }
                    pen.line(margin_mm, y + row_mm, margin_mm + inside_mm, y + row_mm);
                    y += row_mm;
                };
                row(list.columns, true);
                const auto first = static_cast<std::size_t>(page) * rows_a_page;
                for (std::size_t i = first; i < std::min(list.rows.size(), first + rows_a_page); ++i) row(list.rows[i], false);
            }};
}

Paper paper_of(PrintedForm form) {
    return {form.title, 1, [form = std::move(form)](wxDC& dc, int page, double per_mm) {
                Pen pen(dc, per_mm);
                draw_head(pen, form.title, form.remark, page, 1);
                double y = margin_mm + 18;
                const double list_mm = std::ceil(static_cast<double>(form.fields.size()) / 2) * row_mm;
                if (form.page && !form.page->whole.empty() && form.page->width_mm > 0) {
                    const double room = std::max(60.0, page_height_mm - margin_mm - y - list_mm - 6);
                    const double scale = std::min({1.0, inside_mm / form.page->width_mm, room / form.page->height_mm});
                    pen.picture(bitmap_of(form.page->whole), margin_mm, y, form.page->width_mm * scale, form.page->height_mm * scale);
                    y += form.page->height_mm * scale + 6;
                } else if (form.page) {
                    pen.words(shown(form.page->why_not), margin_mm, y, inside_mm, letters_mm);
                    y += row_mm;
                }
                const double half = inside_mm / 2;
                for (std::size_t i = 0; i < form.fields.size(); ++i) {
                    const auto& field = form.fields[i];
                    const double x = margin_mm + (i % 2) * half;
                    pen.words(field.label, x, y + 1, half * 0.36 - 2, letters_mm);
                    pen.words(field.value, x + half * 0.36, y + 1, half * 0.44 - 2, letters_mm, true);
                    pen.words(field.state, x + half * 0.8, y + 1, half * 0.2 - 3, letters_mm);
                    pen.line(x, y + row_mm, x + half - 3, y + row_mm);
                    if (i % 2) y += row_mm;
                }
            }};
}

bool print(wxWindow* parent, const Paper& paper) {
    wxPrintDialogData data;
    data.SetMinPage(1);
    data.SetMaxPage(paper.pages);
    data.GetPrintData().SetPaperId(wxPAPER_A4);
    wxPrinter printer(&data);
    Printout printout(paper);
    return printer.Print(parent, &printout, true);
}

void write_pdf(const Paper& paper, const std::filesystem::path& file) {
    constexpr double points_per_mm = 72 / 25.4;
    desk::WholeFile whole(file);
    const auto keep = [](void* target, const unsigned char* bytes, unsigned length) {
        static_cast<std::string*>(target)->append(reinterpret_cast<const char*>(bytes), length);
        return CAIRO_STATUS_SUCCESS;
    };
    std::string bytes;
    auto* surface = cairo_pdf_surface_create_for_stream(keep, &bytes, page_width_mm * points_per_mm, page_height_mm * points_per_mm);
    auto* cairo = cairo_create(surface);
    for (int page = 0; page < paper.pages; ++page) {
        wxGCDC dc(wxGraphicsRenderer::GetDefaultRenderer()->CreateContextFromNativeContext(cairo));
        paper.draw(dc, page, points_per_mm);
        cairo_show_page(cairo);
    }
    cairo_destroy(cairo);
    cairo_surface_finish(surface);
    cairo_surface_destroy(surface);
    whole.write(bytes);
    whole.place();
}

}  // namespace yorozu::gui
