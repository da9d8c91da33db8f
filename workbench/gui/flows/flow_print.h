#pragma once
#include <memory>

#include "workbench/gui/flows/flow_state.h"

class wxPrintout;
class wxWindow;

namespace yorozu::gui {

/// Asks for printer and paper and prints the open diagrams, each over as many sheets as its size needs, A4 or A3; every sheet says its place.
void print_flow(wxWindow* parent, const FlowTab& tab);

/// Those sheets, for any paper that is put in.
std::unique_ptr<wxPrintout> flow_printout(const FlowTab& tab);

/// The diagram in which the person works, as a picture on the clipboard.
bool copy_flow_picture(const FlowTab& tab);

}  // namespace yorozu::gui
