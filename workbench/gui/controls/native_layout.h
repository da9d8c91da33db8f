#pragma once

class wxWindow;

namespace yorozu::gui {

/// After windows inside `window` were shown, hidden or swapped: GTK gives all of them their places anew. GTK stops asking upwards at a window
/// that it believes to be waiting for a place already; one that was given a negative size while its room was made stays so, and nothing that
/// appears in it later would ever be painted.
void settle_layout(wxWindow& window);

}  // namespace yorozu::gui
