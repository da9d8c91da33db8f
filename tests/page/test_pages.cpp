#include <catch2/catch.hpp>
#include <chrono>
#include <fstream>

#include "made_files.h"
#include "ocr/page/page.h"

using namespace yorozu::ocr;
using namespace yorozu::test;
namespace fs = std::filesystem;

namespace {

const Page& page_of(const PageReader::Result& result) {
    if (const auto* failure = std::get_if<LoadFailure>(&result)) FAIL(failure->what);
    return std::get<Page>(result);
}

LoadFailure only_failure(const fs::path& file, LoadLimits limits = {}) {
    const auto results = load_pages(file, limits);
    REQUIRE(results.size() == 1);
    REQUIRE(std::holds_alternative<LoadFailure>(results[0]));
    const auto failure = std::get<LoadFailure>(results[0]);
    CHECK(failure.source == file.filename().string());
    CHECK_FALSE(failure.what.empty());
    CHECK_FALSE(failure.mend.empty());
    return failure;
}

bool says(const LoadFailure& failure, const char* words) { return failure.what.find(words) != std::string::npos; }

}  // namespace

TEST_CASE("PNG, JPEG and TIFF come as 8 bits of grey or colour with their resolution") {
    const Folder folder;
    struct Wanted {
        const char* name;
        Bytes bytes;
        int channels;
    };
    const std::vector<Wanted> files{
        {"grey.png", picture(Kind::png, 301, 203, 8, 300), 1},     {"colour.png", picture(Kind::png, 301, 203, 32, 300), 3},
        {"bits.png", picture(Kind::png, 301, 203, 1, 300), 1},     {"grey.jpg", picture(Kind::jpeg, 301, 203, 8, 300), 1},
        {"colour.jpg", picture(Kind::jpeg, 301, 203, 32, 300), 3}, {"fax.tif", picture(Kind::tiff_g4, 301, 203, 1, 300), 1},
        {"grey.tif", picture(Kind::tiff_lzw, 301, 203, 8, 300), 1}, {"colour.tif", picture(Kind::tiff_lzw, 301, 203, 32, 300), 3},
    };
    for (const auto& wanted : files) {
        INFO(wanted.name);
        const auto results = load_pages(folder.put(wanted.name, wanted.bytes));
        REQUIRE(results.size() == 1);
        const auto& page = page_of(results[0]);
        CHECK(page.source == wanted.name);
        CHECK(page.number == 1);
        CHECK(page.image.width == 301);
        CHECK(page.image.height == 203);
        CHECK(page.image.channels == wanted.channels);
        CHECK(page.image.pixels.size() == 301u * 203u * static_cast<unsigned>(wanted.channels));
        CHECK(page.dpi == Approx(300).margin(1));
        const auto [dark, light] = std::minmax_element(page.image.pixels.begin(), page.image.pixels.end());
        CHECK(*dark < 60);
        CHECK(*light > 220);
    }
}

TEST_CASE("Pixels keep their place and colour") {
    const Folder folder;
    Image image{5, 3, 3, std::vector<std::uint8_t>(45)};
    for (std::size_t i = 0; i < image.pixels.size(); ++i) image.pixels[i] = static_cast<std::uint8_t>(i * 5);
    const auto back = load_pages(folder.put("a.png", encode_png(image, 200)));
    CHECK(page_of(back[0]).image.pixels == image.pixels);
    CHECK(page_of(back[0]).dpi == Approx(200).margin(1));
    Image grey{7, 2, 1, {0, 1, 2, 3, 4, 5, 6, 250, 251, 252, 253, 254, 255, 128}};
    CHECK(page_of(load_pages(folder.put("b.png", encode_png(grey)))[0]).image.pixels == grey.pixels);
}

TEST_CASE("Palettes, 16 bits and transparency are made plain, what is transparent being paper") {
    const Folder folder;
    const auto palette = load_pages(folder.put("palette.png", palette_png(40, 21)));
    const auto& colour = page_of(palette[0]).image;
    CHECK(colour.channels == 3);
    CHECK(colour.pixels[(10 * 40 + 5) * 3] == 200);
    CHECK(colour.pixels[(10 * 40 + 5) * 3 + 1] == 30);
    const auto deep = load_pages(folder.put("deep.png", png_16bit(40, 20)));
    CHECK(page_of(deep[0]).image.pixels[0] == 255);
    CHECK(page_of(deep[0]).image.pixels[39] == 0x10);
    const auto alpha = load_pages(folder.put("alpha.png", png_with_alpha(40, 20)));
    const auto& seen = page_of(alpha[0]).image;
    CHECK(seen.pixels[0] == 0);
    CHECK(seen.pixels[39 * static_cast<std::size_t>(seen.channels)] == 255);
}

