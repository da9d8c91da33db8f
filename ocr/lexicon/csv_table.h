#pragma once
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace yorozu::ocr {

/// A CSV file that cannot be used, in words for a person. `what()` is "what: where: mend".
struct CsvFault : std::runtime_error {
    CsvFault(std::string what_, std::string where_, std::string mend_)
        : std::runtime_error(what_ + ": " + where_ + ": " + mend_),
          fault(std::move(what_)), where(std::move(where_)), mend(std::move(mend_)) {}
    std::string fault, where, mend;
};

/// A CSV file (RFC 4180, also with LF) as text in UTF-8. `lines[i]` is the line of the file, from 1, on which
/// `rows[i]` begins: for messages.
struct CsvTable {
    std::vector<std::vector<std::string>> rows;
    std::vector<int> lines;
    bool cp932 = false;  ///< the file was CP932
};

/// Reads a whole CSV file. UTF-8 (with or without BOM) and CP932 are told apart by content. Throws CsvFault naming
/// file and line: not readable, broken bytes, a quote that never ends, larger than `max_bytes`.
CsvTable read_csv(const std::filesystem::path& file, std::size_t max_bytes = 256u << 20);

/// The same for bytes in memory; `name` stands for the file in messages.
CsvTable parse_csv(std::string bytes, const std::string& name);

/// One field of a CSV line, quoted only where RFC 4180 asks for it.
std::string csv_field(std::string_view text);

}  // namespace yorozu::ocr
