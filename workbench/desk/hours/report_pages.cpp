#include "workbench/desk/hours/report_pages.h"

#include <algorithm>
#include <map>

#include "ocr/page/page.h"
#include "ocr/page/picture.h"
#include "workbench/desk/reading/filled_form.h"
#include "workbench/desk/reading/office_lexicons.h"
#include "workbench/desk/reading/stored_reading.h"
#include "workbench/store/documents.h"

namespace yorozu::desk {
namespace {

std::optional<ocr::Page> page_of(Workspace& workspace, const store::StoredDocument& document) {
    ocr::PageReader reader(workspace.scans().path_of(document.hash));
    while (auto result = reader.next()) {
        auto* page = std::get_if<ocr::Page>(&*result);
        if (page && page->number == document.reading.page) return std::move(*page);
    }
    return std::nullopt;
}

/// The page upright, and the way there for its boxes.
struct Upright {
    ocr::Image image;
    int page_width = 0, page_height = 0, degrees = 0;

    ocr::BoxPx box(const ocr::BoxPx& on_page) const { return ocr::turned(on_page, page_width, page_height, degrees); }
};

Upright upright(const ocr::Page& page, double turn_deg) {
    const int degrees = (360 - static_cast<int>(turn_deg + 0.5)) % 360;
    return {ocr::turned(page.image, degrees), page.image.width, page.image.height, degrees};
}

ocr::BoxPx widened(ocr::BoxPx box) {
    const int by = std::max(4, box.height / 8);
    return {box.x - by, box.y - by, box.width + 2 * by, box.height + 2 * by};
}

/// The fields of one document as they stand, with what the reading said of them.
std::vector<ReportField> fields_of(const ocr::Document& document, const FilledForm& filled, const ocr::FormTemplate& form,
                                   const Upright* picture, bool only_doubtful) {
    std::vector<ReportField> fields;
    for (const auto& reading : document.fields) {
        const FilledField* now = filled.field(reading.id);
        const ocr::FieldTemplate* field = form.field(reading.id);
        if (!now || !field || (only_doubtful && now->state != FieldState::review)) continue;
        ReportField shown;
        shown.label = field->label;
        shown.masked = field->mask;
        shown.value = field->mask ? "" : now->value;
        shown.status = name_of(now->state);
        shown.confidence = reading.confidence;
        shown.reasons = reading.reasons;
        for (const auto& finding : filled.findings)
            if (finding.field == reading.id &&
                std::find(shown.reasons.begin(), shown.reasons.end(), finding.message) == shown.reasons.end())
                shown.reasons.push_back(finding.message);
        if (picture && picture->image.width > 0) {
            const ocr::BoxPx box = picture->box(reading.box_px);
            shown.left = static_cast<double>(box.x) / picture->image.width;
            shown.top = static_cast<double>(box.y) / picture->image.height;
            shown.width = static_cast<double>(box.width) / picture->image.width;
            shown.height = static_cast<double>(box.height) / picture->image.height;
            if (only_doubtful && !field->mask)
                shown.crop_png = ocr::encode_png(ocr::shrunk(ocr::cropped(picture->image, widened(box)), 420));
        }
        fields.push_back(std::move(shown));
    }
    return fields;
}

/// A page whose masked field would be readable in its picture is never shown whole.
bool may_be_shown(const ocr::FormTemplate& form) {
    return std::none_of(form.fields.begin(), form.fields.end(), [](const ocr::FieldTemplate& field) { return field.mask; });
}

struct Batch {
    std::string name;
    std::vector<store::StoredDocument> documents;
    FilledBatch filled;

    const store::StoredDocument& document(std::int64_t id) const {
        return *std::find_if(documents.begin(), documents.end(), [id](const auto& it) { return it.id == id; });
    }
};

void count_forms(BatchReport& report, const Batch& batch) {
    std::map<std::string, ReportForm> by_form;
    for (const auto& filled : batch.filled.forms) {
        ReportForm& form = by_form[filled.template_id];
        form.batch = batch.name;
        form.form = filled.title;
        form.pages += static_cast<int>(filled.documents.size());
        for (const auto& field : filled.fields) {
            ++form.fields;
            if (field.state == FieldState::review) ++form.review;
            else if (field.state == FieldState::blank) ++form.blank;
            else ++form.accepted;
        }
    }
    for (auto& [id, form] : by_form) report.forms.push_back(std::move(form));
}

}  // namespace

void add_pages(BatchReport& report, Workspace& workspace, const std::vector<std::string>& batches,
               const ReportPictures& pictures) {
    const auto templates = workspace.templates();
    const ocr::LexiconSet lexicons = office_lexicons(workspace);
    store::Documents documents(workspace.database());
    for (const auto& name : batches) {
        Batch batch{name, documents.documents(name, store::FieldDetail::whole), {}};
        permit_batch(workspace, {Right::clerk, Right::manager}, "view", name, "報告");
        batch.filled = filled_forms(batch.documents, templates, lexicons);
        count_forms(report, batch);
        int samples = 0, doubtful = 0;
        for (const auto& filled : batch.filled.forms) {
            const ocr::FormTemplate* form = ocr::form_named(templates, filled.template_id);
            if (!form) continue;
            for (const std::int64_t id : filled.documents) {
                const store::StoredDocument& stored = batch.document(id);
                const ocr::Document document = read_again(stored, form);
                const bool sample = samples < pictures.samples && may_be_shown(*form);
                const bool with_doubt = std::any_of(filled.fields.begin(), filled.fields.end(), [id](const FilledField& field) {
                    return field.document == id && field.state == FieldState::review;
                });
                const bool crops = with_doubt && doubtful < pictures.doubtful;
                std::optional<Upright> picture;
                if (sample || crops)
                    if (const auto page = page_of(workspace, stored)) picture = upright(*page, document.match.turn_deg);
                const Upright* shown = picture ? &*picture : nullptr;
                ReportPage page{stored.source, stored.reading.page, form->title, "", {}, {}};
                if (with_doubt) {
                    page.fields = fields_of(document, filled, *form, shown, true);
                    report.doubtful.push_back(page);
                    ++doubtful;
                }
                if (sample && shown) {
                    page.fields = fields_of(document, filled, *form, shown, false);
                    page.picture_png = ocr::encode_png(ocr::shrunk(shown->image, pictures.width));
                    report.pages.push_back(std::move(page));
                    ++samples;
                }
            }
        }
        for (const auto& unfit : batch.filled.unfit) {
            ReportPage page{unfit.source, unfit.page, "", unfit.why_not, {}, {}};
            if (!unfit.failed)
                if (const auto picture = page_of(workspace, batch.document(unfit.document)))
                    page.picture_png = ocr::encode_png(ocr::shrunk(picture->image, 260));
            report.refused.push_back(std::move(page));
        }
    }
}

}  // namespace yorozu::desk
