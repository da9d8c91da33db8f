#include "workbench/gui/controls/accessible.h"

#include <gtk/gtk.h>
#include <wx/window.h>

namespace yorozu::gui {
namespace {

/// The widget that gets the keys: a scrolled control's is inside the scrolled window.
GtkWidget* widget_of(const wxWindow& control) {
    GtkWidget* widget = control.GetHandle();
    if (widget && GTK_IS_SCROLLED_WINDOW(widget))
        if (GtkWidget* child = gtk_bin_get_child(GTK_BIN(widget))) return child;
    return widget;
}

AtkRole atk(Role role) {
    switch (role) {
        case Role::button: return ATK_ROLE_PUSH_BUTTON;
        case Role::tab: return ATK_ROLE_PAGE_TAB;
        case Role::image: return ATK_ROLE_IMAGE;
        case Role::list: return ATK_ROLE_LIST;
        case Role::list_item: return ATK_ROLE_LIST_ITEM;
        default: return ATK_ROLE_PANEL;
    }
}

}  // namespace

void set_accessible(wxWindow& control, const wxString& name, Role role, const wxString& description) {
    GtkWidget* widget = widget_of(control);
    if (!widget) return;
    AtkObject* object = gtk_widget_get_accessible(widget);
    atk_object_set_name(object, name.utf8_str());
    if (!description.empty()) atk_object_set_description(object, description.utf8_str());
    if (role != Role::as_is) atk_object_set_role(object, atk(role));
}

wxString accessible_name(const wxWindow& control) {
    GtkWidget* widget = widget_of(control);
    if (!widget) return {};
    const char* name = atk_object_get_name(gtk_widget_get_accessible(widget));
    return name ? wxString::FromUTF8(name) : wxString();
}

}  // namespace yorozu::gui
