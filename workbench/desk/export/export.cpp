#include "workbench/desk/export/export.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>

#include "ocr/lexicon/text_key.h"
#include "workbench/desk/workspace/whole_file.h"

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

/// CSV and XLSX: one row per document.
class RowWriter : public DocumentWriter {
public:
    RowWriter(const std::filesystem::path& file, const TableForm& form, const std::vector<ocr::FormTemplate>& forms)
        : forms_(forms), columns_(export_columns(forms)) {
        all_columns_ = fixed_columns;
        all_columns_.insert(all_columns_.end(), columns_.begin(), columns_.end());
        table_ = table_writer(file, form, all_columns_);
    }
    void add(const ocr::Document& document) override {
        std::vector<bool> review(all_columns_.size());
        for (const auto& field : document.fields) {
            const auto at = std::find(columns_.begin(), columns_.end(), field.id);
            if (field.status == ocr::FieldStatus::review && at != columns_.end())
                review[fixed_columns.size() + static_cast<std::size_t>(at - columns_.begin())] = true;
        }
        const std::size_t before = table_->lost().size();
        table_->add(row_of(document, columns_, form_of(document, forms_)), review);
        for (std::size_t i = before; i < table_->lost().size(); ++i)
            lost_.push_back({document.source, document.page, all_columns_[table_->lost()[i].column], table_->lost()[i].character});
    }
    void finish() override { table_->finish(); }

private:
    const std::vector<ocr::FormTemplate>& forms_;
    std::vector<std::string> columns_, all_columns_;
    std::unique_ptr<TableWriter> table_;
};

}  // namespace

std::unique_ptr<DocumentWriter> document_writer(const std::filesystem::path& file, ExportFormat format, ExportEncoding encoding,
                                                const std::vector<ocr::FormTemplate>& forms) {
    if (format == ExportFormat::json) return std::make_unique<JsonWriter>(file, forms);
    TableForm form;
    form.format = format;
    form.encoding = encoding;
    return std::make_unique<RowWriter>(file, form, forms);
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

}  // namespace yorozu::desk
