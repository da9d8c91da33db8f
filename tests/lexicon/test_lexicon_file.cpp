// List files: UTF-8 and CP932, and what is said when one is broken.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <random>

#include "ocr/lexicon/csv_table.h"
#include "ocr/lexicon/lexicon.h"

using namespace yorozu::ocr;
namespace fs = std::filesystem;

namespace {

struct Folder {
    fs::path path = fs::temp_directory_path() / ("yorozu-lexicon-" + std::to_string(std::random_device{}()));
    Folder() { fs::create_directories(path); }
    ~Folder() { fs::remove_all(path); }
    fs::path file(const std::string& name, const std::string& bytes) const {
        std::ofstream(path / name, std::ios::binary) << bytes;
        return path / name;
    }
};

std::string fault_of(const fs::path& file) {
    try {
        load_lexicon("x", file);
    } catch (const std::exception& error) {
        return error.what();
    }
    return "";
}

}  // namespace

TEST_CASE("A list is read from UTF-8, with and without BOM, and from CP932") {
    const Folder folder;
    CHECK(load_lexicon("x", folder.file("a.csv", "text,code\n佐藤,1\n")).by_text("佐藤").size() == 1);
    CHECK(load_lexicon("x", folder.file("b.csv", "\xEF\xBB\xBFtext,code\r\n佐藤,1\r\n")).by_text("佐藤").size() == 1);
    // 佐藤 and 表示 (whose second byte is a backslash) in CP932
    const auto list = load_lexicon("x", folder.file("c.csv", "code,text\r\n1,\x8d\xb2\x93\xa1\r\n2,\x95\x5c\x8e\xa6\r\n"));
    CHECK(list.by_text("佐藤").size() == 1);
    CHECK(list.by_text("表示").size() == 1);
}

TEST_CASE("Columns stand in any order and foreign ones are passed over") {
    const Folder folder;
    const auto list = load_lexicon("x", folder.file("a.csv", "note,reading,text,code,parent\n\"a,\"\"b\"\"\",ﾐｽﾞﾎ,みずほ,０００１,\n"));
    REQUIRE(list.size() == 1);
    CHECK(list.by_code("0001")[0]->reading == "ミズホ");
}

TEST_CASE("A broken list is refused with file, line and mend") {
    const Folder folder;
    CHECK_THAT(fault_of(folder.path / "none.csv"), Catch::Contains("none.csv"));
    CHECK_THAT(fault_of(folder.file("empty.csv", "")), Catch::Contains("空"));
    CHECK_THAT(fault_of(folder.file("head.csv", "name,code\nx,1\n")), Catch::Contains("1 行目") && Catch::Contains("text"));
    CHECK_THAT(fault_of(folder.file("count.csv", "text,code\na,1\nb\n")), Catch::Contains("3 行目"));
    CHECK_THAT(fault_of(folder.file("quote.csv", "text,code\na,1\n\"b,2\nc,3\n")), Catch::Contains("3 行目") && Catch::Contains("引用符"));
    CHECK_THAT(fault_of(folder.file("bytes.csv", "text,code\n\x8d\xb2,1\n\x8d\xff,2\n")), Catch::Contains("3 行目"));
    CHECK_THAT(fault_of(folder.file("blank.csv", "text,code\n,1\n")), Catch::Contains("2 行目"));
}

TEST_CASE("A quoted field may hold a line end, and messages still name the right line") {
    const Folder folder;
    const CsvTable table = read_csv(folder.file("a.csv", "a,b\n\"one\ntwo\",1\nlast,2\n"));
    REQUIRE(table.rows.size() == 3);
    CHECK(table.rows[1][0] == "one\ntwo");
    CHECK(table.lines == std::vector<int>{1, 2, 4});
}

TEST_CASE("A CSV field is quoted only where RFC 4180 asks for it") {
    CHECK(csv_field("plain 全角") == "plain 全角");
    CHECK(csv_field("a,b") == "\"a,b\"");
    CHECK(csv_field("say \"x\"") == "\"say \"\"x\"\"\"");
    CHECK(csv_field("two\nlines") == "\"two\nlines\"");
}
