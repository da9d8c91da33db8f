#pragma once
#include <cstdint>
#include <map>
#include <mutex>
#include <set>
#include <functional>
#include <string>
#include <vector>

#include "workbench/desk/rpa/rpa.h"


namespace yorozu::gui {

/// What the RPA room and the thread of its run share: break points, the pace, and what was seen. The room asks view()
/// a few times a second; nothing here waits for the window.
class RunControl {
public:
    /// The screen before and after one step; PNG, kept in memory only.
    struct Shot {
        std::string place, step;
        std::string before, after;
        rpa::TimeMs before_at = 0, after_at = 0;
        bool read_back = false;   ///< the screen gave back what was keyed
        bool failed = false;      ///< the step could not be taken
    };
    struct View {
        bool paused = false;
        bool at_commit = false;
        std::string place;                        ///< of the step that is next or under way
        std::int64_t item = 0;
        std::map<std::string, double> seconds;    ///< by place: steps done for this record
        std::map<std::string, std::string> variables;
        std::map<std::string, std::string> set_by;  ///< variable → id of the step that changed it last, of this record
        std::vector<std::pair<std::string, std::string>> watched;  ///< expression and what it is now, or why it is nothing
        std::vector<rpa::ReadBack> read_backs;
        std::vector<Shot> shots;                  ///< of this record
        std::vector<int> counts;                  ///< what each locator of `looked_at` finds
        std::string looked_at;                    ///< place
        std::vector<rpa::PageElement> elements;   ///< answer to want_elements
        bool elements_known = false;
        int changes = 0;                          ///< grows with everything that is seen
    };

    // for the window
    void go();
    void one_step();
    void go_from(const std::string& place);  ///< steps before it are passed by: dry runs only
    void break_at(std::set<std::string> places);
    void stop_before_commit(bool stop);
    void end_after_record();
    void watch_values(std::vector<std::string> expressions);  ///< Lua, as in a step; reckoned before each step
    void look_at(const std::string& place, const rpa::Target& target);  ///< answered while paused
    void want_elements();  ///< answered while paused
    View view() const;
    /// What is seen of every record of the run stays, by its number: for a trial.
    void keep_records();
    std::map<std::int64_t, View> records() const;

    // for the run
    rpa::RunWatch watch(std::function<rpa::TimeMs()> now, bool keep_shots);

private:
    rpa::RunWatch::Go before(const rpa::StepMoment& moment);
    void after(const rpa::StepMoment& moment);
    void failed(const rpa::WorkItem& item, const std::string& picture);
    void begin_record(std::int64_t item);

    mutable std::mutex mutex_;
    std::function<rpa::TimeMs()> now_;
    bool keep_shots_ = false, keep_records_ = false, step_ = false, stop_before_commit_ = true, end_after_record_ = false;
    std::set<std::string> breaks_;
    std::vector<std::string> expressions_;
    std::string reckoned_;   ///< the step before which the expressions were reckoned
    std::string asked_, step_id_, from_, last_picture_;
    rpa::TimeMs step_began_ = 0, last_picture_at_ = 0;
    std::string wanted_place_;
    rpa::Target wanted_;
    bool wanted_elements_ = false;
    bool released_ = false;  ///< the step that is asked about may go
    View view_;
    std::map<std::int64_t, View> records_;  ///< without the one under way
};

}  // namespace yorozu::gui
