#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "ocr/lexicon/csv_table.h"
#include "ocr/lexicon/lexicon.h"

namespace yorozu::desk {

using ListFault = ocr::CsvFault;

/// What kind of file a word list comes in.
enum class ListSource {
    simple,   ///< CSV with the heading text,code,reading,parent
    ken_all,  ///< Japan Post's KEN_ALL.CSV / utf_ken_all.csv: 15 columns without heading
    zengin,   ///< banks and branches: bank code, branch code, kana, name, 1 (bank) or 2 (branch), without heading
};

struct ImportedList {
    std::string name;
    std::size_t entries = 0;
    std::filesystem::path file;  ///< where it was put
    bool first = true;           ///< there was none of this name before
    std::vector<ocr::LexiconEntry> added, removed;  ///< against the list before: by text, code and parent
    std::size_t new_readings = 0;                   ///< entries of both whose reading differs
    std::filesystem::path kept;  ///< the list before, "" when there was none or nothing changed
};

/// Reads a list in any of these forms (found by content; UTF-8 or CP932) and puts it into `folder` as
/// `name`.csv, whole or not at all. KEN_ALL becomes `address`, zengin `zengin.bank` and `zengin.branch`, whatever `name`
/// says; a simple list needs one. The list before is kept in `folder`/old/ as NAME-YYYYMMDD-HHMMSS.csv, from where it can be
/// imported again; a list that says the same leaves everything as it was. `now_ms`: since 1970-01-01 UTC. Throws ListFault for a broken file or name, ExportFailure when it cannot be
/// written.
///
/// KEN_ALL, by Japan Post's description of the file: column 3 is the code, 7–9 prefecture, city and town, 4–6 their
/// readings in half-width kana. A town of more than 38 characters goes on over further lines of the same code until its
/// bracket closes; what is in brackets narrows the code and is no part of the town; 以下に掲載がない場合 is no town.
std::vector<ImportedList> import_list(const std::string& name, const std::filesystem::path& file, const std::filesystem::path& folder,
                                      std::int64_t now_ms);

ListSource source_of(const std::filesystem::path& file);

}  // namespace yorozu::desk
