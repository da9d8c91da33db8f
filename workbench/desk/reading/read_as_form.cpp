#include "workbench/desk/reading/read_as_form.h"

#include <algorithm>
#include <cmath>

#include "ocr/read.h"
#include "workbench/desk/reading/accept_limits.h"
#include "workbench/desk/reading/import.h"
#include "workbench/desk/reading/office_lexicons.h"
#include "workbench/desk/reading/reading_setup.h"
#include "workbench/desk/reading/stored_reading.h"
#include "workbench/desk/workspace/calendar.h"
#include "workbench/store/documents.h"

namespace yorozu::desk {
namespace {

constexpr const char* chosen_by_hand = "帳票を手で選んだページです";

ocr::Page loaded_page(Workspace& workspace, const store::StoredDocument& document) {
    ocr::PageReader reader(workspace.scans().path_of(document.hash));
    reader.start_at(document.reading.page);
    auto loaded = reader.next();
    if (loaded && std::holds_alternative<ocr::Page>(*loaded)) return std::get<ocr::Page>(std::move(*loaded));
    throw RequestFault("ページを開けません: " + document.source + ": " +
                       (loaded ? std::get<ocr::LoadFailure>(*loaded).what : "スキャンし直して、取り込み直してください"));
}

}  // namespace

std::vector<std::pair<double, double>> places_to_show(const ocr::FormTemplate& form, int template_page) {
    const auto& paper = form.pages.at(static_cast<std::size_t>(template_page) - 1);
    std::vector<std::pair<double, double>> corners;
    for (const auto& field : form.fields) {
        if (field.page != template_page) continue;
        const auto& box = field.box_mm;
        for (const double x : {box.x, box.x + box.width})
            for (const double y : {box.y, box.y + box.height}) corners.emplace_back(x, y);
    }
    const auto extreme = [&](double right, double down) {
        return *std::max_element(corners.begin(), corners.end(), [&](const auto& a, const auto& b) {
            return a.first * right + a.second * down < b.first * right + b.second * down;
        });
    };
    if (!corners.empty()) {
        const auto a = extreme(-1, -1), b = extreme(1, -1), c = extreme(-1, 1);
        const double doubled = std::abs((b.first - a.first) * (c.second - a.second) - (c.first - a.first) * (b.second - a.second));
        if (doubled > 0.1 * paper.width_mm * paper.height_mm) return {a, b, c};
    }
    const double x = paper.width_mm * 0.05, y = paper.height_mm * 0.05;
    return {{x, y}, {paper.width_mm - x, y}, {x, paper.height_mm - y}};
}

ReadAsForm read_as_form(Workspace& workspace, const std::string& batch, std::int64_t id, const std::string& template_id, const Clock& clock,
                        const ShownPlaces& shown) {
    require(workspace, {Right::clerk}, store::Documents(workspace.database()).department(batch).value_or(""));
    const auto all = workspace.templates();
    std::vector<ocr::FormTemplate> chosen;
    for (const auto& form : all)
        if (form.id == template_id) chosen.push_back(form);
    if (chosen.empty())
        throw RequestFault("帳票テンプレートがありません: " + template_id + ": 帳票の部屋で確かめてください");
    store::Documents documents(workspace.database());
    const auto stored = documents.document(id);
    const ocr::Page page = loaded_page(workspace, stored);
    const auto lexicons = office_lexicons(workspace, all);

    ocr::Document document;
    document.source = stored.source;
    document.page = page.number;
    document.match = shown.pairs.empty() ? ocr::find_chosen_form(page, ocr::FormIndex(chosen))
                                         : ocr::register_by_points(page, chosen.front(), shown.template_page, shown.pairs);
    if (!document.match.form) return {false, document.match.why_not, 0};
    document.template_id = template_id;
    document.template_page = document.match.template_page;
    ocr::Recogniser recogniser(ocr::Recogniser::default_model_folder());
    document.fields = ocr::read_fields(page, document.match, recogniser);
    const std::string today = iso_date(clock());
    document.findings = ocr::judge(document.fields, *document.match.form, lexicons, accept_rule(workspace, today));
    for (auto& field : document.fields) {
        if (field.status != ocr::FieldStatus::accepted) continue;
        field.status = ocr::FieldStatus::review;
        field.reasons.push_back(chosen_by_hand);
    }
    documents.add_version(id, stored_reading(document, document.match.form), clock());
    refresh_records(workspace, batch, all, lexicons, clock());
    return {true, "", static_cast<int>(document.fields.size())};
}

}  // namespace yorozu::desk
