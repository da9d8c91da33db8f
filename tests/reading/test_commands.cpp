// The commands as a person runs them: exit codes and messages of the contract.
#include <catch2/catch.hpp>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <sys/wait.h>

#include "tests/reading/folder.h"

using namespace yorozu::testing;

namespace {

struct Run {
    int code = -1;
    std::string out, errors;
};

Run run_yorozu(const Folder& folder, const std::string& words) {
    const fs::path out = folder.path / ".out", errors = folder.path / ".err";
    const std::string line = "YOROZU_WORKSPACE='" + (folder.path / "workspace").string() + "' '" + std::string(YOROZU_BIN_DIR) + "/yorozu' " + words +
                             " > '" + out.string() + "' 2> '" + errors.string() + "'";
    const int status = std::system(line.c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, bytes_of(out), bytes_of(errors)};
}

const std::string forms = " --template '" + (samples / "forms").string() + "' ";
const std::string scan = " '" + (samples / "scans" / "postcards" / "hagaki001.png").string() + "' ";

}  // namespace

TEST_CASE("read writes JSON, lists what waits and ends with 4") {
    const Folder folder;
    const fs::path file = folder.path / "r.json";
    const Run run = run_yorozu(folder, "read" + forms + "--out '" + file.string() + "'" + scan);
    CHECK(run.code == 4);
    CHECK(run.out.empty());
    CHECK_THAT(run.errors, Catch::Contains("yorozu: 要確認: hagaki001.png 1 ページ"));
    const auto json = nlohmann::json::parse(bytes_of(file));
    REQUIRE(json["documents"].size() == 1);
    CHECK(json["documents"][0]["template"] == "koza-furikae-hagaki");
    CHECK(json["documents"][0]["fields"].size() == 14);
}

TEST_CASE("read takes inputs behind --template as well, and puts JSON on stdout") {
    const Folder folder;
    const Run run = run_yorozu(folder, "--json --quiet read" + forms + scan);
    CHECK(run.code == 4);
    CHECK(nlohmann::json::parse(run.out)["documents"].size() == 1);
    CHECK_THAT(run.errors, !Catch::Contains("毎分"));
    const Run table = run_yorozu(folder, "read" + forms + scan);
    CHECK_THAT(table.out, Catch::Contains("被保険者番号: "));
}

TEST_CASE("Some broken inputs are listed, the rest is written") {
    const Folder folder, scans;
    scans.file("a.png", "no picture");
    fs::copy_file(samples / "scans" / "postcards" / "hagaki001.png", scans.path / "b.png");
    const fs::path file = folder.path / "r.csv";
    const Run run = run_yorozu(folder, "read" + forms + "--out '" + file.string() + "' --encoding cp932 '" + scans.path.string() + "'");
    CHECK(run.code == 4);
    CHECK_THAT(run.errors, Catch::Contains("yorozu: 読めません: a.png"));
    const std::string csv = bytes_of(file);
    CHECK_THAT(csv, Catch::Contains("a.png,1,,yes"));
    CHECK_THAT(csv, Catch::Contains("b.png,1,koza-furikae-hagaki"));
}

