#include "workbench/desk/export/pdf_pages.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <cstdio>

#include "workbench/desk/export/table_writer.h"

namespace yorozu::desk {
namespace {

constexpr double paper_width = 595.28, paper_height = 841.89, paper_margin = 42;  // A4 in points
constexpr double inner_width = paper_width - 2 * paper_margin;

}  // namespace

struct PdfPages::Paper {
    Paper(const std::filesystem::path& file, const std::string& title, const std::string& produced)
        : file_(file), title_(title), produced_(produced), surface_(cairo_pdf_surface_create(file.c_str(), paper_width, paper_height), cairo_surface_destroy),
          cairo_(cairo_create(surface_.get()), cairo_destroy), layout_(pango_cairo_create_layout(cairo_.get()), g_object_unref) {
        cairo_pdf_surface_set_metadata(surface_.get(), CAIRO_PDF_METADATA_TITLE, title_.c_str());
        cairo_pdf_surface_set_metadata(surface_.get(), CAIRO_PDF_METADATA_AUTHOR, produced_.c_str());
        // Glyphs stay where they were laid out at any zoom.
        cairo_font_options_t* options = cairo_font_options_create();
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
        pango_cairo_context_set_font_options(pango_layout_get_context(layout_.get()), options);
        cairo_font_options_destroy(options);
    }

    void heading(const std::string& words, double size) {
        room(size * 2.4);
        y_ += size * 0.6;
        y_ += write(words, paper_margin, y_, size, true, inner_width) + size * 0.4;
    }
    void sentence(const std::string& words) {
        const double high = height_of(words, 9, inner_width);
        room(high);
        y_ += write(words, paper_margin, y_, 9, false, inner_width) + 2;
    }
    void picture(const std::string& caption, const Drawing& drawing) {
        const double scale = std::min(1.0, inner_width / drawing.width);
        room(drawing.height * scale + 30);
        sentence(caption);
        cairo_save(cairo_.get());
        cairo_translate(cairo_.get(), paper_margin, y_);
        cairo_scale(cairo_.get(), scale, scale);
        draw(drawing);
        cairo_restore(cairo_.get());
        y_ += drawing.height * scale + 10;
    }
    void table(const Sheet& sheet) {
        if (sheet.rows.empty()) return;
        const auto widths = column_widths(sheet);
        room(60);
        line(sheet.rows.front(), widths, true);
        for (std::size_t at = 1; at < sheet.rows.size(); ++at) {
            if (room(line_height(sheet.rows[at], widths) + 3)) line(sheet.rows.front(), widths, true);
            line(sheet.rows[at], widths, false);
        }
    }
    void finish() {
        foot();
        cairo_surface_finish(surface_.get());
        const auto status = cairo_surface_status(surface_.get());
        if (status != CAIRO_STATUS_SUCCESS)
            throw ExportFailure(std::string("PDF を書けません（") + cairo_status_to_string(status) + "）: " + file_.string() + ": 空き容量とフォルダーの権限を確かめてください");
    }

