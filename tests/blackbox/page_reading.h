#pragma once
#include <memory>
#include <vector>

#include "ocr/read.h"
#include "tests/generator/generator.h"

namespace yorozu::testing {

/// Reads made pages as `yorozu read` does, without files: sorting, fields, lists and rules.
class PageReading {
public:
    /// `folders`: templates (under samples/forms for the shipped ones); their word lists come with them.
    explicit PageReading(const std::vector<std::filesystem::path>& folders,
                         const std::filesystem::path& models = ocr::Recogniser::default_model_folder());

    ocr::Document read(const generator::FilledPage& page);

private:
    std::vector<ocr::FormTemplate> forms_;
    ocr::LexiconSet lexicons_;
    std::unique_ptr<ocr::FormIndex> index_;
    ocr::Recogniser recogniser_;
};

/// All shipped forms.
PageReading& shipped_forms_reading();

}  // namespace yorozu::testing
