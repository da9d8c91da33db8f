// LibreOffice Calc: cells of a sheet by name, judged by the file that Calc saved.
#include <catch2/catch.hpp>
#include <pugixml.hpp>
#include <thread>

#include "rpa/japanese.h"
#include "tests/rpa-desktop/japanese_corpus.h"
#include "tests/rpa-desktop/ledger_desk.h"

using namespace yorozu::rpa;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds calc_patience{60'000};  // LibreOffice starts slowly

/// A flat ODF sheet with headings; columns A to C hold text, whatever is typed.
void write_sheet(const std::filesystem::path& file) {
    std::ofstream(file) << R"xml(<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
<office:automatic-styles><number:text-style style:name="N100"><number:text-content/></number:text-style>
<style:style style:name="ce1" style:family="table-cell" style:data-style-name="N100"/></office:automatic-styles>
<office:body><office:spreadsheet><table:table table:name="台帳"><table:table-column table:number-columns-repeated="3" table:default-cell-style-name="ce1"/>
<table:table-row><table:table-cell office:value-type="string"><text:p>氏名</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>住所</text:p></table:table-cell>
<table:table-cell office:value-type="string"><text:p>備考</text:p></table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="60"><table:table-cell table:style-name="ce1" table:number-columns-repeated="3"/></table:table-row></table:table></office:spreadsheet></office:body></office:document>
)xml";
}

/// Text of a paragraph as ODF writes it: runs of spaces are elements.
std::string text_of(const pugi::xml_node& node) {
    std::string text;
    for (const auto& part : node.children()) {
        if (part.type() == pugi::node_pcdata || part.type() == pugi::node_cdata) text += part.value();
        else if (std::string(part.name()) == "text:s") text += std::string(part.attribute("text:c").as_uint(1), ' ');
        else if (std::string(part.name()) == "text:tab") text += '\t';
        else text += text_of(part);
    }
    return text;
}

std::vector<std::vector<std::string>> saved_cells(const std::filesystem::path& file) {
    pugi::xml_document document;
    document.load_file(file.c_str(), pugi::parse_default | pugi::parse_ws_pcdata);
    std::vector<std::vector<std::string>> rows;
    for (const auto& row : document.select_nodes("//table:table[1]/table:table-row")) {
        rows.emplace_back();
        for (const auto& cell : row.node().children("table:table-cell")) {
            std::string text;
            for (const auto& paragraph : cell.children("text:p")) text += (text.empty() ? "" : "\n") + text_of(paragraph);
            for (unsigned i = 0; i < std::min(cell.attribute("table:number-columns-repeated").as_uint(1), 10U); ++i) rows.back().push_back(text);
        }
    }
    return rows;
}

struct CalcDesk {
    TemporaryFolder folder;
    std::filesystem::path sheet = folder / "daicho.fods";
    std::unique_ptr<Desktop> desktop = start_desktop({{}, {"soffice"}, {}});

    CalcDesk() {
        write_sheet(sheet);
        desktop->launch({"soffice", "--norestore", "--nologo", "--nofirststartwizard", "-env:UserInstallation=file://" + (folder / "profile").string(), "--calc", sheet.string()}, "daicho.fods", calc_patience);
    }
    static Target cell(const std::string& place) { return {{{"aria/[role=\"table\"]", "cell/" + place}}, {}}; }
    void save() {
        const auto before = std::filesystem::last_write_time(sheet);
        desktop->keys("Ctrl+S", calc_patience);
        for (int round = 0; round < 600 && std::filesystem::last_write_time(sheet) == before; ++round) std::this_thread::sleep_for(milliseconds(50));
        std::this_thread::sleep_for(milliseconds(500));
    }
};

}  // namespace

TEST_CASE("Cells of a Calc sheet are filled by their names, read back and saved as they were given") {
    CalcDesk desk;
    std::vector<std::string> corpus;
    for (const auto& text : japanese_corpus(1000))
        if (!keyable(text, OnUnkeyable::refuse, OnUnkeyable::refuse).refused) corpus.push_back(text);
    std::vector<std::string> differed;
    std::vector<std::pair<std::size_t, std::string>> kept;
    for (std::size_t i = 0; i < corpus.size(); ++i) {
        const auto place = std::string(1, static_cast<char>('A' + i % 3)) + std::to_string(2 + i / 3);
        desk.desktop->set_text(desk.cell(place), corpus[i], Entry::usual, calc_patience);
        const auto shown = desk.desktop->read_back(desk.cell(place));
        if (shown == corpus[i]) kept.emplace_back(i, corpus[i]);
        else differed.push_back(corpus[i] + " -> " + shown);
    }
    desk.save();
    const auto saved = saved_cells(desk.sheet);
    int silent = 0;
    for (const auto& [i, text] : kept) {
        const std::size_t row = 1 + i / 3, column = i % 3;
        const bool same = row < saved.size() && column < saved[row].size() && saved[row][column] == text;
        if (!same) UNSCOPED_INFO("row " << row << " column " << column << " was saved as something else: " << text.substr(0, 30));
        silent += !same;
    }
    CHECK(silent == 0);
    CHECK(differed == std::vector<std::string>{"1/2 -> ½", "TEst -> Test"});  // AutoCorrect; read back, so the record is left to a person
}

TEST_CASE("What a sheet makes of a value in a cell that is not formatted as text is seen when it is read back") {
    CalcDesk desk;
    int row = 1;
    std::vector<std::pair<std::string, std::string>> shown;
    for (const char* text : {"00123", "1/2", "=1+1", "+81", "12:30", "50%", "1,000", "2025-04-01", "見本", "42"}) {
        const auto cell = desk.cell("E" + std::to_string(++row));
        desk.desktop->set_text(cell, text, Entry::usual, calc_patience);
        shown.emplace_back(text, desk.desktop->read_back(cell));
    }
    desk.save();
    pugi::xml_document document;
    document.load_file(desk.sheet.c_str());
    int at = 1;
    for (const auto& [text, back] : shown) {
        const auto cell = document.select_node(("//table:table[1]/table:table-row[" + std::to_string(++at) + "]/table:table-cell[last()]").c_str()).node();
        const std::string type = cell.attribute("office:value-type").value(), kept = cell.attribute("office:value").value();
        INFO(text << " -> " << back << ", saved as " << type << " " << kept);
        // Kept as text, or as the number that was written: else the record must not pass.
        const bool same = type == "string" ? cell.child("text:p").text().get() == text : kept == text;
        CHECK((back == text) == same);
    }
}

TEST_CASE("A range of a sheet is read as rows, and a whole sheet is refused with the way to write a range") {
    CalcDesk desk;
    const auto put = [&](const char* place, const char* text) { desk.desktop->set_text(desk.cell(place), text, Entry::usual, calc_patience); };
    put("A2", "髙﨑");
    put("B2", "見本市1");
    put("A3", "𠮷野");
    put("B3", "見本市2");
    const auto rows = desk.desktop->rows(desk.cell("A1:B3"), "住所");
    REQUIRE(rows.size() == 3);
    CHECK(rows[2].texts == std::vector<std::string>{"𠮷野", "見本市2"});
    CHECK(rows[2].number == "見本市2");
    const auto failure = failure_of([&] { desk.desktop->table({{{"aria/[role=\"table\"]"}}, {}}); });
    CHECK(failure.message.find("範囲") != std::string::npos);
}
