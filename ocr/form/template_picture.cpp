#include <cairo.h>
#include <pango/pangocairo.h>

#include <array>
#include <cstring>
#include <memory>
#include <stdexcept>

#include "ocr/form/template_draft.h"

namespace yorozu::ocr {
namespace {

struct SurfaceDeleter {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
struct ContextDeleter {
    void operator()(cairo_t* context) const { cairo_destroy(context); }
};
struct ObjectDeleter {
    void operator()(PangoLayout* layout) const { g_object_unref(layout); }
};
struct FontDeleter {
    void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
};

struct Colour {
    double red, green, blue;
};

/// Reading, marking and looking are told apart by colour.
Colour colour_of(FieldKind kind) {
    switch (kind) {
        case FieldKind::choice: return {0.80, 0.25, 0.05};
        case FieldKind::code:
        case FieldKind::seal:
        case FieldKind::image: return {0.45, 0.20, 0.60};
        default: return {0.05, 0.35, 0.75};
    }
}

class Sheet {
public:
    Sheet(const TemplatePage& page) : scale_(page.px_per_mm) {
        const auto& blank = page.blank_image;
        surface_.reset(cairo_image_surface_create(CAIRO_FORMAT_RGB24, blank.width, blank.height));
        if (cairo_surface_status(surface_.get()) != CAIRO_STATUS_SUCCESS) throw std::runtime_error("絵を描くメモリーが足りません");
        auto* data = cairo_image_surface_get_data(surface_.get());
        const int stride = cairo_image_surface_get_stride(surface_.get());
        for (int y = 0; y < blank.height; ++y) {
            auto* row = reinterpret_cast<std::uint32_t*>(data + static_cast<std::ptrdiff_t>(stride) * y);
            const auto* grey = blank.pixels.data() + blank.row_bytes() * static_cast<std::size_t>(y);
            for (int x = 0; x < blank.width; ++x) {
                // The blank is paled, so that the drawing stands out.
                const std::uint32_t v = 255 - (255 - grey[x]) * 6 / 10;
                row[x] = v << 16 | v << 8 | v;
            }
        }
        cairo_surface_mark_dirty(surface_.get());
        context_.reset(cairo_create(surface_.get()));
        cairo_scale(context_.get(), scale_, scale_);
    }

    void box(const BoxMm& box, Colour colour, double width_mm) {
        cairo_rectangle(context_.get(), box.x, box.y, box.width, box.height);
        cairo_set_source_rgba(context_.get(), colour.red, colour.green, colour.blue, 0.10);
        cairo_fill_preserve(context_.get());
        cairo_set_source_rgba(context_.get(), colour.red, colour.green, colour.blue, 0.9);
        cairo_set_line_width(context_.get(), width_mm);
        cairo_stroke(context_.get());
    }

    void upright(double x, double top, double bottom, Colour colour) {
        cairo_move_to(context_.get(), x, top);
        cairo_line_to(context_.get(), x, bottom);
        cairo_set_source_rgba(context_.get(), colour.red, colour.green, colour.blue, 0.6);
        cairo_set_line_width(context_.get(), 0.15);
        cairo_stroke(context_.get());
    }

    /// A line of text in a white tag whose lower left corner is at (x, y).
    void tag(double x, double y, const std::string& text, Colour colour, double size_mm) {
        const std::unique_ptr<PangoLayout, ObjectDeleter> layout(pango_cairo_create_layout(context_.get()));
        const std::unique_ptr<PangoFontDescription, FontDeleter> font(pango_font_description_from_string("IPAexGothic, sans-serif"));
        pango_font_description_set_absolute_size(font.get(), size_mm * PANGO_SCALE);
        pango_layout_set_font_description(layout.get(), font.get());
        pango_layout_set_text(layout.get(), text.c_str(), static_cast<int>(text.size()));
        int width = 0, height = 0;
        pango_layout_get_size(layout.get(), &width, &height);
        const double w = static_cast<double>(width) / PANGO_SCALE, h = static_cast<double>(height) / PANGO_SCALE;
        const double top = std::max(0.0, y - h);
        cairo_rectangle(context_.get(), x, top, w + 0.6, h);
        cairo_set_source_rgba(context_.get(), 1, 1, 1, 0.85);
        cairo_fill(context_.get());
        cairo_move_to(context_.get(), x + 0.3, top);
        cairo_set_source_rgb(context_.get(), colour.red, colour.green, colour.blue);
        pango_cairo_show_layout(context_.get(), layout.get());
    }

    Image image() const {
        cairo_surface_flush(surface_.get());
        Image image;
        image.width = cairo_image_surface_get_width(surface_.get());
        image.height = cairo_image_surface_get_height(surface_.get());
        image.channels = 3;
        image.pixels.resize(image.row_bytes() * static_cast<std::size_t>(image.height));
        const auto* data = cairo_image_surface_get_data(surface_.get());
        const int stride = cairo_image_surface_get_stride(surface_.get());
        auto* out = image.pixels.data();
        for (int y = 0; y < image.height; ++y) {
            const auto* row = reinterpret_cast<const std::uint32_t*>(data + static_cast<std::ptrdiff_t>(stride) * y);
            for (int x = 0; x < image.width; ++x, out += 3) {
                out[0] = static_cast<std::uint8_t>(row[x] >> 16);
                out[1] = static_cast<std::uint8_t>(row[x] >> 8);
                out[2] = static_cast<std::uint8_t>(row[x]);
            }
        }
        return image;
    }

private:
    double scale_;
    std::unique_ptr<cairo_surface_t, SurfaceDeleter> surface_;
    std::unique_ptr<cairo_t, ContextDeleter> context_;
};

}  // namespace

Image template_picture(const FormTemplate& form, int page) {
    Sheet sheet(form.pages.at(static_cast<std::size_t>(page) - 1));
    int number = 0;
    for (const auto& field : form.fields) {
        ++number;
        if (field.page != page) continue;
        const Colour colour = colour_of(field.kind);
        if (field.options.empty()) sheet.box(field.box_mm, colour, field.required ? 0.5 : 0.25);
        for (int i = 1; i < field.cells; ++i)
            sheet.upright(field.box_mm.x + field.box_mm.width * i / field.cells, field.box_mm.y, field.box_mm.y + field.box_mm.height, colour);
        for (const auto& option : field.options) {
            sheet.box(option.box_mm, colour, field.required ? 0.5 : 0.25);
            sheet.tag(option.box_mm.x, option.box_mm.y + option.box_mm.height + 1.9, option.value, colour, 1.6);
        }
        sheet.tag(field.box_mm.x, field.box_mm.y, std::to_string(number) + " " + field.label + (field.mask ? "（伏せる）" : ""), colour, 2.2);
    }
    return sheet.image();
}

}  // namespace yorozu::ocr
