#pragma once
#include <filesystem>
#include <vector>

#include "workbench/cli/command.h"
#include "workbench/desk/reading/reading.h"

/// What `read` and `evaluate` have in common. Private to the command line.
namespace yorozu::cli {

struct ReadingWords {
    std::vector<std::filesystem::path> templates, inputs;
    std::filesystem::path lexicons;
    int jobs = 0;
    double error_limit = 0.001;
};
void add_reading_words(CLI::App& command, ReadingWords& words);

struct ReadingSetup {
    std::vector<ocr::FormTemplate> forms;
    std::vector<std::filesystem::path> files;
    ocr::LexiconSet lexicons;
    desk::ReadingOptions options;
};
/// Throws Failure for what is wrong in the request; prints warnings.
ReadingSetup prepare(const ReadingWords& words, const Context& context);

void print_summary(const desk::ReadingSummary& summary, std::size_t files);

}  // namespace yorozu::cli
