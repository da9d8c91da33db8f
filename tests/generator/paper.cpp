#include "tests/generator/paper.h"

#include <pango/pangocairo.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <mutex>

#include "tests/generator/form_print.h"

namespace yorozu::generator {

namespace {

/// The print of a design, drawn once for the whole program.
std::shared_ptr<const ocr::Image> kept_print(const PageDesign& page, double dpi) {
    static std::mutex mutex;
    static std::map<std::pair<const PageDesign*, double>, std::shared_ptr<const ocr::Image>> kept;
    const std::lock_guard lock(mutex);
    auto& image = kept[{&page, dpi}];
    if (!image) image = std::make_shared<ocr::Image>(blank_image(page, dpi));
    return image;
}

}  // namespace

Paper::Paper(const PageDesign& page, double dpi, bool keep_print) : dpi_(dpi) {
    const double scale = dpi / 25.4;
    const auto print = keep_print && dpi <= 300 ? kept_print(page, dpi)
                                                : std::make_shared<const ocr::Image>(blank_image(page, dpi));
    sheet_surface_ = cairo_image_surface_create(CAIRO_FORMAT_RGB24, print->width, print->height);
    pen_surface_ = cairo_image_surface_create(CAIRO_FORMAT_A8, print->width, print->height);
    unsigned char* data = cairo_image_surface_get_data(sheet_surface_);
    const int stride = cairo_image_surface_get_stride(sheet_surface_);
    for (int y = 0; y < print->height; ++y) {
        const std::uint8_t* from = &print->pixels[print->row_bytes() * static_cast<std::size_t>(y)];
        auto* to = reinterpret_cast<std::uint32_t*>(data + static_cast<std::size_t>(y) * stride);
        for (int x = 0; x < print->width; ++x) to[x] = 0x010101u * from[x];
    }
    cairo_surface_mark_dirty(sheet_surface_);
    sheet_ = cairo_create(sheet_surface_);
    pen_ = cairo_create(pen_surface_);
    cairo_scale(sheet_, scale, scale);
    cairo_scale(pen_, scale, scale);
}

Paper::~Paper() {
    cairo_destroy(sheet_);
    cairo_destroy(pen_);
    cairo_surface_destroy(sheet_surface_);
    cairo_surface_destroy(pen_surface_);
}

void Paper::dry(const Hand& hand, Random& random) {
    cairo_surface_flush(pen_surface_);
    unsigned char* data = cairo_image_surface_get_data(pen_surface_);
    const int stride = cairo_image_surface_get_stride(pen_surface_);
    const int width = cairo_image_surface_get_width(pen_surface_),
              height = cairo_image_surface_get_height(pen_surface_);
    if (hand.grain > 0) {
        // Pencil catches on the paper's grain: alpha is taken away in specks of about a tenth of a
        // millimetre.
        const double cells_per_px = 25.4 / dpi_ / 0.09;
        const std::uint64_t seed = random.next();
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x) {
                unsigned char& a = data[static_cast<std::size_t>(y) * stride + x];
                if (a == 0) continue;
                Random speck(seed ^ (static_cast<std::uint64_t>(x * cells_per_px) << 32) ^
                             static_cast<std::uint64_t>(y * cells_per_px));
                speck.next();
                a = static_cast<unsigned char>(a * (1 - hand.grain * 0.75 * speck.uniform()));
            }
        cairo_surface_mark_dirty(pen_surface_);
    }
    cairo_save(sheet_);
    cairo_identity_matrix(sheet_);
    cairo_set_operator(sheet_, CAIRO_OPERATOR_OVER);
    cairo_set_source_rgba(sheet_, hand.red, hand.green, hand.blue, hand.opacity);
    cairo_mask_surface(sheet_, pen_surface_, 0, 0);
    cairo_restore(sheet_);
    cairo_save(pen_);
    cairo_set_operator(pen_, CAIRO_OPERATOR_CLEAR);
    cairo_paint(pen_);
    cairo_restore(pen_);
}

ocr::Image Paper::scan() const {
    cairo_surface_flush(sheet_surface_);
    ocr::Image image;
    image.width = cairo_image_surface_get_width(sheet_surface_);
    image.height = cairo_image_surface_get_height(sheet_surface_);
    image.channels = 3;
    image.pixels.resize(static_cast<std::size_t>(image.width) * image.height * 3);
    const unsigned char* data = cairo_image_surface_get_data(sheet_surface_);
    const int stride = cairo_image_surface_get_stride(sheet_surface_);
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x) {
            const unsigned char* from = data + static_cast<std::size_t>(y) * stride + 4 * x;
            std::uint8_t* to = &image.pixels[(static_cast<std::size_t>(y) * image.width + x) * 3];
            to[0] = from[2];
            to[1] = from[1];
            to[2] = from[0];
        }
    return image;
}

