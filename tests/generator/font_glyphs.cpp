#include "tests/generator/font_glyphs.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H

#include <algorithm>
#include <map>
#include <mutex>
#include <stdexcept>

namespace yorozu::generator {
namespace {

namespace fs = std::filesystem;

/// Collects a FreeType outline as polylines; curves are cut into eight pieces.
struct Flattener {
    std::vector<Polyline> lines;
    double scale = 1, ascent = 0;
    Point last;

    Point at(double x, double y) const { return {x * scale, ascent - y * scale}; }
    static Point xy(const FT_Vector* v) { return {static_cast<double>(v->x), static_cast<double>(v->y)}; }
    void to(Point p) {
        last = p;
        lines.back().push_back(at(p.x, p.y));
    }
};

constexpr int pieces = 8;

int move_to(const FT_Vector* to, void* user) {
    auto& f = *static_cast<Flattener*>(user);
    f.lines.emplace_back();
    f.to(Flattener::xy(to));
    return 0;
}
int line_to(const FT_Vector* to, void* user) {
    static_cast<Flattener*>(user)->to(Flattener::xy(to));
    return 0;
}
int conic_to(const FT_Vector* control, const FT_Vector* to, void* user) {
    auto& f = *static_cast<Flattener*>(user);
    const Point a = f.last, b = Flattener::xy(control), c = Flattener::xy(to);
    for (int n = 1; n <= pieces; ++n) {
        const double t = static_cast<double>(n) / pieces, u = 1 - t;
        f.to({u * u * a.x + 2 * u * t * b.x + t * t * c.x, u * u * a.y + 2 * u * t * b.y + t * t * c.y});
    }
    return 0;
}
int cubic_to(const FT_Vector* one, const FT_Vector* two, const FT_Vector* to, void* user) {
    auto& f = *static_cast<Flattener*>(user);
    const Point a = f.last, b = Flattener::xy(one), c = Flattener::xy(two), d = Flattener::xy(to);
    for (int n = 1; n <= pieces; ++n) {
        const double t = static_cast<double>(n) / pieces, u = 1 - t;
        const double wa = u * u * u, wb = 3 * u * u * t, wc = 3 * u * t * t, wd = t * t * t;
        f.to({wa * a.x + wb * b.x + wc * c.x + wd * d.x, wa * a.y + wb * b.y + wc * c.y + wd * d.y});
    }
    return 0;
}

/// FreeType objects of one font; one lock, because a face holds the glyph that was loaded last.
class FontGlyphs : public GlyphSource {
public:
    FontGlyphs(std::string name, const std::vector<fs::path>& files) : name_(std::move(name)) {
        if (FT_Init_FreeType(&library_) != 0) throw std::runtime_error("FreeType cannot be started");
        for (const auto& file : files) {
            FT_Face face = nullptr;
            if (FT_New_Face(library_, file.c_str(), 0, &face) == 0) faces_.push_back(face);
        }
        if (faces_.empty()) throw std::runtime_error("no file of the font " + name_ + " can be opened");
    }
    ~FontGlyphs() override {
        for (FT_Face face : faces_) FT_Done_Face(face);
        FT_Done_FreeType(library_);
    }
    FontGlyphs(const FontGlyphs&) = delete;
    FontGlyphs& operator=(const FontGlyphs&) = delete;

    std::optional<GlyphShape> glyph(char32_t character, Random&) const override {
        const std::lock_guard lock(mutex_);
        if (const auto known = shapes_.find(character); known != shapes_.end()) return known->second;
        std::optional<GlyphShape> shape;
        for (FT_Face face : faces_) {
            const FT_UInt index = FT_Get_Char_Index(face, character);
            if (index == 0 || FT_Load_Glyph(face, index, FT_LOAD_NO_SCALE | FT_LOAD_NO_HINTING) != 0)
                continue;
            Flattener flat;
            flat.scale = 1.0 / face->units_per_EM;
            flat.ascent = 0.88;
            const FT_Outline_Funcs functions{move_to, line_to, conic_to, cubic_to, 0, 0};
            FT_Outline_Decompose(&face->glyph->outline, &functions, &flat);
            GlyphShape found;
            found.outlines = std::move(flat.lines);
            if (found.outlines.empty()) continue;
            // Proportional fonts (digits, Latin) sit left of the em's middle: centre them.
            const double shift = 0.5 - 0.5 * static_cast<double>(face->glyph->advance.x) * flat.scale;
            for (auto& line : found.outlines)
                for (auto& p : line) p.x += shift;
            shape = std::move(found);
            break;
        }
        shapes_[character] = shape;
        return shape;
    }
    std::string name() const override { return name_; }

private:
    std::string name_;
    FT_Library library_ = nullptr;
    std::vector<FT_Face> faces_;
    mutable std::mutex mutex_;
    mutable std::map<char32_t, std::optional<GlyphShape>> shapes_;
};

}  // namespace

std::shared_ptr<const GlyphSource> font_glyphs(std::string name, const std::vector<fs::path>& files) {
    return std::make_shared<FontGlyphs>(std::move(name), files);
}

std::vector<PenFont> installed_pen_fonts() {
    const fs::path fonts = "/usr/share/fonts/truetype";
    std::vector<PenFont> all = {
        {"klee", {fonts / "klee/KleeOne-Regular.ttf"}, true},
        {"klee-semibold", {fonts / "klee/KleeOne-SemiBold.ttf"}, true},
        {"yusei-magic", {fonts / "yusei-magic/YuseiMagic-Regular.ttf"}, true},
        {"kiloji", {fonts / "kiloji/kiloji.ttf"}, true},
        {"kiloji-p", {fonts / "kiloji/kiloji_p.ttf"}, true},
        {"seto", {fonts / "seto/setofont.ttf"}, false},
    };
    const fs::path modules = fs::path(YOROZU_SOURCE_DIR) / "tests/generator/node_modules/@fontsource";
    for (const auto& [package, kept] :
         {std::pair{"yomogi", true}, {"zen-kurenaido", true}, {"hachi-maru-pop", false}}) {
        PenFont font{package, {}, kept};
        const fs::path folder = modules / package / "files";
        if (fs::exists(folder))
            for (const auto& entry : fs::directory_iterator(folder))
                if (entry.path().extension() == ".woff2") font.files.push_back(entry.path());
        std::sort(font.files.begin(), font.files.end());
        all.push_back(std::move(font));
    }
    std::erase_if(all, [](const PenFont& f) { return f.files.empty() || !fs::exists(f.files.front()); });
    return all;
}

}  // namespace yorozu::generator