TEST_CASE("A wrong request ends with 2 and says what, where and how to mend it") {
    const Folder folder;
    folder.file("broken.json", "{ \"formatVersion\": 1, ");
    folder.file("unknown.json", R"({"formatVersion": 1, "id": "x", "titel": "x", "page": {"width_mm": 10, "height_mm": 10, "blank": "b.png"}, "fields": []})");
    fs::create_directories(folder.path / "nothing");
    const auto wrong = [&](const std::string& words) {
        const Run run = run_yorozu(folder, words);
        INFO(words << "\n" << run.errors);
        CHECK(run.code == 2);
        CHECK(run.errors.rfind("yorozu: ", 0) == 0);
        return run.errors;
    };
    const std::string here = "'" + folder.path.string() + "/";
    CHECK_THAT(wrong("read --template /nowhere.json" + scan), Catch::Contains("/nowhere.json"));
    CHECK_THAT(wrong("read --template " + here + "broken.json'" + scan), Catch::Contains("broken.json"));
    CHECK_THAT(wrong("read --template " + here + "unknown.json'" + scan), Catch::Contains("titel"));
    CHECK_THAT(wrong("read --template " + here + "nothing'" + scan), Catch::Contains("帳票テンプレート"));
    CHECK_THAT(wrong("read" + forms), Catch::Contains("INPUT"));
    CHECK_THAT(wrong("read" + forms + "--jobs 1 /nowhere.png"), Catch::Contains("/nowhere.png"));
    CHECK_THAT(wrong("read" + forms + "--jobs 1 " + here + "nothing'"), Catch::Contains("画像が見つかりません"));
    CHECK_THAT(wrong("read" + forms + "--out r.doc" + scan), Catch::Contains("r.doc"));
    CHECK_THAT(wrong("read" + forms + "--encoding sjis" + scan), Catch::Contains("sjis"));
    CHECK_THAT(wrong("read" + forms + "--jobs many" + scan), Catch::Contains("jobs"));
    CHECK_THAT(wrong("read" + forms + "--lexicons /nowhere" + scan), Catch::Contains("/nowhere"));
    CHECK_THAT(wrong("evaluate" + forms + "--truth /nowhere.csv" + scan), Catch::Contains("/nowhere.csv"));
    folder.file("truth.csv", "source,page,template\nhagaki001.png,1\n");
    CHECK_THAT(wrong("evaluate" + forms + "--truth " + here + "truth.csv'" + scan), Catch::Contains("2 行目"));
    folder.file("other.csv", "source,page,template\nnot-there.png,1,x\n");
    CHECK_THAT(wrong("evaluate" + forms + "--truth " + here + "other.csv'" + scan), Catch::Contains("正解が一つもありません"));
}

TEST_CASE("A result that cannot be written ends with 3") {
    const Folder folder;
    const Run run = run_yorozu(folder, "read" + forms + "--out '" + (folder.path / "none" / "r.json").string() + "'" + scan);
    CHECK(run.code == 3);
    CHECK_THAT(run.errors, Catch::Contains("フォルダーがありません"));
}

TEST_CASE("evaluate compares with the truth and writes the curve") {
    const Folder folder;
    const std::string words = "--quiet evaluate" + forms + "--truth '" + (samples / "scans" / "postcards" / "truth.csv").string() + "' --curve '" +
                              (folder.path / "curve.csv").string() + "'" + scan;
    const Run run = run_yorozu(folder, words);
    CHECK(run.code == 0);
    CHECK_THAT(run.out, Catch::Contains("digits") && Catch::Contains("katakana"));
    CHECK_THAT(bytes_of(folder.path / "curve.csv"), Catch::StartsWith("confidence,review_share,error_share,taken,wrong\r\n"));
    const Run json = run_yorozu(folder, "--json " + words);
    const auto result = nlohmann::json::parse(json.out);
    CHECK(result["pages"] == 1);
    CHECK(result["all"]["fields"] == 14);
    CHECK(result["kinds"].contains("seal"));
    const std::string pictures = "--quiet evaluate" + forms + "--truth '" + (samples / "scans" / "postcards" / "truth.csv").string() + "' --curve '" +
                                 (folder.path / "curve.svg").string() + "' --reliability '" + (folder.path / "reliability.csv").string() + "'" + scan;
    CHECK(run_yorozu(folder, pictures).code == 0);
    CHECK_THAT(bytes_of(folder.path / "curve.svg"), Catch::StartsWith("<svg"));
    CHECK_THAT(bytes_of(folder.path / "reliability.csv"), Catch::StartsWith("kind,confidence_from"));
    const Run other = run_yorozu(folder, words + " --reliability r.pdf");
    CHECK(other.code == 2);
    CHECK_THAT(other.errors, Catch::Contains("r.pdf") && Catch::Contains(".svg"));
}

