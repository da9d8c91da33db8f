#include "workbench/desk/export.h"

#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/ustring.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>

#include "ocr/lexicon/csv_table.h"
#include "ocr/lexicon/text_key.h"
#include "workbench/desk/whole_file.h"

namespace yorozu::desk {

namespace {

using Json = nlohmann::ordered_json;

const ocr::FormTemplate* form_of(const ocr::Document& document, const std::vector<ocr::FormTemplate>& forms) {
    for (const auto& form : forms)
        if (form.id == document.template_id) return &form;
    return nullptr;
}

bool masked(const ocr::FormTemplate* form, const std::string& field_id) {
    const ocr::FieldTemplate* field = form ? form->field(field_id) : nullptr;
    return field && field->mask;
}

std::string covered(const std::string& text) {
    std::string stars;
    for (std::size_t i = ocr::code_points(text).size(); i > 0; --i) stars += "＊";
    return stars;
}

Json box(const ocr::BoxPx& b) { return Json::array({b.x, b.y, b.width, b.height}); }

/// Enough digits for a person and for the curve; 0.30000000000000004 helps nobody.
double rounded(double value) { return std::round(value * 1e6) / 1e6; }

const char* status_name(ocr::FieldStatus status) {
    switch (status) {
        case ocr::FieldStatus::accepted: return "accepted";
        case ocr::FieldStatus::blank: return "blank";
        case ocr::FieldStatus::review: break;
    }
    return "review";
}

Json field_json(const ocr::FieldReading& field, bool mask) {
    Json characters = Json::array();
    for (const auto& character : field.characters) {
        Json others = Json::array();
        if (!mask)
            for (const auto& other : character.others) others.push_back(other.text);
        characters.push_back({{"value", mask ? "＊" : character.value},
                              {"confidence", rounded(character.confidence)},
                              {"box_px", box(character.box_px)},
                              {"others", others}});
    }
    return {{"id", field.id},
            {"value", mask ? covered(field.value) : field.value},
            {"raw", mask ? covered(field.raw) : field.raw},
            {"blank", field.blank},
            {"confidence", rounded(field.confidence)},
            {"status", status_name(field.status)},
            {"reasons", field.reasons},
            {"box_px", box(field.box_px)},
            {"characters", characters}};
}

Json document_json(const ocr::Document& document, const std::vector<ocr::FormTemplate>& forms) {
    const ocr::FormTemplate* form = form_of(document, forms);
    Json fields = Json::array();
    for (const auto& field : document.fields) fields.push_back(field_json(field, masked(form, field.id)));
    const bool known = !document.template_id.empty();
    Json json{{"source", document.source},
              {"page", document.page},
              {"template", known ? Json(document.template_id) : Json(nullptr)},
              {"why_not", known ? Json(nullptr) : Json(document.why_not)}};
    if (known && form && form->pages.size() > 1) json["template_page"] = document.template_page;
    json["registration"] = document.failed ? Json(nullptr)
                                           : Json{{"score", rounded(document.match.score)},
                                                  {"residual_px", rounded(document.match.residual_px)},
                                                  {"turn_deg", rounded(document.match.turn_deg)},
                                                  {"skew_deg", rounded(document.match.skew_deg)}};
    json["fields"] = std::move(fields);
    return json;
}

std::string dumped(const Json& json) { return json.dump(1, ' ', false, Json::error_handler_t::replace); }

/// One row of CSV or XLSX: fixed columns and then the fields by column.
std::vector<std::string> row_of(const ocr::Document& document, const std::vector<std::string>& columns,
                                const ocr::FormTemplate* form) {
    std::vector<std::string> row{document.source, std::to_string(document.page), document.template_id,
                                 document.needs_review() ? "yes" : "no"};
    std::map<std::string, std::string> values;
    for (const auto& field : document.fields) values[field.id] = masked(form, field.id) ? covered(field.value) : field.value;
    for (const std::string& column : columns) row.push_back(values[column]);
    return row;
}

const std::vector<std::string> fixed_columns{"source", "page", "template", "needs_review"};

class JsonWriter : public DocumentWriter {
public:
    JsonWriter(const std::filesystem::path& file, const std::vector<ocr::FormTemplate>& forms) : file_(file), forms_(forms) {
        file_.write("{ \"documents\": [");
    }
    void add(const ocr::Document& document) override {
        file_.write(first_ ? "\n" : ",\n");
        first_ = false;
        file_.write(json_of(document, forms_));
    }
    void finish() override {
        file_.write("\n] }\n");
        file_.place();
    }

private:
    WholeFile file_;
    const std::vector<ocr::FormTemplate>& forms_;
    bool first_ = true;
};

class CsvWriter : public DocumentWriter {
public:
    CsvWriter(const std::filesystem::path& file, ExportEncoding encoding, const std::vector<ocr::FormTemplate>& forms)
        : file_(file), encoding_(encoding), forms_(forms), columns_(export_columns(forms)) {
        if (encoding == ExportEncoding::utf8_bom) file_.write("\xEF\xBB\xBF");
        auto header = fixed_columns;
        header.insert(header.end(), columns_.begin(), columns_.end());
        line(header, nullptr);
    }
    void add(const ocr::Document& document) override { line(row_of(document, columns_, form_of(document, forms_)), &document); }
    void finish() override { file_.place(); }

private:
    void line(const std::vector<std::string>& cells, const ocr::Document* document) {
        std::string text;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            std::string cell = ocr::csv_field(cells[i]);
            if (encoding_ == ExportEncoding::cp932) {
                std::u32string missing;
                cell = to_cp932(cell, missing);
                for (const char32_t character : missing)
                    lost_.push_back({document ? document->source : "", document ? document->page : 0,
                                     i < fixed_columns.size() ? fixed_columns[i] : columns_[i - fixed_columns.size()], character});
            }
            text += (i ? "," : "") + cell;
        }
        file_.write(text + "\r\n");
    }

