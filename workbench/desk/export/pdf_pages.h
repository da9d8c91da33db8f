#pragma once
#include <filesystem>
#include <memory>
#include <string>

#include "workbench/desk/export/drawing.h"
#include "workbench/desk/export/sheets.h"

namespace yorozu::desk {

/// A PDF of A4 pages that are filled from above: words, vector pictures, tables whose heading is repeated. Each page has a foot with its
/// number, the title and who made it when. Fonts are embedded.
class PdfPages {
public:
    /// Written to `file` as it grows: give WholeFile::beside(). `produced`: who and when.
    PdfPages(const std::filesystem::path& file, const std::string& title, const std::string& produced);
    ~PdfPages();
    PdfPages(const PdfPages&) = delete;
    PdfPages& operator=(const PdfPages&) = delete;

    void heading(const std::string& words, double size);  ///< size in points
    void sentence(const std::string& words);
    void picture(const std::string& caption, const Drawing& drawing);
    void table(const Sheet& sheet);
    void finish();  ///< throws ExportFailure: cannot be written

private:
    struct Paper;
    std::unique_ptr<Paper> paper_;
};

}  // namespace yorozu::desk
