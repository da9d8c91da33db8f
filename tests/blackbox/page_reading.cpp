#include "tests/blackbox/page_reading.h"

#include "workbench/desk/reading/reading_setup.h"

namespace yorozu::testing {

PageReading::PageReading(const std::vector<std::filesystem::path>& folders, const std::filesystem::path& models) : recogniser_(models) {
    std::vector<std::string> warnings;
    forms_ = desk::loaded_templates(folders, warnings);
    lexicons_ = desk::loaded_lexicons({}, {}, forms_);
    index_ = std::make_unique<ocr::FormIndex>(forms_);
}

ocr::Document PageReading::read(const generator::FilledPage& page) {
    ocr::Page scan;
    scan.source = "made.png";
    scan.image = page.image;
    scan.dpi = scan.dpi_down = page.dpi;
    return ocr::read_document(scan, *index_, recogniser_, lexicons_);
}

PageReading& shipped_forms_reading() {
    static PageReading reading({std::filesystem::path(YOROZU_SOURCE_DIR) / "samples/forms"});
    return reading;
}

}  // namespace yorozu::testing
