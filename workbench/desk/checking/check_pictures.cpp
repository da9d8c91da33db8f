#include "workbench/desk/checking/check_pictures.h"

#include <algorithm>
#include <cmath>

#include "ocr/form/registered_page.h"
#include "ocr/page/page.h"
#include "workbench/desk/reading/stored_reading.h"

namespace yorozu::desk {
namespace {

constexpr double field_px_per_mm = 12;  ///< 300 dpi and a little: nothing of a scan is lost
constexpr double whole_px_per_mm = 6;   ///< 150 dpi: readable at the size of the pane
constexpr double around_mm = 0.5;
constexpr double cover_mm = 1.5;        ///< beyond a masked field's box
constexpr std::size_t most_kept = 12;   ///< pages

std::optional<ocr::Page> load(const std::filesystem::path& scan, int number, std::string& why_not) {
    ocr::PageReader reader(scan);
    reader.start_at(number);
    while (auto result = reader.next()) {
        if (auto* page = std::get_if<ocr::Page>(&*result); page && page->number == number) return std::move(*page);
        if (auto* failure = std::get_if<ocr::LoadFailure>(&*result); failure && (failure->page == number || failure->page == 0)) {
            why_not = failure->what + "。" + failure->mend;
            return std::nullopt;
        }
    }
    why_not = "スキャンのファイルがないか、読めません";
    return std::nullopt;
}

void cover(ocr::Image& image, const ocr::BoxMm& box, double px_per_mm) {
    const int left = std::max(0, static_cast<int>((box.x - cover_mm) * px_per_mm)), top = std::max(0, static_cast<int>((box.y - cover_mm) * px_per_mm));
    const int right = std::min(image.width, static_cast<int>((box.x + box.width + cover_mm) * px_per_mm) + 1);
    const int bottom = std::min(image.height, static_cast<int>((box.y + box.height + cover_mm) * px_per_mm) + 1);
    for (int y = top; y < bottom; ++y) {
        auto* row = image.pixels.data() + static_cast<std::size_t>(y) * image.row_bytes();
        if (right > left) std::fill(row + left * image.channels, row + right * image.channels, std::uint8_t{90});
    }
}

}  // namespace

const FieldPicture* PagePictures::field(const std::string& id) const {
    const auto found = fields.find(id);
    return found == fields.end() ? nullptr : &found->second;
}

PagePictures page_pictures(const std::filesystem::path& scan, const store::StoredDocument& document, const ocr::FormTemplate& form) {
    PagePictures pictures;
    pictures.document = document.id;
    const auto page = load(scan, document.reading.page, pictures.why_not);
    if (!page) return pictures;
    const auto match = match_read_again(document, &form);
    const auto& paper = form.pages.at(static_cast<std::size_t>(std::max(1, match.template_page)) - 1);
    pictures.width_mm = paper.width_mm;
    pictures.height_mm = paper.height_mm;
    const ocr::RegisteredPage registered(*page, match);
    pictures.whole = registered.colour({0, 0, paper.width_mm, paper.height_mm}, whole_px_per_mm, 0);
    for (const auto& field : form.fields) {
        if (field.page != match.template_page) continue;
        if (field.mask) {
            cover(pictures.whole, field.box_mm, whole_px_per_mm);
            continue;
        }
        FieldPicture picture;
        picture.image = registered.colour(field.box_mm, field_px_per_mm, around_mm);
        picture.area = {field.box_mm.x - around_mm, field.box_mm.y - around_mm, field.box_mm.width + 2 * around_mm,
                        field.box_mm.height + 2 * around_mm};
        pictures.fields[field.id] = std::move(picture);
    }
    // A field that reaches into a masked one must not show it either.
    for (const auto& masked : form.fields) {
        if (!masked.mask || masked.page != match.template_page) continue;
        for (auto& [id, picture] : pictures.fields) {
            ocr::BoxMm inside = masked.box_mm;
            inside.x -= picture.area.x;
            inside.y -= picture.area.y;
            cover(picture.image, inside, field_px_per_mm);
        }
    }
    return pictures;
}

PictureAhead::PictureAhead(const std::filesystem::path& workspace, Clock clock, std::vector<ocr::FormTemplate> templates,
                           std::function<void(std::int64_t)> arrived)
    : templates_(std::move(templates)), arrived_(std::move(arrived)),
      worker_(workspace, std::move(clock), 1, [this](Workspace& own, std::int64_t document) {
          if (find(document)) return;  // it was wanted again while it was made
          auto made = make(own, document);
          {
              const std::lock_guard lock(mutex_);
              kept_.push_front(std::move(made));
              while (kept_.size() > most_kept) kept_.pop_back();
          }
          arrived_(document);
      }) {}

void PictureAhead::want(const std::vector<std::int64_t>& documents) {
    std::vector<std::int64_t> missing;
    for (const auto document : documents)
        if (!find(document)) missing.push_back(document);
    worker_.want(std::move(missing));
}

std::shared_ptr<const PagePictures> PictureAhead::find(std::int64_t document) const {
    const std::lock_guard lock(mutex_);
    for (auto at = kept_.begin(); at != kept_.end(); ++at)
        if ((*at)->document == document) {
            kept_.splice(kept_.begin(), kept_, at);
            return kept_.front();
        }
    return nullptr;
}

std::shared_ptr<const PagePictures> PictureAhead::make(Workspace& workspace, std::int64_t id) const {
    auto failed = std::make_shared<PagePictures>();
    failed->document = id;
    failed->why_not = "スキャンのファイルがないか、読めません";
    try {
        const auto document = store::Documents(workspace.database()).document(id, store::FieldDetail::value);
        const auto* form = ocr::form_named(templates_, document.reading.template_id.value_or(""));
        if (!form) {
            failed->why_not = "帳票テンプレートがありません";
            return failed;
        }
        return std::make_shared<PagePictures>(page_pictures(workspace.scans().path_of(document.hash), document, *form));
    } catch (const std::exception&) {
        return failed;  // the screen says so; only F3 and F4 work there
    }
}

}  // namespace yorozu::desk
