#include "tests/bench/tray.h"

#include <unistd.h>
#include <zlib.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <stdexcept>

#include "tests/generator/generator.h"

namespace yorozu::bench {
namespace fs = std::filesystem;

const Desk& desk() {
    static const fs::path samples = fs::path(YOROZU_SOURCE_DIR) / "samples";
    static const std::vector<ocr::FormTemplate> forms = ocr::load_templates({samples / "forms"}).forms;
    static const Desk desk{forms, ocr::FormIndex(forms), ocr::load_lexicons(samples / "lexicons")};
    if (forms.empty()) throw std::runtime_error("no sample templates");
    return desk;
}

const std::vector<ocr::Page>& postcards(int count) {
    static std::map<int, std::vector<ocr::Page>> made;
    auto& pages = made[count];
    for (int seed = static_cast<int>(pages.size()) + 1; seed <= count; ++seed) {
        generator::FillRequest request;
        request.seed = 90'000 + static_cast<std::uint64_t>(seed);
        request.damages = generator::usual_damages(request.seed);
        const auto form = generator::make_filled_form(request);
        const auto& page = form.pages.front();
        pages.push_back({"postcard-" + std::to_string(seed) + ".png", 1, page.image, page.dpi});
    }
    return pages;
}

namespace {

const fs::path& folder() {
    struct Folder {
        fs::path path = fs::temp_directory_path() / ("yorozu-bench-" + std::to_string(getpid()));
        Folder() { fs::create_directories(path); }
        ~Folder() { fs::remove_all(path); }
    };
    static const Folder made;
    return made.path;
}

void write(const fs::path& file, const std::vector<std::uint8_t>& bytes) {
    std::ofstream(file, std::ios::binary).write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

void append(std::vector<std::uint8_t>& bytes, std::uint32_t number) {
    for (int shift = 24; shift >= 0; shift -= 8) bytes.push_back(static_cast<std::uint8_t>(number >> shift));
}

/// The PNG with a tEXt chunk before its IEND: other bytes, the same picture.
std::vector<std::uint8_t> numbered(std::vector<std::uint8_t> png, int number) {
    const std::string text = std::string("tEXtComment") + '\0' + std::to_string(number);
    const std::vector<std::uint8_t> end(png.end() - 12, png.end());
    png.resize(png.size() - 12);
    append(png, static_cast<std::uint32_t>(text.size() - 4));
    png.insert(png.end(), text.begin(), text.end());
    append(png, static_cast<std::uint32_t>(crc32(0, reinterpret_cast<const Bytef*>(text.data()), static_cast<uInt>(text.size()))));
    png.insert(png.end(), end.begin(), end.end());
    return png;
}

}  // namespace

std::vector<std::string> as_files(const std::vector<ocr::Page>& pages) {
    std::vector<std::string> names;
    for (const auto& page : pages) {
        const fs::path file = folder() / page.source;
        if (!fs::exists(file)) write(file, ocr::encode_png(page.image, page.dpi));
        names.push_back(file.string());
    }
    return names;
}

fs::path tray_of(int count) {
    constexpr int different = 60;
    const fs::path tray = folder() / ("tray-" + std::to_string(count));
    if (fs::exists(tray)) return tray;
    fs::create_directories(tray);
    std::vector<std::vector<std::uint8_t>> pictures;
    for (const auto& page : postcards(different)) pictures.push_back(ocr::encode_png(page.image, page.dpi));
    for (int i = 0; i < count; ++i)
        write(tray / ("scan" + std::to_string(i + 1) + ".png"), numbered(pictures[static_cast<std::size_t>(i % different)], i + 1));
    return tray;
}

}  // namespace yorozu::bench
