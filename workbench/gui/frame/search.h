#pragma once
#include <wx/control.h>

#include <functional>
#include <string>
#include <vector>

class wxDataViewListCtrl;
class wxPopupWindow;
class wxSearchCtrl;

namespace yorozu::gui {

/// Something the search can bring up.
struct Found {
    wxString kind;   ///< 操作, 帳票, 束
    wxString title;
    wxString key;    ///< of an action
    std::function<void()> run;
    wxString also = {};  ///< further words it is found by
    bool enabled = true;
};

/// The field at the toolbar's right end: type, ↑↓, Enter. What can be found is asked when it gets the focus.
class Search : public wxControl {
public:
    Search(wxWindow* parent, std::function<std::vector<Found>()> everything);
    bool AcceptsFocus() const override { return false; }  // the field in it does
    void begin();  ///< takes the focus, all text chosen

private:
    void look();
    void close_list(bool give_back);
    void run_chosen();
    void key(wxKeyEvent& event);

    std::function<std::vector<Found>()> everything_;
    std::vector<Found> all_;
    std::vector<std::size_t> shown_;  ///< places in all_
    wxSearchCtrl* field_;
    wxPopupWindow* popup_ = nullptr;
    wxDataViewListCtrl* list_ = nullptr;
    wxWindow* came_from_ = nullptr;
};

}  // namespace yorozu::gui
