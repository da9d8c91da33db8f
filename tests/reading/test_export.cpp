// Files out: exactly the agreed form, whole or not at all, and nothing lost in silence.
#include <catch2/catch.hpp>
#include <csignal>
#include <nlohmann/json.hpp>
#include <sys/resource.h>
#include <unistd.h>

#include "tests/reading/folder.h"
#include "workbench/desk/export/export.h"

using namespace yorozu;
using namespace yorozu::testing;
using desk::ExportEncoding;
using desk::ExportFormat;

namespace {

std::vector<ocr::FormTemplate> forms() {
    return {form("a", {field("name", ocr::FieldKind::kanji), field("no", ocr::FieldKind::digits), field("my", ocr::FieldKind::digits, true)}),
            form("b", {field("no", ocr::FieldKind::digits), field("other", ocr::FieldKind::text)})};
}

ocr::Document full() {
    auto made = document("scan, 1.png", 1, "a", {reading("name", "高\"橋\"", ocr::FieldStatus::review), reading("no", "0012"),
                                                 reading("my", "123456789018")});
    made.fields[0].reasons = {"読み取りが確かではありません"};
    made.fields[2].characters = {{"1", 0.9, {1, 2, 3, 4}, {{"7", 0.1}}}};
    made.match.score = 0.97;
    made.match.turn_deg = 180;
    return made;
}

ocr::Document refused() {
    auto made = document("other.tif", 2, "", {});
    made.why_not = "どの帳票とも合いません";
    return made;
}

std::string written(const fs::path& file, ExportFormat format, ExportEncoding encoding, const std::vector<ocr::Document>& documents,
                    std::vector<desk::LostCharacter>* lost = nullptr) {
    const auto all = forms();
    const auto writer = desk::document_writer(file, format, encoding, all);
    for (const auto& one : documents) writer->add(one);
    writer->finish();
    if (lost) *lost = writer->lost();
    return bytes_of(file);
}

}  // namespace

TEST_CASE("JSON has the keys of the contract, and no value of a masked field") {
    const Folder folder;
    const std::string text = written(folder.path / "r.json", ExportFormat::json, ExportEncoding::utf8, {full(), refused()});
    CHECK(text.find("123456789018") == std::string::npos);
    const auto json = nlohmann::json::parse(text);
    REQUIRE(json["documents"].size() == 2);
    const auto& one = json["documents"][0];
    CHECK(one["source"] == "scan, 1.png");
    CHECK(one["page"] == 1);
    CHECK(one["template"] == "a");
    CHECK(one["why_not"].is_null());
    CHECK(one["registration"] == nlohmann::json({{"score", 0.97}, {"residual_px", 0}, {"turn_deg", 180}, {"skew_deg", 0}}));
    const auto& name = one["fields"][0];
    for (const char* key : {"id", "value", "raw", "blank", "confidence", "status", "reasons", "box_px", "characters"}) CHECK(name.contains(key));
    CHECK(name.size() == 9);
    CHECK(name["value"] == "高\"橋\"");
    CHECK(name["status"] == "review");
    CHECK(name["box_px"] == nlohmann::json({1, 2, 30, 4}));
    const auto& masked = one["fields"][2];
    CHECK(masked["value"] == "＊＊＊＊＊＊＊＊＊＊＊＊");
    CHECK(masked["characters"][0]["value"] == "＊");
    CHECK(masked["characters"][0]["others"].empty());
    const auto& none = json["documents"][1];
    CHECK(none["template"].is_null());
    CHECK(none["why_not"] == "どの帳票とも合いません");
    CHECK(none["fields"].empty());
}

TEST_CASE("An empty reading is valid JSON too") {
    const Folder folder;
    const auto json = nlohmann::json::parse(written(folder.path / "r.json", ExportFormat::json, ExportEncoding::utf8, {}));
    CHECK(json["documents"].empty());
}

TEST_CASE("CSV follows RFC 4180, with one row a document and the columns of all templates") {
    const Folder folder;
    const std::string text = written(folder.path / "r.csv", ExportFormat::csv, ExportEncoding::utf8, {full(), refused()});
    CHECK(text ==
          "source,page,template,needs_review,name,no,my,other\r\n"
          "\"scan, 1.png\",1,a,yes,\"高\"\"橋\"\"\",0012,＊＊＊＊＊＊＊＊＊＊＊＊,\r\n"
          "other.tif,2,,yes,,,,\r\n");
    CHECK(written(folder.path / "b.csv", ExportFormat::csv, ExportEncoding::utf8_bom, {}).substr(0, 9) == "\xEF\xBB\xBFsource");
}

