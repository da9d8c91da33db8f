#include "workbench/desk/reading/filled_form.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace yorozu::desk {
namespace {

using Json = nlohmann::ordered_json;

FieldState state_of(store::StoredStatus status) {
    switch (status) {
        case store::StoredStatus::accepted: return FieldState::accepted;
        case store::StoredStatus::blank: return FieldState::blank;
        case store::StoredStatus::review: break;
    }
    return FieldState::review;
}

FilledField field_now(const store::StoredDocument& document, const store::StoredField& read,
                      const ocr::FormTemplate* form) {
    const auto* defined = form ? form->field(read.id) : nullptr;
    FilledField field;
    field.document = document.id;
    field.id = read.id;
    field.label = defined ? defined->label : read.id;
    field.masked = defined && defined->mask;
    field.value = read.value;
    field.state = state_of(read.status);
    field.confidence = read.confidence;
    if (defined && document.entered_twice(read.id) && can_be_entered_twice(*defined)) field.state = FieldState::review;
    if (const auto* decision = document.decision(read.id)) {
        if (decision->kind != "reopened") field.value = decision->value;
        field.state = decision->settles() ? FieldState::verified : FieldState::review;
        field.decided = decision->kind;
        field.reason = decision->reason;
    }
    return field;
}

void add_page(FilledForm& form, const store::StoredDocument& document, const ocr::FormTemplate* defined) {
    form.documents.push_back(document.id);
    for (const auto& read : document.reading.fields) form.fields.push_back(field_now(document, read, defined));
    for (const auto& finding : Json::parse(document.reading.findings))
        form.findings.push_back(
            {finding.value("field", ""), finding.value("rule", ""), finding.value("message", "")});
}

/// The rules over the values as they stand. Masked values are unknown here, so nothing is said about them.
std::vector<ocr::RuleFinding> findings_now(const FilledForm& form, const ocr::FormTemplate& defined,
                                           const ocr::LexiconSet& lexicons, std::string_view today) {
    std::map<std::string, std::string> values;
    for (const auto& field : form.fields)
        if (!field.masked) values[field.id] = field.value;
    auto found = ocr::check_values(values, defined, lexicons, today);
    std::erase_if(found, [&](const ocr::RuleFinding& finding) {
        const auto* field = form.field(finding.field);
        if (!field || field->masked) return true;
        if (finding.rule == "required" && field->decided == "unreadable") return true;  // not empty, and said below
        return (finding.rule == "lexicon" || finding.rule == "in") && field->state == FieldState::verified;
    });
    return found;
}

/// What people found wrong with the paper stays until it is mended, whatever the rules say.
void add_defects(FilledForm& form) {
    for (const auto& field : form.fields) {
        if (field.decided == "unreadable") form.findings.push_back({field.id, "unreadable", "人が見ても読めません"});
        if (field.decided == "defect")
            form.findings.push_back({field.id, "defect", "不備: " + (field.reason.empty() ? "理由なし" : field.reason)});
    }
}

void remember_who(FilledForm& form, const store::StoredDocument& document, store::TimeMs& latest) {
    for (const auto& decision : document.decisions) {
        if (decision.at < latest) continue;
        latest = decision.at;
        form.checked_by = decision.who;
    }
}

void finish(FilledForm& form, const std::vector<int>& pages, const ocr::FormTemplate* defined,
            const ocr::LexiconSet& lexicons, std::string_view today) {
    if (!defined) return add_defects(form);
    form.title = defined->title;
    const int page_count = static_cast<int>(defined->pages.size());
    for (int page = 1; page <= page_count; ++page)
        if (std::find(pages.begin(), pages.end(), page) == pages.end()) form.missing_pages.push_back(page);
    if (page_count > 1 || !form.checked_by.empty()) form.findings = findings_now(form, *defined, lexicons, today);
    add_defects(form);
}

}  // namespace

