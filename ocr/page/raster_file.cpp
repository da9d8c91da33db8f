#include "ocr/page/raster_file.h"

#include <leptonica/allheaders.h>

#include <algorithm>
#include <cstring>

namespace yorozu::ocr {
namespace {

struct PixDeleter {
    void operator()(Pix* pix) const { pixDestroy(&pix); }
};
using PixPointer = std::unique_ptr<Pix, PixDeleter>;

/// Leptonica writes to stderr by itself; our messages are made from its results.
void silence_leptonica() {
    static const bool once = [] {
        setMsgSeverity(L_SEVERITY_NONE);
        leptSetStderrHandler([](const char*) {});
        return true;
    }();
    (void)once;
}

DecodeFailure cut_short() {
    return {"画像が途中で切れているか、壊れています", "もう一度スキャンするか、元のファイルをコピーし直してください"};
}

DecodeFailure too_large(long long width, long long height, const LoadLimits& limits) {
    return {"画像が大きすぎます（" + std::to_string(width) + "×" + std::to_string(height) + " 画素、上限は " +
                std::to_string(limits.max_pixels / 1'000'000) + " 百万画素）",
            "300 dpi 程度でスキャンし直してください"};
}

bool tiff_size(const std::vector<std::uint8_t>& bytes, PictureSize& size) {
    l_int32 width = 0, height = 0, bits = 0, samples = 0, colormap = 0, format = 0, resolution = 0;
    if (readHeaderMemTiff(bytes.data(), bytes.size(), 0, &width, &height, &bits, &samples, &resolution, &colormap, &format) != 0) return false;
    size = {width, height};
    return true;
}

bool read_size(FileKind kind, const std::vector<std::uint8_t>& bytes, PictureSize& size) {
    switch (kind) {
        case FileKind::png: return png_size(bytes, size);
        case FileKind::jpeg: return jpeg_size(bytes, size);
        case FileKind::tiff: return tiff_size(bytes, size);
        default: return false;
    }
}

/// Palettes, 1, 2, 4, 16 bits and transparency become 8 bits of grey or RGB; what was transparent becomes white paper.
PixPointer plain(PixPointer pix) {
    if (pixGetColormap(pix.get())) {
        PixPointer flat(pixRemoveColormap(pix.get(), REMOVE_CMAP_BASED_ON_SRC));
        pix = std::move(flat);
    }
    if (!pix) return nullptr;
    if (pixGetDepth(pix.get()) == 32 && pixGetSpp(pix.get()) == 4)
        return PixPointer(pixAlphaBlendUniform(pix.get(), 0xffffff00));
    if (pixGetDepth(pix.get()) == 32 || pixGetDepth(pix.get()) == 8) return pix;
    return PixPointer(pixConvertTo8(pix.get(), 0));
}

void copy_grey(const Pix* pix, Image& image) {
    const auto words = static_cast<std::size_t>(pixGetWpl(pix));
    const l_uint32* data = pixGetData(const_cast<Pix*>(pix));
    std::vector<std::uint8_t> row(words * 4);
    for (int y = 0; y < image.height; ++y) {
        const l_uint32* line = data + words * y;
        for (std::size_t i = 0; i < words; ++i) {
            const l_uint32 four = line[i];
            row[4 * i] = four >> 24;
            row[4 * i + 1] = four >> 16;
            row[4 * i + 2] = four >> 8;
            row[4 * i + 3] = four;
        }
        std::memcpy(image.pixels.data() + image.row_bytes() * y, row.data(), image.row_bytes());
    }
}

void copy_colour(const Pix* pix, Image& image) {
    const auto words = static_cast<std::size_t>(pixGetWpl(pix));
    const l_uint32* data = pixGetData(const_cast<Pix*>(pix));
    for (int y = 0; y < image.height; ++y) {
        const l_uint32* line = data + words * y;
        std::uint8_t* out = image.pixels.data() + image.row_bytes() * y;
        for (int x = 0; x < image.width; ++x, out += 3) {
            out[0] = line[x] >> L_RED_SHIFT;
            out[1] = line[x] >> L_GREEN_SHIFT;
            out[2] = line[x] >> L_BLUE_SHIFT;
        }
    }
}

}  // namespace

FileKind file_kind(const std::vector<std::uint8_t>& head) {
    const auto starts = [&](std::initializer_list<int> magic, std::size_t at = 0) {
        if (head.size() < at + magic.size()) return false;
        return std::equal(magic.begin(), magic.end(), head.begin() + static_cast<std::ptrdiff_t>(at),
                          [](int wanted, std::uint8_t there) { return wanted == there; });
    };
    if (starts({0x89, 'P', 'N', 'G', 0x0d, 0x0a, 0x1a, 0x0a})) return FileKind::png;
    if (starts({0xff, 0xd8, 0xff})) return FileKind::jpeg;
    if (starts({'I', 'I', 42, 0}) || starts({'M', 'M', 0, 42}) || starts({'I', 'I', 43, 0}) || starts({'M', 'M', 0, 43}))
        return FileKind::tiff;
    // The PDF mark may stand anywhere in the first kilobyte.
    static const std::string mark = "%PDF-";
    const auto end = head.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(head.size(), 1024));
    if (std::search(head.begin(), end, mark.begin(), mark.end()) != end) return FileKind::pdf;
    return FileKind::unknown;
}