TEST_CASE("The kind of file is told by its content, not its name") {
    const Folder folder;
    CHECK(page_of(load_pages(folder.put("really-jpeg.png", picture(Kind::jpeg, 60, 40, 8)))[0]).image.width == 60);
    CHECK(says(only_failure(folder.put("text.png", std::string("ただの文章です\n"))), "PNG・JPEG・TIFF・PDF のどれでもありません"));
}

TEST_CASE("A picture above the limit is refused before it is decoded") {
    const Folder folder;
    const auto file = folder.put("huge.png", png_header_only(30000, 30000));
    const auto start = std::chrono::steady_clock::now();
    CHECK(says(only_failure(file), "大きすぎます（30000×30000"));
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::milliseconds(200));
    CHECK(says(only_failure(folder.put("small.tif", picture(Kind::tiff_g4, 400, 300, 1)), {.max_pixels = 10'000}), "大きすぎます"));
    CHECK(says(only_failure(folder.put("small.jpg", picture(Kind::jpeg, 400, 300, 8)), {.max_pixels = 10'000}), "大きすぎます"));
}

TEST_CASE("Empty, missing and cut files fail with words, wherever they are cut") {
    const Folder folder;
    CHECK(says(only_failure(folder.put("zero.png", Bytes{})), "0 バイト"));
    CHECK(says(only_failure(folder.path() / "absent.png"), "ありません"));
    CHECK(says(only_failure(folder.path()), "フォルダー"));
    CHECK(says(only_failure(folder.put("big.png", picture(Kind::png, 60, 40, 8)), {.max_file_bytes = 10}), "ファイルが大きすぎます"));
    for (const Kind kind : {Kind::png, Kind::jpeg, Kind::tiff_g4, Kind::tiff_lzw}) {
        const Bytes whole = picture(kind, 600, 400, kind == Kind::tiff_g4 ? 1 : 8);
        for (int part = 1; part < 10; ++part) {
            Bytes cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(whole.size() * static_cast<std::size_t>(part) / 10));
            INFO("kind " << static_cast<int>(kind) << ", " << part << " tenths");
            only_failure(folder.put("cut", cut));
        }
    }
}

TEST_CASE("Bytes turned over at random never crash and never hang") {
    const Folder folder;
    std::uint32_t state = 12345;
    const auto roll = [&](std::size_t n) {
        state = state * 1664525 + 1013904223;
        return (state >> 8) % n;
    };
    int pages = 0, failures = 0;
    const std::vector<Bytes> files{picture(Kind::png, 90, 60, 8), picture(Kind::jpeg, 90, 60, 8), picture(Kind::tiff_lzw, 90, 60, 8), picture(Kind::tiff_g4, 90, 60, 1)};
    for (int round = 0; round < 400; ++round) {
        Bytes bytes = files[static_cast<std::size_t>(round) % files.size()];
        for (int k = 0; k < 3; ++k) bytes[roll(bytes.size())] = static_cast<std::uint8_t>(roll(256));
        for (const auto& result : load_pages(folder.put("fuzz", bytes), {.max_pixels = 1'000'000}))
            ++(std::holds_alternative<Page>(result) ? pages : failures);
    }
    CHECK(failures > 50);
    CHECK(pages > 0);
}

TEST_CASE("A TIFF gives its pages one by one, and a broken one does not stop those after it") {
    const Folder folder;
    Bytes tiff = joined_tiff({picture(Kind::tiff_g4, 200, 100, 1, 300, 1), picture(Kind::tiff_g4, 210, 110, 1, 300, 2), picture(Kind::tiff_g4, 220, 120, 1, 300, 3)});
    const auto whole = load_pages(folder.put("whole.tif", tiff));
    REQUIRE(whole.size() == 3);
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(page_of(whole[i]).number == static_cast<int>(i) + 1);
        CHECK(page_of(whole[i]).image.width == 200 + 10 * static_cast<int>(i));
    }
    const auto at = directories(tiff);
    REQUIRE(at.size() == 3);
    // The second page's directory says nonsense; where the third begins still stands at its end.
    const std::size_t entries = tiff[at[1]] + 256u * tiff[at[1] + 1];
    for (std::size_t i = 0; i < entries * 12; ++i) tiff[at[1] + 2 + i] = 0xee;
    const auto hurt = load_pages(folder.put("hurt.tif", tiff));
    REQUIRE(hurt.size() == 3);
    CHECK(page_of(hurt[0]).image.width == 200);
    REQUIRE(std::holds_alternative<LoadFailure>(hurt[1]));
    CHECK(std::get<LoadFailure>(hurt[1]).page == 2);
    CHECK(page_of(hurt[2]).image.width == 220);
    CHECK(page_of(hurt[2]).number == 3);
}

TEST_CASE("A TIFF whose chain of pages bites its tail or leaves the file ends with a failure") {
    const Folder folder;
    Bytes tiff = joined_tiff({picture(Kind::tiff_g4, 200, 100, 1), picture(Kind::tiff_g4, 210, 110, 1)});
    const auto at = directories(tiff);
    const std::size_t link = at[1] + 2 + (tiff[at[1]] + 256u * tiff[at[1] + 1]) * 12;
    Bytes circle = tiff, astray = tiff;
    for (std::size_t i = 0; i < 4; ++i) {
        circle[link + i] = static_cast<std::uint8_t>(at[0] >> (8 * i));
        astray[link + i] = 0x7f;
    }
    for (const auto& bytes : {circle, astray}) {
        const auto results = load_pages(folder.put("chain.tif", bytes));
        REQUIRE(results.size() == 3);
        CHECK(std::holds_alternative<Page>(results[1]));
        CHECK(std::holds_alternative<LoadFailure>(results[2]));
    }
    CHECK(says(only_failure(folder.put("many.tif", tiff), {.max_pages = 1}), "多すぎます"));
}

TEST_CASE("A PDF is rendered page by page at the resolution asked for") {
    const Folder folder;
    const auto results = load_pages(folder.put("two.pdf", pdf(2)), {.pdf_dpi = 150});
    REQUIRE(results.size() == 2);
    for (const auto& result : results) {
        const auto& page = page_of(result);
        CHECK(page.image.channels == 1);
        CHECK(page.dpi == 150);
        CHECK(page.image.width == Approx(283.5 / 72 * 150).margin(2));
        // The bar lies 20–50 pt above the bottom.
        CHECK(page.image.pixels[static_cast<std::size_t>(page.image.height - 70) * static_cast<std::size_t>(page.image.width) + 100] == 0);
        CHECK(page.image.pixels[0] == 255);
    }
    CHECK(page_of(results[1]).number == 2);
}

TEST_CASE("PDFs that are closed, broken, endless or enormous are refused with words") {
    const Folder folder;
    CHECK(says(only_failure(folder.put("closed.pdf", pdf_with_password())), "パスワード"));
    CHECK(says(only_failure(folder.put("broken.pdf", std::string("%PDF-1.4\nnonsense\n"))), "壊れています"));
    const std::string whole = pdf(3);
    CHECK_FALSE(load_pages(folder.put("cut.pdf", whole.substr(0, 60))).empty());
    CHECK(says(only_failure(folder.put("many.pdf", pdf(10'000))), "多すぎます（10000 ページ"));
    CHECK(says(only_failure(folder.put("wide.pdf", pdf(1, 14'000, 14'000))), "大きすぎます"));
    CHECK(says(only_failure(folder.put("memory.pdf", pdf(1)), {.pdf_memory = 8 << 20}), "PDF"));
}

TEST_CASE("A file name that looks like an option is only a name") {
    const Folder folder;
    CHECK(page_of(load_pages(folder.put("-r 10.pdf", pdf(1)))[0]).image.width > 1000);
}

TEST_CASE("Scans of a folder come sorted with numbers as numbers, other files stay out") {
    const Folder folder;
    for (const char* name : {"scan10.png", "scan2.PNG", "scan1.tif", "notes.txt", "truth.csv", "scan02b.jpeg", "a.pdf"}) folder.put(name, std::string("x"));
    fs::create_directory(folder.path() / "deeper.png");
    std::vector<std::string> names;
    for (const auto& file : scan_files({folder.path(), "elsewhere/absent.png"})) names.push_back(file.filename().string());
    CHECK(names == std::vector<std::string>{"a.pdf", "scan1.tif", "scan2.PNG", "scan02b.jpeg", "scan10.png", "absent.png"});
}

TEST_CASE("The content hash is SHA-256 in hex") {
    const Folder folder;
    CHECK(content_hash(folder.put("abc", std::string("abc"))) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(content_hash(folder.put("empty", Bytes{})) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK_THROWS(content_hash(folder.path() / "absent"));
}
