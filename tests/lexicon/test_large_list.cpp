// All towns of Japan: what is searched for in them is found, and how long it takes is printed.
#include <catch2/catch.hpp>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <sstream>

#include "ocr/lexicon/lexicon.h"
#include "ocr/lexicon/text_key.h"

using namespace yorozu::ocr;
namespace fs = std::filesystem;

namespace {

fs::path data_folder() {
    const char* named = std::getenv("YOROZU_DATA");
    return named && *named ? fs::path(named) : fs::path(YOROZU_SOURCE_DIR) / ".." / "shared" / "data";
}

std::string unzipped(const fs::path& file) {
    std::string text;
    FILE* pipe = ::popen(("gzip -dc '" + file.string() + "'").c_str(), "r");
    if (!pipe) return text;
    char block[65536];
    for (std::size_t n = 0; (n = std::fread(block, 1, sizeof block, pipe)) > 0;) text.append(block, n);
    ::pclose(pipe);
    return text;
}

double milliseconds(std::chrono::steady_clock::time_point from) {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - from).count();
}

}  // namespace

TEST_CASE("Among 150,000 towns a doubtful address is found") {
    const fs::path file = data_folder() / "postal-codes" / "postal.tsv.gz";
    if (!fs::exists(file)) {
        std::cout << "skipped: " << file << " is absent\n";
        WARN("skipped: no postal codes");
        return;
    }
    std::vector<LexiconEntry> entries;
    std::istringstream lines(unzipped(file));
    std::string line;
    std::getline(lines, line);
    while (std::getline(lines, line)) {
        std::vector<std::string> cells(1);
        for (const char c : line)
            if (c == '\t') cells.emplace_back();
            else cells.back() += c;
        if (cells.size() > 7) entries.push_back({fold_width(cells[2] + cells[4] + cells[6]), cells[0], fold_width(cells[3] + cells[5] + cells[7]), ""});
    }
    REQUIRE(entries.size() > 100000);
    auto start = std::chrono::steady_clock::now();
    const Lexicon list("address", std::move(entries));
    std::printf("%zu entries made searchable in %.0f ms\n", list.size(), milliseconds(start));

    // Every character of the truth is the recogniser's second guess at worst; eight wrong guesses around it.
    const std::string address = "板橋区高島平";
    const std::u32string others = U"市町東西南北中大小川山田";
    std::vector<GlyphReading> glyphs;
    std::size_t turn = 0;
    for (const char32_t c : code_points(address + "一丁目二番三号")) {
        GlyphReading reading;
        reading.guesses.push_back({utf8_of(std::u32string_view(&c, 1)), turn % 3 == 0 ? 0.3 : 0.6});
        for (std::size_t k = 0; k < 8; ++k) {
            const char32_t other = others[(turn + k) % others.size()];
            if (other != c) reading.guesses.push_back({utf8_of(std::u32string_view(&other, 1)), k == 0 ? 0.35 : 0.005});
        }
        glyphs.push_back(std::move(reading));
        ++turn;
    }
    start = std::chrono::steady_clock::now();
    constexpr int rounds = 50;
    std::vector<LineMatch> found;
    for (int i = 0; i < rounds; ++i) found = list.spell_beginning(lattice_of(glyphs), Spelling::text);
    std::printf("address out of %zu: %.3f ms\n", list.size(), milliseconds(start) / rounds);
    // A wide hand: every two pieces may also be one character, which reads as something else.
    GlyphLattice wide = lattice_of(glyphs);
    for (int at = wide.pieces - 2; at >= 0; --at) {
        GlyphRun both{at, at + 2, {}, {}, -0.2, {}, GlyphRun::never, false};
        for (const char32_t other : others) both.reading.guesses.push_back({utf8_of(std::u32string_view(&other, 1)), 0.08});
        wide.runs.insert(wide.runs.begin() + at + 1, std::move(both));
    }
    start = std::chrono::steady_clock::now();
    for (int i = 0; i < rounds; ++i) found = list.spell_beginning(wide, Spelling::text);
    const double wide_ms = milliseconds(start) / rounds;
    std::printf("address that is not parted yet: %.3f ms\n", wide_ms);
    CHECK(wide_ms < 50);  // 5 at most on a machine that does nothing else
    REQUIRE_FALSE(found.empty());
    CHECK(found[0].entry->code == "1750082");
    CHECK(found[0].to == static_cast<int>(code_points(address).size()));

    std::vector<GlyphReading> code;
    for (const char c : std::string("1750082")) {
        GlyphReading reading{{{std::string(1, c), 0.5}}, 0};
        for (char other = '0'; other <= '9'; ++other)
            if (other != c) reading.guesses.push_back({std::string(1, other), 0.05});
        code.push_back(std::move(reading));
    }
    start = std::chrono::steady_clock::now();
    for (int i = 0; i < rounds; ++i) found = list.spell(lattice_of(code), Spelling::code, 20);
    std::printf("postal code, all ten digits possible everywhere: %.3f ms\n", milliseconds(start) / rounds);
    REQUIRE_FALSE(found.empty());
    CHECK(found[0].entry->code == "1750082");
    CHECK(found.size() >= 20);
    CHECK(list.size_of_length(7) > 100000);
}
