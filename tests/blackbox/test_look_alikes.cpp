// Characters that are taken for each other: how many are read, and how many wrong ones are given for sure.
#include <catch2/catch.hpp>
#include <iostream>
#include <map>

#include "ocr/lexicon/text_key.h"
#include "tests/blackbox/look_alike_sheet.h"
#include "tests/blackbox/page_reading.h"
#include "tests/generator/form_print.h"
#include "tests/generator/real_digits.h"
#include "tests/reading/confused_models.h"

using namespace yorozu;
using namespace yorozu::testing;

namespace {

/// From here on a character alone may carry a field past the clerk.
constexpr double sure = 0.997;

struct Count {
    int characters = 0, read = 0, misread = 0, accepted = 0, wrong_accepted = 0;
};
using Counts = std::map<std::string, Count>;

/// What must be read at least, and misread for sure at most: what is measured now.
struct Bar {
    const char* pair;
    int least_read, most_misread;
};

std::string text_of(const ocr::FieldReading& field) {
    std::string text;
    for (const auto& character : field.characters) text += character.value;
    return text;
}

void add(Counts& counts, const generator::FilledForm& sheet, const ocr::Document& document) {
    REQUIRE(document.template_id == "look-alikes");
    for (const ocr::FieldReading& field : document.fields) {
        Count& count = counts[look_alikes()[static_cast<std::size_t>(field.id[4] - '1')].name];
        const std::u32string written = ocr::code_points(sheet.truth.at(field.id)), given = ocr::code_points(text_of(field));
        count.characters += static_cast<int>(written.size());
        if (given.size() == written.size())
            for (std::size_t i = 0; i < written.size(); ++i) {
                count.read += given[i] == written[i];
                count.misread += given[i] != written[i] && field.characters[i].confidence >= sure;
            }
        const bool accepted = field.status == ocr::FieldStatus::accepted;
        count.accepted += accepted;
        count.wrong_accepted += accepted && field.value != sheet.truth.at(field.id);
    }
}

class SheetFolder {
public:
    SheetFolder() { generator::write_form(look_alike_sheet(), folder_.path / "look-alikes", 300); }
    std::vector<fs::path> templates() const { return {folder_.path / "look-alikes"}; }

private:
    Folder folder_;
};

Counts read_sheets(PageReading& reading, int sheets_a_hand, const generator::HandChoice& like = {}) {
    Counts counts;
    for (const char* hand : {"klee", "yusei-magic", "kiloji", "kiloji-p", "strokes"})
        for (int n = 0; n < sheets_a_hand; ++n) {
            const auto sheet = filled_look_alikes(500 + static_cast<std::uint64_t>(n), {hand, like.real_digits}, n % 3 == 2 ? std::vector{generator::Damage::one_bit} : std::vector<generator::Damage>{});
            add(counts, sheet, reading.read(sheet.pages.front()));
        }
    return counts;
}

/// Prints the counts and names the pairs that miss their bar.
std::vector<std::string> below(const Counts& counts, const std::vector<Bar>& bars) {
    std::vector<std::string> pairs;
    for (const Bar& bar : bars) {
        const Count& count = counts.at(bar.pair);
        std::cout << bar.pair << ": " << count.read << " of " << count.characters << " read (least " << bar.least_read << "), " << count.misread
                  << " misread for sure (most " << bar.most_misread << "), " << count.accepted << " fields accepted, " << count.wrong_accepted << " of them wrong\n";
        if (count.read < bar.least_read || count.misread > bar.most_misread || count.wrong_accepted > 0) pairs.push_back(bar.pair);
    }
    return pairs;
}

const std::vector<Bar> bars = {{"1/7", 400, 0}, {"0/6", 400, 0}, {"シ/ツ", 384, 1}, {"ソ/ン", 370, 0}, {"ク/ワ", 382, 0}, {"板/坂", 217, 0}};
const std::vector<Bar> real_bars = {{"1/7", 400, 0}, {"0/6", 396, 0}};

}  // namespace

TEST_CASE("Look-alikes are told apart, or shown to a person") {
    const SheetFolder sheet;
    PageReading reading(sheet.templates());
    CHECK(below(read_sheets(reading, 4), bars) == std::vector<std::string>{});
}

TEST_CASE("Real writers' look-alike digits are told apart, or shown to a person") {
    const fs::path data = generator::real_digits_folder();
    if (data.empty()) return;
    const SheetFolder sheet;
    PageReading reading(sheet.templates());
    CHECK(below(read_sheets(reading, 4, {"", data}), real_bars) == std::vector<std::string>{});
}

TEST_CASE("A reader that calls every character by another's name misses the bar of every pair") {
    const SheetFolder sheet;
    const Folder models;
    copy_confused_models(models.path);
    PageReading reading(sheet.templates(), models.path);
    CHECK(below(read_sheets(reading, 2), bars).size() == bars.size());
}
