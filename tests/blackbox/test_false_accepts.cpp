// Pages on which nothing was written that could be read: not one field of them may pass without a person.
#include <catch2/catch.hpp>
#include <iostream>
#include <set>

#include "tests/blackbox/page_reading.h"
#include "tests/generator/damage.h"
#include "tests/generator/desk_photo.h"
#include "tests/generator/foreign_pages.h"
#include "tests/generator/form_print.h"
#include "tests/generator/forms.h"
#include "tests/generator/scribbles.h"

using namespace yorozu;
using namespace yorozu::testing;
using generator::Damage;

namespace {

struct Folder {
    std::size_t pages = 0, sorted = 0, accepted = 0, blank = 0, fields = 0;
    std::string where;  ///< fields were accepted: form, field and what the page was

    void add(const ocr::Document& document, const std::string& what) {
        ++pages;
        sorted += !document.template_id.empty();
        for (const ocr::FieldReading& field : document.fields) {
            ++fields;
            blank += field.blank;
            if (field.status != ocr::FieldStatus::accepted) continue;
            ++accepted;
            where += document.template_id + "/" + field.id + " of " + what + " as " + field.value + "\n";
        }
    }
    void print(const char* name) const {
        std::cout << name << ": " << pages << " pages, " << sorted << " taken for a form, " << fields << " fields, " << blank << " called blank, "
                  << accepted << " accepted\n";
    }
};

const std::vector<std::vector<Damage>> scans = {{}, {Damage::skew, Damage::one_bit}, {Damage::dpi_200, Damage::noise}, {Damage::photo}, {Damage::fold, Damage::coffee, Damage::jpeg}};

std::string name_of(const std::vector<Damage>& damages) {
    std::string name;
    for (const Damage damage : damages) name += (name.empty() ? "" : "+") + generator::name_of(damage);
    return name.empty() ? "plain" : name;
}

}  // namespace

TEST_CASE("Blank forms give blank fields, however they were scanned") {
    Folder folder;
    for (const generator::FormDesign& form : generator::shipped_forms())
        for (std::size_t n = 0; n < scans.size(); ++n)
            for (const generator::PageDesign& page : form.pages) {
                const std::set<Damage> damages(scans[n].begin(), scans[n].end());
                const double dpi = generator::scan_dpi(damages);
                generator::Paper paper(page, dpi);
                generator::damage_paper(paper, page, damages, generator::Random(100 + n));
                folder.add(shipped_forms_reading().read(generator::scan_paper(paper.scan(), dpi, damages, generator::Random(n))), form.id + " " + name_of(scans[n]));
            }
    folder.print("blank forms");
    INFO(folder.where);
    CHECK(folder.accepted == 0);
    CHECK(folder.sorted == folder.pages);
    CHECK(folder.blank * 100 >= folder.fields * 86);
}

TEST_CASE("Scribbles in every box of a form are read as nothing") {
    Folder folder;
    for (const generator::FormDesign& form : generator::shipped_forms())
        for (std::size_t n = 0; n < scans.size(); ++n)
            for (const auto& page : generator::make_scribbled_form(form.id, 300 + n, scans[n]).pages)
                folder.add(shipped_forms_reading().read(page), form.id + " " + name_of(scans[n]));
    folder.print("scribbled forms");
    INFO(folder.where);
    CHECK(folder.accepted == 0);
    CHECK(folder.sorted >= 23);  // of 25; else nothing was tried
}

TEST_CASE("Letters, leaflets, other forms and another edition of a form are not read") {
    Folder folder;
    for (const std::string& kind : generator::foreign_kinds())
        for (const auto& damages : {std::vector<Damage>{}, {Damage::one_bit, Damage::skew}})
            folder.add(shipped_forms_reading().read(generator::make_foreign_page(kind, 700, damages)), kind + " " + name_of(damages));
    for (std::uint64_t seed = 710; seed < 716; ++seed) {
        generator::FillRequest request;
        request.form = "koza-furikae-hagaki-r2";
        request.seed = seed;
        request.hand.kind = "klee";
        if (seed % 2) request.damages = {Damage::one_bit};
        for (const auto& page : generator::make_filled_form(request).pages) folder.add(shipped_forms_reading().read(page), "another edition");
    }
    folder.print("other pages");
    INFO(folder.where);
    CHECK(folder.accepted == 0);
    CHECK(folder.sorted == 0);
}

TEST_CASE("A telephone's picture of a desk is no form, not even with half of one on it") {
    Folder folder;
    for (const std::string& kind : generator::desk_kinds())
        for (std::uint64_t seed = 0; seed < 6; ++seed) folder.add(shipped_forms_reading().read(generator::make_desk_photo(kind, 800 + seed)), "desk, " + kind);
    folder.print("desks");
    INFO(folder.where);
    CHECK(folder.accepted == 0);
}
