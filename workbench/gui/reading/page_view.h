#pragma once
#include <wx/bitmap.h>
#include <wx/window.h>

#include "workbench/gui/frame/session.h"

namespace yorozu::gui {

/// One page of a batch, as large as its place; loaded off the UI thread.
class PageView : public wxWindow {
public:
    PageView(wxWindow* parent, Session& session);
    void show(const std::string& batch, std::int64_t document, const wxString& name);  ///< 0: nothing

private:
    void load();
    Session& session_;
    std::string batch_;
    std::int64_t document_ = 0, loaded_ = 0;
    bool loading_ = false;
    wxBitmap picture_;
    wxString why_not_;
};

}  // namespace yorozu::gui
