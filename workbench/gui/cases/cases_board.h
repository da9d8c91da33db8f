#pragma once
#include <wx/panel.h>

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "workbench/desk/cases/cases.h"
#include "workbench/gui/controls/typesetter.h"

namespace yorozu::gui {

/// The cases as cards in columns by stage. ← → ↑ ↓ go from card to card, Shift+← → takes the chosen one to the stage beside, Enter opens it; a
/// card can be drawn to another column. Cards beyond what a column shows are reached by ↓ and the wheel.
class CasesBoard : public wxPanel {
public:
    explicit CasesBoard(wxWindow* parent);

    /// Keeps the chosen card. `today`: ISO, for dates that have passed.
    void show(std::vector<desk::Case> cases, const std::string& today);
    const desk::Case* chosen() const;
    void choose(const std::string& number);

    std::function<void(const desk::Case&)> opened;
    std::function<void(const desk::Case&, desk::CaseStage to)> wants_stage;
    std::function<void()> picked;

private:
    struct Place {
        std::size_t column = 0, row = 0;
        friend bool operator==(const Place&, const Place&) = default;
    };
    wxRect column_box(std::size_t column) const;
    wxRect card_box(Place place) const;
    int card_height() const;
    std::optional<Place> card_at(const wxPoint& point) const;
    std::optional<std::size_t> column_at(const wxPoint& point) const;
    const desk::Case& card(Place place) const { return cases_[columns_[place.column][place.row]]; }
    void go(Place place);
    void move(int by);
    void key(wxKeyEvent& event);
    void mouse_moved(wxMouseEvent& event);
    void dropped();
    void scroll(std::size_t column, int by);
    void name_for_readers();
    void draw();
    void draw_card(wxDC& dc, const desk::Case& one, const wxRect& box, bool on);

    std::vector<desk::Case> cases_;
    std::vector<std::vector<std::size_t>> columns_;  ///< places in cases_
    std::vector<int> tops_;                          ///< first card that is shown, by column
    std::string today_;
    Place at_;
    std::optional<wxPoint> pressed_;                 ///< where the button went down on a card
    bool dragging_ = false;
    wxPoint pointer_;
    Typesetter type_{*this};
};

}  // namespace yorozu::gui
