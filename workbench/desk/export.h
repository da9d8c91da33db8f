#pragma once
#include <filesystem>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "ocr/read.h"

namespace yorozu::desk {

enum class ExportFormat { json, csv, xlsx };
enum class ExportEncoding { utf8, utf8_bom, cp932 };

/// By the file's ending (.json, .csv, .xlsx; any case); nothing for another.
std::optional<ExportFormat> export_format(const std::filesystem::path& file);
std::optional<ExportEncoding> export_encoding(std::string_view name);  ///< "utf-8", "utf-8-bom", "cp932"

/// The file could not be written: disk full, no such folder, not allowed. what() is "what: where: mend".
struct ExportFailure : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// A character that CP932 does not have: written as 〓, so that the loss is seen.
struct LostCharacter {
    std::string source;
    int page = 1;
    std::string field;
    char32_t character = 0;
};

/// Writes documents one by one, so that memory stays flat: JSON as docs/contracts have it; CSV and XLSX with one row per
/// document, columns source,page,template,needs_review (yes/no) and one per field id in the templates' order. Values of
/// masked fields are written as ＊, one per character.
/// The file is written beside its place and takes it only in finish(): never half a file, and an old one stays until
/// then. Without finish() nothing is left.
class DocumentWriter {
public:
    virtual ~DocumentWriter() = default;
    virtual void add(const ocr::Document& document) = 0;
    virtual void finish() = 0;
    const std::vector<LostCharacter>& lost() const { return lost_; }

protected:
    std::vector<LostCharacter> lost_;
};

/// Throws ExportFailure. `forms` must outlive the writer.
std::unique_ptr<DocumentWriter> document_writer(const std::filesystem::path& file, ExportFormat format, ExportEncoding encoding,
                                                const std::vector<ocr::FormTemplate>& forms);

/// One document as JSON (an element of "documents").
std::string json_of(const ocr::Document& document, const std::vector<ocr::FormTemplate>& forms);

/// The field ids of all templates, each once, in their order: the columns of CSV and XLSX.
std::vector<std::string> export_columns(const std::vector<ocr::FormTemplate>& forms);

/// UTF-8 text in CP932 (Windows-31J); characters it does not have become 〓 and are appended to `lost`.
std::string to_cp932(std::string_view utf8, std::u32string& lost);

}  // namespace yorozu::desk
