#include "workbench/gui/checking/composition.h"

#include <gtk/gtk.h>
#include <wx/textctrl.h>

namespace yorozu::gui {
namespace {

// wx hides what GTK says about composing; nothing else of GTK is used here.
extern "C" void on_preedit(GtkEntry*, const char* text, void* composition) {
    static_cast<Composition*>(composition)->set_active(text && *text);
}

}  // namespace

Composition::Composition(wxTextCtrl& control, std::function<void()> changed) : control_(control), changed_(std::move(changed)) {
    if (GtkWidget* widget = control_.GetHandle(); widget && GTK_IS_ENTRY(widget))
        g_signal_connect(widget, "preedit-changed", G_CALLBACK(on_preedit), this);
}

Composition::~Composition() {
    // A text that goes while it composes ends the composing.
    if (GtkWidget* widget = control_.GetHandle()) g_signal_handlers_disconnect_by_data(widget, this);
}

void Composition::set_active(bool active) {
    if (active == active_) return;
    active_ = active;
    if (changed_) changed_();
}

}  // namespace yorozu::gui
