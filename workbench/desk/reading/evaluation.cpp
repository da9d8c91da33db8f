#include "workbench/desk/reading/evaluation.h"

#include <algorithm>
#include <charconv>
#include <filesystem>

#include "ocr/lexicon/text_key.h"

namespace yorozu::desk {

namespace {

double share(std::size_t part, std::size_t whole) { return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole); }

/// Words are compared without the spaces between them: in a comb nobody writes them.
std::string comparable(const ocr::FieldTemplate& field, const std::string& value) {
    std::string plain;
    for (const char32_t c : ocr::code_points(ocr::normal_value(field, value)))
        if (c != U' ' && c != U'\u3000') plain += ocr::utf8_of(std::u32string_view(&c, 1));
    return plain;
}

void count(EvaluationRow& row, const ComparedField& field) {
    const bool unseen = field.accepted || field.called_blank;
    row.unseen += unseen;
    row.wrong_accepted += unseen && !field.right;
    if (field.blank) {
        ++row.blanks;
        row.blanks_right += field.right;
        return;
    }
    ++row.fields;
    row.right += field.right;
    row.accepted += field.accepted;
    row.characters += static_cast<std::size_t>(field.characters);
    row.wrong_characters += static_cast<std::size_t>(field.wrong_characters);
}

}  // namespace

double EvaluationRow::right_share() const { return share(right, fields); }
double EvaluationRow::characters_share() const { return characters == 0 ? 0 : 1 - share(wrong_characters, characters); }
double EvaluationRow::accepted_share() const { return share(accepted, fields); }
double EvaluationRow::wrong_accepted_share() const { return share(wrong_accepted, unseen); }

int edit_distance(std::string_view first, std::string_view second) {
    const std::u32string a = ocr::code_points(first), b = ocr::code_points(second);
    std::vector<int> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = static_cast<int>(j);
    for (std::size_t i = 1; i <= a.size(); ++i) {
        int corner = row[0];
        row[0] = static_cast<int>(i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const int above = row[j];
            row[j] = std::min({above + 1, row[j - 1] + 1, corner + (a[i - 1] == b[j - 1] ? 0 : 1)});
            corner = above;
        }
    }
    return row[b.size()];
}

Truth::Row* Truth::find(const ocr::Document& document) {
    auto found = rows.find({document.source, document.page});
    if (found == rows.end()) found = rows.find({std::filesystem::path(document.source).filename().string(), document.page});
    return found == rows.end() ? nullptr : &found->second;
}

Truth load_truth(const std::filesystem::path& csv) {
    const ocr::CsvTable table = ocr::read_csv(csv);
    const auto column = [&](const char* name) -> std::size_t {
        if (!table.rows.empty())
            for (std::size_t i = 0; i < table.rows[0].size(); ++i)
                if (table.rows[0][i] == name) return i;
        throw ocr::CsvFault(std::string("見出しに ") + name + " の列がありません", csv.string() + " 1 行目",
                            "1 行目を source,page,template と項目の id にしてください");
    };
    const std::size_t source = column("source"), page = column("page"), form = column("template");
    const auto& header = table.rows[0];
    Truth truth;
    for (std::size_t i = 1; i < table.rows.size(); ++i) {
        const auto& cells = table.rows[i];
        const std::string where = csv.string() + " " + std::to_string(table.lines[i]) + " 行目";
        if (cells.size() != header.size())
            throw ocr::CsvFault("列の数が見出しと違います（" + std::to_string(cells.size()) + " 列、見出しは " +
                                    std::to_string(header.size()) + " 列）", where, "この行の , と \" を確かめてください");
        int number = 0;
        const auto [end, error] = std::from_chars(cells[page].data(), cells[page].data() + cells[page].size(), number);
        if (error != std::errc() || end != cells[page].data() + cells[page].size() || number < 1)
            throw ocr::CsvFault("page が 1 からの番号ではありません", where, "ページの番号を書いてください");
        Truth::Row row{cells[form], {}, false};
        for (std::size_t k = 0; k < header.size(); ++k)
            if (k != source && k != page && k != form && !header[k].starts_with("x-")) row.values[header[k]] = cells[k];
        if (!truth.rows.emplace(std::pair{cells[source], number}, std::move(row)).second)
            throw ocr::CsvFault("同じ source と page の行が二つあります", where, "どちらかを消してください");
    }
    return truth;
}

