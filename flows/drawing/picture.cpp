#include "flows/drawing/picture.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <stdexcept>

#include "flows/drawing/drawn_index.h"
#include "flows/drawing/pango_handles.h"

namespace yorozu::flows {
namespace {

struct SurfaceDeleter {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
struct ContextDeleter {
    void operator()(cairo_t* context) const { cairo_destroy(context); }
};
using Surface = std::unique_ptr<cairo_surface_t, SurfaceDeleter>;

constexpr double points_per_unit = 72.0 / 96, points_per_mm = 72.0 / 25.4, units_per_mm = 96 / 25.4;

cairo_status_t append(void* bytes, const unsigned char* data, unsigned int length) {
    static_cast<std::string*>(bytes)->append(reinterpret_cast<const char*>(data), length);
    return CAIRO_STATUS_SUCCESS;
}

class Painter {
public:
    explicit Painter(cairo_surface_t* surface) : surface_(surface), context_(cairo_create(surface)) {
        layout_.reset(pango_cairo_create_layout(context_.get()));
        // Letters stand where they were measured, whatever the scale.
        cairo_font_options_t* options = cairo_font_options_create();
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
        pango_cairo_context_set_font_options(pango_layout_get_context(layout_.get()), options);
        cairo_font_options_destroy(options);
    }
    cairo_t* context() const { return context_.get(); }

    void paint(const DisplayList& list, const std::vector<int>& numbers) {
        for (const int number : numbers) {
            const Item& item = list.items[static_cast<std::size_t>(number)];
            if (const auto* figure = std::get_if<Figure>(&item.what)) paint(*figure);
            else paint(std::get<Text>(item.what));
        }
        check();
    }

    void paint(const Text& text) {
        cairo_save(context_.get());
        pango_layout_set_font_description(layout_.get(), font(text.size, text.bold));
        pango_layout_set_text(layout_.get(), text.text.c_str(), static_cast<int>(text.text.size()));
        int width = 0;
        pango_layout_get_size(layout_.get(), &width, nullptr);
        const double ink = static_cast<double>(width) / PANGO_SCALE, height = text.size * text_line_height / 11;
        // The font's own line is higher than ours: the letters are put in the middle of ours.
        const double base = static_cast<double>(pango_layout_get_baseline(layout_.get())) / PANGO_SCALE;
        const double rise = height * 0.5 + text.size * 0.38 - base;
        if (text.turned) {
            cairo_translate(context_.get(), text.anchor.x, text.anchor.y);
            cairo_rotate(context_.get(), -3.14159265358979323846 / 2);
            cairo_move_to(context_.get(), -ink / 2, -height / 2 + rise);
        } else {
            const double left = text.align == Align::left ? 0 : text.align == Align::centre ? ink / 2 : ink;
            cairo_move_to(context_.get(), text.anchor.x - left, text.anchor.y + rise);
        }
        set(text.colour);
        pango_cairo_update_layout(context_.get(), layout_.get());
        pango_cairo_show_layout(context_.get(), layout_.get());
        cairo_restore(context_.get());
    }

    void check() const {
        const auto status = cairo_status(context_.get());
        if (status != CAIRO_STATUS_SUCCESS) throw std::runtime_error("図を描けません: " + std::string(cairo_status_to_string(status)) + ": 図を分けるか、倍率を下げてください");
    }

private:
    void set(Colour colour) { cairo_set_source_rgba(context_.get(), colour.red / 255.0, colour.green / 255.0, colour.blue / 255.0, colour.alpha / 255.0); }

