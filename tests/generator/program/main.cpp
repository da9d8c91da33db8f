// yorozu-generate: blanks, templates and filled scans, by seed.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>

#include "tests/generator/form_print.h"
#include "tests/generator/forms.h"
#include "tests/generator/generator.h"
#include "tests/generator/sample_scans.h"
#include "tests/generator/truth_file.h"

namespace {

namespace fs = std::filesystem;
using namespace yorozu::generator;

}  // namespace

int main(int argc, char** argv) {
    CLI::App app{"Makes blank forms, templates and filled scans with truth, by seed."};
    app.require_subcommand(1);

    std::string form = "koza-furikae-hagaki";
    fs::path out;
    double dpi = 300;
    auto* forms =
        app.add_subcommand("forms", "draw blanks and templates of all shipped forms (or --form ID)");
    std::string only;
    forms->add_option("--form", only, "one form, also koza-furikae-hagaki-r2");
    forms->add_option("--dpi", dpi, "resolution of the blanks");
    forms->add_option("--out", out, "folder; one folder per form is made in it")->required();

    int count = 10;
    std::uint64_t seed = 1;
    std::vector<std::string> damage;
    HandChoice hand;
    std::string kind = "png";
    auto* fill = app.add_subcommand("fill", "make filled scans with truth.csv");
    fill->add_option("--form", form, "form id");
    fill->add_option("--count", count, "how many forms");
    fill->add_option("--seed", seed, "seed of the first; the others follow");
    fill->add_option("--damage", damage, "names of damages, \"usual\" (a mix by seed) or \"none\"");
    fill->add_option("--hand", hand.kind, "any, strokes, or a pen-like font");
    fill->add_option("--handwriting", hand.real_digits,
                     "folder with real digits (mnist-train, optdigits-train, semeion-train)");
    fill->add_option("--file", kind, "png, jpeg, tiff or pdf")
        ->check(CLI::IsMember({"png", "jpeg", "tiff", "pdf"}));
    fill->add_option("--out", out, "folder")->required();
    auto* samples =
        app.add_subcommand("samples", "make the forms and scans of the repository's samples folder anew");
    samples->add_option("--out", out, "the samples folder")->required();
    CLI11_PARSE(app, argc, argv);

    try {
        if (*samples) {
            make_samples(out);
        } else if (*forms) {
            for (const auto& f : shipped_forms())
                if (only.empty() || only == f.id) write_form(f, out / f.id, dpi);
            if (!only.empty() && !fs::exists(out / only)) write_form(form_named(only), out / only, dpi);
        } else {
            const ScanKind scan = kind == "png"    ? ScanKind::png
                                  : kind == "jpeg" ? ScanKind::jpeg
                                  : kind == "tiff" ? ScanKind::tiff
                                                   : ScanKind::pdf;
            fs::create_directories(out);
            TruthFile truth({&form_named(form)});
            for (int n = 0; n < count; ++n) {
                FillRequest request{form, seed + static_cast<std::uint64_t>(n), {}, hand};
                if (damage.empty() || damage.front() == "usual")
                    request.damages = usual_damages(request.seed);
                else if (damage.front() != "none")
                    for (const auto& name : damage) request.damages.push_back(damage_named(name));
                const FilledForm filled = make_filled_form(request);
                truth.add(filled, write_pages(out, "scan" + std::to_string(100000 + n + 1).substr(1), scan,
                                              filled.pages));
            }
            truth.write(out / "truth.csv");
        }
    } catch (const std::exception& error) {
        std::cerr << "yorozu-generate: " << error.what() << "\n";
        return 3;
    }
    return 0;
}
