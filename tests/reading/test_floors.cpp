// Floors of what is read of the sample postcards, by kind of field. They may only rise.
#include <catch2/catch.hpp>

#include "tests/reading/confused_models.h"
#include "workbench/desk/reading/evaluation.h"
#include "workbench/desk/reading/reading.h"
#include "workbench/desk/reading/reading_setup.h"

using namespace yorozu;
using namespace yorozu::testing;

namespace {

/// Of the first 24 postcards, a hand each: struck out, stamped, folded, turned and skewed ones among them.
constexpr int postcards = 24;

struct Floor {
    const char* kind;
    std::size_t least_right, least_accepted;
};
constexpr Floor floors[] = {{"digits", 119, 102}, {"date", 23, 22}, {"katakana", 46, 45}, {"kanji", 91, 78}, {"choice", 23, 22}, {"seal", 23, 21}};

desk::Evaluation read(const std::vector<ocr::FormTemplate>& forms, const fs::path& models, int pages) {
    std::vector<fs::path> files;
    for (int n = 1; n <= pages; ++n) files.push_back(samples / "scans/postcards" / ("hagaki" + std::to_string(1000 + n).substr(1) + ".png"));
    desk::Evaluation evaluation(desk::load_truth(samples / "scans/postcards/truth.csv"), forms);
    desk::ReadingOptions options;
    options.models = models;
    desk::read_scans(files, forms, desk::loaded_lexicons({}, {}, forms), options, [&](ocr::Document&& document) { evaluation.add(document); });
    return evaluation;
}

std::vector<ocr::FormTemplate> postcard() {
    std::vector<std::string> warnings;
    return desk::loaded_templates({samples / "forms/koza-furikae-hagaki"}, warnings);
}

/// The kinds that fall below their floor; "wrong" when something wrong would pass unseen.
std::vector<std::string> below(const desk::Evaluation& evaluation) {
    std::vector<std::string> kinds;
    const auto rows = evaluation.by_kind();
    for (const Floor& floor : floors) {
        const auto row = rows.find(floor.kind);
        if (row == rows.end() || row->second.right < floor.least_right || row->second.accepted < floor.least_accepted)
            kinds.push_back(floor.kind);
    }
    if (evaluation.all().wrong_accepted > 0) kinds.push_back("wrong");
    return kinds;
}

}  // namespace

TEST_CASE("As much of the sample postcards is read and accepted as ever, and nothing wrong passes unseen") {
    const auto forms = postcard();
    const auto evaluation = read(forms, ocr::Recogniser::default_model_folder(), postcards);
    CHECK(evaluation.pages == postcards);
    CHECK(evaluation.refused == 0);
    for (const auto& [kind, row] : evaluation.by_kind()) UNSCOPED_INFO(kind << ": " << row.right << " right, " << row.accepted << " accepted of " << row.fields);
    CHECK(below(evaluation) == std::vector<std::string>{});
}

TEST_CASE("With recognisers that answer nonsense the floors do not hold, and no list makes sense of it") {
    const Folder folder;
    copy_confused_models(folder.path);
    const auto forms = postcard();
    const auto evaluation = read(forms, folder.path, 12);
    for (const char* kind : {"digits", "date", "katakana", "kanji"}) {
        const auto row = evaluation.by_kind().at(kind);
        CAPTURE(kind, row.right, row.accepted);
        CHECK(row.right * 10 <= row.fields);
    }
    CHECK(below(evaluation).size() >= 4);
}
