// The catalogues of English words are whole: that of the window checked with gettext's own tools on the sources, that of what the desk
// says against the literals in its files.
#include <catch2/catch.hpp>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>

#include "tests/gui/screen.h"
#include "workbench/gui/controls/sentences.h"

namespace {

namespace fs = std::filesystem;
const fs::path window_sources = fs::path(YOROZU_SOURCE_DIR) / "workbench/gui";

/// Words of the sources that the catalogue does not have, one a line.
std::string missing_words(const fs::path& folder) {
    std::vector<std::string> command{"xgettext", "--from-code=UTF-8", "-L", "C++", "--keyword=tr", "--keyword=word", "-o", (folder / "words.pot").string()};
    for (const auto& entry : fs::recursive_directory_iterator(window_sources))
        if (entry.path().extension() == ".cpp" || entry.path().extension() == ".h") command.push_back(entry.path().string());
    output_of(command);
    return output_of({"sh", "-c", "msgcmp \"$0\" \"$1\" 2>&1", (window_sources / "po/en.po").string(), (folder / "words.pot").string()});
}

std::string text_of(const fs::path& file) {
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// Japanese literals of a source file, comments left out; also those that are one piece of a sentence.
std::vector<std::string> japanese_literals(const fs::path& file) {
    std::vector<std::string> all;
    std::ifstream in(file);
    static const std::regex literal(R"re("((?:[^"\\]|\\.)*)")re");
    for (std::string line; std::getline(in, line);) {
        if (const auto comment = line.find("//"); comment != line.npos) line.resize(comment);
        for (std::sregex_iterator at(line.begin(), line.end(), literal), end; at != end; ++at)
            if (const std::string text = (*at)[1]; std::any_of(text.begin(), text.end(), [](char one) { return one & 0x80; })) all.push_back(text);
    }
    return all;
}

/// While it lives, what the desk says is English.
struct EnglishDesk {
    EnglishDesk() { yorozu::gui::use_sentences(fs::path(YOROZU_BIN_DIR).parent_path() / "share/yorozu/locale/en/LC_MESSAGES/yorozu-desk.mo"); }
    ~EnglishDesk() { yorozu::gui::use_sentences({}); }
};

std::string in_english(const char* japanese) { return yorozu::gui::said(japanese).utf8_string(); }

}  // namespace

TEST_CASE("Every word of the window is there in English") {
    const Home home;
    const std::string missing = missing_words(home.folder);
    INFO(missing);
    CHECK(missing.empty());
    REQUIRE(fs::exists(home.folder / "words.pot"));
    CHECK(fs::file_size(home.folder / "words.pot") > 10'000);
}

TEST_CASE("What the desk says is put into English with its numbers and names, and parts of a sentence in turn") {
    CHECK(in_english("重複") == "重複");
    const EnglishDesk english;
    CHECK(in_english("総削減 = 26 件 × 4.20 分 ÷ 60 + 3 件 × 2.10 分 ÷ 60 = 1.9 時間") == "gross = 26 records × 4.20 min ÷ 60 + 3 records × 2.10 min ÷ 60 = 1.9 h");
    CHECK(in_english("純削減 = 1.8 − 0.0 − 0.1 = 1.7 ± 0.1 時間（95 %、t 分布）") == "net = 1.8 − 0.0 − 0.1 = 1.7 ± 0.1 h (95 %, t distribution)");
    CHECK(in_english("数えなかった記録: 試行 2 件、重複 1 件") == "records that were not counted: test run 2, double 1");
    CHECK(in_english("数字 3 桁・必須・支店の一覧と照合") == "3 digits, required, against the list of branches");
    CHECK(in_english("2・3 文字目が疑わしい／一覧で直した") == "character 2, 3 doubtful / corrected by the list");
    CHECK(in_english("「確認」の分数を 8 に変更、ほか 2 件") == "make the minutes of “確認” 8, and 2 more");   // a name stays
    CHECK(in_english("列「件、数」がありません: plan.csv の 1 行目: 見出しをその名前にしてください") == "There is no column “件、数”: plan.csv, line 1: name the heading so");
    CHECK(in_english("まだ訳のない文です") == "まだ訳のない文です");
    CHECK(in_english("{1}") == "{1}");
    CHECK(in_english("") == "");
}

TEST_CASE("Every sentence of the files that speak to people in 効果, 確認 and 業務フロー has a form in English") {
    const std::string catalogue = text_of(window_sources / "po/desk-en.po");
    const fs::path root = YOROZU_SOURCE_DIR;
    for (const char* name : {"workbench/desk/hours/hours.cpp", "workbench/desk/hours/hours_formula.cpp", "workbench/desk/export/drawing.cpp", "workbench/desk/checking/check_words.cpp",
                             "ocr/record/rules.cpp", "ocr/field/read_comb.cpp", "ocr/field/read_line.cpp", "ocr/field/read_other.cpp", "flows/bpmn/edit_sentence.cpp",
                             "flows/bpmn/lint_drawing.cpp", "flows/analysis/analysis.cpp", "flows/analysis/visits.cpp"}) {
        const auto literals = japanese_literals(root / name);
        REQUIRE_FALSE(literals.empty());
        static const std::regex between("・|、|／|: |「|」|^ | $");
        for (const auto& literal : literals)
            for (std::sregex_token_iterator part(literal.begin(), literal.end(), between, -1), end; part != end; ++part) {
                INFO(name << ": " << literal);
                CHECK(catalogue.find(part->str()) != std::string::npos);
            }
    }
}
