#pragma once
#include <wx/colour.h>

namespace yorozu::gui {

/// Colours of everything that is drawn, made from the system's: light or dark follows by itself. Never the only
/// sign: amber comes with a dotted underline or a frame of 2 px, red with "!" or a word.
struct Colours {
    wxColour window;      ///< behind panels
    wxColour surface;     ///< lists and pages
    wxColour text;
    wxColour faint;       ///< remarks beside; at least 4.5 : 1 on `window`
    wxColour line;        ///< borders between
    wxColour accent;      ///< chosen, links, bars
    wxColour accent_tint; ///< behind what is chosen
    wxColour amber, amber_tint;  ///< for a person
    wxColour red, red_tint;      ///< disagrees or failed
    wxColour badge;       ///< behind white numbers
    bool dark = false;
};
/// As the system is now; ask again on wxEVT_SYS_COLOUR_CHANGED.
const Colours& colours();
void refresh_colours();

}  // namespace yorozu::gui
