#pragma once
#include <string>

#include "flows/bpmn/flow.h"

namespace yorozu::flows {

/// Writes a whole file from the values alone, in the order that BPMN's schema wants, indented by two spaces. What the typed
/// members say wins over `attributes`; an attribute that was written stays written. Nothing is lost that read_flow() gave: no
/// element, attribute, shape, waypoint or extension (tests compare the two files' structures). Comments, white space and
/// the order among flow elements may differ. Quantities are written from `rest`, where the reader left them.
std::string write_flow(const Flow& flow);

}  // namespace yorozu::flows
