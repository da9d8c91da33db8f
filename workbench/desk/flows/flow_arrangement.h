#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "flows/layout/of_flow.h"

namespace yorozu::desk {

/// Places the diagrams of a flow file and writes it, everything else byte for byte as it was. Without `out` the file itself is written, with a
/// backup. Throws RequestFault (file, what, mend) and ExportFailure; the file is then as before.
struct ArrangeFileRequest {
    std::filesystem::path file, out;
    int diagram = 0;                 ///< from 1; 0: all
    flows::ArrangeRequest arrange;
};
struct ArrangeFileReport {
    std::filesystem::path written;
    int diagrams = 0, moved = 0, rerouted = 0;   ///< shapes and lines that lie elsewhere now
    std::vector<std::string> faults;             ///< what could not be met, in Japanese
};
ArrangeFileReport arrange_flow_file(const ArrangeFileRequest& request);

}  // namespace yorozu::desk
