#pragma once
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

namespace yorozu::generator {

/// A truth.csv read back by a reader of its own (quotes, no line breaks inside cells): column name → cell.
inline std::vector<std::map<std::string, std::string>> read_truth(
    const std::filesystem::path& file, std::vector<std::string>* columns = nullptr) {
    std::ifstream in(file);
    const auto cells_of = [](const std::string& line) {
        std::vector<std::string> cells(1);
        bool quoted = false;
        for (const char c : line) {
            if (c == '"')
                quoted = !quoted;
            else if (c == ',' && !quoted)
                cells.emplace_back();
            else
                cells.back() += c;
        }
        return cells;
    };
    std::vector<std::map<std::string, std::string>> rows;
    std::vector<std::string> header;
    for (std::string line; std::getline(in, line);) {
        const auto cells = cells_of(line);
        if (header.empty()) {
            header = cells;
            continue;
        }
        auto& row = rows.emplace_back();
        for (std::size_t n = 0; n < header.size(); ++n)
            row[header[n]] = n < cells.size() ? cells[n] : "(missing)";
    }
    if (columns) *columns = header;
    return rows;
}

}  // namespace yorozu::generator
