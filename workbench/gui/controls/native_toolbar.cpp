#include "workbench/gui/controls/native_toolbar.h"

#include <gtk/gtk.h>
#include <wx/toolbar.h>

namespace yorozu::gui {

void show_icon_only(wxToolBar& bar, int place) {
    GtkWidget* widget = bar.GetHandle();
    if (!GTK_IS_TOOLBAR(widget) && GTK_IS_BIN(widget)) widget = gtk_bin_get_child(GTK_BIN(widget));
    if (!GTK_IS_TOOLBAR(widget)) return;
    if (GtkToolItem* item = gtk_toolbar_get_nth_item(GTK_TOOLBAR(widget), place)) gtk_tool_item_set_is_important(item, FALSE);
}

}  // namespace yorozu::gui
