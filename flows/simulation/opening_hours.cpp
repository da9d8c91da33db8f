#include "flows/simulation/opening_hours.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <sstream>

namespace yorozu::flows {
namespace {

int day_number(const std::string& name) {
    static constexpr std::array<const char*, 7> names{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    const auto found = std::find(names.begin(), names.end(), name);
    return found == names.end() ? -1 : static_cast<int>(found - names.begin());
}

/// "mon-fri,sun"
bool read_days(const std::string& text, std::array<bool, 7>& days) {
    std::istringstream parts(text);
    for (std::string part; std::getline(parts, part, ',');) {
        const auto dash = part.find('-');
        const int first = day_number(part.substr(0, dash)), last = dash == std::string::npos ? first : day_number(part.substr(dash + 1));
        if (first < 0 || last < 0) return false;
        for (int d = first;; d = (d + 1) % 7) {
            days[static_cast<std::size_t>(d)] = true;
            if (d == last) break;
        }
    }
    return true;
}

bool read_span(const std::string& text, double& from, double& to) {
    int h1 = 0, m1 = 0, h2 = 0, m2 = 0, used = 0;
    if (std::sscanf(text.c_str(), "%2d:%2d-%2d:%2d%n", &h1, &m1, &h2, &m2, &used) != 4 || static_cast<std::size_t>(used) != text.size()) return false;
    from = h1 * 60 + m1, to = h2 * 60 + m2;
    return h1 >= 0 && h2 >= 0 && m1 >= 0 && m2 >= 0 && m1 < 60 && m2 < 60 && from < to && to <= minutes_a_day;
}

}  // namespace

std::optional<OpeningHours> OpeningHours::parsed(const std::string& text) {
    OpeningHours hours;
    std::vector<std::pair<double, double>> spans;
    std::istringstream groups(text);
    for (std::string group; std::getline(groups, group, ';');) {
        std::array<bool, 7> days{};
        std::istringstream words(group);
        std::string word;
        if (!(words >> word)) continue;
        if (!read_days(word, days)) return std::nullopt;
        bool some = false;
        while (words >> word) {
            double from = 0, to = 0;
            if (!read_span(word, from, to)) return std::nullopt;
            for (int d = 0; d < 7; ++d)
                if (days[static_cast<std::size_t>(d)]) spans.push_back({d * minutes_a_day + from, d * minutes_a_day + to});
            some = true;
        }
        if (!some) return std::nullopt;
    }
    std::sort(spans.begin(), spans.end());
    for (const auto& [from, to] : spans) {
        if (!hours.spans_.empty() && from <= hours.spans_.back().to) hours.spans_.back().to = std::max(hours.spans_.back().to, to);
        else hours.spans_.push_back({from, to, 0});
    }
    if (!hours.spans_.empty()) {
        hours.in_week_ = 0;
        for (auto& span : hours.spans_) {
            span.before = hours.in_week_;
            hours.in_week_ += span.to - span.from;
        }
    }
    return hours;
}

bool OpeningHours::open(double time) const { return always() || next_open(time) == time; }

double OpeningHours::next_open(double time) const {
    if (always()) return time;
    const double base = std::floor(time / minutes_a_week) * minutes_a_week, at = time - base;
    for (const Span& span : spans_)
        if (at < span.to) return at >= span.from ? time : base + span.from;
    return base + minutes_a_week + spans_.front().from;
}

double OpeningHours::after_work(double time, double work) const {
    if (always()) return time + work;
    time = next_open(time);
    const double base = std::floor(time / minutes_a_week) * minutes_a_week, at = time - base;
    for (const Span& span : spans_)
        if (at < span.to) {
            if (work <= span.to - at) return time + work;  // the usual case
            break;
        }
    const double target = open_until(time) + work;
    double weeks = std::floor(target / in_week_), rest = target - weeks * in_week_;
    if (rest <= 0) weeks -= 1, rest = in_week_;  // done just at closing
    for (const Span& span : spans_)
        if (rest <= span.before + span.to - span.from) return weeks * minutes_a_week + span.from + (rest - span.before);
    return weeks * minutes_a_week + spans_.back().to;
}

double OpeningHours::open_until(double time) const {
    if (always()) return time;
    const double weeks = std::floor(time / minutes_a_week), at = time - weeks * minutes_a_week;
    double sum = weeks * in_week_;
    for (const Span& span : spans_) sum += std::clamp(at - span.from, 0.0, span.to - span.from);
    return sum;
}

double OpeningHours::open_between(double from, double to) const { return open_until(to) - open_until(from); }

double OpeningHours::share() const { return in_week_ / minutes_a_week; }

}  // namespace yorozu::flows
