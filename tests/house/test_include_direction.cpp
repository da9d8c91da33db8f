// The arrows of CONTRIBUTING.md, kept by a test: data moves down the list of rooms, includes point up it, and a
// foreign library is seen in its own rooms only.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;
const fs::path root = YOROZU_SOURCE_DIR;

/// Rooms, longest name first where one contains another, and the rooms each may include besides itself.
const std::map<std::string, std::set<std::string>> arrows = {
    {"ocr/page", {}},
    {"ocr/form", {"ocr/page"}},
    {"ocr/recognise", {"ocr/page"}},
    {"ocr/lexicon", {"ocr/page", "ocr/recognise"}},
    {"ocr/field", {"ocr/page", "ocr/form", "ocr/recognise"}},
    {"ocr/record", {"ocr/page", "ocr/form", "ocr/recognise", "ocr/lexicon", "ocr/field"}},
    {"ocr", {"ocr/page", "ocr/form", "ocr/recognise", "ocr/lexicon", "ocr/field", "ocr/record"}},
    {"flows/bpmn", {}},
    {"flows/layout", {"flows/bpmn"}},
    {"flows/drawing", {"flows/bpmn", "flows/layout"}},
    {"flows/analysis", {"flows/bpmn"}},
    {"flows/simulation", {"flows/bpmn", "flows/analysis"}},
    {"rpa", {}},
    {"tracker", {}},
    {"rpa/desktop", {"rpa"}},
    {"workbench/store", {}},
    {"workbench/desk",
     {"ocr", "ocr/page", "ocr/form", "ocr/recognise", "ocr/lexicon", "ocr/field", "ocr/record", "flows/bpmn",
      "flows/layout", "flows/drawing", "flows/analysis", "flows/simulation", "rpa", "rpa/desktop",
      "tracker", "workbench/store"}},
    // Engines' value types come to the command line and the window through desk's headers; they call desk only.
    {"workbench/cli", {"workbench/desk"}},
    {"workbench/gui", {"workbench/desk"}},
};

/// A foreign header's beginning and the only rooms that may name it.
const std::map<std::string, std::set<std::string>> foreign = {
    {"opencv2/", {"ocr/form", "ocr/recognise", "ocr/field", "rpa/desktop"}},
    {"leptonica/", {"ocr/page", "ocr/field"}},
    {"png.h", {"ocr/page", "rpa/desktop"}},
    {"jpeglib.h", {"ocr/page"}},
    {"sodium.h", {"ocr/page", "workbench/store", "workbench/desk"}},
    {"unicode/", {"ocr/lexicon", "ocr/record", "rpa", "rpa/desktop", "workbench/desk"}},
    {"tesseract/", {"ocr/field", "rpa/desktop"}},
    {"xcb/", {"rpa/desktop"}},
    {"systemd/", {"rpa/desktop"}},
    {"ZXing/", {"ocr/field"}},
    {"cairo", {"ocr/form", "flows/drawing", "workbench/desk", "workbench/gui"}},
    {"pango/", {"ocr/form", "flows/drawing", "workbench/desk"}},
    {"curl/", {"rpa", "tracker"}},
    {"lua", {"rpa"}},
    {"SQLiteCpp/", {"workbench/store"}},
    {"sqlite3", {"workbench/store"}},
    {"xlsxwriter", {"workbench/desk"}},
    {"CLI/", {"workbench/cli"}},
    {"wx/", {"workbench/gui"}},
    {"gtk/", {"workbench/gui"}},
    {"fmt/", {"workbench/desk"}},
    {"gtk/", {"workbench/gui"}},
    {"pugixml", {"flows/bpmn", "workbench/desk"}},
    {"zip.h", {"workbench/desk"}},
    {"httplib", {}},
};

std::string room_of(const std::string& path) {
    std::string best;
    for (const auto& [room, allowed] : arrows)
        if (path.rfind(room + "/", 0) == 0 && room.size() > best.size()) best = room;
    return best;
}