    WholeFile file_;
    ExportEncoding encoding_;
    const std::vector<ocr::FormTemplate>& forms_;
    std::vector<std::string> columns_;
};

class XlsxWriter : public DocumentWriter {
public:
    XlsxWriter(const std::filesystem::path& file, const std::vector<ocr::FormTemplate>& forms)
        : file_(file), name_(file.string()), forms_(forms), columns_(export_columns(forms)) {
        lxw_workbook_options options{};
        options.constant_memory = LXW_TRUE;  // rows go to a temporary file as they come
        folder_ = file_.beside().parent_path().string();
        if (folder_.empty()) folder_ = ".";
        options.tmpdir = folder_.data();
        book_ = workbook_new_opt(file_.beside().c_str(), &options);
        if (!book_) throw ExportFailure("表を作れません: " + name_ + ": 別のフォルダーを指定してください");
        sheet_ = workbook_add_worksheet(book_, "読取結果");
        header_ = workbook_add_format(book_);
        format_set_bold(header_);
        check_ = workbook_add_format(book_);
        format_set_bg_color(check_, 0xFFF2CC);
        worksheet_freeze_panes(sheet_, 1, 0);
        auto header = fixed_columns;
        header.insert(header.end(), columns_.begin(), columns_.end());
        for (std::size_t i = 0; i < header.size(); ++i) cell(i, header[i], header_);
    }
    ~XlsxWriter() override {
        if (book_) workbook_close(book_);  // frees; the file itself is taken away by WholeFile
    }
    void add(const ocr::Document& document) override {
        ++row_;
        const auto cells = row_of(document, columns_, form_of(document, forms_));
        std::map<std::string, bool> review;
        for (const auto& field : document.fields) review[field.id] = field.status == ocr::FieldStatus::review;
        for (std::size_t i = 0; i < cells.size(); ++i)
            cell(i, cells[i], i >= fixed_columns.size() && review[columns_[i - fixed_columns.size()]] ? check_ : nullptr);
    }
    void finish() override {
        const lxw_error error = workbook_close(book_);
        book_ = nullptr;
        if (error != LXW_NO_ERROR)
            throw ExportFailure("表を書き終えられません: " + name_ + ": ディスクの空きと書き込みの許可を確かめてください");
        file_.place();
    }

private:
    /// Text always: 0001 must not become 1.
    void cell(std::size_t column, const std::string& text, lxw_format* format) {
        worksheet_write_string(sheet_, row_, static_cast<lxw_col_t>(column), text.c_str(), format);
    }

    WholeFile file_;
    std::string name_, folder_;
    const std::vector<ocr::FormTemplate>& forms_;
    std::vector<std::string> columns_;
    lxw_workbook* book_ = nullptr;
    lxw_worksheet* sheet_ = nullptr;
    lxw_format* header_ = nullptr;
    lxw_format* check_ = nullptr;
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

std::unique_ptr<DocumentWriter> document_writer(const std::filesystem::path& file, ExportFormat format, ExportEncoding encoding,
                                                const std::vector<ocr::FormTemplate>& forms) {
    switch (format) {
        case ExportFormat::json: return std::make_unique<JsonWriter>(file, forms);
        case ExportFormat::csv: return std::make_unique<CsvWriter>(file, encoding, forms);
        case ExportFormat::xlsx: break;
    }
    return std::make_unique<XlsxWriter>(file, forms);
}

std::string json_of(const ocr::Document& document, const std::vector<ocr::FormTemplate>& forms) {
    return dumped(document_json(document, forms));
}

std::vector<std::string> export_columns(const std::vector<ocr::FormTemplate>& forms) {
    std::vector<std::string> columns;
    for (const auto& form : forms)
        for (const auto& field : form.fields)
            if (std::find(columns.begin(), columns.end(), field.id) == columns.end()) columns.push_back(field.id);
    return columns;
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
