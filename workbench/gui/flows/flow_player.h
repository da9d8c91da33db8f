#pragma once
#include <wx/panel.h>
#include <wx/timer.h>

#include <functional>
#include <vector>

#include "workbench/desk/flows/flow_playback.h"
#include "workbench/gui/flows/flow_state.h"

class wxButton;
class wxChoice;
class wxSlider;
class wxStaticText;

namespace yorozu::gui {

/// The bar under the diagrams while a simulation's cases are watched: play and pause, one event on or back, speed, the time, and one line that says
/// what is seen. The clock is the simulation's; where nothing happens (nights) it leaps on. When the system wants nothing to move by itself, only events are stepped
/// through.
class FlowPlayer : public wxPanel {
public:
    FlowPlayer(wxWindow* parent, const FlowState& state);

    /// One for each diagram that is shown; begins at the first event.
    void begin(std::vector<desk::FlowPlayback> sides);
    void end();                                   ///< stops and forgets
    bool shown() const { return !sides_.empty(); }
    bool playing() const { return timer_.IsRunning(); }
    double time() const { return time_; }
    wxString words() const;

    std::function<void(std::size_t side, const desk::FlowPlayback::Frame&)> show;
    std::function<void()> close;                  ///< the person has seen enough

private:
    void play(bool on);
    void tick();
    void step(bool onward);
    void go_to(double time);
    void show_frames();
    double begins() const;
    double ends() const;
    double speed() const;                         ///< minutes of the simulation in a second

    const FlowState& state_;
    std::vector<desk::FlowPlayback> sides_;
    double time_ = 0;
    double travel_ = 0;                           ///< minutes that a case is on its way; 0 after a step
    long long ticked_ms_ = 0;
    wxTimer timer_;
    wxButton *play_, *back_, *onward_;
    wxChoice* speed_;
    wxSlider* place_;
    wxStaticText *clock_, *words_;
};

}  // namespace yorozu::gui
