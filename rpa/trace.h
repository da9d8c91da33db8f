#pragma once
#include <map>
#include <string>
#include <vector>

#include "rpa/steps.h"
#include "rpa/work_queue.h"

namespace yorozu::rpa {

/// What happened to one record, step by step, for a person who asks why: one HTML file that needs nothing else and runs
/// no script. It holds the record's values, as evidence does; no secret and no password.
class Trace {
public:
    Trace(const Scenario& scenario, const WorkItem& item, std::int64_t run, TimeMs start) : scenario_(scenario), item_(item), run_(run), start_(start) {}

    /// `words`: "2回目"; stands over the steps that follow.
    void heading(const std::string& words) { headings_[steps_.size()] = words; }
    void begins(const Step& step, TimeMs now);
    /// The step that began last and has this id is over. PNG and HTML as the driver gave them.
    void ends(const Step& step, TimeMs now, std::string picture, std::string document, std::vector<ReadBack> read_backs);
    /// Words under a step: how it was found, why it was not pressed.
    void note(const Step& step, const std::string& words);
    /// The step failed, and the scenario goes on.
    void passed_over(const Step& step, TimeMs now, const std::string& words);
    /// Every step that is still open failed, the innermost with these words.
    void fails(TimeMs now, const std::string& words, std::string picture, std::string document);

    std::int64_t item() const { return item_.id; }
    /// `state` and `words`: what came of the record.
    std::string html(TimeMs now, const std::string& state, const std::string& words) const;

private:
    enum class Outcome { open, done, failed };
    struct Line {
        std::string id, sentence, words;
        int depth = 0;
        bool commit = false;
        TimeMs start = 0, end = 0;
        Outcome outcome = Outcome::open;
        std::size_t before = 0, after = 0;  ///< pictures_ from 1, 0: none
        std::string document;
        std::vector<ReadBack> read_backs;
    };
    Line* open_line(const std::string& id);
    void fail_inside(Line* first, TimeMs now);
    std::size_t kept(std::string picture);

    const Scenario& scenario_;
    const WorkItem item_;
    const std::int64_t run_;
    const TimeMs start_;
    std::vector<Line> steps_;
    std::vector<std::string> pictures_;
    std::map<std::size_t, std::string> headings_;
};

}  // namespace yorozu::rpa
