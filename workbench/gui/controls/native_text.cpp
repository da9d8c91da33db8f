#include "workbench/gui/controls/native_text.h"

#include <gtk/gtk.h>
#include <wx/bitmap.h>
#include <wx/image.h>
#include <wx/textctrl.h>

#include <algorithm>

namespace yorozu::gui {

void append_picture(wxTextCtrl& text, const wxImage& picture, int width) {
    GtkWidget* widget = text.GetHandle();
    if (GTK_IS_SCROLLED_WINDOW(widget)) widget = gtk_bin_get_child(GTK_BIN(widget));
    if (!GTK_IS_TEXT_VIEW(widget) || !picture.IsOk()) return;
    const double scale = std::min(1.0, static_cast<double>(width) / picture.GetWidth());
    const wxBitmap bitmap(picture.Scale(std::max(1, static_cast<int>(picture.GetWidth() * scale)), std::max(1, static_cast<int>(picture.GetHeight() * scale)), wxIMAGE_QUALITY_HIGH));
    GtkTextBuffer* buffer = gtk_text_view_get_buffer(GTK_TEXT_VIEW(widget));
    GtkTextIter end;
    gtk_text_buffer_get_end_iter(buffer, &end);
    gtk_text_buffer_insert_pixbuf(buffer, &end, bitmap.GetPixbuf());
    gtk_text_buffer_get_end_iter(buffer, &end);
    gtk_text_buffer_insert(buffer, &end, "\n", 1);
}

}  // namespace yorozu::gui
