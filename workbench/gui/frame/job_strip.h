#pragma once
#include <wx/panel.h>
#include <wx/timer.h>

#include "workbench/gui/frame/jobs.h"

namespace yorozu::gui {

/// What runs: name, bar, done of all, rate, time left, 中止. Two jobs; the rest are counted. Absent while nothing runs.
class JobStrip : public wxPanel {
public:
    JobStrip(wxWindow* parent, Jobs& jobs);
    void follow();  ///< a job began or ended

private:
    struct Line;
    void build(const std::vector<RunningJob>& running);
    void tick();

    Jobs& jobs_;
    wxTimer timer_;
    std::vector<std::unique_ptr<Line>> lines_;
};

/// "1,240 / 3,000 枚　毎分 148 枚　残り 11分54秒"; parts that are not known are left out.
wxString words_of(const RunningJob& job);

}  // namespace yorozu::gui
