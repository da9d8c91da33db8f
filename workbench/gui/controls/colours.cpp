#include "workbench/gui/controls/colours.h"

#include <wx/settings.h>

namespace yorozu::gui {
namespace {

wxColour between(const wxColour& one, const wxColour& other, double share) {
    const auto mix = [share](unsigned char a, unsigned char b) { return static_cast<unsigned char>(a + (b - a) * share + 0.5); };
    return {mix(one.Red(), other.Red()), mix(one.Green(), other.Green()), mix(one.Blue(), other.Blue())};
}

Colours of_system() {
    Colours made;
    made.window = wxSystemSettings::GetColour(wxSYS_COLOUR_WINDOW);
    made.surface = wxSystemSettings::GetColour(wxSYS_COLOUR_LISTBOX);
    made.text = wxSystemSettings::GetColour(wxSYS_COLOUR_WINDOWTEXT);
    made.dark = wxSystemSettings::GetAppearance().IsUsingDarkBackground();
    made.window = wxSystemSettings::GetColour(wxSYS_COLOUR_FRAMEBK);
    made.faint = between(made.text, made.window, 0.38);
    made.line = between(made.window, made.text, 0.18);
    made.accent = made.dark ? wxColour(0x78, 0xae, 0xed) : wxColour(0x1c, 0x5a, 0x9e);
    made.accent_tint = between(made.surface, made.accent, made.dark ? 0.28 : 0.12);
    made.amber = made.dark ? wxColour(0xf0, 0xb4, 0x4c) : wxColour(0x8a, 0x54, 0x00);
    made.amber_tint = between(made.surface, wxColour(0xe8, 0xa3, 0x1c), made.dark ? 0.28 : 0.20);
    made.red = made.dark ? wxColour(0xff, 0x8a, 0x80) : wxColour(0xa0, 0x14, 0x14);
    made.red_tint = between(made.surface, wxColour(0xd0, 0x20, 0x20), made.dark ? 0.24 : 0.08);
    made.badge = made.dark ? wxColour(0x6a, 0x70, 0x78) : wxColour(0x55, 0x5a, 0x60);
    return made;
}

Colours& kept() {
    static Colours now = of_system();
    return now;
}

}  // namespace

const Colours& colours() { return kept(); }
void refresh_colours() { kept() = of_system(); }

}  // namespace yorozu::gui
