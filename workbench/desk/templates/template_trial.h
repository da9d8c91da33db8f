#pragma once
#include <string>
#include <vector>

#include "ocr/read.h"

namespace yorozu::desk {

/// A template tried on one page of a filled sample. Nothing of it is ever stored.
struct Trial {
    struct Field {
        std::size_t at = 0;         ///< place in the form's reading order
        ocr::FieldReading reading;
        ocr::Image crop;            ///< as the page shows it, half a millimetre around, 8 px per mm
    };
    std::string why_not;            ///< in words, when the page fits the template not; then nothing else is filled
    int page = 1;                   ///< of the form
    double score = 0, residual_px = 0;
    ocr::Image laid;                ///< the sample straightened onto the blank, 6 px per mm: its ink lies where the fields are
    std::vector<Field> fields;
    double seconds = 0;             ///< of registration and reading

    std::size_t count(ocr::FieldStatus status) const;
};

/// Really reads the page with the template as it stands in memory, saved or not. `recogniser` belongs to the calling thread.
Trial try_template(const ocr::FormTemplate& form, const ocr::Page& page, ocr::Recogniser& recogniser, const ocr::LexiconSet& lexicons);

}  // namespace yorozu::desk
