#include "tests/generator/form_print.h"

#include <ZXing/BarcodeFormat.h>
#include <ZXing/BitMatrix.h>
#include <ZXing/MultiFormatWriter.h>
#include <pango/pangocairo.h>

#include <cmath>
#include <fstream>
#include <stdexcept>

#include "tests/generator/scan_file.h"

namespace yorozu::generator {
namespace {

void draw_text(cairo_t* cr, const Print& p) {
    // Pango hints and rounds at small sizes, so letters are set large and scaled down: positions are those of
    // the mm grid.
    constexpr double magnified = 20.0;
    cairo_save(cr);
    cairo_translate(cr, p.box.x, p.box.y);
    cairo_scale(cr, 1 / magnified, 1 / magnified);
    PangoLayout* layout = pango_cairo_create_layout(cr);
    PangoContext* context = pango_layout_get_context(layout);
    cairo_font_options_t* options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(context, options);
    cairo_font_options_destroy(options);
    PangoFontDescription* font = pango_font_description_new();
    const char* usual = p.font == Print::Font::gothic ? "IPAexGothic" : "IPAexMincho";
    pango_font_description_set_family(font, p.family.empty() ? usual : p.family.c_str());
    pango_font_description_set_absolute_size(font, p.size * magnified * PANGO_SCALE);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
    pango_layout_set_text(layout, p.text.c_str(), -1);
    int width = 0, height = 0;
    pango_layout_get_size(layout, &width, &height);
    const double shift = p.align == Print::Align::left ? 0 : p.align == Print::Align::centre ? -0.5 : -1.0;
    cairo_move_to(cr, shift * width / PANGO_SCALE,
                  -static_cast<double>(pango_layout_get_baseline(layout)) / PANGO_SCALE);
    pango_cairo_show_layout(cr, layout);
    g_object_unref(layout);
    cairo_restore(cr);
}

void draw_code(cairo_t* cr, const Print& p) {
    const ZXing::BitMatrix code = ZXing::MultiFormatWriter(ZXing::BarcodeFormat::QRCode)
                                      .setMargin(0)
                                      .setEccLevel(4)
                                      .encode(p.text, 0, 0);
    const double module = p.box.width / code.width();
    for (int y = 0; y < code.height(); ++y)
        for (int x = 0; x < code.width(); ++x)
            if (code.get(x, y))
                cairo_rectangle(cr, p.box.x + x * module, p.box.y + y * module, module, module);
    cairo_fill(cr);
}

}  // namespace

void draw_print(cairo_t* cr, const PageDesign& page) {
    for (const Print& p : page.prints) {
        cairo_set_source_rgb(cr, p.grey, p.grey, p.grey);
        cairo_set_line_width(cr, p.stroke);
        const double dash[] = {0.6, 0.5};
        cairo_set_dash(cr, dash, p.dashed ? 2 : 0, 0);
        switch (p.kind) {
            case Print::Kind::line:
                cairo_move_to(cr, p.box.x, p.box.y);
                cairo_line_to(cr, p.box.x + p.box.width, p.box.y + p.box.height);
                cairo_stroke(cr);
                break;
            case Print::Kind::rectangle:
                cairo_rectangle(cr, p.box.x, p.box.y, p.box.width, p.box.height);
                cairo_stroke(cr);
                break;
            case Print::Kind::fill:
                cairo_rectangle(cr, p.box.x, p.box.y, p.box.width, p.box.height);
                cairo_fill(cr);
                break;
            case Print::Kind::ellipse:
                cairo_save(cr);
                cairo_translate(cr, p.box.x + p.box.width / 2, p.box.y + p.box.height / 2);
                cairo_scale(cr, p.box.width / 2, p.box.height / 2);
                cairo_arc(cr, 0, 0, 1, 0, 2 * M_PI);
                cairo_restore(cr);
                cairo_stroke(cr);
                break;
            case Print::Kind::text:
                draw_text(cr, p);
                break;
            case Print::Kind::code:
                draw_code(cr, p);
                break;
        }
    }
}

ocr::Image blank_image(const PageDesign& page, double dpi) {
    const double scale = dpi / 25.4;
    ocr::Image image;
    image.width = static_cast<int>(std::lround(page.width_mm * scale));
    image.height = static_cast<int>(std::lround(page.height_mm * scale));
    cairo_surface_t* surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, image.width, image.height);
    cairo_t* cr = cairo_create(surface);
    cairo_set_source_rgb(cr, 1, 1, 1);
    cairo_paint(cr);
    cairo_scale(cr, scale, scale);
    draw_print(cr, page);
    cairo_destroy(cr);
    cairo_surface_flush(surface);
    const unsigned char* data = cairo_image_surface_get_data(surface);
    const int stride = cairo_image_surface_get_stride(surface);
    image.pixels.resize(static_cast<std::size_t>(image.width) * image.height);
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x)
            image.pixels[static_cast<std::size_t>(y) * image.width + x] =
                data[static_cast<std::size_t>(y) * stride + 4 * x];
    cairo_surface_destroy(surface);
    return image;
}

void write_form(const FormDesign& form, const std::filesystem::path& folder, double dpi) {
    std::filesystem::create_directories(folder);
    for (std::size_t n = 0; n < form.pages.size(); ++n)
        write_scan(folder / blank_name(form, static_cast<int>(n) + 1), ScanKind::png,
                   {{blank_image(form.pages[n], dpi), dpi, false}});
    std::ofstream out(folder / "template.json");
    out << template_json(form).dump(2) << "\n";
    if (!out) throw std::runtime_error("cannot write " + (folder / "template.json").string());
}

}  // namespace yorozu::generator
