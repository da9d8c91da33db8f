#include "workbench/gui/controls/native_list.h"

#include <gtk/gtk.h>
#include <wx/dataview.h>

namespace yorozu::gui {

void set_row_height(wxDataViewCtrl& list, int height) {
    for (unsigned at = 0; at < list.GetColumnCount(); ++at) {
        auto* cell = GTK_CELL_RENDERER(list.GetColumn(at)->GetRenderer()->GetGtkHandle());
        gtk_cell_renderer_set_fixed_size(cell, -1, height);
        gtk_cell_renderer_set_padding(cell, 4, 0);
    }
}

}  // namespace yorozu::gui
