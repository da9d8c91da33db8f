#include "workbench/gui/flows/flow_paint.h"

#include <wx/brush.h>
#include <wx/graphics.h>
#include <wx/pen.h>

#include <cstdint>
#include <map>
#include <tuple>
#include <vector>

#include "workbench/gui/controls/words.h"

namespace yorozu::gui {
namespace {

constexpr double least_scale_with_text = 0.35;

wxPenStyle style_of(flows::Dash dash) {
    switch (dash) {
        case flows::Dash::dashed: return wxPENSTYLE_SHORT_DASH;
        case flows::Dash::dotted: return wxPENSTYLE_DOT;
        case flows::Dash::dash_dot: return wxPENSTYLE_DOT_DASH;
        case flows::Dash::solid: break;
    }
    return wxPENSTYLE_SOLID;
}

/// One pass over a display list; fonts are made once.
class Painter {
public:
    Painter(wxGraphicsContext& graphics, double scale) : graphics_(graphics), scale_(scale) {}

    void paint(const flows::Item& item) {
        if (const auto* figure = std::get_if<flows::Figure>(&item.what)) return paint(*figure);
        const auto& text = std::get<flows::Text>(item.what);
        if (scale_ >= least_scale_with_text) return paint(text);
        const auto& box = item.bounds;
        graphics_.SetPen(*wxTRANSPARENT_PEN);
        graphics_.SetBrush(wxBrush(wxColour(0xc9, 0xcd, 0xd3)));
        if (text.turned) graphics_.DrawRectangle(box.x + box.width / 3, box.y, box.width / 3, box.height);
        else graphics_.DrawRectangle(box.x, box.y + box.height / 3, box.width, box.height / 3);
    }

private:
    void paint(const flows::Figure& figure) {
        auto path = graphics_.CreatePath();
        for (const auto& step : figure.path) {
            using Kind = flows::PathStep::Kind;
            switch (step.kind) {
                case Kind::move: path.MoveToPoint(step.to.x, step.to.y); break;
                case Kind::line: path.AddLineToPoint(step.to.x, step.to.y); break;
                case Kind::curve: path.AddCurveToPoint(step.control_1.x, step.control_1.y, step.control_2.x, step.control_2.y, step.to.x, step.to.y); break;
                case Kind::close: path.CloseSubpath(); break;
            }
        }
        if (figure.fill) {
            graphics_.SetBrush(wxBrush(on_screen(*figure.fill)));
            graphics_.FillPath(path);
        }
        if (figure.stroke) {
            graphics_.SetPen(graphics_.CreatePen(wxGraphicsPenInfo(on_screen(figure.stroke->colour), figure.stroke->width, style_of(figure.stroke->dash)).Cap(wxCAP_BUTT)));
            graphics_.StrokePath(path);
        }
    }

    void paint(const flows::Text& text) {
        const std::uint32_t colour = static_cast<std::uint32_t>(text.colour.red) << 16 | static_cast<std::uint32_t>(text.colour.green) << 8 | text.colour.blue;
        const auto key = std::make_tuple(text.size, text.bold, colour);
        const wxString words = shown(text.text);
        auto font = fonts_.find(key);
        if (font == fonts_.end()) {
            const auto make = [&](double size) { return graphics_.CreateFont(size, flows::text_font, text.bold ? wxFONTFLAG_BOLD : wxFONTFLAG_DEFAULT, on_screen(text.colour)); };
            auto made = make(text.size);
            // What a context calls a pixel depends on the screen's resolution; the list says how wide the line is meant to be.
            double width = 0;
            graphics_.SetFont(made);
            graphics_.GetTextExtent(words, &width, nullptr);
            if (width > 0 && text.width > 0) made = make(text.size * text.width / width);
            font = fonts_.emplace(key, made).first;
        }
        graphics_.SetFont(font->second);
        if (text.turned) {
            double width = 0, height = 0;
            graphics_.GetTextExtent(words, &width, &height);
            graphics_.DrawText(words, text.anchor.x - height / 2, text.anchor.y + width / 2, 1.5707963267948966);
            return;
        }
        double width = 0, height = 0, x = text.anchor.x;
        graphics_.GetTextExtent(words, &width, &height);
        if (text.align != flows::Align::left) x -= text.align == flows::Align::centre ? width / 2 : width;
        // The list's lines are closer than the font's own: the letters stand in the middle of theirs.
        const double line = text.size * flows::text_line_height / 11;
        graphics_.DrawText(words, x, text.anchor.y - (height - line) / 2);
    }

    wxGraphicsContext& graphics_;
    double scale_;
    std::map<std::tuple<double, bool, std::uint32_t>, wxGraphicsFont> fonts_;
};

}  // namespace

wxColour on_screen(const flows::Colour& colour) { return {colour.red, colour.green, colour.blue, colour.alpha}; }

void paint_picture(wxGraphicsContext& graphics, const desk::FlowPicture& picture, const flows::Box& area, double scale, const std::set<std::string>& ids, PaintWhat what) {
    std::vector<char> wanted;
    if (!ids.empty() || what == PaintWhat::only) {
        wanted.reserve(picture.list.elements.size());
        for (const auto& element : picture.list.elements) wanted.push_back((ids.count(element.id) != 0) == (what == PaintWhat::only));
    }
    Painter painter(graphics, scale);
    for (const int number : picture.index.items_in(area)) {
        const auto& item = picture.list.items[static_cast<std::size_t>(number)];
        if (!wanted.empty() && !(item.element < 0 ? what == PaintWhat::all_but : wanted[static_cast<std::size_t>(item.element)] != 0)) continue;
        painter.paint(item);
    }
}

}  // namespace yorozu::gui
