#pragma once
#include <string>

#include "ocr/form/form_template.h"

namespace yorozu::ocr {

/// The template as format 1 (docs/contracts), UTF-8, two blanks a level, ending with a line feed: what load_template() reads
/// back as the same values, notes (x-…) included. Keys stand in the order of the schema; what has its default is left out.
/// A blank is named from the template's folder; one that was not written yet is blank.png there, or blank1.png, blank2.png …. Numbers keep every digit that tells them apart.
std::string template_text(const FormTemplate& form);

/// The findings that `template check` would have for this text at this place, blanks' pictures aside.
std::vector<TemplateFault> check_template_text(const std::string& text, const std::filesystem::path& file);

/// load_template() for somebody who mends it: the form is there in spite of faults as long as it can be shown on its paper.
TemplateLoad load_template_to_mend(const std::filesystem::path& file);

}  // namespace yorozu::ocr