bool can_be_entered_twice(const ocr::FieldTemplate& field) {
    return !field.mask && field.kind != ocr::FieldKind::seal && field.kind != ocr::FieldKind::image;
}

std::string_view name_of(FieldState state) {
    switch (state) {
        case FieldState::accepted: return "accepted";
        case FieldState::review: return "review";
        case FieldState::blank: return "blank";
        case FieldState::verified: return "verified";
    }
    return "review";
}

const FilledField* FilledForm::field(std::string_view field_id) const {
    const auto found = std::find_if(fields.begin(), fields.end(), [&](const auto& field) { return field.id == field_id; });
    return found == fields.end() ? nullptr : &*found;
}

bool FilledForm::checked() const {
    return findings.empty() && missing_pages.empty() && std::none_of(fields.begin(), fields.end(), [](const auto& field) {
               return field.state == FieldState::review;
           });
}

std::vector<std::vector<std::size_t>> pages_of_forms(const std::vector<PagePlace>& pages, const std::vector<ocr::FormTemplate>& forms) {
    std::vector<std::vector<std::size_t>> all;
    bool open = false;  // the last form may still get a page
    for (std::size_t i = 0; i < pages.size(); ++i) {
        if (!pages[i].template_id) {
            open = false;
            continue;
        }
        const auto* defined = ocr::form_named(forms, *pages[i].template_id);
        const int page_count = defined ? static_cast<int>(defined->pages.size()) : 1;
        const PagePlace* last = open ? &pages[all.back().back()] : nullptr;
        const bool continues = last && last->template_id == pages[i].template_id &&
                               pages[i].template_page > last->template_page && last->template_page < page_count;
        if (!continues) all.emplace_back();
        all.back().push_back(i);
        open = true;
    }
    return all;
}

FilledBatch filled_forms(const std::vector<store::StoredDocument>& documents,
                         const std::vector<ocr::FormTemplate>& forms, const ocr::LexiconSet& lexicons,
                         std::string_view today) {
    FilledBatch batch;
    std::vector<PagePlace> places;
    for (const auto& document : documents) {
        // An erased page still parts the forms around it.
        places.push_back({document.erased ? std::nullopt : document.reading.template_id, document.reading.template_page});
        if (!document.reading.template_id && !document.erased)
            batch.unfit.push_back({document.id, document.source, document.reading.page,
                                   document.reading.why_not.value_or(""), document.reading.failed});
    }
    for (const auto& indices : pages_of_forms(places, forms)) {
        const auto& first = documents[indices.front()];
        const auto* defined = ocr::form_named(forms, *first.reading.template_id);
        FilledForm form;
        form.id = first.id;
        form.template_id = *first.reading.template_id;
        form.title = form.template_id;
        form.source = first.source;
        form.page = first.reading.page;
        std::vector<int> pages;  // of the template
        store::TimeMs latest = 0;
        for (const auto index : indices) {
            pages.push_back(documents[index].reading.template_page);
            add_page(form, documents[index], defined);
            remember_who(form, documents[index], latest);
        }
        finish(form, pages, defined, lexicons, today);
        batch.forms.push_back(std::move(form));
    }
    return batch;
}

store::StoredRecord stored_record(const FilledForm& form) {
    store::StoredRecord record;
    record.id = form.id;
    record.template_id = form.template_id;
    record.documents = Json(form.documents).dump();
    Json values = Json::object();
    for (const auto& field : form.fields)
        if (!field.masked) values[field.id] = field.value;
    record.values = values.dump();
    Json findings = Json::array();
    for (const auto& finding : form.findings)
        findings.push_back({{"field", finding.field}, {"rule", finding.rule}, {"message", finding.message}});
    for (const int page : form.missing_pages)
        findings.push_back({{"field", ""}, {"rule", "page"}, {"message", std::to_string(page) + " ページ目がありません"}});
    record.findings = findings.dump();
    record.checked = form.checked();
    if (!form.checked_by.empty()) record.checked_by = form.checked_by;
    return record;
}

}  // namespace yorozu::desk
