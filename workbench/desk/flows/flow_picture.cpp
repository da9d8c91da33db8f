#include "workbench/desk/flows/flow_picture.h"

namespace yorozu::desk {

std::shared_ptr<const FlowPicture> picture_of(const flows::Flow& flow, int diagram, bool stages, const std::map<std::string, std::string>& titles) {
    flows::DrawOptions options;
    options.stages = stages;
    options.badge_names = titles;
    return std::make_shared<const FlowPicture>(flows::draw_flow(flow, diagram, options));
}

}  // namespace yorozu::desk
