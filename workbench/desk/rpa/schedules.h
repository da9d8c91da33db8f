#pragma once
#include <chrono>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "workbench/desk/workspace/workspace.h"

namespace yorozu::desk {

/// When a scenario is run without a person asking for it, by a runner that a person has started. Times are Japan's.
struct Schedule {
    enum class Days {
        office,    ///< days on which the office is open (holidays.h)
        weekdays,  ///< some days of the week, if the office is open
        month,     ///< some days of the month
    };
    enum class Closed { skip, before, after };  ///< what a day of the month becomes on which the office is closed

    std::string name;
    std::string scenario;             ///< the file
    std::string batch, data;          ///< one of them, or none: what waits in the queue
    Days days = Days::office;
    std::vector<int> weekdays;        ///< 0 Sunday … 6 Saturday
    std::vector<int> month_days;      ///< 1 … 31; 0 the last one. A day that a month lacks is not due in it
    Closed closed = Closed::skip;
    int at = 0;                       ///< minutes after midnight
    int until = 24 * 60;              ///< no later start on the same day: the target's closing time
    store::TimeMs since = 0;          ///< when it was made, changed or taken up again: due from then on
    bool paused = false;              ///< stays in the list, and is never due
};

/// What became of one due time.
struct ScheduledRun {
    enum class State { running, done, some_wait, failed, missed };
    std::string schedule;
    store::TimeMs due = 0, began = 0, ended = 0;  ///< began 0: never
    State state = State::missed;
    std::string words;                            ///< Japanese, without values
};
std::string words_of(ScheduledRun::State state);

/// "08:30" → 510. Nothing when it is no time of day.
std::optional<int> minutes_of(std::string_view time);
/// 平日、月・水の曜日、毎月 1・15・末日（閉庁日は前の開庁日） …
std::string words_of(const Schedule& schedule);

/// "1、15、末日", "1,15,last": days of a month as a person writes them, 0 the last one. Nothing when it is none.
std::optional<std::vector<int>> month_days_of(std::string_view text);

/// Its times in [from, to], oldest first; none while it is paused.
std::vector<store::TimeMs> due_times(const Schedule& schedule, store::TimeMs from, store::TimeMs to);
/// The first of them after now, within 400 days.
std::optional<store::TimeMs> next_due(const Schedule& schedule, store::TimeMs now);

/// One line of what is ahead: a time, or a day on which it would be due if the office were open.
struct ComingDay {
    int day = 0;               ///< calendar.h's day_number
    store::TimeMs due = 0;     ///< 0: not on this day
    std::string words;         ///< why not, or which closed day's turn this is; Japanese, may be ""
};
/// From now on until `times` of them are due, oldest first; at most 400 days.
std::vector<ComingDay> coming_days(const Schedule& schedule, store::TimeMs now, int times);

/// schedules.json of the workspace: the schedules and what became of each due time. Written whole, under a lock.
class ScheduleBook {
public:
    explicit ScheduleBook(Workspace& workspace) : workspace_(workspace) {}

    std::vector<Schedule> schedules() const;  ///< by name. Throws RequestFault: the file is broken
    std::vector<ScheduledRun> runs() const;   ///< oldest first
    /// Due, over, and nothing became of it: shown until a runner has noted it.
    std::vector<ScheduledRun> unnoted(store::TimeMs now) const;

    /// Want the right it. Throw RequestFault: taken name, unusable name, times or days; unknown name.
    void add(const Schedule& schedule);
    void remove(const std::string& name);
    /// Puts another one in its place. Where its times change, or it is taken up again, it is due from now on, and what was due
    /// before and not noted is noted as missed.
    void change(const std::string& name, Schedule schedule, store::TimeMs now);
    /// False: somebody else has noted this due time already.
    bool begin(const ScheduledRun& run);
    void note(const ScheduledRun& run);

private:
    Workspace& workspace_;
};

struct ScheduleWork {
    int grace_minutes = 5;                 ///< what was due at most so long before the runner started is still run
    bool once = false;                     ///< looks once and ends
    std::function<ScheduledRun(const Schedule&)> run;           ///< runs it now; only state and words are taken
    std::function<void(const ScheduledRun&)> told = {};         ///< begun (running) and ended, and what was missed
    std::function<void(std::chrono::milliseconds)> rest;        ///< waits, less when asked to stop
};

/// Runs what comes due until asked to stop, one after the other. What was due while no runner was there, or is later than
/// `until` when its turn comes, is noted as missed and never made up: a person decides. Wants the right clerk or it.
void work_schedules(Workspace& workspace, const Clock& clock, const ScheduleWork& work, std::stop_token stop);

}  // namespace yorozu::desk
