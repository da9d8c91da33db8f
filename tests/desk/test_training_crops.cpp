// What people confirmed becomes labelled pictures inside the workspace, and goes away when they say so.
#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

#include "ocr/lexicon/csv_table.h"
#include "tests/store/temporary_folder.h"
#include "workbench/desk/checking/verify.h"
#include "workbench/desk/reading/import.h"
#include "workbench/desk/reading/training_crops.h"

using namespace yorozu;
using namespace yorozu::desk;
namespace fs = std::filesystem;

TEST_CASE("Confirmed and corrected fields are cut with their labels, once, and deleted on request") {
    const TemporaryFolder folder;
    const Clock clock = [] { return store::TimeMs{1'790'000'000'000}; };
    Workspace workspace(folder / "ws", store::Access::write, clock());
    const fs::path samples = fs::path(YOROZU_SOURCE_DIR) / "samples";
    ImportRequest request;
    request.batch = "b";
    request.templates = {samples / "forms" / "koza-furikae-hagaki"};
    request.inputs = {samples / "scans" / "postcards" / "hagaki008.png"};
    request.jobs = 1;
    REQUIRE(import_scans(workspace, request, clock).pages_read == 1);
    CHECK(keep_crops(workspace).crops == 0);
    Verification person(workspace, "b", "sato", clock);
    auto written = person.waiting();
    std::erase_if(written, [](const FieldToCheck& field) {
        return field.kind == ocr::FieldKind::choice || field.kind == ocr::FieldKind::seal;
    });
    REQUIRE(written.size() >= 2);
    person.correct(written[0], "1234567", 2);
    person.unreadable(written[1], 2);
    const auto kept = keep_crops(workspace);
    CHECK(kept.added == 1);
    CHECK(kept.crops == 1);
    const auto table = ocr::read_csv(kept.folder / "labels.csv");
    REQUIRE(table.rows.size() == 2);
    CHECK(table.rows[0] == std::vector<std::string>{"file", "template", "field", "kind", "read", "label"});
    const fs::path picture = kept.folder / table.rows[1][0];
    CHECK(fs::exists(picture));
    const auto page = ocr::load_pages(picture);
    REQUIRE(page.size() == 1);
    CHECK(std::get<ocr::Page>(page[0]).image.width > 100);
    CHECK(keep_crops(workspace).added == 0);
    // Nobody but the owner looks into the folder.
    CHECK((fs::status(kept.folder).permissions() & (fs::perms::group_all | fs::perms::others_all)) == fs::perms::none);
    CHECK(delete_crops(workspace) == 1);
    CHECK_FALSE(fs::exists(kept.folder));
    CHECK(delete_crops(workspace) == 0);
    CHECK(keep_crops(workspace).added == 1);
}