TEST_CASE("train thresholds shows what it would change, keeps the office's limit and forgets it again") {
    const Folder folder;
    CHECK(run_yorozu(folder, "import --batch b" + forms + scan).code == 4);
    const Run shown = run_yorozu(folder, "train thresholds --dry-run");
    CHECK(shown.code == 0);
    CHECK_THAT(shown.out, Catch::Contains("上限 0.1 %") && Catch::Contains("digits") && Catch::Contains("0.99700 → 0.99700"));
    CHECK_FALSE(fs::exists(folder.path / "workspace" / "accept-limits.json"));
    CHECK(run_yorozu(folder, "train thresholds --error-limit 0.0005").code == 0);
    CHECK_THAT(bytes_of(folder.path / "workspace" / "accept-limits.json"), Catch::Contains("0.0005"));
    CHECK(nlohmann::json::parse(run_yorozu(folder, "--json train thresholds --dry-run").out)["error_limit"] == 0.0005);
    CHECK(run_yorozu(folder, "train thresholds --error-limit 0.5").code == 2);
    CHECK(run_yorozu(folder, "train thresholds --reset").code == 0);
    CHECK(nlohmann::json::parse(run_yorozu(folder, "--json train thresholds --dry-run").out)["error_limit"] == 0.001);
    folder.file("workspace/accept-limits.json", "{");
    CHECK_THAT(run_yorozu(folder, "train thresholds --dry-run").errors, Catch::Contains("accept-limits.json"));
    CHECK(run_yorozu(folder, "train thresholds --dry-run").code == 2);
}

TEST_CASE("Word lists are imported, listed and searched") {
    const Folder folder;
    const auto file = folder.file("names.csv", "text,reading\r\n\x8d\xb2\x93\xa1,\xbb\xc4\xb3\r\n");  // 佐藤, ｻﾄｳ in CP932
    CHECK(run_yorozu(folder, "lexicon import surname '" + file.string() + "'").code == 0);
    CHECK_THAT(run_yorozu(folder, "lexicon list").out, Catch::Contains("surname: 1 件"));
    CHECK_THAT(run_yorozu(folder, "lexicon show surname サトウ").out, Catch::Contains("佐藤"));
    CHECK(nlohmann::json::parse(run_yorozu(folder, "--json lexicon show surname").out)[0]["reading"] == "サトウ");
    CHECK(run_yorozu(folder, "lexicon show none").code == 2);
    CHECK(run_yorozu(folder, "lexicon import '../x' '" + file.string() + "'").code == 2);
    CHECK(run_yorozu(folder, "lexicon import surname /nowhere.csv").code == 2);
    CHECK_THAT(run_yorozu(folder, "lexicon list").out, Catch::Contains("surname: 1 件"));
}

TEST_CASE("A list that is imported again says what changed and keeps the one before") {
    const Folder folder;
    const auto list = [&](const std::string& rows) { return folder.file("names.csv", "text,code,reading\n" + rows); };
    const auto import = [&](const std::string& rows) { return run_yorozu(folder, "lexicon import bank '" + list(rows).string() + "'").out; };
    const fs::path old = folder.path / "workspace" / "lexicons" / "old";
    import("甲銀行,0001,コウ\n乙銀行,0002,オツ\n丙銀行,0003,ヘイ\n");
    CHECK_FALSE(fs::exists(old));
    const std::string second = import("甲銀行,0001,コウギンコウ\n丙銀行,0003,ヘイ\n丁銀行,0004,テイ\n");
    CHECK_THAT(second, Catch::Contains("増えた 1、なくなった 1、読みが変わった 1") && Catch::Contains("＋ 丁銀行 0004") && Catch::Contains("－ 乙銀行 0002"));
    REQUIRE(std::distance(fs::directory_iterator(old), fs::directory_iterator()) == 1);
    CHECK_THAT(bytes_of(fs::directory_iterator(old)->path()), Catch::Contains("乙銀行"));
    CHECK_THAT(import("甲銀行,0001,コウギンコウ\n丙銀行,0003,ヘイ\n丁銀行,0004,テイ\n"), Catch::Contains("前の一覧と同じです"));
    CHECK(std::distance(fs::directory_iterator(old), fs::directory_iterator()) == 1);
    // The one before comes back by importing it.
    CHECK(run_yorozu(folder, "lexicon import bank '" + fs::directory_iterator(old)->path().string() + "'").code == 0);
    CHECK_THAT(run_yorozu(folder, "lexicon show bank").out, Catch::Contains("乙銀行"));
    // A broken file changes nothing.
    CHECK(run_yorozu(folder, "lexicon import bank '" + folder.file("broken.csv", "code\n1\n").string() + "'").code == 2);
    CHECK_THAT(run_yorozu(folder, "lexicon show bank").out, Catch::Contains("乙銀行"));
}