struct Include {
    std::string file;
    std::string room;
    std::string header;
    bool ours;
};

std::vector<Include> includes_of(const fs::path& file, const std::string& relative) {
    static const std::regex line_form(R"(^\s*#\s*include\s*([<"])([^>"]+)[>"])");
    std::vector<Include> found;
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);) {
        std::smatch match;
        if (std::regex_search(line, match, line_form))
            found.push_back({relative, room_of(relative), match[2], match[1] == "\""});
    }
    return found;
}

std::vector<Include> all_includes() {
    std::vector<Include> all;
    for (const char* top : {"ocr", "rpa", "flows", "tracker", "workbench"}) {
        if (!fs::exists(root / top)) continue;
        for (const auto& entry : fs::recursive_directory_iterator(root / top)) {
            const auto extension = entry.path().extension();
            if (extension != ".h" && extension != ".cpp") continue;
            const auto found = includes_of(entry.path(), fs::relative(entry.path(), root).generic_string());
            all.insert(all.end(), found.begin(), found.end());
        }
    }
    return all;
}

std::string fault_of(const Include& include) {
    if (include.ours) {
        const std::string target = room_of(include.header);
        if (target.empty()) return "";
        if (target == include.room || arrows.at(include.room).count(target)) return "";
        return include.file + " includes " + include.header + ": the arrow " + include.room + " → " + target +
               " is not in the list";
    }
    for (const auto& [prefix, rooms] : foreign)
        if (include.header.rfind(prefix, 0) == 0 && !rooms.count(include.room))
            return include.file + " includes <" + include.header + ">: it stays inside other rooms";
    return "";
}

}  // namespace

TEST_CASE("No include points against the arrows or takes a foreign header out of its room") {
    const auto includes = all_includes();
    REQUIRE(includes.size() > 100);
    for (const auto& include : includes) {
        INFO(fault_of(include));
        CHECK(fault_of(include).empty());
    }
}

TEST_CASE("A header that another room includes brings no foreign library with it") {
    const auto includes = all_includes();
    std::set<std::string> public_headers;
    for (const auto& include : includes)
        if (include.ours && room_of(include.header) != include.room) public_headers.insert(include.header);
    for (const auto& include : includes) {
        if (!public_headers.count(include.file) || include.ours) continue;
        for (const auto& [prefix, rooms] : foreign) {
            INFO(include.file << " is public and includes <" << include.header << ">");
            CHECK(include.header.rfind(prefix, 0) != 0);
        }
    }
}

TEST_CASE("An arrow that is not in the list is found") {
    CHECK_FALSE(fault_of({"rpa/runner.cpp", "rpa", "workbench/store/database.h", true}).empty());
    CHECK_FALSE(fault_of({"ocr/page/page.cpp", "ocr/page", "ocr/form/form_match.h", true}).empty());
    CHECK_FALSE(fault_of({"workbench/desk/hours/hours.cpp", "workbench/desk", "SQLiteCpp/Database.h", false}).empty());
    CHECK_FALSE(fault_of({"workbench/desk/hours/hours.cpp", "workbench/desk", "wx/frame.h", false}).empty());
    CHECK_FALSE(fault_of({"rpa/evidence.cpp", "rpa", "sodium.h", false}).empty());
    CHECK_FALSE(fault_of({"ocr/form/blank_ink.cpp", "ocr/form", "png.h", false}).empty());
    CHECK(fault_of({"workbench/desk/hours/hours.cpp", "workbench/desk", "workbench/store/baselines.h", true}).empty());
}

TEST_CASE("No file of ours names a junk drawer") {
    static const std::regex junk("(^|_)(util|utils|common|misc|helper|helpers|manager)(_|\\.|$)");
    for (const auto& include : all_includes())
        CHECK_FALSE(std::regex_search(fs::path(include.file).filename().string(), junk));
}
