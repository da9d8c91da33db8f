#pragma once
#include <wx/panel.h>

#include "workbench/gui/frame/session.h"

class wxStaticText;

namespace yorozu::gui {

/// The quiet bar above a room: one sentence, at most two buttons, ×. Takes no room while there is nothing to say,
/// and never the focus.
class MessageBar : public wxPanel {
public:
    explicit MessageBar(wxWindow* parent);
    void show(const Message& message);
    void dismiss();
    wxString text() const;  ///< "" while nothing is shown
    const Actions& buttons() const { return now_.buttons; }

private:
    void draw_edge();
    Message now_;
};

}  // namespace yorozu::gui
