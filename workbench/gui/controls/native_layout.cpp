#include "workbench/gui/controls/native_layout.h"

#include <gtk/gtk.h>
#include <wx/window.h>

namespace yorozu::gui {

void settle_layout(wxWindow& window) {
    for (auto* widget = static_cast<GtkWidget*>(window.GetHandle()); widget; widget = gtk_widget_get_parent(widget)) gtk_widget_queue_resize(widget);
}

}  // namespace yorozu::gui