    void paint(const Figure& figure) {
        cairo_t* to = context_.get();
        cairo_new_path(to);
        for (const PathStep& step : figure.path) {
            switch (step.kind) {
                case PathStep::Kind::move: cairo_move_to(to, step.to.x, step.to.y); break;
                case PathStep::Kind::line: cairo_line_to(to, step.to.x, step.to.y); break;
                case PathStep::Kind::curve: cairo_curve_to(to, step.control_1.x, step.control_1.y, step.control_2.x, step.control_2.y, step.to.x, step.to.y); break;
                case PathStep::Kind::close: cairo_close_path(to); break;
            }
        }
        if (figure.fill) {
            set(*figure.fill);
            figure.stroke ? cairo_fill_preserve(to) : cairo_fill(to);
        }
        if (!figure.stroke) return;
        set(figure.stroke->colour);
        cairo_set_line_width(to, figure.stroke->width);
        cairo_set_line_join(to, CAIRO_LINE_JOIN_ROUND);
        static constexpr double dashed[] = {4, 3}, dotted[] = {1.2, 2.4}, dash_dot[] = {8, 3, 1.5, 3};
        switch (figure.stroke->dash) {
            case Dash::solid: cairo_set_dash(to, nullptr, 0, 0); break;
            case Dash::dashed: cairo_set_dash(to, dashed, 2, 0); break;
            case Dash::dotted: cairo_set_dash(to, dotted, 2, 0); break;
            case Dash::dash_dot: cairo_set_dash(to, dash_dot, 4, 0); break;
        }
        cairo_stroke(to);
    }

    PangoFontDescription* font(double size, bool bold) {
        auto& known = fonts_[{size, bold}];
        if (!known) {
            known.reset(pango_font_description_from_string(text_font));
            pango_font_description_set_absolute_size(known.get(), size * PANGO_SCALE);
            if (bold) pango_font_description_set_weight(known.get(), PANGO_WEIGHT_BOLD);
        }
        return known.get();
    }

    cairo_surface_t* surface_;
    std::unique_ptr<cairo_t, ContextDeleter> context_;
    std::unique_ptr<PangoLayout, ObjectDeleter> layout_;
    std::map<std::pair<double, bool>, PangoFont> fonts_;
};

std::vector<int> every_item(const DisplayList& list) {
    std::vector<int> all(list.items.size());
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<int>(i);
    return all;
}

void finish(cairo_surface_t* surface) {
    cairo_surface_finish(surface);
    if (cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS)
        throw std::runtime_error("図を書けません: " + std::string(cairo_status_to_string(cairo_surface_status(surface))) + ": 図を分けるか、倍率を下げてください");
}

}  // namespace

SheetPlan plan_sheets(const DisplayList& list, const Paper& paper) {
    SheetPlan plan;
    const Box& all = list.bounds;
    if (paper.size == PaperSize::drawing) {
        plan.scale = paper.scale > 0 ? paper.scale : 1;
        plan.width_mm = all.width * plan.scale / units_per_mm;
        plan.height_mm = all.height * plan.scale / units_per_mm;
        // PDF pages end at 200 inches.
        const double most = 5000, longest = std::max(plan.width_mm, plan.height_mm);
        if (longest > most) plan.scale *= most / longest, plan.width_mm *= most / longest, plan.height_mm *= most / longest;
        plan.sheets.push_back({all, 0, 0});
        return plan;
    }
    const double short_side = paper.size == PaperSize::a4 ? 210 : 297, long_side = paper.size == PaperSize::a4 ? 297 : 420;
    plan.width_mm = paper.upright ? short_side : long_side;
    plan.height_mm = paper.upright ? long_side : short_side;
    constexpr double foot_mm = 6;
    const double room_x = (plan.width_mm - 2 * paper.margin_mm) * units_per_mm, room_y = (plan.height_mm - 2 * paper.margin_mm - foot_mm) * units_per_mm;
    const double whole = std::min({room_x / all.width, room_y / all.height, 1.0});
    plan.scale = paper.scale > 0 ? paper.scale : std::max(whole, paper.least_scale);
    const double width = room_x / plan.scale, height = room_y / plan.scale, overlap = paper.overlap_mm * units_per_mm / plan.scale;
    const auto count = [&](double length, double sheet) { return length <= sheet + 1e-6 ? 1 : 1 + static_cast<int>(std::ceil((length - sheet) / std::max(1.0, sheet - overlap) - 1e-9)); };
    plan.columns = std::min(2000, count(all.width, width));
    plan.rows = std::min(2000, count(all.height, height));
    for (int row = 0; row < plan.rows; ++row)
        for (int column = 0; column < plan.columns; ++column)
            plan.sheets.push_back({{all.x + column * (width - overlap), all.y + row * (height - overlap), width, height}, row, column});
    return plan;
}

std::string svg_picture(const DisplayList& list) {
    std::string bytes;
    const Surface surface(cairo_svg_surface_create_for_stream(append, &bytes, list.bounds.width, list.bounds.height));
    cairo_svg_surface_set_document_unit(surface.get(), CAIRO_SVG_UNIT_PX);
    {
        Painter painter(surface.get());
        cairo_translate(painter.context(), -list.bounds.x, -list.bounds.y);
        painter.paint(list, every_item(list));
    }
    finish(surface.get());
    // cairo numbers its surfaces through the life of the program; without the numbers the same drawing gives the same bytes.
    for (std::size_t at = bytes.find("surface"); at != std::string::npos; at = bytes.find("surface", at + 7)) {
        std::size_t end = at + 7;
        while (end < bytes.size() && bytes[end] >= '0' && bytes[end] <= '9') ++end;
        bytes.erase(at + 7, end - at - 7);
    }
    return bytes;
}

std::string png_picture(const DisplayList& list, double scale) {
    const double width = std::ceil(list.bounds.width * scale), height = std::ceil(list.bounds.height * scale);
    if (width > 32000 || height > 32000) throw std::runtime_error("PNG には大きすぎます（" + std::to_string(static_cast<long>(width)) + "×" + std::to_string(static_cast<long>(height)) + " 画素）: SVG か PDF にするか、倍率を下げてください");
    std::string bytes;
    const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, static_cast<int>(width), static_cast<int>(height)));
    {
        Painter painter(surface.get());
        cairo_set_source_rgb(painter.context(), 1, 1, 1);
        cairo_paint(painter.context());
        cairo_scale(painter.context(), scale, scale);
        cairo_translate(painter.context(), -list.bounds.x, -list.bounds.y);
        painter.paint(list, every_item(list));
    }
    cairo_surface_write_to_png_stream(surface.get(), append, &bytes);
    finish(surface.get());
    return bytes;
}

