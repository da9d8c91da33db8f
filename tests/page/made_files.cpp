#include "made_files.h"

#include <leptonica/allheaders.h>
#include <unistd.h>

#include <fstream>
#include <stdexcept>

namespace yorozu::test {
namespace fs = std::filesystem;

Folder::Folder() {
    std::string name = (fs::temp_directory_path() / "yorozu-test-page-XXXXXX").string();
    if (!mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
    path_ = name;
}
Folder::~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}
fs::path Folder::put(const std::string& name, const Bytes& bytes) const {
    std::ofstream(path_ / name, std::ios::binary).write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    return path_ / name;
}
fs::path Folder::put(const std::string& name, const std::string& text) const { return put(name, Bytes(text.begin(), text.end())); }

namespace {

Bytes taken(l_uint8* data, std::size_t size) {
    Bytes bytes(data, data + size);
    lept_free(data);
    return bytes;
}

Pix* drawn(int width, int height, int depth, int dpi, std::uint32_t seed) {
    Pix* pix = pixCreate(width, height, depth);
    pixSetResolution(pix, dpi, dpi);
    if (depth > 1) pixSetAllArbitrary(pix, depth == 32 ? 0xf0f0f000u : 250u);
    std::uint32_t state = seed;
    for (int i = 0; i < 40; ++i) {
        state = state * 1664525 + 1013904223;
        const int x = static_cast<int>(state >> 8) % width, y = static_cast<int>(state >> 16) % height;
        for (int k = 0; k < width / 4; ++k) {
            const int px = (x + k) % width;
            for (int row = y; row < std::min(y + 3, height); ++row)
                pixSetPixel(pix, px, row, depth == 1 ? 1 : depth == 8 ? 20 : 0x20407000);
        }
    }
    return pix;
}

Bytes png_of(Pix* pix) {
    l_uint8* data = nullptr;
    std::size_t size = 0;
    pixWriteMemPng(&data, &size, pix, 0);
    pixDestroy(&pix);
    return taken(data, size);
}

}  // namespace

Bytes picture(Kind kind, int width, int height, int depth, int dpi, std::uint32_t seed) {
    Pix* pix = drawn(width, height, depth, dpi, seed);
    if (kind == Kind::png) return png_of(pix);
    l_uint8* data = nullptr;
    std::size_t size = 0;
    if (kind == Kind::jpeg)
        pixWriteMemJpeg(&data, &size, pix, 85, 0);
    else
        pixWriteMemTiff(&data, &size, pix, kind == Kind::tiff_g4 ? IFF_TIFF_G4 : IFF_TIFF_LZW);
    pixDestroy(&pix);
    return taken(data, size);
}

Bytes palette_png(int width, int height) {
    Pix* pix = pixCreate(width, height, 8);
    PixColormap* map = pixcmapCreate(8);
    l_int32 index = 0;
    pixcmapAddNewColor(map, 250, 240, 200, &index);
    pixcmapAddNewColor(map, 200, 30, 40, &index);
    pixSetColormap(pix, map);
    for (int x = 0; x < width; ++x) pixSetPixel(pix, x, height / 2, 1);
    return png_of(pix);
}

Bytes png_16bit(int width, int height) {
    Pix* pix = pixCreate(width, height, 16);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) pixSetPixel(pix, x, y, x < width / 2 ? 0xffff : 0x1000);
    return png_of(pix);
}

Bytes png_with_alpha(int width, int height) {
    Pix* pix = pixCreate(width, height, 32);
    pixSetSpp(pix, 4);
    // Black everywhere, but seen only in the left half.
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) pixSetPixel(pix, x, y, x < width / 2 ? 0x000000ff : 0x00000000);
    return png_of(pix);
}

namespace {

void big_endian(Bytes& bytes, std::uint32_t value) {
    for (int shift = 24; shift >= 0; shift -= 8) bytes.push_back(static_cast<std::uint8_t>(value >> shift));
}

std::uint32_t crc(const Bytes& bytes, std::size_t from) {
    std::uint32_t value = 0xffffffff;
    for (std::size_t i = from; i < bytes.size(); ++i) {
        value ^= bytes[i];
        for (int k = 0; k < 8; ++k) value = value >> 1 ^ (value & 1 ? 0xedb88320 : 0);
    }
    return ~value;
}

std::uint32_t number(const Bytes& tiff, std::size_t at, int width) {
    std::uint32_t value = 0;
    for (int i = width; i-- > 0;) value = value << 8 | tiff.at(at + static_cast<std::size_t>(i));
    return value;
}

void set_number(Bytes& tiff, std::size_t at, std::uint32_t value) {
    for (std::size_t i = 0; i < 4; ++i) tiff.at(at + i) = static_cast<std::uint8_t>(value >> (8 * i));
}

}  // namespace

