#pragma once
#include <wx/panel.h>

#include <functional>
#include <map>
#include <string>

namespace yorozu::gui {

class RailItem;

/// The rooms at the left edge: icon and word each, the chosen one with a bar and bold. One focusable child per
/// room; ↑↓ move, Enter or Space enters. A badge is the number of rows that wait on ホーム, never of fields.
class Rail : public wxPanel {
public:
    Rail(wxWindow* parent, std::function<void(const std::string& room)> enter);
    void choose(const std::string& room);
    void set_badge(const std::string& room, int rows);  ///< 0: none
    void focus_chosen();

private:
    std::map<std::string, RailItem*> items_;
    std::string chosen_;
};

}  // namespace yorozu::gui
