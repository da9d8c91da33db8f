#pragma once
#include "rpa/check.h"
#include "rpa/scenario_document.h"
#include "rpa/scenario_text.h"
#include "rpa/sentence.h"
#include "rpa/step_forms.h"

namespace yorozu::desk {

// A scenario on the screen is a plain value of the engine's: the window edits a rpa::ScenarioDocument, shows rpa::sentence_of and
// makes its form from rpa::step_forms. The window includes desk's headers only, so desk hands these on as they are: functions
// of its own around them would say each thing twice. Kept versions are in scenario_library.h.

}  // namespace yorozu::desk
