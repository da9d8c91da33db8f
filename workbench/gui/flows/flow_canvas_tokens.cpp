// Cases of a simulation on the diagram: hollow ones wait left of their step, filled ones are worked on in it, small ones are on their way.
#include <wx/brush.h>
#include <wx/graphics.h>
#include <wx/pen.h>

#include <algorithm>
#include <cmath>

#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/flows/flow_canvas.h"

namespace yorozu::gui {
namespace {

constexpr int most_drawn = 5;   ///< tokens side by side; the others are counted

flows::Point along(const flows::Line& line, double share) {
    double length = 0;
    for (std::size_t i = 1; i < line.size(); ++i) length += std::hypot(line[i].x - line[i - 1].x, line[i].y - line[i - 1].y);
    double left = length * share;
    for (std::size_t i = 1; i < line.size(); ++i) {
        const double piece = std::hypot(line[i].x - line[i - 1].x, line[i].y - line[i - 1].y);
        if (piece > 0 && left <= piece) return {line[i - 1].x + (line[i].x - line[i - 1].x) * left / piece, line[i - 1].y + (line[i].y - line[i - 1].y) * left / piece};
        left -= piece;
    }
    return line.back();
}

}  // namespace

void FlowCanvas::put_tokens(desk::FlowPlayback::Frame frame) {
    tokens_ = std::move(frame);
    Refresh(false);
}

void FlowCanvas::draw_tokens(wxGraphicsContext& graphics) {
    using State = desk::FlowPlayback::Token::State;
    const double radius = std::clamp(5 * scale_, 2.5, 7.0);
    const auto& colour = colours();
    const auto dot = [&](double x, double y, State state) {
        const double r = state == State::moving ? radius * 0.8 : radius;
        graphics.SetPen(wxPen(state == State::waiting ? colour.amber : colour.accent, 2));
        graphics.SetBrush(wxBrush(state == State::waiting ? colour.surface : colour.accent));
        graphics.DrawEllipse(x - r, y - r, 2 * r, 2 * r);
    };
    std::map<std::string, desk::FlowPlayback::AtNode> standing;   // those on their way are not there yet
    for (const auto& token : tokens_.tokens) {
        if (token.state == State::waiting) ++standing[token.node].waiting;
        if (token.state == State::working) ++standing[token.node].working;
        if (token.state != State::moving) continue;
        flows::Line line;
        for (const auto& id : token.edges)
            if (const auto* edge = scene_.find(id)) line.insert(line.end(), edge->line.begin(), edge->line.end());
        if (line.size() < 2) continue;
        const wxPoint at = to_screen(along(line, token.share));
        dot(at.x, at.y, State::moving);
    }
    for (const auto& [id, count] : standing) {
        const auto* thing = scene_.find(id);
        if (!thing || thing->is_frame) continue;   // what is inside a sub-process is seen there
        const wxRect rect = rect_of(thing->box);
        const auto row = [&](int all, double x, double y, int way, State state) {
            for (int i = 0; i < std::min(all, most_drawn); ++i) dot(x + way * i * 2.2 * radius, y, state);
            if (all <= most_drawn) return;
            const wxString more = wxString::Format("%d", all);
            double width = 0, height = 0;
            graphics.SetFont(GetFont().Bold(), state == State::waiting ? colour.amber : colour.accent);
            graphics.GetTextExtent(more, &width, &height);
            const double end = x + way * most_drawn * 2.2 * radius;
            graphics.SetPen(*wxTRANSPARENT_PEN);
            graphics.SetBrush(wxBrush(colour.surface));
            graphics.DrawRoundedRectangle((way < 0 ? end - width : end) - 2, y - height / 2, width + 4, height, 3);
            graphics.DrawText(more, way < 0 ? end - width : end, y - height / 2);
        };
        const double lower = rect.GetBottom() - radius - 2;
        row(count.waiting, rect.x - radius - 3, lower, -1, State::waiting);
        row(count.working, rect.x + radius + 4, lower, 1, State::working);
    }
}

}  // namespace yorozu::gui
