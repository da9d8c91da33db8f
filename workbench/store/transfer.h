#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

#include "workbench/store/database.h"

/// All that the database holds as text that any program reads, and a database made of such text again.
namespace yorozu::store {

/// Writes one file for each table, TABLE.jsonl: the first line names the columns, each further line is a row, both as JSON arrays in UTF-8. Bytes
/// are {"base64": "…"}, text that is no UTF-8 {"text_base64": "…"}. One moment of the database; what can be made of the rest (the
/// index of cases, sums) is left out. Returns table → rows. Throws StoreError.
std::map<std::string, std::int64_t> write_tables(const Database& database, const std::filesystem::path& folder);

/// Makes the database `file` (must not exist) as it was when write_tables() ran under `version` of the tables; open it as a Database then, which brings
/// it up to date and counts its sums, and let Cases::index_all() make the index. Throws StoreError{request}: a file that is missing, or a line that is no row
/// of its table.
void read_tables(const std::filesystem::path& folder, int version, const std::filesystem::path& file, TimeMs now);

}  // namespace yorozu::store
