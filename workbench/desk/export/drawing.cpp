#include "workbench/desk/export/drawing.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "ocr/lexicon/text_key.h"
#include "workbench/desk/export/safe_html.h"

namespace yorozu::desk {
namespace {

using Ink = Drawing::Ink;
using Anchor = Drawing::Text::Anchor;

std::string number(double value, int decimals) {
    char text[48];
    std::snprintf(text, sizeof text, "%.*f", decimals, value);
    std::string digits = text;
    const auto point = digits.find('.');
    for (auto at = static_cast<int>(point == std::string::npos ? digits.size() : point) - 3; at > (value < 0 ? 1 : 0); at -= 3) digits.insert(static_cast<std::size_t>(at), ",");
    return digits;
}

/// 1, 2, 2.5 or 5 times a power of ten, so that about `parts` of them reach `longest`.
double step_for(double longest, int parts) {
    const double raw = std::max(longest, 1e-9) / parts, power = std::pow(10, std::floor(std::log10(raw)));
    for (const double factor : {1.0, 2.0, 2.5, 5.0, 10.0})
        if (factor * power >= raw) return factor * power;
    return 10 * power;
}

/// A number on an axis that goes by `step`, with as many decimals as tell two neighbours apart exactly.
std::string axis_number(double value, double step) {
    int decimals = 0;
    for (double scaled = step; decimals < 6 && std::fabs(scaled - std::round(scaled)) > 1e-6 * scaled; scaled *= 10) ++decimals;
    return number(std::fabs(value) < step / 2 ? 0.0 : value, decimals);
}

/// Width of words in print: an ideograph is as wide as high.
double width_of(const std::string& words, double size) {
    double width = 0;
    for (const char32_t point : ocr::code_points(words)) width += point < 0x2000 ? 0.56 : 1;
    return width * size;
}

const char* dashes(Drawing::Stroke stroke) { return stroke == Drawing::Stroke::dashed ? " stroke-dasharray='5 3'" : stroke == Drawing::Stroke::dotted ? " stroke-dasharray='1.5 2.5'" : ""; }

}  // namespace

std::string colour_of(Ink ink) {
    switch (ink) {
        case Ink::text: return "#1c1c1c";
        case Ink::faint: return "#5c6370";
        case Ink::line: return "#d3d7de";
        case Ink::accent: return "#265c9e";
        case Ink::accent_middle: return "#7399c8";
        case Ink::accent_light: return "#b3c9e6";
        case Ink::grey: return "#8a9199";
        case Ink::grey_light: return "#bcc1c7";
        case Ink::grey_lighter: return "#e0e2e6";
        case Ink::red: return "#a83232";
        case Ink::green: return "#2e7d4f";
    }
    return "#000000";
}

std::string svg_of(const Drawing& drawing) {
    char text[256];
    std::snprintf(text, sizeof text, "<svg xmlns='http://www.w3.org/2000/svg' width='%.0f' height='%.0f' viewBox='0 0 %.0f %.0f' font-family='sans-serif'>\n", drawing.width, drawing.height, drawing.width, drawing.height);
    std::string svg = text;
    const auto draw = [&](const Drawing::Line& line) {
        svg += "<polyline fill='none' points='";
        for (const auto& [x, y] : line.points) {
            std::snprintf(text, sizeof text, "%.1f,%.1f ", x, y);
            svg += text;
        }
        std::snprintf(text, sizeof text, "' stroke='%s' stroke-width='%.1f'%s/>\n", colour_of(line.ink).c_str(), line.width, dashes(line.stroke));
        svg += text;
    };
    for (const auto& line : drawing.grid) draw(line);
    for (const auto& box : drawing.rectangles) {
        std::snprintf(text, sizeof text, "<rect x='%.1f' y='%.1f' width='%.1f' height='%.1f' fill='%s'/>\n", box.x, box.y, box.width, box.height, colour_of(box.ink).c_str());
        svg += text;
    }
    for (const auto& line : drawing.lines) draw(line);
    for (const auto& words : drawing.texts) {
        const char* anchor = words.anchor == Anchor::begin ? "start" : words.anchor == Anchor::middle ? "middle" : "end";
        std::snprintf(text, sizeof text, "<text x='%.1f' y='%.1f' font-size='%.1f' text-anchor='%s' fill='%s'%s>", words.x, words.y, words.size, anchor, colour_of(words.ink).c_str(), words.bold ? " font-weight='bold'" : "");
        svg += text + safe_html(words.words) + "</text>\n";
    }
    return svg + "</svg>\n";
}

Chart bar_chart(const BarPlan& plan, double width, double height) {
    Chart chart;
    auto& drawing = chart.drawing;
    drawing.width = width, drawing.height = height;
    double names = 60, longest = plan.longest;
    for (const auto& row : plan.rows) {
        names = std::max(names, width_of(row.name, 11) + 8);
        double sum = 0;
        for (const double piece : row.pieces) sum += std::max(0.0, piece);
        if (plan.longest <= 0) longest = std::max(longest, sum);
    }
    names = std::min(names, width * 0.4);
    const double legend = 22, axis = 18, left = names + 6, right = width - 62, top = 6, bottom = height - legend - axis;
    if (longest <= 0) longest = 1;  // nothing to show yet: an axis of hours all the same
    const double step = step_for(longest, 4), reach = std::max(step, std::ceil(longest / step - 1e-9) * step), scale = (right - left) / reach;
    for (double at = 0; at <= reach + step / 2; at += step) {
        const double x = left + at * scale;
        drawing.grid.push_back({{{x, top}, {x, bottom}}, at == 0 ? Ink::grey : Ink::line});
        drawing.texts.push_back({x, bottom + 13, axis_number(at, step), Ink::faint, 10, Anchor::middle});
    }
    const double pitch = plan.rows.empty() ? 0 : std::min(26.0, (bottom - top) / static_cast<double>(plan.rows.size())), thick = pitch * 0.68;
    double y = top + (pitch - thick) / 2;
    for (const auto& row : plan.rows) {
        drawing.texts.push_back({left - 6, y + thick / 2 + 4, row.name, Ink::text, 11, Anchor::end});
        double x = left, sum = 0;
        for (std::size_t at = 0; at < row.pieces.size(); ++at) {
            const double piece = std::max(0.0, row.pieces[at]);
            sum += row.pieces[at];
            if (piece > 0) drawing.rectangles.push_back({x, y, piece * scale, thick, plan.inks[at % plan.inks.size()]});
            x += piece * scale;
        }
        const bool none = sum == 0 && !row.none.empty();
        drawing.texts.push_back({x + 5, y + thick / 2 + 4, none ? row.none : number(sum, plan.decimals), none ? Ink::faint : Ink::text, 11});
        std::string words = row.name + " " + (none ? row.none : number(sum, plan.decimals) + " 時間");
        for (std::size_t at = 0; at < row.pieces.size(); ++at)
            if (row.pieces[at] != 0 && at < plan.legend.size()) words += "、" + plan.legend[at] + " " + number(row.pieces[at], plan.decimals);
        chart.marks.push_back({left, y, std::max(4.0, x - left), thick, words});
        y += pitch;
    }
    double at_x = 10;
    for (std::size_t at = 0; at < plan.legend.size(); ++at) {
        double sum = 0;
        for (const auto& row : plan.rows)
            if (at < row.pieces.size()) sum += row.pieces[at];
        const std::string words = plan.legend[at] + " " + number(sum, plan.decimals);
        drawing.rectangles.push_back({at_x, height - 15, 14, 10, plan.inks[at % plan.inks.size()]});
        drawing.texts.push_back({at_x + 19, height - 6, words, Ink::text, 11});
        at_x += 34 + width_of(words, 11);
    }
    return chart;
}

Chart burn_up_chart(const BurnUp& months, double width, double height) {
    Chart chart;
    auto& drawing = chart.drawing;
    drawing.width = width, drawing.height = height;
    const auto sums = [](const std::vector<double>& values) {
        std::vector<double> all{0};
        for (const double value : values) all.push_back(all.back() + value);
        return all;
    };
    const auto net = sums(months.net), gross = sums(months.gross), verified = sums(months.verified);
    double highest = std::max(1.0, months.target), lowest = 0;
    for (const auto* line : {&net, &gross, &verified})
        for (const double value : *line) highest = std::max(highest, value), lowest = std::min(lowest, value);
    const double left = 46, right = width - 96, top = 16, bottom = height - (months.remark.empty() ? 40 : 55);
    const double step = step_for(highest - lowest, 6), reach = std::ceil(highest / step - 1e-9) * step, depth = std::floor(lowest / step + 1e-9) * step;
    const double scale = (bottom - top) / (reach - depth), month = (right - left) / 12;
    const auto y_of = [&](double value) { return bottom - (value - depth) * scale; };
    for (double at = depth; at <= reach + step / 2; at += step) {
        drawing.grid.push_back({{{left, y_of(at)}, {right, y_of(at)}}, std::fabs(at) < step / 2 ? Ink::grey : Ink::line});
        drawing.texts.push_back({left - 5, y_of(at) + 4, axis_number(at, step), Ink::faint, 10, Anchor::end});
    }
    drawing.texts.push_back({left, 10, "時間", Ink::faint, 10});
    for (int at = 0; at < 12; ++at) {
        const int name = (at + 3) % 12 + 1;
        drawing.texts.push_back({left + (at + 0.5) * month, bottom + 13, std::to_string(name) + (name == 4 || name == 1 ? "月" : ""), Ink::faint, 10, Anchor::middle});
    }
    for (std::size_t at = 0; at < months.net.size(); ++at) {
        const double x = left + (static_cast<double>(at) + 0.25) * month, y = y_of(months.net[at]), zero = y_of(0);
        drawing.rectangles.push_back({x, std::min(y, zero), month / 2, std::fabs(zero - y), Ink::accent_light});
        chart.marks.push_back({x, std::min(y, zero), month / 2, std::max(3.0, std::fabs(zero - y)),
                               std::to_string((static_cast<int>(at) + 3) % 12 + 1) + "月 純 " + number(months.net[at], 1) + " 時間、累計 " + number(net[at + 1], 1) + "、総 " + number(gross[at + 1], 1) + "、確認済 " + number(verified[at + 1], 1)});
    }
    const auto line = [&](const std::vector<double>& values, Ink ink, double wide, Drawing::Stroke stroke) {
        Drawing::Line made{{}, ink, wide, stroke};
        for (std::size_t at = 0; at < values.size(); ++at) made.points.emplace_back(left + static_cast<double>(at) * month, y_of(values[at]));
        drawing.lines.push_back(std::move(made));
    };
    if (months.target > 0) {
        drawing.lines.push_back({{{left, y_of(months.target)}, {right, y_of(months.target)}}, Ink::red, 1.6});
        drawing.lines.push_back({{{left, y_of(0)}, {right, y_of(months.target)}}, Ink::red, 1, Drawing::Stroke::dashed});
    }
    line(gross, Ink::faint, 1.2, Drawing::Stroke::dotted);
    line(verified, Ink::green, 1.2, Drawing::Stroke::dashed);
    line(net, Ink::accent, 2.4, Drawing::Stroke::solid);
    // Words at the right end keep out of each other's way.
    struct Label {
        double y;
        std::string words;
        Ink ink;
        bool bold;
    };
    std::vector<Label> labels{{y_of(gross.back()), "総 " + number(gross.back(), 1), Ink::faint, false}, {y_of(net.back()), "純 " + number(net.back(), 1), Ink::accent, true}, {y_of(verified.back()), "確認済 " + number(verified.back(), 1), Ink::green, false}};
    if (months.target > 0) labels.push_back({y_of(months.target), "目標 " + number(months.target, 0), Ink::red, false});
    std::stable_sort(labels.begin(), labels.end(), [](const Label& a, const Label& b) { return a.y < b.y; });
    double free = top;
    for (auto& label : labels) {
        label.y = std::max(label.y, free);
        free = label.y + 15;
    }
    for (const auto& label : labels) drawing.texts.push_back({right + 8, label.y + 4, label.words, label.ink, label.bold ? 13.0 : 11.0, Anchor::begin, label.bold});
    drawing.texts.push_back({left, height - (months.remark.empty() ? 8 : 23), "棒＝その月の純　線＝累計　破線＝目標までの均等割", Ink::faint, 10.5});
    if (!months.remark.empty()) drawing.texts.push_back({left, height - 8, months.remark, Ink::faint, 10.5});
    return chart;
}

}  // namespace yorozu::desk
