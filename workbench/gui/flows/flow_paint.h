#pragma once
#include <set>
#include <string>

#include "workbench/desk/flows/flow_picture.h"

class wxColour;
class wxGraphicsContext;

namespace yorozu::gui {

wxColour on_screen(const flows::Colour& colour);

enum class PaintWhat { all_but, only };

/// Draws the part of a display list that touches `area`, in the diagram's units (the context is scaled already). `ids`: elements that are
/// left out, or the only ones that are drawn. `scale`: below 35 % text becomes grey bars.
void paint_picture(wxGraphicsContext& graphics, const desk::FlowPicture& picture, const flows::Box& area, double scale, const std::set<std::string>& ids = {}, PaintWhat what = PaintWhat::all_but);

}  // namespace yorozu::gui
