#pragma once
#include <wx/vlbox.h>

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "workbench/desk/rpa/scenario_editing.h"


namespace yorozu::gui {

/// The steps of a scenario as numbered sentences under 準備, 1件ごと, 後始末. Gutter: break point, pointer, tick.
/// ↑↓ walk; a click in the gutter sets a break point; a step is dragged to another place, Esc calls that off.
class StepTree : public wxVListBox {
public:
    explicit StepTree(wxWindow* parent);

    void show(const rpa::Scenario* scenario);  ///< null: nothing
    struct Marks {
        std::set<std::string> breaks;
        std::string pointer;                     ///< the step that is next
        bool paused = false;
        std::map<std::string, double> seconds;   ///< steps done
    };
    void mark(const Marks& marks);
    std::string chosen() const;                  ///< place of a step, or "/setup" … of a heading
    bool step_chosen() const;
    void choose(const std::string& place);
    wxString sentence_at(const std::string& place) const;
    int number_of(const std::string& place) const;

    std::function<void(const std::string& place)> picked, opened, broken;
    using Side = rpa::ScenarioDocument::Side;
    std::function<void(const std::string& place, const std::string& beside, Side side)> dropped;

private:
    struct Line {
        std::string place;
        int depth = 0, number = 0;  ///< number 0: a heading
        std::vector<rpa::SentencePart> parts;
        bool commit = false, disabled = false;
    };
    void add(const rpa::Scenario& scenario, const std::vector<rpa::Step>& steps, int depth);
    wxCoord OnMeasureItem(std::size_t at) const override;
    void OnDrawItem(wxDC& dc, const wxRect& place, std::size_t at) const override;
    void OnDrawBackground(wxDC& dc, const wxRect& place, std::size_t at) const override;

    /// Where what is dragged would fall: a line, and on which side of it.
    struct Fall {
        int line = -1;
        Side side = Side::behind;
    };
    Fall fall_at(int y) const;
    void drag(wxMouseEvent& event);
    void end_drag(bool drop);

    std::vector<Line> lines_;
    int dragged_ = -1;       ///< the line on which the button went down
    wxPoint drag_from_;
    bool dragging_ = false;  ///< it went far enough
    Fall fall_;
    Marks marks_;
    int steps_ = 0;
};

}  // namespace yorozu::gui
