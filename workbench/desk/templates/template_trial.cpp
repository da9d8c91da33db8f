#include "workbench/desk/templates/template_trial.h"

#include <algorithm>
#include <chrono>

#include "ocr/form/registered_page.h"

namespace yorozu::desk {

std::size_t Trial::count(ocr::FieldStatus status) const {
    return static_cast<std::size_t>(std::count_if(fields.begin(), fields.end(), [&](const Field& field) { return field.reading.status == status; }));
}

Trial try_template(const ocr::FormTemplate& form, const ocr::Page& page, ocr::Recogniser& recogniser, const ocr::LexiconSet& lexicons) {
    Trial trial;
    const std::vector<ocr::FormTemplate> forms{form};
    const ocr::FormIndex index(forms);
    // How long it took is told to the person; it decides nothing.
    const auto start = std::chrono::steady_clock::now();
    const auto document = ocr::read_document(page, index, recogniser, lexicons);
    trial.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    if (!document.match.form) {
        trial.why_not = document.why_not;
        return trial;
    }
    trial.page = document.match.template_page;
    trial.score = document.match.score;
    trial.residual_px = document.match.residual_px;
    const ocr::RegisteredPage registered(page, document.match);
    const auto& paper = forms[0].pages[static_cast<std::size_t>(trial.page) - 1];
    trial.laid = registered.crop({0, 0, paper.width_mm, paper.height_mm}, 6, 0, false).page;
    for (const auto& reading : document.fields) {
        const auto field = std::find_if(forms[0].fields.begin(), forms[0].fields.end(), [&](const auto& candidate) { return candidate.id == reading.id; });
        if (field == forms[0].fields.end()) continue;
        trial.fields.push_back({static_cast<std::size_t>(field - forms[0].fields.begin()), reading, registered.crop(field->box_mm, 8, 0.5, false).page});
    }
    return trial;
}

}  // namespace yorozu::desk
