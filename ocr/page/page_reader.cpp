#include <algorithm>
#include <fstream>
#include <system_error>

#include "ocr/page/pdf_pages.h"
#include "ocr/page/raster_file.h"

namespace yorozu::ocr {
namespace fs = std::filesystem;

struct PageReader::Impl {
    fs::path file;
    LoadLimits limits;
    std::string source;
    bool opened = false;
    bool finished = false;
    FileKind kind = FileKind::unknown;
    std::vector<std::uint8_t> bytes;
    TiffDirectories tiff;
    PdfOutline pdf;
    int next_page = 1;

    LoadFailure failure(int page, std::string what, std::string mend) const {
        return {source, page, std::move(what), std::move(mend)};
    }
    std::optional<LoadFailure> open();
    std::optional<LoadFailure> read_bytes();
    std::optional<Result> next();
    Result as_result(int page, DecodeResult decoded) const;
};

std::optional<LoadFailure> PageReader::Impl::read_bytes() {
    std::error_code error;
    const auto status = fs::status(file, error);
    if (!fs::exists(status)) return failure(0, "ファイルがありません", "ファイル名と場所を確かめてください");
    if (fs::is_directory(status)) return failure(0, "フォルダーは画像として読めません", "フォルダーの中の画像を指定してください");
    if (!fs::is_regular_file(status)) return failure(0, "ふつうのファイルではありません", "画像ファイルを指定してください");
    const auto size = fs::file_size(file, error);
    if (error) return failure(0, "ファイルを開けません", "読み取りの権限を確かめてください");
    if (size == 0) return failure(0, "ファイルが空です（0 バイト）", "もう一度スキャンするか、元のファイルをコピーし直してください");
    if (size > limits.max_file_bytes)
        return failure(0, "ファイルが大きすぎます（" + std::to_string(size >> 20) + " MiB、上限は " +
                              std::to_string(limits.max_file_bytes >> 20) + " MiB）",
                       "ファイルを分けてから読み込んでください");
    std::ifstream in(file, std::ios::binary);
    if (!in) return failure(0, "ファイルを開けません", "読み取りの権限を確かめてください");
    bytes.resize(std::min<std::size_t>(size, 1024));
    in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    kind = file_kind(bytes);
    if (kind == FileKind::pdf || kind == FileKind::unknown) return std::nullopt;
    const std::size_t head = bytes.size();
    bytes.resize(size);
    in.read(reinterpret_cast<char*>(bytes.data() + head), static_cast<std::streamsize>(size - head));
    if (static_cast<std::size_t>(in.gcount()) != size - head)
        return failure(0, "ファイルを最後まで読めません", "ディスクやネットワークの接続を確かめてください");
    return std::nullopt;
}

std::optional<LoadFailure> PageReader::Impl::open() {
    if (auto fault = read_bytes()) return fault;
    const std::string again = "もう一度スキャンするか、元のファイルをコピーし直してください";
    if (kind == FileKind::unknown)
        return failure(0, "PNG・JPEG・TIFF・PDF のどれでもありません（名前ではなく中身で判断しています）",
                       "スキャンした画像ファイルを指定してください");
    if (kind == FileKind::tiff) {
        tiff = tiff_directories(bytes, limits.max_pages);
        if (tiff.too_many)
            return failure(0, "TIFF のページが多すぎます（上限は " + std::to_string(limits.max_pages) + " ページ）",
                           "ファイルを分けてから読み込んでください");
        if (tiff.offsets.empty()) return failure(0, "TIFF が壊れています", again);
    }
    if (kind == FileKind::pdf) {
        pdf = pdf_outline(file, limits);
        if (!pdf.failure.what.empty()) return failure(0, pdf.failure.what, pdf.failure.mend);
    }
    return std::nullopt;
}

PageReader::Result PageReader::Impl::as_result(int page, DecodeResult decoded) const {
    if (auto* fault = std::get_if<DecodeFailure>(&decoded)) return failure(page, fault->what, fault->mend);
    auto& picture = std::get<Decoded>(decoded);
    Page loaded;
    loaded.source = source;
    loaded.number = page;
    loaded.image = std::move(picture.image);
    loaded.dpi = picture.dpi;
    loaded.dpi_down = picture.dpi_down;
    return loaded;
}

std::optional<PageReader::Result> PageReader::Impl::next() {
    if (finished) return std::nullopt;
    if (!opened) {
        opened = true;
        if (auto fault = open()) {
            finished = true;
            if (next_page > 1) return std::nullopt;
            return *fault;
        }
        if (next_page > 1 && kind != FileKind::tiff && kind != FileKind::pdf) finished = true;
        if (kind == FileKind::tiff && next_page > static_cast<int>(tiff.offsets.size()) + 1) finished = true;
        if (finished) return std::nullopt;
    }
    const int page = next_page++;
    const auto at = static_cast<std::size_t>(page) - 1;
    if (kind == FileKind::tiff) {
        if (at < tiff.offsets.size()) {
            point_tiff_at(bytes, tiff.offsets[at]);
            return as_result(page, decode_raster(kind, bytes, limits));
        }
        finished = true;
        if (!tiff.broken) return std::nullopt;
        return failure(page, "TIFF がこのページから先で壊れています", "もう一度スキャンするか、元のファイルをコピーし直してください");
    }
    if (kind == FileKind::pdf) {
        if (at < pdf.pages.size()) return as_result(page, pdf_page(file, page, pdf.pages[at], limits));
        finished = true;
        return std::nullopt;
    }
    finished = true;
    return as_result(page, decode_raster(kind, bytes, limits));
}

PageReader::PageReader(fs::path file, LoadLimits limits) : impl_(std::make_unique<Impl>()) {
    impl_->source = file.filename().string();
    impl_->file = std::move(file);
    impl_->limits = limits;
}
PageReader::~PageReader() = default;
PageReader::PageReader(PageReader&&) noexcept = default;
PageReader& PageReader::operator=(PageReader&&) noexcept = default;

std::optional<PageReader::Result> PageReader::next() { return impl_->next(); }

void PageReader::start_at(int page) { impl_->next_page = std::max(page, 1); }

std::vector<PageReader::Result> load_pages(const fs::path& file, LoadLimits limits) {
    std::vector<PageReader::Result> results;
    PageReader reader(file, limits);
    while (auto result = reader.next()) results.push_back(std::move(*result));
    return results;
}

}  // namespace yorozu::ocr
