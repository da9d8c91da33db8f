#include <unistd.h>
#include <catch2/catch.hpp>
#include <fstream>
#include <future>
#include <iterator>

#include "tests/generator/forms.h"
#include "tests/generator/generator.h"
#include "tests/generator/scan_file.h"

using namespace yorozu::generator;

namespace {

bool same(const FilledForm& a, const FilledForm& b) {
    if (a.truth != b.truth || a.hand != b.hand || a.pages.size() != b.pages.size()) return false;
    for (std::size_t n = 0; n < a.pages.size(); ++n)
        if (a.pages[n].image.pixels != b.pages[n].image.pixels ||
            a.pages[n].image.width != b.pages[n].image.width)
            return false;
    return true;
}

std::string bytes_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("The same seed gives the same pixels and truth, another seed others") {
    for (const auto& form : shipped_forms()) {
        INFO(form.id);
        const FillRequest request{
            form.id,
            41,
            {Damage::dpi_200, Damage::strike_out, Damage::stamp, Damage::skew, Damage::noise},
            {}};
        const FilledForm first = make_filled_form(request), again = make_filled_form(request);
        CHECK(same(first, again));
        if (form.pages.size() > 1) continue;
        FillRequest other = request;
        other.seed = 42;
        CHECK_FALSE(same(first, make_filled_form(other)));
    }
}

TEST_CASE("Forms made by several threads at once are those that one thread makes") {
    const auto make = [](std::uint64_t seed) {
        return make_filled_form({"koza-furikae-hagaki", seed, {Damage::dpi_200}, {}});
    };
    std::vector<std::future<FilledForm>> many;
    for (std::uint64_t seed = 60; seed < 66; ++seed)
        many.push_back(std::async(std::launch::async, make, seed));
    for (std::uint64_t seed = 60; seed < 66; ++seed) CHECK(same(many[seed - 60].get(), make(seed)));
}

TEST_CASE(
    "The usual damages of a tray leave a third of the forms plain and never give a phone a scanner's "
    "settings") {
    int plain = 0, photos = 0;
    for (std::uint64_t seed = 0; seed < 600; ++seed) {
        const auto damages = usual_damages(seed);
        CHECK(damages == usual_damages(seed));
        plain += damages.empty();
        for (std::size_t n = 0; n < damages.size(); ++n)
            if (damages[n] == Damage::photo) {
                ++photos;
                CHECK(n + 1 == damages.size());
            }
    }
    CHECK((plain > 180 && plain < 300));
    CHECK(photos > 5);
}

TEST_CASE("The postcard's revision has the same fields, some of them elsewhere, and the same size") {
    const FormDesign first = postcard(), second = postcard_revision();
    REQUIRE(first.fields.size() == second.fields.size());
    int moved = 0;
    for (std::size_t n = 0; n < first.fields.size(); ++n) {
        CHECK(first.fields[n].id == second.fields[n].id);
        moved += !(first.fields[n].box == second.fields[n].box);
    }
    CHECK(moved >= 4);
    CHECK(first.id != second.id);
    CHECK(make_filled_form({second.id, 1, {Damage::dpi_200}, {}}).form == second.id);
}

TEST_CASE("Damage that comes after writing does not change what was written") {
    const FilledForm plain = make_filled_form({"koza-furikae-hagaki", 7, {}, {}});
    const FilledForm bent =
        make_filled_form({"koza-furikae-hagaki", 7, {Damage::fold, Damage::photo, Damage::coffee}, {}});
    CHECK(plain.truth == bent.truth);
    CHECK(plain.hand == bent.hand);
}

TEST_CASE("Every damage has a name and can be asked for by it, a wrong name is refused") {
    for (const Damage d : all_damages()) CHECK(damage_named(name_of(d)) == d);
    CHECK_THROWS_AS(damage_named("earthquake"), std::invalid_argument);
    CHECK_THROWS_AS(make_filled_form({"no-such-form", 1, {}, {}}), std::out_of_range);
    CHECK_THROWS_AS(make_filled_form({"koza-furikae-hagaki", 1, {}, {"no-such-font", {}}}),
                    std::runtime_error);
}

TEST_CASE("Every damage really changes the page") {
    const FilledForm plain = make_filled_form({"koza-furikae-hagaki", 3, {Damage::dpi_200}, {}});
    for (const Damage d : all_damages()) {
        if (d == Damage::dpi_200) continue;
        INFO(name_of(d));
        std::vector<Damage> damages = {d};
        if (d != Damage::dpi_400 && d != Damage::dpi_600) damages.push_back(Damage::dpi_200);
        CHECK_FALSE(plain.pages[0].image.pixels ==
                    make_filled_form({"koza-furikae-hagaki", 3, damages, {}}).pages[0].image.pixels);
    }
}

TEST_CASE("A field left empty, a seal forgotten and two circles leave the truth blank") {
    const auto truth = [](Damage d) {
        return make_filled_form({"koza-furikae-hagaki", 11, {d, Damage::dpi_200}, {}}).truth;
    };
    const auto plain = make_filled_form({"koza-furikae-hagaki", 11, {Damage::dpi_200}, {}}).truth;
    CHECK(plain.at("todokede_in") == "有");
    CHECK(truth(Damage::no_seal).at("todokede_in").empty());
    CHECK_FALSE(plain.at("yokin").empty());
    CHECK(truth(Damage::two_circles).at("yokin").empty());
    CHECK(truth(Damage::cancelled_mark) == plain);
    CHECK(truth(Damage::strike_out) == plain);
    const auto emptied = truth(Damage::empty_field);
    int blanks = 0;
    for (const auto& [id, value] : emptied) blanks += value.empty() && !plain.at(id).empty();
    CHECK(blanks >= 1);
}

TEST_CASE("Scan files of the same pages have the same bytes, PDF included") {
    const FilledForm filled =
        make_filled_form({"hoikuen-moshikomi", 5, {Damage::dpi_200, Damage::one_bit}, {}});
    const auto folder =
        std::filesystem::temp_directory_path() / ("yorozu-generator-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder);
    for (const ScanKind kind : {ScanKind::png, ScanKind::jpeg, ScanKind::tiff, ScanKind::pdf}) {
        write_scan(folder / "a", kind, filled.pages);
        write_scan(folder / "b", kind, filled.pages);
        CHECK(bytes_of(folder / "a").size() > 1000);
        CHECK(bytes_of(folder / "a") == bytes_of(folder / "b"));
    }
    CHECK_THROWS_AS(write_scan(folder / "no" / "such" / "folder.png", ScanKind::png, filled.pages),
                    std::runtime_error);
    CHECK_THROWS_AS(write_scan(folder / "none.png", ScanKind::png, {}), std::runtime_error);
    std::filesystem::remove_all(folder);
}
