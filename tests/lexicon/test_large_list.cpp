// All towns of Japan: what is searched for in them is found.
#include <catch2/catch.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <sstream>

#include "tests/lexicon/doubtful_line.h"

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
    const Lexicon list("address", std::move(entries));
    const std::string address = "板橋区高島平", line_text = address + "一丁目二番三号";
    for (const auto& line_read : {lattice_of(doubtful_glyphs(line_text)), wide_line(line_text)}) {
        const auto found = list.spell_beginning(line_read, Spelling::text);
        REQUIRE_FALSE(found.empty());
        CHECK(found[0].entry->code == "1750082");
        CHECK(found[0].to == static_cast<int>(code_points(address).size()));
    }
    const auto found = list.spell(doubtful_code("1750082"), Spelling::code, 20);
    REQUIRE_FALSE(found.empty());
    CHECK(found[0].entry->code == "1750082");
    CHECK(found.size() >= 20);
    CHECK(list.size_of_length(7) > 100000);
}
