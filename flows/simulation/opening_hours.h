#pragma once
#include <optional>
#include <string>
#include <vector>

namespace yorozu::flows {

inline constexpr double minutes_a_day = 1440, minutes_a_week = 7 * minutes_a_day;

/// When a lane is staffed, week by week: "mon-fri 08:30-12:00 13:00-17:15", groups of days apart by ";", "" = always. Time is in minutes from
/// a Monday 00:00. Public holidays are not known.
class OpeningHours {
public:
    /// Nothing if the text can't be read.
    static std::optional<OpeningHours> parsed(const std::string& text);

    bool always() const { return spans_.empty(); }
    bool open(double time) const;
    double next_open(double time) const;              ///< `time` itself while open
    double after_work(double time, double work) const;   ///< when `work` minutes of open time have passed
    double open_between(double from, double to) const;
    double share() const;                             ///< of the week

private:
    struct Span {
        double from, to, before;   ///< minutes of the week; open minutes before it
    };
    double open_until(double time) const;             ///< open minutes from 0 to `time`
    std::vector<Span> spans_;
    double in_week_ = minutes_a_week;
};

}  // namespace yorozu::flows
