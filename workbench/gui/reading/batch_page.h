#pragma once
#include <wx/panel.h>

#include "workbench/desk/reading/batch_pages.h"
#include "workbench/desk/reading/read_as_form.h"
#include "workbench/gui/frame/action.h"
#include "workbench/gui/frame/session.h"

class wxChoice;
class wxStaticText;
class wxButton;

namespace yorozu::gui {

class Thumbnails;
class PageView;

/// One batch: its pages as pictures, and the chosen page beside them with what is to be done about it.
class BatchPage : public wxPanel {
public:
    BatchPage(wxWindow* parent, Session& session);
    void open(const std::string& batch);
    void refresh();
    const std::string& batch() const { return batch_; }
    Thumbnails& thumbnails() { return *thumbnails_; }
    /// Asks for a form and reads the chosen page as it.
    void choose_form();
    /// Asks for a form and for three of its places on the chosen page, and reads the page there.
    void show_places();
    bool may_choose_form() const;

private:
    std::string ask_for_form(const wxString& title, const wxString& question);
    void read_again(const desk::ListedPage& page, const std::string& form, const desk::ShownPlaces& places);
    void filter();
    void show_page(const desk::ListedPage& page);

    Session& session_;
    std::string batch_;
    std::vector<desk::ListedPage> pages_;
    wxStaticText* title_;
    wxChoice* which_;
    Thumbnails* thumbnails_;
    wxStaticText* name_;
    wxStaticText* state_;
    wxButton* by_hand_;
    wxButton* by_points_;
    wxButton* check_;
    PageView* view_;
};

}  // namespace yorozu::gui
