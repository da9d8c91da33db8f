#include "tests/generator/truth_file.h"

#include <fstream>
#include <stdexcept>

namespace yorozu::generator {

std::vector<PagePlace> write_filled(const std::filesystem::path& folder, const std::string& name, ScanKind kind, const FilledForm& filled) {
    const std::string extension = kind == ScanKind::png ? ".png" : kind == ScanKind::jpeg ? ".jpg" : kind == ScanKind::tiff ? ".tif" : ".pdf";
    std::vector<PagePlace> places;
    const bool holds_all = kind == ScanKind::tiff || kind == ScanKind::pdf || filled.pages.size() == 1;
    if (holds_all) {
        write_scan(folder / (name + extension), kind, filled.pages);
        for (std::size_t n = 0; n < filled.pages.size(); ++n) places.push_back({name + extension, static_cast<int>(n) + 1});
        return places;
    }
    for (std::size_t n = 0; n < filled.pages.size(); ++n) {
        const std::string source = name + "-" + std::to_string(n + 1) + extension;
        write_scan(folder / source, kind, {filled.pages[n]});
        places.push_back({source, 1});
    }
    return places;
}

TruthFile::TruthFile(const FormDesign& form) : form_(form) {
    std::vector<std::string> header = {"source", "page", "template"};
    for (const auto& field : form.fields) header.push_back(field.id);
    header.insert(header.end(), {"x-damage", "x-hand"});
    rows_.push_back(header);
}

void TruthFile::add(const FilledForm& filled, const std::vector<PagePlace>& places) {
    std::string damages;
    for (const Damage d : filled.damages) damages += (damages.empty() ? "" : "|") + name_of(d);
    for (std::size_t n = 0; n < places.size(); ++n) {
        std::vector<std::string> row = {places[n].source, std::to_string(places[n].page), filled.form};
        for (const auto& field : form_.fields)
            row.push_back(field.page == static_cast<int>(n) + 1 ? filled.truth.at(field.id) : "");
        row.push_back(damages);
        row.push_back(filled.hand);
        rows_.push_back(row);
    }
}

void TruthFile::add_foreign(const PagePlace& place, const std::string& what) {
    std::vector<std::string> row(form_.fields.size() + 5);
    row[0] = place.source;
    row[1] = std::to_string(place.page);
    row[row.size() - 2] = what;
    rows_.push_back(row);
}

void TruthFile::write(const std::filesystem::path& file) const {
    std::ofstream out(file, std::ios::binary);
    for (const auto& row : rows_) {
        for (std::size_t n = 0; n < row.size(); ++n) {
            const bool quote = row[n].find_first_of(",\"\n") != std::string::npos;
            std::string cell;
            for (const char c : row[n]) cell += c == '"' ? std::string("\"\"") : std::string(1, c);
            out << (n ? "," : "") << (quote ? "\"" + cell + "\"" : cell);
        }
        out << "\n";
    }
    if (!out) throw std::runtime_error("cannot write " + file.string());
}

}  // namespace yorozu::generator
