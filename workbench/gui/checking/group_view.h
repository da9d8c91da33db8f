#pragma once
#include <wx/bitmap.h>
#include <wx/window.h>

#include <chrono>
#include <map>
#include <memory>

#include "workbench/desk/checking/cell_pictures.h"
#include "workbench/desk/checking/group_check.h"
#include "workbench/desk/checking/romaji.h"
#include "workbench/gui/frame/session.h"

class wxChoice;

namespace yorozu::gui {

struct OpenedBatch;

/// まとめ確認: all cells read as one character in one carpet. One drawn canvas: list of characters, carpet, action bar, the
/// current cell and what was taken out.
class GroupView : public wxWindow {
public:
    GroupView(wxWindow* parent, Session& session);
    ~GroupView() override;

    void open(std::shared_ptr<OpenedBatch> batch, const wxString& heading);
    void close();          ///< lets go of the batch
    void follow_store(bool settled = false);  ///< after an undo; `settled`: on to the next character

    std::function<void()> undo_wanted;  ///< Ctrl+Z
    std::function<void()> take_back;    ///< the person's last step
    std::function<void(const desk::GroupCell& cell)> form_wanted;
    std::function<void()> done;  ///< something was settled

    const std::vector<desk::GroupCell>& cells() const { return cells_; }
    bool may_accept() const;

private:
    struct Layout {
        wxRect characters, head, carpet, legend, bar, detail;
        int columns = 1, rows = 1, cell_width = 37, cell_height = 44;
    };
    Layout arranged() const;
    void choose(std::size_t row);
    void pictures_arrived();
    void paint();
    void draw_characters(wxDC& dc, const wxRect& place);
    void draw_carpet(wxDC& dc, const Layout& at);
    void draw_detail(wxDC& dc, const wxRect& place);
    void draw_bar(wxDC& dc, const wxRect& place);
    void draw_cell(wxDC& dc, const desk::GroupCell& cell, const wxRect& place);
    void label(wxDC& dc, const wxString& words, const wxRect& place, const wxColour& colour, double size = 1, int align = wxALIGN_LEFT | wxALIGN_CENTRE_VERTICAL);
    void on_key(wxKeyEvent& event);
    void on_char(wxKeyEvent& event);
    void on_click(const wxPoint& where);
    void take_out(std::size_t at);
    void replace(const wxString& character);
    void move(int by);
    void scroll_to(int row);
    void accept();
    using Replaced = std::map<desk::GroupCell::Place, std::string>;
    void settle(const std::vector<desk::GroupCell>& cells, const Replaced& replaced, double seconds, std::function<void(const desk::GroupSettled&)> settled_now);
    void say_where();

    Session& session_;
    wxChoice* size_;
    std::shared_ptr<OpenedBatch> batch_;
    std::shared_ptr<desk::GroupCheck> group_;
    std::unique_ptr<desk::CellPictures> pictures_;
    wxString heading_;
    wxString notice_;
    bool busy_ = false;
    bool enter_is_down_ = false;
    std::vector<desk::GroupCharacter> characters_;
    std::size_t character_ = 0;
    std::vector<desk::GroupCell> cells_;
    std::vector<bool> odd_;
    Replaced replaced_;
    std::map<desk::GroupCell::Place, wxBitmap> bitmaps_;
    std::size_t at_ = 0;
    int first_row_ = 0;
    int seen_rows_ = 0;
    desk::Romaji romaji_;
    std::chrono::steady_clock::time_point since_;
};

}  // namespace yorozu::gui
