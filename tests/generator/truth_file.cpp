#include "tests/generator/truth_file.h"

#include <algorithm>
#include <fstream>
#include <stdexcept>

namespace yorozu::generator {

std::vector<PagePlace> write_pages(const std::filesystem::path& folder, const std::string& name,
                                   ScanKind kind, const std::vector<FilledPage>& pages) {
    const std::string extension = kind == ScanKind::png    ? ".png"
                                  : kind == ScanKind::jpeg ? ".jpg"
                                  : kind == ScanKind::tiff ? ".tif"
                                                           : ".pdf";
    std::vector<PagePlace> places;
    if (kind == ScanKind::tiff || kind == ScanKind::pdf || pages.size() == 1) {
        write_scan(folder / (name + extension), kind, pages);
        for (std::size_t n = 0; n < pages.size(); ++n)
            places.push_back({name + extension, static_cast<int>(n) + 1});
        return places;
    }
    for (std::size_t n = 0; n < pages.size(); ++n) {
        const std::string source = name + "-" + std::to_string(n + 1) + extension;
        write_scan(folder / source, kind, {pages[n]});
        places.push_back({source, 1});
    }
    return places;
}

TruthFile::TruthFile(std::vector<const FormDesign*> forms) : forms_(std::move(forms)) {
    for (const FormDesign* form : forms_)
        for (const auto& field : form->fields)
            if (std::find(fields_.begin(), fields_.end(), field.id) == fields_.end())
                fields_.push_back(field.id);
    std::vector<std::string> header = {"source", "page", "template"};
    header.insert(header.end(), fields_.begin(), fields_.end());
    header.insert(header.end(), {"x-damage", "x-hand"});
    rows_.push_back(header);
}

std::vector<std::string> TruthFile::row(const PagePlace& place) const {
    std::vector<std::string> cells(fields_.size() + 5);
    cells[0] = place.source;
    cells[1] = std::to_string(place.page);
    return cells;
}

void TruthFile::add(const FilledForm& filled, const std::vector<PagePlace>& places) {
    const auto form =
        std::find_if(forms_.begin(), forms_.end(), [&](const FormDesign* f) { return f->id == filled.form; });
    if (form == forms_.end()) throw std::runtime_error("this truth file has no columns for " + filled.form);
    std::string damages;
    for (const Damage d : filled.damages) damages += (damages.empty() ? "" : "|") + name_of(d);
    for (std::size_t n = 0; n < places.size(); ++n) {
        std::vector<std::string> cells = row(places[n]);
        cells[2] = filled.form;
        for (const auto& field : (*form)->fields)
            if (field.page == static_cast<int>(n) + 1) {
                const auto column = std::find(fields_.begin(), fields_.end(), field.id) - fields_.begin();
                cells[static_cast<std::size_t>(column) + 3] = filled.truth.at(field.id);
            }
        cells[cells.size() - 2] = damages;
        cells[cells.size() - 1] = filled.hand;
        rows_.push_back(std::move(cells));
    }
}

void TruthFile::add_foreign(const PagePlace& place, const std::string& what) {
    std::vector<std::string> cells = row(place);
    cells[cells.size() - 2] = what;
    rows_.push_back(std::move(cells));
}

void TruthFile::write(const std::filesystem::path& file) const {
    std::ofstream out(file, std::ios::binary);
    for (const auto& cells : rows_) {
        for (std::size_t n = 0; n < cells.size(); ++n) {
            const bool quote = cells[n].find_first_of(",\"\n") != std::string::npos;
            std::string text;
            for (const char c : cells[n]) text += c == '"' ? std::string("\"\"") : std::string(1, c);
            out << (n ? "," : "") << (quote ? "\"" + text + "\"" : text);
        }
        out << "\n";
    }
    if (!out) throw std::runtime_error("cannot write " + file.string());
}

}  // namespace yorozu::generator
