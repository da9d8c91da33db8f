// Printed fields: what Tesseract reads of an office's own print is accepted, and nothing wrong with it.
#include <catch2/catch.hpp>
#include <cstdio>
#include <iostream>
#include <map>

#include "tests/blackbox/page_reading.h"
#include "tests/blackbox/printed_sheet.h"
#include "tests/generator/form_print.h"
#include "tests/reading/folder.h"

using namespace yorozu;
using namespace yorozu::testing;
using generator::Damage;

namespace {

const std::vector<std::vector<Damage>> scans = {{}, {Damage::skew}, {Damage::one_bit}, {Damage::dpi_200, Damage::jpeg}};

class PrintedReading {
public:
    PrintedReading() {
        generator::write_form(printed_sheet(), folder_.path / "printed", 300);
        reading_ = std::make_unique<PageReading>(std::vector<fs::path>{folder_.path / "printed"});
    }
    ocr::Document read(const generator::FilledPage& page) { return reading_->read(page); }

private:
    Folder folder_;
    std::unique_ptr<PageReading> reading_;
};

}  // namespace

TEST_CASE("An office's own print is read, and most of it needs no person") {
    PrintedReading reading;
    int fields = 0, right = 0, accepted = 0, wrong_accepted = 0;
    for (const char* family : {"IPAexGothic", "IPAexMincho", "Noto Sans CJK JP", "Noto Serif CJK JP"})
        for (std::uint64_t seed = 0; seed < scans.size(); ++seed) {
            const auto sheet = filled_printed_sheet(40 + seed, family, scans[seed]);
            for (const ocr::FieldReading& field : reading.read(sheet.pages.front()).fields) {
                const bool good = field.value == sheet.truth.at(field.id);
                ++fields;
                right += good;
                accepted += field.status == ocr::FieldStatus::accepted;
                wrong_accepted += field.status != ocr::FieldStatus::review && !good;
            }
        }
    std::cout << "print: of " << fields << " fields " << right << " right, " << accepted << " accepted, " << wrong_accepted << " wrong that nobody would look at\n";
    CHECK(right >= 270);
    CHECK(accepted >= 60);
    CHECK(wrong_accepted == 0);
}

// By hand: what the confidences of print are calibrated with, one line a field.
TEST_CASE("Confidences of print", "[.measure]") {
    PrintedReading reading;
    for (const char* family : {"IPAexGothic", "IPAexMincho", "Noto Sans CJK JP", "Noto Serif CJK JP", "MotoyaLMaru", "Komatuna P"})
        for (std::uint64_t seed = 1000; seed < 1012; ++seed) {
            const auto& scan = scans[seed % scans.size()];
            const auto sheet = filled_printed_sheet(seed, family, scan);
            for (const ocr::FieldReading& field : reading.read(sheet.pages.front()).fields) {
                std::cout << family << '\t' << seed << '\t' << field.id << '\t' << sheet.truth.at(field.id) << '\t' << field.value << '\t' << field.raw << '\t'
                          << (field.status == ocr::FieldStatus::accepted) << '\t' << field.confidence << '\t';
                for (const auto& character : field.characters) std::printf("%s=%.4f ", character.value.c_str(), character.confidence);
                std::cout << std::endl;
            }
        }
}
