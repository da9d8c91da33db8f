#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "rpa/import_recording.h"
#include "rpa/scenario.h"

namespace yorozu::desk {

/// Writes the scenario in the one way that scenarios are written; false if it was so already. Throws RequestFault (not
/// JSON), ExportFailure (cannot be written: the old file stays).
bool tidy_scenario(const std::filesystem::path& file);

/// A recording of another program, or a CSV of labels and values, as a draft scenario in `out`. Nothing is written if
/// `out` is there already and `replace` is false. Throws RequestFault, ExportFailure.
rpa::ImportedRecording import_recording_file(const std::filesystem::path& recording, const std::filesystem::path& out, const std::string& owner, bool replace);

/// The scenario as a procedure document. `pictures`: folder with <step id>.png, "" for none. Throws RequestFault, ExportFailure.
void print_scenario(const std::filesystem::path& file, const std::filesystem::path& out, const std::filesystem::path& pictures, const std::string& today);

/// Faults of a scenario file as lines "what: file place: mend", for RequestFault. "" if there are none.
std::string fault_lines(const std::filesystem::path& file, const std::vector<rpa::ScenarioFault>& faults);

}  // namespace yorozu::desk
