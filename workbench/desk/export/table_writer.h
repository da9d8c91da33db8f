#pragma once
#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace yorozu::desk {

enum class ExportFormat { json, csv, xlsx };
enum class ExportEncoding { utf8, utf8_bom, cp932 };

/// By the file's ending (.json, .csv, .xlsx; any case); nothing for another.
std::optional<ExportFormat> export_format(const std::filesystem::path& file);
std::optional<ExportEncoding> export_encoding(std::string_view name);  ///< "utf-8", "utf-8-bom", "cp932"

std::string_view name_of(ExportEncoding encoding);
std::string_view name_of(ExportFormat format);  ///< "json", "csv", "xlsx"

/// The file could not be written: disk full, no such folder, not allowed. what() is "what: where: mend".
struct ExportFailure : std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct TableForm {
    ExportFormat format = ExportFormat::csv;
    ExportEncoding encoding = ExportEncoding::utf8;  ///< of CSV
    bool header = true;                              ///< of CSV and XLSX: the first line names the columns
    bool quote_all = false;                          ///< of CSV: every cell in quotes, else where RFC 4180 asks for it
    char separator = ',';                            ///< of CSV
    std::string sheet = "読取結果";                  ///< of XLSX
};

/// A character that CP932 does not have: written as 〓, so that the loss is seen.
struct LostCell {
    std::size_t row = 0;  ///< from 0; the header's are none
    std::size_t column = 0;
    char32_t character = 0;
};

/// Writes rows one by one, so that memory stays flat: CSV (lines end in CR LF), XLSX (all cells text: 0001 must not become 1), or
/// JSON (an array of objects by column name). The file is written beside its place and takes it only in finish(): never
/// half a file, and an old one stays until then. Without finish() nothing is left.
class TableWriter {
public:
    virtual ~TableWriter() = default;
    /// As many cells as columns; `marked` ones (the same number, or none) stand out where the format can show that.
    virtual void add(const std::vector<std::string>& cells, const std::vector<bool>& marked = {}) = 0;
    virtual void finish() = 0;
    const std::vector<LostCell>& lost() const { return lost_; }

protected:
    std::vector<LostCell> lost_;
};

/// Throws ExportFailure.
std::unique_ptr<TableWriter> table_writer(const std::filesystem::path& file, const TableForm& form, const std::vector<std::string>& columns);

/// UTF-8 text in CP932 (Windows-31J); characters it does not have become 〓 and are appended to `lost`.
std::string to_cp932(std::string_view utf8, std::u32string& lost);

}  // namespace yorozu::desk
