#include "workbench/gui/controls/appearance.h"

#include <gtk/gtk.h>

#include "workbench/gui/controls/colours.h"

namespace yorozu::gui {

void use_appearance(const std::string& appearance) {
    GtkSettings* settings = gtk_settings_get_default();
    if (!settings) return;
    if (appearance == "dark" || appearance == "light")
        g_object_set(settings, "gtk-application-prefer-dark-theme", appearance == "dark" ? TRUE : FALSE, nullptr);
    else
        gtk_settings_reset_property(settings, "gtk-application-prefer-dark-theme");
    refresh_colours();
}

}  // namespace yorozu::gui
