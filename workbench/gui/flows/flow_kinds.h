#pragma once
#include <wx/string.h>

#include <string>
#include <vector>

#include "workbench/desk/flows/flow_moves.h"

namespace yorozu::gui {

/// A kind of element as it is offered: by the palette (the municipal subset) or by typing.
struct FlowKind {
    const char* word;          ///< as tr() takes it
    flows::NodeKind kind;
    flows::Trigger trigger = flows::Trigger::none;
    const char* also = "";     ///< other words that find it: BPMN's name, reading
};
const std::vector<FlowKind>& flow_kinds();

/// Word for a kind with its trigger: 画面操作（ユーザータスク）.
const char* kind_word(flows::NodeKind kind, flows::Trigger trigger = flows::Trigger::none);
const char* source_word(flows::Source source);
const char* variant_word(flows::Variant variant);
/// Kinds that an element may become without losing its meaning as step, event, gateway or data.
std::vector<const FlowKind*> kinds_like(flows::NodeKind kind);

/// Minutes as people write them: 5, 0.5, 2.25.
wxString minutes_text(double minutes);

}  // namespace yorozu::gui
