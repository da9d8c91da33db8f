#pragma once
#include "flows/bpmn/flow.h"
#include "flows/drawing/pen.h"

namespace yorozu::flows {

/// The two colours of an element.
struct Look {
    Colour line = paint::line, fill = paint::white;
    double width = 1;   ///< of the outline; a change is drawn wider
};

// BPMN's symbols, each to fill `box`. Shapes carry their name elsewhere.
void draw_task_kind(Pen& pen, NodeKind kind, const Box& box, const Look& look);   ///< the small mark at the top left of a task
void draw_event(Pen& pen, const Node& node, const Box& box, const Look& look);
void draw_gateway(Pen& pen, NodeKind kind, bool marked, const Box& box, const Look& look);
void draw_data(Pen& pen, const Node& node, const Box& box, const Look& look);
/// + of a closed sub-process, loop, instances, compensation, ad hoc: side by side at the middle of the lower border of `box`.
void draw_activity_marks(Pen& pen, const Node& node, bool collapsed, const Box& box, const Look& look);

}  // namespace yorozu::flows
