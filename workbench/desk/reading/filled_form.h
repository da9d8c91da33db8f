#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ocr/form/form_template.h"
#include "ocr/lexicon/lexicon.h"
#include "ocr/record/record.h"
#include "workbench/store/documents.h"
#include "workbench/store/records.h"

namespace yorozu::desk {

enum class FieldState {
    accepted,  ///< 自動確定: OCR was sure enough
    review,    ///< 要確認: a person must look
    blank,     ///< 空欄: OCR saw no ink
    verified,  ///< 確認済み: a person decided
};
std::string_view name_of(FieldState state);

/// A field as it stands now: OCR's reading, or the last decision of a person.
struct FilledField {
    std::int64_t document = 0;  ///< the page it is on
    std::string id;
    std::string label;
    std::string value;          ///< "" for masked fields
    FieldState state = FieldState::review;
    double confidence = 0;
    bool masked = false;
    std::string decided;        ///< kind of the last decision (store::Decision), "" if nobody looked
    std::string reason;         ///< of a defect or a referral
};

/// One filled form: a page, or the pages of a multi-page form that follow each other in the batch.
struct FilledForm {
    std::int64_t id = 0;        ///< of its first page; the record's id
    std::string template_id;
    std::string title;
    std::string source;         ///< of its first page
    int page = 1;
    std::vector<std::int64_t> documents;
    std::vector<FilledField> fields;
    std::vector<ocr::RuleFinding> findings;  ///< what no person has settled
    std::vector<int> missing_pages;          ///< of the form
    std::string checked_by;                  ///< who decided last, "" if nobody did

    const FilledField* field(std::string_view field_id) const;
    /// Nothing waits for a person: no field in review, no finding, no page missing.
    bool checked() const;
};

/// A page that is no form of ours, or that could not be loaded.
struct UnfitPage {
    std::int64_t document = 0;
    std::string source;
    int page = 1;
    std::string why_not;
    bool failed = false;
};

struct FilledBatch {
    std::vector<FilledForm> forms;
    std::vector<UnfitPage> unfit;
};

/// Whether ベリファイ can be asked for: masked values are never stored, a seal or a picture is not typed.
bool can_be_entered_twice(const ocr::FieldTemplate& field);

/// Where a page belongs; no template: to no form.
struct PagePlace {
    std::optional<std::string> template_id;
    int template_page = 1;
};
/// The pages of each form, as indices: a page that follows in the batch and in the template belongs to the form before.
std::vector<std::vector<std::size_t>> pages_of_forms(const std::vector<PagePlace>& pages, const std::vector<ocr::FormTemplate>& forms);

/// Puts pages together to forms and decisions over readings, and runs the rules again where a person decided or
/// where a form has several pages. A finding of a rule stays until the value keeps the rule: then the paper itself is
/// wrong (不備). A finding of a word list is settled when a person has decided the field, for lists grow old.
/// Pages whose template is not among `forms` any more keep their readings and findings; pages that were erased are in no form. Pure.
FilledBatch filled_forms(const std::vector<store::StoredDocument>& documents,
                         const std::vector<ocr::FormTemplate>& forms, const ocr::LexiconSet& lexicons,
                         std::string_view today = {});

/// The form as the store keeps it.
store::StoredRecord stored_record(const FilledForm& form);

}  // namespace yorozu::desk
