#pragma once
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "ocr/form/form_template.h"
#include "ocr/page/image.h"
#include "workbench/desk/reading/ahead_workers.h"
#include "workbench/desk/workspace/workspace.h"
#include "workbench/store/documents.h"

namespace yorozu::desk {

/// A piece of a page, straightened, with its own greys or colours. `area` is what it shows, in mm on the form.
struct FieldPicture {
    ocr::Image image;
    ocr::BoxMm area;
};

/// A page for the checking screen. Masked fields are covered in `whole` and have no picture of their own.
struct PagePictures {
    std::int64_t document = 0;
    std::string why_not;   ///< in words, when the scan could not be loaded; then there are no pictures
    ocr::Image whole;      ///< the straightened page
    double width_mm = 0, height_mm = 0;
    std::map<std::string, FieldPicture> fields;

    const FieldPicture* field(const std::string& id) const;
};

/// Decodes the scan, registers it as the reading found it, cuts every field with 0.5 mm around it. 50–300 ms.
PagePictures page_pictures(const std::filesystem::path& scan, const store::StoredDocument& document, const ocr::FormTemplate& form);

/// Makes the pictures of the pages that will be looked at next, on a thread of its own, and keeps the last few.
/// For one thread (the window's); `arrived` is called on the worker's.
class PictureAhead {
public:
    /// Opens its own connection to the workspace. `templates` are copied.
    PictureAhead(const std::filesystem::path& workspace, Clock clock, std::vector<ocr::FormTemplate> templates,
                 std::function<void(std::int64_t document)> arrived);

    /// What is needed, most urgent first; what is not in it is no longer waited for.
    void want(const std::vector<std::int64_t>& documents);
    /// Null while it is not ready.
    std::shared_ptr<const PagePictures> find(std::int64_t document) const;

private:
    std::shared_ptr<const PagePictures> make(Workspace& workspace, std::int64_t document) const;

    std::vector<ocr::FormTemplate> templates_;
    std::function<void(std::int64_t)> arrived_;
    mutable std::mutex mutex_;
    mutable std::list<std::shared_ptr<const PagePictures>> kept_;  ///< most recently used first
    AheadWorkers worker_;
};

}  // namespace yorozu::desk
