#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "ocr/form/form_match.h"
#include "ocr/lexicon/lexicon.h"
#include "ocr/page/page.h"

namespace yorozu::bench {

/// The sample templates and word lists, loaded once.
struct Desk {
    std::vector<ocr::FormTemplate> forms;
    ocr::FormIndex index;
    ocr::LexiconSet lexicons;
};
const Desk& desk();

/// `count` filled postcards of the generator, 300 dpi grey, damaged as mail usually is; the same every time.
const std::vector<ocr::Page>& postcards(int count);

/// Pages as PNG files in a folder that is removed at the end; returns their names.
std::vector<std::string> as_files(const std::vector<ocr::Page>& pages);

/// A folder with `count` PNG files, no two with the same bytes: 60 postcards over and over, each copy with a number
/// in a text chunk. Removed at the end.
std::filesystem::path tray_of(int count);

}  // namespace yorozu::bench
