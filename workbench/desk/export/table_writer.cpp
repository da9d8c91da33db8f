#include "workbench/desk/export/table_writer.h"

#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/ustring.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "ocr/lexicon/csv_table.h"
#include "workbench/desk/workspace/whole_file.h"

namespace yorozu::desk {
namespace {

class JsonTable : public TableWriter {
public:
    JsonTable(const std::filesystem::path& file, std::vector<std::string> columns) : file_(file), columns_(std::move(columns)) {
        file_.write("[");
    }
    void add(const std::vector<std::string>& cells, const std::vector<bool>&) override {
        nlohmann::ordered_json object = nlohmann::ordered_json::object();
        for (std::size_t i = 0; i < columns_.size(); ++i) object[columns_[i]] = cells[i];
        file_.write(std::string(first_ ? "\n" : ",\n") + object.dump(1, ' ', false, nlohmann::json::error_handler_t::replace));
        first_ = false;
    }
    void finish() override {
        file_.write("\n]\n");
        file_.place();
    }

private:
    WholeFile file_;
    std::vector<std::string> columns_;
    bool first_ = true;
};

class CsvTableWriter : public TableWriter {
public:
    CsvTableWriter(const std::filesystem::path& file, const TableForm& form, const std::vector<std::string>& columns) : file_(file), form_(form) {
        if (form.encoding == ExportEncoding::utf8_bom) file_.write("\xEF\xBB\xBF");
        if (!form.header) return;
        line(columns);
        lost_.clear();
    }
    void add(const std::vector<std::string>& cells, const std::vector<bool>&) override {
        line(cells);
        ++row_;
    }
    void finish() override { file_.place(); }

private:
    std::string quoted(const std::string& cell) const {
        if (!form_.quote_all && cell.find(form_.separator) == std::string::npos) return ocr::csv_field(cell);
        std::string text = "\"";
        for (const char c : cell) text += c == '"' ? "\"\"" : std::string(1, c);
        return text + '"';
    }
    void line(const std::vector<std::string>& cells) {
        std::string text;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            std::string cell = quoted(cells[i]);
            if (form_.encoding == ExportEncoding::cp932) {
                std::u32string missing;
                cell = to_cp932(cell, missing);
                for (const char32_t character : missing) lost_.push_back({row_, i, character});
            }
            if (i > 0) text += form_.separator;
            text += cell;
        }
        file_.write(text + "\r\n");
    }

    WholeFile file_;
    TableForm form_;
    std::size_t row_ = 0;
};

class XlsxTable : public TableWriter {
public:
    XlsxTable(const std::filesystem::path& file, const TableForm& form, const std::vector<std::string>& columns)
        : file_(file), name_(file.string()) {
        lxw_workbook_options options{};
        options.constant_memory = LXW_TRUE;  // rows go to a temporary file as they come
        folder_ = file_.beside().parent_path().string();
        if (folder_.empty()) folder_ = ".";
        options.tmpdir = folder_.data();
        book_ = workbook_new_opt(file_.beside().c_str(), &options);
        if (!book_) throw ExportFailure("表を作れません: " + name_ + ": 別のフォルダーを指定してください");
        sheet_ = workbook_add_worksheet(book_, form.sheet.c_str());
        mark_ = workbook_add_format(book_);
        format_set_bg_color(mark_, 0xFFF2CC);
        if (!form.header) return;
        lxw_format* bold = workbook_add_format(book_);
        format_set_bold(bold);
        worksheet_freeze_panes(sheet_, 1, 0);
        for (std::size_t i = 0; i < columns.size(); ++i) cell(i, columns[i], bold);
        ++row_;
    }
    ~XlsxTable() override {
        if (book_) workbook_close(book_);  // frees; the file itself is taken away by WholeFile
    }
    void add(const std::vector<std::string>& cells, const std::vector<bool>& marked) override {
        for (std::size_t i = 0; i < cells.size(); ++i) cell(i, cells[i], i < marked.size() && marked[i] ? mark_ : nullptr);
        ++row_;
    }
    void finish() override {
        const lxw_error error = workbook_close(book_);
        book_ = nullptr;
        if (error != LXW_NO_ERROR)
            throw ExportFailure("表を書き終えられません: " + name_ + ": ディスクの空きと書き込みの許可を確かめてください");
        file_.place();
    }

private:
    void cell(std::size_t column, const std::string& text, lxw_format* format) {
        worksheet_write_string(sheet_, row_, static_cast<lxw_col_t>(column), text.c_str(), format);
    }