namespace {

bool decode_tiff(const std::vector<std::uint8_t>& bytes, Decoded& decoded) {
    PixPointer pix(pixReadMemTiff(bytes.data(), bytes.size(), 0));
    if (!pix) return false;
    decoded.dpi = sensible_dpi(pixGetXRes(pix.get()));
    decoded.dpi_down = sensible_dpi(pixGetYRes(pix.get()));
    pix = plain(std::move(pix));
    if (!pix) return false;
    decoded.image.width = pixGetWidth(pix.get());
    decoded.image.height = pixGetHeight(pix.get());
    decoded.image.channels = pixGetDepth(pix.get()) == 32 ? 3 : 1;
    decoded.image.pixels.resize(decoded.image.row_bytes() * static_cast<std::size_t>(decoded.image.height));
    if (decoded.image.channels == 3)
        copy_colour(pix.get(), decoded.image);
    else
        copy_grey(pix.get(), decoded.image);
    return true;
}

}  // namespace

DecodeResult decode_raster(FileKind kind, const std::vector<std::uint8_t>& bytes, const LoadLimits& limits) {
    silence_leptonica();
    PictureSize size;
    if (!read_size(kind, bytes, size) || size.width <= 0 || size.height <= 0) return cut_short();
    if (size.width > limits.max_pixels / size.height) return too_large(size.width, size.height, limits);
    Decoded decoded;
    const bool whole = kind == FileKind::png ? decode_png(bytes, decoded) : kind == FileKind::jpeg ? decode_jpeg(bytes, decoded) : decode_tiff(bytes, decoded);
    if (!whole) return cut_short();
    if (decoded.dpi_down == 0) decoded.dpi_down = decoded.dpi;
    return decoded;
}

std::vector<std::uint8_t> encode_png(const Image& image, double dpi) {
    silence_leptonica();
    if (image.empty()) return {};
    PixPointer pix(pixCreate(image.width, image.height, image.channels == 3 ? 32 : 8));
    if (!pix) throw std::bad_alloc();
    const auto words = static_cast<std::size_t>(pixGetWpl(pix.get()));
    l_uint32* data = pixGetData(pix.get());
    for (int y = 0; y < image.height; ++y) {
        const std::uint8_t* in = image.pixels.data() + image.row_bytes() * static_cast<std::size_t>(y);
        l_uint32* line = data + words * static_cast<std::size_t>(y);
        for (int x = 0; x < image.width; ++x) {
            if (image.channels == 3)
                line[x] = static_cast<l_uint32>(in[3 * x]) << L_RED_SHIFT | static_cast<l_uint32>(in[3 * x + 1]) << L_GREEN_SHIFT |
                          static_cast<l_uint32>(in[3 * x + 2]) << L_BLUE_SHIFT;
            else
                line[x / 4] |= static_cast<l_uint32>(in[x]) << (24 - 8 * (x % 4));
        }
    }
    if (dpi > 0) pixSetResolution(pix.get(), static_cast<l_int32>(dpi + 0.5), static_cast<l_int32>(dpi + 0.5));
    pixSetZlibCompression(pix.get(), 3);
    l_uint8* bytes = nullptr;
    std::size_t size = 0;
    if (pixWriteMemPng(&bytes, &size, pix.get(), 0.0f) != 0 || !bytes) throw std::bad_alloc();
    std::vector<std::uint8_t> png(bytes, bytes + size);
    lept_free(bytes);
    return png;
}

}  // namespace yorozu::ocr
