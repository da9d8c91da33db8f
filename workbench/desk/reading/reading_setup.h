#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "ocr/read.h"
#include "workbench/desk/workspace/request_fault.h"

namespace yorozu::desk {

/// What the person named on the command line of `read` and `evaluate`, sorted out.
struct ReadingRequest {
    std::vector<std::filesystem::path> templates;
    std::vector<std::filesystem::path> inputs;
};

/// `--template A B C` swallows the inputs that follow it. The first word stays a template; a later one is a template when
/// it is a .json file or a folder with template files, else an input. `inputs` are those named elsewhere.
ReadingRequest sorted_request(const std::vector<std::filesystem::path>& templates, const std::vector<std::filesystem::path>& inputs);

/// Loads the templates; throws RequestFault naming file, place and mend of every fault. Warnings go to `warnings`.
std::vector<ocr::FormTemplate> loaded_templates(const std::vector<std::filesystem::path>& files_or_folders,
                                                std::vector<std::string>& warnings);

/// The scans that were named; throws RequestFault for a name that is not there, a folder that cannot be opened, or when
/// there is nothing to read.
std::vector<std::filesystem::path> loaded_inputs(const std::vector<std::filesystem::path>& inputs);

/// The word lists: those of `named` when given; else the workspace's; those that lie in a folder `lexicons` beside or
/// above a template; and every CSV that a field names beside its template. Earlier ones win. Throws RequestFault.
ocr::LexiconSet loaded_lexicons(const std::filesystem::path& named, const std::filesystem::path& workspace,
                                const std::vector<ocr::FormTemplate>& forms);

}  // namespace yorozu::desk
