#include "workbench/desk/reading/batch.h"

#include <algorithm>

#include "workbench/desk/reading/office_lexicons.h"
#include "workbench/desk/reading/stored_reading.h"

namespace yorozu::desk {
namespace {

bool is_needed(const std::vector<std::string>& needed, const std::string& field) {
    return needed.empty() || std::find(needed.begin(), needed.end(), field) != needed.end();
}

/// Whether the form's definition has all needed fields; then it is meant by the scenario.
bool is_meant(const ocr::FormTemplate* form, const std::vector<std::string>& needed) {
    if (!form) return false;
    return std::all_of(needed.begin(), needed.end(), [&](const std::string& id) { return form->field(id) != nullptr; });
}

void put_decision(ocr::FieldReading& field, const store::Decision& decision) {
    if (!decision.settles() || decision.faults_paper()) {
        field.status = ocr::FieldStatus::review;
        if (decision.kind == "reopened") return;
        field.value = decision.value;
        if (decision.faults_paper()) field.reasons = {decision.kind == "unreadable" ? "人が見ても読めません" : "不備: " + decision.reason};
        return;
    }
    field.value = decision.value;
    field.blank = decision.value.empty();
    field.status = field.blank ? ocr::FieldStatus::blank : ocr::FieldStatus::accepted;
    field.confidence = 1;
    field.reasons.clear();
}

OpenBatch loaded_batch(Workspace& workspace, const std::string& batch, std::string_view today) {
    store::Documents documents(workspace.database());
    const auto pages = documents.documents(batch);
    OpenBatch open;
    open.counts = documents.batch(batch).value();
    open.templates = workspace.templates();
    open.lexicons = office_lexicons(workspace, open.templates);
    open.filled = filled_forms(pages, open.templates, open.lexicons, today);
    return open;
}

std::string words_of(ExportFormat format, ExportEncoding encoding) {
    if (format == ExportFormat::json) return "json";
    if (format == ExportFormat::xlsx) return "xlsx";
    return encoding == ExportEncoding::cp932 ? "csv cp932" : "csv utf-8";
}

}  // namespace

std::vector<std::string> reasons_to_wait(const FilledForm& filled, const ocr::FormTemplate& form,
                                         const std::vector<std::string>& needed) {
    std::vector<std::string> reasons;
    for (const int page : filled.missing_pages)
        if (std::any_of(form.fields.begin(), form.fields.end(), [&](const ocr::FieldTemplate& field) {
                return field.page == page && is_needed(needed, field.id);
            }))
            reasons.push_back(std::to_string(page) + " ページ目がありません");
    for (const auto& field : filled.fields) {
        if (!is_needed(needed, field.id)) continue;
        if (field.masked && !needed.empty()) reasons.push_back(field.label + ": 伏せる項目は入力に使えません");
        if (field.state == FieldState::review) reasons.push_back(field.label + ": 確認待ち");
    }
    for (const auto& finding : filled.findings) {
        if (!is_needed(needed, finding.field)) continue;
        const auto* field = filled.field(finding.field);
        if (field && field->state == FieldState::review) continue;  // said already
        reasons.push_back((field ? field->label + ": " : "") + finding.message);
    }
    return reasons;
}

OpenBatch open_batch(Workspace& workspace, const std::string& batch, std::string_view today) {
    auto open = loaded_batch(workspace, batch, today);
    permit_batch(workspace, {Right::clerk, Right::checker}, "view", batch);
    return open;
}

std::vector<UnfitPage> unfit_pages(Workspace& workspace, const std::string& batch, std::string_view today) {
    return loaded_batch(workspace, batch, today).filled.unfit;
}

std::vector<LostCharacter> export_batch(Workspace& workspace, const std::string& batch,
                                        const std::filesystem::path& file, ExportFormat format,
                                        ExportEncoding encoding) {
    const auto forms = workspace.templates();
    const store::Documents documents(workspace.database());
    const auto pages = documents.documents(batch);
    permit_batch(workspace, {Right::clerk}, "export", batch, words_of(format, encoding));
    const auto writer = document_writer(file, format, encoding, forms);
    // One page's characters at a time: a batch of 3,000 pages would not fit the memory we promise.
    for (const auto& page : pages) {
        if (page.erased) continue;
        const auto whole = documents.document(page.id, store::FieldDetail::whole);
        auto document = read_again(whole, ocr::form_named(forms, whole.reading.template_id.value_or("")));
        for (auto& field : document.fields)
            if (const auto* decision = whole.decision(field.id)) put_decision(field, *decision);
            else if (whole.entered_twice(field.id)) field.status = ocr::FieldStatus::review;
        writer->add(document);
    }
    writer->finish();
    return writer->lost();
}

ReadyRecords ready_records(Workspace& workspace, const std::string& batch, const std::vector<std::string>& needed,
                           std::string_view today) {
    auto open = loaded_batch(workspace, batch, today);
    ReadyRecords records;
    records.unfit = std::move(open.filled.unfit);
    for (const auto& filled : open.filled.forms) {
        const auto* form = ocr::form_named(open.templates, filled.template_id);
        if (!is_meant(form, needed)) {
            ++records.other_forms;
            continue;
        }
        auto reasons = reasons_to_wait(filled, *form, needed);
        if (!reasons.empty()) {
            records.waiting.push_back({filled.id, filled.source, filled.page, std::move(reasons)});
            continue;
        }
        ReadyRecord ready{filled.id, filled.source, filled.page, {}};
        for (const auto& field : filled.fields)
            if (!field.masked) ready.values[field.id] = field.value;
        records.ready.push_back(std::move(ready));
    }
    return records;
}

}  // namespace yorozu::desk
