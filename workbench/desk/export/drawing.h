#pragma once
#include <string>
#include <vector>

namespace yorozu::desk {

/// A picture made of a few kinds of shapes, laid out once and drawn the same on the screen, in SVG and in PDF. Units: px at 96 dpi, from the
/// top left.
struct Drawing {
    enum class Ink { text, faint, line, accent, accent_middle, accent_light, grey, grey_light, grey_lighter, red, green };
    enum class Stroke { none, solid, dashed, dotted };
    struct Rectangle {
        double x = 0, y = 0, width = 0, height = 0;
        Ink ink = Ink::grey;
    };
    struct Line {
        std::vector<std::pair<double, double>> points;
        Ink ink = Ink::line;
        double width = 1;
        Stroke stroke = Stroke::solid;
    };
    struct Text {
        double x = 0, y = 0;      ///< of the baseline; where it begins, ends or has its middle
        std::string words;
        Ink ink = Ink::text;
        double size = 11;
        enum class Anchor { begin, middle, end } anchor = Anchor::begin;
        bool bold = false;
    };
    double width = 0, height = 0;
    // Painted in this order.
    std::vector<Line> grid;
    std::vector<Rectangle> rectangles;
    std::vector<Line> lines;
    std::vector<Text> texts;
};

/// Light colours, as #rrggbb: what is written into files.
std::string colour_of(Drawing::Ink ink);
/// An <svg> element.
std::string svg_of(const Drawing& drawing);

/// Something that can be walked in a chart: where it stands, and what is said about it.
struct ChartMark {
    double x = 0, y = 0, width = 0, height = 0;
    std::string words;
};
struct Chart {
    Drawing drawing;
    std::vector<ChartMark> marks;  ///< in the order of ← →
};

/// Bars lying beside each other, one for each name, in pieces.
struct BarRow {
    std::string name;
    std::vector<double> pieces;
    std::string none;              ///< what stands there when all pieces are 0: 使っていない
};
struct BarPlan {
    std::vector<BarRow> rows = {};
    std::vector<std::string> legend = {};    ///< of the pieces
    std::vector<Drawing::Ink> inks = {};     ///< of the pieces
    double longest = 0;                      ///< of the axis; 0: by the rows. The same for charts that are compared
    int decimals = 1;
};
Chart bar_chart(const BarPlan& plan, double width, double height);

/// Twelve months from April: bars of the month's net, lines of the sums so far, the target with its even share.
struct BurnUp {
    std::vector<double> net, gross, verified;  ///< of each month that has begun; hours
    double target = 0;                         ///< 0: none
    std::string remark = {};                   ///< a line under the chart: what the target is made of
};
Chart burn_up_chart(const BurnUp& months, double width, double height);

}  // namespace yorozu::desk
