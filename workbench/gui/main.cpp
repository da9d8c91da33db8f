#include "workbench/gui/app.h"

wxIMPLEMENT_APP(yorozu::gui::App);
