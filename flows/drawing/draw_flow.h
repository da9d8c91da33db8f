#pragma once
#include <map>
#include <set>
#include <string>

#include "flows/bpmn/diff_flow.h"
#include "flows/drawing/display_list.h"

namespace yorozu::flows {

struct DrawOptions {
    bool minutes = true;   ///< under the step: 5分 published (bold) or timed, (0.5) shared out (grey), 約3分 estimated, 待ち 9分
    bool stages = true;    ///< band above, if steps have stages
    bool badges = true;    ///< what is attached
    std::map<std::string, double> stage_minutes;      ///< by name; else the sum of the stage's steps
    std::map<std::string, std::string> badge_names;   ///< template or scenario id → its title
    std::map<std::string, Change> changes;            ///< by element id, each in its own colour and with its own mark (colour alone says nothing)
    std::set<std::string> without;                    ///< ids that are not drawn: what is being dragged or edited
};

/// One diagram of a flow as a display list: shapes, edges and names where BPMN DI says, in the colours of BPMN in Color where the file has
/// such. Every descriptive and analytic element has its symbol; anything else is a dotted box with its name. Elements without a shape
/// are not drawn (with_drawing in layout/of_flow.h gives them one). A function of its arguments alone; may run in any thread.
DisplayList draw_flow(const Flow& flow, int diagram, const DrawOptions& options = {});

/// Both versions in one picture: the newer one with its changes, and what it has no more from the older one.
DisplayList draw_difference(const Flow& older, const Flow& newer, int diagram, const std::map<std::string, Change>& changes);

Colour colour_of(Change change);
const char* mark_of(Change change);   ///< ＋ － 変 移

/// "5", "0.5", "12.25": minutes as they stand under a step.
std::string minutes_text(double minutes);

}  // namespace yorozu::flows
