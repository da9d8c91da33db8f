#pragma once
#include <filesystem>
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

/// Writes pages as one scan file, or as one file per page ("NAME-1.png" …) where the kind holds one page
/// only.
std::vector<PagePlace> write_pages(const std::filesystem::path& folder, const std::string& name,
                                   ScanKind kind, const std::vector<FilledPage>& pages);

/// truth.csv: source,page,template, the fields, x-damage, x-hand. One row per scanned page, because the
/// reader makes one document per page: a row holds the fields of its own page and leaves those of other pages
/// and forms empty.
class TruthFile {
public:
    explicit TruthFile(std::vector<const FormDesign*> forms);
    /// `places` of the form's pages, in their order.
    void add(const FilledForm& filled, const std::vector<PagePlace>& places);
    /// A page that is none of our forms: template and fields are empty, `what` it is goes into x-damage.
    void add_foreign(const PagePlace& place, const std::string& what);
    /// Throws std::runtime_error naming the file when it cannot be written.
    void write(const std::filesystem::path& file) const;

private:
    std::vector<std::string> row(const PagePlace& place) const;
    std::vector<const FormDesign*> forms_;
    std::vector<std::string> fields_;  ///< ids of all forms, each once
    std::vector<std::vector<std::string>> rows_;
};

}  // namespace yorozu::generator
