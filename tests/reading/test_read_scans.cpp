// Many pages on several threads: in order, the same on every run, and a broken page stops nothing.
#include <catch2/catch.hpp>
#include <iostream>

#include "tests/reading/folder.h"
#include "workbench/desk/export/export.h"
#include "workbench/desk/reading/reading.h"
#include "workbench/desk/reading/reading_setup.h"

using namespace yorozu;
using namespace yorozu::testing;

namespace {

const std::vector<ocr::FormTemplate>& postcard() {
    static const auto forms = [] {
        std::vector<std::string> warnings;
        return desk::loaded_templates({samples / "forms" / "koza-furikae-hagaki"}, warnings);
    }();
    return forms;
}

std::vector<fs::path> some_scans(std::size_t most) {
    auto files = ocr::scan_files({samples / "scans" / "postcards"});
    REQUIRE(files.size() >= most);
    files.resize(most);
    return files;
}

struct Taken {
    std::vector<ocr::Document> documents;
    desk::ReadingSummary summary;
    std::size_t progress = 0;
};

Taken read(const std::vector<fs::path>& files, int workers) {
    Taken taken;
    desk::ReadingOptions options;
    options.workers = workers;
    options.progress = [&](const desk::ReadingProgress& progress) {
        ++taken.progress;
        CHECK(progress.pages_done == taken.progress);
        CHECK(progress.files_done <= progress.files);
    };
    const auto lists = desk::loaded_lexicons({}, {}, postcard());
    taken.summary = desk::read_scans(files, postcard(), lists, options, [&](ocr::Document&& one) { taken.documents.push_back(std::move(one)); });
    return taken;
}

}  // namespace

TEST_CASE("Documents come in the files' order and do not depend on the number of threads") {
    const auto files = some_scans(6);
    const auto one = read(files, 1), four = read(files, 4);
    REQUIRE(one.documents.size() == files.size());
    REQUIRE(four.documents.size() == files.size());
    CHECK(one.progress == files.size());
    for (std::size_t i = 0; i < files.size(); ++i) {
        CHECK(one.documents[i].source == files[i].filename().string());
        CHECK(desk::json_of(one.documents[i], postcard()) == desk::json_of(four.documents[i], postcard()));
    }
    CHECK(one.summary.pages == files.size());
    CHECK(one.summary.fields == one.summary.accepted + one.summary.to_check + one.summary.blank);
}

TEST_CASE("Who signs on the second page is believed for the first page's sake, on any number of threads; the page alone waits for a person") {
    std::vector<std::string> warnings;
    const auto forms = desk::loaded_templates({samples / "forms" / "hoikuen-moshikomi"}, warnings);
    const auto lists = desk::loaded_lexicons({}, {}, forms);
    const fs::path first = samples / "scans" / "nursery" / "hoiku015-1.png", second = samples / "scans" / "nursery" / "hoiku015-2.png";
    const auto signature = [&](const std::vector<fs::path>& files, int workers) {
        desk::ReadingOptions options;
        options.workers = workers;
        ocr::FieldReading found;
        desk::read_scans(files, forms, lists, options, [&](ocr::Document&& page) {
            for (const auto& field : page.fields)
                if (field.id == "shomei") found = field;
        });
        return found;
    };
    const auto alone = signature({second}, 1);
    REQUIRE_FALSE(alone.value.empty());
    CHECK(alone.status == ocr::FieldStatus::review);
    for (const int workers : {1, 3}) {
        const auto after_the_first = signature({first, second}, workers);
        CHECK(after_the_first.value == alone.value);
        CHECK(after_the_first.status == ocr::FieldStatus::accepted);
    }
    CHECK(signature({second, first}, 1).status == ocr::FieldStatus::review);  // a first page behind belongs to another form
}

TEST_CASE("A broken file between good ones is one failed document, and the rest is read") {
    const Folder folder;
    auto files = some_scans(2);
    const std::string good = bytes_of(files[0]);
    files.insert(files.begin() + 1, {folder.file("cut.png", good.substr(0, good.size() / 3)), folder.file("empty.tif", ""),
                                     folder.file("words.png", "this is no picture")});
    const auto taken = read(files, 3);
    REQUIRE(taken.documents.size() == 5);
    CHECK_FALSE(taken.documents[0].failed);
    for (std::size_t i = 1; i < 4; ++i) {
        CHECK(taken.documents[i].failed);
        CHECK(taken.documents[i].needs_review());
        CHECK_FALSE(taken.documents[i].why_not.empty());
    }
    CHECK_FALSE(taken.documents[4].failed);
    CHECK(taken.summary.failed == 3);
}

TEST_CASE("Stopping hands out what was begun and then ends") {
    const auto files = some_scans(12);
    std::stop_source stop;
    desk::ReadingOptions options;
    options.workers = 2;
    options.stop = stop.get_token();
    std::size_t taken = 0;
    const auto summary = desk::read_scans(files, postcard(), {}, options, [&](ocr::Document&&) {
        if (++taken == 2) stop.request_stop();
    });
    CHECK(summary.stopped);
    CHECK(taken >= 2);
    CHECK(taken < files.size());
    CHECK(summary.pages == taken);
}

TEST_CASE("What the receiver throws ends the reading and is passed on") {
    const auto files = some_scans(4);
    desk::ReadingOptions options;
    options.workers = 2;
    CHECK_THROWS_AS(desk::read_scans(files, postcard(), {}, options, [](ocr::Document&&) { throw std::logic_error("enough"); }), std::logic_error);
}

TEST_CASE("A missing model is told once, not page by page") {
    desk::ReadingOptions options;
    options.models = "/nowhere/models";
    std::size_t taken = 0;
    CHECK_THROWS_AS(desk::read_scans(some_scans(2), postcard(), {}, options, [&](ocr::Document&&) { ++taken; }), std::runtime_error);
    CHECK(taken == 0);
}

TEST_CASE("No files give no documents") {
    const auto taken = read({}, 2);
    CHECK(taken.documents.empty());
}

TEST_CASE("Words after --template are told apart: templates and inputs") {
    const auto scan = samples / "scans" / "postcards" / "hagaki001.png";
    const auto request = desk::sorted_request({samples / "forms", samples / "forms" / "koza-furikae-hagaki" / "template.json", scan,
                                               samples / "scans" / "postcards"}, {"more.tif"});
    CHECK(request.templates.size() == 2);
    CHECK(request.inputs == std::vector<fs::path>{scan, samples / "scans" / "postcards", "more.tif"});
}

TEST_CASE("Lists lie in a folder beside or above the templates") {
    const auto lists = desk::loaded_lexicons({}, {}, postcard());
    CHECK(lists.find("zengin.bank") != nullptr);
    const Folder folder;
    folder.file("surname.csv", "text\n佐藤\n");
    const auto named = desk::loaded_lexicons(folder.path, {}, postcard());
    CHECK(named.find("surname") != nullptr);
    CHECK(named.find("zengin.bank") == nullptr);
    CHECK_THROWS_AS(desk::loaded_lexicons(folder.path / "none", {}, postcard()), desk::RequestFault);
}