    void set(const std::string& words, double size, bool bold, double wide) {
        PangoFontDescription* font = pango_font_description_from_string(bold ? "IPAexGothic, Noto Sans CJK JP, sans-serif bold" : "IPAexGothic, Noto Sans CJK JP, sans-serif");
        pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
        pango_layout_set_font_description(layout_.get(), font);
        pango_font_description_free(font);
        pango_layout_set_width(layout_.get(), wide > 0 ? static_cast<int>(wide * PANGO_SCALE) : -1);
        pango_layout_set_wrap(layout_.get(), PANGO_WRAP_WORD_CHAR);
        pango_layout_set_text(layout_.get(), words.c_str(), static_cast<int>(words.size()));
    }
    std::pair<double, double> size_of(const std::string& words, double size, double wide) {
        set(words, size, false, wide);
        int width = 0, height = 0;
        pango_layout_get_size(layout_.get(), &width, &height);
        return {static_cast<double>(width) / PANGO_SCALE, static_cast<double>(height) / PANGO_SCALE};
    }
    double height_of(const std::string& words, double size, double wide) { return size_of(words, size, wide).second; }
    double write(const std::string& words, double x, double y, double size, bool bold, double wide) {
        set(words, size, bold, wide);
        cairo_set_source_rgb(cairo_.get(), 0.11, 0.11, 0.11);
        cairo_move_to(cairo_.get(), x, y);
        pango_cairo_show_layout(cairo_.get(), layout_.get());
        int height = 0;
        pango_layout_get_size(layout_.get(), nullptr, &height);
        return static_cast<double>(height) / PANGO_SCALE;
    }
    void foot() {
        write(title_ + "　作成 " + produced_, paper_margin, paper_height - 30, 7, false, inner_width - 30);
        write(std::to_string(page_), paper_width - paper_margin - 12, paper_height - 30, 7, false, 0);
    }
    /// True when a new page was begun.
    bool room(double high) {
        if (y_ + high <= paper_height - 44) return false;
        foot();
        cairo_show_page(cairo_.get());
        ++page_;
        y_ = paper_margin;
        return true;
    }
    std::vector<double> column_widths(const Sheet& sheet) {
        std::vector<double> widths;
        // The first lines say how wide; a table of thousands is not measured whole.
        for (std::size_t at = 0; at < std::min<std::size_t>(sheet.rows.size(), 60); ++at)
            for (std::size_t column = 0; column < sheet.rows[at].size(); ++column) {
                if (widths.size() <= column) widths.push_back(20);
                if (sheet.rows[at].size() > 1) widths[column] = std::max(widths[column], std::min(180.0, size_of(sheet.rows[at][column], 7, 0).first + 6));
            }
        if (widths.size() == 1) return {inner_width};
        double sum = 0;
        for (const double width : widths) sum += width;
        if (sum > inner_width)
            for (double& width : widths) width *= inner_width / sum;
        return widths;
    }
    double line_height(const std::vector<std::string>& cells, const std::vector<double>& widths) {
        double high = 0;
        for (std::size_t at = 0; at < cells.size(); ++at) high = std::max(high, height_of(cells[at], 7, cells.size() == 1 ? inner_width : widths[at] - 4));
        return high;
    }
    void line(const std::vector<std::string>& cells, const std::vector<double>& widths, bool head) {
        const bool whole = cells.size() == 1;
        const double high = line_height(cells, widths);
        double x = paper_margin;
        for (std::size_t at = 0; at < cells.size(); ++at) {
            write(cells[at], x, y_, 7, head, whole ? inner_width : widths[at] - 4);
            x += whole ? inner_width : widths[at];
        }
        y_ += high + 1;
        cairo_set_source_rgb(cairo_.get(), head ? 0.4 : 0.83, head ? 0.4 : 0.84, head ? 0.4 : 0.87);
        cairo_set_line_width(cairo_.get(), 0.4);
        cairo_move_to(cairo_.get(), paper_margin, y_);
        cairo_line_to(cairo_.get(), paper_width - paper_margin, y_);
        cairo_stroke(cairo_.get());
        y_ += 2;
    }
    void ink(Drawing::Ink named) {
        unsigned red = 0, green = 0, blue = 0;
        std::sscanf(colour_of(named).c_str(), "#%2x%2x%2x", &red, &green, &blue);
        cairo_set_source_rgb(cairo_.get(), red / 255.0, green / 255.0, blue / 255.0);
    }
    void draw(const Drawing::Line& line) {
        ink(line.ink);
        cairo_set_line_width(cairo_.get(), line.width);
        const double dashes[] = {line.stroke == Drawing::Stroke::dashed ? 5.0 : 1.5, line.stroke == Drawing::Stroke::dashed ? 3.0 : 2.5};
        cairo_set_dash(cairo_.get(), dashes, line.stroke == Drawing::Stroke::solid ? 0 : 2, 0);
        for (std::size_t at = 0; at < line.points.size(); ++at) (at ? cairo_line_to : cairo_move_to)(cairo_.get(), line.points[at].first, line.points[at].second);
        cairo_stroke(cairo_.get());
    }
    void draw(const Drawing& drawing) {
        for (const auto& line : drawing.grid) draw(line);
        for (const auto& box : drawing.rectangles) {
            ink(box.ink);
            cairo_rectangle(cairo_.get(), box.x, box.y, box.width, box.height);
            cairo_fill(cairo_.get());
        }
        for (const auto& line : drawing.lines) draw(line);
        cairo_set_dash(cairo_.get(), nullptr, 0, 0);
        for (const auto& words : drawing.texts) {
            set(words.words, words.size, words.bold, 0);
            int width = 0;
            pango_layout_get_size(layout_.get(), &width, nullptr);
            const double wide = static_cast<double>(width) / PANGO_SCALE, share = words.anchor == Drawing::Text::Anchor::begin ? 0 : words.anchor == Drawing::Text::Anchor::middle ? 0.5 : 1;
            ink(words.ink);
            cairo_move_to(cairo_.get(), words.x - wide * share, words.y - static_cast<double>(pango_layout_get_baseline(layout_.get())) / PANGO_SCALE);
            pango_cairo_show_layout(cairo_.get(), layout_.get());
        }
    }

    std::filesystem::path file_;
    std::string title_, produced_;
    std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)> surface_;
    std::unique_ptr<cairo_t, decltype(&cairo_destroy)> cairo_;
    std::unique_ptr<PangoLayout, decltype(&g_object_unref)> layout_;
    double y_ = paper_margin;
    int page_ = 1;
};

PdfPages::PdfPages(const std::filesystem::path& file, const std::string& title, const std::string& produced) : paper_(std::make_unique<Paper>(file, title, produced)) {}
PdfPages::~PdfPages() = default;
void PdfPages::heading(const std::string& words, double size) { paper_->heading(words, size); }
void PdfPages::sentence(const std::string& words) { paper_->sentence(words); }
void PdfPages::picture(const std::string& caption, const Drawing& drawing) { paper_->picture(caption, drawing); }
void PdfPages::table(const Sheet& sheet) { paper_->table(sheet); }
void PdfPages::finish() { paper_->finish(); }

}  // namespace yorozu::desk
