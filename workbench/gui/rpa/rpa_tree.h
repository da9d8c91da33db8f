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
/// ↑↓ walk; a click in the gutter sets a break point.
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

    std::vector<Line> lines_;
    Marks marks_;
    int steps_ = 0;
};

}  // namespace yorozu::gui
