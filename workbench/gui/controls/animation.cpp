#include "workbench/gui/controls/animation.h"

#include <gtk/gtk.h>

namespace yorozu::gui {

bool animation_wanted() {
    gboolean wanted = TRUE;
    if (auto* settings = gtk_settings_get_default()) g_object_get(settings, "gtk-enable-animations", &wanted, nullptr);
    return wanted != FALSE;
}

}  // namespace yorozu::gui
