#pragma once
#include "flows/bpmn/flow.h"

namespace yorozu::test {

/// One of each: every kind of node with every trigger it may have, marks, edges, pools, lanes, badges, colours, and a vendor's element.
flows::Flow gallery();

}  // namespace yorozu::test
