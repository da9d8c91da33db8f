#include <algorithm>
#include <array>

#include "ocr/lexicon/csv_table.h"
#include "ocr/lexicon/lexicon.h"
#include "ocr/lexicon/text_key.h"

namespace yorozu::ocr {

Lexicon load_lexicon(const std::string& name, const std::filesystem::path& csv) {
    const CsvTable table = read_csv(csv);
    if (table.rows.empty())
        throw CsvFault("一覧が空です", csv.string(), "1 行目に text,code,reading,parent の見出しを置いてください");
    constexpr std::array<const char*, 4> headings{"text", "code", "reading", "parent"};
    std::array<int, 4> column{-1, -1, -1, -1};
    const auto& header = table.rows[0];
    for (std::size_t i = 0; i < header.size(); ++i)
        for (std::size_t k = 0; k < headings.size(); ++k)
            if (header[i] == headings[k]) column[k] = static_cast<int>(i);
    if (column[0] < 0)
        throw CsvFault("見出しに text の列がありません", csv.string() + " 1 行目",
                       "1 行目を text,code,reading,parent の見出しにしてください");
    std::vector<LexiconEntry> entries;
    entries.reserve(table.rows.size());
    for (std::size_t row = 1; row < table.rows.size(); ++row) {
        const auto& cells = table.rows[row];
        if (cells.size() != header.size())
            throw CsvFault("列の数が見出しと違います（" + std::to_string(cells.size()) + " 列、見出しは " +
                               std::to_string(header.size()) + " 列）",
                           csv.string() + " " + std::to_string(table.lines[row]) + " 行目", "この行の , と \" を確かめてください");
        const auto cell = [&](int k) { return column[k] < 0 ? std::string() : fold_width(cells[static_cast<std::size_t>(column[k])]); };
        LexiconEntry entry{cell(0), cell(1), cell(2), cell(3)};
        if (entry.text.empty())
            throw CsvFault("text の列が空です", csv.string() + " " + std::to_string(table.lines[row]) + " 行目",
                           "語を書くか、この行を消してください");
        entries.push_back(std::move(entry));
    }
    return Lexicon(name, std::move(entries));
}

LexiconSet load_lexicons(const std::filesystem::path& folder) {
    LexiconSet set;
    std::vector<std::filesystem::path> files;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error))
        if (entry.path().extension() == ".csv") files.push_back(entry.path());
    if (error) throw CsvFault("一覧のフォルダーを開けません", folder.string(), "フォルダー名と読み取りの許可を確かめてください");
    std::sort(files.begin(), files.end());
    for (const auto& file : files) set.add(load_lexicon(file.stem().string(), file));
    return set;
}

}  // namespace yorozu::ocr
