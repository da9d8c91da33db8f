#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "ocr/field/field_reading.h"
#include "ocr/record/record.h"

namespace yorozu::ocr {

/// One page that was read: the unit of `yorozu read --out`, of the store and of the checking screen.
struct Document {
    std::string source;
    int page = 1;
    std::string template_id;  ///< "" when the page fits no template or could not be loaded
    int template_page = 1;
    std::string why_not;      ///< in words, when template_id is ""
    bool failed = false;      ///< the page could not even be loaded (broken file)
    FormMatch match;          ///< match.form only valid while the templates live
    std::vector<FieldReading> fields;
    std::vector<RuleFinding> findings;

    bool needs_review() const;
};

/// page → form → fields → record, for one page. `recogniser` belongs to the calling thread; all else is shared.
Document read_document(const Page& page, const FormIndex& index, Recogniser& recogniser, const LexiconSet& lexicons,
                       const AcceptRule& accept = {});

}  // namespace yorozu::ocr