    WholeFile file_;
    std::string name_, folder_;
    lxw_workbook* book_ = nullptr;
    lxw_worksheet* sheet_ = nullptr;
    lxw_format* mark_ = nullptr;
    lxw_row_t row_ = 0;
};

/// Notes what CP932 does not have and writes 〓 (81 AC) for it.
void U_CALLCONV note_missing(const void* context, UConverterFromUnicodeArgs* args, const UChar*, int32_t, UChar32 point,
                             UConverterCallbackReason reason, UErrorCode* error) {
    if (reason > UCNV_IRREGULAR) return;
    static_cast<std::u32string*>(const_cast<void*>(context))->push_back(static_cast<char32_t>(point));
    *error = U_ZERO_ERROR;
    ucnv_cbFromUWriteBytes(args, "\x81\xAC", 2, 0, error);
}

struct CloseConverter {
    void operator()(UConverter* converter) const { ucnv_close(converter); }
};

}  // namespace

std::optional<ExportFormat> export_format(const std::filesystem::path& file) {
    std::string ending = file.extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(), [](unsigned char c) { return std::tolower(c); });
    if (ending == ".json") return ExportFormat::json;
    if (ending == ".csv") return ExportFormat::csv;
    if (ending == ".xlsx") return ExportFormat::xlsx;
    return std::nullopt;
}

std::optional<ExportEncoding> export_encoding(std::string_view name) {
    if (name == "utf-8") return ExportEncoding::utf8;
    if (name == "utf-8-bom") return ExportEncoding::utf8_bom;
    if (name == "cp932") return ExportEncoding::cp932;
    return std::nullopt;
}

std::string_view name_of(ExportEncoding encoding) {
    switch (encoding) {
        case ExportEncoding::utf8: return "utf-8";
        case ExportEncoding::utf8_bom: return "utf-8-bom";
        case ExportEncoding::cp932: return "cp932";
    }
    return {};
}

std::string_view name_of(ExportFormat format) {
    switch (format) {
        case ExportFormat::json: return "json";
        case ExportFormat::csv: return "csv";
        case ExportFormat::xlsx: return "xlsx";
    }
    return {};
}

std::unique_ptr<TableWriter> table_writer(const std::filesystem::path& file, const TableForm& form, const std::vector<std::string>& columns) {
    switch (form.format) {
        case ExportFormat::json: return std::make_unique<JsonTable>(file, columns);
        case ExportFormat::csv: return std::make_unique<CsvTableWriter>(file, form, columns);
        case ExportFormat::xlsx: break;
    }
    return std::make_unique<XlsxTable>(file, form, columns);
}

std::string to_cp932(std::string_view utf8, std::u32string& lost) {
    UErrorCode error = U_ZERO_ERROR;
    thread_local std::unique_ptr<UConverter, CloseConverter> converter(ucnv_open("ibm-943_P15A-2003", &error));
    if (!converter) throw ExportFailure("CP932 の変換表がありません: ICU: ICU を入れ直してください");
    ucnv_reset(converter.get());
    ucnv_setFallback(converter.get(), false);  // a look-alike would be a silent change
    ucnv_setFromUCallBack(converter.get(), note_missing, &lost, nullptr, nullptr, &error);
    std::vector<UChar> wide(utf8.size() + 1);
    int32_t length = 0;
    u_strFromUTF8WithSub(wide.data(), static_cast<int32_t>(wide.size()), &length, utf8.data(), static_cast<int32_t>(utf8.size()),
                         0xFFFD, nullptr, &error);
    std::string bytes(static_cast<std::size_t>(length) * 4 + 4, '\0');
    const int32_t written =
        ucnv_fromUChars(converter.get(), bytes.data(), static_cast<int32_t>(bytes.size()), wide.data(), length, &error);
    bytes.resize(static_cast<std::size_t>(std::max(0, written)));
    return bytes;
}

}  // namespace yorozu::desk
