#include "workbench/desk/reading/page_picture.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "ocr/page/page.h"
#include "ocr/page/picture.h"
#include "workbench/desk/reading/listed_forms.h"
#include "workbench/store/documents.h"

namespace yorozu::desk {
namespace {

bool has_masked_fields(const Workspace& workspace, const std::string& template_id) {
    const auto forms = listed_forms(workspace);
    return std::any_of(forms.begin(), forms.end(), [&](const ListedForm& form) { return form.id == template_id && form.masked; });
}

}  // namespace

PagePicture page_picture(Workspace& workspace, const std::string& batch, std::int64_t id, int width_px) {
    require(workspace, {Right::clerk, Right::checker}, store::Documents(workspace.database()).department(batch).value_or(""));
    const auto document = store::Documents(workspace.database()).document(id, store::FieldDetail::value);
    PagePicture picture;
    if (document.reading.template_id && has_masked_fields(workspace, *document.reading.template_id)) {
        picture.why_not = "伏せる項目のある帳票は、全体を表示しません";
        return picture;
    }
    ocr::PageReader reader(workspace.scans().path_of(document.hash));
    reader.start_at(document.reading.page);
    const auto loaded = reader.next();
    if (!loaded || !std::holds_alternative<ocr::Page>(*loaded)) {
        picture.why_not = loaded ? std::get<ocr::LoadFailure>(*loaded).what : "ページがありません";
        return picture;
    }
    const auto& page = std::get<ocr::Page>(*loaded);
    picture.page_width = page.image.width;
    picture.page_height = page.image.height;
    const auto registration = nlohmann::json::parse(document.reading.registration, nullptr, false);
    const double turn = registration.is_object() ? registration.value("turn_deg", 0.0) : 0.0;
    picture.turned_deg = (360 - static_cast<int>(std::lround(turn))) % 360;
    const bool lies = picture.turned_deg % 180 != 0;
    // Shrunk first: turning fewer pixels is quicker.
    const int wide = lies ? static_cast<int>(static_cast<long long>(width_px) * page.image.width / std::max(1, page.image.height)) : width_px;
    picture.image = ocr::turned(ocr::shrunk(page.image, std::max(1, wide)), picture.turned_deg);
    return picture;
}

}  // namespace yorozu::desk
