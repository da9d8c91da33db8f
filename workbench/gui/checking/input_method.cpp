#include "workbench/gui/checking/input_method.h"

#include <gtk/gtk.h>
#include <wx/window.h>

#include <cstring>

namespace yorozu::gui {
namespace {

constexpr const char *preedit_key = "yorozu-composing", *followed_key = "yorozu-followed";

GtkWidget* text_of(const wxWindow& control) {
    GtkWidget* widget = control.GetHandle();
    if (widget && GTK_IS_SCROLLED_WINDOW(widget)) widget = gtk_bin_get_child(GTK_BIN(widget));
    return widget;
}

void preedit_changed(GtkWidget* widget, const char* preedit, void*) {
    g_object_set_data(G_OBJECT(widget), preedit_key, GINT_TO_POINTER(preedit && *preedit ? 1 : 0));
}

}  // namespace

void follow_composition(wxWindow& control) {
    GtkWidget* widget = text_of(control);
    if (!widget || !(GTK_IS_ENTRY(widget) || GTK_IS_TEXT_VIEW(widget)) || g_object_get_data(G_OBJECT(widget), followed_key)) return;
    g_object_set_data(G_OBJECT(widget), followed_key, GINT_TO_POINTER(1));
    g_signal_connect(widget, "preedit-changed", G_CALLBACK(preedit_changed), nullptr);
}

bool composing(const wxWindow* control) {
    GtkWidget* widget = control ? text_of(*control) : nullptr;
    return widget && g_object_get_data(G_OBJECT(widget), preedit_key) != nullptr;
}

InputMethodFirst::InputMethodFirst() { wxEvtHandler::AddFilter(this); }
InputMethodFirst::~InputMethodFirst() { wxEvtHandler::RemoveFilter(this); }

int InputMethodFirst::FilterEvent(wxEvent& event) {
    if (event.GetEventType() == wxEVT_SET_FOCUS) {
        if (auto* control = dynamic_cast<wxWindow*>(event.GetEventObject())) follow_composition(*control);
    } else if ((event.GetEventType() == wxEVT_CHAR_HOOK || event.GetEventType() == wxEVT_CHAR) && composing(wxWindow::FindFocus())) {
        return Event_Ignore;  // seen by nobody of ours, so that GTK hands it to the text (a processed one would end here)
    }
    return Event_Skip;
}

}  // namespace yorozu::gui
