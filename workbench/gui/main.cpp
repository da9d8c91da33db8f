#include "workbench/gui/frame/app.h"

wxIMPLEMENT_APP(yorozu::gui::App);
