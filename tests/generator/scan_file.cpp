#include "tests/generator/scan_file.h"

#include <cairo-pdf.h>
#include <leptonica/allheaders.h>

#include <cmath>
#include <memory>
#include <stdexcept>

namespace yorozu::generator {
namespace {

struct PixFree {
    void operator()(Pix* pix) const { pixDestroy(&pix); }
};
using PixPtr = std::unique_ptr<Pix, PixFree>;

PixPtr to_pix(const FilledPage& page) {
    const ocr::Image& image = page.image;
    const int depth = page.one_bit ? 1 : image.channels == 3 ? 32 : 8;
    PixPtr pix(pixCreate(image.width, image.height, depth));
    if (!pix) throw std::runtime_error("no memory for a page");
    l_uint32* data = pixGetData(pix.get());
    const int words = pixGetWpl(pix.get());
    for (int y = 0; y < image.height; ++y) {
        l_uint32* line = data + static_cast<std::size_t>(y) * words;
        const std::uint8_t* row = &image.pixels[image.row_bytes() * static_cast<std::size_t>(y)];
        for (int x = 0; x < image.width; ++x) {
            if (depth == 1) {
                if (row[x * image.channels] < 128) SET_DATA_BIT(line, x);
            } else if (depth == 8) {
                SET_DATA_BYTE(line, x, row[x]);
            } else {
                composeRGBPixel(row[3 * x], row[3 * x + 1], row[3 * x + 2], line + x);
            }
        }
    }
    const int dpi = static_cast<int>(std::lround(page.dpi));
    pixSetResolution(pix.get(), dpi, dpi);
    return pix;
}

void write_pdf(const std::filesystem::path& file, const std::vector<FilledPage>& pages) {
    cairo_surface_t* surface = cairo_pdf_surface_create(file.c_str(), 595, 842);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "2026-01-05T09:00:00+09:00");
    cairo_t* cr = cairo_create(surface);
    for (const auto& page : pages) {
        const double to_points = 72.0 / page.dpi;
        cairo_pdf_surface_set_size(surface, page.image.width * to_points, page.image.height * to_points);
        cairo_surface_t* picture =
            cairo_image_surface_create(CAIRO_FORMAT_RGB24, page.image.width, page.image.height);
        unsigned char* data = cairo_image_surface_get_data(picture);
        const int stride = cairo_image_surface_get_stride(picture);
        for (int y = 0; y < page.image.height; ++y)
            for (int x = 0; x < page.image.width; ++x) {
                const std::uint8_t* from =
                    &page.image.pixels[page.image.row_bytes() * static_cast<std::size_t>(y) +
                                       static_cast<std::size_t>(x) * page.image.channels];
                unsigned char* to = data + static_cast<std::size_t>(y) * stride + 4 * x;
                to[2] = from[0];
                to[1] = from[page.image.channels == 3 ? 1 : 0];
                to[0] = from[page.image.channels == 3 ? 2 : 0];
            }
        cairo_surface_mark_dirty(picture);
        // Office scanners put a JPEG on the page; cairo embeds it as it is.
        PixPtr pix = to_pix(page);
        l_uint8* jpeg = nullptr;
        std::size_t size = 0;
        if (!page.one_bit && pixWriteMemJpeg(&jpeg, &size, pix.get(), 60, 0) == 0) {
            cairo_surface_set_mime_data(
                picture, CAIRO_MIME_TYPE_JPEG, jpeg, size, [](void* bytes) { lept_free(bytes); }, jpeg);
        }
        cairo_save(cr);
        cairo_scale(cr, to_points, to_points);
        cairo_set_source_surface(cr, picture, 0, 0);
        cairo_paint(cr);
        cairo_restore(cr);
        cairo_show_page(cr);
        cairo_surface_destroy(picture);
    }
    cairo_destroy(cr);
    cairo_surface_finish(surface);
    const bool good = cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS;
    cairo_surface_destroy(surface);
    if (!good) throw std::runtime_error("cannot write " + file.string());
}

}  // namespace

void write_scan(const std::filesystem::path& file, ScanKind kind, const std::vector<FilledPage>& pages,
                int jpeg_quality) {
    setMsgSeverity(L_SEVERITY_NONE);  // a failure is thrown below, in our words
    if (pages.empty()) throw std::runtime_error("no page to write into " + file.string());
    if (kind == ScanKind::pdf) return write_pdf(file, pages);
    int failed = 0;
    if (kind == ScanKind::tiff) {
        for (std::size_t n = 0; n < pages.size(); ++n)
            failed |= pixWriteTiff(file.c_str(), to_pix(pages[n]).get(),
                                   pages[n].one_bit ? IFF_TIFF_G4 : IFF_TIFF_LZW, n == 0 ? "w" : "a");
    } else {
        const PixPtr pix = to_pix(pages.front());
        failed = kind == ScanKind::png ? pixWrite(file.c_str(), pix.get(), IFF_PNG)
                                       : pixWriteJpeg(file.c_str(), pix.get(), jpeg_quality, 0);
    }
    if (failed != 0) throw std::runtime_error("cannot write " + file.string());
}

ocr::Image through_jpeg(const ocr::Image& image, int quality) {
    const PixPtr pix = to_pix({image, 0, false});
    l_uint8* bytes = nullptr;
    std::size_t size = 0;
    if (pixWriteMemJpeg(&bytes, &size, pix.get(), quality, 0) != 0)
        throw std::runtime_error("no memory for a JPEG");
    const PixPtr back(pixReadMemJpeg(bytes, size, 0, 1, nullptr, 0));
    lept_free(bytes);
    if (!back) throw std::runtime_error("a JPEG that was just written cannot be read");
    ocr::Image result = image;
    for (int y = 0; y < result.height; ++y) {
        const l_uint32* line = pixGetData(back.get()) + static_cast<std::size_t>(y) * pixGetWpl(back.get());
        std::uint8_t* row = &result.pixels[result.row_bytes() * static_cast<std::size_t>(y)];
        for (int x = 0; x < result.width; ++x) {
            if (result.channels == 1) {
                row[x] = static_cast<std::uint8_t>(GET_DATA_BYTE(line, x));
            } else {
                l_int32 red, green, blue;
                extractRGBValues(line[x], &red, &green, &blue);
                row[3 * x] = static_cast<std::uint8_t>(red);
                row[3 * x + 1] = static_cast<std::uint8_t>(green);
                row[3 * x + 2] = static_cast<std::uint8_t>(blue);
            }
        }
    }
    return result;
}

}  // namespace yorozu::generator
