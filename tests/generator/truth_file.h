#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "tests/generator/form_design.h"
#include "tests/generator/generator.h"
#include "tests/generator/scan_file.h"

namespace yorozu::generator {

/// Where one page of a filled form ended up.
struct PagePlace {
    std::string source;  ///< file name
    int page = 1;        ///< in that file
};

/// Writes a filled form as one scan file, or as one file per page ("NAME-1.png" …) where the kind holds one page only.
std::vector<PagePlace> write_filled(const std::filesystem::path& folder, const std::string& name, ScanKind kind, const FilledForm& filled);

/// truth.csv: source,page,template, the fields, x-damage, x-hand. One row per scanned page, because the reader makes one
/// document per page: a row holds the fields of its own page and leaves those of the other pages empty.
class TruthFile {
public:
    explicit TruthFile(const FormDesign& form);
    void add(const FilledForm& filled, const std::vector<PagePlace>& places);
    /// A page that is none of our forms: template and fields are empty.
    void add_foreign(const PagePlace& place, const std::string& what);
    void write(const std::filesystem::path& file) const;

private:
    const FormDesign& form_;
    std::vector<std::vector<std::string>> rows_;
};

}  // namespace yorozu::generator
