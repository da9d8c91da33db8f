#pragma once
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include "ocr/form/form_match.h"
#include "ocr/form/form_template.h"

namespace yorozu::desk {

/// The request about a template is wrong (exit 2): `what`, `where` and `mend` as in docs/contracts.
struct TemplateRequestFault : std::runtime_error {
    TemplateRequestFault(std::string what_, std::string where_, std::string mend_)
        : std::runtime_error(what_ + ": " + where_ + ": " + mend_), what_words(std::move(what_)), where(std::move(where_)), mend(std::move(mend_)) {}
    std::string what_words, where, mend;
};

/// What `template check` found.
struct TemplateReport {
    std::vector<ocr::FormTemplate> forms;      ///< those that can be used
    std::vector<ocr::TemplateFault> faults;    ///< warnings among them
    std::vector<ocr::Confusable> confusable;   ///< pages that sorting could mix up, likest first

    bool usable() const;
};
TemplateReport check_templates(const std::vector<std::filesystem::path>& files_or_folders);

/// The paper of a blank whose file does not say its resolution.
struct DraftRequest {
    std::filesystem::path blank;
    std::filesystem::path out;
    double width_mm = 0;   ///< 0: from the file's resolution, else guessed from the proportions of known paper
};
struct DraftResult {
    std::size_t pages = 0;
    std::size_t fields = 0;
    std::vector<std::string> written;   ///< the template and the blanks that were made beside it
    std::vector<std::string> remarks;   ///< what was guessed, for the person to check
};
/// Writes a first template of the blank's boxes to `out`. A PNG, JPEG or one-page TIFF is named as it lies; pages of a
/// PDF or of a multi-page TIFF are written as PNG beside the template. Throws TemplateRequestFault.
DraftResult draft_template(const DraftRequest& request);

/// Writes a picture of the template's page with its fields. A form of several pages gets one file each:
/// F.png, F-p2.png … Throws TemplateRequestFault; WholeFile's failure when it cannot be written.
std::vector<std::filesystem::path> draw_template(const std::filesystem::path& file, const std::filesystem::path& out);

}  // namespace yorozu::desk
