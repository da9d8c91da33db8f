#include "tests/generator/sample_scans.h"

#include <fstream>
#include <sstream>

#include "tests/generator/foreign_pages.h"
#include "tests/generator/form_print.h"
#include "tests/generator/forms.h"
#include "tests/generator/generator.h"
#include "tests/generator/truth_file.h"

namespace yorozu::generator {
namespace {

namespace fs = std::filesystem;

/// One file of the tray: each word is a form with its damages joined by "+" ("-" for none).
struct Recipe {
    ScanKind kind;
    const char* forms;
};

constexpr auto png = ScanKind::png, jpeg = ScanKind::jpeg, tiff = ScanKind::tiff, pdf = ScanKind::pdf;

// What lies in a real tray: most cards are plain, every kind of trouble is there at least twice.
const std::vector<Recipe> postcards = {
    {png, "-"},
    {png, "-"},
    {png, "skew"},
    {png, "-"},
    {png, "200dpi"},
    {png, "skew"},
    {png, "-"},
    {png, "stamp"},
    {png, "upside-down"},
    {png, "empty-field"},
    {png, "-"},
    {png, "no-seal"},
    {png, "strike-out"},
    {png, "skew+stamp"},
    {png, "overflow"},
    {png, "two-circles"},
    {png, "cancelled-mark"},
    {png, "faint-pencil"},
    {png, "fold"},
    {png, "coffee"},
    {png, "pen-mark"},
    {png, "copy-95"},
    {png, "copy-105"},
    {png, "turn-left"},
    {png, "turn-right+skew"},
    {png, "black-border+skew"},
    {png, "400dpi"},
    {png, "strike-out+skew"},
    {png, "fold+stamp"},
    {png, "-"},
    {jpeg, "jpeg"},
    {jpeg, "jpeg+skew"},
    {jpeg, "photo"},
    {jpeg, "photo+fold"},
    {jpeg, "jpeg+200dpi"},
    {jpeg, "colour+jpeg+stamp"},
    {jpeg, "noise+jpeg"},
    {jpeg, "photo+faint-pencil"},
    {tiff, "one-bit"},
    {tiff, "one-bit+skew"},
    {tiff, "one-bit+600dpi"},
    {tiff, "one-bit+200dpi"},
    {tiff, "one-bit+stamp"},
    {tiff, "one-bit+overflow+upside-down"},
    {tiff, "one-bit one-bit one-bit+skew one-bit+empty-field one-bit+400dpi one-bit+cancelled-mark"},
    {tiff, "one-bit one-bit+copy-105 one-bit+no-seal one-bit one-bit+strike-out+skew one-bit+two-circles"},
    {pdf, "-"},
    {pdf, "skew+pen-mark"},
    {pdf, "one-bit"},
    {pdf, "- skew upside-down empty-field stamp+skew"},
    {png, "empty-field+skew"},
    {png, "overflow+stamp"},
};

const std::vector<Recipe> nurseries = {
    {tiff, "one-bit"},
    {tiff, "one-bit+skew"},
    {tiff, "one-bit+200dpi"},
    {tiff, "one-bit+stamp"},
    {tiff, "one-bit+strike-out"},
    {tiff, "one-bit+upside-down"},
    {tiff, "one-bit+empty-field+skew"},
    {tiff, "one-bit+cancelled-mark"},
    {tiff, "one-bit one-bit+skew"},
    {pdf, "200dpi"},
    {pdf, "200dpi+skew"},
    {pdf, "200dpi+overflow"},
    {pdf, "200dpi+fold"},
    {pdf, "200dpi 200dpi+stamp"},
    {png, "-"},
    {png, "skew"},
    {png, "200dpi+strike-out"},
    {png, "200dpi+two-circles"},
    {png, "200dpi+coffee"},
    {png, "200dpi+copy-95"},
    {jpeg, "jpeg+200dpi"},
    {jpeg, "jpeg+skew+200dpi"},
    {jpeg, "photo"},
    {jpeg, "jpeg+200dpi+faint-pencil"},
    {jpeg, "jpeg+200dpi+turn-right"},
};

std::vector<std::string> words(const std::string& text, char separator) {
    std::vector<std::string> list;
    std::istringstream in(text);
    for (std::string word; std::getline(in, word, separator);) list.push_back(word);
    return list;
}

std::vector<Damage> damages_of(const std::string& word) {
    std::vector<Damage> damages;
    if (word != "-")
        for (const auto& name : words(word, '+')) damages.push_back(damage_named(name));
    return damages;
}

std::string numbered(const std::string& prefix, int n) {
    return prefix + std::to_string(1000 + n).substr(1);
}

/// Makes one file of a recipe and its truth rows; the seeds count on.
void make_file(const fs::path& folder, const std::string& name, const std::string& form, const Recipe& recipe,
               std::uint64_t& seed, TruthFile& truth) {
    std::vector<FilledForm> filled;
    std::vector<FilledPage> pages;
    for (const auto& word : words(recipe.forms, ' ')) {
        filled.push_back(make_filled_form({form, ++seed, damages_of(word), {}}));
        pages.insert(pages.end(), filled.back().pages.begin(), filled.back().pages.end());
    }
    const std::vector<PagePlace> places = write_pages(folder, name, recipe.kind, pages);
    auto place = places.begin();
    for (const auto& f : filled) {
        const auto end = place + static_cast<std::ptrdiff_t>(f.pages.size());
        truth.add(f, {place, end});
        place = end;
    }
}

void make_tray(const fs::path& folder, const std::string& prefix, const std::string& form,
               const std::vector<Recipe>& recipes, std::uint64_t seed) {
    fs::remove_all(folder);
    fs::create_directories(folder);
    TruthFile truth({&form_named(form)});
    int n = 0;
    for (const auto& recipe : recipes) make_file(folder, numbered(prefix, ++n), form, recipe, seed, truth);
    truth.write(folder / "truth.csv");
}

/// The other forms, and pages that are no form of ours.
void make_others(const fs::path& folder) {
    fs::remove_all(folder);
    fs::create_directories(folder);
    TruthFile truth({&form_named("kaigo-kanpu-koza"), &form_named("fukushi-taxi")});
    std::uint64_t seed = 3000;
    int n = 0;
    for (const Recipe& r : std::vector<Recipe>{{png, "-"},
                                               {png, "skew"},
                                               {tiff, "one-bit"},
                                               {pdf, "200dpi"},
                                               {jpeg, "jpeg+200dpi+stamp"},
                                               {tiff, "one-bit+strike-out"}})
        make_file(folder, numbered("kanpu", ++n), "kaigo-kanpu-koza", r, seed, truth);
    n = 0;
    for (const Recipe& r : std::vector<Recipe>{{png, "200dpi"},
                                               {png, "200dpi+skew"},
                                               {tiff, "one-bit"},
                                               {pdf, "200dpi"},
                                               {jpeg, "jpeg+200dpi+upside-down"},
                                               {tiff, "one-bit+cancelled-mark"}})
        make_file(folder, numbered("taxi", ++n), "fukushi-taxi", r, seed, truth);
    n = 0;
    for (const auto& kind : foreign_kinds()) {
        const bool bits = n % 2 == 1;
        const FilledPage page = make_foreign_page(
            kind, ++seed, bits ? std::vector{Damage::one_bit} : std::vector{Damage::dpi_200, Damage::skew});
        truth.add_foreign(write_pages(folder, numbered("foreign", ++n), bits ? tiff : png, {page}).front(),
                          kind);
    }
    truth.write(folder / "truth.csv");
}

}  // namespace

void make_samples(const fs::path& samples) {
    for (const auto& form : shipped_forms()) write_form(form, samples / "forms" / form.id, 300);
    make_tray(samples / "scans/postcards", "hagaki", "koza-furikae-hagaki", postcards, 1000);
    make_tray(samples / "scans/nursery", "hoiku", "hoikuen-moshikomi", nurseries, 2000);
    make_others(samples / "scans/other");
}

}  // namespace yorozu::generator
