#include "tests/bench/tray.h"

#include <unistd.h>

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
        request.damages = {generator::Damage::skew};
        const auto form = generator::make_filled_form(request);
        const auto& page = form.pages.front();
        pages.push_back({"postcard-" + std::to_string(seed) + ".png", 1, page.image, page.dpi});
    }
    return pages;
}

std::vector<std::string> as_files(const std::vector<ocr::Page>& pages) {
    struct Folder {
        fs::path path = fs::temp_directory_path() / ("yorozu-bench-" + std::to_string(getpid()));
        Folder() { fs::create_directories(path); }
        ~Folder() { fs::remove_all(path); }
    };
    static const Folder folder;
    std::vector<std::string> names;
    for (const auto& page : pages) {
        const fs::path file = folder.path / page.source;
        if (!fs::exists(file)) {
            const auto png = ocr::encode_png(page.image, page.dpi);
            std::ofstream(file, std::ios::binary).write(reinterpret_cast<const char*>(png.data()), png.size());
        }
        names.push_back(file.string());
    }
    return names;
}

}  // namespace yorozu::bench