Bytes png_header_only(std::uint32_t width, std::uint32_t height) {
    Bytes png{0x89, 'P', 'N', 'G', 0x0d, 0x0a, 0x1a, 0x0a};
    big_endian(png, 13);
    const std::size_t start = png.size();
    for (const char c : {'I', 'H', 'D', 'R'}) png.push_back(static_cast<std::uint8_t>(c));
    big_endian(png, width);
    big_endian(png, height);
    for (const int v : {8, 0, 0, 0, 0}) png.push_back(static_cast<std::uint8_t>(v));
    big_endian(png, crc(png, start));
    // The pixels' chunk is promised and missing.
    big_endian(png, 1'000'000);
    for (const char c : {'I', 'D', 'A', 'T', 'x'}) png.push_back(static_cast<std::uint8_t>(c));
    return png;
}

std::vector<std::size_t> directories(const Bytes& tiff) {
    std::vector<std::size_t> found;
    for (std::uint32_t at = number(tiff, 4, 4); at != 0;) {
        found.push_back(at);
        at = number(tiff, at + 2 + number(tiff, at, 2) * 12, 4);
    }
    return found;
}

Bytes joined_tiff(const std::vector<Bytes>& pages) {
    // Each part is appended whole; its directory's offsets move by where the part begins.
    Bytes all = pages.at(0);
    std::size_t link = 0;
    const auto end_link = [](const Bytes& bytes, std::size_t directory) { return directory + 2 + number(bytes, directory, 2) * 12; };
    link = end_link(all, number(all, 4, 4));
    for (std::size_t i = 1; i < pages.size(); ++i) {
        while (all.size() % 4) all.push_back(0);
        const auto base = static_cast<std::uint32_t>(all.size());
        const auto directory = base + number(pages[i], 4, 4);
        all.insert(all.end(), pages[i].begin(), pages[i].end());
        const std::uint32_t entries = number(all, directory, 2);
        for (std::uint32_t k = 0; k < entries; ++k) {
            const std::size_t entry = directory + 2 + k * 12;
            const std::uint32_t tag = number(all, entry, 2), type = number(all, entry + 2, 2), count = number(all, entry + 4, 4);
            const std::uint32_t width = type == 3 ? 2 : type == 4 ? 4 : type == 5 ? 8 : 1;
            const bool is_offset = width * count > 4 || tag == 273;
            if (is_offset) set_number(all, entry + 8, number(all, entry + 8, 4) + base);
            if (tag == 273 && count > 1) {
                const std::size_t list = number(all, entry + 8, 4);
                for (std::uint32_t n = 0; n < count; ++n) set_number(all, list + 4 * n, number(all, list + 4 * n, 4) + base);
            }
        }
        set_number(all, link, directory);
        link = end_link(all, directory);
    }
    return all;
}

namespace {

std::string pdf_of(const std::vector<std::string>& objects, const std::string& trailer) {
    std::string text = "%PDF-1.4\n";
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < objects.size(); ++i) {
        places.push_back(text.size());
        text += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
    }
    const std::size_t table = text.size();
    text += "xref\n0 " + std::to_string(objects.size() + 1) + "\n0000000000 65535 f \n";
    for (const std::size_t place : places) {
        std::string digits = std::to_string(place);
        text += std::string(10 - digits.size(), '0') + digits + " 00000 n \n";
    }
    return text + "trailer\n<< /Size " + std::to_string(objects.size() + 1) + " /Root 1 0 R " + trailer + ">>\nstartxref\n" + std::to_string(table) + "\n%%EOF\n";
}

std::vector<std::string> pdf_objects(int pages, double width_pt, double height_pt) {
    const std::string bar = "0 0 0 rg 20 20 100 30 re f";
    std::string kids;
    std::vector<std::string> objects{"<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Length " + std::to_string(bar.size()) + " >>\nstream\n" + bar + "\nendstream"};
    for (int i = 0; i < pages; ++i) {
        kids += std::to_string(objects.size() + 1) + " 0 R ";
        objects.push_back("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 " + std::to_string(width_pt) + " " + std::to_string(height_pt) + "] /Contents 3 0 R >>");
    }
    objects[1] = "<< /Type /Pages /Kids [" + kids + "] /Count " + std::to_string(pages) + " >>";
    return objects;
}

}  // namespace

std::string pdf(int pages, double width_pt, double height_pt) { return pdf_of(pdf_objects(pages, width_pt, height_pt), ""); }

std::string pdf_with_password() {
    // No password opens this: owner and user entries are not derived from any.
    const std::string entry = "<" + std::string(64, 'a') + ">";
    return pdf_of(pdf_objects(1, 283, 419), "/Encrypt << /Filter /Standard /V 1 /R 2 /O " + entry + " /U " + entry + " /P -4 >> /ID [<" + std::string(32, '1') + "><" +
                                                std::string(32, '1') + ">] ");
}

}  // namespace yorozu::test
