#include <catch2/catch.hpp>
#include <regex>
#include <set>

#include "ocr/form/form_template.h"
#include "ocr/page/page.h"
#include "tests/generator/form_print.h"
#include "tests/generator/forms.h"
#include "tests/generator/promises/truth_table.h"

using namespace yorozu;
namespace fs = std::filesystem;

namespace {

const fs::path samples = fs::path(YOROZU_SOURCE_DIR) / "samples";
const std::vector<std::string> trays = {"postcards", "nursery", "other"};

const ocr::FormTemplate& form_of(const std::string& id) {
    static const ocr::TemplateSet set = ocr::load_templates({samples / "forms"});
    for (const auto& form : set.forms)
        if (form.id == id) return form;
    throw std::runtime_error("no template " + id);
}

bool full_width_kana(const std::string& text) {
    static const std::regex form("(\xE3\x82[\xA1-\xBF]|\xE3\x83[\x80-\xB4\xBC])+");
    return std::regex_match(text, form);
}

/// Whether a truth value has the form that contracts.md asks of its field.
bool well_formed(const ocr::FieldTemplate& field, const std::string& value) {
    if (value.empty()) return true;
    switch (field.kind) {
        case ocr::FieldKind::digits:
        case ocr::FieldKind::amount:
            return std::regex_match(value, std::regex("[0-9]+"));
        case ocr::FieldKind::date:
            return std::regex_match(value, std::regex("(19|20)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9])"));
        case ocr::FieldKind::katakana:
            return full_width_kana(value);
        case ocr::FieldKind::seal:
            return value == "有";
        case ocr::FieldKind::choice: {
            std::size_t marked = 0;
            std::string joined;
            for (const auto& option : field.options)
                if (("|" + value + "|").find("|" + option.value + "|") != std::string::npos)
                    joined += (marked++ ? "|" : "") + option.value;
            return joined == value && (field.pick_many || marked == 1);
        }
        default:
            return true;
    }
}

}  // namespace

TEST_CASE("The committed templates load without a fault and are what the designs say") {
    const auto set = ocr::load_templates({samples / "forms"});
    for (const auto& fault : set.faults) {
        INFO(fault.file << " " << fault.place << " " << fault.what);
        CHECK(fault.warning);
    }
    REQUIRE(set.forms.size() == generator::shipped_forms().size());
    for (const auto& design : generator::shipped_forms()) {
        INFO(design.id);
        const auto& form = form_of(design.id);
        REQUIRE(form.fields.size() == design.fields.size());
        std::ifstream in(samples / "forms" / design.id / "template.json");
        CHECK(nlohmann::ordered_json::parse(in) == generator::template_json(design));
        for (std::size_t n = 0; n < design.pages.size(); ++n) {
            const ocr::Image drawn = generator::blank_image(design.pages[n], 300);
            CHECK(drawn.width == form.pages[n].blank_image.width);
            CHECK(drawn.height == form.pages[n].blank_image.height);
        }
    }
}

TEST_CASE("Forms have as many fields as the office's real ones, with boxes that do not lie over each other") {
    CHECK(generator::postcard().fields.size() == 14);
    CHECK(generator::nursery().fields.size() >= 50);
    for (const auto& design : generator::shipped_forms())
        for (const auto& a : design.fields)
            for (const auto& b : design.fields) {
                if (&a == &b || a.page != b.page || a.kind == "choice" || b.kind == "choice") continue;
                const bool apart =
                    a.box.x + a.box.width <= b.box.x + 0.01 || b.box.x + b.box.width <= a.box.x + 0.01 ||
                    a.box.y + a.box.height <= b.box.y + 0.01 || b.box.y + b.box.height <= a.box.y + 0.01;
                INFO(design.id << ": " << a.id << " and " << b.id);
                CHECK(apart);
            }
}

TEST_CASE("There are at least 60 postcards, 24 nursery applications and 6 foreign pages") {
    std::map<std::string, int> pages;
    for (const auto& tray : trays)
        for (const auto& row : generator::read_truth(samples / "scans" / tray / "truth.csv"))
            ++pages[row.at("template")];
    CHECK(pages["koza-furikae-hagaki"] >= 60);
    CHECK(pages["hoikuen-moshikomi"] >= 48);
    CHECK(pages["kaigo-kanpu-koza"] >= 1);
    CHECK(pages["fukushi-taxi"] >= 1);
    CHECK(pages[""] >= 6);
}

TEST_CASE("Every truth row has the columns of its template and values in normal form") {
    for (const auto& tray : trays) {
        std::vector<std::string> columns;
        const auto rows = generator::read_truth(samples / "scans" / tray / "truth.csv", &columns);
        const std::set<std::string> names(columns.begin(), columns.end());
        CHECK(names.size() == columns.size());
        REQUIRE(columns.size() > 3);
        CHECK((columns[0] == "source" && columns[1] == "page" && columns[2] == "template"));
        std::set<std::string> places;
        for (const auto& row : rows) {
            INFO(tray << " " << row.at("source") << " page " << row.at("page"));
            CHECK(places.insert(row.at("source") + "#" + row.at("page")).second);
            if (row.at("template").empty()) continue;
            int filled = 0;
            for (const auto& field : form_of(row.at("template")).fields) {
                REQUIRE(names.count(field.id) == 1);
                INFO(field.id << " = " << row.at(field.id));
                CHECK(well_formed(field, row.at(field.id)));
                filled += !row.at(field.id).empty();
            }
            CHECK(filled >= 8);
        }
    }
}

TEST_CASE("Every committed scan decodes, and every page of it has its truth row") {
    for (const auto& tray : trays) {
        std::map<std::string, int> expected;
        for (const auto& row : generator::read_truth(samples / "scans" / tray / "truth.csv"))
            ++expected[row.at("source")];
        for (const auto& file : ocr::scan_files({samples / "scans" / tray})) {
            INFO(file.string());
            int pages = 0;
            ocr::LoadLimits limits;
            limits.pdf_dpi = 60;
            ocr::PageReader reader(file, limits);
            for (auto result = reader.next(); result; result = reader.next()) {
                REQUIRE(std::holds_alternative<ocr::Page>(*result));
                CHECK(std::get<ocr::Page>(*result).image.width > 200);
                ++pages;
            }
            CHECK(pages == expected[file.filename().string()]);
        }
        for (const auto& [source, pages] : expected) CHECK(fs::exists(samples / "scans" / tray / source));
    }
}

TEST_CASE("The samples stay small enough for a repository") {
    std::uintmax_t bytes = 0;
    for (const auto& entry : fs::recursive_directory_iterator(samples / "scans"))
        if (entry.is_regular_file()) bytes += entry.file_size();
    CHECK(bytes < 25u << 20);
}
