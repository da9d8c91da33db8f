#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "workbench/desk/export/table_writer.h"
#include "workbench/desk/flows/flow_check.h"
#include "workbench/desk/flows/flow_difference.h"
#include "workbench/desk/flows/flow_export.h"
#include "workbench/desk/flows/flow_figures.h"
#include "workbench/desk/flows/flow_files.h"
#include "workbench/desk/flows/flow_import.h"
#include "workbench/desk/workspace/request_fault.h"

namespace fs = std::filesystem;
using namespace yorozu;

namespace {

struct Folder {
    fs::path path = fs::temp_directory_path() / ("yorozu-flow-files-" + std::to_string(::getpid()));
    Folder() { fs::create_directories(path); }
    ~Folder() { fs::remove_all(path); }
};

std::string bytes_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

void write(const fs::path& file, const std::string& text) { std::ofstream(file, std::ios::binary) << text; }

const fs::path samples = fs::path(YOROZU_SOURCE_DIR) / "samples/flows";

}  // namespace

TEST_CASE("Saving keeps the five versions before, the youngest first, and nothing when the bytes are the same") {
    const Folder folder;
    const auto file = folder.path / "a.bpmn";
    for (int n = 1; n <= 8; ++n) {
        desk::save_flow_file(file, std::to_string(n));
        desk::save_flow_file(file, std::to_string(n));
    }
    CHECK(bytes_of(file) == "8");
    for (int n = 1; n <= 5; ++n) CHECK(bytes_of(folder.path / ".yorozu-backup" / ("a.bpmn." + std::to_string(n))) == std::to_string(8 - n));
    CHECK_FALSE(fs::exists(folder.path / ".yorozu-backup/a.bpmn.6"));
}

TEST_CASE("A place that can't be written to is named, and the file that was there stays") {
    const Folder folder;
    CHECK_THROWS_AS(desk::save_flow_file(folder.path / "none" / "a.bpmn", "x"), desk::ExportFailure);
    fs::create_directories(folder.path / "b.bpmn");
    CHECK_THROWS(desk::save_flow_file(folder.path / "b.bpmn", "x"));
    CHECK(fs::is_directory(folder.path / "b.bpmn"));
}

TEST_CASE("A broken file is checked with its line, and neither rebuilt nor linted") {
    const Folder folder;
    const auto file = folder.path / "cut.bpmn";
    write(file, bytes_of(samples / "tennyu.bpmn").substr(0, 5000));
    const auto check = desk::check_flow(file, false);
    CHECK_FALSE(check.whole);
    REQUIRE_FALSE(check.problems.empty());
    CHECK(check.problems.front().rule == "malformed-xml");
    CHECK(check.problems.front().line > 50);
    CHECK_THROWS_AS(desk::rebuild_flow_file(file, folder.path / "out.bpmn"), desk::RequestFault);
    CHECK_FALSE(fs::exists(folder.path / "out.bpmn"));
    CHECK_THROWS_AS(desk::diff_flow_files(file.string() + "x", file), desk::RequestFault);
}

TEST_CASE("A step list becomes a laid-out flow; a bad row is named by its line") {
    const Folder folder;
    const auto out = folder.path / "steps.bpmn";
    desk::save_flow_file(out, desk::flow_from_step_list(samples / "tennyu-steps.csv", "転入"));
    const auto check = desk::check_flow(out, false);
    CHECK(check.whole);
    CHECK(check.steps == 19);
    CHECK(check.count(flows::Problem::Weight::error) == 0);
    const auto refused = [&](const std::string& text, const std::string& why) {
        write(folder.path / "bad.csv", text);
        try {
            desk::flow_from_step_list(folder.path / "bad.csv", "");
        } catch (const desk::RequestFault& fault) {
            return std::string(fault.what()).find(why) != std::string::npos;
        }
        return false;
    };
    CHECK(refused("レーン,分\n職員,5\n", "「工程」の列"));
    CHECK(refused("レーン,工程,分\n職員,入力,五\n", "2 行目"));
    CHECK(refused("レーン,工程,出所\n職員,入力,噂\n", "出所「噂」"));
    CHECK(refused("レーン,工程\n", "一つもありません"));
    CHECK(refused("", "空"));
}

TEST_CASE("The two variants of the moving-in procedure differ by ten minutes") {
    const auto flow = desk::shown_flow(samples / "tennyu.bpmn");
    const auto [older, newer] = desk::variants_to_compare(flow, samples / "tennyu.bpmn");
    double before = 0, after = 0;
    for (const auto& one : desk::variant_difference(flow, older, newer)) before += one.older_minutes, after += one.newer_minutes;
    CHECK(before == Approx(39));
    CHECK(after == Approx(29));
}

TEST_CASE("Two versions of a file are told apart and drawn with their marks; another ending is refused before anything is written") {
    const Folder folder;
    const auto before = samples / "koza-furikae-hagaki.bpmn", after = folder.path / "after.bpmn";
    auto document = desk::open_flow_file(before);
    REQUIRE(document.apply({flows::Rename{"AsIs_3", "端末に入力する"}, flows::Remove{"AsIs_5"}}) == "");
    write(after, document.text());
    const auto difference = desk::diff_flow_files(before, after);
    CHECK(difference.of("AsIs_3") == flows::Change::changed);
    CHECK(difference.of("AsIs_5") == flows::Change::removed);
    const auto written = desk::draw_difference(before, after, folder.path / "difference.svg");
    REQUIRE(written.size() == 2);   // As-Is and To-Be
    CHECK(bytes_of(written[0]).find("<svg") != std::string::npos);
    CHECK(bytes_of(written[0]) != bytes_of(desk::draw_flow_file(after, 1, folder.path / "after.svg").at(0)));
    CHECK_THROWS_AS(desk::draw_difference(before, after, folder.path / "difference.doc"), desk::RequestFault);
    CHECK_FALSE(fs::exists(folder.path / "difference.doc"));
}
