#include "workbench/desk/reading/lexicon_import.h"

#include <algorithm>
#include <array>
#include <map>

#include "ocr/lexicon/text_key.h"
#include "workbench/desk/export/export.h"
#include "workbench/desk/workspace/calendar.h"
#include "workbench/desk/workspace/whole_file.h"

namespace yorozu::desk {

namespace {

bool digits(const std::string& text, std::size_t length) {
    return text.size() == length && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

ListSource source_of(const ocr::CsvTable& table) {
    if (!table.rows.empty()) {
        const auto& first = table.rows.front();
        if (first.size() == 15 && digits(first[2], 7)) return ListSource::ken_all;
        if (first.size() >= 5 && digits(first[0], 4) && digits(first[1], 3)) return ListSource::zengin;
    }
    return ListSource::simple;
}

/// The text without what stands in brackets (folded to half width by then).
std::string without_brackets(const std::string& text) {
    std::string plain;
    int depth = 0;
    for (const char c : text) {
        if (c == '(') ++depth;
        if (depth == 0) plain += c;
        if (c == ')' && depth > 0) --depth;
    }
    return plain;
}

ocr::CsvFault row_fault(const ocr::CsvTable& table, std::size_t row, const std::filesystem::path& file, const char* what, const char* mend) {
    return {what, file.string() + " " + std::to_string(table.lines[row]) + " 行目", mend};
}

std::vector<ocr::LexiconEntry> towns(const ocr::CsvTable& table, const std::filesystem::path& file) {
    std::vector<ocr::LexiconEntry> entries;
    std::string open_town, open_reading;  // a town that goes on over the next line
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        const auto& cells = table.rows[i];
        if (cells.size() != 15 || !digits(cells[2], 7))
            throw row_fault(table, i, file, "郵便番号データの行ではありません", "日本郵便の KEN_ALL をもう一度取り直してください");
        std::string town = open_town + ocr::fold_width(cells[8]);
        std::string reading = open_reading + ocr::fold_width(cells[5]);
        const auto count = [&](char c) { return std::count(town.begin(), town.end(), c); };
        const bool goes_on = count('(') > count(')') && i + 1 < table.rows.size() && table.rows[i + 1].size() == 15 &&
                             table.rows[i + 1][2] == cells[2];
        open_town = goes_on ? town : "";
        open_reading = goes_on ? reading : "";
        if (goes_on) continue;
        town = without_brackets(town);
        reading = without_brackets(reading);
        const bool none = town == "以下に掲載がない場合" || town.ends_with("の次に番地がくる場合") || town.ends_with("一円");
        ocr::LexiconEntry entry{ocr::fold_width(cells[6]) + ocr::fold_width(cells[7]) + (none ? "" : town), cells[2],
                                ocr::fold_width(cells[3]) + ocr::fold_width(cells[4]) + (none ? "" : reading), ""};
        if (entries.empty() || entries.back().text != entry.text || entries.back().code != entry.code) entries.push_back(std::move(entry));
    }
    return entries;
}

void banks_and_branches(const ocr::CsvTable& table, const std::filesystem::path& file, std::vector<ocr::LexiconEntry>& banks,
                        std::vector<ocr::LexiconEntry>& branches) {
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        const auto& cells = table.rows[i];
        if (cells.size() < 5 || !digits(cells[0], 4) || !digits(cells[1], 3) || (cells[4] != "1" && cells[4] != "2") || cells[3].empty())
            throw row_fault(table, i, file, "銀行・支店データの行ではありません", "列を 銀行コード,支店コード,カナ,名称,1 または 2 の順にしてください");
        const std::string name = ocr::fold_width(cells[3]), reading = ocr::fold_width(cells[2]);
        if (cells[4] == "1") banks.push_back({name, cells[0], reading, ""});
        else branches.push_back({name, cells[1], reading, cells[0]});
    }
}

using Key = std::array<std::string, 3>;

std::map<Key, std::string> readings_by_entry(const std::vector<ocr::LexiconEntry>& entries) {
    std::map<Key, std::string> readings;
    for (const auto& entry : entries) readings.emplace(Key{entry.text, entry.code, entry.parent}, entry.reading);
    return readings;
}

void compare(const std::vector<ocr::LexiconEntry>& before, const std::vector<ocr::LexiconEntry>& after, ImportedList& list) {
    const auto old_readings = readings_by_entry(before), new_readings = readings_by_entry(after);
    for (const auto& [key, reading] : new_readings) {
        const auto old = old_readings.find(key);
        if (old == old_readings.end()) list.added.push_back({key[0], key[1], reading, key[2]});
        else list.new_readings += old->second != reading;
    }
    for (const auto& [key, reading] : old_readings)
        if (!new_readings.contains(key)) list.removed.push_back({key[0], key[1], reading, key[2]});
}

/// 20261121-190532, in Japan.
std::string stamp_of(std::int64_t now_ms) {
    std::string stamp;
    for (const char c : date_and_time(now_ms)) {
        if (c >= '0' && c <= '9') stamp += c;
        if (c == ' ') stamp += '-';
    }
    const auto second = std::to_string(now_ms / 1000 % 60);
    return stamp + (second.size() < 2 ? "0" : "") + second;
}

/// Sets the list before aside. Linked, not moved: until the new one is placed, the old one is in force.
std::filesystem::path keep_old(const std::filesystem::path& file, const std::string& name, std::int64_t now_ms) {
    const std::filesystem::path folder = file.parent_path() / "old";
    std::filesystem::path kept = folder / (name + "-" + stamp_of(now_ms) + ".csv");
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    for (int n = 2; std::filesystem::exists(kept); ++n) kept = folder / (name + "-" + stamp_of(now_ms) + "-" + std::to_string(n) + ".csv");
    std::filesystem::copy_file(file, kept, error);
    if (error) throw ExportFailure("前の一覧をとっておけません: " + kept.string() + ": 空き容量と書き込みの権限を確かめてください");
    return kept;
}

ImportedList put(const std::string& name, const std::vector<ocr::LexiconEntry>& entries, const std::filesystem::path& folder, std::int64_t now_ms) {
    std::error_code ignored;
    std::filesystem::create_directories(folder, ignored);  // what is wrong shows when the file is opened
    ImportedList list;
    list.name = name;
    list.entries = entries.size();
    list.file = folder / (name + ".csv");
    list.first = !std::filesystem::exists(list.file);
    std::vector<ocr::LexiconEntry> before;
    bool broken = false;
    if (!list.first) {
        try {
            before = ocr::load_lexicon(name, list.file).entries();
        } catch (const ocr::CsvFault&) {
            broken = true;  // it is set aside as it is, and all entries are new
        }
    }
    compare(before, entries, list);
    if (!list.first && !broken && list.added.empty() && list.removed.empty() && list.new_readings == 0) return list;
    WholeFile file(list.file);
    file.write("text,code,reading,parent\r\n");
    for (const auto& entry : entries)
        file.write(ocr::csv_field(entry.text) + "," + ocr::csv_field(entry.code) + "," + ocr::csv_field(entry.reading) + "," +
                   ocr::csv_field(entry.parent) + "\r\n");
    if (!list.first) list.kept = keep_old(list.file, name, now_ms);
    file.place();
    return list;
}

}  // namespace

