#include <catch2/catch.hpp>
#include <cstdlib>
#include <functional>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "tests/recognise/glyph_sheet.h"

using namespace yorozu;
using namespace yorozu::test;
namespace fs = std::filesystem;

namespace {

/// A model folder of its own, with the shipped digits in it, to be spoiled.
struct Folder {
    fs::path path = fs::temp_directory_path() / ("yorozu-models-" + std::to_string(getpid()));
    Folder() {
        fs::remove_all(path);
        fs::create_directories(path);
        for (const char* name : {"digits.onnx", "digits.recogniser.json"})
            fs::copy_file(fs::path(YOROZU_SOURCE_DIR) / "ocr/models" / name, path / name);
    }
    ~Folder() { fs::remove_all(path); }
    void change(const std::function<void(nlohmann::json&)>& how) const {
        nlohmann::json root;
        std::ifstream(path / "digits.recogniser.json") >> root;
        how(root);
        std::ofstream(path / "digits.recogniser.json") << root;
    }
};

}  // namespace

TEST_CASE("a missing or empty model folder is told by its name, with the mend") {
    CHECK_THROWS_WITH(ocr::Recogniser("/nowhere/models"), Catch::Contains("/nowhere/models") && Catch::Contains("YOROZU_MODELS"));
    Folder folder;
    fs::remove(folder.path / "digits.recogniser.json");
    CHECK_THROWS_WITH(ocr::Recogniser(folder.path), Catch::Contains("認識モデルがありません"));
}

TEST_CASE("a missing, truncated or foreign network is told by its file") {
    Folder folder;
    const fs::path network = folder.path / "digits.onnx";
    SECTION("truncated") { fs::resize_file(network, fs::file_size(network) / 2); }
    SECTION("empty") { fs::resize_file(network, 0); }
    SECTION("a text") { std::ofstream(network) << "this is no network\n"; }
    SECTION("gone") { fs::remove(network); }
    CHECK_THROWS_WITH(ocr::Recogniser(folder.path), Catch::Contains("digits.onnx"));
}

TEST_CASE("a wrong recogniser file is told by file and place") {
    Folder folder;
    auto refused = [&](const char* place) {
        CHECK_THROWS_WITH(ocr::Recogniser(folder.path), Catch::Contains("digits.recogniser.json") && Catch::Contains(place));
    };
    SECTION("no JSON") { std::ofstream(folder.path / "digits.recogniser.json") << "{ \"classes\": ", refused("バイト目"); }
    SECTION("unknown key") { folder.change([](auto& j) { j["temprature"] = 1; }), refused("temprature"); }
    SECTION("other format") { folder.change([](auto& j) { j["formatVersion"] = 2; }), refused("formatVersion"); }
    SECTION("unknown set") { folder.change([](auto& j) { j["sets"]["letters"] = "0"; }), refused("sets.letters"); }
    SECTION("character that is no class") { folder.change([](auto& j) { j["sets"]["digits"] = "01Z"; }), refused("「Z」"); }
    SECTION("temperature") { folder.change([](auto& j) { j["temperature"] = -1; }), refused("temperature"); }
    SECTION("second look") { folder.change([](auto& j) { j["secondLook"] = 1.5; }), refused("secondLook"); }
    SECTION("size") { folder.change([](auto& j) { j["size"] = 100000; }), refused("size"); }
    SECTION("wrong type") { folder.change([](auto& j) { j["sets"] = 5; }), refused("sets"); }
}

TEST_CASE("a network whose outputs do not fit the classes is refused") {
    Folder folder;
    folder.change([](auto& j) { j["reject"] = false; });
    CHECK_THROWS_WITH(ocr::Recogniser(folder.path), Catch::Contains("digits.onnx") && Catch::Contains("classes"));
}

TEST_CASE("two recognisers for one character set are refused, naming both") {
    Folder folder;
    fs::copy_file(folder.path / "digits.recogniser.json", folder.path / "other.recogniser.json");
    CHECK_THROWS_WITH(ocr::Recogniser(folder.path), Catch::Contains("digits.recogniser.json") && Catch::Contains("other.recogniser.json"));
}

TEST_CASE("a recogniser file may allow fewer characters: the others count as rejected") {
    Folder folder;
    folder.change([](auto& j) { j["sets"]["digits"] = "01"; });
    ocr::Recogniser two(folder.path);
    const std::vector<ocr::Glyph> glyphs = sheet(own_folder() / "own-digits.pbm", 48);
    const auto readings = two.read(ocr::CharacterSet::digits, glyphs);
    int rejected = 0;
    for (int i = 24 * 2; i < 240; ++i) rejected += readings[i].reject > 0.5;
    CHECK(rejected > 180);
    for (const auto& reading : readings)
        for (const auto& guess : reading.guesses) CHECK((guess.text == "0" || guess.text == "1"));
}

TEST_CASE("a glyph that the first look left in doubt is read again, a sure one stands") {
    Folder folder;
    const std::vector<ocr::Glyph> glyphs = sheet(own_folder() / "own-digits.pbm", 48);
    const auto twice = ocr::Recogniser(folder.path).read(ocr::CharacterSet::digits, glyphs);
    folder.change([](auto& j) { j.erase("secondLook"); });
    const auto once = ocr::Recogniser(folder.path).read(ocr::CharacterSet::digits, glyphs);
    int doubtful = 0, changed = 0;
    for (std::size_t i = 0; i < glyphs.size(); ++i) {
        REQUIRE(!once[i].guesses.empty());
        const double first = once[i].guesses[0].probability, second = twice[i].guesses[0].probability;
        if (first >= 0.9995 || once[i].reject > 0.5) CHECK(second == Approx(first).margin(1e-9));
        else ++doubtful, changed += second != Approx(first).margin(1e-9);
    }
    CHECK(doubtful > 5);
    CHECK(changed == doubtful);
}

TEST_CASE("a set without a model is known to be missing and gives no guesses") {
    Folder folder;
    ocr::Recogniser recogniser(folder.path);
    CHECK(recogniser.knows(ocr::CharacterSet::digits));
    CHECK_FALSE(recogniser.knows(ocr::CharacterSet::kanji));
    const std::vector<ocr::Glyph> glyphs = {glyph(8, 8, std::vector<std::uint8_t>(64, 255))};
    const auto readings = recogniser.read(ocr::CharacterSet::kanji, glyphs);
    REQUIRE(readings.size() == 1);
    CHECK(readings[0].guesses.empty());
    CHECK(readings[0].reject == 1);
}

TEST_CASE("YOROZU_MODELS names the model folder") {
    Folder folder;
    setenv("YOROZU_MODELS", folder.path.c_str(), 1);
    CHECK(ocr::Recogniser::default_model_folder() == folder.path);
    unsetenv("YOROZU_MODELS");
    CHECK(ocr::Recogniser::default_model_folder() != folder.path);
}
