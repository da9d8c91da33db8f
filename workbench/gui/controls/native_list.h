#pragma once

class wxDataViewCtrl;

namespace yorozu::gui {

/// wxDataViewCtrl::SetRowHeight does nothing with GTK: tells GTK itself. After the columns were added. px.
void set_row_height(wxDataViewCtrl& list, int height);

}  // namespace yorozu::gui
