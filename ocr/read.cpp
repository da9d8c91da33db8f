#include "ocr/read.h"

#include <algorithm>

namespace yorozu::ocr {

bool Document::needs_review() const {
    return template_id.empty() || std::any_of(fields.begin(), fields.end(), [](const FieldReading& field) {
        return field.status == FieldStatus::review;
    });
}

Document read_document(const Page& page, const FormIndex& index, Recogniser& recogniser, const LexiconSet& lexicons,
                       const AcceptRule& accept) {
    Document document;
    document.source = page.source;
    document.page = page.number;
    document.match = find_form(page, index);
    if (!document.match.form) {
        document.why_not = document.match.why_not;
        return document;
    }
    document.template_id = document.match.form->id;
    document.template_page = document.match.template_page;
    document.fields = read_fields(page, document.match, recogniser);
    document.findings = judge(document.fields, *document.match.form, lexicons, accept);
    return document;
}

}  // namespace yorozu::ocr
