#pragma once
#include <filesystem>

#include "flows/bpmn/quantities.h"

namespace yorozu::desk {

/// What a dropped file hangs on a step: the id of a form template or of a scenario, beside what hangs there already. Throws
/// FlowRequestFault when the file is neither.
flows::Attachments with_file(flows::Attachments attachments, const std::filesystem::path& json);

}  // namespace yorozu::desk
