// The view of one diagram: what is seen, where, how large. Pointer, keys and drawing are in flow_canvas_*.cpp.
#include "workbench/gui/flows/flow_canvas.h"

#include <wx/dcbuffer.h>
#include <wx/graphics.h>

#include <algorithm>
#include <cmath>

#include "workbench/gui/controls/accessible.h"
#include "workbench/gui/controls/colours.h"
#include "workbench/gui/controls/words.h"
#include "workbench/gui/flows/flow_kinds.h"

namespace yorozu::gui {
namespace {

constexpr double least_zoom = 0.05, most_zoom = 6;

}  // namespace

FlowCanvas::FlowCanvas(wxWindow* parent, FlowState& state, std::size_t side)
    : wxWindow(parent, wxID_ANY, wxDefaultPosition, wxDefaultSize, wxWANTS_CHARS | wxFULL_REPAINT_ON_RESIZE), state_(state), side_(side) {
    SetName(wxString::Format("flow-canvas-%zu", side));
    SetBackgroundStyle(wxBG_STYLE_PAINT);
    set_accessible(*this, tr("業務フローの図"), Role::image);
    Bind(wxEVT_PAINT, [this](wxPaintEvent&) {
        wxAutoBufferedPaintDC dc(this);
        const std::unique_ptr<wxGraphicsContext> graphics(wxGraphicsContext::Create(dc));
        if (graphics) draw(*graphics);
    });
    Bind(wxEVT_SIZE, [this](wxSizeEvent& event) {
        clamp_view();
        Refresh(false);
        if (viewed) viewed();
        event.Skip();
    });
    Bind(wxEVT_KEY_DOWN, &FlowCanvas::on_key, this);
    const auto focus = [this](wxFocusEvent& event) {
        Refresh(false);
        event.Skip();
    };
    Bind(wxEVT_SET_FOCUS, [this, focus](wxFocusEvent& event) {
        if (state_.open && state_.open->side != side_ && side_ < state_.open->diagrams.size()) CallAfter([this] { if (HasFocus() && state_.open && state_.open->side != side_) state_.choose(side_, {}); });
        focus(event);
    });
    Bind(wxEVT_KILL_FOCUS, focus);
    Bind(wxEVT_SYS_COLOUR_CHANGED, [this](wxSysColourChangedEvent& event) {
        stale();
        event.Skip();
    });
    bind_mouse();
}

wxPoint FlowCanvas::to_screen(flows::Point at) const { return {int(std::lround((at.x - origin_.x) * scale_)), band + int(std::lround((at.y - origin_.y) * scale_))}; }
flows::Point FlowCanvas::to_flow(const wxPoint& at) const { return {origin_.x + at.x / scale_, origin_.y + (at.y - band) / scale_}; }

wxRect FlowCanvas::rect_of(const flows::Box& box) const {
    const wxPoint a = to_screen({box.x, box.y}), b = to_screen({box.right(), box.bottom()});
    return {a, wxSize(b.x - a.x, b.y - a.y)};
}

flows::Box FlowCanvas::view() const {
    const wxSize size = GetClientSize();
    return {origin_.x, origin_.y, size.x / scale_, std::max(0, size.y - band) / scale_};
}

void FlowCanvas::follow() {
    const int now = diagram();
    const bool other = shown_tab_ != state_.open.get() || shown_diagram_ != now;
    if (!other && state_.open && shown_version_ == state_.open->version) return follow_choice();
    shown_tab_ = state_.open.get();
    shown_diagram_ = now;
    shown_version_ = state_.open ? state_.open->version : -1;
    if (other) drag_ = {}, badges_.clear(), heat_.clear(), marks_.clear();
    if (now < 0) {
        scene_ = {};
        picture_.reset();
    } else {
        scene_ = desk::FlowScene(flow(), now);
        picture_ = desk::picture_of(flow(), now, false, state_.known.titles());
    }
    if (other) origin_ = {scene_.bounds().x, scene_.bounds().y};
    clamp_view();
    sheet_fresh_ = false;
    follow_choice();
    if (other && viewed) viewed();
}

void FlowCanvas::follow_choice() {
    wxString words;
    if (is_side() && !state_.open->only().empty()) {
        const auto& id = state_.open->only();
        words = shown(flow().called(id));
        if (const auto* node = flow().node(id)) words = tr(kind_word(node->kind, node->trigger)) + tr("、") + words;
    }
    set_accessible(*this, tr("業務フローの図"), Role::image, words);
    Refresh(false);
}

/// The diagram is never pushed wholly out of sight.
void FlowCanvas::clamp_view() {
    const auto all = scene_.bounds();
    const auto seen = view();
    if (all.width <= 0) return;
    constexpr double rest = 80;
    origin_.x = std::clamp(origin_.x, all.x - std::max(0.0, seen.width - rest), std::max(all.x, all.right() - rest));
    origin_.y = std::clamp(origin_.y, all.y - std::max(0.0, seen.height - rest), std::max(all.y, all.bottom() - rest));
}

void FlowCanvas::scroll_to(double x) { scroll_to(x, origin_.y); }
void FlowCanvas::scroll_to(double x, double y) {
    if (origin_.x == x && origin_.y == y) return;
    origin_ = {x, y};
    clamp_view();
    Refresh(false);
}

void FlowCanvas::set_scale(double scale) {
    scale_ = std::clamp(scale, least_zoom, most_zoom);
    clamp_view();
    Refresh(false);
}

void FlowCanvas::zoom_at(double factor, const wxPoint& at) {
    const auto fixed = to_flow(at);
    scale_ = std::clamp(scale_ * factor, least_zoom, most_zoom);
    if (std::abs(scale_ - 1) < 0.04) scale_ = 1;
    origin_ = {fixed.x - at.x / scale_, fixed.y - (at.y - band) / scale_};
    clamp_view();
    Refresh(false);
    if (viewed) viewed();
}

void FlowCanvas::zoom_by(double factor) { zoom_at(factor, {GetClientSize().x / 2, GetClientSize().y / 2}); }

void FlowCanvas::whole() {
    const auto all = scene_.bounds();
    const wxSize size = GetClientSize();
    if (all.width <= 0 || size.x < 60 || size.y < band + 40) return;
    scale_ = std::clamp(std::min((size.x - 16) / all.width, (size.y - band - 16) / all.height), least_zoom, 1.0);
    origin_ = {all.x - 8 / scale_, all.y - 8 / scale_};
    Refresh(false);
    if (viewed) viewed();
}

void FlowCanvas::show_place(const std::string& id) {
    const auto* thing = scene_.find(id);
    if (!thing) return;
    const auto seen = view();
    const auto& box = thing->box;
    constexpr double rim = 24;
    auto to = origin_;
    if (box.x < seen.x + rim || box.right() > seen.right() - rim) to.x = box.centre().x - seen.width / 2;
    if (box.y < seen.y || box.bottom() > seen.bottom()) to.y = box.centre().y - seen.height / 2;
    const auto all = scene_.bounds();
    to.x = std::max(to.x, all.x);
    to.y = std::max(to.y, all.y);
    if (to == origin_) return;
    scroll_to(to.x, to.y);
    if (viewed) viewed();
}

void FlowCanvas::edit_text(const std::string& id) {
    if (edit_name) edit_name(id);
}

void FlowCanvas::put_badges(std::map<std::string, wxString> badges, std::map<std::string, double> heat) {
    badges_ = std::move(badges);
    heat_ = std::move(heat);
    Refresh(false);
}

void FlowCanvas::mark(std::map<std::string, wxColour> colours) {
    marks_ = std::move(colours);
    Refresh(false);
}

void FlowCanvas::cancel() {
    if (HasCapture()) ReleaseMouse();
    drag_ = {};
    stale();
}

}  // namespace yorozu::gui
