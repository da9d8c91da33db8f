#include "workbench/desk/reading/evaluation_plots.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

namespace yorozu::desk {

namespace {

/// The plot's area on the picture, px.
constexpr double plot_left = 90, plot_top = 50, plot_width = 560, plot_height = 400;
/// Shares below this are drawn at the bottom of a logarithmic axis, none at all too.
constexpr double least_share = 1e-5;

double log_place(double share) { return (std::log10(std::max(share, least_share)) - std::log10(least_share)) / -std::log10(least_share); }

std::string percent(double share) {
    const double value = 100 * share;
    return value >= 1 ? fmt::format("{:.0f} %", value) : fmt::format("{:g} %", value);
}

class Picture {
public:
    explicit Picture(std::string_view title) {
        svg_ = fmt::format("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"700\" height=\"520\" viewBox=\"0 0 700 520\" "
                           "font-family=\"'Noto Sans CJK JP', 'IPAexGothic', sans-serif\" font-size=\"13\">\n"
                           "<rect width=\"700\" height=\"520\" fill=\"#ffffff\"/>\n<text x=\"{}\" y=\"28\" font-size=\"16\">{}</text>\n",
                           plot_left, title);
    }
    void line(double x0, double y0, double x1, double y1, std::string_view style) {
        svg_ += fmt::format("<line x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\" {}/>\n", x(x0), y(y0), x(x1), y(y1), style);
    }
    void dot(double at_x, double at_y, std::string_view fill = "#1a5fb4") {
        svg_ += fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"4\" fill=\"{}\" stroke=\"#1a5fb4\" stroke-width=\"1.5\"/>\n", x(at_x), y(at_y), fill);
    }
    void path(const std::vector<std::pair<double, double>>& points) {
        if (points.empty()) return;
        svg_ += "<polyline fill=\"none\" stroke=\"#1a5fb4\" stroke-width=\"2\" points=\"";
        for (const auto& [at_x, at_y] : points) svg_ += fmt::format("{:.1f},{:.1f} ", x(at_x), y(at_y));
        svg_ += "\"/>\n";
    }
    void across(double at, std::string_view label) {
        line(at, 0, at, 1, "stroke=\"#d0d0d0\"");
        svg_ += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"middle\">{}</text>\n", x(at), plot_top + plot_height + 18, label);
    }
    void up(double at, std::string_view label) {
        line(0, at, 1, at, "stroke=\"#d0d0d0\"");
        svg_ += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"end\">{}</text>\n", plot_left - 8, y(at) + 4, label);
    }
    void note(double at_x, double at_y, std::string_view text) {
        svg_ += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" font-size=\"12\" fill=\"#a02020\">{}</text>\n", x(at_x), y(at_y), text);
    }
    std::string finished(std::string_view below, std::string_view beside) {
        svg_ += fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"none\" stroke=\"#404040\"/>\n", plot_left, plot_top, plot_width, plot_height);
        svg_ += fmt::format("<text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>\n", plot_left + plot_width / 2, plot_top + plot_height + 42, below);
        svg_ += fmt::format("<text transform=\"translate(20 {}) rotate(-90)\" text-anchor=\"middle\">{}</text>\n", plot_top + plot_height / 2, beside);
        return svg_ + "</svg>\n";
    }

private:
    static double x(double at) { return plot_left + plot_width * at; }
    static double y(double at) { return plot_top + plot_height * (1 - at); }
    std::string svg_;
};

/// Wilson's score interval of a share, 95 %.
std::pair<double, double> wilson(std::size_t hits, std::size_t all) {
    constexpr double z = 1.959964;
    const double n = static_cast<double>(all), p = static_cast<double>(hits) / n;
    const double middle = (p + z * z / (2 * n)) / (1 + z * z / n);
    const double half = z / (1 + z * z / n) * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    return {std::max(0.0, middle - half), std::min(1.0, middle + half)};
}

}  // namespace

std::string curve_csv(const Evaluation& evaluation) {
    std::string text = "confidence,review_share,error_share,taken,wrong\r\n";
    for (const auto& point : evaluation.curve())
        text += fmt::format("{:.8f},{:.6f},{:.6f},{},{}\r\n", point.confidence, point.review_share, point.error_share, point.taken, point.wrong);
    return text;
}

std::string curve_svg(const Evaluation& evaluation, double limit) {
    Picture picture("人が確かめる割合と、すり抜ける誤り");
    for (int tenth = 0; tenth <= 10; tenth += 2) picture.across(tenth / 10.0, fmt::format("{} %", tenth * 10));
    for (double share = least_share; share < 1.5; share *= 10) picture.up(log_place(share), share <= least_share ? "0" : percent(share));
    picture.line(0, log_place(limit), 1, log_place(limit), "stroke=\"#a02020\" stroke-dasharray=\"6 4\"");
    picture.note(0.62, log_place(limit) + 0.015, fmt::format("自動確定の上限 {}", percent(limit)));
    std::vector<std::pair<double, double>> points;
    for (const auto& point : evaluation.curve()) points.emplace_back(point.review_share, log_place(point.error_share));
    picture.path(points);
    const EvaluationRow all = evaluation.all();
    if (all.fields > 0) {
        const double at = 1 - all.accepted_share(), error = log_place(all.wrong_accepted_share());
        picture.dot(at, error);
        picture.note(std::min(at + 0.015, 0.6), error + 0.02, fmt::format("今の自動確定: 確認 {:.1f} %、{} 件中 {} 件が誤り", 100 * at, all.unseen, all.wrong_accepted));
    }
    return picture.finished("人が確かめる割合（記入のある項目のうち）", "自動確定のうち誤り");
}

std::string reliability_csv(const Evaluation& evaluation) {
    std::string text = "kind,confidence_from,confidence_to,fields,wrong,mean_confidence,error_share,error_low,error_high\r\n";
    for (const auto& [kind, bins] : evaluation.reliability())
        for (const auto& bin : bins) {
            const auto [low, high] = wilson(bin.wrong, bin.fields);
            text += fmt::format("{},{:g},{:g},{},{},{:.6f},{:.6f},{:.6f},{:.6f}\r\n", kind, bin.from, bin.to, bin.fields, bin.wrong, bin.mean_confidence,
                                static_cast<double>(bin.wrong) / static_cast<double>(bin.fields), low, high);
        }
    return text;
}

std::string reliability_svg(const Evaluation& evaluation) {
    Picture picture("信頼度: 見込んだ誤りと、実際の誤り");
    for (double share = least_share; share < 1.5; share *= 10) {
        picture.across(log_place(share), percent(share));
        picture.up(log_place(share), share <= least_share ? "0" : percent(share));
    }
    picture.line(0, 0, 1, 1, "stroke=\"#808080\" stroke-dasharray=\"3 3\"");
    picture.note(0.03, 0.93, "斜めの線より上: 自信がありすぎる。縦の線: 95 % の区間。白い点: 誤りなし");
    const auto reliability = evaluation.reliability();
    const auto all = reliability.find("all");
    if (all != reliability.end())
        for (const auto& bin : all->second) {
            const double at = log_place(1 - bin.mean_confidence);
            const auto [low, high] = wilson(bin.wrong, bin.fields);
            picture.line(at, log_place(low), at, log_place(high), "stroke=\"#1a5fb4\" stroke-width=\"1.5\"");
            picture.dot(at, log_place(static_cast<double>(bin.wrong) / static_cast<double>(bin.fields)), bin.wrong > 0 ? "#1a5fb4" : "#ffffff");
        }
    return picture.finished("見込んだ誤り（1 − 信頼度）", "実際の誤り");
}

}  // namespace yorozu::desk
