#pragma once
#include <wx/bitmap.h>
#include <wx/scrolwin.h>

#include <functional>
#include <map>
#include <set>
#include <vector>

#include "workbench/desk/reading/batch_pages.h"
#include "workbench/gui/frame/session.h"

namespace yorozu::gui {

/// The pages of a batch as small pictures with their state. Pictures are loaded off the UI thread for what is on
/// screen; thousands of pages open at once. Arrows, Home, End, PgUp, PgDn move; Enter or a double click opens.
class Thumbnails : public wxScrolledCanvas {
public:
    Thumbnails(wxWindow* parent, Session& session);

    void show(const std::string& batch, std::vector<desk::ListedPage> pages);
    const std::vector<desk::ListedPage>& pages() const { return pages_; }
    const desk::ListedPage* chosen() const;
    void choose(std::size_t at);
    void forget(std::int64_t document);  ///< its picture is loaded anew

    std::function<void(const desk::ListedPage&)> picked, opened;

private:
    int columns() const;
    void lay_out();
    wxRect cell(std::size_t at) const;  ///< unscrolled
    void draw(wxDC& dc);
    void draw_cell(wxDC& dc, std::size_t at);
    void load_visible();
    void key(wxKeyEvent& event);
    std::pair<std::size_t, std::size_t> visible() const;

    Session& session_;
    std::vector<desk::ListedPage> pages_;
    std::string batch_;
    std::size_t chosen_ = 0;
    std::map<std::int64_t, wxBitmap> pictures_;
    std::map<std::int64_t, wxString> not_shown_;
    bool loading_ = false;
};

/// 要確認 5, 確認済み, 帳票が分からない …
wxString state_words(const desk::ListedPage& page);

}  // namespace yorozu::gui
