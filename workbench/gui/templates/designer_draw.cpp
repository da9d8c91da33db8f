// What the designer's canvas looks like; what it does is in designer_canvas.cpp.
#include <wx/dcmemory.h>
#include <wx/graphics.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/templates/designer_canvas.h"

namespace yorozu::gui {
namespace {

wxColour clear(const wxColour& colour, int alpha) { return {colour.Red(), colour.Green(), colour.Blue(), static_cast<unsigned char>(alpha)}; }

wxImage halved(const wxImage& image) {
    const int w = image.GetWidth() / 2, h = image.GetHeight() / 2, stride = image.GetWidth() * 3;
    wxImage small(w, h, false);
    const unsigned char* in = image.GetData();
    unsigned char* out = small.GetData();
    for (int y = 0; y < h; ++y) {
        const unsigned char *upper = in + static_cast<std::ptrdiff_t>(2 * y) * stride, *lower = upper + stride;
        for (int x = 0; x < w; ++x, upper += 6, lower += 6)
            for (int c = 0; c < 3; ++c) *out++ = static_cast<unsigned char>((upper[c] + upper[c + 3] + lower[c] + lower[c + 3]) / 4);
    }
    return small;
}

/// The blank, with what the sample has more of laid over it in pale blue.
wxImage page_image(const ocr::TemplatePage& paper, const ocr::Image* ink) {
    const auto& blank = paper.blank_image;
    wxImage image(blank.width, blank.height, false);
    unsigned char* out = image.GetData();
    for (const auto grey : blank.pixels) *out++ = grey, *out++ = grey, *out++ = grey;
    if (!ink || ink->empty()) return image;
    const double across = static_cast<double>(ink->width) / blank.width, down = static_cast<double>(ink->height) / blank.height;
    for (int y = 0; y < blank.height; ++y) {
        const int row = std::min(ink->height - 1, static_cast<int>(y * down));
        out = image.GetData() + static_cast<std::ptrdiff_t>(y) * blank.width * 3;
        for (int x = 0; x < blank.width; ++x, out += 3) {
            const int column = std::min(ink->width - 1, static_cast<int>(x * across));
            const int grey = ink->pixels[static_cast<std::size_t>(row) * static_cast<std::size_t>(ink->width) + static_cast<std::size_t>(column)];
            const int darker = out[0] - grey;
            if (darker < 40) continue;
            // Half as dark as written, and blue, so that print and boxes stay in front.
            out[0] = static_cast<unsigned char>(out[0] - darker * 55 / 100), out[1] = static_cast<unsigned char>(out[1] - darker * 45 / 100), out[2] = static_cast<unsigned char>(out[2] - darker * 18 / 100);
        }
    }
    return image;
}

}  // namespace

const std::vector<KindWord>& kind_words() {
    using Kind = ocr::FieldKind;
    static const std::vector<KindWord> words{{Kind::digits, word("数字")}, {Kind::alnum, word("英数字")}, {Kind::katakana, word("カタカナ")}, {Kind::hiragana, word("ひらがな")}, {Kind::kana, word("かな")}, {Kind::kanji, word("漢字")}, {Kind::text, word("印字")},
                                             {Kind::date, word("日付")}, {Kind::amount, word("金額")}, {Kind::choice, word("選択")}, {Kind::code, word("コード")}, {Kind::seal, word("印影")}, {Kind::image, word("切り出し")}};
    return words;
}

const char* word_of(ocr::FieldKind kind) {
    for (const auto& word : kind_words())
        if (word.kind == kind) return word.word;
    return "";
}

void DesignerCanvas::make_levels() {
    const auto* paper = state_.paper();
    const void* of = paper ? paper->blank_image.pixels.data() : nullptr;
    const auto* trial = state_.trial && state_.show_ink && state_.trial->page == state_.page && !state_.trial->laid.empty() ? state_.trial.get() : nullptr;
    if (of == levels_of_ && trial == ink_of_ && (levels_.empty() == !of)) return;
    levels_of_ = of, ink_of_ = trial;
    levels_.clear();
    shown_ = wxBitmap();
    if (!paper || paper->blank_image.empty()) return;
    levels_px_per_mm_ = paper->px_per_mm;
    levels_.push_back(page_image(*paper, trial ? &trial->laid : nullptr));
    while (levels_.back().GetWidth() > 200 && levels_.size() < 6) levels_.push_back(halved(levels_.back()));
}

void DesignerCanvas::draw_page(wxGraphicsContext& graphics) {
    const auto* paper = state_.paper();
    const wxSize size = GetClientSize();
    const wxRect2DDouble page(origin_.x, origin_.y, paper->width_mm * scale_, paper->height_mm * scale_);
    graphics.SetPen(*wxTRANSPARENT_PEN);
    graphics.SetBrush(wxBrush(wxColour(0, 0, 0, 70)));
    graphics.DrawRectangle(page.m_x + 2, page.m_y + 3, page.m_width, page.m_height);
    make_levels();
    if (levels_.empty()) {
        graphics.SetBrush(*wxWHITE_BRUSH);
        graphics.DrawRectangle(page.m_x, page.m_y, page.m_width, page.m_height);
        return;
    }
    const wxRect window(0, 0, size.x, size.y);
    const wxRect part = window.Intersect(wxRect(int(std::floor(page.m_x)), int(std::floor(page.m_y)), int(std::ceil(page.m_width)), int(std::ceil(page.m_height))));
    if (part.IsEmpty()) return;
    if (!shown_.IsOk() || shown_scale_ != scale_ || shown_origin_ != origin_ || shown_size_ != size) {
        // The smallest level that still has the screen's resolution.
        std::size_t level = 0;
        double level_px_per_mm = levels_px_per_mm_;
        while (level + 1 < levels_.size() && level_px_per_mm / 2 >= scale_) ++level, level_px_per_mm /= 2;
        const auto& source = levels_[level];
        const double factor = level_px_per_mm / scale_;
        const int x0 = std::clamp(int((part.x - page.m_x) * factor), 0, source.GetWidth() - 1), y0 = std::clamp(int((part.y - page.m_y) * factor), 0, source.GetHeight() - 1);
        const int w = std::clamp(int(std::ceil(part.width * factor)), 1, source.GetWidth() - x0), h = std::clamp(int(std::ceil(part.height * factor)), 1, source.GetHeight() - y0);
        wxImage piece = source.GetSubImage({x0, y0, w, h});
        piece.Rescale(std::max(1, int(std::lround(w / factor))), std::max(1, int(std::lround(h / factor))), factor > 1 ? wxIMAGE_QUALITY_BILINEAR : scale_ > 3 * levels_px_per_mm_ ? wxIMAGE_QUALITY_NEAREST : wxIMAGE_QUALITY_BILINEAR);
        shown_ = wxBitmap(piece);
        shown_scale_ = scale_, shown_origin_ = origin_, shown_size_ = size;
    }
    graphics.DrawBitmap(shown_, part.x, part.y, shown_.GetWidth(), shown_.GetHeight());
}

void DesignerCanvas::tag(wxGraphicsContext& graphics, const wxString& words, double x, double y, const wxColour& edge, const wxColour& inside, const wxColour& text, bool right) {
    graphics.SetFont(GetFont().Scaled(0.88f), text);
    double width = 0, height = 0;
    graphics.GetTextExtent(words, &width, &height);
    const double box = width + 10;
    if (right) x -= box;
    graphics.SetPen(wxPen(edge, 1));
    graphics.SetBrush(wxBrush(inside));
    graphics.DrawRoundedRectangle(x, y, box, height + 3, 3);
    graphics.DrawText(words, x + 5, y + 1);
}

void DesignerCanvas::draw_field(wxGraphicsContext& graphics, std::size_t at) {
    const auto& field = state_.document.field(at);
    if (field.page != state_.page) return;
    const auto& ink = colours();
    const ocr::BoxMm box = box_now(at);
    const auto rect = rect_of(box);
    const bool chosen = state_.is_chosen(at), faulty = state_.faulty(at);
    if (!wxRect2DDouble(0, 0, GetClientSize().x, GetClientSize().y).Intersects({rect.m_x - 40, rect.m_y - 30, rect.m_width + 80, rect.m_height + 60})) return;
    const wxColour line = faulty ? ink.red : ink.accent;
    const bool choice = !field.options.empty();
    graphics.SetPen(wxPen(line, chosen ? 2 : 1, choice ? wxPENSTYLE_SHORT_DASH : wxPENSTYLE_SOLID));
    graphics.SetBrush(wxBrush(clear(line, chosen ? 36 : 16)));
    if (choice) {
        const double across = field.box_mm.width > 0 ? box.width / field.box_mm.width : 1, down = field.box_mm.height > 0 ? box.height / field.box_mm.height : 1;
        for (const auto& option : field.options) {
            const auto place = rect_of({box.x + (option.box_mm.x - field.box_mm.x) * across, box.y + (option.box_mm.y - field.box_mm.y) * down, option.box_mm.width * across, option.box_mm.height * down});
            if (field.mark == ocr::Mark::circle) graphics.DrawRoundedRectangle(place.m_x, place.m_y, place.m_width, place.m_height, place.m_height * 0.35);
            else graphics.DrawRectangle(place.m_x, place.m_y, place.m_width, place.m_height);
        }
        graphics.SetBrush(*wxTRANSPARENT_BRUSH);
        graphics.SetPen(wxPen(clear(line, 150), 1));
        graphics.DrawRectangle(rect.m_x - 2, rect.m_y - 2, rect.m_width + 4, rect.m_height + 4);
    } else {
        graphics.DrawRectangle(rect.m_x, rect.m_y, rect.m_width, rect.m_height);
        if (field.cells > 1) {
            graphics.SetPen(wxPen(clear(line, 150), 1, wxPENSTYLE_SHORT_DASH));
            for (int i = 1; i < field.cells; ++i) {
                const double x = rect.m_x + rect.m_width * i / field.cells;
                graphics.StrokeLine(x, rect.m_y, x, rect.m_y + rect.m_height);
            }
        }
    }
    // The number stands outside the box, so that nothing of the writing is hidden.
    graphics.SetFont(GetFont().Scaled(0.78f), chosen ? *wxWHITE : line);
    const wxString number = wxString::Format(faulty ? "!%zu" : "%zu", at + 1);
    double width = 0, height = 0;
    graphics.GetTextExtent(number, &width, &height);
    const double chip = std::max(width + 6, height + 2);
    graphics.SetPen(wxPen(line, 1));
    graphics.SetBrush(wxBrush(chosen ? line : *wxWHITE));
    graphics.DrawRectangle(rect.m_x - chip - 1, rect.m_y, chip, height + 2);
    graphics.DrawText(number, rect.m_x - 1 - chip + (chip - width) / 2, rect.m_y + 1);
    const auto* tried = state_.show_readings ? state_.tried(at) : nullptr;
    if (!tried || state_.trial->page != state_.page || field.mask) return;
    const bool doubtful = tried->reading.status == ocr::FieldStatus::review;
    wxString words = tried->reading.blank ? tr("空欄") : shown(tried->reading.value.empty() ? tried->reading.raw : tried->reading.value);
    if (field.kind == ocr::FieldKind::seal && !doubtful) words = tried->reading.blank ? tr("なし") : tr("あり");
    if (words.length() > 24) words = words.Left(23) + wxString::FromUTF8("…");
    if (doubtful) words += wxString::FromUTF8(" ？");
    tag(graphics, words, rect.m_x + rect.m_width, rect.m_y - GetCharHeight() - 1, doubtful ? ink.amber : clear(ink.accent, 140), doubtful ? ink.amber_tint : wxColour(255, 255, 255, 235), doubtful ? ink.amber : ink.accent, true);
}

void DesignerCanvas::draw_offers(wxGraphicsContext& graphics) {
    const auto& ink = colours();
    const auto& offers = state_.document.offers();
    for (std::size_t i = 0; i < offers.size(); ++i) {
        const auto& field = offers[i].field;
        if (field.page != state_.page) continue;
        const bool asked = static_cast<int>(i) == state_.offer;
        const auto rect = rect_of(field.box_mm);
        graphics.SetPen(wxPen(ink.amber, asked ? 2 : 1, wxPENSTYLE_SHORT_DASH));
        graphics.SetBrush(wxBrush(clear(ink.amber, asked ? 50 : 22)));
        graphics.DrawRectangle(rect.m_x, rect.m_y, rect.m_width, rect.m_height);
        if (asked) tag(graphics, tr("候補 項目にしますか"), rect.m_x + rect.m_width - 4, rect.m_y + std::max(2.0, rect.m_height / 2 - 9), ink.amber, ink.amber_tint, ink.amber, true);
    }
    for (const auto& box : state_.differences) {
        const auto rect = rect_of(box);
        graphics.SetPen(wxPen(ink.red, 2));
        graphics.SetBrush(wxBrush(clear(ink.red, 30)));
        graphics.DrawRectangle(rect.m_x - 2, rect.m_y - 2, rect.m_width + 4, rect.m_height + 4);
    }
}

void DesignerCanvas::draw_chosen(wxGraphicsContext& graphics) {
    const auto& ink = colours();
    const wxColour teal(12, 138, 128);
    for (const auto& guide : drag_.guides) {
        graphics.SetPen(wxPen(teal, 1, wxPENSTYLE_SHORT_DASH));
        const auto* paper = state_.paper();
        const wxPoint from = guide.upright ? to_screen(guide.at_mm, 0) : to_screen(0, guide.at_mm);
        const wxPoint to = guide.upright ? to_screen(guide.at_mm, paper->height_mm) : to_screen(paper->width_mm, guide.at_mm);
        graphics.StrokeLine(from.x, from.y, to.x, to.y);
    }
    const int only = state_.only();
    if (only >= 0 && state_.document.field(static_cast<std::size_t>(only)).page == state_.page) {
        const auto& field = state_.document.field(static_cast<std::size_t>(only));
        const auto box = box_now(static_cast<std::size_t>(only));
        const auto rect = rect_of(box);
        if (state_.may_edit) {
            graphics.SetPen(wxPen(ink.accent, 1));
            graphics.SetBrush(*wxWHITE_BRUSH);
            for (const double x : {0.0, 0.5, 1.0})
                for (const double y : {0.0, 0.5, 1.0})
                    if (x != 0.5 || y != 0.5) graphics.DrawRectangle(rect.m_x + rect.m_width * x - 3, rect.m_y + rect.m_height * y - 3, 7, 7);
        }
        wxString words = wxString::Format(wxString::FromUTF8("%.1f × %.1f mm"), box.width, box.height);
        if (field.cells > 0) words = wxString::Format(tr("%d マス"), field.cells) + wxString::FromUTF8("　") + words;
        tag(graphics, words, rect.m_x, rect.m_y + rect.m_height + 7, wxColour(38, 42, 48), wxColour(38, 42, 48), *wxWHITE, false);
    }
    if (drag_.kind == Drag::Kind::draw || drag_.kind == Drag::Kind::band) {
        const auto rect = rect_of(drag_.box);
        graphics.SetPen(wxPen(ink.accent, 1, wxPENSTYLE_SHORT_DASH));
        graphics.SetBrush(wxBrush(clear(ink.accent, 25)));
        graphics.DrawRectangle(rect.m_x, rect.m_y, rect.m_width, rect.m_height);
        if (drag_.kind == Drag::Kind::draw)
            tag(graphics, wxString::Format(wxString::FromUTF8("%.1f × %.1f mm"), drag_.box.width, drag_.box.height), rect.m_x, rect.m_y + rect.m_height + 5, wxColour(38, 42, 48), wxColour(38, 42, 48), *wxWHITE, false);
    }
}

void DesignerCanvas::draw_rulers(wxGraphicsContext& graphics) {
    const auto& ink = colours();
    const wxSize size = GetClientSize();
    graphics.SetPen(*wxTRANSPARENT_PEN);
    graphics.SetBrush(wxBrush(ink.window));
    graphics.DrawRectangle(0, 0, size.x, ruler);
    graphics.DrawRectangle(0, 0, ruler, size.y);
    graphics.SetPen(wxPen(ink.line, 1));
    graphics.StrokeLine(0, ruler, size.x, ruler);
    graphics.StrokeLine(ruler, 0, ruler, size.y);
    const auto* paper = state_.paper();
    if (!paper) return;
    graphics.SetFont(GetFont().Scaled(0.72f), ink.faint);
    // Numbers at least 36 px apart; ticks ten to a number.
    double step = 1;
    for (const double candidate : {1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0})
        if ((step = candidate) * scale_ >= 36) break;
    graphics.SetPen(wxPen(ink.faint, 1));
    const double tick = step / 10 * scale_ >= 4 ? step / 10 : step / 5;
    for (int i = 0; i * tick <= paper->width_mm + 1e-6; ++i) {
        const double x = origin_.x + i * tick * scale_;
        if (x < ruler || x > size.x) continue;
        const bool numbered = std::abs(std::remainder(i * tick, step)) < 1e-6;
        graphics.StrokeLine(x, ruler - (numbered ? 8 : 4), x, ruler);
        if (numbered) graphics.DrawText(wxString::Format("%.0f", i * tick), x + 2, 1);
    }
    for (int i = 0; i * tick <= paper->height_mm + 1e-6; ++i) {
        const double y = origin_.y + i * tick * scale_;
        if (y < ruler || y > size.y) continue;
        const bool numbered = std::abs(std::remainder(i * tick, step)) < 1e-6;
        graphics.StrokeLine(ruler - (numbered ? 8 : 4), y, ruler, y);
        if (numbered) graphics.DrawText(wxString::Format("%.0f", i * tick), 1, y + 1);
    }
    if (drag_.kind == Drag::Kind::none) {
        graphics.SetPen(wxPen(ink.accent, 1));
        const wxPoint at = to_screen(pointer_.x, pointer_.y);
        if (at.x > ruler) graphics.StrokeLine(at.x, 0, at.x, ruler);
        if (at.y > ruler) graphics.StrokeLine(0, at.y, ruler, at.y);
    }
}

void DesignerCanvas::draw_scene(wxGraphicsContext& graphics) {
    const auto& ink = colours();
    const wxSize size = GetClientSize();
    graphics.SetPen(*wxTRANSPARENT_PEN);
    graphics.SetBrush(wxBrush(ink.dark ? wxColour(58, 62, 68) : wxColour(178, 182, 187)));
    graphics.DrawRectangle(0, 0, size.x, size.y);
    if (!state_.paper()) {
        graphics.SetFont(GetFont().Scaled(1.1f), ink.dark ? ink.text : wxColour(40, 44, 50));
        double width = 0, height = 0;
        graphics.GetTextExtent(hint, &width, &height);
        graphics.DrawText(hint, (size.x - width) / 2, (size.y - height) / 2);
        return;
    }
    draw_page(graphics);
    draw_offers(graphics);
    for (std::size_t i = 0; i < state_.document.form().fields.size(); ++i)
        if (!state_.is_chosen(i)) draw_field(graphics, i);
}

void DesignerCanvas::draw(wxGraphicsContext& graphics) {
    const wxSize size = GetClientSize();
    if (size.x < 1 || size.y < 1) return;
    if (!scene_fresh_ || !scene_.IsOk() || scene_.GetSize() != size) {
        scene_ = wxBitmap(size);
        wxMemoryDC dc(scene_);
        const std::unique_ptr<wxGraphicsContext> inner(wxGraphicsContext::Create(dc));
        draw_scene(*inner);
        inner->Flush();
        scene_fresh_ = true;
    }
    graphics.DrawBitmap(scene_, 0, 0, size.x, size.y);
    if (state_.paper()) {
        for (const auto at : state_.chosen) draw_field(graphics, at);
        draw_chosen(graphics);
    }
    draw_rulers(graphics);
    if (HasFocus()) {
        graphics.SetBrush(*wxTRANSPARENT_BRUSH);
        graphics.SetPen(wxPen(colours().accent, 2));
        graphics.DrawRectangle(ruler + 1, ruler + 1, size.x - ruler - 2, size.y - ruler - 2);
    }
}

}  // namespace yorozu::gui
