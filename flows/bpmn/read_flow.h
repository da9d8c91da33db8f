#pragma once
#include <filesystem>
#include <string_view>

#include "flows/bpmn/flow.h"
#include "flows/bpmn/problem.h"

namespace yorozu::flows {

/// What reading gave: as much of the flow as can be shown, and what is wrong with the file.
struct FlowReading {
    Flow flow;
    Problems problems;
    bool shown = false;   ///< there is something to show
    bool whole = false;   ///< the XML is well-formed and BPMN: it can be edited and written. False: only looked at
};

/// Files above this are refused (100 MB).
inline constexpr std::size_t largest_flow_file = 100u << 20;

/// Reads BPMN 2.0 XML in UTF-8. Never throws for bad content: malformed XML, another vocabulary, duplicate ids, dangling
/// references, sub-processes that contain themselves, entities (never expanded), DI without elements become problems with
/// their line, and what can be shown is in `flow`. Elements without DI are read like any other; they have no shape.
FlowReading read_flow(std::string_view xml);
/// The same from a file. A file that can't be read is a problem of rule "unreadable-file".
FlowReading load_flow(const std::filesystem::path& file);

}  // namespace yorozu::flows
