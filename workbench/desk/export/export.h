#pragma once
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "ocr/read.h"
#include "workbench/desk/export/table_writer.h"

namespace yorozu::desk {

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

}  // namespace yorozu::desk
