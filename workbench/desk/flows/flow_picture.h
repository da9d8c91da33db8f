#pragma once
#include <map>
#include <memory>
#include <string>

#include "flows/drawing/draw_flow.h"
#include "flows/drawing/drawn_index.h"

namespace yorozu::desk {

/// What is drawn of one diagram, with the index of where it lies. Made once for each version of a flow; any thread may read it.
struct FlowPicture {
    explicit FlowPicture(flows::DisplayList made) : list(std::move(made)), index(list) {}
    FlowPicture(const FlowPicture&) = delete;
    FlowPicture& operator=(const FlowPicture&) = delete;

    const flows::DisplayList list;
    const flows::DrawnIndex index;
};

/// `stages`: with the band of stages above, which the window draws by itself so that it stays in sight. `titles`: of templates and
/// scenarios by id, for their badges.
std::shared_ptr<const FlowPicture> picture_of(const flows::Flow& flow, int diagram, bool stages = false, const std::map<std::string, std::string>& titles = {});

}  // namespace yorozu::desk
