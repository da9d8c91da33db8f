#pragma once
#include "flows/drawing/display_list.h"

namespace yorozu::flows {

namespace paint {
inline constexpr Colour ink{0x33, 0x38, 0x40}, line{0x4a, 0x4f, 0x57}, grey{0x7a, 0x80, 0x89}, pale{0xc9, 0xcd, 0xd3}, white{0xff, 0xff, 0xff},
    lane_fill{0xf7, 0xf8, 0xfa}, heading_fill{0xff, 0xff, 0xff}, band_fill{0xf1, 0xf2, 0xf4}, accent{0x25, 0x5a, 0xa0}, accent_fill{0xff, 0xff, 0xff};
}

/// Puts figures and texts on a list for one element after the other.
class Pen {
public:
    explicit Pen(DisplayList& list) : list_(list) {}

    /// Everything from here on belongs to this element.
    int begin(Element element);
    int current() const { return element_; }
    void resume(int element) { element_ = element; }

    void figure(Path path, std::optional<Colour> fill, std::optional<Stroke> stroke);
    void text(std::string text, Point anchor, double size, Colour colour, Align align = Align::left, bool bold = false);
    void turned_text(std::string text, Point middle, double size, Colour colour, bool bold = false);
    /// Lines in the middle of a box.
    void centred(const std::vector<std::string>& lines, const Box& box, double size, Colour colour, bool bold = false);

private:
    DisplayList& list_;
    int element_ = -1;
};

Path rectangle(const Box& box);
Path rounded(const Box& box, double radius);
Path circle(Point middle, double radius);
Path polygon(const std::vector<Point>& points);
Path polyline(const std::vector<Point>& points);
/// Several paths as one.
Path joined(Path first, const Path& second);

}  // namespace yorozu::flows