void Evaluation::add(const ocr::Document& document) {
    ++pages;
    Truth::Row* row = truth_.find(document);
    if (!row) {
        ++pages_without_truth;
        return;
    }
    row->met = true;
    if (document.failed) {
        ++failed;
        return;
    }
    if (document.template_id != row->template_id) {
        if (document.template_id.empty()) ++refused;
        else ++wrong_template;
        return;
    }
    if (document.template_id.empty()) {
        ++rightly_refused;
        return;
    }
    for (const auto& form : forms_)
        if (form.id == document.template_id) compare(document, form, *row);
}

void Evaluation::compare(const ocr::Document& document, const ocr::FormTemplate& form, const Truth::Row& row) {
    for (const auto& reading : document.fields) {
        const ocr::FieldTemplate* field = form.field(reading.id);
        const auto truth = row.values.find(reading.id);
        if (!field || truth == row.values.end() || field->kind == ocr::FieldKind::image) continue;
        const std::string expected = comparable(*field, truth->second), read = comparable(*field, reading.value);
        ComparedField compared;
        compared.kind = std::string(ocr::name_of(field->kind));
        compared.id = form.id + "/" + field->id;
        compared.blank = expected.empty();
        compared.right = expected == read;
        compared.accepted = reading.status == ocr::FieldStatus::accepted;
        compared.called_blank = reading.status == ocr::FieldStatus::blank;
        compared.confidence = reading.confidence;
        compared.characters = static_cast<int>(ocr::code_points(expected).size());
        compared.wrong_characters = std::min(compared.characters, edit_distance(expected, read));
        compared.source = document.source;
        compared.page = document.page;
        fields_.push_back(std::move(compared));
    }
}

std::map<std::string, EvaluationRow> Evaluation::by_kind() const {
    std::map<std::string, EvaluationRow> rows;
    for (const auto& field : fields_) count(rows[field.kind], field);
    return rows;
}

std::map<std::string, EvaluationRow> Evaluation::by_field() const {
    std::map<std::string, EvaluationRow> rows;
    for (const auto& field : fields_) count(rows[field.id], field);
    return rows;
}

EvaluationRow Evaluation::all() const {
    EvaluationRow row;
    for (const auto& field : fields_) count(row, field);
    return row;
}

std::vector<CurvePoint> Evaluation::curve() const {
    std::vector<const ComparedField*> filled;
    for (const auto& field : fields_)
        if (!field.blank) filled.push_back(&field);
    // A field that is held back for another reason than its confidence is taken after all others.
    const double least_accepted = [&] {
        double least = 1;
        for (const auto* field : filled)
            if (field->accepted) least = std::min(least, field->confidence);
        return least;
    }();
    const auto order = [&](const ComparedField* field) {
        const bool held_back = !field->accepted && field->confidence >= least_accepted;
        return held_back ? field->confidence - 1 : field->confidence;
    };
    std::stable_sort(filled.begin(), filled.end(),
                     [&](const ComparedField* a, const ComparedField* b) { return order(a) > order(b); });
    std::vector<CurvePoint> points;
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < filled.size(); ++i) {
        wrong += !filled[i]->right;
        if (i + 1 < filled.size() && order(filled[i + 1]) == order(filled[i])) continue;
        points.push_back({std::max(0.0, order(filled[i])), 1 - share(i + 1, filled.size()), share(wrong, i + 1), i + 1, wrong});
    }
    return points;
}

std::map<std::string, std::vector<ReliabilityBin>> Evaluation::reliability() const {
    constexpr double edges[] = {0, 0.2, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 0.999, 0.9995, 0.9999, 1.0000001};
    std::map<std::string, std::vector<ReliabilityBin>> all;
    for (const auto& field : fields_) {
        if (field.blank || field.called_blank) continue;
        const auto edge = std::upper_bound(std::begin(edges), std::end(edges) - 1, field.confidence);
        for (const std::string& name : {field.kind, std::string("all")}) {
            auto& bins = all[name];
            if (bins.empty())
                for (auto from = std::begin(edges); from + 1 != std::end(edges); ++from) bins.push_back({*from, std::min(1.0, *(from + 1)), 0, 0, 0});
            ReliabilityBin& bin = bins[static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, edge - std::begin(edges) - 1))];
            ++bin.fields;
            bin.wrong += !field.right;
            bin.mean_confidence += (field.confidence - bin.mean_confidence) / static_cast<double>(bin.fields);
        }
    }
    for (auto& [name, bins] : all) std::erase_if(bins, [](const ReliabilityBin& bin) { return bin.fields == 0; });
    return all;
}

std::size_t Evaluation::truth_not_met() const {
    return static_cast<std::size_t>(std::count_if(truth_.rows.begin(), truth_.rows.end(), [](const auto& row) { return !row.second.met; }));
}

}  // namespace yorozu::desk