TEST_CASE("CP932 keeps what it has and names what it lacks") {
    const Folder folder;
    auto one = full();
    one.fields[0].value = "髙﨑～𠮷森鷗A";  // 𠮷 is not in CP932; 鷗 is not either
    std::vector<desk::LostCharacter> lost;
    const std::string text = written(folder.path / "r.csv", ExportFormat::csv, ExportEncoding::cp932, {one}, &lost);
    CHECK(text.find("\xfb\xfc\xfa\xb1\x81\x60\x81\xac") != std::string::npos);
    REQUIRE(lost.size() == 2);
    CHECK(lost[0].character == U'𠮷');
    CHECK(lost[1].character == U'鷗');
    CHECK(lost[0].source == "scan, 1.png");
    CHECK(lost[0].page == 1);
    CHECK(lost[0].field == "name");
}

TEST_CASE("XLSX is written as text cells, so that 0012 stays 0012") {
    const Folder folder;
    const fs::path file = folder.path / "r.xlsx";
    const std::string bytes = written(file, ExportFormat::xlsx, ExportEncoding::utf8, {full(), refused()});
    CHECK(bytes.substr(0, 2) == "PK");
    FILE* pipe = ::popen(("unzip -p '" + file.string() + "' xl/worksheets/sheet1.xml 2>/dev/null").c_str(), "r");
    REQUIRE(pipe);
    std::string sheet;
    char block[4096];
    for (std::size_t n = 0; (n = std::fread(block, 1, sizeof block, pipe)) > 0;) sheet.append(block, n);
    if (::pclose(pipe) != 0) WARN("unzip is not here: the sheet's contents are not looked at");
    else CHECK((sheet.find("<t>0012</t>") != std::string::npos && sheet.find("123456789018") == std::string::npos));
    CHECK(folder.files() == 1);
}

TEST_CASE("A file that cannot be written says why, and leaves nothing behind") {
    const Folder folder;
    const auto all = forms();
    const auto message = [&](const fs::path& file) {
        try {
            desk::document_writer(file, ExportFormat::json, ExportEncoding::utf8, all)->finish();
        } catch (const desk::ExportFailure& failure) {
            return std::string(failure.what());
        }
        return std::string();
    };
    CHECK_THAT(message(folder.path / "none" / "r.json"), Catch::Contains("フォルダーがありません"));
    CHECK_THAT(message(folder.path), Catch::Contains("フォルダーがあります"));
    if (::geteuid() != 0) {
        fs::permissions(folder.path, fs::perms::owner_read | fs::perms::owner_exec);
        CHECK_THAT(message(folder.path / "r.json"), Catch::Contains("許されていません"));
        fs::permissions(folder.path, fs::perms::owner_all);
    }
    CHECK(folder.files() == 0);
}

TEST_CASE("The old file stays until the new one is whole") {
    const Folder folder;
    const fs::path file = folder.file("r.csv", "old");
    const auto all = forms();
    {
        const auto writer = desk::document_writer(file, ExportFormat::csv, ExportEncoding::utf8, all);
        writer->add(full());
        CHECK(bytes_of(file) == "old");
    }
    CHECK(bytes_of(file) == "old");
    CHECK(folder.files() == 1);
}

TEST_CASE("When the disk takes no more, the failure is told and no half file is left") {
    const Folder folder;
    const auto all = forms();
    struct rlimit before {};
    ::getrlimit(RLIMIT_FSIZE, &before);
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    for (const char* name : {"r.json", "r.csv", "r.xlsx"}) {
        struct rlimit small = before;
        small.rlim_cur = 2000;
        ::setrlimit(RLIMIT_FSIZE, &small);
        bool failed = false;
        try {
            const auto writer = desk::document_writer(folder.path / name, *desk::export_format(name), ExportEncoding::utf8, all);
            for (int i = 0; i < 500; ++i) writer->add(full());
            writer->finish();
        } catch (const desk::ExportFailure& failure) {
            failed = true;
        }
        ::setrlimit(RLIMIT_FSIZE, &before);
        INFO(name);
        CHECK(failed);
        CHECK(folder.files() == 0);
    }
    std::signal(SIGXFSZ, handler);
}

TEST_CASE("The format follows the file's ending") {
    CHECK(desk::export_format("a.JSON") == ExportFormat::json);
    CHECK(desk::export_format("a.b.xlsx") == ExportFormat::xlsx);
    CHECK_FALSE(desk::export_format("a.txt"));
    CHECK_FALSE(desk::export_format("json"));
    CHECK_FALSE(desk::export_encoding("sjis"));
}
