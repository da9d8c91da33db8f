#pragma once
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "ocr/page/image.h"

namespace yorozu::ocr {

/// One page of a scan file, upright pixels not yet guaranteed: turn and skew are found with the form.
struct Page {
    std::string source;  ///< file name as given (no directories are added or resolved)
    int number = 1;      ///< page inside the file, from 1
    Image image;         ///< grey or colour, exactly as decoded: turn 0, skew 0
    double dpi = 0;      ///< from the file; 0 when the file says none or nonsense (<50 or >2400)
    double dpi_down = 0; ///< down the page, where it differs (fax: 204 × 98); else the same as dpi
};

/// Why a page could not be loaded, in words for a person. Never holds page contents.
struct LoadFailure {
    std::string source;
    int page = 0;       ///< 0 when the whole file failed
    std::string what;   ///< e.g. "画像が途中で切れています"
    std::string mend;   ///< what the person can do
};

/// Bounds that keep a hostile or broken file from taking the machine down.
struct LoadLimits {
    std::size_t max_file_bytes = 512u << 20;
    long long max_pixels = 120'000'000;  ///< a page above it is refused before it is decoded
    int max_pages = 5000;
    int pdf_dpi = 300;                   ///< PDF pages are rendered at this resolution
    int pdf_seconds = 60;                ///< time a PDF child process may take for one page
    long long pdf_memory = 1LL << 30;    ///< bytes of address space of the child
};

/// Reads the pages of one scan file (PNG, JPEG, TIFF incl. multi-page, PDF) one after the other, so that
/// memory stays that of one page. The kind of file is found from its content, not its name. A broken page
/// is returned as a LoadFailure and the next call goes on with the page after it.
/// One PageReader belongs to one thread; different ones may run in parallel.
class PageReader {
public:
    using Result = std::variant<Page, LoadFailure>;

    /// Never throws for a bad file: the failure comes from the first next().
    explicit PageReader(std::filesystem::path file, LoadLimits limits = {});
    ~PageReader();
    PageReader(PageReader&&) noexcept;
    PageReader& operator=(PageReader&&) noexcept;

    /// The next page or failure; nullopt after the last.
    std::optional<Result> next();

    /// Makes `page` (from 1) the next one; pages before it are stepped over without being decoded. Before the
    /// first next() only. A file that has fewer pages, or cannot be opened, then simply has no next page.
    void start_at(int page);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// All pages at once; for files known to be small (blanks of templates, tests).
std::vector<PageReader::Result> load_pages(const std::filesystem::path& file, LoadLimits limits = {});

/// Files to read for what the person named: a file stays itself; a folder gives the scans in it (by
/// extension, not recursive, sorted by name, numbers in their order: scan2 before scan10).
std::vector<std::filesystem::path> scan_files(const std::vector<std::filesystem::path>& inputs);

/// SHA-256 of bytes, lower-case hex: the name under which the store keeps a scan.
std::string content_hash(const std::filesystem::path& file);

/// Encodes for evidence, crops and pictures. `dpi` 0 leaves the resolution out.
std::vector<std::uint8_t> encode_png(const Image& image, double dpi = 0);

}  // namespace yorozu::ocr