TEST_CASE("Japan Post's file becomes towns: brackets fall away, long towns go on over lines") {
    const Folder folder;
    const auto row = [](const std::string& code, const std::string& kana, const std::string& town) {
        return "13119,\"173  \",\"" + code + "\",\"ﾄｳｷﾖｳﾄ\",\"ｲﾀﾊﾞｼｸ\",\"" + kana + "\",\"東京都\",\"板橋区\",\"" + town + "\",0,0,1,0,0,0\r\n";
    };
    const auto file = folder.file("KEN_ALL.CSV", row("1730000", "ｲｶﾆｹｲｻｲｶﾞﾅｲﾊﾞｱｲ", "以下に掲載がない場合") + row("1730004", "ｲﾀﾊﾞｼ", "板橋") +
                                                     row("1750045", "ﾆｼﾀﾞｲ(1-", "西台（１〜") + row("1750045", "4ﾁｮｳﾒ)", "４丁目）"));
    CHECK(run_yorozu(folder, "lexicon import address '" + file.string() + "'").code == 0);
    const auto shown = nlohmann::json::parse(run_yorozu(folder, "--json lexicon show address").out);
    REQUIRE(shown.size() == 3);
    CHECK(shown[0]["text"] == "東京都板橋区");
    CHECK(shown[1]["text"] == "東京都板橋区板橋");
    CHECK(shown[1]["reading"] == "トウキヨウトイタバシクイタバシ");
    CHECK(shown[2]["text"] == "東京都板橋区西台");
    CHECK(shown[2]["code"] == "1750045");
}

TEST_CASE("Wrong words on the command line are told in Japanese, with what may stand there, and end with 2") {
    const Folder folder;
    const auto told = [&](const std::string& words) {
        const Run run = run_yorozu(folder, words);
        CHECK(run.code == 2);
        CHECK(run.out.empty());
        return run.errors;
    };
    CHECK_THAT(told("nosuch"), Catch::StartsWith("yorozu: 知らない命令です: nosuch: yorozu で使えるのは read"));
    CHECK_THAT(told("rpa"), Catch::StartsWith("yorozu: 命令がありません: yorozu rpa: 続けて check"));
    CHECK(told("read") == "yorozu: 要る引数がありません: --template: yorozu read --help で使い方を確かめてください\n");
    CHECK(told("import --batch") == "yorozu: 値の数が合いません: --batch: yorozu import --help で使い方を確かめてください\n");
    CHECK(told("import --batch a --jobs 999") == "yorozu: 使えない値です: --jobs: yorozu import --help で使い方を確かめてください\n");
    CHECK(told("batch list extra") == "yorozu: 知らない引数です: extra: yorozu batch list --help で使い方を確かめてください\n");
    CHECK_THAT(told("rpa run s.json --data a.csv --batch b"), Catch::StartsWith("yorozu: 同時には使えない引数です: --data と --batch"));
}