ListSource source_of(const std::filesystem::path& file) { return source_of(ocr::read_csv(file)); }

std::vector<ImportedList> import_list(const std::string& name, const std::filesystem::path& file, const std::filesystem::path& folder,
                                      std::int64_t now_ms) {
    const ocr::CsvTable table = ocr::read_csv(file);
    switch (source_of(table)) {
        case ListSource::ken_all: return {put("address", towns(table, file), folder, now_ms)};
        case ListSource::zengin: {
            std::vector<ocr::LexiconEntry> banks, branches;
            banks_and_branches(table, file, banks, branches);
            std::vector<ImportedList> lists;
            if (!banks.empty()) lists.push_back(put("zengin.bank", banks, folder, now_ms));
            if (!branches.empty()) lists.push_back(put("zengin.branch", branches, folder, now_ms));
            return lists;
        }
        case ListSource::simple: break;
    }
    const bool usable = !name.empty() && std::all_of(name.begin(), name.end(), [](unsigned char c) {
        return c >= 0x80 || std::isalnum(c) || c == '-' || c == '_' || c == '.';
    }) && name.front() != '.';
    if (!usable)
        throw ocr::CsvFault("一覧の名前が使えません", name.empty() ? "NAME" : name, "surname や zengin.bank のような、/ や空白のない名前にしてください");
    return {put(name, ocr::load_lexicon(name, file).entries(), folder, now_ms)};
}

}  // namespace yorozu::desk
