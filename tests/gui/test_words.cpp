// The catalogue of English words is whole: checked with gettext's own tools on the sources.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "tests/gui/screen.h"

namespace {

namespace fs = std::filesystem;
const fs::path gui = fs::path(YOROZU_SOURCE_DIR) / "workbench/gui";

/// Words of the sources that the catalogue does not have, one a line.
std::string missing_words(const fs::path& folder) {
    std::vector<std::string> command{"xgettext", "--from-code=UTF-8", "-L", "C++", "--keyword=tr", "--keyword=word", "-o", (folder / "words.pot").string()};
    for (const auto& entry : fs::recursive_directory_iterator(gui))
        if (entry.path().extension() == ".cpp" || entry.path().extension() == ".h") command.push_back(entry.path().string());
    output_of(command);
    return output_of({"sh", "-c", "msgcmp \"$0\" \"$1\" 2>&1", (gui / "po/en.po").string(), (folder / "words.pot").string()});
}

}  // namespace

TEST_CASE("Every word of the window is there in English") {
    const Home home;
    const std::string missing = missing_words(home.folder);
    INFO(missing);
    CHECK(missing.empty());
    REQUIRE(fs::exists(home.folder / "words.pot"));
    CHECK(fs::file_size(home.folder / "words.pot") > 10'000);
}