std::string pdf_picture(const std::vector<DisplayList>& lists, const Paper& paper) {
    std::string bytes;
    const Surface surface(cairo_pdf_surface_create_for_stream(append, &bytes, 595, 842));
    // Without a date the same flow gives the same file.
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z");
    if (!paper.title.empty()) cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, paper.title.c_str());
    for (const DisplayList& list : lists) {
        const DrawnIndex index(list);
        const SheetPlan plan = plan_sheets(list, paper);
        for (const Sheet& sheet : plan.sheets) {
            const auto items = index.items_in(sheet.part);
            cairo_pdf_surface_set_size(surface.get(), plan.width_mm * points_per_mm, plan.height_mm * points_per_mm);
            Painter painter(surface.get());
            cairo_t* to = painter.context();
            const double margin = paper.size == PaperSize::drawing ? 0 : paper.margin_mm * points_per_mm;
            cairo_save(to);
            cairo_translate(to, margin, margin);
            cairo_scale(to, points_per_unit * plan.scale, points_per_unit * plan.scale);
            cairo_translate(to, -sheet.part.x, -sheet.part.y);
            cairo_rectangle(to, sheet.part.x, sheet.part.y, sheet.part.width, sheet.part.height);
            cairo_clip(to);
            painter.paint(list, items);
            cairo_restore(to);
            if (paper.size != PaperSize::drawing) {
                const double foot = plan.height_mm * points_per_mm - margin - 8;
                const int number = sheet.row * plan.columns + sheet.column + 1;
                Text text{paper.title, {margin, foot}, 8, 0, {0x55, 0x55, 0x55}, Align::left, false, false};
                painter.paint(text);
                text.text = std::to_string(number) + " / " + std::to_string(plan.sheets.size());
                if (plan.sheets.size() > 1) text.text += "（上から " + std::to_string(sheet.row + 1) + "、左から " + std::to_string(sheet.column + 1) + "）";
                text.anchor.x = plan.width_mm * points_per_mm - margin;
                text.align = Align::right;
                painter.paint(text);
            }
            painter.check();
            cairo_surface_show_page(surface.get());
        }
    }
    finish(surface.get());
    return bytes;
}

}  // namespace yorozu::flows
