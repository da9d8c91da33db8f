#include "workbench/gui/controls/letters.h"

#include <gtk/gtk.h>

#include <string>

namespace yorozu::gui {

void prefer_print_letters() {
    GtkSettings* settings = gtk_settings_get_default();
    if (!settings) return;
    char* now = nullptr;
    g_object_get(settings, "gtk-font-name", &now, nullptr);
    PangoFontDescription* font = pango_font_description_from_string(now ? now : "Sans 10");
    g_free(now);
    const char* family = pango_font_description_get_family(font);
    const std::string families = std::string(family ? family : "Sans") + ",Noto Sans CJK JP,IPAexGothic";
    pango_font_description_set_family(font, families.c_str());
    char* wished = pango_font_description_to_string(font);
    g_object_set(settings, "gtk-font-name", wished, nullptr);
    g_free(wished);
    pango_font_description_free(font);
}

}  // namespace yorozu::gui