namespace {

void stamp_text(cairo_t* cr, const std::string& text, double x, double y, double width, double height) {
    PangoLayout* layout = pango_cairo_create_layout(cr);
    PangoFontDescription* font = pango_font_description_from_string("IPAexMincho Bold");
    pango_font_description_set_absolute_size(font, 100 * PANGO_SCALE);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
    pango_layout_set_text(layout, text.c_str(), -1);
    PangoRectangle box;
    pango_layout_get_extents(layout, &box, nullptr);
    const double w = static_cast<double>(box.width) / PANGO_SCALE,
                 h = static_cast<double>(box.height) / PANGO_SCALE;
    cairo_save(cr);
    cairo_translate(cr, x - width / 2, y - height / 2);
    cairo_scale(cr, width / w, height / h);
    cairo_translate(cr, -static_cast<double>(box.x) / PANGO_SCALE, -static_cast<double>(box.y) / PANGO_SCALE);
    cairo_move_to(cr, 0, 0);
    pango_cairo_show_layout(cr, layout);
    cairo_new_path(cr);
    cairo_restore(cr);
    g_object_unref(layout);
}

/// Paints the group that was pushed, thinned in blots where the rubber did not touch.
void press(cairo_t* cr, double x, double y, double diameter, double red, double green, double blue,
           Random& random) {
    cairo_new_path(cr);
    cairo_set_operator(cr, CAIRO_OPERATOR_DEST_OUT);
    const int blots = random.between(3, 14);
    for (int n = 0; n < blots; ++n) {
        const double angle = random.uniform(0, 2 * M_PI), far = diameter * 0.5 * std::sqrt(random.uniform());
        cairo_set_source_rgba(cr, 0, 0, 0, random.uniform(0.2, 0.8));
        cairo_arc(cr, x + far * std::cos(angle), y + far * std::sin(angle),
                  diameter * random.uniform(0.01, 0.07), 0, 2 * M_PI);
        cairo_fill(cr);
    }
    cairo_pattern_t* stamp = cairo_pop_group(cr);
    cairo_save(cr);
    cairo_set_operator(cr, CAIRO_OPERATOR_MULTIPLY);
    cairo_set_source_rgba(cr, red, green, blue, random.uniform(0.7, 0.95));
    cairo_mask(cr, stamp);
    cairo_restore(cr);
    cairo_pattern_destroy(stamp);
}

}  // namespace

void stamp_seal(cairo_t* sheet, const std::string& name, double x, double y, double diameter,
                Random& random) {
    const std::u32string letters = code_points(name);
    cairo_save(sheet);
    cairo_translate(sheet, x, y);
    cairo_rotate(sheet, random.normal(0, 6) * M_PI / 180);
    cairo_translate(sheet, -x, -y);
    // Clipped first: the group is then as large as the stamp, not as the page.
    cairo_rectangle(sheet, x - diameter * 0.6, y - diameter * 0.6, diameter * 1.2, diameter * 1.2);
    cairo_clip(sheet);
    cairo_push_group(sheet);
    cairo_set_source_rgba(sheet, 0, 0, 0, 1);
    cairo_set_line_width(sheet, diameter * random.uniform(0.03, 0.06));
    cairo_new_path(sheet);
    cairo_arc(sheet, x, y, diameter / 2, 0, 2 * M_PI);
    cairo_stroke(sheet);
    const double column = diameter * 0.78,
                 each = column / static_cast<double>(std::max<std::size_t>(letters.size(), 2));
    std::size_t byte = 0;
    for (std::size_t n = 0; n < letters.size(); ++n) {
        std::size_t end = byte + 1;
        while (end < name.size() && (static_cast<unsigned char>(name[end]) & 0xC0) == 0x80) ++end;
        const double middle =
            y - each * static_cast<double>(letters.size()) / 2 + each * (static_cast<double>(n) + 0.5);
        stamp_text(sheet, name.substr(byte, end - byte), x, middle,
                   letters.size() > 1 ? diameter * 0.5 : diameter * 0.62,
                   letters.size() > 1 ? each * 0.9 : diameter * 0.62);
        byte = end;
    }
    press(sheet, x, y, diameter, 0.86, 0.12, 0.1, random);
    cairo_restore(sheet);
}

void stamp_date(cairo_t* sheet, double x, double y, double diameter, const std::string& date,
                Random& random) {
    cairo_save(sheet);
    cairo_translate(sheet, x, y);
    cairo_rotate(sheet, random.normal(0, 8) * M_PI / 180);
    cairo_translate(sheet, -x, -y);
    // Clipped first: the group is then as large as the stamp, not as the page.
    cairo_rectangle(sheet, x - diameter * 0.6, y - diameter * 0.6, diameter * 1.2, diameter * 1.2);
    cairo_clip(sheet);
    cairo_push_group(sheet);
    cairo_set_source_rgba(sheet, 0, 0, 0, 1);
    cairo_set_line_width(sheet, 0.35);
    cairo_new_path(sheet);
    cairo_arc(sheet, x, y, diameter / 2, 0, 2 * M_PI);
    cairo_stroke(sheet);
    for (const double side : {-1.0, 1.0}) {
        const double half = std::sqrt(0.25 - 0.14 * 0.14) * diameter;
        cairo_move_to(sheet, x - half, y + side * 0.14 * diameter);
        cairo_line_to(sheet, x + half, y + side * 0.14 * diameter);
        cairo_stroke(sheet);
    }
    stamp_text(sheet, "板橋区役所", x, y - diameter * 0.27, diameter * 0.6, diameter * 0.13);
    stamp_text(sheet, date, x, y, diameter * 0.8, diameter * 0.16);
    stamp_text(sheet, "受付", x, y + diameter * 0.28, diameter * 0.36, diameter * 0.16);
    const bool purple = random.chance(0.5);
    press(sheet, x, y, diameter, purple ? 0.35 : 0.8, purple ? 0.2 : 0.15, purple ? 0.6 : 0.15, random);
    cairo_restore(sheet);
}

}  // namespace yorozu::generator
