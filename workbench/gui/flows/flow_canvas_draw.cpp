// How a diagram looks on the screen: the engine's display list on a kept sheet, and over it what a person is doing.
#include <wx/dcmemory.h>
#include <wx/graphics.h>

#include <algorithm>
#include <cmath>

#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/flows/flow_canvas.h"
#include "workbench/gui/flows/flow_kinds.h"
#include "workbench/gui/flows/flow_paint.h"

namespace yorozu::gui {
namespace {

void outline_box(wxGraphicsContext& graphics, const wxRect& rect, int radius = 6) { graphics.DrawRoundedRectangle(rect.x, rect.y, rect.width, rect.height, radius); }

wxColour see_through(const wxColour& colour, int alpha) { return {colour.Red(), colour.Green(), colour.Blue(), static_cast<unsigned char>(alpha)}; }

}  // namespace

/// The sheet of a view that begins to move holds half a view more on each side, so that panning seldom draws anew; after an edit or
/// a zoom it holds what is seen, so that it is there soon.
void FlowCanvas::make_sheet() {
    const auto seen = view();
    const bool inside = seen.x >= sheet_area_.x && seen.y >= sheet_area_.y && seen.right() <= sheet_area_.right() && seen.bottom() <= sheet_area_.bottom();
    if (sheet_fresh_ && inside && sheet_scale_ == scale_) return;
    const bool panned = sheet_fresh_ && sheet_scale_ == scale_;
    const double rim_x = panned ? seen.width / 2 : 0, rim_y = panned ? seen.height / 4 : 0;
    sheet_area_ = {std::floor(seen.x - rim_x), std::floor(seen.y - rim_y), seen.width + 2 * rim_x + 1, seen.height + 2 * rim_y + 1};
    sheet_scale_ = scale_;
    sheet_fresh_ = true;
    const wxSize size(std::max(1, int(std::ceil(sheet_area_.width * scale_))), std::max(1, int(std::ceil(sheet_area_.height * scale_))));
    sheet_ = wxBitmap();
    sheet_.CreateWithDIPSize(size, GetContentScaleFactor(), 24);
    wxMemoryDC dc(sheet_);
    dc.SetBackground(*wxWHITE_BRUSH);   // the drawing has its own colours: paper, also in a dark window
    dc.Clear();
    const std::unique_ptr<wxGraphicsContext> graphics(wxGraphicsContext::Create(dc));
    if (!graphics || !picture_) return;
    graphics->Scale(scale_, scale_);
    graphics->Translate(-sheet_area_.x, -sheet_area_.y);
    paint_picture(*graphics, *picture_, sheet_area_, scale_, drag_.moving, PaintWhat::all_but);
}

void FlowCanvas::draw(wxGraphicsContext& graphics) {
    const wxSize size = GetClientSize();
    graphics.SetPen(*wxTRANSPARENT_PEN);
    if (diagram() < 0 || !picture_) {
        graphics.SetBrush(wxBrush(colours().window));
        graphics.DrawRectangle(0, 0, size.x, size.y);
        return draw_empty(graphics);
    }
    make_sheet();
    graphics.SetBrush(*wxWHITE_BRUSH);
    graphics.DrawRectangle(0, 0, size.x, size.y);
    const wxPoint at = to_screen({sheet_area_.x, sheet_area_.y});
    graphics.DrawBitmap(sheet_, at.x, at.y, sheet_.GetLogicalWidth(), sheet_.GetLogicalHeight());
    draw_marks(graphics);
    draw_tokens(graphics);
    draw_drag(graphics);
    draw_chosen(graphics);
    draw_stages(graphics);
    if (HasFocus()) {
        graphics.SetPen(wxPen(colours().accent, 1));
        graphics.SetBrush(*wxTRANSPARENT_BRUSH);
        graphics.DrawRectangle(0, 0, size.x - 1, size.y - 1);
    }
}

void FlowCanvas::draw_stages(wxGraphicsContext& graphics) {
    const wxSize size = GetClientSize();
    graphics.SetPen(*wxTRANSPARENT_PEN);
    graphics.SetBrush(wxBrush(colours().window));
    graphics.DrawRectangle(0, 0, size.x, band);
    graphics.SetPen(wxPen(colours().line, 1));
    graphics.StrokeLine(0, band - 0.5, size.x, band - 0.5);
    const auto& hours = state_.open->hours[side_];
    wxFont plain = GetFont(), bold = GetFont().Bold();
    for (const auto& stage : hours.stages) {
        if (stage.name.empty()) continue;
        const double left = std::max(0, to_screen({stage.left, 0}).x), right = std::min(size.x, to_screen({stage.right, 0}).x);
        if (right - left < 4) continue;
        graphics.SetPen(wxPen(colours().line, 1));
        const double border = to_screen({stage.right, 0}).x;
        graphics.StrokeLine(border + 0.5, 0, border + 0.5, band);
        graphics.SetPen(wxPen(colours().line, 1, wxPENSTYLE_DOT));
        graphics.StrokeLine(border + 0.5, band, border + 0.5, std::min(size.y, to_screen({0, scene_.bounds().bottom()}).y));
        const wxString name = shown(stage.name), minutes = wxString::Format(tr("%s分"), minutes_text(stage.minutes));
        double name_width = 0, minutes_width = 0, height = 0;
        graphics.SetFont(plain, colours().text);
        graphics.GetTextExtent(name, &name_width, &height);
        graphics.SetFont(bold, colours().text);
        graphics.GetTextExtent(minutes, &minutes_width, &height);
        const double all = name_width + 6 + minutes_width;
        graphics.Clip(left, 0, right - left, band);
        double x = left + std::max(4.0, (right - left - all) / 2);
        const double y = (band - height) / 2;
        graphics.SetFont(plain, colours().text);
        graphics.DrawText(name, x, y);
        graphics.SetFont(bold, colours().text);
        graphics.DrawText(minutes, x + name_width + 6, y);
        graphics.ResetClip();
    }
}

/// Results of a comparison or simulation, over the shapes.
void FlowCanvas::draw_marks(wxGraphicsContext& graphics) {
    for (const auto& [id, colour] : marks_) {
        const auto* thing = scene_.find(id);
        if (!thing) continue;
        graphics.SetPen(wxPen(colour, 3));
        graphics.SetBrush(wxBrush(see_through(colour, 36)));
        if (thing->line.empty()) outline_box(graphics, rect_of(thing->box).Inflate(3));
        else
            for (std::size_t i = 1; i < thing->line.size(); ++i) {
                const wxPoint a = to_screen(thing->line[i - 1]), b = to_screen(thing->line[i]);
                graphics.StrokeLine(a.x, a.y, b.x, b.y);
            }
    }
    for (const auto& [id, share] : heat_) {
        const auto* thing = scene_.find(id);
        if (!thing) continue;
        graphics.SetPen(*wxTRANSPARENT_PEN);
        graphics.SetBrush(wxBrush(see_through(colours().red, int(std::lround(20 + 110 * std::clamp(share, 0.0, 1.0))))));
        outline_box(graphics, rect_of(thing->box));
    }
    for (const auto& [id, words] : badges_) {
        const auto* thing = scene_.find(id);
        if (!thing) continue;
        const wxRect rect = rect_of(thing->box);
        double width = 0, height = 0;
        graphics.SetFont(GetFont().Bold().Scaled(0.85f), colours().surface);
        graphics.GetTextExtent(words, &width, &height);
        graphics.SetPen(*wxTRANSPARENT_PEN);
        graphics.SetBrush(wxBrush(colours().red));
        graphics.DrawRoundedRectangle(rect.GetRight() - width / 2 - 4, rect.y - height / 2 - 1, width + 8, height + 2, 5);
        graphics.DrawText(words, rect.GetRight() - width / 2, rect.y - height / 2);
    }
}

void FlowCanvas::draw_chosen(wxGraphicsContext& graphics) {
    const auto& colour = colours();
    const auto outline = [&](const std::string& id, const wxPen& pen, int tint) {
        const auto* thing = scene_.find(id);
        if (!thing) return;
        graphics.SetPen(pen);
        graphics.SetBrush(tint > 0 ? wxBrush(see_through(colour.accent, tint)) : *wxTRANSPARENT_BRUSH);
        if (thing->line.empty()) {
            outline_box(graphics, rect_of(thing->box), thing->is_frame ? 0 : 6);
        } else {
            wxGraphicsPath path = graphics.CreatePath();
            for (std::size_t i = 0; i < thing->line.size(); ++i) {
                const wxPoint at = to_screen(thing->line[i]);
                if (i == 0) path.MoveToPoint(at.x, at.y);
                else path.AddLineToPoint(at.x, at.y);
            }
            graphics.StrokePath(path);
        }
    };
    if (!is_side()) {
        // The chosen step's counterpart in this diagram.
        for (const auto& id : state_.open->chosen)
            if (const auto other = desk::counterpart_of(flow(), id); !other.empty()) outline(other, wxPen(colour.accent, 2, wxPENSTYLE_SHORT_DASH), 0);
        return;
    }
    for (const auto& id : state_.open->chosen) {
        if (drag_.moving.count(id)) continue;
        outline(id, wxPen(colour.accent, 2), 26);
        const auto* thing = scene_.find(id);
        if (!thing || state_.open->chosen.size() > 1) continue;
        graphics.SetPen(wxPen(colour.accent, 1));
        graphics.SetBrush(wxBrush(colour.surface));
        const auto knob = [&](wxPoint at) { graphics.DrawRectangle(at.x - 3.5, at.y - 3.5, 7, 7); };
        if (!thing->line.empty()) {
            for (const auto& point : thing->line) knob(to_screen(point));
        } else if (state_.may_edit) {
            const wxRect rect = rect_of(thing->box);
            knob(rect.GetTopLeft());
            knob({rect.x + rect.width, rect.y});
            knob({rect.x, rect.y + rect.height});
            knob({rect.x + rect.width, rect.y + rect.height});
        }
    }
}

void FlowCanvas::draw_drag(wxGraphicsContext& graphics) {
    if (drag_.kind == Drag::Kind::none) return;
    const auto& colour = colours();
    graphics.SetBrush(*wxTRANSPARENT_BRUSH);
    if (drag_.kind == Drag::Kind::band && drag_.begun) {
        graphics.SetPen(wxPen(colour.accent, 1, wxPENSTYLE_DOT));
        graphics.SetBrush(wxBrush(see_through(colour.accent, 24)));
        outline_box(graphics, rect_of(drag_.box), 0);
    }
    if (drag_.kind == Drag::Kind::move && drag_.begun && picture_) {
        graphics.PushState();
        graphics.Translate(0, band);
        graphics.Scale(scale_, scale_);
        graphics.Translate(-origin_.x + drag_.dx, -origin_.y + drag_.dy);
        std::set<std::string> shapes;
        for (const auto& id : drag_.moving)
            if (const auto* thing = scene_.find(id); thing && thing->line.empty()) shapes.insert(id);
        const auto seen = view();
        paint_picture(graphics, *picture_, {seen.x - drag_.dx, seen.y - drag_.dy, seen.width, seen.height}, scale_, shapes, PaintWhat::only);
        graphics.PopState();
    }
    if ((drag_.kind == Drag::Kind::move || drag_.kind == Drag::Kind::bend) && drag_.begun) {
        graphics.SetPen(wxPen(colour.accent, 1));
        for (const auto& edit : drag_.edits) {
            const auto* line = std::get_if<flows::Reroute>(&edit);
            if (!line) continue;
            for (std::size_t i = 1; i < line->points.size(); ++i) {
                const wxPoint a = to_screen(line->points[i - 1]), b = to_screen(line->points[i]);
                graphics.StrokeLine(a.x, a.y, b.x, b.y);
            }
        }
        graphics.SetPen(wxPen(colour.accent, 1, wxPENSTYLE_SHORT_DASH));
        for (const auto& guide : drag_.guides) {
            const wxPoint a = guide.upright ? to_screen({guide.at, guide.from}) : to_screen({guide.from, guide.at});
            const wxPoint b = guide.upright ? to_screen({guide.at, guide.to}) : to_screen({guide.to, guide.at});
            graphics.StrokeLine(a.x, a.y, b.x, b.y);
        }
    }
    if (drag_.kind == Drag::Kind::resize && drag_.begun) {
        graphics.SetPen(wxPen(colour.accent, 1, wxPENSTYLE_SHORT_DASH));
        outline_box(graphics, rect_of(drag_.box), 2);
    }
    if (drag_.kind == Drag::Kind::connect && drag_.begun) {
        graphics.SetPen(wxPen(colour.accent, 2));
        if (const auto* thing = scene_.find(drag_.id)) {
            const wxPoint from = to_screen(thing->box.centre());
            graphics.StrokeLine(from.x, from.y, drag_.now.x, drag_.now.y);
        }
    }
    if (drag_.kind == Drag::Kind::space && drag_.begun) {
        const wxSize size = GetClientSize();
        graphics.SetPen(wxPen(colour.accent, 1));
        graphics.SetBrush(wxBrush(see_through(colour.accent, 40)));
        if (drag_.edge_x) graphics.DrawRectangle(std::min(drag_.from.x, drag_.now.x), band, std::abs(drag_.now.x - drag_.from.x), size.y - band);
        else graphics.DrawRectangle(0, std::min(drag_.from.y, drag_.now.y), size.x, std::abs(drag_.now.y - drag_.from.y));
    }
    if (drag_.kind == Drag::Kind::place) {
        const auto box = desk::box_of_new(state_.to_create.kind, to_flow(drag_.now));
        graphics.SetPen(wxPen(colour.accent, 2));
        outline_box(graphics, rect_of(box));
    }
}

/// The three ways to begin.
void FlowCanvas::draw_empty(wxGraphicsContext& graphics) {
    if (side_ != 0 || state_.open) return;
    const wxSize size = GetClientSize();
    double y = size.y / 2.0 - 40;
    const auto line = [&](const wxString& words, const wxFont& font, const wxColour& colour) {
        double width = 0, height = 0;
        graphics.SetFont(font, colour);
        graphics.GetTextExtent(words, &width, &height);
        graphics.DrawText(words, (size.x - width) / 2, y);
        y += height * 1.7;
    };
    line(tr("業務フローはまだ開いていません"), GetFont().Scaled(1.3f), colours().text);
    line(tr("名前を打って最初の工程を置く（N）、BPMN を落とす、見本（転入手続き）を開く"), GetFont(), colours().faint);
}

}  // namespace yorozu::gui
