#pragma once
#include <filesystem>
#include <string>
#include <string_view>

#include "flows/bpmn/diff_flow.h"
#include "flows/bpmn/flow_document.h"
#include "flows/bpmn/write_flow.h"

namespace yorozu::desk {

/// How many former versions of a flow file are kept.
inline constexpr int flow_backups = 5;

/// Writes a flow file whole or not at all. What lay there before is kept in the folder .yorozu-backup beside it: NAME.1 is the
/// youngest of the last five; nothing is kept when the bytes are the same. Throws ExportFailure; the file is then as before.
void save_flow_file(const std::filesystem::path& file, std::string_view text);

/// Opens a flow file for editing or looking at. Throws RequestFault when it can't be read at all.
flows::FlowDocument open_flow_file(const std::filesystem::path& file);

/// The file's text, made anew from the values alone. Throws RequestFault when the file is broken.
std::string rebuilt_flow(const std::filesystem::path& file);
/// The same into a file, with a backup. Throws ExportFailure too.
void rebuild_flow_file(const std::filesystem::path& file, const std::filesystem::path& out);

/// Throws RequestFault when one of them can't be shown.
flows::FlowDifference diff_flow_files(const std::filesystem::path& before, const std::filesystem::path& after);

/// Any small result: whole or not at all. Throws ExportFailure.
void write_whole_file(const std::filesystem::path& file, std::string_view text);

}  // namespace yorozu::desk
