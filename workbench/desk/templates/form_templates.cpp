#include "workbench/desk/templates/form_templates.h"

#include <algorithm>

#include "ocr/form/template_draft.h"
#include "ocr/form/template_text.h"
#include "ocr/page/page.h"
#include "workbench/desk/templates/template_blank.h"
#include "workbench/desk/templates/template_saving.h"
#include "workbench/desk/workspace/whole_file.h"

namespace yorozu::desk {
namespace fs = std::filesystem;
namespace {

void write_whole(const fs::path& target, const void* bytes, std::size_t size) {
    WholeFile file(target);
    file.write({static_cast<const char*>(bytes), size});
    file.place();
}

std::string page_name(const fs::path& out, std::size_t page) {
    return out.stem().string() + (page > 1 ? "-p" + std::to_string(page) : "") + out.extension().string();
}

}  // namespace

bool TemplateReport::usable() const {
    return !forms.empty() && std::none_of(faults.begin(), faults.end(), [](const auto& fault) { return !fault.warning; });
}

TemplateReport check_templates(const std::vector<fs::path>& files_or_folders) {
    TemplateReport report;
    auto set = ocr::load_templates(files_or_folders);
    report.forms = std::move(set.forms);
    report.faults = std::move(set.faults);
    if (report.forms.size() > 1 || (report.forms.size() == 1 && report.forms[0].pages.size() > 1))
        report.confusable = ocr::confusable_templates(report.forms);
    return report;
}

DraftResult draft_template(const DraftRequest& request) {
    DraftResult result;
    auto blanks = open_blank(request.blank, request.width_mm, result.remarks);
    ocr::FormTemplate form;
    form.id = form_id_of(request.out);
    form.file = request.out;
    const fs::path folder = fs::absolute(request.out).parent_path();
    for (std::size_t i = 0; i < blanks.size(); ++i) {
        auto& blank = blanks[i];
        for (auto& draft : find_fields(blank, static_cast<int>(i) + 1, result.remarks))
            if (!draft.office_use) form.fields.push_back(std::move(draft.field));
        if (form.title.empty()) form.title = blank.title;
        if (blank.paper.blank.empty()) {
            blank.paper.blank = folder / (request.out.stem().string() + "-blank" + std::to_string(i + 1) + ".png");
            write_blank(blank, blank.paper.blank);
            result.written.push_back(blank.paper.blank.string());
        }
        form.pages.push_back(blank.paper);
    }
    ocr::number_ids(form.fields);
    if (form.title.empty()) form.title = request.out.stem().string();
    result.pages = form.pages.size();
    result.fields = form.fields.size();
    if (result.fields == 0) result.remarks.push_back("記入欄が見つかりませんでした。項目は手で書き足してください");
    const std::string json = ocr::template_text(form);
    write_whole(request.out, json.data(), json.size());
    result.written.push_back(request.out.string());
    return result;
}

std::vector<fs::path> draw_template(const fs::path& file, const fs::path& out) {
    const auto load = ocr::load_template(file);
    for (const auto& fault : load.faults)
        if (!fault.warning) throw TemplateRequestFault(fault.what, fault.file.string() + " " + fault.place, fault.mend);
    std::vector<fs::path> written;
    for (std::size_t page = 1; page <= load.form->pages.size(); ++page) {
        const auto picture = ocr::template_picture(*load.form, static_cast<int>(page));
        const auto png = ocr::encode_png(picture, load.form->pages[page - 1].px_per_mm * 25.4);
        written.push_back(out.parent_path() / page_name(out, page));
        write_whole(written.back(), png.data(), png.size());
    }
    return written;
}

}  // namespace yorozu::desk
